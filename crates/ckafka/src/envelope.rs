//! The envelope around every answer: `code`, `codeDesc`, `message`, and the result in `data` or beside them; or, from
//! API 3.0, `Response` with `Error`, `RequestId` and `Result`.
//!
//! Official samples disagree with each other, so all of this is read: `code` as number or text, `message` or
//! `msg`, result fields in `data` (an object, or a list of objects) or at top level. An answer is read as what it is,
//! whatever version was asked: an address of the wrong version still says what is wrong.

use crate::faults::{self, Code};
use crate::{HttpResponse, TransportFault};
use kafka_offsets::{EndpointFault, FaultKind};
use serde::Deserialize;
use serde::de::{self, DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;

/// The result fields of one action.
pub(crate) trait Payload: Default {
    /// Takes the value of a field that it knows; answers `false`, and takes nothing, for any other.
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error>;

    /// Another object of `data` begins (or the only one, or the top level).
    fn begin(&mut self) {}
}

/// An answer's result together with a code that is no plain success (5400, partly succeeded) but comes with rows.
pub(crate) struct Reply<P> {
    pub(crate) code: i64,
    pub(crate) payload: P,
    /// The endpoint's id of the request, which API 3.0 gives.
    pub(crate) request_id: Option<String>,
}

/// Reads a response: the result, or what went wrong on the way or at the endpoint.
pub(crate) fn read<P: Payload>(response: Result<HttpResponse, TransportFault>) -> Result<P, EndpointFault> {
    let reply = read_partial(response, |_| false)?;
    Ok(reply.payload)
}

/// The same, but code 5400 ("partly succeeded") is no fault if `has_rows` finds some in the result.
pub(crate) fn read_partial<P: Payload>(
    response: Result<HttpResponse, TransportFault>,
    has_rows: impl Fn(&P) -> bool,
) -> Result<Reply<P>, EndpointFault> {
    let response = response.map_err(faults::of_transport)?;
    let envelope: Envelope<P> =
        serde_json::from_slice(json_of(&response)).map_err(|error| unreadable(&response, &error))?;
    let code = envelope.head.judge(&response, has_rows(&envelope.payload))?;
    Ok(Reply { code, payload: envelope.payload, request_id: envelope.head.request_id })
}

/// The fault of an answer that has the envelope, but something in it that cannot be.
pub(crate) fn malformed(what: impl Into<String>) -> EndpointFault {
    EndpointFault { kind: FaultKind::Malformed, raw_code: String::new(), raw_message: what.into() }
}

fn json_of(response: &HttpResponse) -> &[u8] {
    response.body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&response.body)
}

/// What it means that an answer could not be read.
fn unreadable(response: &HttpResponse, error: &serde_json::Error) -> EndpointFault {
    let body = json_of(response);
    // A result in an unexpected form must not hide the code of an error
    let head = serde_json::from_slice::<Envelope<Nothing>>(body).map(|envelope| envelope.head);
    if response.status != 200 && !matches!(head, Ok(Head { code: Some(_), .. })) {
        return http_status(response);
    }
    let first = body.iter().find(|byte| !byte.is_ascii_whitespace());
    match (error.classify(), first) {
        (_, None) => fault(FaultKind::Truncated, "the answer is empty".to_owned()),
        (serde_json::error::Category::Eof, Some(b'{')) => fault(
            FaultKind::Truncated,
            format!("the answer stops after {} bytes: {error}", response.body.len()),
        ),
        (serde_json::error::Category::Data, Some(b'{')) => match head {
            Ok(head) => match &head.code {
                Some(Code::Number(0)) => malformed(error.to_string()),
                Some(code) => head.fault(code),
                None => not_the_api(response),
            },
            Err(_) => not_the_api(response),
        },
        (_, Some(b'{')) => malformed(format!("{error}: {}", excerpt(&response.body))),
        _ => not_the_api(response),
    }
}

fn fault(kind: FaultKind, raw_message: String) -> EndpointFault {
    EndpointFault { kind, raw_code: String::new(), raw_message }
}

fn not_the_api(response: &HttpResponse) -> EndpointFault {
    if response.status != 200 {
        return http_status(response);
    }
    fault(FaultKind::NotTheApi, excerpt(&response.body))
}

fn http_status(response: &HttpResponse) -> EndpointFault {
    EndpointFault {
        kind: FaultKind::HttpStatus,
        raw_code: format!("HTTP {}", response.status),
        raw_message: excerpt(&response.body),
    }
}

/// The beginning of a body as text on one line.
fn excerpt(body: &[u8]) -> String {
    const SHOWN: usize = 200;
    let start = body.get(..SHOWN * 4).unwrap_or(body);
    let text = String::from_utf8_lossy(start);
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let line = words.join(" ");
    if line.chars().count() <= SHOWN { line } else { line.chars().take(SHOWN).chain("…".chars()).collect() }
}

/// What stands around every result. Apart from it so that its code is there once, and not for every action.
#[derive(Default)]
struct Head {
    code: Option<Code>,
    code_desc: String,
    message: String,
    request_id: Option<String>,
    /// Whether the result was in a place of its own, so that nothing beside it counts.
    in_data: bool,
}

impl Head {
    /// The code, if the result counts.
    fn judge(&self, response: &HttpResponse, has_rows: bool) -> Result<i64, EndpointFault> {
        match &self.code {
            None => Err(not_the_api(response)),
            Some(Code::Number(0)) if response.status == 200 => Ok(0),
            Some(Code::Number(0)) => Err(http_status(response)),
            Some(Code::Number(faults::PARTLY_SUCCEEDED)) if has_rows => Ok(faults::PARTLY_SUCCEEDED),
            Some(code) => Err(self.fault(code)),
        }
    }

