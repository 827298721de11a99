//! Views: values in, callbacks out, one file each. They know nothing of the network, of futures or of a clock.

pub mod icon;
pub mod plan_rows;
pub mod position;
pub mod table;
