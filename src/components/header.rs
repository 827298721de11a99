//! The head of the console: what it is about, how it is connected, language and theme.

use super::events::{selected, when};
use super::icon::{Icon, IconSize};
use crate::config::{ConnectionSettings, SigningMode, Theme};
use crate::text::{Locale, use_text};
use yew::prelude::*;

/// Props of [`Header`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct HeaderProps {
    /// Id of the instance; may be empty.
    pub instance: AttrValue,
    /// The instance is marked production.
    pub production: bool,
    /// Nothing is ever sent.
    pub read_only: bool,
    /// The connection in use.
    pub connection: ConnectionSettings,
    /// The connection panel is open.
    pub connection_open: bool,
    /// The theme in use.
    pub theme: Theme,
    /// Whether the history is open; `None` where nothing is kept.
    #[prop_or_default]
    pub history_open: Option<bool>,
    /// "History" was pressed.
    #[prop_or_default]
    pub on_history: Callback<()>,
    /// "Connection" was pressed.
    pub on_connection: Callback<()>,
    /// A language was chosen.
    pub on_locale: Callback<Locale>,
    /// A theme was chosen.
    pub on_theme: Callback<Theme>,
}

/// The head.
#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let text = use_text();
    let on_locale = when(&props.on_locale, |event| Locale::from_tag(&selected(event)?));
    let on_theme = when(&props.on_theme, |event| {
        let name = selected(event)?;
        Theme::ALL.into_iter().find(|theme| theme.name() == name)
    });
    let signed = match props.connection.signing {
        SigningMode::Proxy => Icon::Lock,
        SigningMode::Browser => Icon::Key,
    };
    html! {
        <header class="masthead">
            <h2>{ text.console_title() }</h2>
            if !props.instance.is_empty() {
                <bdi class="mono">{ &props.instance }</bdi>
            }
            if props.production {
                <span class="chip chip-warn">{ Icon::Production.draw(IconSize::Normal, None) }{ text.production() }</span>
            }
            if props.read_only {
                <span class="chip chip-info">{ Icon::Lock.draw(IconSize::Normal, None) }{ text.read_only() }</span>
            }
            <ul class="masthead-links" aria-label={text.connection_facts()}>
                <li>
                    { Icon::Endpoint.draw(IconSize::Small, None) }
                    <span class="mono">{ &props.connection.endpoint }</span>
                </li>
                <li>{ text.api_version(props.connection.api) }</li>
                <li>
                    { signed.draw(IconSize::Small, None) }
                    { text.signed_by(props.connection.signing) }
                </li>
                <li>{ opener("connection-button", text.connection(), props.connection_open, &props.on_connection) }</li>
                if let Some(open) = props.history_open {
                    <li>{ opener("history-button", text.history(), open, &props.on_history) }</li>
                }
                <li class="masthead-choices">
                    <select class="select select-quiet" aria-label={text.language()} onchange={on_locale}>
                        { for Locale::ALL.into_iter().map(|locale| html! {
                            <option value={locale.tag()} lang={locale.tag()} selected={locale == text.locale()}>
                                { locale.own_name() }
                            </option>
                        }) }
                    </select>
                    <select class="select select-quiet" aria-label={text.theme()} onchange={on_theme}>
                        { for Theme::ALL.into_iter().map(|theme| html! {
                            <option value={theme.name()} selected={theme == props.theme}>
                                { text.theme_name(theme) }
                            </option>
                        }) }
                    </select>
                </li>
            </ul>
        </header>
    }
}

/// A quiet button that opens and closes a part of the console.
fn opener(id: &'static str, name: &'static str, open: bool, on_press: &Callback<()>) -> Html {
    html! {
        <button
            {id}
            type="button"
            class="button button-quiet button-small"
            aria-expanded={if open { "true" } else { "false" }}
            onclick={on_press.reform(|_: MouseEvent| ())}
        >
            { name }
        </button>
    }
}
