//! Icons as inline SVG: nothing to load, and their colour is the text's.
//!
//! Every state has a shape of its own, so that colour never speaks alone. Icons are decoration: the word is always
//! beside them, and screen readers skip them.

use yew::prelude::*;

/// What an icon shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Icon {
    /// Tick: done.
    Tick,
    /// Ring with a tick: confirmed.
    Confirmed,
    /// Struck equals sign: differs.
    Differs,
    /// Ring with a dash: not applied.
    NotApplied,
    /// Dotted ring with a question mark: unknown.
    Unknown,
    /// Triangle: the operator decides.
    Attention,
    /// Octagon: it went wrong.
    Failed,
    /// Ring with an i.
    Info,
    /// Arrow to the left: replay.
    Replay,
    /// Broken arrow to the right: skip.
    Skip,
    /// Two lines: no change.
    NoChange,
    /// Cross: first commit.
    FirstCommit,
    /// Ring: an empty group.
    GroupEmpty,
    /// Disc: a live group, a connected member.
    GroupLive,
    /// Half disc: rebalancing.
    GroupRebalancing,
    /// Struck ring: no such group.
    GroupDead,
    /// Flag: an instance marked production.
    Production,
    /// Plug: the endpoint.
    Endpoint,
    /// Padlock: signed by the proxy.
    Lock,
    /// Key: signed in the browser.
    Key,
    /// Circled arrow: again.
    Again,
    /// Arrow back: undo.
    Undo,
    /// Clock.
    Clock,
    /// Magnifier.
    Search,
    /// Arrow into a tray: export.
    Export,
    /// Two sheets: copy.
    Copy,
    /// Two links of a chain.
    Link,
    /// Angle downwards: opens a list.
    Open,
    /// Cross: closes, clears.
    Close,
}

/// How large an icon is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum IconSize {
    /// 14 px, beside text of 12 or 13 px.
    Small,
    /// 16 px.
    #[default]
    Normal,
    /// 22 px, beside a headline.
    Large,
}

impl Icon {
    /// The icon, of 16 units a side. A tone is a colour class where it differs from the text's: `ok`, `warn`, `bad`,
    /// `info`, `unknown`.
    pub fn draw(self, size: IconSize, tone: Option<&'static str>) -> Html {
        let size = match size {
            IconSize::Small => Some("icon-small"),
            IconSize::Normal => None,
            IconSize::Large => Some("icon-large"),
        };
        html! {
            <svg class={classes!("icon", size, tone)} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                { shape(self) }
            </svg>
        }
    }
}

fn shape(icon: Icon) -> Html {
    let ring = || html! { <circle cx="8" cy="8" r="6.25" /> };
    let path = |d: &'static str| html! { <path {d} /> };
    match icon {
        Icon::Tick => path("m3.5 8.5 3 3 6-7"),
        Icon::Confirmed => html! { <>{ ring() }{ path("m5.2 8.2 2 2 3.6-4.2") }</> },
        Icon::Differs => path("M3 6h10M3 10h10M10.5 2.75l-5 10.5"),
        Icon::NotApplied => html! { <>{ ring() }{ path("M5.2 8h5.6") }</> },
        Icon::Unknown => html! {
            <>
                <circle class="dashed" cx="8" cy="8" r="6.25" />
                { path("M6.4 6.4a1.65 1.65 0 1 1 2.3 1.5c-.5.25-.7.5-.7 1") }
                <circle class="solid" cx="8" cy="11.1" r=".85" />
            </>
        },
        Icon::Attention => html! {
            <>
                { path("M8 2.25 14.25 13.5H1.75ZM8 6.5v3") }
                <circle class="solid" cx="8" cy="11.5" r=".8" />
            </>
        },
        Icon::Failed => path("M5.4 1.75h5.2l3.65 3.65v5.2l-3.65 3.65H5.4L1.75 10.6V5.4ZM6 6l4 4M10 6l-4 4"),
        Icon::Info => html! {
            <>
                { ring() }
                { path("M8 7.5v3.25") }
                <circle class="solid" cx="8" cy="5.25" r=".85" />
            </>
        },
        Icon::Replay => path("M13 8H3.5M7 4.25 3.25 8 7 11.75"),
        Icon::Skip => path("M3 8h1.2M6 8h1.2M9.5 8h3M9 4.25 12.75 8 9 11.75"),
        Icon::NoChange => path("M4 6.25h8M4 9.75h8"),
        Icon::FirstCommit => path("M8 3v10M3 8h10"),
        Icon::GroupEmpty => html! { <circle cx="8" cy="8" r="5" /> },
        Icon::GroupLive => html! { <circle class="solid" cx="8" cy="8" r="5.5" /> },
        Icon::GroupRebalancing => html! {
            <>
                <circle cx="8" cy="8" r="5" />
                <path class="solid" d="M8 3a5 5 0 0 1 0 10Z" />
            </>
        },
        Icon::GroupDead => html! { <><circle cx="8" cy="8" r="5" />{ path("m3.5 12.5 9-9") }</> },
        Icon::Production => path("M3.5 14V2.5h8.25l-1.5 3 1.5 3H3.5"),
        Icon::Endpoint => path("M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0ZM8 12v2.5"),
        Icon::Lock => html! {
            <>
                <rect x="3.25" y="7" width="9.5" height="6.75" rx="1" />
                { path("M5.25 7V4.75a2.75 2.75 0 0 1 5.5 0V7") }
            </>
        },
        Icon::Key => html! { <><circle cx="5" cy="11" r="2.75" />{ path("m7 9 6-6M10.5 5.5l2 2") }</> },
        Icon::Again => path("M13 8a5 5 0 1 1-1.5-3.55L13 6M13 2.75V6H9.75"),
        Icon::Undo => path("M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M6.25 3.25 3 6.5l3.25 3.25"),
        Icon::Clock => html! { <>{ ring() }{ path("M8 4.5V8l2.5 1.5") }</> },
        Icon::Search => html! { <><circle cx="7" cy="7" r="4.25" />{ path("m10.25 10.25 3.25 3.25") }</> },
        Icon::Export => path("M8 2.5v8M4.75 7.25 8 10.5l3.25-3.25M2.5 13.5h11"),
        Icon::Copy => html! {
            <>
                <rect x="5.5" y="5.5" width="8" height="8" rx="1" />
                { path("M10.5 5.5v-2a1 1 0 0 0-1-1h-6a1 1 0 0 0-1 1v6a1 1 0 0 0 1 1h2") }
            </>
        },
        Icon::Link => path(
            "M6.75 9.25a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.9.9M9.25 6.75a2.6 2.6 0 0 0-3.7 0l-2.2 2.2a2.6 2.6 0 0 0 3.7 3.7l.9-.9",
        ),
        Icon::Open => path("m4.5 6.25 3.5 3.5 3.5-3.5"),
        Icon::Close => path("m4.25 4.25 7.5 7.5M11.75 4.25l-7.5 7.5"),
    }
}
