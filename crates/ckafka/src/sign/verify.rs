//! What a server finds when it checks a signature.

/// Why a signature was not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum VerifyError {
    /// It matches the request for none of the accepted hosts. Wrong key, or something changed the request.
    #[error("the signature does not match the request, for none of the hosts that are accepted")]
    Mismatch,
    /// It is no Base64 (API 2.0) or lower-case hexadecimal text (API 3.0), or no `Authorization` of that scheme.
    #[error("the signature cannot be read")]
    Unreadable,
    /// The list of signed headers lacks `content-type` or `host`, or names one that did not come.
    #[error("content-type and host must be signed, and every signed header must be sent")]
    HeadersNotSigned,
    /// Signed for another service or another day than the request's time, or under another SecretId.
    #[error("the credential of the signature is for another service, day or key")]
    OtherScope,
    /// The body is not covered by the signature (`UNSIGNED-PAYLOAD`): anybody on the way could exchange it.
    #[error("requests whose body is not signed are not accepted")]
    UnsignedPayload,
}
