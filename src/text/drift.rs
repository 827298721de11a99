//! What is said where the last look before sending found something else than was planned from.

use super::{Locale, Text};
use kafka_offsets::{Adjustment, DriftKind, KafkaError, TopicChange};

impl Text {
    /// Headline: how much has changed. `changed` are planned partitions, `of` all of them; `added` and `topics` came
    /// or went. Where none of these, it is the group.
    pub fn drift_title(
        self,
        changed: (&str, u64),
        of: (&str, u64),
        added: (&str, u64),
        topics: (&str, u64),
    ) -> String {
        match (self.locale(), changed.1, added.1, topics.1) {
            (Locale::En, 0, 0, 0) => {
                "Stopped before sending: the group is no longer as you reviewed it".to_owned()
            }
            (Locale::ZhCn, 0, 0, 0) => "发送前已停止：消费分组已与核对时不同".to_owned(),
            (Locale::En, 0, 0, count) => format!(
                "Stopped before sending: {} {} changed since you reviewed the plan",
                topics.0,
                Self::one_or_many(count, "topic has", "topics have")
            ),
            (Locale::ZhCn, 0, 0, _) => format!("发送前已停止：{} 个 Topic 有变化", topics.0),
            (Locale::En, 0, count, _) => format!(
                "Stopped before sending: {} {} new since you reviewed the plan",
                added.0,
                Self::one_or_many(count, "partition is", "partitions are")
            ),
            (Locale::ZhCn, 0, ..) => format!("发送前已停止：新增了 {} 个分区", added.0),
            (Locale::En, ..) => format!(
                "Stopped before sending: {} of {} changed since you reviewed them",
                changed.0,
                self.count_partitions(of.1, of.0)
            ),
            (Locale::ZhCn, ..) => {
                format!("发送前已停止：{} 个分区中 {} 个有变化", of.0, changed.0)
            }
        }
    }

