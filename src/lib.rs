//! The console: a page, or one element of a page, on which consumer group offsets are reset.
//!
//! | where | what |
//! |---|---|
//! | [`embed`] | the only door: `mount`, `update`, `unmount`, events |
//! | [`config`] | settings of the host, read and checked once |
//! | [`app`] | providers, and which screen is shown |
//! | [`state`] | pure: the form, what it means, views of tables |
//! | [`hooks`] | where state meets the world: requests, timers, the clock, the page around |
//! | [`api`] | `fetch` driving the calls of `ckafka-api` |
//! | [`components`] | views: values in, callbacks out |
//! | `letters` | letter case, for lists that are searched |
//! | [`text`] | every visible string, both languages side by side |
//! | [`mod@format`], [`time`] | numbers, times and zones |
//! | [`export`] | plan and result as files |
//!
//! The reset itself is not in here: what would happen is computed by `kafka-offsets`, in which order things happen is
//! decided by `reset-flow`, how an endpoint is spoken to is known by `ckafka-api`.

pub mod api;
pub mod app;
pub mod components;
pub mod config;
pub mod embed;
pub mod export;
pub mod format;
pub mod hooks;
mod letters;
pub mod state;
pub mod text;
pub mod time;
