//! Reading the parameters of a request of API 3.0, each checked exactly.

use crate::v2::{read_page, refuse_misspelt, refused};
use crate::{InstanceId, Page, ParameterError, Params};
use kafka_offsets::PartitionId;
use std::collections::BTreeSet;
use std::fmt::Display;
use std::str::FromStr;

/// The parameters of a request, by the names of API 3.0.
pub(super) struct Fields<'a>(&'a Params);

impl<'a> Fields<'a> {
    /// # Errors
    /// A name that is one of `known` in other letters: dropped, it could turn some topics into all.
    pub(super) fn new(params: &'a Params, known: &[&'static str]) -> Result<Self, ParameterError> {
        refuse_misspelt(params, known)?;
        Ok(Self(params))
    }

    /// The text of a parameter; empty counts as not there.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.0.get(name).filter(|text| !text.is_empty())
    }

    pub(super) fn required(&self, name: &'static str, way_out: &str) -> Result<&'a str, ParameterError> {
        self.text(name).ok_or_else(|| ParameterError::Missing { name, way_out: way_out.to_owned() })
    }

    /// A parameter that is read into a type, which says itself what is wrong with it.
    pub(super) fn read<T: FromStr<Err: Display>>(
        &self,
        name: &'static str,
        way_out: &str,
    ) -> Result<T, ParameterError> {
        parse(name, self.required(name, way_out)?)
    }

    pub(super) fn instance(&self) -> Result<InstanceId, ParameterError> {
        self.read("InstanceId", "send the instance's id, as DescribeInstances gives it")
    }

    /// The elements of a list, `name.0`, `name.1`, and so on, in the order of the request; a list that is not there
    /// or empty has none.
    pub(super) fn list<T: FromStr<Err: Display>>(
        &self,
        name: &'static str,
    ) -> Result<Vec<T>, ParameterError> {
        let mut elements = Vec::new();
        for (given, value) in self.plain(name)? {
            elements.push(parse(given, value)?);
        }
        Ok(elements)
    }

    /// Whether a list was sent, be it an empty one.
    pub(super) fn given(&self, list: &str) -> bool {
        self.0.iter().any(|(name, _)| {
            name.strip_prefix(list).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    /// A list that must have an element: an endpoint may take none for all.
    pub(super) fn some<T: FromStr<Err: Display>>(
        &self,
        name: &'static str,
        way_out: &str,
    ) -> Result<Vec<T>, ParameterError> {
        let elements = self.list(name)?;
        if elements.is_empty() {
            return Err(ParameterError::Missing { name, way_out: way_out.to_owned() });
        }
        Ok(elements)
    }

    /// A list of partitions, at least one.
    pub(super) fn partitions(
        &self,
        name: &'static str,
        way_out: &str,
    ) -> Result<BTreeSet<PartitionId>, ParameterError> {
        let found = self.plain(name)?;
        if found.is_empty() {
            return Err(ParameterError::Missing { name, way_out: way_out.to_owned() });
        }
        found.into_iter().map(|(given, value)| partition(given, value)).collect()
    }

    /// The page that is asked for.
    pub(super) fn page(&self, default_limit: u32) -> Result<Page, ParameterError> {
        read_page(self.0, "Offset", "Limit", default_limit)
    }

    pub(super) fn search(&self) -> Option<String> {
        self.text("SearchWord").map(str::to_owned)
    }

    /// The elements of a list of texts or numbers.
    fn plain(&self, list: &str) -> Result<Vec<(&'a str, &'a str)>, ParameterError> {
        let elements = self.elements(list)?;
        let nested = elements.iter().find(|(name, _)| name.matches('.').count() > 1);
        match nested {
            Some((name, value)) => {
                Err(refused(*name, value, format!("send {list} as a list of texts or numbers")))
            }
            None => Ok(elements),
        }
    }

    /// Names and values of all that belongs to a list, be its elements objects or not.
    pub(super) fn elements(&self, list: &str) -> Result<Vec<(&'a str, &'a str)>, ParameterError> {
        let mut elements = Vec::new();
        for (given, value) in self.0.iter() {
            let Some(rest) = given.strip_prefix(list) else { continue };
            match rest.strip_prefix('.') {
                Some(rest) if rest.starts_with(|c: char| c.is_ascii_digit()) => elements.push((given, value)),
                None if rest.is_empty() && value.is_empty() => {}
                // A longer name that begins the same
                None if !rest.is_empty() && !rest.starts_with('[') => {}
                _ => return Err(refused(given, value, format!("send {list} as a list"))),
            }
        }
        Ok(elements)
    }
}

/// A partition's number.
pub(super) fn partition(name: &str, text: &str) -> Result<PartitionId, ParameterError> {
    let number = text.parse().ok().and_then(|number: i32| PartitionId::try_from(number).ok());
    number.ok_or_else(|| refused(name, text, "send a whole number from 0 to 2147483647"))
}

fn parse<T: FromStr<Err: Display>>(name: &str, text: &str) -> Result<T, ParameterError> {
    text.parse().map_err(|error: T::Err| refused(name, text, error))
}
