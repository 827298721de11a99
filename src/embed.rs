//! The only door: `mount(element, settings)` returns a handle with `update(settings)` and `unmount()`.
//!
//! There is no start function, so loading the program does nothing until somebody mounts. One program serves all
//! consoles of a page; each has its own state.

mod events;
mod panic;
mod settings;
mod shadow;
mod style;

use crate::app::{App, AppProps};
use crate::hooks::HostHandle;
use events::ElementHost;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;
use yew::AppHandle;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
/** Settings of a console. A value that is missing or null leaves the default. */
export interface ConsoleSettings {
  /** URL to call: a path of the page's origin, or a full http(s) URL. Default: "/v2/index.php". */
  endpoint?: string | null;
  api?: "v2" | null;
  /** Who signs: the endpoint or something before it, or this console with a key that the operator enters. Default: "proxy". */
  signing?: "proxy" | "browser" | null;
  /** Host that is signed, where it is not the endpoint's own. */
  signingHost?: string | null;
  region?: string | null;
  instanceId?: string | null;
  group?: string | null;
  topics?: string[] | string | null;
  locale?: "auto" | "en" | "zh-CN" | null;
  theme?: "auto" | "light" | "dark" | "high-contrast" | null;
  density?: "compact" | "normal" | "comfortable" | null;
  /** IANA name; default: the browser's zone. */
  timeZone?: string | null;
  /** Plans may be looked at, and nothing is ever sent. */
  readOnly?: boolean | null;
  /** What was done may be kept in the browser's storage. Default: false. */
  history?: boolean | null;
  /** Instances on which every reset asks for the group's name. */
  productionInstances?: string[] | null;
  /** Whether a reset is confirmed with a reason. Default: "off". */
  reason?: "off" | "optional" | "required" | null;
  /** Whether a reset is confirmed with a ticket. Default: "off". */
  ticket?: "off" | "optional" | "required" | null;
  /** What the whole of a ticket must look like: a regular expression as in the attribute `pattern` of an input. */
  ticketPattern?: string | null;
  /** For a page whose address belongs to the console: what stands behind its hash sign. Links to requests are offered then. */
  link?: string | null;
}

/** Puts a console into an element. Throws a TypeError with the property `field` if a setting is refused. */
export function mount(element: Element, settings?: ConsoleSettings): Mounted;
"#;

/// A console in the page.
#[wasm_bindgen]
pub struct Mounted {
    app: Option<AppHandle<App>>,
    root: Element,
    host: HostHandle,
    element: Element,
}

impl std::fmt::Debug for Mounted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mounted").field("in_page", &self.app.is_some()).finish_non_exhaustive()
    }
}

/// Puts a console into an element: into its open shadow root, which is made if there is none.
///
/// # Errors
/// A `TypeError` whose `field` names the setting that was refused.
#[wasm_bindgen(skip_typescript)]
pub fn mount(element: Element, settings: JsValue) -> Result<Mounted, JsValue> {
    panic::install();
    let config = settings::read(&element, &settings)?;
    let root = shadow::fresh_root(&element)?;
    let host = HostHandle(Rc::new(ElementHost::new(element.clone())));
    let props = AppProps { config, host: host.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(root.clone(), props).render();
    Ok(Mounted { app: Some(app), root, host, element })
}

#[wasm_bindgen]
impl Mounted {
    /// Takes other settings; what was typed stays.
    ///
    /// # Errors
    /// A `TypeError` whose `field` names the setting that was refused; the old settings stay.
    pub fn update(
        &mut self,
        #[wasm_bindgen(unchecked_param_type = "ConsoleSettings")] settings: JsValue,
    ) -> Result<(), JsValue> {
        let config = settings::read(&self.element, &settings)?;
        if let Some(app) = &mut self.app {
            app.update(AppProps { config, host: self.host.clone() });
        }
        Ok(())
    }

    /// Takes the console out of the page. Reads that are under way end; a reset that was sent is followed to its end.
    pub fn unmount(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
            // Yew's listeners sit on this element and go with it
            self.root.remove();
        }
    }
}

/// Calls a function with the message when the program has stopped because of a fault in it. All consoles of this
/// program stand still then; a fresh program is needed.
#[wasm_bindgen(js_name = onPanic)]
pub fn on_panic(callback: js_sys::Function) {
    panic::tell(callback);
}
