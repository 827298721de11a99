//! The console's files: from a folder, compiled in, or, when there are none, a page that says how to get them.

#[cfg(feature = "embed-console")]
mod embedded;

use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::path::{Path, PathBuf};
use tower_http::services::ServeDir;

/// Where the console's files come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Console {
    /// A folder with the built files.
    Folder(PathBuf),
    /// Compiled into this program (cargo feature `embed-console`).
    #[cfg(feature = "embed-console")]
    Embedded,
    /// Nowhere: the API is served without it.
    None,
}

/// Why a folder can't be served as the console.
#[derive(Debug, thiserror::Error)]
#[error(
    "{} is no folder with a built console: {reason}; build one with `cargo xtask build`, or leave --console-dir out",
    folder.display()
)]
pub struct ConsoleError {
    folder: PathBuf,
    reason: String,
}

impl Console {
    /// The folder if one is given, else what is compiled in, else none.
    ///
    /// # Errors
    ///
    /// [`ConsoleError`] when the folder has no readable `index.html`.
    pub fn find(folder: Option<&Path>) -> Result<Self, ConsoleError> {
        let Some(folder) = folder else { return Ok(Self::COMPILED_IN) };
        let index = folder.join("index.html");
        match std::fs::File::open(&index) {
            Ok(_) => Ok(Self::Folder(folder.to_owned())),
            Err(error) => {
                Err(ConsoleError { folder: folder.to_owned(), reason: format!("index.html: {error}") })
            }
        }
    }

    #[cfg(feature = "embed-console")]
    const COMPILED_IN: Self = Self::Embedded;
    #[cfg(not(feature = "embed-console"))]
    const COMPILED_IN: Self = Self::None;

    /// Answers whatever no other route answers. `.br` files beside the others are sent to those who take them.
    pub(crate) fn serve_on(&self, router: Router) -> Router {
        match self {
            Self::Folder(folder) => {
                router.fallback_service(ServeDir::new(folder).precompressed_br().fallback(get(no_such_page)))
            }
            #[cfg(feature = "embed-console")]
            Self::Embedded => router.fallback(get(embedded::file)),
            Self::None => router.route("/", get(no_console)).fallback(no_such_page),
        }
    }
}

/// What stands at `/` when there is no console.
async fn no_console() -> Response {
    let page = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>CKafka gateway</title>\
        <h1>The gateway is running, without the console</h1>\
        <p>The console's files are not part of this build. <code>cargo xtask serve</code> builds and serves both; \
        a folder with a built console is served with <code>--console-dir DIR</code>.</p>\
        <p>The API is at <code>/v2/index.php</code> (2.0) and <code>/v3/</code> (3.0).</p></html>";
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], page).into_response()
}

/// What answers to a path that is not there.
pub(crate) async fn no_such_page() -> Response {
    let text = "There is nothing here. The console is at /, the API at /v2/index.php and /v3/.\n";
    (StatusCode::NOT_FOUND, [(header::CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response()
}
