//! The one case in which a request needs no signature: it comes from this machine, and nothing else could have sent it.
//!
//! A page on the internet can make a browser on this machine send requests here (cross-site form, DNS rebinding), and
//! a reverse proxy on this machine makes the whole network look like loopback. Each check below closes one of these.

use axum::http::header::{self, HeaderMap, HeaderName};
use axum::http::request::Parts;
use axum::http::{Method, Version};
use std::net::{IpAddr, SocketAddr};

/// Why an unsigned request was refused; each sentence ends in the way out: sign it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnsignedRefusal {
    /// The gateway listens beyond this machine, or was told to take signed requests only.
    #[error("this gateway takes signed requests only; send SecretId and Signature")]
    SignedOnly,
    /// The request came from another machine.
    #[error("unsigned requests are taken from this machine only; sign the request")]
    ForeignPeer,
    /// Unsigned GET: any page could make a browser send it.
    #[error("unsigned requests are taken by POST only; sign the request or use POST")]
    NotPost,
    /// HTTP/1.0: what reverse proxies speak to their backends, and browsers don't.
    #[error("unsigned requests need HTTP/1.1; a reverse proxy seems to be in front: sign the request")]
    OldHttp,
    /// The Host header names another host (DNS rebinding, or a proxy that keeps it).
    #[error(
        "unsigned requests need one Host header that names this machine (localhost, 127.0.0.1, [::1]); sign the request"
    )]
    ForeignHost,
    /// A page of another origin sent it.
    #[error("unsigned requests are taken from this gateway's own pages only (Origin); sign the request")]
    ForeignOrigin,
    /// The browser says that the request came from another site.
    #[error(
        "unsigned requests are taken from this gateway's own pages only (Sec-Fetch-Site); sign the request"
    )]
    CrossSite,
    /// The custom header that a cross-site form cannot send is missing.
    #[error("unsigned requests need the header X-Requested-With; add it or sign the request")]
    NoRequestedWith,
    /// A proxy passed the request on from elsewhere.
    #[error("unsigned requests are not taken through a proxy (header {0}); sign the request")]
    Forwarded(String),
}

/// Whether a request may go without a signature, from `peer`, the other end of the connection.
///
/// # Errors
///
/// The first condition that doesn't hold.
pub(crate) fn may_go_unsigned(parts: &Parts, peer: Option<SocketAddr>) -> Result<(), UnsignedRefusal> {
    let headers = &parts.headers;
    if !peer.is_some_and(|peer| is_loopback_ip(peer.ip())) {
        return Err(UnsignedRefusal::ForeignPeer);
    }
    if let Some(name) = forwarded_from_elsewhere(headers) {
        return Err(UnsignedRefusal::Forwarded(name.to_string()));
    }
    if parts.version < Version::HTTP_11 {
        return Err(UnsignedRefusal::OldHttp);
    }
    let named_in_target = parts.uri.authority().map(|a| a.as_str());
    if !only_value(headers, header::HOST).is_some_and(is_loopback_host)
        || !named_in_target.is_none_or(is_loopback_host)
    {
        return Err(UnsignedRefusal::ForeignHost);
    }
    if headers.contains_key(header::ORIGIN)
        && !only_value(headers, header::ORIGIN).is_some_and(is_loopback_origin)
    {
        return Err(UnsignedRefusal::ForeignOrigin);
    }
    let site = HeaderName::from_static("sec-fetch-site");
    if headers.contains_key(&site) && !matches!(only_value(headers, site), Some("same-origin" | "none")) {
        return Err(UnsignedRefusal::CrossSite);
    }
    if parts.method != Method::POST {
        return Err(UnsignedRefusal::NotPost);
    }
    if headers.get("x-requested-with").is_none_or(|value| value.is_empty()) {
        return Err(UnsignedRefusal::NoRequestedWith);
    }
    Ok(())
}

/// The header's value if it is there exactly once and is text.
fn only_value(headers: &HeaderMap, name: HeaderName) -> Option<&str> {
    let mut values = headers.get_all(name).iter();
    let first = values.next()?;
    if values.next().is_some() { None } else { first.to_str().ok() }
}

