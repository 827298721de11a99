//! Serves the console, and the CKafka offset API on any Kafka cluster.
#![allow(clippy::disallowed_methods, reason = "the ban on clocks is for the page; this is a native server")]

pub mod upstream;
