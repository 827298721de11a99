//! The one place that starts futures.

use std::future::Future;

/// Runs a future on the page's own thread; it ends by itself or with the page.
#[expect(clippy::disallowed_methods, reason = "this is the one place that starts futures")]
pub(super) fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}
