//! What can go wrong, on demand.

use std::str::FromStr;
use std::time::Duration;

/// What happens to a request instead of what should. Of those that are about the form of an answer, some have a
/// meaning in one version of the API only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trick {
    /// It takes that long before it is looked at.
    Delay(Duration),
    /// The connection ends before anything is done.
    CutBefore,
    /// It is done, and the connection ends.
    CutAfter,
    /// It is done, and a proxy answers with its own page.
    Html502,
    /// Refused with this code of API 3.0 (or a number of API 2.0) and this message.
    Error(String, String),
    /// Called done, and nothing was.
    NotApplied,
    /// Done, a few offsets beside what was asked.
    Beside(i64),
    /// Done, and shown so late.
    ShownLate(Duration),
    /// A code that is not success, in a result (API 3.0).
    ReturnCode(String),
    /// Codes as text (API 2.0).
    CodeAsText,
    /// `msg` for `message`, or the other way round (API 2.0).
    MsgForMessage,
    /// The result beside the code, not in `data` (API 2.0).
    BesideData,
    /// Partition 1 of every topic is left alone, and its row with an error stands under `succ` (API 2.0).
    FailureInSucc,
    /// Partition 1 of every topic is left alone and fails, and the answer as a whole has code 5400 (API 2.0).
    PartlySucceeded,
    /// Done, and from then on no offsets can be read.
    ThenUnreadable,
    /// Done, and the answer is silent about this topic.
    Forgets(String),
}

impl Trick {
    /// Refused with this code and message.
    pub fn error(code: &str, message: &str) -> Self {
        Self::Error(code.to_owned(), message.to_owned())
    }

    /// Whether this partition is left alone.
    pub(crate) fn spares(&self, partition: i32) -> bool {
        match self {
            Self::NotApplied => true,
            Self::FailureInSucc | Self::PartlySucceeded => partition == 1,
            _ => false,
        }
    }
}

/// No trick has this name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownTrick(String);

impl std::fmt::Display for UnknownTrick {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no trick \"{}\"", self.0)
    }
}

impl std::error::Error for UnknownTrick {}

impl FromStr for Trick {
    type Err = UnknownTrick;

    /// Its name, and a value where there is one: `not-applied`, `shown-late 2000` (milliseconds).
    fn from_str(text: &str) -> Result<Self, UnknownTrick> {
        let (name, value) = text.split_once(' ').unwrap_or((text, ""));
        let unknown = || UnknownTrick(text.to_owned());
        let time = || value.parse().map(Duration::from_millis).map_err(|_| unknown());
        Ok(match name {
            "delay" => Self::Delay(time()?),
            "cut-before" => Self::CutBefore,
            "cut-after" => Self::CutAfter,
            "html-502" => Self::Html502,
            "error" => {
                let (code, message) = value.split_once(' ').ok_or_else(unknown)?;
                Self::error(code, message)
            }
            "not-applied" => Self::NotApplied,
            "beside" => Self::Beside(value.parse().map_err(|_| unknown())?),
            "shown-late" => Self::ShownLate(time()?),
            "return-code" => Self::ReturnCode(value.to_owned()),
            "code-as-text" => Self::CodeAsText,
            "msg-for-message" => Self::MsgForMessage,
            "beside-data" => Self::BesideData,
            "failure-in-succ" => Self::FailureInSucc,
            "partly-succeeded" => Self::PartlySucceeded,
            "then-unreadable" => Self::ThenUnreadable,
            "forgets" => Self::Forgets(value.to_owned()),
            _ => return Err(unknown()),
        })
    }
}
