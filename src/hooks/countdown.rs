//! A pause, counted down second by second.

use gloo_timers::callback::Interval;
use yew::prelude::*;

/// How many seconds of a pause are left, the last one included; `None` while there is no pause. Another `pause` (its
/// mark and its length in milliseconds) begins anew.
#[hook]
pub fn use_countdown<M: PartialEq + Clone + 'static>(pause: Option<(M, u64)>) -> Option<u64> {
    let passed = use_state(|| 0_u64);
    let setter = passed.setter();
    let seconds = pause.as_ref().map(|(_, millis)| millis.div_ceil(1000));
    use_effect_with(pause, move |pause| {
        setter.set(0);
        let mut count = 0;
        let timer = pause.is_some().then(|| {
            Interval::new(1000, move || {
                count += 1;
                setter.set(count);
            })
        });
        move || drop(timer)
    });
    Some(seconds?.saturating_sub(*passed).clamp(1, u64::MAX))
}
