//! The command line of `ckafka-gateway`.

use crate::headers::ConnectSource;
use crate::kafka::Address;
use crate::tencent::{Api, Program};
use ckafka_api::InstanceId;
use clap::Parser;
use std::path::PathBuf;

/// Serves the console and the CKafka offset API on any Kafka cluster.
///
/// Without an argument it starts an embedded demo broker and serves it on this machine only.
#[derive(Debug, Parser)]
#[command(name = "ckafka-gateway", version)]
pub struct Args {
    /// File with the settings, several instances among them (TOML). Flags win over it.
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,

    /// Address to listen on. Beyond this machine (not loopback) it needs --keys [default: 127.0.0.1:8788].
    #[arg(long, value_name = "HOST:PORT")]
    pub listen: Option<String>,

    /// Brokers of the Kafka cluster to serve, instead of the embedded demo broker; one is enough.
    #[arg(long, value_name = "HOST:PORT", value_delimiter = ',')]
    pub kafka: Vec<Address>,

    /// CKafka instance of Tencent Cloud to serve instead, like ckafka-8j4rodrr. Needs a key (TENCENTCLOUD_SECRET_ID and
    /// TENCENTCLOUD_SECRET_KEY, or --tencent-key) and a region.
    #[arg(long, value_name = "INSTANCE", conflicts_with = "kafka")]
    pub tencent: Option<InstanceId>,

    /// Region of that instance [default: TENCENTCLOUD_REGION].
    #[arg(long, value_name = "REGION", requires = "tencent")]
    pub tencent_region: Option<String>,

    /// Version of Tencent's API to speak [default: v3].
    #[arg(long, value_name = "VERSION", value_enum, requires = "tencent")]
    pub tencent_api: Option<Api>,

    /// Address of Tencent's API, for another site, region or a relay [default: the one of the version].
    #[arg(long, value_name = "URL", requires = "tencent")]
    pub tencent_endpoint: Option<String>,

    /// Host name to sign for, where a relay stands before the API [default: the endpoint's].
    #[arg(long, value_name = "HOST", requires = "tencent")]
    pub tencent_signing_host: Option<String>,

    /// File with the key for the cloud instead of the environment (TOML: secret_id, secret_key, token).
    #[arg(long, value_name = "FILE", requires = "tencent")]
    pub tencent_key: Option<PathBuf>,

    /// Program that prints the key for the cloud (JSON or TOML, like the file), with arguments after spaces; run without
    /// a shell, and again when the key has expired.
    #[arg(long, value_name = "COMMAND", requires = "tencent", conflicts_with = "tencent_key")]
    pub tencent_key_command: Option<Program>,

    /// Id by which callers name the cluster [default: ckafka-local with --kafka, the cloud's own with --tencent, else
    /// ckafka-demo].
    #[arg(long, value_name = "ID")]
    pub instance_id: Option<InstanceId>,

    /// File of the keys that may sign requests, and what each may do (TOML).
    #[arg(long, value_name = "FILE")]
    pub keys: Option<PathBuf>,

    /// Refuse every unsigned request, those from this machine too; wanted behind a reverse proxy.
    #[arg(long)]
    pub signed_only: bool,

    /// Host name that clients sign for when a proxy changes the Host header; can be repeated.
    #[arg(long, value_name = "HOST")]
    pub signing_host: Vec<String>,

    /// File with the certificate (PEM, with those of the authorities between) to listen by HTTPS; read again when it
    /// changes.
    #[arg(long, value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// File with the certificate's private key (PEM, without a passphrase).
    #[arg(long, value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    /// Folder with the console's built files, served at /.
    #[arg(long, value_name = "DIR")]
    pub console_dir: Option<PathBuf>,

    /// Other endpoint that the served page may call (connect-src of its policy); can be repeated.
    #[arg(long, value_name = "URL")]
    pub console_endpoint: Vec<ConnectSource>,

    /// No trickle of new records in the demo data.
    #[arg(long, conflicts_with_all = ["kafka", "tencent"])]
    pub demo_still: bool,

    /// The cluster is a production cluster: the console asks for the group's name before every reset.
    #[arg(long)]
    pub production: bool,
}

impl Args {
    /// A flag that describes the one instance, if there is one.
    pub(crate) fn flag_of_an_instance(&self) -> Option<&'static str> {
        let given = [
            ("--kafka", !self.kafka.is_empty()),
            ("--tencent", self.tencent.is_some()),
            ("--instance-id", self.instance_id.is_some()),
            ("--production", self.production),
            ("--demo-still", self.demo_still),
        ];
        given.into_iter().find(|(_, given)| *given).map(|(flag, _)| flag)
    }
}
