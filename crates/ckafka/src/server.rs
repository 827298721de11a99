//! The server's side: a request taken apart and checked, and what is answered when it cannot be done.
//!
//! ```
//! use ckafka_api::{Params, ServerRequest, SignedBy, Topics};
//!
//! let body = b"Action=SetGroupOffsets&instanceId=ckafka-demo&group=billing&topics.0=orders&strategy=1&timestamp=-2";
//! let params = Params::parse(body).unwrap();
//! assert_eq!(SignedBy::read(&params).unwrap(), None, "nobody signed this");
//! let ServerRequest::SetGroupOffsets(reset) = ServerRequest::decode(&params).unwrap() else { panic!() };
//! assert!(matches!(reset.topics, Topics::Named(_)));
//! assert!(!reset.dry_run);
//! ```
//!
//! The order for a server: [`crate::Params::parse`], [`SignedBy::read`] and [`crate::sign::v2::verify`], then
//! [`ServerRequest::decode`]. Every answer, [`ApiError`] included, goes out with HTTP status 200.

mod api_error;
mod request;
mod signed_by;

pub use api_error::ApiError;
pub use request::ServerRequest;
pub use signed_by::SignedBy;