/// The name of a header by which a proxy says that the request came from elsewhere.
///
/// `trunk serve` adds `X-Forwarded-Host` with the loopback name that the browser used, which is fine, and
/// `X-Forwarded-Proto: http`, which says nothing about where a request came from.
fn forwarded_from_elsewhere(headers: &HeaderMap) -> Option<&HeaderName> {
    headers.iter().find_map(|(name, value)| {
        let suspicious = match name.as_str() {
            "forwarded" | "via" => true,
            "x-forwarded-proto" => value != "http",
            "x-real-ip" => !value.to_str().is_ok_and(all_loopback),
            other => other.starts_with("x-forwarded-") && !value.to_str().is_ok_and(all_loopback),
        };
        suspicious.then_some(name)
    })
}

/// Whether every entry of a comma-separated list is a loopback host or address.
fn all_loopback(list: &str) -> bool {
    list.split(',').all(|entry| is_loopback_host(entry.trim()))
}

/// Whether the address is this machine's, IPv4 in IPv6 clothes included.
pub(crate) fn is_loopback_ip(ip: IpAddr) -> bool {
    ip.to_canonical().is_loopback()
}

/// Whether `host` or `host:port` (as in a Host header) names this machine: `localhost` or a loopback address.
///
/// Nothing is resolved: a foreign name that resolves to 127.0.0.1 is what DNS rebinding uses.
pub(crate) fn is_loopback_host(host: &str) -> bool {
    if host.parse::<IpAddr>().is_ok_and(is_loopback_ip) {
        return true;
    }
    let (name, port) = match host.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((name, after)) => (name, after),
            None => return false,
        },
        None => host.split_at(host.find(':').unwrap_or(host.len())),
    };
    let port_is_fine = port.is_empty() || port.strip_prefix(':').is_some_and(|p| p.parse::<u16>().is_ok());
    let name_is_local = if host.starts_with('[') {
        name.parse::<std::net::Ipv6Addr>().is_ok_and(|ip| is_loopback_ip(ip.into()))
    } else {
        name.eq_ignore_ascii_case("localhost")
            || name.parse::<std::net::Ipv4Addr>().is_ok_and(|ip| ip.is_loopback())
    };
    port_is_fine && name_is_local
}

