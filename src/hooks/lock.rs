//! One reset of a group at a time, over all tabs and elements of this origin: the browser's Web Locks.

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

#[wasm_bindgen]
extern "C" {
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        callback: &Function,
    ) -> Result<Promise, JsValue>;
}

/// A lock that is held until this is dropped, or until the page goes.
pub(super) struct Lock {
    release: Function,
}

impl Drop for Lock {
    fn drop(&mut self) {
        // Resolving a promise cannot fail
        let _ = self.release.call0(&JsValue::NULL);
    }
}

/// What came of asking for a lock.
pub(super) enum Locking {
    /// It is ours.
    Held(Lock),
    /// Another tab, or another element of this page, holds it.
    Elsewhere,
    /// This browser has no locks here: they need a secure context.
    NotHere,
}

/// Takes a lock if nobody holds it; never waits for one.
pub(super) async fn take(name: &str) -> Locking {
    match ask(name).await {
        Ok(locking) => locking,
        Err(_) => Locking::NotHere,
    }
}

async fn ask(name: &str) -> Result<Locking, JsValue> {
    let navigator = web_sys::window().ok_or(JsValue::NULL)?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into())?;
    if locks.is_undefined() {
        return Ok(Locking::NotHere);
    }
    let (held, release) = promise();
    let (answered, answer) = promise();
    let granted = Closure::once_into_js(move |lock: JsValue| {
        // Resolving a promise cannot fail
        let _ = answer.call1(&JsValue::NULL, &(!lock.is_null()).into());
        // The lock is held for as long as this promise is open
        if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
    });
    let options = Object::new();
    Reflect::set(&options, &"ifAvailable".into(), &JsValue::TRUE)?;
    let over = locks.unchecked_into::<LockManager>().request(name, &options, granted.unchecked_ref())?;
    // A browser that refuses rejects the second one and never calls back
    let ours = JsFuture::from(Promise::race(&Array::of2(&answered, &over))).await?;
    if ours == JsValue::TRUE { Ok(Locking::Held(Lock { release })) } else { Ok(Locking::Elsewhere) }
}

/// A promise and the function that resolves it.
fn promise() -> (Promise, Function) {
    let mut resolve = None;
    let promise = Promise::new(&mut |found, _| resolve = Some(found));
    (promise, resolve.unwrap_or_default())
}
