//! Documents in: only the fields from which the rest follows.

use super::{DocumentError, PLAN_SCHEMA, PlanDocument, RESULT_SCHEMA, ResetRecord, VERSION};
use crate::{
    AnswerRow, Claim, GroupState, IdError, KafkaError, MissingTopic, Note, Observation, Offset, PartitionId,
    PlannedReset, ResetAnswer, ResetPlan, ResetRequest, ResetScope, ResetStrategy, Resolution, Target,
    Timestamp, TopicName, TopicPartition, TopicSelection,
};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Display;

pub(super) fn plan(text: &str) -> Result<PlanDocument, DocumentError> {
    let document = document(text, PLAN_SCHEMA)?;
    Ok(PlanDocument {
        id: document.id,
        instance: document.instance,
        endpoint: document.endpoint,
        plan: document.plan.check()?,
        note: document.note.into(),
    })
}

pub(super) fn record(text: &str) -> Result<ResetRecord, DocumentError> {
    let document = document(text, RESULT_SCHEMA)?;
    let started_at = document.started_at.ok_or_else(|| wrong("startedAt", "is missing"))?;
    let claim = match document.claim.as_str() {
        "none" => None,
        "lost" => Some(Claim::Lost),
        "answered" => Some(Claim::Answered(ResetAnswer {
            rows: document.answer.into_iter().map(Place::answer).collect::<Result<_, _>>()?,
            request_id: document.request_id,
        })),
        other => return Err(wrong("claim", format!("\"{other}\" is not none, lost or answered"))),
    };
    let mut observed = BTreeMap::new();
    for place in document.observed {
        let (at, observation) = place.observation()?;
        observed.insert(at, observation);
    }
    Ok(ResetRecord {
        id: document.id,
        instance: document.instance,
        endpoint: document.endpoint,
        started_at: parse("startedAt", &started_at)?,
        plan: document.plan.check()?,
        note: document.note.into(),
        claim,
        observed,
        read_back_at: document.read_back_at.map(|at| parse("readBackAt", &at)).transpose()?,
        refused: document.refused,
        made_from: document.made_from,
    })
}

/// Schema and version first: a document of another kind is named so, not "field missing".
fn document(text: &str, schema: &'static str) -> Result<Document, DocumentError> {
    let unreadable = |error: serde_json::Error| DocumentError::NotReadable(error.to_string());
    // A file may begin with a byte order mark
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let head: Head = serde_json::from_slice(text.as_bytes()).map_err(unreadable)?;
    if head.schema != schema {
        return Err(DocumentError::OtherSchema { found: head.schema, expected: schema });
    }
    if head.version != VERSION {
        return Err(DocumentError::OtherVersion(head.version));
    }
    serde_json::from_slice(text.as_bytes()).map_err(unreadable)
}

fn wrong(field: &'static str, problem: impl Display) -> DocumentError {
    DocumentError::Value { field, problem: problem.to_string() }
}

fn parse<T: std::str::FromStr<Err: Display>>(field: &'static str, text: &str) -> Result<T, DocumentError> {
    text.parse().map_err(|error| wrong(field, error))
}

fn offset(field: &'static str, text: Option<&String>) -> Result<Option<Offset>, DocumentError> {
    text.map(|text| parse(field, text)).transpose()
}

#[derive(Deserialize)]
struct Head {
    schema: String,
    version: u32,
}

/// A plan or a result; what only a result has is empty in a plan.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Document {
    #[serde(default)]
    id: String,
    instance: String,
    #[serde(default)]
    endpoint: Option<String>,
    #[serde(default)]
    note: NoteIn,
    plan: Plan,
    #[serde(default)]
    started_at: Option<String>,
    #[serde(default)]
    claim: String,
    #[serde(default)]
    request_id: Option<String>,
    #[serde(default)]
    answer: Vec<Place>,
    #[serde(default)]
    read_back_at: Option<String>,
    #[serde(default)]
    observed: Vec<Place>,
    #[serde(default)]
    refused: Option<String>,
    #[serde(default)]
    made_from: Option<String>,
}

