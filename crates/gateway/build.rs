//! With the feature `embed-console`: makes sure that there is a console to compile in, and that a new one is taken.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-env-changed=CONSOLE_DIST");
    if std::env::var_os("CARGO_FEATURE_EMBED_CONSOLE").is_none() {
        return;
    }
    let folder = std::env::var("CONSOLE_DIST").unwrap_or_default();
    println!("cargo:rerun-if-changed={folder}");
    if folder.is_empty() || !Path::new(&folder).join("index.html").is_file() {
        println!(
            "cargo::error=the feature embed-console needs the folder of a built console in CONSOLE_DIST, and \
             \"{folder}\" has no index.html; `cargo xtask build` builds it and sets the variable"
        );
    }
}
