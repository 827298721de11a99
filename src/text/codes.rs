//! Kafka's codes, adjustments, verdicts and reasons in words: what it means, and what to do next.
//!
//! Everything here is an exhaustive `match` over a closed list of `kafka_offsets`, so a new code, adjustment or
//! verdict does not compile until both languages have a sentence for it. Kafka's own names stay English.

use super::{Locale, Text};
use kafka_offsets::{Adjustment, KafkaError, NextStep, Target, Verdict, VerdictReason};

impl Text {
    /// What a Kafka code means for a reset, as one sentence.
    pub fn code_meaning(self, code: KafkaError) -> &'static str {
        match code {
            KafkaError::UnknownServerError => self.say(
                "An unexpected error inside the broker; it may have been done all the same.",
                "Broker 内部出现意外错误；操作可能已经生效。",
            ),
            KafkaError::None => self.say("Success.", "成功。"),
            KafkaError::OffsetOutOfRange => self.say(
                "The offset is outside the log; under a shift: there is no committed offset to shift from.",
                "位点超出日志范围；平移时表示：没有可供平移的已提交位点。",
            ),
            KafkaError::CorruptMessage => self.say(
                "A record failed its checksum or is otherwise corrupt.",
                "某条记录的校验和不符，或记录已损坏。",
            ),
            KafkaError::UnknownTopicOrPartition => self.say(
                "The topic or partition does not exist, or may not be seen.",
                "Topic 或分区不存在，或者无权查看。",
            ),
            KafkaError::InvalidFetchSize => self.say("The size of a fetch is not valid.", "拉取的大小无效。"),
            KafkaError::LeaderNotAvailable => self.say(
                "The partition has no leader right now (an election is under way).",
                "分区当前没有 leader（正在选举）。",
            ),
            KafkaError::NotLeaderOrFollower => self.say(
                "The partition's leader has moved to another broker.",
                "分区的 leader 已转移到另一个 Broker。",
            ),
            KafkaError::RequestTimedOut => self.say(
                "The broker ran out of time; it may have been done all the same.",
                "Broker 处理超时；操作可能已经生效。",
            ),
            KafkaError::BrokerNotAvailable => self.say("The broker is not available.", "Broker 不可用。"),
            KafkaError::ReplicaNotAvailable => {
                self.say("The replica is not available right now.", "副本当前不可用。")
            }
            KafkaError::MessageTooLarge => {
                self.say("A message is larger than the broker accepts.", "消息超过 Broker 允许的大小。")
            }
            KafkaError::StaleControllerEpoch => self.say(
                "The cluster's controller has moved to another broker.",
                "集群的控制器已转移到另一个 Broker。",
            ),
            KafkaError::OffsetMetadataTooLarge => {
                self.say("The metadata text of the commit is too long.", "提交附带的元数据文本过长。")
            }
            KafkaError::NetworkException => self.say(
                "The broker hung up before it answered; it may have been done all the same.",
                "Broker 在应答之前断开了连接；操作可能已经生效。",
            ),
            KafkaError::CoordinatorLoadInProgress => {
                self.say("The group's coordinator is still loading.", "消费分组的协调者仍在加载。")
            }
            KafkaError::CoordinatorNotAvailable => self
                .say("The group's coordinator is not available right now.", "消费分组的协调者当前不可用。"),
            KafkaError::NotCoordinator => self.say(
                "The group's coordinator has moved to another broker.",
                "消费分组的协调者已转移到另一个 Broker。",
            ),
            KafkaError::InvalidTopicException => self.say(
                "The topic's name is not legal, or the topic is reserved.",
                "Topic 名称不合法，或者是保留名称。",
            ),
            KafkaError::RecordListTooLarge => {
                self.say("A batch is larger than a segment of the log.", "批次大于日志的一个分段。")
            }
            KafkaError::NotEnoughReplicas => self.say(
                "Too few replicas are in sync, so the broker accepts no write.",
                "同步副本过少，Broker 不接受写入。",
            ),
            KafkaError::NotEnoughReplicasAfterAppend => self.say(
                "Written, but to fewer replicas than required; it may hold or be lost.",
                "已写入，但副本数少于要求；结果可能保留，也可能丢失。",
            ),
            KafkaError::InvalidRequiredAcks => {
                self.say("The number of acknowledgements asked for is not valid.", "要求的确认数无效。")
            }
            KafkaError::IllegalGeneration => self.say(
                "The group or its committed offset has changed since the plan was made.",
                "制定计划之后，消费分组或其已提交位点发生了变化。",
            ),
            KafkaError::InconsistentGroupProtocol => self.say(
                "The member's protocols do not match the group's.",
                "成员的协议与消费分组的协议不一致。",
            ),
            KafkaError::InvalidGroupId => {
                self.say("The group's name is empty or cannot be used.", "消费分组名称为空或无法使用。")
            }
            KafkaError::UnknownMemberId => self.say(
                "The group has active members, so offsets from outside are refused.",
                "消费分组有活跃成员，因此拒绝来自外部的位点。",
            ),
            KafkaError::InvalidSessionTimeout => self.say(
                "The session timeout is outside what the broker allows.",
                "会话超时时间超出 Broker 允许的范围。",
            ),
            KafkaError::RebalanceInProgress => self
                .say("The group has active members and is rebalancing.", "消费分组有活跃成员，正在重平衡。"),
            KafkaError::InvalidCommitOffsetSize => {
                self.say("The commit is too large for one record.", "提交的内容过大，无法写入一条记录。")
            }
            KafkaError::TopicAuthorizationFailed => self.say(
                "No permission on the topic (a reset needs Read and Describe).",
                "没有该 Topic 的权限（重置需要 Read 和 Describe）。",
            ),
            KafkaError::GroupAuthorizationFailed => self.say(
                "No permission on the consumer group (a reset needs Read and Describe).",
                "没有该消费分组的权限（重置需要 Read 和 Describe）。",
            ),
            KafkaError::ClusterAuthorizationFailed => {
                self.say("No permission on the cluster.", "没有集群的权限。")
            }
            KafkaError::InvalidTimestamp => self.say(
                "The time of a record is outside what the broker accepts.",
                "记录的时间超出 Broker 接受的范围。",
            ),
            KafkaError::UnsupportedSaslMechanism => {
                self.say("The broker does not offer this way of logging in.", "Broker 不支持这种登录方式。")
            }
            KafkaError::IllegalSaslState => self.say(
                "The connection is not logged in as the broker expects.",
                "连接的登录状态与 Broker 的预期不符。",
            ),
            KafkaError::UnsupportedVersion => self
                .say("The broker does not know this version of the request.", "Broker 不支持该版本的请求。"),
            KafkaError::TopicAlreadyExists => {
                self.say("A topic with this name exists already.", "同名 Topic 已存在。")
            }
            KafkaError::InvalidPartitions => {
                self.say("The number of partitions is not valid.", "分区数无效。")
            }
            KafkaError::InvalidReplicationFactor => self.say(
                "The replication factor is not possible with these brokers.",
                "以现有的 Broker 无法满足副本数。",
            ),
            KafkaError::InvalidReplicaAssignment => {
                self.say("The assignment of replicas is not valid.", "副本分配无效。")
            }
            KafkaError::InvalidConfig => self.say("A configuration is not valid.", "某项配置无效。"),
            KafkaError::NotController => {
                self.say("The cluster's controller is another broker.", "集群的控制器是另一个 Broker。")
            }
            KafkaError::InvalidRequest => {
                self.say("The broker could not make sense of the request.", "Broker 无法理解该请求。")
            }
            KafkaError::UnsupportedForMessageFormat => self.say(
                "The topic's old message format holds no times to look up.",
                "该 Topic 的旧消息格式不含时间，无法按时间查找。",
            ),
            KafkaError::PolicyViolation => {
                self.say("A policy of the cluster forbids it.", "集群的策略不允许此操作。")
            }
            KafkaError::OutOfOrderSequenceNumber => {
                self.say("A producer's sequence number is out of order.", "生产者的序号顺序不对。")
            }
            KafkaError::DuplicateSequenceNumber => {
                self.say("A producer's sequence number came twice.", "生产者的序号重复。")
            }
            KafkaError::InvalidProducerEpoch => {
                self.say("A producer's epoch is out of date.", "生产者的 epoch 已过期。")
            }
            KafkaError::InvalidTxnState => {
                self.say("The transaction is not in a state for this.", "事务的状态不允许此操作。")
            }
            KafkaError::InvalidProducerIdMapping => self.say(
                "The producer's id does not belong to its transactional id.",
                "生产者的 ID 与其事务 ID 不对应。",
            ),
            KafkaError::InvalidTransactionTimeout => self.say(
                "The transaction's timeout is longer than the broker allows.",
                "事务的超时时间超过 Broker 允许的上限。",
            ),
            KafkaError::ConcurrentTransactions => self.say(
                "Another operation on the same transaction is still running.",
                "同一事务的另一个操作仍在进行。",
            ),
            KafkaError::TransactionCoordinatorFenced => {
                self.say("The transaction's coordinator has been replaced.", "事务的协调者已被替换。")
            }
            KafkaError::TransactionalIdAuthorizationFailed => {
                self.say("No permission on the transactional id.", "没有该事务 ID 的权限。")
            }
            KafkaError::SecurityDisabled => {
                self.say("The cluster runs without security.", "集群未启用安全功能。")
            }
            KafkaError::OperationNotAttempted => self.say(
                "Not attempted, since another part of the same request failed.",
                "未执行：同一请求的其他部分失败了。",
            ),
            KafkaError::KafkaStorageError => {
                self.say("The broker cannot read or write its disk.", "Broker 无法读写磁盘。")
            }
            KafkaError::LogDirNotFound => {
                self.say("The broker does not have that log directory.", "Broker 没有该日志目录。")
            }
            KafkaError::SaslAuthenticationFailed => {
                self.say("The broker refused the login.", "Broker 拒绝登录。")
            }
            KafkaError::UnknownProducerId => {
                self.say("The broker does not remember the producer's id.", "Broker 已不记得该生产者的 ID。")
            }
            KafkaError::ReassignmentInProgress => {
                self.say("The partition is being moved between brokers.", "分区正在 Broker 之间迁移。")
            }
            KafkaError::DelegationTokenAuthDisabled => {
                self.say("The cluster does not use delegation tokens.", "集群不使用委托令牌。")
            }
            KafkaError::DelegationTokenNotFound => {
                self.say("The delegation token is not known.", "委托令牌不存在。")
            }
            KafkaError::DelegationTokenOwnerMismatch => {
                self.say("The delegation token belongs to somebody else.", "委托令牌属于其他人。")
            }
            KafkaError::DelegationTokenRequestNotAllowed => self
                .say("Delegation tokens are not allowed on this connection.", "该连接不允许使用委托令牌。"),
            KafkaError::DelegationTokenAuthorizationFailed => {
                self.say("No permission on the delegation token.", "没有该委托令牌的权限。")
            }
            KafkaError::DelegationTokenExpired => {
                self.say("The delegation token has expired.", "委托令牌已过期。")
            }
            KafkaError::InvalidPrincipalType => {
                self.say("The type of the principal is not supported.", "不支持该主体类型。")
            }
            KafkaError::NonEmptyGroup => self.say("The group has active members.", "消费分组有活跃成员。"),
            KafkaError::GroupIdNotFound => self.say(
                "The group does not exist, or is no consumer group.",
                "消费分组不存在，或者不是消费分组。",
            ),
            KafkaError::FetchSessionIdNotFound => {
                self.say("The fetch session is not known.", "拉取会话不存在。")
            }
            KafkaError::InvalidFetchSessionEpoch => {
                self.say("The fetch session is out of date.", "拉取会话已过期。")
            }
            KafkaError::ListenerNotFound => self.say(
                "The partition's leader has no listener that matches this connection.",
                "分区的 leader 没有与该连接匹配的监听地址。",
            ),
            KafkaError::TopicDeletionDisabled => {
                self.say("Deleting topics is switched off.", "集群关闭了删除 Topic 的功能。")
            }
            KafkaError::FencedLeaderEpoch => {
                self.say("The partition has a newer leader than was assumed.", "分区有比预期更新的 leader。")
            }
            KafkaError::UnknownLeaderEpoch => self.say(
                "The broker has not heard of the partition's newest leader yet.",
                "Broker 尚未得知分区最新的 leader。",
            ),
            KafkaError::UnsupportedCompressionType => {
                self.say("The records' compression is not supported.", "不支持该记录的压缩方式。")
            }
            KafkaError::StaleBrokerEpoch => {
                self.say("The broker has restarted meanwhile.", "Broker 在此期间重启过。")
            }
            KafkaError::OffsetNotAvailable => self
                .say("A new leader cannot yet say where the log ends.", "新 leader 暂时无法给出日志末尾。"),
            KafkaError::MemberIdRequired => {
                self.say("A member has to join with an id.", "成员加入时必须带 ID。")
            }
            KafkaError::PreferredLeaderNotAvailable => {
                self.say("The preferred leader is not available.", "首选 leader 不可用。")
            }
            KafkaError::GroupMaxSizeReached => {
                self.say("The group has as many members as allowed.", "消费分组的成员数已达上限。")
            }
            KafkaError::FencedInstanceId => self.say(
                "Another consumer has taken over the static member's id.",
                "另一个消费者接管了该静态成员的 ID。",
            ),
            KafkaError::EligibleLeadersNotAvailable => {
                self.say("No replica may become leader right now.", "当前没有可以成为 leader 的副本。")
            }
            KafkaError::ElectionNotNeeded => {
                self.say("An election of the leader is not needed.", "不需要选举 leader。")
            }
            KafkaError::NoReassignmentInProgress => {
                self.say("No partition is being moved.", "没有正在迁移的分区。")
            }
            KafkaError::GroupSubscribedToTopic => {
                self.say("The group is subscribed to the topic.", "消费分组订阅了该 Topic。")
            }
            KafkaError::InvalidRecord => self.say("The broker refused a record.", "Broker 拒绝了某条记录。"),
            KafkaError::UnstableOffsetCommit => self.say(
                "A transaction that commits offsets of this group is still open.",
                "一个会提交该消费分组位点的事务尚未结束。",
            ),
            KafkaError::ThrottlingQuotaExceeded => self
                .say("A quota is exceeded; the broker asks to slow down.", "超出配额；Broker 要求放慢速度。"),
            KafkaError::ProducerFenced => self.say(
                "A newer producer has taken over the transactional id.",
                "更新的生产者接管了该事务 ID。",
            ),
            KafkaError::ResourceNotFound => {
                self.say("The request names something that does not exist.", "请求指定的对象不存在。")
            }
            KafkaError::DuplicateResource => {
                self.say("The request names the same thing twice.", "请求重复指定了同一个对象。")
            }
            KafkaError::UnacceptableCredential => {
                self.say("The credential does not meet the cluster's rules.", "凭证不符合集群的规则。")
            }
            KafkaError::InconsistentVoterSet => {
                self.say("The controllers disagree about who may vote.", "各控制器对投票者的看法不一致。")
            }
            KafkaError::InvalidUpdateVersion => {
                self.say("The version of an update is not valid.", "更新的版本无效。")
            }
            KafkaError::FeatureUpdateFailed => {
                self.say("A feature of the cluster could not be updated.", "集群的某项特性无法更新。")
            }
            KafkaError::PrincipalDeserializationFailure => self.say(
                "The brokers cannot read each other's forwarded principal.",
                "Broker 之间无法识别转发的主体。",
            ),
            KafkaError::SnapshotNotFound => {
                self.say("A controller's snapshot was not found.", "控制器的快照不存在。")
            }
            KafkaError::PositionOutOfRange => {
                self.say("A position lies outside a controller's snapshot.", "位置超出控制器快照的范围。")
            }
            KafkaError::UnknownTopicId => self.say(
                "No topic has this id; it was deleted or made anew.",
                "没有该 ID 的 Topic；它已被删除或重建。",
            ),
            KafkaError::DuplicateBrokerRegistration => {
                self.say("Two brokers use the same id.", "两个 Broker 使用了同一个 ID。")
            }
            KafkaError::BrokerIdNotRegistered => {
                self.say("The broker is not registered in the cluster.", "该 Broker 未在集群中注册。")
            }
            KafkaError::InconsistentTopicId => self.say(
                "The topic was deleted and made anew under the same name.",
                "该 Topic 被删除后又以同名重建。",
            ),
            KafkaError::InconsistentClusterId => {
                self.say("The broker belongs to another cluster.", "该 Broker 属于另一个集群。")
            }
            KafkaError::TransactionalIdNotFound => {
                self.say("The transactional id is not known.", "事务 ID 不存在。")
            }
            KafkaError::FetchSessionTopicIdError => {
                self.say("The fetch session mixed topic names and ids.", "拉取会话混用了 Topic 名称和 ID。")
            }
            KafkaError::IneligibleReplica => {
                self.say("A replica may not join those in sync.", "某个副本不能加入同步副本。")
            }
            KafkaError::NewLeaderElected => {
                self.say("The partition has a new leader.", "分区有了新的 leader。")
            }
            KafkaError::OffsetMovedToTieredStorage => {
                self.say("The records lie in tiered storage.", "记录位于分层存储中。")
            }
            KafkaError::FencedMemberEpoch => self.say(
                "The group has active members; this member's epoch is fenced.",
                "消费分组有活跃成员；该成员的 epoch 已被隔离。",
            ),
            KafkaError::UnreleasedInstanceId => self.say(
                "Another member of the group still uses the static member's id.",
                "消费分组的另一个成员仍在使用该静态成员的 ID。",
            ),
            KafkaError::UnsupportedAssignor => {
                self.say("The group does not support the assignor.", "消费分组不支持该分配器。")
            }
            KafkaError::StaleMemberEpoch => self.say(
                "The group has active members; this member's epoch is out of date.",
                "消费分组有活跃成员；该成员的 epoch 已过期。",
            ),
            KafkaError::MismatchedEndpointType => self.say(
                "The request went to the wrong kind of broker address.",
                "请求发到了错误类型的 Broker 地址。",
            ),
            KafkaError::UnsupportedEndpointType => {
                self.say("The broker does not support this kind of address.", "Broker 不支持该类型的地址。")
            }
            KafkaError::UnknownControllerId => self.say("The controller is not known.", "控制器不存在。"),
            KafkaError::UnknownSubscriptionId => {
                self.say("A telemetry subscription is not known or out of date.", "遥测订阅不存在或已过期。")
            }
            KafkaError::TelemetryTooLarge => self.say("A telemetry message is too large.", "遥测消息过大。"),
            KafkaError::InvalidRegistration => {
                self.say("The controller refused a broker's registration.", "控制器拒绝了 Broker 的注册。")
            }
            KafkaError::TransactionAbortable => {
                self.say("The transaction failed and has to be aborted.", "事务失败，需要中止。")
            }
            KafkaError::InvalidRecordState => self.say(
                "A share group's record is not in a state for this.",
                "共享分组的记录状态不允许此操作。",
            ),
            KafkaError::ShareSessionNotFound => {
                self.say("The share session is not known.", "共享会话不存在。")
            }
            KafkaError::InvalidShareSessionEpoch => {
                self.say("The share session is out of date.", "共享会话已过期。")
            }
            KafkaError::FencedStateEpoch => {
                self.say("A share group's state is out of date.", "共享分组的状态已过期。")
            }
            KafkaError::InvalidVoterKey => {
                self.say("A controller's voter key does not match.", "控制器的投票者密钥不匹配。")
            }
            KafkaError::DuplicateVoter => {
                self.say("A controller is a voter already.", "该控制器已经是投票者。")
            }
            KafkaError::VoterNotFound => self.say("A controller is no voter.", "该控制器不是投票者。"),
            KafkaError::InvalidRegularExpression => {
                self.say("A regular expression is not valid.", "正则表达式无效。")
            }
            KafkaError::Unknown(_) => {
                self.say("A code that this version does not know.", "此版本不认识的错误码。")
            }
        }
    }

    /// What the operator does next, as one sentence.
    pub fn next_step(self, step: NextStep) -> &'static str {
        match step {
            NextStep::Nothing => self.say("Nothing to do.", "无需操作。"),
            NextStep::TryAgain => self.say("Wait a moment, then plan again.", "稍等片刻，然后重新计划。"),
            NextStep::ReadBack => self.say(
                "Read the offsets again before anything else; don't send blindly.",
                "先重新读取位点，不要盲目重发。",
            ),
            NextStep::StopConsumers => self.say(
                "Stop the group's consumers, wait for their session timeout, then plan again.",
                "停止该消费分组的消费者，等会话超时后重新计划。",
            ),
            NextStep::PlanAgain => self.say(
                "Plan again: what the plan was made on has changed.",
                "重新计划：制定计划的依据已经变化。",
            ),
            NextStep::ChooseAnotherStrategy => self.say(
                "Choose another strategy: Earliest, Latest or an exact offset.",
                "换一种策略：最早、最新或指定位点。",
            ),
            NextStep::CheckTopic => self.say(
                "Check the topic's name and its partitions; it may have been deleted.",
                "检查 Topic 名称和分区；它可能已被删除。",
            ),
            NextStep::CheckGroup => self.say(
                "Check the group's name; it may have expired, or be no consumer group.",
                "检查消费分组名称；它可能已过期，或者不是消费分组。",
            ),
            NextStep::AskForPermission => self.say(
                "Ask the cluster's owner for the missing permission, then plan again.",
                "向集群的负责人申请缺少的权限，然后重新计划。",
            ),
            NextStep::CheckCredentials => self.say(
                "Check the endpoint's own login at the brokers.",
                "检查接入地址登录 Broker 所用的凭证。",
            ),
            NextStep::SendLess => self.say("Reset fewer topics at once.", "一次重置更少的 Topic。"),
            NextStep::CheckBrokerVersion => self.say(
                "Ask which version the brokers run; it does not support this.",
                "确认 Broker 的版本；该版本不支持此操作。",
            ),
            NextStep::CheckCluster => self
                .say("Ask the cluster's administrator to look at the brokers.", "请集群管理员检查 Broker。"),
            NextStep::ReportFault => self.say(
                "Report it to whoever runs the endpoint: this code has no place in a reset.",
                "报告给接入地址的运维人员：重置不应出现此错误码。",
            ),
        }
    }

    /// A grade in one or two words.
    pub fn grade(self, target: Option<Target>) -> &'static str {
        match target {
            Some(Target::Exact(_)) => self.say("Exact", "精确"),
            Some(Target::AtLeast(_)) => self.say("At least", "不小于"),
            Some(Target::AtMost(_)) => self.say("At most", "不大于"),
            Some(Target::ResolvedByServer) => self.say("Server decides", "由服务端决定"),
            None => self.say("Not possible", "无法执行"),
        }
    }

    /// A note about a planned partition. `wished` is the formatted offset of a clamped wish, else unused.
    pub fn adjustment(self, adjustment: Adjustment, wished: &str) -> String {
        match (self.locale(), adjustment) {
            (Locale::En, Adjustment::ClampedToStart { .. }) => {
                format!("Clamped to the log start: {wished} lies before it.")
            }
            (Locale::ZhCn, Adjustment::ClampedToStart { .. }) => {
                format!("已调整到日志起点：{wished} 在起点之前。")
            }
            (Locale::En, Adjustment::ClampedToEnd { .. }) => {
                format!("Clamped to the log end: {wished} lies past it.")
            }
            (Locale::ZhCn, Adjustment::ClampedToEnd { .. }) => {
                format!("已调整到日志末尾：{wished} 超出末尾。")
            }
            (_, Adjustment::NoRecordAtOrAfterTime) => self
                .say(
                    "No record at or after this time: set to the log end.",
                    "此时间及之后没有记录：停在日志末尾。",
                )
                .to_owned(),
            (_, Adjustment::NoCommitToShiftFrom) => self
                .say(
                    "No committed offset to shift from: this partition will fail.",
                    "没有可供平移的已提交位点：该分区会失败。",
                )
                .to_owned(),
            (_, Adjustment::RetentionPassedCommit) => self
                .say(
                    "Retention has passed the committed offset: records up to the log start are deleted.",
                    "已提交位点早于日志起点：起点之前的记录已过期删除。",
                )
                .to_owned(),
            (_, Adjustment::NoChange) => self.say("Already at the target.", "已在目标位点。").to_owned(),
            (_, Adjustment::FirstCommit) => self
                .say(
                    "Never committed: starts here. Cannot be undone.",
                    "从未提交过位点：从这里开始，无法撤销。",
                )
                .to_owned(),
            (_, Adjustment::EmptyPartition) => self.say("Empty partition.", "空分区。").to_owned(),
            (_, Adjustment::LogStartNotTold) => self
                .say(
                    "This endpoint does not tell where the log starts: choose whole topics, or an exact offset.",
                    "该接入地址不提供日志起始位点：请选择整个 Topic，或指定位点。",
                )
                .to_owned(),
            (Locale::En, Adjustment::Unreadable(code)) => {
                format!("Could not be read ({} {}).", code.code(), code.name())
            }
            (Locale::ZhCn, Adjustment::Unreadable(code)) => {
                format!("无法读取（{} {}）。", code.code(), code.name())
            }
        }
    }

    /// A verdict in one or two words.
    pub fn verdict(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Confirmed => self.say("confirmed", "已核实"),
            Verdict::Differs => self.say("differs", "不一致"),
            Verdict::NotApplied => self.say("not applied", "未生效"),
            Verdict::Unknown => self.say("unknown", "未知"),
        }
    }

    /// Why a partition has its verdict, as one sentence.
    pub fn verdict_reason(self, reason: VerdictReason) -> &'static str {
        match reason {
            VerdictReason::Applied => {
                self.say("Read back where the plan says.", "重新读取的位点与计划一致。")
            }
            VerdictReason::NothingToChange => self
                .say("It was at the target before; nothing had to change.", "重置前已在目标位点，无需变化。"),
            VerdictReason::AppliedAnswerLost => {
                self.say("Applied; the answer was lost.", "已生效；应答丢失。")
            }
            VerdictReason::AcceptedButNotMoved => {
                self.say("Accepted, but the group did not move.", "请求已被接受，但消费分组没有移动。")
            }
            VerdictReason::MayHaveBeenThere => self.say(
                "Accepted; it is where it was, and only the endpoint knows whether that is the target.",
                "请求已被接受；位点没有变化，只有接入地址知道这是否就是目标位点。",
            ),
            VerdictReason::AppliedElsewhere => {
                self.say("Applied, but not where planned.", "已生效，但不在计划的位点。")
            }
            VerdictReason::MovedSince => {
                self.say("Accepted, then another commit moved it.", "请求已被接受，之后又被另一次提交移动。")
            }
            VerdictReason::FailedAsReported => {
                self.say("Failed as reported; it did not move.", "如应答所述失败；没有移动。")
            }
            VerdictReason::ReportedFailedYetMoved => self.say(
                "Reported failed, yet it moved to where the plan says.",
                "应答为失败，但位点已移动到计划的位置。",
            ),
            VerdictReason::ReportedFailedMovedElsewhere => self.say(
                "Reported failed, and somebody moved it somewhere else.",
                "应答为失败，而且位点被移动到了别处。",
            ),
            VerdictReason::LostNotMoved => {
                self.say("The answer was lost; it did not move.", "应答丢失；位点没有移动。")
            }
            VerdictReason::NothingPlanned => self.say(
                "The plan had no offset for it: nothing committed to shift from, or not readable.",
                "计划没有给出它的位点：没有可平移的已提交位点，或无法读取。",
            ),
            VerdictReason::LostMovedElsewhere => {
                self.say("The answer was lost; it is somewhere else.", "应答丢失；位点在别处。")
            }
            VerdictReason::LostMovedByWhom => self.say(
                "The answer was lost; it moved, by this reset or by somebody else.",
                "应答丢失；位点已移动，可能由本次重置，也可能由他人。",
            ),
            VerdictReason::CouldNotRead => {
                self.say("Could not be read back; it may have moved.", "无法重新读取；可能已经移动。")
            }
        }
    }

    /// What to do about a partition with this verdict, as one sentence.
    pub fn verdict_next_step(self, reason: VerdictReason) -> &'static str {
        match reason {
            VerdictReason::Applied | VerdictReason::NothingToChange | VerdictReason::AppliedAnswerLost => {
                self.next_step(NextStep::Nothing)
            }
            VerdictReason::AcceptedButNotMoved => self.say(
                "Make sure that no consumer runs, then plan again.",
                "确认没有消费者在运行，然后重新计划。",
            ),
            VerdictReason::MayHaveBeenThere => self.say(
                "If it shall be elsewhere, plan an exact offset.",
                "如应在别处，请改用指定位点重新计划。",
            ),
            VerdictReason::AppliedElsewhere => self.say(
                "Compare planned and re-read; plan again if it shall be elsewhere.",
                "对比计划与重读的位点；如需调整，请重新计划。",
            ),
            VerdictReason::MovedSince => self.say(
                "Find the consumer that still runs, stop it, then plan again.",
                "找到并停止仍在运行的消费者，然后重新计划。",
            ),
            VerdictReason::FailedAsReported | VerdictReason::LostNotMoved => {
                self.say("It has not moved: plan again.", "没有移动：可以重新计划。")
            }
            VerdictReason::NothingPlanned => self.say(
                "Plan it with an exact offset, a time, or an end of the log.",
                "请改用指定位点、时间或日志两端来计划。",
            ),
            VerdictReason::ReportedFailedYetMoved => self.say(
                "It is where the plan says; find out who moved it.",
                "位点与计划一致；请查明是谁移动的。",
            ),
            VerdictReason::ReportedFailedMovedElsewhere | VerdictReason::LostMovedElsewhere => self.say(
                "Somebody else commits: find out who, then plan again.",
                "有其他提交者：请先查明，再重新计划。",
            ),
            VerdictReason::LostMovedByWhom => self.say(
                "Make sure that no consumer runs, then plan again.",
                "确认没有消费者在运行，然后重新计划。",
            ),
            VerdictReason::CouldNotRead => self.say(
                "Read again. Nothing is sent until its offset is known.",
                "请重新读取。得知位点之前不会再次发送。",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a Chinese sentence has at least one Chinese character in it.
    fn has_han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_code_has_a_sentence_in_both_languages() {
        let (en, zh) = (Text::new(Locale::En), Text::new(Locale::ZhCn));
        for code in KafkaError::ALL.iter().copied().chain([KafkaError::from_code(4711)]) {
            assert!(en.code_meaning(code).ends_with('.'), "{code}");
            assert!(en.code_meaning(code).is_ascii(), "{code}");
            assert!(zh.code_meaning(code).ends_with('。') && has_han(zh.code_meaning(code)), "{code}");
            assert!(en.next_step(code.next_step()).ends_with('.'), "{code}");
            assert!(has_han(zh.next_step(code.next_step())), "{code}");
        }
    }

    #[test]
    fn a_clamped_wish_names_where_it_pointed() {
        let en = Text::new(Locale::En);
        let wish = en.adjustment(Adjustment::ClampedToStart { wished: -20 }, "−20");
        assert_eq!(wish, "Clamped to the log start: −20 lies before it.");
        let zh = Text::new(Locale::ZhCn);
        let wish = zh.adjustment(Adjustment::ClampedToEnd { wished: 101 }, "101");
        assert_eq!(wish, "已调整到日志末尾：101 超出末尾。");
    }

    #[test]
    fn a_code_in_a_note_keeps_number_and_kafka_name() {
        let note =
            Text::new(Locale::ZhCn).adjustment(Adjustment::Unreadable(KafkaError::RequestTimedOut), "");
        assert_eq!(note, "无法读取（7 REQUEST_TIMED_OUT）。");
    }
}
