//! The embedded broker behind the gateway, with tricks: what can go wrong while a reset is carried out.

use async_trait::async_trait;
use ckafka_gateway::kafka::KafkaUpstream;
use ckafka_gateway::upstream::{
    Expected, GroupListing, InstanceSummary, OffsetUpstream, PlanLine, ReadTopics, TopicAttributes,
    TopicListing, UpstreamError,
};
use kafka_offsets::{
    AnswerRow, GroupId, GroupSummary, KafkaError, Offset, OffsetSnapshot, ResetAnswer, ResetRequest,
    Timestamp, TopicName, TopicPartition,
};
use std::collections::{BTreeSet, VecDeque};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// What happens to one reset.
#[derive(Debug, Clone)]
pub(crate) enum Trick {
    /// These partitions answer a code and are left alone; the others are done.
    Fail(BTreeSet<TopicPartition>, KafkaError),
    /// Everything is done, and the answer says that nobody knows.
    DoneButUnknown,
    /// Everything is done, and then somebody else commits for the group before anything is answered.
    DoneThenCommitted(TopicPartition, Offset),
    /// Nothing is done, and the answer says that nobody knows.
    NotDoneAndUnknown,
    /// The whole call is refused, and nothing is done.
    Refuse(UpstreamError),
    /// It takes that long before it begins.
    Slow(Duration),
}

/// The upstream of every test: real, but for the tricks that wait in it.
#[derive(Debug)]
pub(crate) struct Tricky {
    inner: KafkaUpstream,
    tricks: Mutex<VecDeque<Trick>>,
    resets: AtomicUsize,
}

impl Tricky {
    pub(crate) fn new(inner: KafkaUpstream) -> Self {
        Self { inner, tricks: Mutex::default(), resets: AtomicUsize::new(0) }
    }

    /// The next reset that is no rehearsal meets this; several wait for several resets.
    pub(crate) fn play(&self, trick: Trick) {
        self.tricks.lock().unwrap().push_back(trick);
    }

    /// Drops the tricks that no reset has met.
    pub(crate) fn forget(&self) {
        self.tricks.lock().unwrap().clear();
    }

    /// Resets that came here, rehearsals left out.
    pub(crate) fn resets(&self) -> usize {
        self.resets.load(Ordering::SeqCst)
    }

    fn next(&self, dry_run: bool) -> Option<Trick> {
        if dry_run {
            return None;
        }
        self.resets.fetch_add(1, Ordering::SeqCst);
        self.tricks.lock().unwrap().pop_front()
    }

    /// A commit past everything, as a consumer of the group would make it.
    async fn commit(&self, group: &GroupId, at: TopicPartition, offset: Offset) -> Result<(), UpstreamError> {
        let line = PlanLine { at, offset, expected: Expected::Anything };
        self.inner.reset_partitions(group, &[line], true, false).await.map(drop)
    }

    /// Carries out what a rehearsal says, except for these partitions.
    async fn partly(
        &self,
        group: &GroupId,
        create_group: bool,
        rehearsed: ResetAnswer,
        failing: &BTreeSet<TopicPartition>,
        code: KafkaError,
    ) -> Result<ResetAnswer, UpstreamError> {
        let at =
            |row: &AnswerRow| Some(TopicPartition { topic: row.topic.clone(), partition: row.partition? });
        let fails = |row: &AnswerRow| at(row).is_some_and(|at| failing.contains(&at));
        let lines: Vec<PlanLine> = rehearsed
            .rows
            .iter()
            .filter(|row| !fails(row))
            .filter_map(|row| {
                Some(PlanLine { at: at(row)?, offset: row.offset?, expected: Expected::Anything })
            })
            .collect();
        if !lines.is_empty() {
            self.inner.reset_partitions(group, &lines, create_group, false).await?;
        }
        let rows = rehearsed.rows.into_iter().map(|row| {
            if fails(&row) {
                AnswerRow { offset: None, code, message: "failed for a test".to_owned(), ..row }
            } else {
                row
            }
        });
        Ok(ResetAnswer { rows: rows.collect(), request_id: rehearsed.request_id })
    }
}

fn unknown() -> UpstreamError {
    UpstreamError::OutcomeUnknown("the connection broke for a test".to_owned())
}

#[async_trait]
impl OffsetUpstream for Tricky {
    fn instance(&self) -> InstanceSummary {
        self.inner.instance()
    }

    async fn list_groups(&self) -> Result<Vec<GroupListing>, UpstreamError> {
        self.inner.list_groups().await
    }

    async fn list_topics(&self) -> Result<Vec<TopicListing>, UpstreamError> {
        self.inner.list_topics().await
    }

    async fn describe_group(&self, group: &GroupId) -> Result<GroupSummary, UpstreamError> {
        self.inner.describe_group(group).await
    }

    async fn topic(&self, topic: &TopicName) -> Result<TopicAttributes, UpstreamError> {
        self.inner.topic(topic).await
    }

    async fn snapshot(
        &self,
        group: &GroupId,
        topics: &ReadTopics,
        at_time: Option<Timestamp>,
    ) -> Result<OffsetSnapshot, UpstreamError> {
        self.inner.snapshot(group, topics, at_time).await
    }

    async fn reset(&self, request: &ResetRequest, dry_run: bool) -> Result<ResetAnswer, UpstreamError> {
        match self.next(dry_run) {
            None => self.inner.reset(request, dry_run).await,
            Some(Trick::Slow(length)) => {
                tokio::time::sleep(length).await;
                self.inner.reset(request, dry_run).await
            }
            Some(Trick::Fail(failing, code)) => {
                let rehearsed = self.inner.reset(request, true).await?;
                self.partly(&request.group, request.create_group, rehearsed, &failing, code).await
            }
            Some(Trick::DoneButUnknown) => {
                self.inner.reset(request, false).await?;
                Err(unknown())
            }
            Some(Trick::DoneThenCommitted(at, offset)) => {
                let answer = self.inner.reset(request, false).await?;
                self.commit(&request.group, at, offset).await?;
                Ok(answer)
            }
            Some(Trick::NotDoneAndUnknown) => Err(unknown()),
            Some(Trick::Refuse(error)) => Err(error),
        }
    }

    async fn reset_partitions(
        &self,
        group: &GroupId,
        lines: &[PlanLine],
        create_group: bool,
        dry_run: bool,
    ) -> Result<ResetAnswer, UpstreamError> {
        let reset = |dry_run| self.inner.reset_partitions(group, lines, create_group, dry_run);
        match self.next(dry_run) {
            None => reset(dry_run).await,
            Some(Trick::Slow(length)) => {
                tokio::time::sleep(length).await;
                reset(dry_run).await
            }
            Some(Trick::Fail(failing, code)) => {
                let rehearsed = reset(true).await?;
                self.partly(group, create_group, rehearsed, &failing, code).await
            }
            Some(Trick::DoneButUnknown) => {
                reset(false).await?;
                Err(unknown())
            }
            Some(Trick::DoneThenCommitted(at, offset)) => {
                let answer = reset(false).await?;
                self.commit(group, at, offset).await?;
                Ok(answer)
            }
            Some(Trick::NotDoneAndUnknown) => Err(unknown()),
            Some(Trick::Refuse(error)) => Err(error),
        }
    }
}
