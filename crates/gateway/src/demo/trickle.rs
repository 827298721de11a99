//! Records that keep coming in, so that lag moves.

use super::seed::now_millis;
use super::shop::{BUSY, TOPICS};
use crate::kafka::admin::{Admin, Batch};
use bytes::Bytes;
use kafka_offsets::{PartitionId, Timestamp, TopicPartition};
use std::time::Duration;

/// Time between two small batches; about ten megabytes of memory a day.
const EVERY: Duration = Duration::from_secs(1);

/// Appends a few records to one partition after the other, for ever.
pub(super) async fn run(admin: Admin) {
    let busy = BUSY.iter().filter_map(|name| TOPICS.iter().find(|topic| topic.name == *name));
    for (round, topic) in (0..i64::MAX).zip(busy.cycle()) {
        tokio::time::sleep(EVERY).await;
        let partition = i32::try_from(round * 5 % i64::from(topic.partitions)).ok();
        let at = partition.and_then(|partition| {
            Some(TopicPartition {
                topic: topic.name.parse().ok()?,
                partition: PartitionId::try_from(partition).ok()?,
            })
        });
        let records = usize::try_from(1 + round % 4).unwrap_or(1);
        let times = Timestamp::try_from(now_millis()).map(|now| std::iter::repeat_n(now, records));
        let (Some(at), Ok(times)) = (at, times) else { continue };
        let appended = match Batch::new(times, &Bytes::from_static(topic.value.as_bytes())) {
            Ok(batch) => admin.produce([(at, batch)]).await,
            Err(error) => Err(error),
        };
        if let Err(error) = appended {
            tracing::warn!(%error, "the demo's records have stopped coming in");
            return;
        }
    }
}
