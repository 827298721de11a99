//! The stand-in as a program, for tests that run elsewhere: a browser's, for one.
//!
//! It prints `listening on http://127.0.0.1:PORT` and ends when its standard input does. Besides the API it takes
//! `POST /stand-in/trick` (lines like `ModifyGroupOffsets not-applied`), `/stand-in/live` (names of groups) and
//! `/stand-in/state`; each answers what it knows.

use cloud_stand_in::Cloud;

fn main() -> std::io::Result<()> {
    let cloud = Cloud::shop();
    println!("listening on http://127.0.0.1:{}", cloud.port);
    std::io::copy(&mut std::io::stdin(), &mut std::io::sink())?;
    Ok(())
}
