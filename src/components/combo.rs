//! A field to type in, with a list to choose from: the ARIA pattern "combobox with list".

use super::icon::{Icon, IconSize};
use crate::format::use_formatter;
use crate::letters::small;
use crate::text::use_text;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use yew::prelude::*;

/// More options than these are not put into the page; typing finds them.
const SHOWN: usize = 100;

/// One entry of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComboOption {
    /// What is taken when it is chosen.
    pub value: String,
    /// What is shown beside it; may be empty.
    pub detail: String,
}

/// Props of [`Combo`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ComboProps {
    /// Id of the input; its label names it.
    pub id: AttrValue,
    /// The text in the field.
    pub value: AttrValue,
    /// What can be chosen.
    pub options: Rc<Vec<ComboOption>>,
    /// Stands in the list when there is nothing to choose: on its way, failed, or none there.
    #[prop_or_default]
    pub note: Option<AttrValue>,
    /// In an empty field.
    #[prop_or_default]
    pub placeholder: Option<AttrValue>,
    /// Text that a machine reads.
    #[prop_or_default]
    pub mono: bool,
    /// The text is wrong.
    #[prop_or_default]
    pub invalid: bool,
    /// Ids of what describes the field.
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    /// The text was changed or an entry was chosen.
    pub on_change: Callback<String>,
}

/// The open list.
#[derive(Debug, Clone, PartialEq)]
struct Open {
    /// The entry that Enter takes.
    active: Option<usize>,
    /// The list shows only what contains the text; not so before anything was typed.
    filtered: bool,
}

/// The entries that are listed: all, or those that contain the text.
fn matching<'a>(options: &'a [ComboOption], text: &str, filtered: bool) -> Vec<&'a ComboOption> {
    let wanted = small(text.trim());
    options
        .iter()
        .filter(|option| {
            !filtered || small(&option.value).contains(&wanted) || small(&option.detail).contains(&wanted)
        })
        .collect()
}

