//! What an operator can do about a code.

/// The closed list of next steps after a Kafka code: one sentence each on the page and in the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NextStep {
    /// It went well: nothing to do.
    Nothing,
    /// A passing state of the cluster (an election, a coordinator that moves): try again in a moment.
    TryAgain,
    /// Nobody knows whether it was done: read the offsets back first, never send again blindly.
    ReadBack,
    /// The group has members: stop its consumers, wait for their session timeout, then plan again.
    StopConsumers,
    /// What the plan was made on has changed since: plan again.
    PlanAgain,
    /// This strategy cannot be carried out here: choose another one (earliest, latest, an exact offset).
    ChooseAnotherStrategy,
    /// Check the topic's name and its partitions; it may have been deleted.
    CheckTopic,
    /// Check the group's name; it may have expired, or be no consumer group.
    CheckGroup,
    /// Ask the cluster's owner for the permission that is missing.
    AskForPermission,
    /// The endpoint's own login at the brokers is refused: check its credentials and mechanism.
    CheckCredentials,
    /// Too large for the broker: send fewer partitions at once.
    SendLess,
    /// The brokers are too old (or too new) for this: ask which version they run.
    CheckBrokerVersion,
    /// The cluster itself is unwell (disk, replicas, configuration): its administrator has to look.
    CheckCluster,
    /// A code that has no place in the answer to a reset: report it to whoever runs the endpoint.
    ReportFault,
}
