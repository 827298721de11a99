//! State without IO: what the operator typed, what it means, and what has been read so far. Pure functions only.

pub mod ago;
pub mod choose;
pub mod connection;
pub mod effect;
pub mod form;
pub mod given;
pub mod history;
pub mod link;
pub mod moment;
pub mod numbers;
pub mod partitions;
pub mod remote;
pub mod table_view;
pub mod topics;

pub use remote::{ListState, Remote};