/// A field with a list.
#[component]
pub fn Combo(props: &ComboProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    let open = use_state(|| None::<Open>);
    let list = use_node_ref();
    let list_id = format!("{}-list", props.id);
    let option_id = |index: usize| format!("{}-option-{index}", props.id);

    let shown: Vec<&ComboOption> = match &*open {
        Some(state) => matching(&props.options, &props.value, state.filtered),
        None => Vec::new(),
    };
    // Nothing is left to choose when what was typed is the only match: the list would only hide what is below it
    let typed_out = open.as_ref().is_some_and(|state| state.filtered)
        && matches!(shown.as_slice(), [only] if only.value == *props.value);
    let is_open = open.is_some() && !typed_out;
    let hidden = shown.len().saturating_sub(SHOWN);
    let active = open.as_ref().and_then(|state| state.active).filter(|index| *index < shown.len().min(SHOWN));

    // Keep the active entry in sight while the arrow keys move it
    use_effect_with((active, list.clone()), |(active, list)| {
        let entry = active
            .and_then(|index| u32::try_from(index).ok())
            .and_then(|index| list.cast::<web_sys::Element>()?.children().item(index));
        if let Some(entry) = entry {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            entry.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });

    let choose = {
        let (open, on_change) = (open.clone(), props.on_change.clone());
        Callback::from(move |value: String| {
            open.set(None);
            on_change.emit(value);
        })
    };
    let oninput = {
        let (open, on_change) = (open.clone(), props.on_change.clone());
        Callback::from(move |event: InputEvent| {
            let Some(input) = event.target_dyn_into::<web_sys::HtmlInputElement>() else { return };
            open.set(Some(Open { active: None, filtered: true }));
            on_change.emit(input.value());
        })
    };
    let onkeydown = {
        let (open, choose) = (open.clone(), choose.clone());
        let values: Vec<String> = shown.iter().take(SHOWN).map(|option| option.value.clone()).collect();
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() {
                return;
            }
            let last = values.len().checked_sub(1);
            let filtered = open.as_ref().is_some_and(|state| state.filtered);
            let go_to = |index: Option<usize>| open.set(Some(Open { active: index, filtered }));
            match (event.key().as_str(), open.is_some()) {
                ("ArrowDown" | "ArrowUp", false) => go_to(None),
                ("ArrowDown", true) => {
                    go_to(active.map_or(last.map(|_| 0), |index| last.map(|last| last.min(index + 1))))
                }
                ("ArrowUp", true) => go_to(active.map_or(last, |index| Some(index.saturating_sub(1)))),
                ("Escape", true) => {
                    open.set(None);
                    event.stop_propagation();
                }
                ("Enter", true) => match active.and_then(|index| values.get(index)) {
                    Some(value) => choose.emit(value.clone()),
                    None => open.set(None),
                },
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onclick = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| {
            open.set(if open.is_some() { None } else { Some(Open { active: None, filtered: false }) });
        })
    };
    let onblur = {
        let open = open.clone();
        Callback::from(move |_: FocusEvent| open.set(None))
    };
    // A press in the list must not take the focus away from the field, or the list would close before the click
    let keep_focus = Callback::from(|event: MouseEvent| event.prevent_default());
    let pick = {
        let choose = choose.clone();
        Callback::from(move |event: MouseEvent| {
            let entry = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
            let value = entry
                .and_then(|element| element.closest("[data-value]").ok().flatten())
                .and_then(|element| element.get_attribute("data-value"));
            if let Some(value) = value {
                choose.emit(value);
            }
        })
    };

    html! {
        <div class="combo">
            <input
                id={props.id.clone()}
                class={classes!("input", props.mono.then_some("input-mono"))}
                type="text"
                role="combobox"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                aria-autocomplete="list"
                aria-haspopup="listbox"
                aria-expanded={if is_open { "true" } else { "false" }}
                aria-controls={list_id.clone()}
                aria-activedescendant={active.map(option_id)}
                aria-invalid={props.invalid.then_some("true")}
                aria-describedby={props.described_by.clone()}
                placeholder={props.placeholder.clone()}
                value={props.value.clone()}
                {oninput}
                {onkeydown}
                {onclick}
                {onblur}
            />
            { Icon::Open.draw(IconSize::Normal, None) }
            if is_open {
                <ul
                    ref={list}
                    id={list_id}
                    class="combo-list"
                    role="listbox"
                    aria-label={text.choices()}
                    onmousedown={keep_focus}
                    onclick={pick}
                >
                    { for shown.iter().take(SHOWN).enumerate().map(|(index, option)| html! {
                        <li
                            key={option.value.clone()}
                            id={option_id(index)}
                            class={classes!("combo-option", (active == Some(index)).then_some("is-active"))}
                            role="option"
                            data-value={option.value.clone()}
                            aria-selected={if option.value == *props.value { "true" } else { "false" }}
                        >
                            <span class={props.mono.then_some("mono")}>{ &option.value }</span>
                            if !option.detail.is_empty() {
                                <span>{ &option.detail }</span>
                            }
                        </li>
                    }) }
                    if shown.is_empty() || hidden > 0 {
                        <li key="note" class="combo-empty" role="option" aria-disabled="true" aria-selected="false">
                            { match &props.note {
                                _ if hidden > 0 => text.more_entries(&format, hidden),
                                Some(note) if props.options.is_empty() => note.to_string(),
                                Some(_) | None => text.nothing_matches().to_owned(),
                            } }
                        </li>
                    }
                </ul>
            }
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn option(value: &str, detail: &str) -> ComboOption {
        ComboOption { value: value.to_owned(), detail: detail.to_owned() }
    }

    #[test]
    fn an_opened_list_shows_everything_until_something_is_typed() {
        let options = [option("billing", "Empty"), option("audit", "Stable")];
        assert_eq!(matching(&options, "billing", false).len(), 2);
        assert_eq!(matching(&options, "BILL", true), [&options[0]]);
    }

    #[test]
    fn the_detail_is_searched_too() {
        let options = [option("ckafka-1", "orders-prod"), option("ckafka-2", "audit")];
        assert_eq!(matching(&options, "orders", true), [&options[0]]);
    }
}
