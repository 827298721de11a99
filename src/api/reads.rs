//! Reads that end together, for example when the part of the page that asked for them goes away.

use std::cell::RefCell;
use std::rc::Rc;
use web_sys::AbortController;

/// A handle on running reads. [`Reads::end`] cancels them; an answer that comes all the same is not used.
#[derive(Debug, Clone, Default)]
pub struct Reads(Rc<RefCell<Running>>);

#[derive(Debug, Default)]
struct Running {
    ended: bool,
    requests: Vec<AbortController>,
}

impl Reads {
    /// Cancels what is running; from now on everything started with this handle is cancelled at once.
    pub fn end(&self) {
        let requests = {
            let mut running = self.0.borrow_mut();
            running.ended = true;
            std::mem::take(&mut running.requests)
        };
        for request in requests {
            request.abort();
        }
    }

    /// Whether the reads were cancelled.
    pub fn ended(&self) -> bool {
        self.0.borrow().ended
    }

    /// Ties a request to this handle.
    pub(super) fn add(&self, request: &AbortController) {
        let mut running = self.0.borrow_mut();
        if running.ended {
            drop(running);
            request.abort();
        } else {
            running.requests.push(request.clone());
        }
    }

    /// A request is over.
    pub(super) fn remove(&self, request: &AbortController) {
        self.0.borrow_mut().requests.retain(|running| running != request);
    }
}
