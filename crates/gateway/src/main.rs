//! The program `ckafka-gateway`: reads the command line, builds the state, listens, and stops when it is told to.

use ckafka_gateway::args::Args;
use ckafka_gateway::reload::{Files, Reloads};
use ckafka_gateway::start::{self, StartError, Started};
use ckafka_gateway::{logging, serve};
use clap::Parser;
use std::io::Write;
use std::process::ExitCode;
use std::sync::Arc;

fn main() -> ExitCode {
    let args = Args::parse();
    logging::to_stderr();
    match run(args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "ckafka-gateway: {error}");
            ExitCode::FAILURE
        }
    }
}

#[tokio::main]
async fn run(mut args: Args) -> Result<(), StartError> {
    let wanted = start::instances(&mut args)?;
    let addresses = start::addresses(&args).await?;
    let mut reloads = Reloads::default();
    let tls = start::tls(&args, &mut reloads)?;
    let keys = args.keys.clone().map(|path| (Files::now([path.as_path()]), path));
    let listener = start::listen(&addresses).await?;
    let Started { state, demo } = start::state(&args, &wanted, &addresses).await?;
    let stop = start::stop_signal()?;
    if let Some((files, path)) = keys {
        start::reload_keys(&mut reloads, files, path, Arc::clone(&state.access));
    }
    reloads.start().map_err(StartError::System)?;
    let address = listener.local_addr().map_err(StartError::System)?;
    // Whoever started us reads this line to learn the port
    let mut stdout = std::io::stdout();
    let scheme = if tls.is_some() { "https" } else { "http" };
    let _ = writeln!(stdout, "listening on {scheme}://{address}").and_then(|()| stdout.flush());
    match tls {
        Some(tls) => serve::serve_tls(listener, &tls, state, stop).await,
        None => serve::serve(listener, state, stop).await,
    }
    if let Some(demo) = demo {
        demo.stop().await;
    }
    Ok(())
}
