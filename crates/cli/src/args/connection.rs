//! How to reach the endpoint. Secrets are no arguments: every process of the machine may read those.

use crate::connect::TypedEndpoint;
use ckafka_api::InstanceId;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

/// Options of every command that talks to an endpoint.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Endpoint")]
pub struct ConnectionArgs {
    /// URL of the endpoint: a ckafka-gateway, or the cloud's API.
    #[arg(
        long,
        global = true,
        value_name = "URL",
        env = "CKAFKA_OFFSETS_ENDPOINT",
        hide_env_values = true,
        default_value = "http://127.0.0.1:8788/v2/index.php"
    )]
    pub endpoint: TypedEndpoint,

    /// Instance to work on; not needed where the endpoint has just one.
    #[arg(long, global = true, value_name = "ID", env = "CKAFKA_OFFSETS_INSTANCE")]
    pub instance: Option<InstanceId>,

    /// Version of the API that the endpoint speaks.
    #[arg(long, global = true, value_name = "VERSION", value_enum, default_value_t = Api::V2)]
    pub api: Api,

    /// Region of the instance, e.g. ap-guangzhou; a gateway needs none.
    #[arg(long, global = true, value_name = "NAME", env = "TENCENTCLOUD_REGION")]
    pub region: Option<String>,

    /// Host that requests are signed for, if a relay changes it [default: the endpoint's].
    #[arg(long, global = true, value_name = "HOST")]
    pub signing_host: Option<String>,

    /// File with secret_id, secret_key and, for a temporary key, token (TOML), readable by you alone.
    ///
    /// Without it, TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_TOKEN of the environment are
    /// taken. Without those, requests go out unsigned.
    #[arg(long, global = true, value_name = "FILE")]
    pub key_file: Option<PathBuf>,

    /// Do not sign, even if there is a key in the environment: a proxy signs, or the gateway is on this machine.
    #[arg(long, global = true, conflicts_with = "key_file")]
    pub unsigned: bool,

    /// The instance is a production one: every plan asks for the group's name. An endpoint may say so itself.
    #[arg(long, global = true, env = "CKAFKA_OFFSETS_PRODUCTION", value_parser = clap::builder::FalseyValueParser::new())]
    pub production: bool,

    /// Seconds after which an answer is no longer waited for.
    #[arg(
        long,
        global = true,
        value_name = "SECONDS",
        default_value_t = 30,
        value_parser = clap::value_parser!(u64).range(1..=600)
    )]
    pub timeout: u64,
}

/// Versions of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Api {
    /// API 2.0, under /v2/index.php.
    V2,
    /// API 3.0, version 2019-08-19.
    V3,
}
