//! Everything that is wrong in the form, as links that lead to the fields.

use super::icon::{Icon, IconSize};
use crate::format::use_formatter;
use crate::state::choose::{Field, FormError};
use crate::text::use_text;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`ErrorSummary`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct ErrorSummaryProps {
    /// What is wrong, in the order of the page.
    pub errors: Rc<Vec<FormError>>,
    /// A link was followed.
    pub on_go: Callback<Field>,
}

/// The id of a field's control; the summary's links and the labels name it.
pub fn field_id(field: Field) -> &'static str {
    match field {
        Field::Instance => "instance",
        Field::Group => "group",
        Field::Topics => "topics",
        Field::Partitions => "partitions",
        Field::Strategy => "strategy-earliest",
        Field::Time => "time",
        Field::Zone => "zone",
        Field::Ago => "ago",
        Field::Shift => "shift",
        Field::Offset => "offset",
        Field::Plan => "plan-text",
        Field::OtherGroup => "other-group",
    }
}

/// The id of the summary itself, which takes the focus when "Review reset" finds something wrong.
pub const SUMMARY_ID: &str = "errors";

/// The summary.
#[component]
pub fn ErrorSummary(props: &ErrorSummaryProps) -> Html {
    let text = use_text();
    let format = use_formatter();
    html! {
        <div class="note note-bad" id={SUMMARY_ID} role="group" aria-labelledby="errors-title" tabindex="-1">
            { Icon::Failed.draw(IconSize::Normal, None) }
            <div class="note-body">
                <h3 id="errors-title">{ text.things_to_correct(&format, props.errors.len()) }</h3>
                <ul>
                    { for props.errors.iter().map(|error| {
                        let field = error.field;
                        let onclick = props.on_go.reform(move |event: MouseEvent| {
                            // Following it would change the address of the page, and does not reach into a shadow root
                            event.prevent_default();
                            field
                        });
                        html! {
                            <li>
                                <a href={format!("#{}", field_id(field))} {onclick}>
                                    { text.field_label(field) }{ text.colon() }{ text.problem_in_short(&error.problem) }
                                </a>
                            </li>
                        }
                    }) }
                </ul>
            </div>
        </div>
    }
}