#[derive(Deserialize, Default)]
struct NoteIn {
    #[serde(default)]
    reason: Option<String>,
    #[serde(default)]
    ticket: Option<String>,
}

impl From<NoteIn> for Note {
    fn from(note: NoteIn) -> Self {
        Self { reason: note.reason, ticket: note.ticket }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Plan {
    group: String,
    group_state: String,
    create_group: bool,
    taken_at: String,
    resolution: String,
    scope: String,
    #[serde(default)]
    topics: Option<Vec<String>>,
    #[serde(default)]
    partitions: Option<Vec<Place>>,
    strategy: Strategy,
    rows: Vec<PlanRow>,
    missing: Vec<Place>,
}

impl Plan {
    fn check(self) -> Result<ResetPlan, DocumentError> {
        let resolution = Resolution::from_word(&self.resolution)
            .ok_or_else(|| wrong("plan.resolution", format!("\"{}\" is not known", self.resolution)))?;
        let mut rows = Vec::with_capacity(self.rows.len());
        for row in self.rows {
            rows.push(row.check()?);
        }
        let mut seen = BTreeSet::new();
        if let Some(twice) = rows.iter().find(|row| !seen.insert(&row.at)) {
            return Err(wrong("plan.rows", format!("{} comes twice", twice.at)));
        }
        let missing = self.missing.into_iter().map(|place| {
            Ok(MissingTopic {
                topic: parse("plan.missing.topic", &place.topic)?,
                code: place.code("plan.missing.code")?,
            })
        });
        Ok(ResetPlan {
            request: ResetRequest {
                group: parse("plan.group", &self.group)?,
                scope: scope(&self.scope, self.topics, self.partitions)?,
                strategy: self.strategy.check()?,
                create_group: self.create_group,
            },
            resolution,
            taken_at: parse("plan.takenAt", &self.taken_at)?,
            group_state: GroupState::from_name(&self.group_state),
            rows,
            missing: missing.collect::<Result<_, _>>()?,
        })
    }
}

fn scope(
    word: &str,
    topics: Option<Vec<String>>,
    partitions: Option<Vec<Place>>,
) -> Result<ResetScope, DocumentError> {
    match (word, topics, partitions) {
        ("all_topics_of_group", ..) => Ok(ResetScope::AllTopicsOfGroup),
        ("topics", Some(topics), _) => {
            let names = topics.iter().map(|name| parse("plan.topics", name));
            let names: Vec<TopicName> = names.collect::<Result<_, _>>()?;
            // An empty list would mean every topic to some endpoints
            TopicSelection::new(names).map(ResetScope::Topics).ok_or_else(|| wrong("plan.topics", "is empty"))
        }
        ("partitions", _, Some(partitions)) => {
            let places = partitions.iter().map(|place| place.at("plan.partitions"));
            Ok(ResetScope::Partitions(places.collect::<Result<_, _>>()?))
        }
        ("topics", ..) => Err(wrong("plan.topics", "is missing")),
        ("partitions", ..) => Err(wrong("plan.partitions", "is missing")),
        (other, ..) => Err(wrong("plan.scope", format!("\"{other}\" is not known"))),
    }
}

#[derive(Deserialize)]
struct Strategy {
    name: String,
    #[serde(default)]
    millis: String,
    #[serde(default)]
    offsets: String,
    #[serde(default)]
    offset: String,
    #[serde(default)]
    each: Vec<Place>,
}

impl Strategy {
    fn check(self) -> Result<ResetStrategy, DocumentError> {
        let number = |field, text: &str| -> Result<i64, DocumentError> {
            text.parse().map_err(|_| wrong(field, IdError::NotANumber(text.to_owned())))
        };
        Ok(match self.name.as_str() {
            "earliest" => ResetStrategy::Earliest,
            "latest" => ResetStrategy::Latest,
            "pointInTime" => {
                let millis = number("plan.strategy.millis", &self.millis)?;
                let at = Timestamp::try_from(millis).map_err(|error| wrong("plan.strategy.millis", error))?;
                ResetStrategy::Timestamp(at)
            }
            "shiftBy" => ResetStrategy::ShiftBy(number("plan.strategy.offsets", &self.offsets)?),
            "exactOffset" => ResetStrategy::Offset(parse("plan.strategy.offset", &self.offset)?),
            "offsetPerPartition" => {
                let mut each = BTreeMap::new();
                for place in &self.each {
                    let offset = place.offset("plan.strategy.each.offset")?;
                    let offset = offset.ok_or_else(|| wrong("plan.strategy.each.offset", "is missing"))?;
                    each.insert(place.at("plan.strategy.each")?, offset);
                }
                ResetStrategy::PerPartition(each)
            }
            other => return Err(wrong("plan.strategy.name", format!("\"{other}\" is not known"))),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PlanRow {
    topic: String,
    partition: i32,
    committed: Option<String>,
    log_start: Option<String>,
    log_end: Option<String>,
    target: Option<String>,
    grade: String,
    follows_log_end: bool,
    notes: Vec<String>,
}

impl PlanRow {
    fn check(self) -> Result<PlannedReset, DocumentError> {
        let target = offset("plan.rows.target", self.target.as_ref())?;
        Ok(PlannedReset {
            at: partition("plan.rows", &self.topic, self.partition)?,
            committed: offset("plan.rows.committed", self.committed.as_ref())?,
            log_start: offset("plan.rows.logStart", self.log_start.as_ref())?,
            log_end: offset("plan.rows.logEnd", self.log_end.as_ref())?,
            target: Target::from_grade(&self.grade, target).ok_or_else(|| {
                wrong("plan.rows.grade", format!("\"{}\" does not fit the target", self.grade))
            })?,
            follows_log_end: self.follows_log_end,
            adjustments: self
                .notes
                .iter()
                .map(|note| parse("plan.rows.notes", note))
                .collect::<Result<_, _>>()?,
        })
    }
}

/// Everything that speaks of a topic or partition and is not a row of the plan.
#[derive(Deserialize)]
struct Place {
    topic: String,
    #[serde(default)]
    partition: Option<i32>,
    #[serde(default)]
    offset: Option<String>,
    #[serde(default)]
    code: Option<Code>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    readable: bool,
}

#[derive(Deserialize)]
struct Code {
    code: i16,
}

impl Place {
    fn at(&self, field: &'static str) -> Result<TopicPartition, DocumentError> {
        let number = self.partition.ok_or_else(|| wrong(field, "a partition is missing"))?;
        partition(field, &self.topic, number)
    }

    fn offset(&self, field: &'static str) -> Result<Option<Offset>, DocumentError> {
        offset(field, self.offset.as_ref())
    }

    fn code(&self, field: &'static str) -> Result<KafkaError, DocumentError> {
        let code = self.code.as_ref().ok_or_else(|| wrong(field, "is missing"))?;
        Ok(KafkaError::from_code(code.code))
    }

    fn answer(self) -> Result<AnswerRow, DocumentError> {
        let number = self.partition.map(PartitionId::try_from).transpose();
        Ok(AnswerRow {
            topic: parse("answer.topic", &self.topic)?,
            partition: number.map_err(|error| wrong("answer.partition", error))?,
            offset: self.offset("answer.offset")?,
            code: self.code("answer.code")?,
            message: self.message,
        })
    }

    fn observation(self) -> Result<(TopicPartition, Observation), DocumentError> {
        let observation = if self.readable {
            Observation::Committed(self.offset("observed.offset")?)
        } else {
            Observation::Unreadable(self.code.as_ref().map(|code| KafkaError::from_code(code.code)))
        };
        Ok((self.at("observed")?, observation))
    }
}

fn partition(field: &'static str, topic: &str, number: i32) -> Result<TopicPartition, DocumentError> {
    Ok(TopicPartition {
        topic: parse(field, topic)?,
        partition: PartitionId::try_from(number).map_err(|error| wrong(field, error))?,
    })
}
