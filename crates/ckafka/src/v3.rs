//! API 3.0 (version 2019-08-19) on the wire: one file per action or pair of actions.
//!
//! The questions are the same as in API 2.0, so the types of [`crate::v2`] are used wherever they fit, and answers of
//! both versions are read by the same code: only the names of the fields differ.

mod answer;
mod batch_modify;
mod describe_groups;
mod describe_instances;
mod describe_offsets;
mod describe_topics;
mod fetch_messages;
mod fields;
mod modify;

pub use fetch_messages::FetchMessages;
pub use modify::ModifyGroupOffsets;

pub(crate) use answer::{encode_error, encode_reset};
pub(crate) use batch_modify::BatchModify;
pub(crate) use fetch_messages::RecordsPayload;

use crate::Page;
use crate::question::JsonBody;

/// The version that every request names.
pub(crate) const VERSION: &str = "2019-08-19";
/// The service that the signature is for.
pub(crate) const SERVICE: &str = "ckafka";

impl JsonBody {
    fn search(self, word: Option<&String>) -> Self {
        match word {
            Some(word) => self.text("SearchWord", word),
            None => self,
        }
    }

    fn page(self, page: Page) -> Self {
        self.number("Offset", page.offset.into()).number("Limit", page.limit.into())
    }
}