/// Whether an Origin header's value is a page of this machine; `null` is not.
fn is_loopback_origin(origin: &str) -> bool {
    origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")).is_some_and(is_loopback_host)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::Request;

    const LOCAL: &str = "127.0.0.1:50000";

    fn check(peer: &str, headers: &[(&str, &str)]) -> Result<(), UnsignedRefusal> {
        let mut request = Request::post("/v2/index.php");
        let base = [("host", "localhost:8788"), ("x-requested-with", "console")];
        let kept = base.iter().filter(|(name, _)| !headers.iter().any(|(given, _)| given == name));
        for (name, value) in kept.chain(headers) {
            if !value.is_empty() {
                request = request.header(*name, *value);
            }
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        may_go_unsigned(&parts, Some(peer.parse().unwrap()))
    }

    #[test]
    fn a_request_of_this_machine_with_everything_in_order_may_go_unsigned() {
        assert_eq!(check(LOCAL, &[]), Ok(()));
        assert_eq!(check("[::1]:50000", &[("host", "[::1]:8788")]), Ok(()));
        assert_eq!(check("[::ffff:127.0.0.1]:50000", &[("host", "127.0.0.1")]), Ok(()));
        assert_eq!(
            check(LOCAL, &[("origin", "http://localhost:8080"), ("sec-fetch-site", "same-origin")]),
            Ok(())
        );
        assert_eq!(check(LOCAL, &[("sec-fetch-site", "none")]), Ok(()));
    }

    #[test]
    fn another_machine_needs_a_signature_whatever_its_headers_say() {
        assert_eq!(check("192.0.2.7:50000", &[]), Err(UnsignedRefusal::ForeignPeer));
        assert_eq!(check("[::ffff:192.0.2.7]:1", &[]), Err(UnsignedRefusal::ForeignPeer));
        let (parts, ()) = Request::post("/").body(()).unwrap().into_parts();
        assert_eq!(may_go_unsigned(&parts, None), Err(UnsignedRefusal::ForeignPeer));
    }

    #[test]
    fn a_name_that_only_resolves_to_this_machine_is_refused() {
        for host in [
            "rebind.example",
            "rebind.example:8788",
            "localhost.example",
            "127.0.0.1.example",
            "localhost:",
            "localhost:x",
            "localhost@evil",
            "127.0.0.1:8788,evil",
            "[::1",
            "[::2]",
            "",
        ] {
            assert_eq!(check(LOCAL, &[("host", host)]), Err(UnsignedRefusal::ForeignHost), "{host}");
        }
    }

    #[test]
    fn two_host_headers_or_a_foreign_host_in_the_target_are_refused() {
        let request = |target: &str, hosts: &[&str]| {
            let mut request = Request::post(target).header("x-requested-with", "console");
            for host in hosts {
                request = request.header("host", *host);
            }
            let (parts, ()) = request.body(()).unwrap().into_parts();
            may_go_unsigned(&parts, Some(LOCAL.parse().unwrap()))
        };
        assert_eq!(request("/", &["localhost", "localhost"]), Err(UnsignedRefusal::ForeignHost));
        assert_eq!(request("http://evil.example/", &["localhost"]), Err(UnsignedRefusal::ForeignHost));
        assert_eq!(request("http://localhost/", &["localhost"]), Ok(()));
    }

    #[test]
    fn a_page_of_another_origin_is_refused() {
        for origin in ["https://evil.example", "null", "file://", "http://localhost.evil.example"] {
            assert_eq!(check(LOCAL, &[("origin", origin)]), Err(UnsignedRefusal::ForeignOrigin), "{origin}");
        }
        for site in ["cross-site", "same-site", "Same-Origin"] {
            assert_eq!(check(LOCAL, &[("sec-fetch-site", site)]), Err(UnsignedRefusal::CrossSite), "{site}");
        }
    }

    #[test]
    fn a_form_without_the_custom_header_is_refused() {
        assert_eq!(check(LOCAL, &[("x-requested-with", "")]), Err(UnsignedRefusal::NoRequestedWith));
    }

    #[test]
    fn a_request_that_a_proxy_passed_on_is_refused() {
        for (name, value) in [
            ("forwarded", "for=192.0.2.7"),
            ("forwarded", "for=127.0.0.1"),
            ("via", "1.1 proxy"),
            ("x-forwarded-for", "192.0.2.7"),
            ("x-forwarded-for", "127.0.0.1, 192.0.2.7"),
            ("x-forwarded-host", "console.example"),
            ("x-forwarded-proto", "https"),
            ("x-forwarded-server", "proxy1"),
            ("x-real-ip", "192.0.2.7"),
        ] {
            assert_eq!(
                check(LOCAL, &[(name, value)]),
                Err(UnsignedRefusal::Forwarded(name.to_owned())),
                "{name}: {value}"
            );
        }
    }

    #[test]
    fn the_development_server_of_this_machine_may_pass_requests_on() {
        assert_eq!(check(LOCAL, &[("host", "127.0.0.1"), ("x-forwarded-host", "localhost:8080")]), Ok(()));
        assert_eq!(check(LOCAL, &[("x-forwarded-for", "127.0.0.1, ::1")]), Ok(()));
        assert_eq!(check(LOCAL, &[("x-forwarded-proto", "http")]), Ok(()));
    }

    #[test]
    fn unsigned_requests_are_taken_by_post_and_http_1_1_only() {
        let mut request = Request::get("/v2/index.php?Action=ListGroup")
            .header("host", "localhost")
            .header("x-requested-with", "console");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        assert_eq!(may_go_unsigned(&parts, Some(LOCAL.parse().unwrap())), Err(UnsignedRefusal::NotPost));
        request = Request::post("/").version(Version::HTTP_10).header("host", "localhost");
        let (parts, ()) = request.body(()).unwrap().into_parts();
        assert_eq!(may_go_unsigned(&parts, Some(LOCAL.parse().unwrap())), Err(UnsignedRefusal::OldHttp));
    }
}
