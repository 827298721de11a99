//! Writes every state of the last two steps as a page of its own, with the console's style sheet, to look at without
//! a browser build or a cluster: `cargo run --example gallery [FOLDER]` (default: `target/gallery`).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    missing_docs,
    reason = "a tool for developers that may stop with a message"
)]

#[path = "../tests/views/fixtures.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests, which use all of it")]
mod fixtures;
#[path = "../tests/views/states.rs"]
#[allow(dead_code, unreachable_pub, reason = "shared with the tests, which use all of it")]
mod states;

use ckafka_console::text::Locale;
use fixtures::{Stage, StageProps};
use std::fs;
use std::path::PathBuf;
use yew::LocalServerRenderer;

#[tokio::main(flavor = "current_thread")]
async fn main() -> std::io::Result<()> {
    let folder = PathBuf::from(std::env::args().nth(1).unwrap_or_else(|| "target/gallery".to_owned()));
    fs::create_dir_all(&folder)?;
    fs::copy("static/console.css", folder.join("console.css"))?;
    fs::write(
        folder.join("page.css"),
        "body { margin: 1rem; background: light-dark(#f3f4f6, #0b0d10); }\n:root { color-scheme: light dark; }\n",
    )?;
    let mut index =
        String::from("<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Gallery</title><ul>");
    for locale in Locale::ALL {
        for state in states::all() {
            let children = (state.view)();
            let body = LocalServerRenderer::<Stage>::with_props(StageProps { locale, children })
                .hydratable(false)
                .render()
                .await;
            let (tag, name) = (locale.tag(), state.name);
            let file = format!("{name}.{tag}.html");
            let page = format!(
                "<!doctype html>\n<html lang=\"{tag}\">\n<head>\n<meta charset=\"utf-8\">\n\
                 <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
                 <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'self'\">\n\
                 <title>{name}</title>\n<link rel=\"stylesheet\" href=\"console.css\">\n\
                 <link rel=\"stylesheet\" href=\"page.css\">\n</head>\n<body>\n<main>\n<h1 class=\"visually-hidden\">Gallery</h1>\n\
                 <div class=\"console\" data-theme=\"auto\" lang=\"{tag}\"><header class=\"masthead\"><h2>{name}</h2></header>{body}</div>\n</main>\n</body>\n</html>\n"
            );
            fs::write(folder.join(&file), page)?;
            index.push_str(&format!("<li><a href=\"{file}\">{file}</a></li>"));
        }
    }
    fs::write(folder.join("index.html"), index + "</ul></html>")?;
    println!("{}", folder.join("index.html").display());
    Ok(())
}
