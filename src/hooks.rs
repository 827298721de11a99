//! Where state meets the world outside: requests, timers, the clock, the page around. Only here futures are started.

mod announce;
mod claim;
mod clipboard;
mod connection;
mod countdown;
mod flow;
mod focus;
mod history;
mod host;
mod keep;
mod leaving;
mod links;
mod lists;
mod locale;
mod lock;
mod now;
mod preview;
mod remote;
mod resume;
mod spawn;
mod store;

pub use announce::{About, detail};
pub use clipboard::{use_copy, use_export};
pub use connection::{ConnectionHandle, use_connection};
pub use countdown::use_countdown;
pub use flow::{FlowHandle, use_flow};
pub use focus::{Focus, use_focus, use_focus_on_step};
pub use history::{HistoryHandle, Opened, use_history};
pub use host::{Host, HostAnswer, HostHandle, Silent};
pub use links::{page_address, use_link};
pub use lists::{GroupOnRead, ListsHandle, use_group, use_lists};
pub use locale::browser_locale;
pub use now::use_now;
pub use preview::use_preview;
pub use resume::use_resume;
