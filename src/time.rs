//! Time without a clock and without a time-zone database: calendar arithmetic, and a trait that asks for offsets.
//!
//! The browser knows every zone (`IntlZones`); a database of our own would cost more bytes than all the words of
//! the page. Native tests bring their own zones.

pub mod civil;
pub mod intl;
pub mod zones;

pub use civil::Civil;
pub use intl::IntlZones;
pub use zones::{Local, Reading, UtcOnly, Zones, resolve_local};
