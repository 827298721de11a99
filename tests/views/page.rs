//! Draws a view and asks its HTML simple questions.

use crate::fixtures::{Stage, StageProps};
use ckafka_console::text::Locale;
use yew::LocalServerRenderer;
use yew::prelude::*;

/// A view as HTML.
pub struct Page(pub String);

/// Draws a view in a language.
pub async fn draw(locale: Locale, children: Html) -> Page {
    let html = LocalServerRenderer::<Stage>::with_props(StageProps { locale, children })
        .hydratable(false)
        .render()
        .await;
    Page(html)
}

/// Draws a state of [`crate::states`] by its name.
pub async fn draw_state(locale: Locale, name: &str) -> Page {
    let states = crate::states::all();
    let state = states.iter().find(|state| state.name == name).unwrap();
    draw(locale, (state.view)()).await
}

impl Page {
    /// All text, tags left out and entities resolved; one space where a tag stood.
    pub fn text(&self) -> String {
        text_of(&self.0)
    }

    /// The text of every element that begins with this tag, e.g. `<caption`.
    pub fn each(&self, tag: &str) -> Vec<String> {
        let name = tag.trim_start_matches('<').split(' ').next().unwrap();
        let mut found = Vec::new();
        let mut rest = self.0.as_str();
        while let Some(start) = rest.find(tag) {
            let from = &rest[start..];
            let end = from.find(&format!("</{name}>")).unwrap_or(from.len());
            found.push(text_of(&from[..end]).trim().to_owned());
            rest = &from[tag.len()..];
        }
        found
    }

    /// The values of an attribute, in order.
    pub fn attributes(&self, name: &str) -> Vec<String> {
        let before = format!(" {name}=\"");
        self.0.split(&before).skip(1).map(|part| unescape(part.split('"').next().unwrap())).collect()
    }

    /// The HTML of the section with this name.
    pub fn region(&self, name: &str) -> Page {
        let start =
            self.0.find(&format!("aria-label=\"{name}\"")).unwrap_or_else(|| panic!("no region {name}"));
        let end = self.0[start..].find("</section>").unwrap();
        Page(format!("<section {}", &self.0[start..start + end]))
    }

    /// The text of the body rows, without the heads of topics.
    pub fn rows(&self) -> Vec<String> {
        let body = Page(self.0.split("<tbody").skip(1).map(|body| format!("<tbody{body}")).collect());
        let rows: Vec<&str> = body.0.split("<tr").skip(1).collect();
        rows.iter()
            .filter(|row| !row.split('>').next().unwrap().contains("group-row"))
            .map(|row| {
                text_of(&format!("<tr{}", row.split("</tr>").next().unwrap()))
                    .split_whitespace()
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect()
    }
}

fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => {
                inside = true;
                text.push(' ');
            }
            '>' => inside = false,
            c if !inside => text.push(c),
            _ => {}
        }
    }
    unescape(&text)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#x27;", "'")
        .replace("&#39;", "'")
        .replace("&#x2F;", "/")
        .replace('\u{a0}', " ")
        .replace("&amp;", "&")
}
