//! The page around the console: it hears events and may say no before anything is sent.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// The page's answer to "may this reset go on?", as soon as it has one.
pub type HostAnswer = Pin<Box<dyn Future<Output = bool>>>;

/// The page around. `detail` of an event is JSON text, an object of text, numbers that fit, and lists; offsets are
/// decimal text.
pub trait Host {
    /// Fires an event that bubbles out of the element.
    fn fire(&self, name: &str, detail: &str);

    /// Fires a cancelable event and waits for the promises that listeners hand over.
    fn ask(&self, name: &str, detail: &str) -> HostAnswer;
}

/// A console without a page around it, as in tests of views.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silent;

impl Host for Silent {
    fn fire(&self, _name: &str, _detail: &str) {}

    fn ask(&self, _name: &str, _detail: &str) -> HostAnswer {
        Box::pin(std::future::ready(true))
    }
}

/// The host as a prop: equal only to itself.
#[derive(Clone)]
pub struct HostHandle(pub Rc<dyn Host>);

impl PartialEq for HostHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::fmt::Debug for HostHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HostHandle")
    }
}
