//! Checks a file of signature vectors against this crate:
//!
//! ```text
//! cargo run -q -p ckafka-api --example check_vectors -- FILE
//! ```
//!
//! Prints, for each vector that fails, the first stage that differs, then `N passed, M failed`. Ends with 0 only if
//! all passed, with 1 if one failed, with 2 if the file cannot be read. The form of the file is that of
//! `tests/vectors/signatures.json`.

mod vector;

use std::process::ExitCode;

fn main() -> ExitCode {
    let mut arguments = std::env::args_os().skip(1);
    let (Some(file), None) = (arguments.next(), arguments.next()) else {
        eprintln!("usage: check_vectors FILE");
        return ExitCode::from(2);
    };
    let checked =
        std::fs::read(&file).map_err(|error| error.to_string()).and_then(|json| vector::check_file(&json));
    let checked = match checked {
        Ok(checked) => checked,
        Err(error) => {
            eprintln!("{}: {error}", file.to_string_lossy());
            return ExitCode::from(2);
        }
    };
    let total = checked.len();
    let failures: Vec<_> =
        checked.into_iter().filter_map(|(name, outcome)| Some((name, outcome.err()?))).collect();
    for (name, difference) in &failures {
        println!("{name}: {difference}");
    }
    println!("{} passed, {} failed", total - failures.len(), failures.len());
    if failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
