//! Links to a request: the one that this page was opened with, and those that are copied.

use crate::state::link::{Link, LinkProblem, read_link};
use std::rc::Rc;
use yew::prelude::*;

/// The page's address without what stands behind its `#`.
pub fn page_address() -> Option<String> {
    let address = web_sys::window()?.location().href().ok()?;
    Some(address.split('#').next().unwrap_or_default().to_owned())
}

/// The link in the page's address. `open` is called once with it, as soon as `ready`; until then the console connects.
#[hook]
pub fn use_link(
    address: Option<&String>,
    ready: bool,
    open: Callback<Rc<Link>>,
) -> Option<Result<Rc<Link>, LinkProblem>> {
    let link =
        use_memo(address.cloned(), |address| read_link(address.as_deref()?).map(|link| link.map(Rc::new)));
    let opened = use_mut_ref(|| false);
    {
        let link = link.clone();
        use_effect_with(ready, move |ready| {
            if let (true, Some(Ok(link))) = (*ready, &*link)
                && !opened.replace(true)
            {
                open.emit(link.clone());
            }
        });
    }
    (*link).clone()
}
