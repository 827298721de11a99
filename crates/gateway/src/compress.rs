//! Compression of what travels: answers that stay on this machine are sent as they are, since packing them takes
//! longer than sending them. Files that lie packed beside the console's others are not packed again.

use crate::Peer;
use crate::access::is_loopback_ip;
use axum::Router;
use axum::body::HttpBody;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate};

/// Compresses the router's answers to other machines that take it.
pub(crate) fn what_travels(router: Router) -> Router {
    router.layer(from_fn(mark_what_stays)).layer(CompressionLayer::new().compress_when(Travels))
}

/// Put on an answer that goes to this machine.
#[derive(Debug, Clone, Copy)]
struct Stays;

async fn mark_what_stays(request: Request, next: Next) -> Response {
    let stays = request.extensions().get::<Peer>().is_some_and(|peer| is_loopback_ip(peer.0.ip()));
    let mut response = next.run(request).await;
    if stays {
        response.extensions_mut().insert(Stays);
    }
    response
}

#[derive(Debug, Clone, Copy)]
struct Travels;

impl Predicate for Travels {
    fn should_compress<B: HttpBody>(&self, response: &axum::http::Response<B>) -> bool {
        response.extensions().get::<Stays>().is_none() && DefaultPredicate::new().should_compress(response)
    }
}
