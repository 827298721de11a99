//! Keys for signing in the browser: entering, standing notice, forgetting.
//!
//! The three fields are not bound to any state: their text is read once when "Use these keys" is pressed, handed on,
//! and wiped from the fields.

use super::field_error::field_error;
use super::icon::Icon;
use super::notice::{Notice, NoticeTone};
use crate::components::view::view;
use crate::format::use_formatter;
use crate::text::use_text;
use yew::prelude::*;

/// What is wrong with the keys as typed. It never carries them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyProblem {
    /// No SecretId.
    SecretIdEmpty,
    /// No SecretKey.
    SecretKeyEmpty,
    /// White space in one of the three, by the vendor's word for it.
    WhiteSpace(&'static str),
    /// The token's end is no time, or over.
    Expires,
}

/// Keys as typed.
#[derive(Clone, PartialEq, Eq)]
pub struct TypedKeys {
    /// Text of "SecretId".
    pub secret_id: String,
    /// Text of "SecretKey".
    pub secret_key: String,
    /// Text of "Token"; empty for a permanent key.
    pub token: String,
    /// Text of "Token expires"; empty where it is not known.
    pub expires: String,
}

impl std::fmt::Debug for TypedKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TypedKeys(not shown)")
    }
}

/// What is known of the keys in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum KeyState {
    /// None entered.
    Missing,
    /// None any more: they were not used for too long.
    Expired,
    /// None any more: the token's time was over.
    Ended,
    /// Held in memory.
    Held {
        /// The last characters of the SecretId.
        id_end: String,
        /// There is a token: a temporary key.
        has_token: bool,
        /// Milliseconds until they are forgotten.
        left_millis: u64,
        /// Milliseconds until the token ends, where that was entered.
        ends_millis: Option<u64>,
    },
}

/// Props of [`CredentialsNotice`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CredentialsNoticeProps {
    /// What is known of the keys.
    pub keys: KeyState,
    /// "Forget keys" was pressed.
    pub on_forget: Callback<()>,
    /// The panel with the fields is to be opened.
    pub on_enter: Callback<()>,
    /// The panel is open already.
    pub open: bool,
}

/// The standing notice while requests are signed in this browser.
#[component]
pub fn CredentialsNotice(props: &CredentialsNoticeProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let enter = || {
        if props.open {
            return Html::default();
        }
        html! {
            <button type="button" class="button button-small" onclick={props.on_enter.reform(|_| ())}>
                { text.enter_keys() }
            </button>
        }
    };
    match &props.keys {
        KeyState::Missing => view!(Notice {
            tone: NoticeTone::Attention,
            icon: Icon::Key,
            id: "keys-title",
            title: text.keys_missing(),
            actions: enter(),
        }),
        KeyState::Expired => view!(Notice {
            tone: NoticeTone::Attention,
            icon: Icon::Key,
            id: "keys-title",
            title: text.keys_expired(),
            actions: enter(),
        }),
        KeyState::Ended => view!(Notice {
            tone: NoticeTone::Attention,
            icon: Icon::Key,
            id: "keys-title",
            title: text.keys_ended(),
            actions: enter(),
        }),
        KeyState::Held { left_millis, ends_millis, .. } => {
            // Rounded up to whole minutes, so that the notice does not change with every second
            let minutes = |millis: u64| format.length(millis.div_ceil(60_000) * 60_000);
            let (left, ends) = (minutes(*left_millis), ends_millis.map(minutes));
            view!(Notice {
                tone: NoticeTone::Attention,
                icon: Icon::Key,
                id: "keys-title",
                title: text.keys_in_memory(),
                actions: html! {
                    <button type="button" class="button button-small" onclick={props.on_forget.reform(|_| ())}>
                        { text.forget_keys() }
                    </button>
                },
                children: html! { <p>{ text.keys_in_memory_meaning(&left, ends.as_deref()) }</p> },
            })
        }
    }
}

/// Props of [`Credentials`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct CredentialsProps {
    /// What is known of the keys.
    pub keys: KeyState,
    /// What is wrong with what was typed.
    pub problem: Option<KeyProblem>,
    /// "Use these keys" was pressed.
    pub on_use: Callback<TypedKeys>,
}

/// The fields for keys.
#[component]
pub fn Credentials(props: &CredentialsProps) -> Html {
    let text = use_text();
    let (id, key, token, expires) = (use_node_ref(), use_node_ref(), use_node_ref(), use_node_ref());
    let onclick = {
        let (id, key, token, expires) = (id.clone(), key.clone(), token.clone(), expires.clone());
        props.on_use.reform(move |_: MouseEvent| {
            let secret_id = take(&id, false);
            let expires = take(&expires, false);
            TypedKeys { secret_id, secret_key: take(&key, true), token: take(&token, true), expires }
        })
    };
    let problem = props.problem;
    let sentence = problem.map(|problem| AttrValue::from(text.key_problem(problem)));
    let wrong = |name: &str| match problem {
        Some(KeyProblem::SecretIdEmpty) => name == "SecretId",
        Some(KeyProblem::SecretKeyEmpty) => name == "SecretKey",
        Some(KeyProblem::WhiteSpace(field)) => name == field,
        Some(KeyProblem::Expires) => name == text.expires(),
        None => false,
    };
    let field = |node: NodeRef, element_id: &'static str, label: &'static str, secret: bool| {
        html! {
            <div class="field">
                <label for={element_id}>{ label }</label>
                <input
                    ref={node}
                    id={element_id}
                    class="input input-mono"
                    type={if secret { "password" } else { "text" }}
                    autocomplete="off"
                    autocapitalize="off"
                    spellcheck="false"
                    placeholder={(element_id == "expires").then(|| text.optional())}
                    aria-invalid={wrong(label).then_some("true")}
                    aria-describedby="keys-error keys-warning token-hint"
                />
            </div>
        }
    };
    html! {
        <div class="stack" role="group" aria-labelledby="enter-keys">
            <h4 id="enter-keys">{ text.enter_keys() }</h4>
            <p class="field-hint" id="keys-warning">{ text.keys_warning() }</p>
            <div class="fields">
                { field(id, "secret-id", text.secret_id(), false) }
                { field(key, "secret-key", text.secret_key(), true) }
                { field(token, "token", text.token(), true) }
                { field(expires, "expires", text.expires(), false) }
            </div>
            <span class="field-hint" id="token-hint">{ text.token() }{ text.colon() }{ text.token_hint() }</span>
            { field_error("keys-error", sentence) }
            if let KeyState::Held { id_end, has_token, .. } = &props.keys {
                <dl class="pairs">
                    <dt>{ text.secret_id() }</dt>
                    <dd class="mono">{ "••••••••" }{ id_end }</dd>
                    <dt>{ text.secret_key() }</dt>
                    <dd>{ text.held_not_shown() }</dd>
                    if *has_token {
                        <dt>{ text.token() }</dt>
                        <dd>{ text.held_not_shown() }</dd>
                    }
                </dl>
            }
            <div class="actions">
                <button type="button" class="button" {onclick}>{ text.use_keys() }</button>
            </div>
        </div>
    }
}

/// Reads a field; a secret one is wiped.
fn take(node: &NodeRef, wipe: bool) -> String {
    let Some(input) = node.cast::<web_sys::HtmlInputElement>() else { return String::new() };
    let text = input.value().trim().to_owned();
    if wipe {
        input.set_value("");
    }
    text
}
