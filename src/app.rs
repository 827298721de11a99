//! The console as one component: providers around it, and the screen of the present step inside.

mod edit;
mod past;
mod screen;

use crate::components::view::view;
use crate::config::{ConsoleConfig, Theme};
use crate::format::Formatter;
use crate::hooks::{HostHandle, browser_locale};
use crate::text::{Locale, Text};
use crate::time::{IntlZones, Zones};
use screen::Screen;
use std::rc::Rc;
use yew::prelude::*;

/// Props of [`App`].
#[derive(Debug, Clone, PartialEq, Properties)]
pub struct AppProps {
    /// The settings of the host.
    pub config: ConsoleConfig,
    /// The page around.
    pub host: HostHandle,
}

/// Time zones as a value for contexts: equal only to itself.
#[derive(Clone)]
pub(crate) struct ZonesHandle(pub(crate) Rc<dyn Zones>);

impl PartialEq for ZonesHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

/// What the operator chose in the head, over the configuration.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
struct Chosen {
    locale: Option<Locale>,
    theme: Option<Theme>,
}

/// The console.
#[component]
pub fn App(props: &AppProps) -> Html {
    let zones = use_memo((), |()| ZonesHandle(Rc::new(IntlZones::default())));
    let chosen = use_state(Chosen::default);
    {
        // A host that sets language or theme anew means it
        let chosen = chosen.clone();
        use_effect_with((props.config.locale, props.config.theme), move |_| chosen.set(Chosen::default()));
    }
    {
        let host = props.host.clone();
        use_effect_with((), move |()| host.0.fire("ready", r#"{"version":1}"#));
    }
    let locale = chosen.locale.or(props.config.locale).unwrap_or_else(browser_locale);
    let theme = chosen.theme.unwrap_or(props.config.theme);
    let zone =
        use_memo(props.config.time_zone.clone(), |zone| zone.clone().unwrap_or_else(|| zones.0.local_zone()));
    let format =
        use_memo((locale, zone.clone()), |(locale, zone)| Formatter::new(*locale, zone, zones.0.clone()));
    let on_locale = {
        let chosen = chosen.clone();
        Callback::from(move |locale| chosen.set(Chosen { locale: Some(locale), ..*chosen }))
    };
    let on_theme = {
        let chosen = chosen.clone();
        Callback::from(move |theme| chosen.set(Chosen { theme: Some(theme), ..*chosen }))
    };
    html! {
        <ContextProvider<Text> context={Text::new(locale)}>
            <ContextProvider<Formatter> context={(*format).clone()}>
                { view!(Screen {
                    config: props.config.clone(),
                    host: props.host.clone(),
                    zones: (*zones).clone(),
                    theme,
                    on_locale,
                    on_theme,
                }) }
            </ContextProvider<Formatter>>
        </ContextProvider<Text>>
    }
}
