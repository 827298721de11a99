//! The cloud as an upstream: Tencent's CKafka API, in either version, by the same calls that the console makes.
//!
//! | file | what it knows |
//! |---|---|
//! | `settings` | key, endpoint and region, from the command line, the environment or a file |
//! | `key`, `key_command` | a key that a file or a program hands out, and hands out again |
//! | `http` | one request over HTTP |
//! | `pace` | how fast the API lets itself be called |
//! | `client` | a call from its first request to its answer; the server's clock |
//! | `upstream`, `reset` | how a snapshot and a reset are made of calls |
//! | `refusal` | what a fault means to the caller |
//!
//! The cloud answers a reset of API 3.0 with one code, and shows offsets late. So after every reset the offsets are
//! read until they are where they should be, for a while, and rows are made of what was found.

mod client;
mod http;
mod key;
mod key_command;
mod pace;
mod refusal;
mod reset;
mod settings;
mod upstream;

pub use key_command::{Program, ProgramError};
pub use pace::Paces;
pub use settings::{Api, Given, KeyFrom, Settings, SettingsError};
pub use upstream::TencentUpstream;
