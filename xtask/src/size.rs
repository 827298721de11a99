//! The size of the page on the wire, against its budget.

use crate::process::output;
use anyhow::{Context as _, bail};
use std::path::Path;
use std::process::Command;

/// Brotli, WebAssembly, scripts and styles together.
const BUDGET: u64 = 200_000;
/// What one would be proud of.
const STRETCH: u64 = 150_000;

/// Prints the size of every file that a visitor loads, and fails over the budget.
pub(crate) fn check(dist: &Path) -> anyhow::Result<()> {
    let mut total = 0;
    let mut files: Vec<_> = std::fs::read_dir(dist)?.collect::<Result<_, _>>()?;
    files.sort_by_key(std::fs::DirEntry::file_name);
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for file in files {
        let path = file.path();
        if !path.extension().is_some_and(|kind| ["wasm", "js", "css"].iter().any(|known| kind == *known)) {
            continue;
        }
        let small = brotli(&path)?;
        println!("{:>10} {small:>10}  {}", file.metadata()?.len(), file.file_name().display());
        total += small;
    }
    println!("{:>10} {total:>10}  in all; budget {BUDGET}, stretch {STRETCH}", "");
    if total > BUDGET {
        bail!("the page has {total} bytes after brotli, more than the budget of {BUDGET}");
    }
    Ok(())
}

/// The number of bytes after brotli at its best setting, by Node (its window is what servers use).
fn brotli(file: &Path) -> anyhow::Result<u64> {
    let program = "const z=require('zlib');const p=process.argv[1];\
        console.log(z.brotliCompressSync(require('fs').readFileSync(p),{params:{[z.constants.BROTLI_PARAM_QUALITY]:11}}).length)";
    output(Command::new("node").args(["-e", program]).arg(file))
        .and_then(|length| length.parse().ok())
        .with_context(|| {
            format!("Node could not compress {}; is Node.js 20 or newer installed?", file.display())
        })
}
