//! A value that is read from an endpoint whenever what it depends on changes.

use super::spawn::spawn;
use crate::api::Reads;
use crate::state::Remote;
use gloo_timers::future::TimeoutFuture;
use kafka_offsets::EndpointFault;
use std::future::Future;
use yew::prelude::*;

/// Reads a value for `wanted`, after a pause in which nothing else was wanted. What was wanted before is cancelled.
#[hook]
pub(super) fn use_remote<D, T, F, R>(wanted: Option<D>, pause_millis: u32, read: F) -> Remote<T>
where
    D: Clone + PartialEq + 'static,
    T: Clone + 'static,
    F: Fn(D, Reads) -> R + 'static,
    R: Future<Output = Result<T, EndpointFault>> + 'static,
{
    // The value is kept with what it was read for: before the effect has run, an old one is not taken for a new one
    let state = use_state(|| (None::<D>, Remote::<T>::Idle));
    let setter = state.setter();
    use_effect_with(wanted.clone(), move |wanted| {
        let reads = Reads::default();
        if let Some(wanted) = wanted.clone() {
            setter.set((Some(wanted.clone()), Remote::Loading));
            let reads = reads.clone();
            spawn(async move {
                if pause_millis > 0 {
                    TimeoutFuture::new(pause_millis).await;
                }
                if reads.ended() {
                    return;
                }
                let outcome = read(wanted.clone(), reads.clone()).await;
                if !reads.ended() {
                    setter.set((Some(wanted), outcome.into()));
                }
            });
        }
        move || reads.end()
    });
    match (&wanted, &state.0) {
        (None, _) => Remote::Idle,
        (Some(wanted), Some(of)) if wanted == of => state.1.clone(),
        (Some(_), _) => Remote::Loading,
    }
}
