//! The connection panel: where requests go and who signs them.

use super::combo::{Combo, ComboOption};
use super::credentials::{Credentials, KeyProblem, KeyState, TypedKeys};
use super::events::typed;
use super::field_error::field_error;
use crate::components::view::view;
use crate::config::{Api, ConnectionSettings, SigningMode};
use crate::state::connection::{ConnectionDraft, ConnectionProblem};
use crate::text::use_text;
use yew::prelude::*;

/// Props of [`ConnectionPanel`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ConnectionPanelProps {
    /// The connection in use.
    pub settings: ConnectionSettings,
    /// What is known of the keys.
    pub keys: KeyState,
    /// What is wrong with the keys as typed.
    pub key_problem: Option<KeyProblem>,
    /// How far this computer's clock is off, as a sentence.
    pub clock: Option<AttrValue>,
    /// "Use this connection" was pressed, and nothing is wrong.
    pub on_use: Callback<ConnectionSettings>,
    /// "Use these keys" was pressed.
    pub on_keys: Callback<TypedKeys>,
    /// "Close" was pressed.
    pub on_close: Callback<()>,
}

/// The panel.
#[component]
pub fn ConnectionPanel(props: &ConnectionPanelProps) -> Html {
    let text = use_text();
    let draft = use_state(|| ConnectionDraft::of(&props.settings));
    let problems = use_state(Vec::<ConnectionProblem>::new);
    let change = |apply: fn(&mut ConnectionDraft, String)| {
        let draft = draft.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(text) = typed(&event) {
                let mut next = (*draft).clone();
                apply(&mut next, text);
                draft.set(next);
            }
        })
    };
    let endpoint_error = problems.iter().find(|problem| matches!(problem, ConnectionProblem::Endpoint(_)));
    let host_error = problems.iter().find(|problem| matches!(problem, ConnectionProblem::SigningHost(_)));
    let region_error = problems.iter().find(|problem| **problem == ConnectionProblem::NoRegion);
    let regions = use_memo(text, |text| {
        let named = |id: &str| ComboOption { value: id.to_owned(), detail: text.region_name(id).to_owned() };
        ckafka_api::REGIONS.into_iter().map(named).collect::<Vec<_>>()
    });
    let on_region = {
        let draft = draft.clone();
        Callback::from(move |region: String| draft.set(ConnectionDraft { region, ..(*draft).clone() }))
    };
    let sentence = |problem: Option<&ConnectionProblem>| {
        problem.map(|problem| AttrValue::from(text.connection_problem(problem)))
    };
    let use_it = {
        let (draft, problems, on_use) = (draft.clone(), problems.clone(), props.on_use.clone());
        Callback::from(move |_: MouseEvent| match draft.read() {
            Ok(settings) => {
                problems.set(Vec::new());
                on_use.emit(settings);
            }
            Err(wrong) => problems.set(wrong),
        })
    };
    let segment = |label: &'static str, pressed: bool, pick: ConnectionDraft| {
        let draft = draft.clone();
        html! {
            <button
                type="button"
                aria-pressed={if pressed { "true" } else { "false" }}
                onclick={move |_: MouseEvent| draft.set(pick.clone())}
            >
                { label }
            </button>
        }
    };
    let signing = |mode: SigningMode| {
        segment(
            text.signing_choice(mode),
            draft.signing == mode,
            ConnectionDraft { signing: mode, ..(*draft).clone() },
        )
    };
    html! {
        <section class="section stack" aria-labelledby="connection-title">
            <h3 id="connection-title" tabindex="-1">{ text.connection() }</h3>
            <div class="field-pair">
                <div class="field">
                    <label for="endpoint">{ text.endpoint() }</label>
                    <input
                        id="endpoint"
                        class="input input-mono"
                        type="text"
                        inputmode="url"
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid={endpoint_error.map(|_| "true")}
                        aria-describedby="endpoint-error endpoint-hint"
                        value={draft.endpoint.clone()}
                        oninput={change(|draft, text| draft.endpoint = text)}
                    />
                    { field_error("endpoint-error", sentence(endpoint_error)) }
                    <span class="field-hint" id="endpoint-hint">{ text.endpoint_hint() }</span>
                </div>
                <div class="row connection-choices">
                    <div class="field">
                        <span class="field-label" id="api-label">{ text.api() }</span>
                        <div class="segments" role="group" aria-labelledby="api-label">
                            { for Api::ALL.into_iter().map(|api| segment(api.number(), draft.api == api, draft.with_api(api))) }
                        </div>
                    </div>
                    <div class="field">
                        <span class="field-label" id="signing-label">{ text.signing() }</span>
                        <div class="segments" role="group" aria-labelledby="signing-label">
                            { signing(SigningMode::Proxy) }
                            { signing(SigningMode::Browser) }
                        </div>
                    </div>
                </div>
                <div class="field">
                    <label for="signing-host">{ text.signing_host() }</label>
                    <input
                        id="signing-host"
                        class="input input-mono"
                        type="text"
                        autocomplete="off"
                        spellcheck="false"
                        aria-invalid={host_error.map(|_| "true")}
                        aria-describedby="signing-host-error signing-host-hint"
                        value={draft.signing_host.clone()}
                        oninput={change(|draft, text| draft.signing_host = text)}
                    />
                    { field_error("signing-host-error", sentence(host_error)) }
                    <span class="field-hint" id="signing-host-hint">{ text.signing_host_hint() }</span>
                </div>
                <div class="field">
                    <label for="region">{ text.region() }</label>
                    { view!(Combo {
                        id: "region",
                        value: draft.region.clone(),
                        options: regions,
                        mono: true,
                        invalid: region_error.is_some(),
                        described_by: "region-error region-hint",
                        on_change: on_region,
                    }) }
                    { field_error("region-error", sentence(region_error)) }
                    <span class="field-hint" id="region-hint">{ text.region_hint() }</span>
                </div>
            </div>
            if let Some(clock) = &props.clock {
                <dl class="pairs"><dt>{ text.clock() }</dt><dd>{ clock }</dd></dl>
            }
            <div class="actions">
                <button type="button" class="button" onclick={use_it}>{ text.use_connection() }</button>
                <button type="button" class="button button-quiet" onclick={props.on_close.reform(|_| ())}>
                    { text.close() }
                </button>
            </div>
            if props.settings.signing == SigningMode::Browser {
                { view!(Credentials {
                    keys: props.keys.clone(),
                    problem: props.key_problem,
                    on_use: props.on_keys.clone(),
                }) }
            }
        </section>
    }
}
