//! Reads the ends of many logs, and what was first at a time, from whichever brokers lead them.

use super::CallError;
use super::cluster::Cluster;
use super::error::leader_is_elsewhere;
use super::list_offsets::{self, Answer, Answers, Question};
use super::metadata::{self, Topic};
use super::retry::Retry;
use futures::future::join_all;
use kafka_offsets::{KafkaError, PartitionId, TopicName, TopicSelection};
use std::collections::BTreeMap;

/// Partitions by topic.
type Partitions = BTreeMap<TopicName, Vec<PartitionId>>;

/// Topics as they are, and the answer to every question about every partition of them.
#[derive(Debug)]
pub(crate) struct Logs {
    /// Every topic that was asked for, or why it could not be read.
    pub(crate) topics: BTreeMap<TopicName, Result<Topic, KafkaError>>,
    /// One set of answers per question, in the order of the questions.
    answers: Vec<Answers>,
}

impl Logs {
    /// The answer to the question with this number; an answer that no broker gave is an unknown server error.
    pub(crate) fn answer(&self, question: usize, topic: &TopicName, partition: PartitionId) -> Answer {
        let topics = self.answers.get(question);
        let answer = topics.and_then(|topics| topics.get(topic.as_str())?.get(&partition.get()).copied());
        answer.unwrap_or(Err(KafkaError::UnknownServerError))
    }

    /// The partitions that some question should be asked about again, since their leader is elsewhere.
    fn to_ask_again(&self, asked: &Partitions) -> Partitions {
        let again = |topic: &TopicName, partition: &PartitionId| {
            (0..self.answers.len()).any(|question| {
                self.answer(question, topic, *partition)
                    .is_err_and(|code| leader_is_elsewhere(code) || code == KafkaError::BrokerNotAvailable)
            })
        };
        let topics = asked.iter().map(|(topic, partitions)| {
            (
                topic.clone(),
                partitions.iter().copied().filter(|partition| again(topic, partition)).collect::<Vec<_>>(),
            )
        });
        topics.filter(|(_, partitions)| !partitions.is_empty()).collect()
    }
}

/// Reads the topics from the cluster: one request for the topics, then one per question and leading broker, all at
/// once. Partitions whose leader has moved meanwhile are asked for again a few times.
///
/// # Errors
///
/// If no broker answers at all, or one answers nonsense. What concerns one partition is its answer; a leader that
/// cannot be reached is 8, BROKER_NOT_AVAILABLE.
pub(crate) async fn read(
    cluster: &Cluster,
    topics: &TopicSelection,
    questions: &[Question],
) -> Result<Logs, CallError> {
    let mut logs = Logs { topics: read_topics(cluster, topics).await?, answers: Vec::new() };
    logs.answers.resize_with(questions.len(), Answers::new);
    let mut asked = every_partition(&logs.topics);
    let mut retry = Retry::default();
    loop {
        ask_leaders(cluster, &mut logs, &asked, questions).await?;
        asked = logs.to_ask_again(&asked);
        let Some(again) = TopicSelection::new(asked.keys().cloned()) else {
            return Ok(logs);
        };
        if !retry.again().await {
            return Ok(logs);
        }
        logs.topics.extend(read_topics(cluster, &again).await?);
    }
}

async fn read_topics(
    cluster: &Cluster,
    topics: &TopicSelection,
) -> Result<BTreeMap<TopicName, Result<Topic, KafkaError>>, CallError> {
    let metadata = cluster.read_any(|conn| async move { metadata::topics(&conn, topics).await }).await?;
    cluster.learn(&metadata.brokers);
    Ok(metadata.topics)
}

fn every_partition(topics: &BTreeMap<TopicName, Result<Topic, KafkaError>>) -> Partitions {
    let readable = topics.iter().filter_map(|(name, topic)| Some((name, topic.as_ref().ok()?)));
    readable.map(|(name, topic)| (name.clone(), topic.partitions.keys().copied().collect())).collect()
}

/// The partitions by the broker that leads them, or by why none does.
fn by_leader(
    topics: &BTreeMap<TopicName, Result<Topic, KafkaError>>,
    asked: &Partitions,
) -> Vec<(Result<i32, KafkaError>, Partitions)> {
    let mut routes: Vec<(Result<i32, KafkaError>, Partitions)> = Vec::new();
    for (name, partitions) in asked {
        let topic = topics.get(name).map(Result::as_ref);
        for partition in partitions {
            let leader = match topic {
                Some(Ok(topic)) => topic.partitions.get(partition).map(|partition| partition.leader),
                Some(Err(code)) => Some(Err(*code)),
                None => None,
            };
            // Gone since the first look, by deletion.
            let leader = leader.unwrap_or(Err(KafkaError::UnknownTopicOrPartition));
            let place = match routes.iter_mut().find(|(other, _)| *other == leader) {
                Some((_, place)) => place,
                None => &mut routes.push_mut((leader, Partitions::new())).1,
            };
            place.entry(name.clone()).or_default().push(*partition);
        }
    }
    routes
}

async fn ask_leaders(
    cluster: &Cluster,
    logs: &mut Logs,
    asked: &Partitions,
    questions: &[Question],
) -> Result<(), CallError> {
    let routes = by_leader(&logs.topics, asked);
    for (leader, partitions) in &routes {
        if let Err(code) = leader {
            set_all(&mut logs.answers, partitions, *code);
        }
    }
    let requests = routes.iter().filter_map(|(leader, partitions)| Some((leader.ok()?, partitions)));
    let requests = requests.flat_map(|(leader, partitions)| {
        questions.iter().enumerate().map(move |(number, question)| async move {
            let outcome = match cluster.broker(leader).await {
                Ok(conn) => list_offsets::ask(&conn, *question, partitions).await,
                Err(error) => Err(error),
            };
            (number, partitions, outcome)
        })
    });
    for (number, partitions, outcome) in join_all(requests).await {
        let Some(place) = logs.answers.get_mut(number) else { continue };
        match outcome {
            Ok(answers) => {
                for (topic, answers) in answers {
                    place.entry(topic).or_default().extend(answers);
                }
            }
            Err(error) if error.worth_another_read() => {
                // The rows only carry a code; the address that cannot be reached is told here.
                tracing::warn!(%error, "a leader cannot be reached");
                set_all(std::slice::from_mut(place), partitions, KafkaError::BrokerNotAvailable);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Gives all these partitions the same error, for every question in `answers`.
fn set_all(answers: &mut [Answers], partitions: &Partitions, code: KafkaError) {
    for answers in answers {
        for (topic, partitions) in partitions {
            let place = answers.entry(topic.as_str().to_owned()).or_default();
            place.extend(partitions.iter().map(|partition| (partition.get(), Err(code))));
        }
    }
}
