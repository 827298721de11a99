//! Which instances are served: those of the settings file, or the one that the flags describe.

use crate::args::Args;
use crate::kafka::{Address, Cluster, ClusterOptions, KafkaUpstream, Plaintext};
use crate::system_clock;
use crate::tencent::{Api, Given, KeyFrom, Paces, Settings, SettingsError, TencentUpstream};
use crate::upstream::{InstanceSummary, OffsetUpstream};
use ckafka_api::InstanceId;
use std::path::PathBuf;
use std::sync::Arc;

/// An instance as it is wished for.
#[derive(Debug)]
pub struct Wanted {
    /// The id by which callers name it.
    pub id: String,
    /// Its name in lists; else one that says where it is.
    pub name: Option<String>,
    /// Whether the console asks for more before a reset.
    pub production: bool,
    /// What stands behind it.
    pub upstream: Upstream,
    /// Where it is described, if not by flags.
    pub origin: Option<Origin>,
}

/// What stands behind an instance.
#[derive(Debug)]
pub enum Upstream {
    /// The embedded demo broker.
    Demo,
    /// A cluster, by its first brokers.
    Kafka(Vec<Address>),
    /// An instance of Tencent Cloud.
    Tencent(Box<Cloud>),
}

/// An instance of Tencent Cloud.
#[derive(Debug)]
pub struct Cloud {
    /// Its id there.
    pub instance: InstanceId,
    /// Version of the API.
    pub api: Option<Api>,
    /// Its region.
    pub region: Option<String>,
    /// Where requests go, if not to the version's own address.
    pub endpoint: Option<String>,
    /// The host to sign for, if not the endpoint's.
    pub signing_host: Option<String>,
    /// Where the key comes from, if not from the usual variables.
    pub key: Option<KeyFrom>,
}

/// A place in the settings file.
#[derive(Debug, Clone)]
pub struct Origin {
    /// The file.
    pub path: PathBuf,
    /// The line, counted from 1.
    pub line: usize,
}

/// The one instance that the flags describe; without any, the demo.
pub(crate) fn of_flags(args: &Args) -> Wanted {
    let (id, upstream) = if let Some(instance) = &args.tencent {
        let key = match (&args.tencent_key, &args.tencent_key_command) {
            (Some(file), _) => Some(KeyFrom::File(file.clone())),
            (None, Some(program)) => Some(KeyFrom::Command(program.clone())),
            (None, None) => None,
        };
        let cloud = Cloud {
            instance: instance.clone(),
            api: args.tencent_api,
            region: args.tencent_region.clone(),
            endpoint: args.tencent_endpoint.clone(),
            signing_host: args.tencent_signing_host.clone(),
            key,
        };
        (instance.as_str(), Upstream::Tencent(Box::new(cloud)))
    } else if args.kafka.is_empty() {
        ("ckafka-demo", Upstream::Demo)
    } else {
        ("ckafka-local", Upstream::Kafka(args.kafka.clone()))
    };
    let id = args.instance_id.as_ref().map_or(id, |id| id.as_str()).to_owned();
    Wanted { id, name: None, production: args.production, upstream, origin: None }
}

/// The cluster at these brokers; the demo is a cluster like any other.
pub(crate) fn kafka(wanted: &Wanted, brokers: Vec<Address>) -> Arc<dyn OffsetUpstream> {
    let usual = match wanted.upstream {
        Upstream::Demo => "Embedded demo cluster".to_owned(),
        _ => {
            let names: Vec<String> = brokers.iter().map(ToString::to_string).collect();
            format!("Kafka at {}", names.join(","))
        }
    };
    let cluster = Cluster::new(ClusterOptions::new(brokers), Box::new(Plaintext));
    Arc::new(KafkaUpstream::new(summary(wanted, usual), cluster))
}

/// The instance of the cloud. Instances that are called at the same place share what may be called in a second.
///
/// # Errors
///
/// [`SettingsError`] if key, region or endpoint is missing or can't be used.
pub(crate) fn tencent(
    wanted: &Wanted,
    cloud: &Cloud,
    paces: &mut Paces,
) -> Result<Arc<dyn OffsetUpstream>, SettingsError> {
    let given = Given {
        api: cloud.api.unwrap_or(Api::V3),
        region: cloud.region.as_deref(),
        endpoint: cloud.endpoint.as_deref(),
        signing_host: cloud.signing_host.as_deref(),
        key: cloud.key.as_ref(),
    };
    let mut settings = Settings::read(given, |name| std::env::var(name).ok())?;
    paces.share(&mut settings);
    let region = settings.connection.region.as_deref().unwrap_or("");
    let usual = format!("CKafka {} in {region}", cloud.instance);
    let upstream =
        TencentUpstream::new(summary(wanted, usual), cloud.instance.clone(), settings, system_clock);
    Ok(Arc::new(upstream))
}

fn summary(wanted: &Wanted, usual: String) -> InstanceSummary {
    InstanceSummary { id: wanted.id.clone(), name: wanted.name.clone().unwrap_or(usual) }
}
