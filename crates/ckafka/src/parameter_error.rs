//! Why a request's parameters were refused.

/// A parameter that cannot be used. Each sentence names the parameter, its value, and the way out.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ParameterError {
    /// A required parameter is not there.
    #[error("parameter {name} is missing: {way_out}")]
    Missing {
        /// The parameter's exact name.
        name: &'static str,
        /// What to send.
        way_out: String,
    },
    /// A value that the parameter does not take.
    #[error("parameter {name} is \"{}\": {way_out}", shorten(value))]
    Refused {
        /// The parameter's exact name, with its index where it has one.
        name: String,
        /// The value as received.
        value: String,
        /// What to send instead.
        way_out: String,
    },
    /// The same parameter twice in one request.
    #[error("parameter {} was sent twice: send it once", shorten(name))]
    Twice {
        /// The name.
        name: String,
    },
    /// A name that is known in another spelling; dropping it silently could write where a dry run was meant.
    #[error("parameter {} is not known: it is spelled {meant}, in exactly these letters", shorten(given))]
    Misspelt {
        /// The name as received.
        given: String,
        /// The right name.
        meant: &'static str,
    },
    /// What the request asks for is known, and this instance does not have it.
    #[error("{what}")]
    NotOffered {
        /// What is not there, and what to do instead.
        what: String,
    },
    /// A body that is no JSON object (API 3.0).
    #[error("the body is no JSON object: {reason}; send the action's parameters as a JSON object")]
    NotJson {
        /// Where it is wrong.
        reason: String,
    },
    /// A name or value that is no UTF-8.
    #[error("\"{text}\" is not UTF-8 in percent-encoding: encode names and values as UTF-8")]
    NotUtf8 {
        /// The encoded text as received, shortened.
        text: String,
    },
}

/// Long values make unreadable sentences, and the caller knows what it sent.
fn shorten(value: &str) -> String {
    const SHOWN: usize = 80;
    if value.chars().count() <= SHOWN {
        value.to_owned()
    } else {
        value.chars().take(SHOWN).chain("…".chars()).collect()
    }
}
