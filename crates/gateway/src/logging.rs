//! Logs: lines on stderr, without anything secret.
//!
//! What a line may hold is decided where it is written: never a query, a body, a signature, a token or a header.
//! Panics are logged by their place only, since their text may quote what they failed on.

use tracing_subscriber::EnvFilter;

/// Logs to stderr what the environment's `RUST_LOG` asks for, `info` if it asks for nothing.
pub fn to_stderr() {
    let wanted = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt().with_env_filter(wanted).with_writer(std::io::stderr).with_ansi(false).init();
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "a request panicked; please report this");
    }));
}
