//! The Kafka upstream: a thin client on the `kafka-protocol` codec.
//!
//! | layer | file | what it knows |
//! |---|---|---|
//! | stream | `connector` | how to open a byte stream to a broker (plaintext; TLS and SASL go here) |
//! | connection | `frame`, `conn`, `versions` | frames, correlation ids, time limits, which versions a broker speaks |
//! | cluster | `cluster`, `retry` | bootstrap, one connection per broker, who leads and who coordinates, when to try again |
//! | calls | `metadata`, `find_coordinator`, `describe_group`, `list_groups`, `list_offsets`, `offset_fetch`, `offset_commit` | one Kafka API each, from our types to our types |
//! | making things | `admin`, `member` | topics, records, commits and a live member, for the embedded cluster and tests |
//! | upstream | `upstream`, `snapshot`, `logs`, `commit`, `answer`, `refusal` | how a snapshot and a reset are made of those calls |
//!
//! Kafka's `-1` and `-2` appear in the call files only. The number of requests never depends on the number of
//! partitions (only a commit of more than half a megabyte is split).

mod address;
#[cfg(feature = "demo")]
pub mod admin;
mod answer;
mod cluster;
mod commit;
mod conn;
mod connector;
pub(crate) mod describe_group;
mod error;
mod find_coordinator;
mod frame;
mod list_groups;
mod list_offsets;
mod logs;
#[cfg(feature = "demo")]
pub mod member;
mod metadata;
mod offset_commit;
mod offset_fetch;
mod refusal;
mod retry;
mod snapshot;
mod upstream;
mod versions;

pub use address::{Address, AddressError};
pub use cluster::{Cluster, ClusterOptions};
pub use connector::{BoxStream, Connector, Plaintext, Stream};
pub use error::CallError;
pub use upstream::KafkaUpstream;

pub(crate) use answer::{COMMIT_MOVED, holds, message, obstacle};
pub(crate) use refusal::no_plan;
