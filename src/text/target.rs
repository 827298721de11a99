//! Words of the frame and of the step "Target".

use super::{Locale, Text};
use crate::format::Formatter;
use kafka_offsets::{Abilities, GroupState};

impl Text {
    // ---------- Frame ----------

    /// Name of the console.
    pub fn console_title(self) -> &'static str {
        self.say("Consumer group offsets", "消费分组位点")
    }

    /// Chip of an instance marked production.
    pub fn production(self) -> &'static str {
        self.say("Production", "生产环境")
    }

    /// Chip of a console that sends nothing.
    pub fn read_only(self) -> &'static str {
        self.say("Read-only: nothing is sent", "只读：不会发送任何内容")
    }

    /// Name of the list of steps.
    pub fn steps(self) -> &'static str {
        self.say("Steps", "步骤")
    }

    /// First step.
    pub fn step_target(self) -> &'static str {
        self.say("Target", "目标")
    }

    /// Second step.
    pub fn step_strategy(self) -> &'static str {
        self.say("Strategy", "策略")
    }

    /// Third step.
    pub fn step_review(self) -> &'static str {
        self.say("Review", "核对")
    }

    /// Fourth step.
    pub fn step_result(self) -> &'static str {
        self.say("Result", "结果")
    }

    /// Name of the language menu.
    pub fn language(self) -> &'static str {
        self.say("Language", "语言")
    }

    /// Name of the theme menu.
    pub fn theme(self) -> &'static str {
        self.say("Theme", "主题")
    }

    /// A theme's name in the menu.
    pub fn theme_name(self, theme: crate::config::Theme) -> &'static str {
        use crate::config::Theme;
        match theme {
            Theme::Auto => self.say("System", "跟随系统"),
            Theme::Light => self.say("Light", "浅色"),
            Theme::Dark => self.say("Dark", "深色"),
            Theme::HighContrast => self.say("High contrast", "高对比度"),
        }
    }

    // ---------- Fields ----------

    /// Label of the instance.
    pub fn instance(self) -> &'static str {
        self.say("Instance", "实例")
    }

    /// Name of every list that opens under a field; the field's own name is read before it.
    pub fn choices(self) -> &'static str {
        self.say("Choices", "可选项")
    }

    /// Label of the group.
    pub fn consumer_group(self) -> &'static str {
        self.say("Consumer group", "消费分组")
    }

    /// Label of the topics, and of the field for filtering, typing and pasting.
    pub fn topics(self) -> &'static str {
        self.say("Topics", "Topic")
    }

    /// In the field above the list of topics.
    pub fn topics_placeholder(self, format: &Formatter, listed: usize) -> String {
        let count = format.size(listed);
        match self.locale() {
            Locale::En if listed == 0 => "Type topic names, or paste a list".to_owned(),
            Locale::En => {
                let word = Self::one_or_many(listed as u64, "topic", "topics");
                format!("Filter {count} {word}, or type or paste names")
            }
            Locale::ZhCn if listed == 0 => "输入 Topic 名称，或粘贴列表".to_owned(),
            Locale::ZhCn => format!("筛选 {count} 个 Topic，或输入、粘贴名称"),
        }
    }

    /// Tick for every topic of the group.
    pub fn all_topics(self) -> &'static str {
        self.say("All topics of the group", "该消费分组的全部 Topic")
    }

    /// Under the tick, when the topics are known.
    pub fn all_topics_hint(self, format: &Formatter, topics: u64, partitions: u64) -> String {
        let (t, p) = (format.count(topics), format.count(partitions));
        match self.locale() {
            Locale::En if topics == 0 => "This group has no committed offset on any topic yet.".to_owned(),
            Locale::En => {
                let topic_word = Self::one_or_many(topics, "topic", "topics");
                let partition_word = Self::one_or_many(partitions, "partition", "partitions");
                format!(
                    "Every topic with a committed offset: {t} {topic_word} ({p} {partition_word}) now. The request names each of them."
                )
            }
            Locale::ZhCn if topics == 0 => "该消费分组在任何 Topic 上都还没有提交过位点。".to_owned(),
            Locale::ZhCn => format!("所有已提交位点的 Topic：目前 {t} 个（{p} 个分区）。请求中会逐一写明。"),
        }
    }

    /// Under the tick, before the topics are known.
    pub fn all_topics_hint_unread(self) -> &'static str {
        self.say(
            "Every topic on which the group has a committed offset. The request names each of them.",
            "该消费分组提交过位点的所有 Topic。请求中会逐一写明。",
        )
    }

    /// Hidden caption of the list of topics.
    pub fn topics_caption(self) -> &'static str {
        self.say("Topics to tick; the heads of the columns sort", "可勾选的 Topic；点击列标题可排序")
    }

    /// Column of the topic's name.
    pub fn column_topic(self) -> &'static str {
        self.say("Topic", "Topic")
    }

    /// Column of the number of partitions.
    pub fn column_partitions(self) -> &'static str {
        self.say("Partitions", "分区数")
    }

    /// Column of the number of partitions with a commit.
    pub fn column_committed(self) -> &'static str {
        self.say("Committed", "已提交")
    }

    /// Column of the lag.
    pub fn column_lag(self) -> &'static str {
        self.say("Lag", "堆积")
    }

    /// `3 of 4`.
    pub fn some_of(self, part: &str, whole: &str) -> String {
        match self.locale() {
            Locale::En => format!("{part} of {whole}"),
            Locale::ZhCn => format!("{part} / {whole}"),
        }
    }

    /// Mark of a topic that the instance does not list.
    pub fn not_listed(self) -> &'static str {
        self.say("not in the list", "不在列表中")
    }

    /// Button that adds a typed name.
    pub fn add_topic(self, name: &str) -> String {
        match self.locale() {
            Locale::En => format!("Add “{name}”"),
            Locale::ZhCn => format!("添加“{name}”"),
        }
    }

    /// No topic matches the filter.
    pub fn no_topic_matches(self, filter: &str) -> String {
        match self.locale() {
            Locale::En => format!("No topic contains “{filter}”."),
            Locale::ZhCn => format!("没有名称包含“{filter}”的 Topic。"),
        }
    }

    /// The instance has no topics.
    pub fn no_topics(self) -> &'static str {
        self.say(
            "This instance lists no topics. Names can be typed above.",
            "该实例没有列出任何 Topic。可在上方输入名称。",
        )
    }

    /// More topics than are shown.
    pub fn more_topics(self, format: &Formatter, hidden: usize) -> String {
        let count = format.size(hidden);
        match self.locale() {
            Locale::En => format!("{count} more: type above to find them"),
            Locale::ZhCn => format!("另有 {count} 个：在上方输入以查找"),
        }
    }

    /// Number of chosen topics and partitions: `3 topics, 12 partitions`.
    pub fn topics_and_partitions(self, format: &Formatter, topics: usize, partitions: Option<u64>) -> String {
        let t = format.size(topics);
        match (self.locale(), partitions) {
            (Locale::En, Some(partitions)) => {
                let topic_word = Self::one_or_many(topics as u64, "topic", "topics");
                let partition_word = Self::one_or_many(partitions, "partition", "partitions");
                format!("{t} {topic_word}, {} {partition_word}", format.count(partitions))
            }
            (Locale::En, None) => format!("{t} {}", Self::one_or_many(topics as u64, "topic", "topics")),
            (Locale::ZhCn, Some(partitions)) => format!("{t} 个 Topic，{} 个分区", format.count(partitions)),
            (Locale::ZhCn, None) => format!("{t} 个 Topic"),
        }
    }

    /// Label of the partitions of the only chosen topic.
    pub fn partitions(self) -> &'static str {
        self.say("Partitions", "分区")
    }

    /// Under "Partitions": what an empty field means, and what may be typed.
    pub fn partitions_hint(self, format: &Formatter, partitions: Option<u64>) -> String {
        match (self.locale(), partitions) {
            (Locale::En, None) => {
                "Empty: all of the topic. Else numbers and ranges, such as 0,3-5".to_owned()
            }
            (Locale::En, Some(1)) => "Empty: all of the topic. It has one, 0".to_owned(),
            (Locale::En, Some(count)) => format!(
                "Empty: all {} of the topic (0 to {}). Else numbers and ranges, such as 0,3-5",
                format.count(count),
                count.saturating_sub(1)
            ),
            (Locale::ZhCn, None) => "留空表示该 Topic 的全部分区。也可填写编号和范围，例如 0,3-5".to_owned(),
            (Locale::ZhCn, Some(1)) => "留空表示全部分区。该 Topic 只有分区 0".to_owned(),
            (Locale::ZhCn, Some(count)) => format!(
                "留空表示全部 {} 个分区（0 至 {}）。也可填写编号和范围，例如 0,3-5",
                format.count(count),
                count.saturating_sub(1)
            ),
        }
    }

    /// The endpoint cannot express single partitions.
    pub fn whole_topics_only(self) -> &'static str {
        self.say(
            "This endpoint resets whole topics only: single partitions cannot be sent to it. Leave this empty, or connect to a gateway.",
            "该接入地址只能重置整个 Topic，无法发送单个分区。请将此处留空，或连接到网关。",
        )
    }

    /// What the endpoint cannot tell or do, and what the review makes of it; nothing where nothing is missing.
    pub fn endpoint_lacks(self, can: Abilities) -> Option<String> {
        let lacking = [
            (can.log_start, self.say("does not tell where logs start", "不提供日志起始位点")),
            (
                can.time_lookup,
                self.say("finds the offset for a time roughly at best", "按时间查位点最多只能给出大致范围"),
            ),
            (can.create_group, self.say("creates no groups", "不能创建消费分组")),
        ];
        let words: Vec<_> = lacking.into_iter().filter(|(can, _)| !can).map(|(_, words)| words).collect();
        if words.is_empty() {
            return None;
        }
        Some(match self.locale() {
            Locale::En => format!(
                "This endpoint {}. The review marks what is not exact, and every offset is read back.",
                words.join(", ")
            ),
            Locale::ZhCn => {
                format!("该接入地址{}。核对时会标明不精确的数值，所有位点都会读回。", words.join("，"))
            }
        })
    }

    /// Chosen partitions of the only topic: `1 topic, 4 of its 6 partitions`.
    pub fn some_partitions(self, format: &Formatter, chosen: usize, of: Option<u64>) -> String {
        let n = format.size(chosen);
        match (self.locale(), of) {
            (Locale::En, Some(of)) => {
                format!(
                    "1 topic, {n} of its {} {}",
                    format.count(of),
                    Self::one_or_many(of, "partition", "partitions")
                )
            }
            (Locale::En, None) => {
                format!("1 topic, {n} {}", Self::one_or_many(chosen as u64, "partition", "partitions"))
            }
            (Locale::ZhCn, Some(of)) => format!("1 个 Topic，{} 个分区中的 {n} 个", format.count(of)),
            (Locale::ZhCn, None) => format!("1 个 Topic，{n} 个分区"),
        }
    }

    /// After the number of topics.
    pub fn chosen(self) -> &'static str {
        self.say("chosen.", "已选择。")
    }

    /// When the lag was read.
    pub fn lag_as_of(self, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("Lag as of {time}."),
            Locale::ZhCn => format!("堆积读取于 {time}。"),
        }
    }

    /// Beside the chip of the group's state.
    pub fn group_state_hint(self, state: &GroupState, format: &Formatter, members: usize) -> String {
        let count = format.size(members);
        match (self.locale(), state) {
            (Locale::En, GroupState::Empty) => "no members, may be reset".to_owned(),
            (Locale::En, GroupState::Dead) => "the cluster does not know this group".to_owned(),
            (Locale::En, GroupState::Unknown(_)) => {
                "a state that this console does not know; it can't be reset".to_owned()
            }
            (
                Locale::En,
                GroupState::Stable
                | GroupState::PreparingRebalance
                | GroupState::CompletingRebalance
                | GroupState::Assigning
                | GroupState::Reconciling,
            ) => {
                let word = Self::one_or_many(members as u64, "member", "members");
                format!("{count} {word}; stop its consumers before a reset")
            }
            (Locale::ZhCn, GroupState::Empty) => "无成员，可以重置".to_owned(),
            (Locale::ZhCn, GroupState::Dead) => "集群中没有该消费分组".to_owned(),
            (Locale::ZhCn, GroupState::Unknown(_)) => "本控制台不认识的状态，无法重置".to_owned(),
            (
                Locale::ZhCn,
                GroupState::Stable
                | GroupState::PreparingRebalance
                | GroupState::CompletingRebalance
                | GroupState::Assigning
                | GroupState::Reconciling,
            ) => format!("{count} 个成员；重置前请先停止消费者"),
        }
    }

    /// Title of the notice about a group that does not exist.
    pub fn no_such_group(self, group: &str) -> String {
        match self.locale() {
            Locale::En => format!("There is no group “{group}”"),
            Locale::ZhCn => format!("没有名为“{group}”的消费分组"),
        }
    }

    /// What a group that does not exist means.
    pub fn no_such_group_meaning(self, can_be_created: bool) -> &'static str {
        if !can_be_created {
            return self.say(
                "State Dead: the cluster does not know it, and this endpoint cannot be told to create it. Check the name.",
                "状态 Dead：集群中没有它，且该接入地址无法创建消费分组。请检查名称。",
            );
        }
        self.say(
            "State Dead: the cluster does not know it. A reset would create it with these offsets, which is useful before a first start and a trap after a typing error.",
            "状态 Dead：集群中没有它。重置会以这些位点创建它：首次启动前有用，名称打错时则是陷阱。",
        )
    }

    /// Before the name of a group that is nearly the same.
    pub fn did_you_mean(self) -> &'static str {
        self.say("Did you mean", "是否想输入")
    }

    /// Tick that allows the creation of a group.
    pub fn create_group(self) -> &'static str {
        self.say("Create this group's offsets", "创建该消费分组的位点")
    }

    /// Hint of a field whose list is on its way.
    pub fn reading(self) -> &'static str {
        self.say("Reading …", "正在读取…")
    }

    /// A list is not there: it was not asked for yet, or could not be read.
    pub fn list_not_there(self) -> &'static str {
        self.say("The list was not read; names can be typed.", "尚未读取列表；可以直接输入名称。")
    }

    /// A list is empty: instances.
    pub fn no_instances(self) -> &'static str {
        self.say(
            "The endpoint lists no instances. An id can be typed.",
            "该接入地址没有列出实例。可直接输入实例 ID。",
        )
    }

    /// A list is empty: groups.
    pub fn no_groups(self) -> &'static str {
        self.say(
            "No consumer groups on this instance. A group appears after its first commit; a name can be typed.",
            "该实例没有消费分组。消费分组在首次提交后出现；也可直接输入名称。",
        )
    }

    /// Nothing of a list matches what was typed.
    pub fn nothing_matches(self) -> &'static str {
        self.say(
            "Nothing in the list matches; the typed name is used.",
            "列表中没有匹配项；将使用输入的名称。",
        )
    }

    /// More entries than are shown in a list.
    pub fn more_entries(self, format: &Formatter, hidden: usize) -> String {
        let count = format.size(hidden);
        match self.locale() {
            Locale::En => format!("{count} more: type to find them"),
            Locale::ZhCn => format!("另有 {count} 项：输入以查找"),
        }
    }

    /// Button that reads something once more.
    pub fn read_again(self) -> &'static str {
        self.say("Read again", "重新读取")
    }

    // ---------- Foot ----------

    /// Foot: what the button does.
    pub fn review_writes_nothing(self) -> &'static str {
        self.say("Reviewing reads offsets and writes nothing.", "核对只读取位点，不写入任何内容。")
    }

    /// Foot, when something is wrong.
    pub fn all_kept(self) -> &'static str {
        self.say("Everything you typed is kept.", "输入的内容都会保留。")
    }

    /// Button that leads to the review.
    pub fn review_reset(self) -> &'static str {
        self.say("Review reset", "核对重置")
    }

    /// Beside the button, when the group is live.
    pub fn review_shows_block(self) -> &'static str {
        self.say(
            "The group has members now: the review will name them and can't be confirmed.",
            "该消费分组目前有成员：核对会列出它们，且无法确认。",
        )
    }
}
