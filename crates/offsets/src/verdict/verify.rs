//! Puts plan, claim and observation together.

use super::claims::Claims;
use super::judge::judge;
use crate::{
    AnswerRow, Claim, Observation, ResetPlan, ResetScope, ResetStrategy, TopicName, TopicPartition,
    VerifiedReset, VerifiedRow, VerifiedTopic,
};
use std::collections::{BTreeMap, HashSet};

/// Judges a reset: what was planned against what the endpoint claims and what a read afterwards found.
///
/// A partition that is not in `observed` counts as one that could not be read. What the answer says of a topic as
/// a whole holds for all its planned partitions; what it says of anything that was not planned is kept in
/// [`VerifiedReset::others`], never dropped. There is an example on the [crate's page](crate).
pub fn verify(
    plan: &ResetPlan,
    claim: &Claim,
    observed: &BTreeMap<TopicPartition, Observation>,
) -> VerifiedReset {
    let claims = Claims::new(claim);
    let rows = plan
        .rows
        .iter()
        .map(|planned| {
            let (claim, contradictory) = claims.of(&planned.at);
            let observed = observed.get(&planned.at).cloned().unwrap_or(Observation::Unreadable(None));
            let (verdict, reason) = judge(planned, &claim, &observed);
            VerifiedRow { planned: planned.clone(), claim, observed, verdict, reason, contradictory }
        })
        .collect();
    VerifiedReset { rows, others: others(plan, claim) }
}

/// What is about no planned partition: missing topics of the plan first, then the rest of the answer in its order.
fn others(plan: &ResetPlan, claim: &Claim) -> Vec<VerifiedTopic> {
    let answer: &[AnswerRow] = match claim {
        Claim::Answered(answer) => &answer.rows,
        Claim::Lost => &[],
    };
    let mentioned: HashSet<&TopicName> = answer.iter().map(|row| &row.topic).collect();
    let silent = plan.missing.iter().filter(|missing| !mentioned.contains(&missing.topic)).map(|missing| {
        VerifiedTopic {
            topic: missing.topic.clone(),
            partition: None,
            code: missing.code,
            message: String::new(),
            requested: true,
        }
    });

    let planned: HashSet<_> = plan.rows.iter().map(|row| (&row.at.topic, row.at.partition)).collect();
    let planned_topics: HashSet<_> = plan.rows.iter().map(|row| &row.at.topic).collect();
    let is_planned = |row: &AnswerRow| match row.partition {
        Some(partition) => planned.contains(&(&row.topic, partition)),
        None => planned_topics.contains(&row.topic),
    };
    let meant = topics_meant(plan);
    let unplanned = answer.iter().filter(|row| !is_planned(row)).map(|row| VerifiedTopic {
        topic: row.topic.clone(),
        partition: row.partition,
        code: row.code,
        message: row.message.clone(),
        requested: meant.contains(&row.topic),
    });
    silent.chain(unplanned).collect()
}

/// Topics that the request means as a whole, so that a partition which they got after the plan was made is meant,
/// too: none where the request names its partitions.
fn topics_meant(plan: &ResetPlan) -> HashSet<&TopicName> {
    let names_partitions = matches!(plan.request.scope, ResetScope::Partitions(_))
        || matches!(plan.request.strategy, ResetStrategy::PerPartition(_));
    let planned = plan.rows.iter().map(|row| &row.at.topic).filter(|_| !names_partitions);
    planned.chain(plan.missing.iter().map(|missing| &missing.topic)).collect()
}
