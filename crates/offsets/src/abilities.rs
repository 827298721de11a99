//! What an endpoint can express, in Kafka's words.

/// What an endpoint can do beyond moving whole topics. The default is nothing of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Abilities {
    /// Each partition can get an offset of its own, with the committed offset that must still hold. Chosen
    /// partitions, plan files, exact retry and undo of any plan depend on it.
    pub partition_offsets: bool,
    /// It tells where logs start, and partitions that were never committed.
    pub log_start: bool,
    /// It tells which offset belongs to a time.
    pub time_lookup: bool,
    /// A reset can be rehearsed.
    pub dry_run: bool,
    /// A group that does not exist is refused unless creating it is asked for, and can be created so.
    pub create_group: bool,
}
