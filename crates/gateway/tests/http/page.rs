//! The console's files, the health check, and the headers that come with everything.

use crate::support::{Answer, App, app, app_with, console_request};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use ckafka_gateway::console::Console;
use std::path::PathBuf;

/// A folder as a build of the console leaves it.
fn console_folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    let large = "x".repeat(2_000);
    for (file, text) in [
        ("index.html", "<!doctype html><title>console</title>"),
        ("boot.js", "import './element.js'"),
        ("console.wasm", "\0asm"),
        ("console.css", "body{}"),
        ("config.json", "{}"),
        ("large.js", &large),
        ("packed.js", "not packed"),
        ("packed.js.br", "packed"),
        ("icon.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ] {
        std::fs::write(folder.join(file), text).unwrap();
    }
    folder
}

fn app_with_console(name: &str) -> App {
    let console = Console::find(Some(&console_folder(name))).unwrap();
    app_with(&[], |state| state.console = console)
}

async fn get(app: &App, path: &str, encoding: &str) -> Answer {
    let request = Request::get(path).header("host", "127.0.0.1:8788").header("accept-encoding", encoding);
    app.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn files_come_with_the_types_that_a_browser_insists_on() {
    let app = app_with_console("types");
    for (path, kind) in [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/boot.js", "text/javascript"),
        ("/console.wasm", "application/wasm"),
        ("/console.css", "text/css"),
        ("/config.json", "application/json"),
        ("/icon.svg", "image/svg+xml"),
    ] {
        let answer = get(&app, path, "").await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.header("content-type").starts_with(kind), "{path}: {}", answer.header("content-type"));
    }
}

#[tokio::test]
async fn pages_and_answers_are_never_stored_and_files_are_asked_for_anew() {
    let app = app_with_console("caching");
    for path in ["/", "/index.html", "/healthz", "/config.json", "/missing"] {
        assert_eq!(get(&app, path, "").await.header("cache-control"), "no-store", "{path}");
    }
    for path in ["/boot.js", "/console.wasm", "/console.css"] {
        assert_eq!(get(&app, path, "").await.header("cache-control"), "no-cache", "{path}");
    }
    assert_eq!(app.post("Action=ListInstance").await.header("cache-control"), "no-store");
}

#[tokio::test]
async fn files_are_packed_for_those_who_take_it() {
    let app = app_with_console("packing");
    let ready = get(&app, "/packed.js", "br").await;
    assert_eq!((ready.header("content-encoding"), ready.text()), ("br", "packed"));
    assert!(ready.header("content-type").starts_with("text/javascript"));
    assert_eq!(get(&app, "/packed.js", "").await.text(), "not packed");
    let large = get(&app, "/large.js", "br").await;
    assert_eq!(large.header("content-encoding"), "br");
    assert!(large.body.len() < 200);
}

#[tokio::test]
async fn answers_that_stay_on_this_machine_are_not_packed() {
    let request = console_request().header("accept-encoding", "br");
    let form = "Action=GetGroupOffsets&instanceId=ckafka-demo&group=billing";
    let answer = app().send(request.body(Body::from(form)).unwrap()).await;
    assert_eq!(answer.header("content-encoding"), "");
    assert_eq!(answer.code(), 0);

    let app = app_with_console("staying");
    for (path, encoding) in [("/large.js", ""), ("/packed.js", "br")] {
        let mut request = console_request().header("accept-encoding", "br").body(Body::empty()).unwrap();
        *request.method_mut() = axum::http::Method::GET;
        *request.uri_mut() = path.parse().unwrap();
        assert_eq!(app.send(request).await.header("content-encoding"), encoding, "{path}");
    }
}

#[tokio::test]
async fn no_file_outside_the_folder_is_served() {
    let app = app_with_console("outside");
    std::fs::write(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("secret.txt"), "secret").unwrap();
    for path in ["/../secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "//etc/passwd", "/%00"] {
        let answer = get(&app, path, "").await;
        assert_ne!(answer.status, StatusCode::OK, "{path}");
        assert!(!answer.text().contains("secret\n") && !answer.text().contains("root:"), "{path}");
    }
}

#[tokio::test]
async fn without_a_console_a_page_says_how_to_get_one() {
    let answer = get(&app(), "/", "").await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.text().contains("cargo xtask serve") && answer.text().contains("--console-dir"));
    assert_eq!(get(&app(), "/config.json", "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_folder_without_a_console_is_refused_by_name() {
    let error = Console::find(Some(std::path::Path::new("/nowhere"))).unwrap_err().to_string();
    assert!(error.contains("/nowhere") && error.contains("index.html"), "{error}");
}

#[tokio::test]
async fn the_health_check_answers_everybody_and_says_nothing_else() {
    let answer = get(&app(), "/healthz", "").await;
    assert_eq!((answer.status, answer.text()), (StatusCode::OK, "ok"));
}

#[tokio::test]
async fn every_route_carries_the_strict_headers_errors_included() {
    let app = app_with_console("headers");
    let page = |path: &str, method: &str| {
        Request::builder().method(method).uri(path).header("host", "127.0.0.1").body(Body::empty()).unwrap()
    };
    let requests = vec![
        page("/", "GET"),
        page("/boot.js", "GET"),
        page("/console.wasm", "HEAD"),
        page("/missing", "GET"),
        page("/", "POST"),
        page("/healthz", "GET"),
        page("/healthz", "DELETE"),
        page("/v2/index.php", "GET"),
        page("/v2/index.php", "OPTIONS"),
        console_request().body(Body::from("Action=ListInstance")).unwrap(),
        console_request().body(Body::from("x".repeat(5 * 1024 * 1024))).unwrap(),
    ];
    for request in requests {
        let what = format!("{} {}", request.method(), request.uri());
        let answer = app.send(request).await;
        let policy = answer.header("content-security-policy");
        assert!(
            policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"),
            "{what}: {policy}"
        );
        assert!(
            policy.contains("frame-ancestors 'none'; require-trusted-types-for 'script'"),
            "{what}: {policy}"
        );
        assert!(!policy.contains("unsafe-inline") && !policy.contains("unsafe-eval' "), "{what}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(answer.header("referrer-policy"), "no-referrer", "{what}");
        assert_eq!(answer.header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(answer.header("cross-origin-resource-policy"), "same-origin", "{what}");
        assert!(answer.header("permissions-policy").contains("camera=()"), "{what}");
        assert!(!answer.header("cache-control").is_empty(), "{what}");
        assert_eq!(answer.header("strict-transport-security"), "", "plain http must not promise TLS: {what}");
        assert_eq!(answer.header("server"), "", "{what}");
    }
}

#[tokio::test]
async fn the_page_may_call_the_endpoints_that_the_gateway_was_told() {
    let app = app_with(&["--console-endpoint", "https://kafka.example.com/v2/index.php"], |_| {});
    let answer = get(&app, "/", "").await;
    let policy = answer.header("content-security-policy");
    assert!(policy.contains("connect-src 'self' https://kafka.example.com/v2/index.php;"), "{policy}");
}
