//! The clock of the page.

use gloo_timers::callback::Interval;
use kafka_offsets::Timestamp;
use yew::prelude::*;

/// Now by this computer's clock, kept up to date every so many milliseconds while the component lives.
#[hook]
pub fn use_now(every_millis: u32) -> Timestamp {
    let now = use_state(read_clock);
    let setter = now.setter();
    use_effect_with(every_millis, move |every| {
        let timer = Interval::new(*every, move || setter.set(read_clock()));
        move || drop(timer)
    });
    *now
}

fn read_clock() -> Timestamp {
    Timestamp::try_from((js_sys::Date::now() as i64).max(0)).unwrap_or(Timestamp::EPOCH)
}
