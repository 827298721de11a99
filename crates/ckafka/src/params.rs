//! Request parameters as the wire has them: names and raw values, in the order they are sent.

use crate::ParameterError;
use percent_encoding::percent_decode;
use std::collections::BTreeSet;

/// Parameters of one request, values not encoded, in sending order.
///
/// ```
/// use ckafka_api::Params;
///
/// let params = Params::parse(b"Action=ListGroup&searchWord=a%2Bb+c").unwrap();
/// assert_eq!(params.get("searchWord"), Some("a+b c"));
/// assert_eq!(params.encode(), "Action=ListGroup&searchWord=a%2Bb+c");
/// ```
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Params(Vec<(String, String)>);

impl Params {
    /// No parameters.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a parameter at the end.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.push((name.into(), value.into()));
    }

    /// Reads a form body or a query: `name=value` joined by `&`, percent-encoded UTF-8, a space may be `+`.
    ///
    /// # Errors
    /// [`ParameterError::NotUtf8`] if a name or value is no UTF-8 (a replaced character would name another group),
    /// [`ParameterError::Twice`] if a name comes twice (nobody knows which one was meant).
    pub fn parse(form: &[u8]) -> Result<Self, ParameterError> {
        let mut params = Self::new();
        for pair in form.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty()) {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            params.push(name, value);
        }
        let mut names = BTreeSet::new();
        if let Some((twice, _)) = params.iter().find(|(name, _)| !names.insert(*name)) {
            return Err(ParameterError::Twice { name: twice.to_owned() });
        }
        Ok(params)
    }

    /// The parameters as a form body or query: percent-encoded once, a space as `+`.
    pub fn encode(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(self.iter()).finish()
    }

    /// The value of a parameter, by its exact name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.iter().find(|(given, _)| *given == name).map(|(_, value)| value)
    }

    /// How many there are.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// All parameters in sending order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

/// Names only: values can hold a session token.
impl std::fmt::Debug for Params {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Params")?;
        f.debug_list().entries(self.iter().map(|(name, _)| name)).finish()
    }
}

fn decode(text: &[u8]) -> Result<String, ParameterError> {
    let spaced: Vec<u8> = text.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    match percent_decode(&spaced).decode_utf8() {
        Ok(decoded) => Ok(decoded.into_owned()),
        Err(_) => {
            Err(ParameterError::NotUtf8 { text: String::from_utf8_lossy(text).chars().take(80).collect() })
        }
    }
}