    fn fault(&self, code: &Code) -> EndpointFault {
        let mut fault = faults::of_code(code, &self.code_desc, &self.message);
        // What the vendor's support asks for
        if let Some(id) = &self.request_id {
            fault.raw_message.push_str(&format!(" (RequestId {id})"));
        }
        fault
    }

    /// Takes the value of a field of the envelope; answers `false`, and takes nothing, for any other.
    #[inline(never)]
    fn take<'de, A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<bool, A::Error> {
        match name {
            "code" => self.code = map.next_value()?,
            "codeDesc" => self.code_desc = map.next_value::<Text>()?.0,
            // The first that says something
            "message" | "msg" => {
                let text = map.next_value::<Text>()?.0;
                if self.message.is_empty() {
                    self.message = text;
                }
            }
            "Error" => {
                if let Some(WireError { code, message }) = map.next_value()? {
                    self.code = Some(Code::Word(code.0));
                    self.message = message.0;
                }
            }
            "RequestId" => self.request_id = Some(map.next_value::<Text>()?.0).filter(|id| !id.is_empty()),
            _ => return Ok(false),
        }
        Ok(true)
    }
}

struct Envelope<P> {
    head: Head,
    payload: P,
}

impl<'de, P: Payload> Deserialize<'de> for Envelope<P> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut envelope = Self { head: Head::default(), payload: P::default() };
        Fill(&mut envelope).deserialize(deserializer)?;
        Ok(envelope)
    }
}

/// Reads an object into an envelope: the whole answer, or what API 3.0 has in `Response`.
struct Fill<'a, P>(&'a mut Envelope<P>);

impl<'de, P: Payload> DeserializeSeed<'de> for Fill<'_, P> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de, P: Payload> Visitor<'de> for Fill<'_, P> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer of the API")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let envelope = self.0;
        let mut beside = P::default();
        beside.begin();
        while let Some(Name(name)) = map.next_key()? {
            match name.as_ref() {
                "data" | "Result" => {
                    envelope.head.in_data |= map.next_value_seed(Data(&mut envelope.payload))?;
                }
                "Response" => {
                    map.next_value_seed(Fill(&mut *envelope))?;
                    // It has no code of success
                    envelope.head.code.get_or_insert(Code::Number(0));
                    envelope.head.in_data = true;
                }
                other => {
                    if !envelope.head.take(other, &mut map)? && !beside.take(other, &mut map)? {
                        map.next_value::<IgnoredAny>()?;
                    }
                }
            }
        }
        if !envelope.head.in_data {
            envelope.payload = beside;
        }
        Ok(())
    }
}

/// What API 3.0 answers instead of a result.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct WireError {
    #[serde(default)]
    code: Text,
    #[serde(default)]
    message: Text,
}

/// Reads `data` into a payload; answers whether a field was found in it.
struct Data<'a, P>(&'a mut P);

impl<'de, P: Payload> DeserializeSeed<'de> for Data<'_, P> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<bool, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de, P: Payload> Visitor<'de> for Data<'_, P> {
    type Value = bool;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a list of objects")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        self.0.begin();
        let mut found = false;
        while let Some(Name(name)) = map.next_key()? {
            if self.0.take(&name, &mut map)? {
                found = true;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(found)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<bool, A::Error> {
        let mut found = false;
        while let Some(one) = seq.next_element_seed(Data(&mut *self.0))? {
            found |= one;
        }
        Ok(found)
    }

    // Errors come with `"data": ""`, `null` or whatever; that is no result
    fn visit_unit<E: de::Error>(self) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_str<E: de::Error>(self, _: &str) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_bool<E: de::Error>(self, _: bool) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_i64<E: de::Error>(self, _: i64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_u64<E: de::Error>(self, _: u64) -> Result<bool, E> {
        Ok(false)
    }

    fn visit_f64<E: de::Error>(self, _: f64) -> Result<bool, E> {
        Ok(false)
    }
}

/// A result that nobody wants.
#[derive(Default)]
struct Nothing;

impl Payload for Nothing {
    fn take<'de, A: MapAccess<'de>>(&mut self, _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }
}

/// A field's name, borrowed where the JSON has no escape in it.
struct Name<'de>(Cow<'de, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameVisitor;

        impl<'de> Visitor<'de> for NameVisitor {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a field's name")
            }

            fn visit_borrowed_str<E: de::Error>(self, name: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(name)))
            }

            fn visit_str<E: de::Error>(self, name: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(name.to_owned())))
            }
        }

        deserializer.deserialize_str(NameVisitor)
    }
}

/// Text for people; anything else in its place counts as empty, since a strange message must not hide a code.
#[derive(Default)]
struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct TextVisitor;

        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }

            fn visit_unit<E: de::Error>(self) -> Result<Text, E> {
                Ok(Text(String::new()))
            }

            fn visit_bool<E: de::Error>(self, value: bool) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_f64<E: de::Error>(self, value: f64) -> Result<Text, E> {
                Ok(Text(value.to_string()))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
                Ok(Text(String::new()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Text, A::Error> {
                while seq.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Text(String::new()))
            }
        }

        deserializer.deserialize_any(TextVisitor)
    }
}
