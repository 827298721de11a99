//! Every visible string, English and Simplified Chinese side by side.
//!
//! [`Text`] is a `Copy` value that views take from the context ([`use_text`]). A sentence is a method of it, in the
//! file of this folder that is named after the place where it is seen. Two rules keep the languages complete:
//!
//! * words without parts go through [`Text::say`], which takes one argument per language;
//! * sentences with parts are an exhaustive `match` over [`Locale`].
//!
//! So a new language does not compile until every sentence has it. Numbers and times come in already formatted
//! (from [`crate::format::Formatter`]), counts that decide between singular and plural come in as numbers.

mod codes;
mod connection;
mod drift;
pub mod faults;
mod follow_up;
mod form_errors;
mod given;
mod history;
mod links;
mod locale;
mod regions;
mod result;
mod review;
mod strategy;
mod target;
mod undo;
mod ways;

pub use locale::Locale;

use yew::prelude::*;

/// The words of one language. Cheap to copy; equal when the language is equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Text {
    locale: Locale,
}

impl Text {
    /// The words of a language.
    pub fn new(locale: Locale) -> Self {
        Self { locale }
    }

    /// The language.
    pub fn locale(self) -> Locale {
        self.locale
    }

    /// Picks a fixed wording; one argument per language, so that none can be forgotten.
    pub fn say(self, en: &'static str, zh_cn: &'static str) -> &'static str {
        match self.locale {
            Locale::En => en,
            Locale::ZhCn => zh_cn,
        }
    }

    /// What stands between two sentences.
    pub fn gap(self) -> &'static str {
        self.say(" ", "")
    }

    /// What stands between a name and what is said of it.
    pub fn colon(self) -> &'static str {
        self.say(": ", "：")
    }

    /// The space that Chinese sets between a Latin word or number and what follows it; none after a Chinese word.
    pub(crate) fn latin_gap(before: &str) -> &'static str {
        if before.chars().next_back().is_some_and(|last| last.is_ascii()) { " " } else { "" }
    }

    /// English singular or plural; Chinese has one form for all counts.
    pub(crate) fn one_or_many(count: u64, one: &'static str, many: &'static str) -> &'static str {
        if count == 1 { one } else { many }
    }
}

/// The words of the language chosen for this console; English where no provider is around (tests of one view).
#[hook]
pub fn use_text() -> Text {
    use_context::<Text>().unwrap_or_default()
}
