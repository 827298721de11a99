//! Kafka's error codes: the one table of number, name, meaning and next step.
//!
//! Numbers and names are those of Apache Kafka's protocol (`org.apache.kafka.common.protocol.Errors`). The
//! meanings are our own and written for somebody who resets offsets; brokers' texts differ between versions, so
//! only the number decides anything.

mod next_step;

pub use next_step::NextStep;

use std::borrow::Cow;
use std::fmt;

/// Builds [`KafkaError`] and everything that is known per code from one table, so that nothing can disagree.
///
/// A line reads: number, variant, Kafka's name, whether it is transient, next step, meaning.
macro_rules! kafka_errors {
    ($($code:literal $variant:ident $name:literal $transient:ident $step:ident $meaning:literal;)*) => {
        /// An error code of Kafka's protocol.
        ///
        /// ```
        /// use kafka_offsets::{KafkaError, NextStep};
        ///
        /// let code = KafkaError::from_code(25);
        /// assert_eq!(code, KafkaError::UnknownMemberId);
        /// assert_eq!(code.name(), "UNKNOWN_MEMBER_ID");
        /// assert_eq!(code.next_step(), NextStep::StopConsumers);
        /// assert_eq!(KafkaError::from_code(4711).code(), 4711);
        /// ```
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum KafkaError {
            $(
                #[doc = concat!($name, " (", stringify!($code), "): ", $meaning, ".")]
                $variant,
            )*
            /// A code that this version does not know, as received. Made by [`KafkaError::from_code`] only.
            Unknown(i16),
        }

        impl KafkaError {
            /// Every known code, in the order of their numbers; 0 (success) is one of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The error with this number; one that is not in the table is kept as [`KafkaError::Unknown`].
            pub fn from_code(code: i16) -> Self {
                match code {
                    $($code => Self::$variant,)*
                    other => Self::Unknown(other),
                }
            }

            /// The number on the wire; 0 is success.
            pub fn code(self) -> i16 {
                match self {
                    $(Self::$variant => $code,)*
                    Self::Unknown(code) => code,
                }
            }

            /// Kafka's name, e.g. `UNKNOWN_TOPIC_OR_PARTITION`; it stays English in every language.
            pub fn name(self) -> Cow<'static, str> {
                match self {
                    $(Self::$variant => Cow::Borrowed($name),)*
                    Self::Unknown(code) => Cow::Owned(format!("UNKNOWN_CODE_{code}")),
                }
            }

            /// What it means for a reset, as one English line without a full stop.
            pub fn meaning(self) -> &'static str {
                match self {
                    $(Self::$variant => $meaning,)*
                    Self::Unknown(_) => "a code that this version does not know",
                }
            }

            /// Whether the same *read* may well succeed if it is simply tried again in a moment.
            ///
            /// Follows Kafka's own clients (`RetriableException`) but for topics that are not there (3, 100, 103):
            /// clients wait for a new topic to spread, whereas here the name is wrong or the topic is gone.
            /// A *write* is repeated only if, besides, [`KafkaError::outcome_unknown`] answers `false`.
            pub fn retryable(self) -> bool {
                match self {
                    $(Self::$variant => kafka_errors!(@transient $transient),)*
                    Self::Unknown(_) => false,
                }
            }

            /// What the operator can do about it.
            pub fn next_step(self) -> NextStep {
                match self {
                    $(Self::$variant => NextStep::$step,)*
                    Self::Unknown(_) => NextStep::ReadBack,
                }
            }
        }
    };
    (@transient transient) => { true };
    (@transient lasting) => { false };
}

impl KafkaError {
    /// Success, code 0.
    pub const NONE: Self = Self::None;

    /// Whether this is success (code 0).
    pub fn is_success(self) -> bool {
        self == Self::None
    }

    /// Whether a *write* that was answered so may have been carried out all the same; then the offsets are read
    /// back before anything else. Exactly the codes whose next step is [`NextStep::ReadBack`].
    pub fn outcome_unknown(self) -> bool {
        self.next_step() == NextStep::ReadBack
    }
}

impl fmt::Display for KafkaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.name(), self.code())
    }
}

