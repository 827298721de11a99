//! From the arguments of `plan` to a request.

use crate::args::PlanArgs;
use crate::moment;
use crate::outcome::{Stopped, failed, refused, usage};
use crate::session::Session;
use crate::topics;
use ckafka_api::InstanceId;
use kafka_offsets::{
    GroupId, Offset, PlanDocument, ResetRequest, ResetScope, ResetStrategy, TopicPartition, TopicSelection,
    read_kafka_csv,
};
use reset_flow::{Origin, ReadTopics};
use std::collections::BTreeMap;
use std::path::Path;

/// What is asked for, and what the operator should know about how it was understood.
#[derive(Debug)]
pub(crate) struct Asked {
    /// The request.
    pub request: ResetRequest,
    /// Where it comes from.
    pub origin: Origin,
    /// Sentences.
    pub remarks: Vec<String>,
}

/// The request that the arguments mean. "Time ago" becomes an instant here, once, by the session's corrected clock.
///
/// # Errors
///
/// A usage report for arguments that don't fit together, and what the endpoint did instead of answering where another
/// group is read.
pub(crate) fn request(
    args: &PlanArgs,
    session: &mut Session,
    instance: &InstanceId,
) -> Result<Asked, Stopped> {
    let scope = topics::scope(&args.scope.topics)?;
    if let Some(file) = &args.strategy.from_file {
        if scope.is_some() || args.scope.all_topics {
            return Err(usage("--from-file names its partitions itself: leave out --topic and --all-topics"));
        }
        return from_file(file, args);
    }
    if let Some(source) = &args.strategy.from_group {
        return from_group(source, scope, args, session, instance);
    }
    let scope = match scope {
        Some(scope) => scope,
        None if args.scope.all_topics => ResetScope::AllTopicsOfGroup,
        None => {
            return Err(usage("say which partitions: --topic TOPIC, --topic TOPIC:0,3-5, or --all-topics"));
        }
    };
    let strategy = strategy(args, session)?;
    let request =
        ResetRequest { group: args.group.clone(), scope, strategy, create_group: args.create_group };
    Ok(Asked { request, origin: Origin::Form, remarks: Vec::new() })
}

fn strategy(args: &PlanArgs, session: &Session) -> Result<ResetStrategy, Stopped> {
    let chosen = &args.strategy;
    let zone = args.time_zone.as_deref();
    let found = if let Some(time) = &chosen.to_time {
        ResetStrategy::Timestamp(moment::point(time, zone, session.now())?)
    } else if let Some(length) = &chosen.ago {
        ResetStrategy::Timestamp(moment::ago(length, session.now())?)
    } else if let Some(by) = chosen.shift_by {
        ResetStrategy::ShiftBy(by)
    } else if let Some(offset) = chosen.to_offset {
        ResetStrategy::Offset(offset)
    } else if chosen.to_latest {
        ResetStrategy::Latest
    } else if chosen.to_earliest {
        ResetStrategy::Earliest
    } else {
        return Err(usage("say where to: --to-earliest, --to-latest, --to-time and so on"));
    };
    Ok(found)
}

fn from_file(file: &Path, args: &PlanArgs) -> Result<Asked, Stopped> {
    let named = |error: &dyn std::fmt::Display| usage(format!("{}: {error}", file.display()));
    let text = std::fs::read_to_string(file).map_err(|error| named(&error))?;
    if text.trim_start().starts_with('{') {
        let document = PlanDocument::from_json(&text).map_err(|error| named(&error))?;
        let request = document.plan.request;
        if request.group != args.group {
            return Err(named(&format!(
                "this plan is for group \"{}\", not \"{}\"",
                request.group, args.group
            )));
        }
        let create_group = request.create_group || args.create_group;
        let remarks = vec![format!("The request of plan {} is planned anew.", document.id)];
        return Ok(Asked {
            request: ResetRequest { create_group, ..request },
            origin: Origin::File,
            remarks,
        });
    }
    let read = read_kafka_csv(&text, &args.group).map_err(|error| named(&error))?;
    let remarks = match read.other_groups {
        0 => Vec::new(),
        lines => vec![format!("Lines of other groups that were passed over: {lines}.")],
    };
    let request = per_partition(args, read.offsets);
    Ok(Asked { request, origin: Origin::File, remarks })
}

/// The committed offsets of another group, as offsets of each partition.
fn from_group(
    source: &GroupId,
    scope: Option<ResetScope>,
    args: &PlanArgs,
    session: &mut Session,
    instance: &InstanceId,
) -> Result<Asked, Stopped> {
    let topics = match &scope {
        None | Some(ResetScope::AllTopicsOfGroup) => ReadTopics::AllOfGroup,
        Some(ResetScope::Topics(topics)) => ReadTopics::Named(topics.clone()),
        Some(ResetScope::Partitions(partitions)) => {
            match TopicSelection::new(partitions.iter().map(|at| at.topic.clone())) {
                Some(topics) => ReadTopics::Named(topics),
                None => return Err(usage("no partition is named")),
            }
        }
    };
    let group = session.group(instance, source)?;
    let read = session.offsets(instance, group, &topics, None)?;
    if let Some((topic, code)) = read.failed_topics.first_key_value() {
        return Err(failed(format!("topic {topic} cannot be read: {}", code.meaning())));
    }
    let meant = |at: &TopicPartition| match &scope {
        Some(ResetScope::Partitions(partitions)) => partitions.contains(at),
        _ => true,
    };
    let mut offsets: BTreeMap<TopicPartition, Offset> = BTreeMap::new();
    let mut without = 0_usize;
    for (at, found) in read.partitions.into_iter().filter(|(at, _)| meant(at)) {
        match (found.committed, found.error) {
            (Some(offset), _) => {
                offsets.insert(at, offset);
            }
            (None, Some(code)) => return Err(failed(format!("{at} cannot be read: {}", code.meaning()))),
            (None, None) => without += 1,
        }
    }
    if offsets.is_empty() {
        return Err(refused(format!(
            "group \"{source}\" has no committed offset there, so there is nothing to copy"
        )));
    }
    let mut remarks = vec![format!("The offsets are those that group \"{source}\" has committed now.")];
    if without > 0 {
        remarks
            .push(format!("Partitions that group \"{source}\" never committed are left alone: {without}."));
    }
    Ok(Asked { request: per_partition(args, offsets), origin: Origin::File, remarks })
}

fn per_partition(args: &PlanArgs, offsets: BTreeMap<TopicPartition, Offset>) -> ResetRequest {
    ResetRequest {
        create_group: args.create_group,
        ..ResetRequest::per_partition(args.group.clone(), offsets)
    }
}
