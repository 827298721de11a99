//! Offsets of the chosen topics, read while the form is filled in, for the effect shown beside the strategy.

use super::remote::use_remote;
use crate::api::Session;
use crate::state::Remote;
use kafka_offsets::{GroupSummary, OffsetSnapshot, Timestamp, TopicSelection};
use reset_flow::ReadTopics;
use std::rc::Rc;
use yew::prelude::*;

/// Pause after typing or ticking before offsets are read.
const PAUSE_MILLIS: u32 = 350;

/// Reads what [`crate::state::effect`] needs. `at_time` is the time to look up; `time_key` says when it is another one
/// (the time itself may move on with the clock).
#[hook]
pub fn use_preview(
    session: Option<Session>,
    instance: String,
    group: Option<Rc<GroupSummary>>,
    topics: Option<TopicSelection>,
    time_key: String,
    at_time: Option<Timestamp>,
) -> Remote<Rc<OffsetSnapshot>> {
    let wanted = match (session, group, topics) {
        (Some(session), Some(group), Some(topics)) => Some((session, instance, group, topics, time_key)),
        _ => None,
    };
    use_remote(wanted, PAUSE_MILLIS, move |(session, instance, group, topics, _), reads| async move {
        let topics = ReadTopics::Named(topics);
        let table = session.offsets(&instance, &group.group, &topics, at_time, &reads).await?;
        Ok(Rc::new(table.into_snapshot((*group).clone(), session.now())))
    })
}
