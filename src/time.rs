//! Time without a clock and without a time-zone database: calendar arithmetic, and a trait that asks for offsets.
//!
//! The browser knows every zone ([`IntlZones`](zones)); a database of our own would cost more bytes than the rest
//! of the page's text. Native tests bring their own zones.

pub mod civil;
pub mod zones;

pub use civil::Civil;
pub use zones::{Local, UtcOnly, Zones};
