//! Opening a page in the user's browser.

use crate::process::say;
use std::process::{Command, Stdio};

/// Opens `address`, or says that one has to do it by hand.
pub(crate) fn open(address: &str) {
    let openers: &[&str] = if cfg!(target_os = "macos") { &["open"] } else { &["xdg-open", "wslview"] };
    let opened = openers.iter().any(|opener| {
        Command::new(opener)
            .arg(address)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    });
    if !opened {
        say(format!("no browser could be opened from here; open {address}"));
    }
}
