//! From the command line to something that can be served; every way to fail is one sentence.

use crate::access::{Access, KeysError, is_loopback_ip, read_keys, warn_if_others_may_read};
use crate::args::Args;
use crate::config::{self, ConfigError};
use crate::console::{Console, ConsoleError};
#[cfg(feature = "demo")]
use crate::demo::{self, Demo};
use crate::instances::{self, Origin, Upstream, Wanted};
use crate::kafka::Address;
use crate::reload::{Files, Reloads};
use crate::tencent::{Paces, SettingsError};
use crate::tls::{Tls, TlsError};
use crate::{AppState, Instance, Limits};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;

/// Where it listens unless it is told otherwise.
const LISTEN: &str = "127.0.0.1:8788";

/// Why the gateway does not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// `--listen` is no address.
    #[error("--listen \"{given}\" is no address to listen on: {reason}; give HOST:PORT, like 127.0.0.1:8788")]
    NoAddress {
        /// The value as given.
        given: String,
        /// What the system said.
        reason: String,
    },
    /// Open to other machines, and nobody would have to prove who they are.
    #[error(
        "refusing to listen on {0}, which other machines can reach, without --keys: anybody could move offsets; \
         write a keys file with a [[key]] and give it with --keys FILE, or listen on 127.0.0.1"
    )]
    OpenToAll(SocketAddr),
    /// The address is taken or not this machine's.
    #[error(
        "cannot listen on {address}: {reason}; is another gateway running? --listen HOST:PORT takes another address"
    )]
    CannotListen {
        /// The address.
        address: SocketAddr,
        /// What the system said.
        reason: std::io::Error,
    },
    /// The settings file is no good.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Signed requests only, and no key that could sign one.
    #[error("--signed-only needs --keys FILE: without a key nobody could call")]
    NoKeys,
    /// The keys file is no good.
    #[error(transparent)]
    Keys(#[from] KeysError),
    /// Certificate or key of the listener is no good.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// The console's folder is no good.
    #[error(transparent)]
    Console(#[from] ConsoleError),
    /// A `--signing-host` that no client can have signed for.
    #[error("--signing-host \"{0}\" is no host name: give just HOST or HOST:PORT, without https:// and path")]
    BadSigningHost(String),
    /// The cloud can't be served with these settings.
    #[error(transparent)]
    Tencent(#[from] SettingsError),
    /// The demo broker did not start.
    #[cfg(feature = "demo")]
    #[error(transparent)]
    Demo(#[from] demo::DemoError),
    /// No cluster was named, and this build has no demo broker.
    #[cfg(not(feature = "demo"))]
    #[error("no cluster to serve: this build has no demo broker, so name one with --kafka HOST:PORT")]
    NoCluster,
    /// Signals cannot be received, or the listener lost its address.
    #[error("the system refused: {0}")]
    System(std::io::Error),
}

/// The instances to serve: those of the settings file, which also fills in what no flag says, or the one that the
/// flags describe.
///
/// # Errors
///
/// [`StartError::Config`], with file and line.
pub fn instances(args: &mut Args) -> Result<Vec<Wanted>, StartError> {
    let mut wanted = match args.config.clone() {
        Some(path) => config::read(&path, args)?,
        None => Vec::new(),
    };
    if wanted.is_empty() {
        wanted.push(instances::of_flags(args));
    }
    Ok(wanted)
}

/// The addresses that `--listen` names, checked against the rule that nobody unknown may call from elsewhere.
///
/// # Errors
///
/// [`StartError::NoAddress`], and [`StartError::OpenToAll`] for an address beyond loopback without `--keys`.
pub async fn addresses(args: &Args) -> Result<Vec<SocketAddr>, StartError> {
    let listen = args.listen.as_deref().unwrap_or(LISTEN);
    let no_address = |reason: String| StartError::NoAddress { given: listen.to_owned(), reason };
    let found: Vec<SocketAddr> =
        tokio::net::lookup_host(listen).await.map_err(|error| no_address(error.to_string()))?.collect();
    if found.is_empty() {
        return Err(no_address("the name has no address".to_owned()));
    }
    match found.iter().find(|address| !is_loopback_ip(address.ip())) {
        Some(open) if args.keys.is_none() => Err(StartError::OpenToAll(*open)),
        _ => Ok(found),
    }
}

/// Certificate and key, if the gateway is to be called by HTTPS; a new one is taken into use when its files change.
///
/// # Errors
///
/// [`StartError::Tls`] if they can't be used.
pub fn tls(args: &Args, reloads: &mut Reloads) -> Result<Option<Arc<Tls>>, StartError> {
    let (Some(cert), Some(key)) = (&args.tls_cert, &args.tls_key) else { return Ok(None) };
    warn_if_others_may_read(key, "the file with the TLS key");
    let files = Files::now([cert.as_path(), key]);
    let tls = Arc::new(Tls::read(cert, key)?);
    let same = Arc::clone(&tls);
    reloads.add(files, move || match same.reload() {
        Ok(()) => tracing::info!("the certificate was read again: new connections get it"),
        Err(error) => tracing::error!(%error, "the certificate that was read before stays in use"),
    });
    Ok(Some(tls))
}

/// Takes the keys of the file when it changes; `files` is how it was before it was read.
pub fn reload_keys(reloads: &mut Reloads, files: Files, path: PathBuf, access: Arc<Access>) {
    reloads.add(files, move || match read_keys(&path) {
        Ok(keys) => {
            tracing::info!(keys = keys.len(), "the keys file was read again");
            access.replace_keys(keys);
        }
        Err(error) => tracing::error!(%error, "the keys that were read before stay in use"),
    });
}

/// Listens on the first of the addresses that can be had.
///
/// # Errors
///
/// [`StartError::CannotListen`] with the reason for the last of them.
pub async fn listen(addresses: &[SocketAddr]) -> Result<TcpListener, StartError> {
    let mut failure = None;
    for address in addresses {
        match TcpListener::bind(address).await {
            Ok(listener) => return Ok(listener),
            Err(reason) => failure = Some(StartError::CannotListen { address: *address, reason }),
        }
    }
    Err(failure.unwrap_or_else(|| StartError::NoAddress {
        given: String::new(),
        reason: "no address was given".to_owned(),
    }))
}

/// Who may call, by the keys file, `--signing-host`, `--signed-only` and the addresses listened on.
///
/// # Errors
///
/// [`StartError::Keys`], [`StartError::NoKeys`] or [`StartError::BadSigningHost`].
pub fn access(args: &Args, addresses: &[SocketAddr]) -> Result<Access, StartError> {
    if args.signed_only && args.keys.is_none() {
        return Err(StartError::NoKeys);
    }
    let keys = args.keys.as_deref().map(read_keys).transpose()?.unwrap_or_default();
    for host in &args.signing_host {
        if host.is_empty() || host.contains(|c: char| !c.is_ascii_graphic() || matches!(c, '/' | '@' | '?')) {
            return Err(StartError::BadSigningHost(host.clone()));
        }
    }
    let local = addresses.iter().all(|address| is_loopback_ip(address.ip()));
    Ok(Access::new(keys, args.signing_host.clone(), local && !args.signed_only))
}

/// Everything that the routes need, by the command line and the instances that are wanted.
///
/// # Errors
///
/// [`StartError`] for a keys file, console folder, demo broker or key for the cloud that can't be used. A cluster or
/// the cloud is not contacted before the first request: the gateway may well start before its cluster.
pub async fn state(args: &Args, wanted: &[Wanted], addresses: &[SocketAddr]) -> Result<Started, StartError> {
    let access = access(args, addresses)?;
    let console = Console::find(args.console_dir.as_deref())?;
    let mut demo = None;
    let mut paces = Paces::default();
    let mut instances = Vec::new();
    for one in wanted {
        let upstream = match &one.upstream {
            Upstream::Demo => {
                let started = start_demo(args).await?;
                let address = started.address();
                demo = Some(started);
                instances::kafka(one, vec![Address { host: address.ip().to_string(), port: address.port() }])
            }
            Upstream::Kafka(brokers) => instances::kafka(one, brokers.clone()),
            Upstream::Tencent(cloud) => {
                instances::tencent(one, cloud, &mut paces).map_err(|reason| tencent_error(one, reason))?
            }
        };
        instances.push(Instance { upstream, production: one.production });
    }
    let ids: Vec<&str> = wanted.iter().map(|one| one.id.as_str()).collect();
    tracing::info!(
        instances = ids.join(" "),
        keys = access.keys().len(),
        unsigned_from_this_machine = access.takes_unsigned(),
        "serving"
    );
    let beyond = addresses.iter().any(|address| !is_loopback_ip(address.ip()));
    if beyond && args.tls_cert.is_none() {
        tracing::warn!(
            "other machines can connect, by plain HTTP: give --tls-cert and --tls-key, or put a TLS proxy in front of an untrusted network"
        );
    }
    let mut state = AppState::new(instances, access, Limits::default());
    state.console = console;
    state.console_endpoints = args.console_endpoint.clone();
    Ok(Started { state, demo })
}

/// The same sentence, with the place in the settings file if the instance stands there.
fn tencent_error(wanted: &Wanted, reason: SettingsError) -> StartError {
    match &wanted.origin {
        None => StartError::Tencent(reason),
        Some(Origin { path, line }) => StartError::Config(ConfigError::Wrong {
            path: path.clone(),
            line: *line,
            reason: format!("instance \"{}\": {reason}", wanted.id),
        }),
    }
}

/// A state, and what must live as long as it.
#[derive(Debug)]
pub struct Started {
    /// What the routes need.
    pub state: AppState,
    /// The embedded demo broker, if there is one.
    pub demo: Option<Demo>,
}

#[cfg(feature = "demo")]
async fn start_demo(args: &Args) -> Result<Demo, StartError> {
    Ok(demo::start(demo::DemoOptions { still: args.demo_still }).await?)
}

#[cfg(not(feature = "demo"))]
async fn start_demo(_: &Args) -> Result<Demo, StartError> {
    Err(StartError::NoCluster)
}

/// There is no demo broker in this build, and so no value of this type.
#[cfg(not(feature = "demo"))]
#[derive(Debug)]
pub enum Demo {}

#[cfg(not(feature = "demo"))]
impl Demo {
    /// Never called.
    pub fn address(&self) -> SocketAddr {
        match *self {}
    }

    /// Never called.
    pub async fn stop(self) {
        match self {}
    }
}

/// Ready when the program is told to stop (SIGTERM, or SIGINT as sent by Ctrl-C).
///
/// # Errors
///
/// [`StartError::System`] if the system lets no signal be received.
pub fn stop_signal() -> Result<impl Future<Output = ()>, StartError> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let mut terminate = signal(SignalKind::terminate()).map_err(StartError::System)?;
        let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::System)?;
        Ok(async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
    }
    #[cfg(not(unix))]
    Ok(async {
        let _ = tokio::signal::ctrl_c().await;
    })
}
