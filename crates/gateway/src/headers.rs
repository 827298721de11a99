//! Headers that every answer carries, errors included.
//!
//! The page gets the strict policy that it was built for: no inline script or style, no foreign host, no frame
//! around it. Everything else gets the same headers, since a browser may be pointed at any route.

use axum::Router;
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{Response, Uri};
use std::fmt;
use std::str::FromStr;
use tower::ServiceBuilder;
use tower_http::set_header::SetResponseHeaderLayer;

/// Features that the page never uses, each switched off for it and for whatever it might be made to load.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), encrypted-media=(), \
     geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), \
     picture-in-picture=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), usb=(), \
     xr-spatial-tracking=()";

/// An endpoint that the served page may call besides its own origin: one source of `connect-src`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectSource(String);

/// Why a `--console-endpoint` was refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConnectSourceError {
    /// Not an absolute http or https URL.
    #[error("it must be a full URL, like https://gateway.example/v2/index.php")]
    NotAUrl,
    /// Plain http to another machine: signed requests and offsets would travel in the open.
    #[error("plain http is allowed to this machine only (localhost, 127.0.0.1, [::1]); use https")]
    PlainHttp,
    /// A user name, query or character that would end the source or the directive.
    #[error("it may hold scheme, host, port and path only, without user name, query, comma or semicolon")]
    Unfit,
}

impl FromStr for ConnectSource {
    type Err = ConnectSourceError;

    fn from_str(text: &str) -> Result<Self, ConnectSourceError> {
        let url: Uri = text.parse().map_err(|_| ConnectSourceError::NotAUrl)?;
        let (Some(scheme), Some(authority)) = (url.scheme_str(), url.authority()) else {
            return Err(ConnectSourceError::NotAUrl);
        };
        if text.contains(|c: char| !c.is_ascii_graphic() || matches!(c, ',' | ';' | '\'' | '"' | '*'))
            || authority.as_str().contains('@')
            || url.query().is_some()
            || text.contains('#')
        {
            return Err(ConnectSourceError::Unfit);
        }
        match scheme {
            "https" => {}
            "http" if crate::access::is_loopback_host(authority.as_str()) => {}
            "http" => return Err(ConnectSourceError::PlainHttp),
            _ => return Err(ConnectSourceError::NotAUrl),
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for ConnectSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The Content-Security-Policy, with the endpoints that the page may call.
pub(crate) fn content_security_policy(endpoints: &[ConnectSource]) -> String {
    let mut connect = String::from("'self'");
    for endpoint in endpoints {
        connect.push(' ');
        connect.push_str(&endpoint.0);
    }
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
         connect-src {connect}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'"
    )
}

/// Puts the headers on every answer of the router.
pub(crate) fn on_every_answer(router: Router, endpoints: &[ConnectSource]) -> Router {
    let policy = HeaderValue::from_str(&content_security_policy(endpoints))
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"));
    let fixed = |name: HeaderName, value: &'static str| {
        SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value))
    };
    router.layer(
        ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::overriding(header::CONTENT_SECURITY_POLICY, policy))
            .layer(fixed(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(fixed(header::X_FRAME_OPTIONS, "DENY"))
            .layer(fixed(header::REFERRER_POLICY, "no-referrer"))
            .layer(fixed(HeaderName::from_static("cross-origin-opener-policy"), "same-origin"))
            .layer(fixed(HeaderName::from_static("cross-origin-resource-policy"), "same-origin"))
            .layer(fixed(HeaderName::from_static("permissions-policy"), PERMISSIONS))
            .layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, cache_control)),
    )
}

/// Pages and answers are never stored; the page's files may be, but are asked for anew before they are used.
///
/// Their names carry no hash, so a stored copy could otherwise outlive an update.
fn cache_control<B>(response: &Response<B>) -> Option<HeaderValue> {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or("");
    let is_file = response.status().is_success() || response.status() == axum::http::StatusCode::NOT_MODIFIED;
    let storable = ["text/javascript", "text/css", "application/wasm", "image/", "font/"];
    let value = if is_file && (kind.is_empty() || storable.iter().any(|k| kind.starts_with(k))) {
        "no-cache"
    } else {
        "no-store"
    };
    Some(HeaderValue::from_static(value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_is_the_one_the_page_was_built_for() {
        assert_eq!(
            content_security_policy(&[]),
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self'; \
             connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
             require-trusted-types-for 'script'"
        );
    }

    #[test]
    fn endpoints_named_to_the_gateway_are_added_to_what_the_page_may_call() {
        let endpoints =
            ["https://a.example/v2/index.php".parse().unwrap(), "http://127.0.0.1:9000".parse().unwrap()];
        assert!(
            content_security_policy(&endpoints).contains(
                "; connect-src 'self' https://a.example/v2/index.php http://127.0.0.1:9000; base-uri"
            )
        );
    }

    #[test]
    fn an_endpoint_cannot_smuggle_a_directive_into_the_policy() {
        for text in [
            "https://a.example; script-src *",
            "https://a.example/;script-src",
            "https://a.example/,x",
            "https://user@a.example/",
            "https://a.example/?q=1",
            "https://*/",
        ] {
            assert!(text.parse::<ConnectSource>().is_err(), "{text}");
        }
    }

    #[test]
    fn plain_http_is_allowed_to_this_machine_only() {
        assert_eq!("http://a.example/".parse::<ConnectSource>(), Err(ConnectSourceError::PlainHttp));
        assert!("http://localhost:8788/v2/index.php".parse::<ConnectSource>().is_ok());
        assert!("http://[::1]:8788/".parse::<ConnectSource>().is_ok());
        assert_eq!("ftp://a.example/".parse::<ConnectSource>(), Err(ConnectSourceError::NotAUrl));
        assert_eq!("/v2/index.php".parse::<ConnectSource>(), Err(ConnectSourceError::NotAUrl));
    }
}
