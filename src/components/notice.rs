//! A notice across the console: an edge, a mark, a title, a few words and what can be done.

use super::icon::{Icon, IconSize};
use yew::prelude::*;

/// What a notice is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoticeTone {
    /// The operator decides.
    Attention,
    /// It went wrong.
    Failed,
    /// It is under way or good to know.
    Info,
    /// Nobody knows yet.
    Unknown,
}

impl NoticeTone {
    fn class(self) -> &'static str {
        match self {
            Self::Attention => "note-warn",
            Self::Failed => "note-bad",
            Self::Info => "note-info",
            Self::Unknown => "note-unknown",
        }
    }

    fn icon(self) -> Icon {
        match self {
            Self::Attention => Icon::Attention,
            Self::Failed => Icon::Failed,
            Self::Info => Icon::Info,
            Self::Unknown => Icon::Unknown,
        }
    }
}

/// Props of [`Notice`].
#[derive(Clone, PartialEq, Properties)]
pub struct NoticeProps {
    /// What it is about.
    pub tone: NoticeTone,
    /// A mark of its own instead of the tone's.
    #[prop_or_default]
    pub icon: Option<Icon>,
    /// Its title.
    pub title: AttrValue,
    /// Id of the title, unique in the console.
    pub id: AttrValue,
    /// Whether screen readers hear it at once.
    #[prop_or_default]
    pub urgent: bool,
    /// What it says.
    #[prop_or_default]
    pub children: Html,
    /// Buttons at its end.
    #[prop_or_default]
    pub actions: Html,
}

impl std::fmt::Debug for NoticeProps {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("NoticeProps").field("title", &self.title).finish_non_exhaustive()
    }
}

/// A notice.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div
            class={classes!("note", props.tone.class())}
            role={if props.urgent { "alert" } else { "group" }}
            aria-labelledby={props.id.clone()}
        >
            { props.icon.unwrap_or(props.tone.icon()).draw(IconSize::Normal, None) }
            <div class="note-body">
                <h3 id={props.id.clone()}>{ props.title.clone() }</h3>
                { props.children.clone() }
            </div>
            if props.actions != Html::default() {
                <div class="actions">{ props.actions.clone() }</div>
            }
        </div>
    }
}
