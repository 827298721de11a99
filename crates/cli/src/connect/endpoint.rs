//! The endpoint's URL, checked once.

use std::convert::Infallible;
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;
use ureq::http::Uri;

/// A URL that requests can be sent to: http or https, with a host, without user name, query and fragment, so that it
/// can be shown and stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Endpoint {
    url: String,
    /// As it is signed: without a port that is the scheme's own.
    host: String,
    https: bool,
    loopback: bool,
}

/// Why a URL was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EndpointError {
    /// No URL at all.
    #[error("this is no URL: {0}; give one like https://ckafka.api.qcloud.com/v2/index.php")]
    NoUrl(String),
    /// A scheme other than the two, or none.
    #[error("the URL has to begin with https:// or http://")]
    Scheme,
    /// No host in it.
    #[error("the URL names no host")]
    NoHost,
    /// It would be shown, stored and sent to whoever reads the record.
    #[error("the URL holds a user name or password; keys belong into --key-file or the environment")]
    Secret,
    /// The parameters of the API are in the body.
    #[error("the URL has a query or a fragment; it ends with the path, as in /v2/index.php")]
    Query,
}

impl Endpoint {
    /// The URL.
    pub fn as_str(&self) -> &str {
        &self.url
    }

    /// Host, with the port if it is not the scheme's own; what is signed unless told otherwise.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is encrypted.
    pub fn is_https(&self) -> bool {
        self.https
    }

    /// Whether it is this machine, by its address or the name `localhost`.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

impl FromStr for Endpoint {
    type Err = EndpointError;

    fn from_str(text: &str) -> Result<Self, EndpointError> {
        // The parser drops fragments silently
        if text.contains('#') {
            return Err(EndpointError::Query);
        }
        let uri: Uri = text
            .parse()
            .map_err(|error: ureq::http::uri::InvalidUri| EndpointError::NoUrl(error.to_string()))?;
        let https = match uri.scheme_str() {
            Some("https") => true,
            Some("http") => false,
            _ => return Err(EndpointError::Scheme),
        };
        let authority = uri.authority().ok_or(EndpointError::NoHost)?;
        if authority.as_str().contains('@') {
            return Err(EndpointError::Secret);
        }
        if uri.query().is_some() {
            return Err(EndpointError::Query);
        }
        let name = authority.host();
        if name.is_empty() {
            return Err(EndpointError::NoHost);
        }
        let host = match authority.port_u16() {
            Some(port) if port != if https { 443 } else { 80 } => format!("{name}:{port}"),
            _ => name.to_owned(),
        };
        Ok(Self { url: text.to_owned(), loopback: is_loopback(name), host, https })
    }
}

/// What was typed as an endpoint, good or not. It is judged later than the other arguments: whoever reads those repeats a
/// bad value, and this one may hold a password.
#[derive(Debug, Clone)]
pub struct TypedEndpoint(Result<Endpoint, EndpointError>);

impl TypedEndpoint {
    /// The endpoint.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn get(&self) -> Result<&Endpoint, EndpointError> {
        self.0.as_ref().map_err(Clone::clone)
    }
}

impl FromStr for TypedEndpoint {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self(text.parse()))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.url)
    }
}

fn is_loopback(name: &str) -> bool {
    let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(name);
    bare.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn endpoint(text: &str) -> Result<Endpoint, EndpointError> {
        text.parse()
    }

    #[test]
    fn the_host_is_signed_without_the_schemes_own_port() {
        let host = |text| endpoint(text).unwrap().host().to_owned();
        assert_eq!(host("https://ckafka.api.qcloud.com/v2/index.php"), "ckafka.api.qcloud.com");
        assert_eq!(host("https://ckafka.api.qcloud.com:443/v2/index.php"), "ckafka.api.qcloud.com");
        assert_eq!(host("https://ckafka.api.qcloud.com:8443/"), "ckafka.api.qcloud.com:8443");
        assert_eq!(host("http://127.0.0.1:8788/v2/index.php"), "127.0.0.1:8788");
        assert_eq!(host("http://gateway:80/"), "gateway");
    }

    #[test]
    fn loopback_is_known_by_address_and_by_name() {
        for text in ["http://127.0.0.1:1/", "http://127.1.2.3/", "http://[::1]:8788/v2/", "http://LocalHost/"]
        {
            assert!(endpoint(text).unwrap().is_loopback(), "{text}");
        }
        for text in ["http://10.0.0.1/", "http://localhost.example.com/", "https://[2001:db8::1]/"] {
            assert!(!endpoint(text).unwrap().is_loopback(), "{text}");
        }
    }

    #[test]
    fn what_could_carry_a_secret_or_a_parameter_is_refused() {
        assert_eq!(endpoint("https://id:key@host/"), Err(EndpointError::Secret));
        assert_eq!(endpoint("https://id@host/"), Err(EndpointError::Secret));
        assert_eq!(endpoint("https://host/?SecretId=x"), Err(EndpointError::Query));
        assert_eq!(endpoint("https://host/#x"), Err(EndpointError::Query));
        assert_eq!(endpoint("ftp://host/"), Err(EndpointError::Scheme));
        assert_eq!(endpoint("host:8788"), Err(EndpointError::Scheme));
        assert!(matches!(endpoint("http:// host/"), Err(EndpointError::NoUrl(_))));
        assert!(endpoint("").is_err());
    }
}
