//! What the runner stands on, made unreliable: a transport that can be cut, a clock that can jump, a keeper in memory.

use ckafka_api::{HttpRequest, TransportFault};
use ckafka_offsets::clock::Clock;
use ckafka_offsets::runner::{Keeper, Watch};
use ckafka_offsets::transport::{Answered, Http, Transport};
use kafka_offsets::{ResetPlan, Timestamp};
use reset_flow::{Announcement, ClaimRefusal, Ending, Intent, State};
use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

/// What happens to the next reset on its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Cut {
    #[default]
    Nowhere,
    Before,
    After,
    /// Done, its answer lost, and nothing can be read from then on.
    AfterThenBlind,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct Shaky {
    pub(crate) cut: Rc<Cell<Cut>>,
    pub(crate) blind: Rc<Cell<bool>>,
}

#[derive(Debug)]
pub(crate) struct ShakyHttp {
    pub(crate) http: Http,
    pub(crate) shaky: Shaky,
}

impl Transport for ShakyHttp {
    fn send(&self, request: HttpRequest) -> Answered {
        let lost = || Answered {
            response: Err(TransportFault::Cut("cut for a test".to_owned())),
            server_time: None,
        };
        let is = |action: &str| request.body.starts_with(format!("Action={action}&").as_bytes());
        let writes = is("SetGroupOffsets") || is("SetPartitionOffsets");
        if self.shaky.blind.get() {
            return lost();
        }
        let cut = if writes { self.shaky.cut.take() } else { Cut::Nowhere };
        match cut {
            Cut::Nowhere => self.http.send(request),
            Cut::Before => lost(),
            Cut::After => {
                self.http.send(request);
                lost()
            }
            Cut::AfterThenBlind => {
                self.http.send(request);
                self.shaky.blind.set(true);
                lost()
            }
        }
    }
}

/// Time passes only when somebody waits.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hand(pub(crate) Rc<Cell<i64>>);

impl Hand {
    pub(crate) fn advance(&self, millis: i64) {
        self.0.set(self.0.get() + millis);
    }
}

impl Clock for Hand {
    fn now(&self) -> Timestamp {
        Timestamp::try_from(self.0.get()).unwrap()
    }

    fn sleep(&self, length: Duration) {
        self.advance(i64::try_from(length.as_millis()).unwrap());
    }
}

/// Remembers what it was told.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    pub(crate) held_elsewhere: bool,
    pub(crate) holding: bool,
    pub(crate) intents: Vec<Intent>,
    pub(crate) endings: usize,
}

impl Keeper for Memory {
    fn claim(&mut self, _: &ResetPlan) -> Result<(), ClaimRefusal> {
        if self.held_elsewhere {
            return Err(ClaimRefusal::HeldElsewhere);
        }
        self.holding = true;
        Ok(())
    }

    fn release(&mut self) {
        assert!(self.holding, "released without a claim");
        self.holding = false;
    }

    fn record_intent(&mut self, intent: &Intent, _: Timestamp) -> Result<(), String> {
        assert!(self.holding, "recorded without a claim");
        self.intents.push(intent.clone());
        Ok(())
    }

    fn record_outcome(&mut self, _: &Intent, _: &Ending, _: Timestamp) {
        self.endings += 1;
    }
}

/// Checks the order of things: recorded, then sent.
#[derive(Debug, Default)]
pub(crate) struct Witness {
    pub(crate) sendings: usize,
}

impl Watch for Witness {
    fn state(&mut self, _: &State) {}

    fn sending(&mut self) {
        self.sendings += 1;
    }

    fn news(&mut self, _: &Announcement) {}
}
