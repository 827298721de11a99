//! Serves the console and the CKafka offset API.
fn main() {}
