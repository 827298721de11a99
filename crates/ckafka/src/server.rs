//! The server's side: a request taken apart and checked, and what is answered when it cannot be done.
//!
//! The order for a server: [`crate::Params::parse`], [`SignedBy::read`] and [`crate::sign::v2::verify`], then
//! [`ServerRequest::decode`]. Every answer, [`ApiError`] included, goes out with HTTP status 200.

mod api_error;
mod request;
mod signed_by;

pub use api_error::ApiError;
pub use request::ServerRequest;
pub use signed_by::SignedBy;
