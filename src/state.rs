//! State without IO: what the operator typed, what it means, and what has been read so far. Pure functions only.

pub mod ago;
pub mod moment;
pub mod numbers;
pub mod remote;

pub use remote::Remote;
