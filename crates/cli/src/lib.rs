//! The command line `ckafka-offsets`: plan, apply, verify, undo, retry and history, on any endpoint of the CKafka API.
//!
//! | question | module |
//! |---|---|
//! | what may be typed | [`args`] |
//! | what a command does | [`commands`] |
//! | how the flow of a reset is run | [`runner`]: it carries out effects, and decides nothing |
//! | how an endpoint is reached | [`connect`], [`transport`], [`session`] |
//! | where records and claims are | [`store`], `keeping`, [`records`] |
//! | what is said, and with which exit code | [`outcome`], [`report`], [`words`], [`mod@print`] |
//!
//! The rules of a reset are not here: offsets are computed and judged by `kafka-offsets`, the order of everything is
//! `reset-flow`'s, and requests are made by `ckafka-api`, all three shared with the page.
#![allow(clippy::disallowed_methods, reason = "the ban on clocks is for the page; this is a native program")]

pub mod args;
pub mod clock;
pub mod commands;
pub mod connect;
mod connected;
mod ids;
mod interrupt;
mod keeping;
pub mod moment;
pub mod outcome;
pub mod print;
mod progress;
pub mod records;
pub mod report;
mod request;
pub mod runner;
pub mod session;
pub mod store;
pub mod topics;
pub mod transport;
pub mod words;
