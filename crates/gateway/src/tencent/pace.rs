//! How fast the API lets itself be called.

use super::Settings;
use ckafka_api::ApiVersion;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

/// A request of the gateway may take 30 s, and is made of several.
const LONGEST_WAIT: Duration = Duration::from_secs(15);

/// Lets requests through at a steady pace, and a few at once after a pause.
#[derive(Debug)]
pub(crate) struct Pace {
    interval: Duration,
    at_once: u32,
    /// When the next request is due, if they came one after the other.
    due: Mutex<Option<Instant>>,
}

impl Pace {
    /// Within what is documented: API 2.0 takes 100 calls a minute in all, of API 3.0 the slowest action 20 a second.
    pub(super) fn of(api: ApiVersion) -> Self {
        let (interval, at_once) = match api {
            ApiVersion::V3 => (Duration::from_millis(50), 5),
            _ => (Duration::from_millis(750), 20),
        };
        Self { interval, at_once, due: Mutex::new(None) }
    }

    /// Waits for this request's turn; `false`, at once, if that is so far off that whoever asks would have gone away.
    pub(super) async fn turn(&self) -> bool {
        let start = {
            let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let mine = due.map_or(now, |due| due.max(now));
            let start = mine.checked_sub(self.ahead()).unwrap_or(now);
            if start.saturating_duration_since(now) > LONGEST_WAIT {
                return false;
            }
            *due = mine.checked_add(self.interval);
            start
        };
        sleep_until(start).await;
        true
    }

    /// The other end has had enough: nothing is sent for so long, by nobody.
    pub(super) fn hold(&self, pause: Duration) {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let held = Instant::now().checked_add(pause.saturating_add(self.ahead()));
        *due = (*due).max(held);
    }

    fn ahead(&self) -> Duration {
        self.interval.saturating_mul(self.at_once)
    }
}

/// The paces of all places that are called. What the cloud counts is the calls of an account in a region, not those
/// for one instance.
#[derive(Debug, Default)]
pub struct Paces(HashMap<(String, Option<String>), Arc<Pace>>);

impl Paces {
    /// Has these settings share their pace with those for the same endpoint and region.
    pub fn share(&mut self, settings: &mut Settings) {
        let place = (settings.url.clone(), settings.connection.region.clone());
        let shared = self.0.entry(place).or_insert_with(|| Arc::clone(&settings.pace));
        settings.pace = Arc::clone(shared);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_minute_of_api_2_has_at_most_a_hundred_calls() {
        let pace = Pace::of(ApiVersion::V2);
        let start = Instant::now();
        let mut calls = 0;
        while start.elapsed() < Duration::from_secs(60) {
            assert!(pace.turn().await);
            calls += 1;
        }
        assert!((80..=102).contains(&calls), "{calls}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_calls_after_a_pause_do_not_wait() {
        let pace = Pace::of(ApiVersion::V3);
        let start = Instant::now();
        for _ in 0..5 {
            assert!(pace.turn().await);
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..20 {
            assert!(pace.turn().await);
        }
        assert!(start.elapsed() >= Duration::from_millis(900), "{:?}", start.elapsed());
    }

    #[tokio::test(start_paused = true)]
    async fn whoever_would_wait_too_long_is_told_so_at_once() {
        let pace = Arc::new(Pace::of(ApiVersion::V2));
        let start = Instant::now();
        let asked: Vec<_> = (0..60)
            .map(|_| {
                let pace = Arc::clone(&pace);
                tokio::spawn(async move { (pace.turn().await, Instant::now()) })
            })
            .collect();
        let mut let_through = 0;
        for one in asked {
            let (through, when) = one.await.unwrap();
            let_through += u32::from(through);
            let waited = when.duration_since(start);
            assert!(waited <= LONGEST_WAIT && (through || waited == Duration::ZERO), "{through} {waited:?}");
        }
        // 20 at once, and one every 0.75 s for 15 s
        assert!((38..=42).contains(&let_through), "{let_through}");
    }

    #[tokio::test(start_paused = true)]
    async fn after_a_refusal_everybody_waits() {
        for api in [ApiVersion::V3, ApiVersion::V2] {
            let pace = Pace::of(api);
            let start = Instant::now();
            pace.hold(Duration::from_secs(1));
            assert!(pace.turn().await);
            assert_eq!(start.elapsed(), Duration::from_secs(1), "{api:?}");
        }
    }
}
