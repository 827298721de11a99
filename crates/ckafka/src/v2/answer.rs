//! Writing an answer: the envelope of a success around its result.

use serde::Serialize;

/// Result in `data`, as the consumer group actions have it.
#[derive(Serialize)]
pub(super) struct InData<T> {
    code: i64,
    message: &'static str,
    #[serde(rename = "codeDesc")]
    code_desc: &'static str,
    data: T,
}

/// The answer of a success with its result in `data`.
pub(super) fn in_data<T: Serialize>(data: T) -> Vec<u8> {
    to_json(&InData { code: 0, message: "", code_desc: "Success", data })
}

/// JSON of a value that serde writes without conditions: text keys and whole numbers only, so it cannot fail.
pub(crate) fn to_json<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json::to_vec(value).unwrap_or_else(|_| {
        br#"{"code":6000,"codeDesc":"InternalError","message":"the answer cannot be written"}"#.to_vec()
    })
}
