//! What the tests of API 3.0 need.

use crate::support::{group, instance, topics};
use ckafka_api::{
    ApiVersion, Call, Connection, Credential, EndpointCapabilities, HttpRequest, Method, Params, Reset,
    ServerRequest, Signing, Stamp,
};
use kafka_offsets::ResetStrategy;

pub(crate) const HOST: &str = "ckafka.tencentcloudapi.com";
pub(crate) const STAMP: Stamp = Stamp { unix_seconds: 1_700_000_000, nonce: 11886 };

pub(crate) fn by_proxy() -> Connection {
    Connection {
        api: ApiVersion::V3,
        signing: Signing::Proxy,
        signing_host: HOST.to_owned(),
        region: Some("ap-guangzhou".to_owned()),
    }
}

pub(crate) fn key(token: Option<&str>) -> Credential {
    Credential::new(
        "AKIDEXAMPLEonlyForTests00000000000000",
        "EXAMPLEsecretKeyOnlyForTests0000",
        token.map(str::to_owned),
    )
    .unwrap()
}

pub(crate) fn with_key(token: Option<&str>) -> Connection {
    Connection { signing: Signing::Key(key(token)), ..by_proxy() }
}

pub(crate) fn capabilities() -> EndpointCapabilities {
    EndpointCapabilities::documented(ApiVersion::V3)
}

pub(crate) fn reset(strategy: &ResetStrategy) -> Reset {
    Reset::new(instance(), group("orders-consumer"), topics(["orders"]), strategy, false).unwrap()
}

/// The value of a request's header.
pub(crate) fn header<'a>(request: &'a HttpRequest, name: &str) -> Option<&'a str> {
    request.headers.iter().find(|(given, _)| *given == name).map(|(_, value)| value.as_str())
}

/// Action and body of a call's next request.
pub(crate) fn sent(call: &mut impl Call) -> (String, String) {
    let request = call.request(&by_proxy(), STAMP);
    assert_eq!((request.method, request.query.as_str()), (Method::Post, ""));
    let action = header(&request, "X-TC-Action").unwrap().to_owned();
    (action, String::from_utf8(request.body).unwrap())
}

/// A call's next request as a server understands it.
pub(crate) fn received(call: &mut impl Call) -> ServerRequest {
    let (action, body) = sent(call);
    ServerRequest::decode_v3(&action, "2019-08-19", &Params::parse_json(body.as_bytes()).unwrap()).unwrap()
}
