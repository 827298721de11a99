//! A JSON object as parameters: `{"Topics":["a","b"]}` is `Topics.0=a&Topics.1=b`, as API 3.0 itself writes the same
//! request in a query.

use crate::{ParameterError, Params};
use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use std::collections::BTreeSet;
use std::fmt;

impl Params {
    /// Reads the JSON body of a request of API 3.0; an empty body is one without parameters.
    ///
    /// Whole numbers keep all their digits. `null` counts as not there, but a list or object with nothing in it, and
    /// `null` in a list, is a parameter with an empty value: it is not the same as no list, which may mean all.
    ///
    /// # Errors
    /// [`ParameterError::NotJson`] if it is no JSON object, [`ParameterError::Twice`] if a name comes twice.
    ///
    /// ```
    /// use ckafka_api::Params;
    ///
    /// let params = Params::parse_json(br#"{"Strategy":1,"Topics":["orders"],"Partitions":[{"Partition":0}]}"#).unwrap();
    /// assert_eq!(params.encode(), "Strategy=1&Topics.0=orders&Partitions.0.Partition=0");
    /// ```
    pub fn parse_json(body: &[u8]) -> Result<Self, ParameterError> {
        let mut params = Self::new();
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(params);
        }
        let mut json = serde_json::Deserializer::from_slice(body);
        Value { name: "", in_list: false, into: &mut params }
            .deserialize(&mut json)
            .and_then(|()| json.end())
            .map_err(|error| ParameterError::NotJson { reason: error.to_string() })?;
        let mut names = BTreeSet::new();
        if let Some((twice, _)) = params.iter().find(|(name, _)| !names.insert(*name)) {
            return Err(ParameterError::Twice { name: twice.to_owned() });
        }
        Ok(params)
    }
}

/// One value, whose name is known; the whole body has none and must be an object.
struct Value<'a> {
    name: &'a str,
    in_list: bool,
    into: &'a mut Params,
}

impl Value<'_> {
    fn is<E: de::Error>(self, text: impl Into<String>) -> Result<(), E> {
        if self.name.is_empty() {
            return Err(E::custom("the body is not an object"));
        }
        self.into.push(self.name, text);
        Ok(())
    }

    fn inner(&self, name: impl fmt::Display) -> String {
        if self.name.is_empty() { name.to_string() } else { format!("{}.{name}", self.name) }
    }
}

impl<'de> DeserializeSeed<'de> for Value<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Value<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a parameter")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let before = self.into.len();
        while let Some(name) = map.next_key::<String>()? {
            let name = self.inner(name);
            if name.is_empty() {
                return Err(de::Error::custom("a parameter has no name"));
            }
            map.next_value_seed(Value { name: &name, in_list: false, into: &mut *self.into })?;
        }
        if self.into.len() == before && !self.name.is_empty() { self.is("") } else { Ok(()) }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if self.name.is_empty() {
            return self.is("");
        }
        let mut index = 0_usize;
        loop {
            let name = self.inner(index);
            if seq.next_element_seed(Value { name: &name, in_list: true, into: &mut *self.into })?.is_none() {
                break;
            }
            index += 1;
        }
        if index == 0 { self.is("") } else { Ok(()) }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<(), E> {
        self.is(text)
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<(), E> {
        self.is(number.to_string())
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<(), E> {
        self.is(number.to_string())
    }

    // Whoever needs a whole number refuses it
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<(), E> {
        self.is(format!("{number:?}"))
    }

    fn visit_bool<E: de::Error>(self, flag: bool) -> Result<(), E> {
        self.is(flag.to_string())
    }

    fn visit_unit<E: de::Error>(self) -> Result<(), E> {
        if self.in_list || self.name.is_empty() { self.is("") } else { Ok(()) }
    }
}