kafka_errors! {
    -1 UnknownServerError "UNKNOWN_SERVER_ERROR" lasting ReadBack "an unexpected error inside the broker; it may have been done all the same";
    0 None "NONE" lasting Nothing "success";
    1 OffsetOutOfRange "OFFSET_OUT_OF_RANGE" lasting ChooseAnotherStrategy "the offset is outside the log; under a shift: there is no committed offset to shift from";
    2 CorruptMessage "CORRUPT_MESSAGE" transient CheckCluster "a record failed its checksum or is otherwise corrupt";
    3 UnknownTopicOrPartition "UNKNOWN_TOPIC_OR_PARTITION" lasting CheckTopic "the topic or partition does not exist, or may not be seen";
    4 InvalidFetchSize "INVALID_FETCH_SIZE" lasting ReportFault "the size of a fetch is not valid";
    5 LeaderNotAvailable "LEADER_NOT_AVAILABLE" transient TryAgain "the partition has no leader right now (an election is under way)";
    6 NotLeaderOrFollower "NOT_LEADER_OR_FOLLOWER" transient TryAgain "the partition's leader has moved to another broker";
    7 RequestTimedOut "REQUEST_TIMED_OUT" transient ReadBack "the broker ran out of time; it may have been done all the same";
    8 BrokerNotAvailable "BROKER_NOT_AVAILABLE" lasting TryAgain "the broker is not available";
    9 ReplicaNotAvailable "REPLICA_NOT_AVAILABLE" transient TryAgain "the replica is not available right now";
    10 MessageTooLarge "MESSAGE_TOO_LARGE" lasting SendLess "a message is larger than the broker accepts";
    11 StaleControllerEpoch "STALE_CONTROLLER_EPOCH" lasting TryAgain "the cluster's controller has moved to another broker";
    12 OffsetMetadataTooLarge "OFFSET_METADATA_TOO_LARGE" lasting ReportFault "the metadata text of the commit is too long";
    13 NetworkException "NETWORK_EXCEPTION" transient ReadBack "the broker hung up before it answered; it may have been done all the same";
    14 CoordinatorLoadInProgress "COORDINATOR_LOAD_IN_PROGRESS" transient TryAgain "the group's coordinator is still loading";
    15 CoordinatorNotAvailable "COORDINATOR_NOT_AVAILABLE" transient TryAgain "the group's coordinator is not available right now";
    16 NotCoordinator "NOT_COORDINATOR" transient TryAgain "the group's coordinator has moved to another broker";
    17 InvalidTopicException "INVALID_TOPIC_EXCEPTION" lasting CheckTopic "the topic's name is not legal, or the topic is reserved";
    18 RecordListTooLarge "RECORD_LIST_TOO_LARGE" lasting SendLess "a batch is larger than a segment of the log";
    19 NotEnoughReplicas "NOT_ENOUGH_REPLICAS" transient CheckCluster "too few replicas are in sync, so the broker accepts no write";
    20 NotEnoughReplicasAfterAppend "NOT_ENOUGH_REPLICAS_AFTER_APPEND" transient ReadBack "written, but to fewer replicas than required; it may hold or be lost";
    21 InvalidRequiredAcks "INVALID_REQUIRED_ACKS" lasting ReportFault "the number of acknowledgements asked for is not valid";
    22 IllegalGeneration "ILLEGAL_GENERATION" lasting PlanAgain "the group or its committed offset has changed since the plan was made";
    23 InconsistentGroupProtocol "INCONSISTENT_GROUP_PROTOCOL" lasting StopConsumers "the member's protocols do not match the group's";
    24 InvalidGroupId "INVALID_GROUP_ID" lasting CheckGroup "the group's name is empty or cannot be used";
    25 UnknownMemberId "UNKNOWN_MEMBER_ID" lasting StopConsumers "the group has active members, so offsets from outside are refused";
    26 InvalidSessionTimeout "INVALID_SESSION_TIMEOUT" lasting ReportFault "the session timeout is outside what the broker allows";
    27 RebalanceInProgress "REBALANCE_IN_PROGRESS" lasting StopConsumers "the group has active members and is rebalancing";
    28 InvalidCommitOffsetSize "INVALID_COMMIT_OFFSET_SIZE" lasting SendLess "the commit is too large for one record";
    29 TopicAuthorizationFailed "TOPIC_AUTHORIZATION_FAILED" lasting AskForPermission "no permission on the topic (a reset needs Read and Describe)";
    30 GroupAuthorizationFailed "GROUP_AUTHORIZATION_FAILED" lasting AskForPermission "no permission on the consumer group (a reset needs Read and Describe)";
    31 ClusterAuthorizationFailed "CLUSTER_AUTHORIZATION_FAILED" lasting AskForPermission "no permission on the cluster";
    32 InvalidTimestamp "INVALID_TIMESTAMP" lasting ReportFault "the time of a record is outside what the broker accepts";
    33 UnsupportedSaslMechanism "UNSUPPORTED_SASL_MECHANISM" lasting CheckCredentials "the broker does not offer this way of logging in";
    34 IllegalSaslState "ILLEGAL_SASL_STATE" lasting CheckCredentials "the connection is not logged in as the broker expects";
    35 UnsupportedVersion "UNSUPPORTED_VERSION" lasting CheckBrokerVersion "the broker does not know this version of the request";
    36 TopicAlreadyExists "TOPIC_ALREADY_EXISTS" lasting ReportFault "a topic with this name exists already";
    37 InvalidPartitions "INVALID_PARTITIONS" lasting ReportFault "the number of partitions is not valid";
    38 InvalidReplicationFactor "INVALID_REPLICATION_FACTOR" lasting CheckCluster "the replication factor is not possible with these brokers";
    39 InvalidReplicaAssignment "INVALID_REPLICA_ASSIGNMENT" lasting ReportFault "the assignment of replicas is not valid";
    40 InvalidConfig "INVALID_CONFIG" lasting ReportFault "a configuration is not valid";
    41 NotController "NOT_CONTROLLER" transient TryAgain "the cluster's controller is another broker";
    42 InvalidRequest "INVALID_REQUEST" lasting ReportFault "the broker could not make sense of the request";
    43 UnsupportedForMessageFormat "UNSUPPORTED_FOR_MESSAGE_FORMAT" lasting ChooseAnotherStrategy "the topic's old message format holds no times to look up";
    44 PolicyViolation "POLICY_VIOLATION" lasting AskForPermission "a policy of the cluster forbids it";
    45 OutOfOrderSequenceNumber "OUT_OF_ORDER_SEQUENCE_NUMBER" lasting ReportFault "a producer's sequence number is out of order";
    46 DuplicateSequenceNumber "DUPLICATE_SEQUENCE_NUMBER" lasting ReportFault "a producer's sequence number came twice";
    47 InvalidProducerEpoch "INVALID_PRODUCER_EPOCH" lasting ReportFault "a producer's epoch is out of date";
    48 InvalidTxnState "INVALID_TXN_STATE" lasting ReportFault "the transaction is not in a state for this";
    49 InvalidProducerIdMapping "INVALID_PRODUCER_ID_MAPPING" lasting ReportFault "the producer's id does not belong to its transactional id";
    50 InvalidTransactionTimeout "INVALID_TRANSACTION_TIMEOUT" lasting ReportFault "the transaction's timeout is longer than the broker allows";
    51 ConcurrentTransactions "CONCURRENT_TRANSACTIONS" transient TryAgain "another operation on the same transaction is still running";
    52 TransactionCoordinatorFenced "TRANSACTION_COORDINATOR_FENCED" lasting ReportFault "the transaction's coordinator has been replaced";
    53 TransactionalIdAuthorizationFailed "TRANSACTIONAL_ID_AUTHORIZATION_FAILED" lasting AskForPermission "no permission on the transactional id";
    54 SecurityDisabled "SECURITY_DISABLED" lasting ReportFault "the cluster runs without security";
    55 OperationNotAttempted "OPERATION_NOT_ATTEMPTED" lasting TryAgain "not attempted, since another part of the same request failed";
    56 KafkaStorageError "KAFKA_STORAGE_ERROR" transient CheckCluster "the broker cannot read or write its disk";
    57 LogDirNotFound "LOG_DIR_NOT_FOUND" lasting CheckCluster "the broker does not have that log directory";
    58 SaslAuthenticationFailed "SASL_AUTHENTICATION_FAILED" lasting CheckCredentials "the broker refused the login";
    59 UnknownProducerId "UNKNOWN_PRODUCER_ID" lasting ReportFault "the broker does not remember the producer's id";
    60 ReassignmentInProgress "REASSIGNMENT_IN_PROGRESS" lasting TryAgain "the partition is being moved between brokers";
    61 DelegationTokenAuthDisabled "DELEGATION_TOKEN_AUTH_DISABLED" lasting CheckCredentials "the cluster does not use delegation tokens";
    62 DelegationTokenNotFound "DELEGATION_TOKEN_NOT_FOUND" lasting CheckCredentials "the delegation token is not known";
    63 DelegationTokenOwnerMismatch "DELEGATION_TOKEN_OWNER_MISMATCH" lasting CheckCredentials "the delegation token belongs to somebody else";
    64 DelegationTokenRequestNotAllowed "DELEGATION_TOKEN_REQUEST_NOT_ALLOWED" lasting CheckCredentials "delegation tokens are not allowed on this connection";
    65 DelegationTokenAuthorizationFailed "DELEGATION_TOKEN_AUTHORIZATION_FAILED" lasting AskForPermission "no permission on the delegation token";
    66 DelegationTokenExpired "DELEGATION_TOKEN_EXPIRED" lasting CheckCredentials "the delegation token has expired";
    67 InvalidPrincipalType "INVALID_PRINCIPAL_TYPE" lasting CheckCredentials "the type of the principal is not supported";
    68 NonEmptyGroup "NON_EMPTY_GROUP" lasting StopConsumers "the group has active members";
    69 GroupIdNotFound "GROUP_ID_NOT_FOUND" lasting CheckGroup "the group does not exist, or is no consumer group";
    70 FetchSessionIdNotFound "FETCH_SESSION_ID_NOT_FOUND" transient TryAgain "the fetch session is not known";
    71 InvalidFetchSessionEpoch "INVALID_FETCH_SESSION_EPOCH" transient TryAgain "the fetch session is out of date";
    72 ListenerNotFound "LISTENER_NOT_FOUND" transient CheckCluster "the partition's leader has no listener that matches this connection";
    73 TopicDeletionDisabled "TOPIC_DELETION_DISABLED" lasting ReportFault "deleting topics is switched off";
    74 FencedLeaderEpoch "FENCED_LEADER_EPOCH" transient TryAgain "the partition has a newer leader than was assumed";
    75 UnknownLeaderEpoch "UNKNOWN_LEADER_EPOCH" transient TryAgain "the broker has not heard of the partition's newest leader yet";
    76 UnsupportedCompressionType "UNSUPPORTED_COMPRESSION_TYPE" lasting CheckBrokerVersion "the records' compression is not supported";
    77 StaleBrokerEpoch "STALE_BROKER_EPOCH" lasting TryAgain "the broker has restarted meanwhile";
    78 OffsetNotAvailable "OFFSET_NOT_AVAILABLE" transient TryAgain "a new leader cannot yet say where the log ends";
    79 MemberIdRequired "MEMBER_ID_REQUIRED" lasting ReportFault "a member has to join with an id";
    80 PreferredLeaderNotAvailable "PREFERRED_LEADER_NOT_AVAILABLE" transient TryAgain "the preferred leader is not available";
    81 GroupMaxSizeReached "GROUP_MAX_SIZE_REACHED" lasting ReportFault "the group has as many members as allowed";
    82 FencedInstanceId "FENCED_INSTANCE_ID" lasting StopConsumers "another consumer has taken over the static member's id";
    83 EligibleLeadersNotAvailable "ELIGIBLE_LEADERS_NOT_AVAILABLE" transient TryAgain "no replica may become leader right now";
    84 ElectionNotNeeded "ELECTION_NOT_NEEDED" transient TryAgain "an election of the leader is not needed";
    85 NoReassignmentInProgress "NO_REASSIGNMENT_IN_PROGRESS" lasting ReportFault "no partition is being moved";
    86 GroupSubscribedToTopic "GROUP_SUBSCRIBED_TO_TOPIC" lasting StopConsumers "the group is subscribed to the topic";
    87 InvalidRecord "INVALID_RECORD" lasting ReportFault "the broker refused a record";
    88 UnstableOffsetCommit "UNSTABLE_OFFSET_COMMIT" transient TryAgain "a transaction that commits offsets of this group is still open";
    89 ThrottlingQuotaExceeded "THROTTLING_QUOTA_EXCEEDED" transient TryAgain "a quota is exceeded; the broker asks to slow down";
    90 ProducerFenced "PRODUCER_FENCED" lasting ReportFault "a newer producer has taken over the transactional id";
    91 ResourceNotFound "RESOURCE_NOT_FOUND" lasting ReportFault "the request names something that does not exist";
    92 DuplicateResource "DUPLICATE_RESOURCE" lasting ReportFault "the request names the same thing twice";
    93 UnacceptableCredential "UNACCEPTABLE_CREDENTIAL" lasting CheckCredentials "the credential does not meet the cluster's rules";
    94 InconsistentVoterSet "INCONSISTENT_VOTER_SET" lasting CheckCluster "the controllers disagree about who may vote";
    95 InvalidUpdateVersion "INVALID_UPDATE_VERSION" lasting ReportFault "the version of an update is not valid";
    96 FeatureUpdateFailed "FEATURE_UPDATE_FAILED" lasting CheckCluster "a feature of the cluster could not be updated";
    97 PrincipalDeserializationFailure "PRINCIPAL_DESERIALIZATION_FAILURE" lasting CheckCluster "the brokers cannot read each other's forwarded principal";
    98 SnapshotNotFound "SNAPSHOT_NOT_FOUND" lasting ReportFault "a controller's snapshot was not found";
    99 PositionOutOfRange "POSITION_OUT_OF_RANGE" lasting ReportFault "a position lies outside a controller's snapshot";
    100 UnknownTopicId "UNKNOWN_TOPIC_ID" lasting CheckTopic "no topic has this id; it was deleted or made anew";
    101 DuplicateBrokerRegistration "DUPLICATE_BROKER_REGISTRATION" lasting CheckCluster "two brokers use the same id";
    102 BrokerIdNotRegistered "BROKER_ID_NOT_REGISTERED" lasting CheckCluster "the broker is not registered in the cluster";
    103 InconsistentTopicId "INCONSISTENT_TOPIC_ID" lasting CheckTopic "the topic was deleted and made anew under the same name";
    104 InconsistentClusterId "INCONSISTENT_CLUSTER_ID" lasting CheckCluster "the broker belongs to another cluster";
    105 TransactionalIdNotFound "TRANSACTIONAL_ID_NOT_FOUND" lasting ReportFault "the transactional id is not known";
    106 FetchSessionTopicIdError "FETCH_SESSION_TOPIC_ID_ERROR" transient TryAgain "the fetch session mixed topic names and ids";
    107 IneligibleReplica "INELIGIBLE_REPLICA" lasting CheckCluster "a replica may not join those in sync";
    108 NewLeaderElected "NEW_LEADER_ELECTED" lasting TryAgain "the partition has a new leader";
    109 OffsetMovedToTieredStorage "OFFSET_MOVED_TO_TIERED_STORAGE" lasting ReportFault "the records lie in tiered storage";
    110 FencedMemberEpoch "FENCED_MEMBER_EPOCH" lasting StopConsumers "the group has active members; this member's epoch is fenced";
    111 UnreleasedInstanceId "UNRELEASED_INSTANCE_ID" lasting StopConsumers "another member of the group still uses the static member's id";
    112 UnsupportedAssignor "UNSUPPORTED_ASSIGNOR" lasting CheckBrokerVersion "the group does not support the assignor";
    113 StaleMemberEpoch "STALE_MEMBER_EPOCH" lasting StopConsumers "the group has active members; this member's epoch is out of date";
    114 MismatchedEndpointType "MISMATCHED_ENDPOINT_TYPE" lasting ReportFault "the request went to the wrong kind of broker address";
    115 UnsupportedEndpointType "UNSUPPORTED_ENDPOINT_TYPE" lasting CheckBrokerVersion "the broker does not support this kind of address";
    116 UnknownControllerId "UNKNOWN_CONTROLLER_ID" lasting CheckCluster "the controller is not known";
    117 UnknownSubscriptionId "UNKNOWN_SUBSCRIPTION_ID" lasting ReportFault "a telemetry subscription is not known or out of date";
    118 TelemetryTooLarge "TELEMETRY_TOO_LARGE" lasting ReportFault "a telemetry message is too large";
    119 InvalidRegistration "INVALID_REGISTRATION" lasting CheckCluster "the controller refused a broker's registration";
    120 TransactionAbortable "TRANSACTION_ABORTABLE" lasting ReportFault "the transaction failed and has to be aborted";
    121 InvalidRecordState "INVALID_RECORD_STATE" lasting ReportFault "a share group's record is not in a state for this";
    122 ShareSessionNotFound "SHARE_SESSION_NOT_FOUND" transient TryAgain "the share session is not known";
    123 InvalidShareSessionEpoch "INVALID_SHARE_SESSION_EPOCH" transient TryAgain "the share session is out of date";
    124 FencedStateEpoch "FENCED_STATE_EPOCH" lasting ReportFault "a share group's state is out of date";
    125 InvalidVoterKey "INVALID_VOTER_KEY" lasting CheckCluster "a controller's voter key does not match";
    126 DuplicateVoter "DUPLICATE_VOTER" lasting CheckCluster "a controller is a voter already";
    127 VoterNotFound "VOTER_NOT_FOUND" lasting CheckCluster "a controller is no voter";
    128 InvalidRegularExpression "INVALID_REGULAR_EXPRESSION" lasting ReportFault "a regular expression is not valid";
}
