//! The size of the page on the wire, against its budget.

use crate::process::output;
use anyhow::{Context as _, bail};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Brotli; WebAssembly, scripts and styles together: what the page is meant to have.
pub(crate) const BUDGET: u64 = 200_000;
/// What it may have today. The page is over its budget, which every run says; this keeps it from growing until it
/// is brought down. Lower it with every saving. It was raised when drift, waiting, retry, undo, plan files, links and
/// history came: they are 140,000 bytes; what was there before had been brought down from 402,000 to 364,000. And by 2,500
/// when API 3.0 came to the page, with what the review makes of an endpoint that tells no log starts; by 500 when the page
/// began to know a plan file again that was carried out; and by 1,500 when it began to ask what one instance can do.
const CEILING: u64 = 515_000;
/// What one would be proud of.
const STRETCH: u64 = 150_000;

/// Prints the size of the page, says how far over the budget it is, and fails over the ceiling.
pub(crate) fn check(dist: &Path) -> anyhow::Result<()> {
    let total = total(dist)?;
    if total > BUDGET {
        println!("OVER BUDGET by {} bytes; the ceiling of today is {CEILING}", total - BUDGET);
    }
    if total > CEILING {
        bail!("the page has {total} bytes after brotli, more than the {CEILING} that it had before");
    }
    Ok(())
}

/// Prints the size of every file that a visitor loads, and adds them up. The compressed files stay beside the others
/// with `.br` at the end, where the gateway looks for them.
pub(crate) fn total(dist: &Path) -> anyhow::Result<u64> {
    let mut files: Vec<PathBuf> =
        std::fs::read_dir(dist)?.map(|entry| Ok(entry?.path())).collect::<std::io::Result<_>>()?;
    files.retain(|file| {
        file.extension().is_some_and(|kind| ["wasm", "js", "css"].iter().any(|known| kind == *known))
    });
    files.sort();
    let mut total = 0;
    println!("{:>10} {:>10}  file", "bytes", "brotli");
    for file in files {
        let small = compress(&file)?;
        let name = file.file_name().unwrap_or_default();
        println!("{:>10} {small:>10}  {}", std::fs::metadata(&file)?.len(), name.display());
        total += small;
    }
    println!("{:>10} {total:>10}  in all; budget {BUDGET}, stretch {STRETCH}", "");
    Ok(total)
}

/// Writes the file again, compressed as well as brotli can, and returns the number of bytes. Node does it: it is
/// there for the tests anyway, and building a compressor would take longer than everything else here.
fn compress(file: &Path) -> anyhow::Result<u64> {
    let program = "const z=require('zlib'),f=require('fs'),p=process.argv[1];\
        const b=z.brotliCompressSync(f.readFileSync(p),{params:{[z.constants.BROTLI_PARAM_QUALITY]:11}});\
        f.writeFileSync(p+'.br',b);console.log(b.length)";
    output(Command::new("node").args(["-e", program]).arg(file))
        .and_then(|length| length.parse().ok())
        .with_context(|| {
            format!("Node could not compress {}; is Node.js 20 or newer installed?", file.display())
        })
}
