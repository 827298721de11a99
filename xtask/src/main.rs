//! Development commands of this project.
fn main() {}
