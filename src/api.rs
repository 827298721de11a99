//! The way to the endpoint: `fetch` drives the calls of `ckafka-api`.
//!
//! Nothing in here panics on what a browser or an endpoint does: a rejection is turned into a fault at the border.

mod reads;
mod session;
mod transport;

pub use reads::Reads;
pub(crate) use session::random;
pub use session::{EndpointFacts, InstanceEntry, Session, endpoint_url, foreign_origin};
