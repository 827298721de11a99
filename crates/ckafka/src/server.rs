//! The server's side: a request taken apart and checked, and what is answered when it cannot be done.
//!
//! The order for a server of API 2.0: [`crate::Params::parse`], [`SignedBy::read`] and [`crate::sign::v2::verify`],
//! then [`ServerRequest::decode`]. Of API 3.0: [`crate::sign::tc3::Authorization::parse`] and
//! [`crate::sign::tc3::verify`], [`crate::Params::parse_json`] (or `parse`, of the query of a `GET`), then
//! [`ServerRequest::decode_v3`]. [`Answering`] writes the answers of both. Every answer, [`ApiError`] included, goes out with HTTP status 200.

mod answering;
mod api_error;
mod request;
mod signed_by;

pub use answering::Answering;
pub use api_error::ApiError;
pub use request::ServerRequest;
pub use signed_by::SignedBy;
