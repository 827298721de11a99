//! What there is to choose from: instances, groups, topics, and the chosen group as it is now.

use super::remote::use_remote;
use crate::api::{InstanceEntry, Session};
use crate::state::Remote;
use crate::state::topics::TopicListing;
use kafka_offsets::{GroupId, GroupState, GroupSummary, OffsetSnapshot};
use reset_flow::ReadTopics;
use std::rc::Rc;
use yew::prelude::*;

/// The lists of an endpoint.
#[derive(Debug, Clone, PartialEq)]
pub struct ListsHandle {
    /// Its instances.
    pub instances: Remote<Rc<Vec<InstanceEntry>>>,
    /// Groups of the named instance.
    pub groups: Remote<Rc<Vec<String>>>,
    /// Topics of the named instance.
    pub topics: Remote<Rc<TopicListing>>,
}

/// Pause after typing before an instance is asked for its lists.
const PAUSE_MILLIS: u32 = 300;

/// Reads the lists; `round` reads everything again when it changes.
#[hook]
pub fn use_lists(session: Option<Session>, instance: String, round: u32) -> ListsHandle {
    let instances =
        use_remote(session.clone().map(|session| (session, round)), 0, |(session, _), reads| async move {
            session.instances(&reads).await.map(Rc::new)
        });
    let wanted = session.filter(|_| !instance.is_empty()).map(|session| (session, instance, round));
    let groups = use_remote(wanted.clone(), PAUSE_MILLIS, |(session, instance, _), reads| async move {
        session.groups(&instance, &reads).await.map(Rc::new)
    });
    let topics = use_remote(wanted, PAUSE_MILLIS, |(session, instance, _), reads| async move {
        let rows = session.topics(&instance, &reads).await?;
        let mut listed = TopicListing::new();
        for (name, partitions) in rows {
            listed.insert(name, partitions.map(u64::from));
        }
        Ok(Rc::new(listed))
    });
    ListsHandle { instances, groups, topics }
}

/// A group with the offsets of all topics that it has a commit on.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupOnRead {
    /// State and members.
    pub summary: Rc<GroupSummary>,
    /// Its offsets; `None` for a group that does not exist.
    pub offsets: Option<Rc<OffsetSnapshot>>,
}

/// Reads the named group; `round` reads it again when it changes.
#[hook]
pub fn use_group(
    session: Option<Session>,
    instance: String,
    group: Option<GroupId>,
    round: u32,
) -> Remote<GroupOnRead> {
    let wanted = match (session, group) {
        (Some(session), Some(group)) if !instance.is_empty() => Some((session, instance, group, round)),
        _ => None,
    };
    use_remote(wanted, PAUSE_MILLIS, |(session, instance, group, _), reads| async move {
        let summary = session.group(&instance, &group, &reads).await?;
        if summary.state == GroupState::Dead {
            return Ok(GroupOnRead { summary: Rc::new(summary), offsets: None });
        }
        let table = session.offsets(&instance, &group, &ReadTopics::AllOfGroup, None, &reads).await?;
        let offsets = table.into_snapshot(summary.clone(), session.now());
        Ok(GroupOnRead { summary: Rc::new(summary), offsets: Some(Rc::new(offsets)) })
    })
}
