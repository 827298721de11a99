//! The command line of `ckafka-gateway`.

use crate::headers::ConnectSource;
use crate::kafka::Address;
use ckafka_api::InstanceId;
use clap::Parser;
use std::path::PathBuf;

/// Serves the console and the CKafka offset API on any Kafka cluster.
///
/// Without an argument it starts an embedded demo broker and serves it on this machine only.
#[derive(Debug, Parser)]
#[command(name = "ckafka-gateway", version)]
pub struct Args {
    /// Address to listen on. Beyond this machine (not loopback) it needs --keys.
    #[arg(long, value_name = "HOST:PORT", default_value = "127.0.0.1:8788")]
    pub listen: String,

    /// Brokers of the Kafka cluster to serve, instead of the embedded demo broker; one is enough.
    #[arg(long, value_name = "HOST:PORT", value_delimiter = ',')]
    pub kafka: Vec<Address>,

    /// Id by which callers name the cluster [default: ckafka-local with --kafka, else ckafka-demo].
    #[arg(long, value_name = "ID")]
    pub instance_id: Option<InstanceId>,

    /// File of the keys that may sign requests, and what each may do (TOML).
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,

    /// Refuse every unsigned request, those from this machine too; wanted behind a reverse proxy.
    #[arg(long, requires = "keys")]
    pub signed_only: bool,

    /// Host name that clients sign for when a proxy changes the Host header; can be repeated.
    #[arg(long, value_name = "HOST")]
    pub signing_host: Vec<String>,

    /// Folder with the console's built files, served at /.
    #[arg(long, value_name = "DIR")]
    pub console_dir: Option<PathBuf>,

    /// Other endpoint that the served page may call (connect-src of its policy); can be repeated.
    #[arg(long, value_name = "URL")]
    pub console_endpoint: Vec<ConnectSource>,

    /// No trickle of new records in the demo data.
    #[arg(long, conflicts_with = "kafka")]
    pub demo_still: bool,

    /// The cluster is a production cluster: the console asks for the group's name before every reset.
    #[arg(long)]
    pub production: bool,
}
