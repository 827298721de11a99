//! How fast the API lets itself be called.

use super::Settings;
use ckafka_api::ApiVersion;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::time::{Instant, sleep_until};

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

    /// Waits for this request's turn.
    pub(super) async fn turn(&self) {
        let start = {
            let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
            let now = Instant::now();
            let mine = due.map_or(now, |due| due.max(now));
            *due = mine.checked_add(self.interval);
            mine.checked_sub(self.interval.saturating_mul(self.at_once)).unwrap_or(now)
        };
        sleep_until(start).await;
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
            pace.turn().await;
            calls += 1;
        }
        assert!((80..=102).contains(&calls), "{calls}");
    }

    #[tokio::test(start_paused = true)]
    async fn a_few_calls_after_a_pause_do_not_wait() {
        let pace = Pace::of(ApiVersion::V3);
        let start = Instant::now();
        for _ in 0..5 {
            pace.turn().await;
        }
        assert_eq!(start.elapsed(), Duration::ZERO);
        for _ in 0..20 {
            pace.turn().await;
        }
        assert!(start.elapsed() >= Duration::from_millis(900), "{:?}", start.elapsed());
    }
}
