//! Random sequences of resets, retries, undos and interference, through the program's own runner of the flow, against
//! the embedded broker behind the gateway. An oracle of its own (`model`) says where every offset must be.
//!
//! `RANDOM_RESETS` sets the number of sequences (1,000), `RANDOM_RESETS_SEED` the seed of the first one. A failing
//! sequence prints its seed; with that seed and one sequence it happens again.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "helpers of tests stand outside #[test] functions, run natively, and a failing helper is a failing test"
)]

mod model;
mod outside;
mod sequence;
#[expect(dead_code, reason = "a slow reset is for tests in which time passes")]
#[path = "../support/upstream.rs"]
mod upstream;
#[expect(
    dead_code,
    reason = "members join in the tests of the commands only: it takes the broker a third of a second"
)]
#[path = "../support/world.rs"]
mod world;

use sequence::{Seen, Worker};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

#[test]
fn after_any_sequence_every_offset_is_where_it_must_be_and_every_verdict_is_true() {
    let number = |name: &str| std::env::var(name).ok().map(|text| text.parse::<u64>().expect(name));
    let sequences = number("RANDOM_RESETS").unwrap_or(1_000);
    let first_seed = number("RANDOM_RESETS_SEED").unwrap_or(0);
    let next = AtomicU64::new(0);
    let started = Instant::now();
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(4);
    let outcomes: Vec<Result<Seen, String>> = std::thread::scope(|scope| {
        let run = || {
            let mut worker = Worker::new();
            loop {
                let index = next.fetch_add(1, Ordering::SeqCst);
                if index >= sequences {
                    return Ok(worker.seen);
                }
                let seed = first_seed + index;
                if catch_unwind(AssertUnwindSafe(|| worker.sequence(seed))).is_err() {
                    // The others need not go on
                    next.store(sequences, Ordering::SeqCst);
                    return Err(format!("sequence of seed {seed}:\n  {}", worker.trace.join("\n  ")));
                }
            }
        };
        let running: Vec<_> = (0..workers).map(|_| scope.spawn(run)).collect();
        running.into_iter().map(|worker| worker.join().unwrap()).collect()
    });
    let seen = outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(|failed| panic!("{failed}")));
    let seen = seen.fold(Seen::default(), |sum, one| sum + one);
    eprintln!(
        "{sequences} sequences from seed {first_seed} in {:.1} s: {seen:?}",
        started.elapsed().as_secs_f64()
    );
    if sequences >= 1_000 {
        // Luck must not have left anything out
        assert!(
            seen.resets_sent > sequences && seen.retries > 0 && seen.undos > 0 && seen.resumed > 0,
            "{seen:?}"
        );
        assert!(seen.drifted > 0 && seen.refused > 0 && seen.lost > 0 && seen.partly > 0, "{seen:?}");
    }
}
