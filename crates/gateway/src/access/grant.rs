//! What a caller may do.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Names that are allowed: everything, or what one of the patterns matches.
#[derive(Debug, Clone)]
pub(crate) enum Allowed {
    /// No list was given.
    Everything,
    /// A list was given; an empty one matches nothing.
    Matching(GlobSet),
}

impl Allowed {
    /// Reads a list of glob patterns (`*`, `?`, `[a-z]`, `{a,b}`); `*` matches any characters, `/` too.
    ///
    /// # Errors
    ///
    /// The first pattern that can't be read, with the reason.
    pub(crate) fn from_list(list: Option<&[String]>) -> Result<Self, globset::Error> {
        let Some(patterns) = list else { return Ok(Self::Everything) };
        let mut set = GlobSetBuilder::new();
        for pattern in patterns {
            set.add(GlobBuilder::new(pattern).literal_separator(false).build()?);
        }
        Ok(Self::Matching(set.build()?))
    }

    /// Whether the name is allowed.
    pub(crate) fn allows(&self, name: &str) -> bool {
        match self {
            Self::Everything => true,
            Self::Matching(set) => set.is_match(name),
        }
    }
}

/// What a caller may do: which actions, on which instances, for which groups.
#[derive(Debug, Clone)]
pub(crate) struct Grant {
    pub(crate) instances: Allowed,
    pub(crate) groups: Allowed,
    pub(crate) actions: Allowed,
}

impl Grant {
    /// Everything: what an operator on this machine may do.
    pub(crate) const FULL: Self =
        Self { instances: Allowed::Everything, groups: Allowed::Everything, actions: Allowed::Everything };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(patterns: &[&str]) -> Allowed {
        let patterns: Vec<String> = patterns.iter().map(|p| (*p).to_owned()).collect();
        Allowed::from_list(Some(&patterns)).unwrap()
    }

    #[test]
    fn a_missing_list_allows_everything_and_an_empty_one_nothing() {
        assert!(Allowed::from_list(None).unwrap().allows("orders"));
        assert!(!list(&[]).allows("orders"));
    }

    #[test]
    fn patterns_match_whole_names() {
        let allowed = list(&["orders-*", "billing"]);
        assert!(allowed.allows("orders-eu"));
        assert!(allowed.allows("orders-"));
        assert!(allowed.allows("billing"));
        assert!(!allowed.allows("billing2"));
        assert!(!allowed.allows("my-orders-eu"));
        assert!(!allowed.allows("Billing"));
        assert!(
            list(&["team/*"]).allows("team/a/b"),
            "a slash is a character like any other in a group's name"
        );
    }

    #[test]
    fn a_broken_pattern_is_an_error() {
        assert!(Allowed::from_list(Some(&["orders-[".to_owned()])).is_err());
    }
}