    /// Below the headline.
    pub fn drift_nothing_sent(self, planned_at: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "Nothing was sent. The plan of {planned_at} no longer fits what the cluster says now."
            ),
            Locale::ZhCn => format!("尚未发送任何请求。{planned_at} 的计划已与集群现状不符。"),
        }
    }

    /// What "Plan again" does.
    pub fn drift_plan_again(self) -> &'static str {
        self.say(
            "A new plan keeps your target, strategy and the fixed time, and comes back to this review.",
            "新计划保留目标、策略和已确定的时间，然后回到核对。",
        )
    }

    /// One of the three facts.
    pub fn drift_group(self) -> &'static str {
        self.say("Group state", "消费分组状态")
    }

    /// The state has not changed.
    pub fn drift_then_and_now(self) -> &'static str {
        self.say("then and now", "计划时与现在相同")
    }

    /// Members that the group has now.
    pub fn drift_members(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!("{shown} {} now", Self::one_or_many(number, "member", "members")),
            Locale::ZhCn => format!("现有 {shown} 个成员"),
        }
    }

    /// The group has no members.
    pub fn drift_no_members(self) -> &'static str {
        self.say("No members, then and now", "计划时与现在都没有成员")
    }

    /// One of the three facts.
    pub fn drift_commits(self) -> &'static str {
        self.say("Committed offsets", "已提交位点")
    }

    /// How many commits moved.
    pub fn drift_commits_moved(self, number: u64, shown: &str) -> String {
        match (self.locale(), number) {
            (Locale::En, 0) => "None moved".to_owned(),
            (Locale::ZhCn, 0) => "没有移动".to_owned(),
            (Locale::En, _) => format!("{shown} moved"),
            (Locale::ZhCn, _) => format!("{shown} 个已移动"),
        }
    }

    /// What it means that commits moved.
    pub fn drift_commits_meaning(self) -> &'static str {
        self.say(
            "Someone committed in between: a consumer ran, or another reset.",
            "其间有人提交过：有消费者运行，或另有一次重置。",
        )
    }

    /// One of the three facts.
    pub fn drift_targets(self) -> &'static str {
        self.say("Targets", "目标位点")
    }

    /// How many targets are not where they were.
    pub fn drift_targets_moved(self, number: u64, shown: &str) -> String {
        match (self.locale(), number) {
            (Locale::En, 0) => "All still hold".to_owned(),
            (Locale::ZhCn, 0) => "仍全部有效".to_owned(),
            (Locale::En, _) => format!("{shown} no longer {}", Self::one_or_many(number, "holds", "hold")),
            (Locale::ZhCn, _) => format!("{shown} 个已失效"),
        }
    }

    /// Partitions that came, went or cannot be read.
    pub fn drift_partitions_differ(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "{shown} {} new, gone or not readable",
                Self::one_or_many(number, "partition is", "partitions are")
            ),
            Locale::ZhCn => format!("{shown} 个分区为新增、消失或无法读取"),
        }
    }

    /// Region and heading.
    pub fn drift_changes(self) -> &'static str {
        self.say("What changed", "变化之处")
    }

    /// Beside the heading.
    pub fn drift_count(self, changed: (&str, u64), of: (&str, u64)) -> String {
        let rest = of.1.saturating_sub(changed.1);
        match self.locale() {
            Locale::En if rest == 0 => format!("{} of {}", changed.0, self.count_partitions(of.1, of.0)),
            Locale::En => {
                format!("{} of {}; the others are as planned", changed.0, self.count_partitions(of.1, of.0))
            }
            Locale::ZhCn if rest == 0 => format!("{} 个分区中的 {} 个", of.0, changed.0),
            Locale::ZhCn => format!("{} 个分区中的 {} 个；其余与计划一致", of.0, changed.0),
        }
    }

    /// Caption of the table.
    pub fn drift_caption(self) -> &'static str {
        self.say(
            "Partitions that changed: planned from, now, and the planned target",
            "有变化的分区：计划所依据的位点、现在的位点和计划的目标位点",
        )
    }

    /// Rows that are not shown.
    pub fn drift_more(self, hidden: &str) -> String {
        match self.locale() {
            Locale::En => format!("{hidden} more changed; a new plan shows every partition."),
            Locale::ZhCn => format!("另有 {hidden} 个有变化；新计划会显示所有分区。"),
        }
    }

    /// Column: committed offset when the plan was made.
    pub fn drift_planned_from(self) -> &'static str {
        self.say("Planned from", "计划时")
    }

    /// Column: from then to now.
    pub fn drift_moved(self) -> &'static str {
        self.say("Moved", "移动")
    }

    /// Column: where the plan leads.
    pub fn drift_target(self) -> &'static str {
        self.say("Planned target", "计划目标")
    }

    /// Column: log start and log end as they are now.
    pub fn drift_log_now(self) -> &'static str {
        self.say("Log now", "现在的日志")
    }

    /// Column: what has changed, in words.
    pub fn drift_what(self) -> &'static str {
        self.say("What changed", "变化")
    }

    /// What has changed about a partition.
    pub fn drift_kind(self, kind: DriftKind) -> String {
        match kind {
            DriftKind::CommitMoved => self.say("Committed offset moved", "已提交位点有移动").to_owned(),
            DriftKind::PartitionAdded => {
                self.say("New: not there when planned", "新增分区：计划时不存在").to_owned()
            }
            DriftKind::PartitionGone => self.say("The partition is gone", "分区已不存在").to_owned(),
            DriftKind::TargetMoved => {
                self.say("The strategy leads elsewhere now", "该策略现在指向别处").to_owned()
            }
            DriftKind::TargetOutsideLog => self
                .say(
                    "The target has left the log: deleted by retention, or the log was cut",
                    "目标位点已不在日志内：已过期删除，或日志被截断",
                )
                .to_owned(),
            DriftKind::Unreadable(code) => self.unreadable_now(code),
        }
    }

    /// What has changed about a topic.
    pub fn topic_change(self, change: TopicChange) -> String {
        match change {
            TopicChange::Appeared => self
                .say("could not be planned before and can be now", "此前无法列入计划，现在可以")
                .to_owned(),
            TopicChange::Gone => self.say("is not there any more", "已不存在").to_owned(),
            TopicChange::Unreadable(code) => self.unreadable_now(Some(code)),
        }
    }

    fn unreadable_now(self, code: Option<KafkaError>) -> String {
        match code {
            Some(code) => self.adjustment(Adjustment::Unreadable(code), ""),
            None => self.say("Could not be read.", "无法读取。").to_owned(),
        }
    }
}
