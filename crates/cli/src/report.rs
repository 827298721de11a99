//! What people read: plans, drift, results, the history.

mod drift;
mod history;
mod plan;
mod result;
mod table;

pub use drift::{drift_json, drift_text};
pub use history::{history_json, history_text};
pub(crate) use plan::shell;
pub use plan::{review_json, review_text};
pub use result::{moved_json, moved_text, result_headline, result_text};
