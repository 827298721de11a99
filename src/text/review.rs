//! What the Review step says, and what is said around every table.
//!
//! A pair `(number, shown)` is a count and the same count formatted: the number decides between singular and plural.

use super::{Locale, Text};
use kafka_offsets::{GroupState, ResetStrategy, RiskReason};
use reset_flow::{CheckStep, ConfirmRefusal, NotSendable};

/// Columns and words that tables share.
impl Text {
    /// Column head.
    pub fn column_partition(self) -> &'static str {
        self.say("Partition", "分区")
    }

    /// Column head of the pictures.
    pub fn column_position(self) -> &'static str {
        self.say("Position in the log", "在日志中的位置")
    }

    /// Column head: the committed offset before the reset.
    pub fn column_before(self) -> &'static str {
        self.say("Before", "当前位点")
    }

    /// Column head.
    pub fn column_target(self) -> &'static str {
        self.say("Target", "目标位点")
    }

    /// Column head: how sure a target is.
    pub fn column_grade(self) -> &'static str {
        self.say("Grade", "可信度")
    }

    /// Column head.
    pub fn column_change(self) -> &'static str {
        self.say("Change, offsets", "变化（位点数）")
    }

    /// Column head.
    pub fn column_lag_before(self) -> &'static str {
        self.say("Lag before", "重置前堆积")
    }

    /// Column head.
    pub fn column_lag_after(self) -> &'static str {
        self.say("Lag after", "重置后堆积")
    }

    /// No committed offset.
    pub fn none(self) -> &'static str {
        self.say("none", "无")
    }

    /// In the place of a partition number: the row is about the topic as a whole.
    pub fn whole_topic(self) -> &'static str {
        self.say("all", "全部")
    }

    /// What a partition or topic without target will do.
    pub fn will_fail(self) -> &'static str {
        self.say("will fail", "将失败")
    }

    /// A change of a partition.
    pub fn first_commit(self) -> &'static str {
        self.say("first commit", "首次提交")
    }

    /// A change of a partition.
    pub fn no_change(self) -> &'static str {
        self.say("no change", "不变")
    }

    /// A change of a partition: records are read again.
    pub fn change_replays(self) -> &'static str {
        self.say("replay", "重新消费")
    }

    /// A change of a partition: records are never read.
    pub fn change_skips(self) -> &'static str {
        self.say("skip", "跳过")
    }

    /// A change of a partition that is known only afterwards.
    pub fn not_known(self) -> &'static str {
        self.say("not known", "未知")
    }

    /// `12 partitions`.
    pub fn count_partitions(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!("{shown} {}", Self::one_or_many(number, "partition", "partitions")),
            Locale::ZhCn => format!("{shown} 个分区"),
        }
    }

    /// `3 topics`.
    pub fn count_topics(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!("{shown} {}", Self::one_or_many(number, "topic", "topics")),
            Locale::ZhCn => format!("{shown} 个 Topic"),
        }
    }

    /// `12 partitions in 3 topics`.
    pub fn partitions_in_topics(self, partitions: (u64, &str), topics: (u64, &str)) -> String {
        let (partitions, topics) =
            (self.count_partitions(partitions.0, partitions.1), self.count_topics(topics.0, topics.1));
        match self.locale() {
            Locale::En => format!("{partitions} in {topics}"),
            Locale::ZhCn => format!("{partitions}，{topics}"),
        }
    }

    /// `5 of 12 rows`, where a filter hides some.
    pub fn rows_of(self, rows: &str, all: &str) -> String {
        match self.locale() {
            Locale::En => format!("{rows} of {all} rows"),
            Locale::ZhCn => format!("{all} 行中的 {rows} 行"),
        }
    }

    /// The numbers of a partition's picture; `None` is not known, or for the committed offset: none.
    pub fn position_label(
        self,
        start: Option<String>,
        end: Option<String>,
        committed: Option<String>,
        target: Option<String>,
    ) -> String {
        let unknown = || self.say("not known", "未知").to_owned();
        let (start, end) = (start.unwrap_or_else(unknown), end.unwrap_or_else(unknown));
        let committed = committed.unwrap_or_else(|| self.none().to_owned());
        let target = target.unwrap_or_else(unknown);
        match self.locale() {
            Locale::En => format!("Log {start} to {end}, committed {committed}, target {target}"),
            Locale::ZhCn => format!("日志 {start} 至 {end}，当前位点 {committed}，目标位点 {target}"),
        }
    }

    /// Accessible name of a table's filter.
    pub fn filter_label(self, table: &str) -> String {
        match self.locale() {
            Locale::En => format!("Filter {table} by topic"),
            Locale::ZhCn => format!("按 Topic 筛选“{table}”"),
        }
    }

    /// In an empty filter.
    pub fn filter_placeholder(self) -> &'static str {
        self.say("Filter topics", "筛选 Topic")
    }

    /// The original order of every table.
    pub fn by_topic_and_partition(self) -> &'static str {
        self.say("by topic and partition", "按 Topic 和分区排列")
    }

    /// An order by one column.
    pub fn sorted_by(self, column: &str, descending: bool) -> String {
        match (self.locale(), descending) {
            (Locale::En, false) => format!("sorted by {column}, ascending"),
            (Locale::En, true) => format!("sorted by {column}, descending"),
            (Locale::ZhCn, false) => format!("按“{column}”升序排列"),
            (Locale::ZhCn, true) => format!("按“{column}”降序排列"),
        }
    }

    /// A table's caption: what, how many, how sorted, and how to sort.
    pub fn caption(self, table: &str, shown: &str, order: &str) -> String {
        match self.locale() {
            Locale::En => format!("{table}. {shown}, {order}. Column headers are buttons that sort."),
            Locale::ZhCn => format!("{table}。{shown}，{order}。点按列标题可排序。"),
        }
    }

    /// What is announced after sorting or filtering.
    pub fn announce(self, shown: &str, order: &str) -> String {
        match self.locale() {
            Locale::En => format!("{shown}, {order}"),
            Locale::ZhCn => format!("{shown}，{order}"),
        }
    }

    /// Name of the part of a table that scrolls.
    pub fn scrolls(self, table: &str) -> String {
        match self.locale() {
            Locale::En => format!("{table} table, scrolls"),
            Locale::ZhCn => format!("“{table}”表格，可滚动"),
        }
    }

    /// The filter hides every row.
    pub fn no_topic_contains(self, filter: &str) -> String {
        match self.locale() {
            Locale::En => format!("No topic contains “{filter}”"),
            Locale::ZhCn => format!("没有包含“{filter}”的 Topic"),
        }
    }

    /// The choice of rows hides every row.
    pub fn no_row_of_this_kind(self) -> &'static str {
        self.say("No row of this kind", "没有此类行")
    }

    /// A filter changes nothing about the reset.
    pub fn filter_hides_only(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "The filter hides rows only: {shown} {} in the table.",
                Self::one_or_many(number, "row stays", "rows stay")
            ),
            Locale::ZhCn => format!("筛选只影响显示：表格中仍有 {shown} 行。"),
        }
    }

    /// Button that takes filter and choice away.
    pub fn show_all_rows(self) -> &'static str {
        self.say("Show all rows", "显示全部行")
    }

    /// Button.
    pub fn export_csv(self) -> &'static str {
        self.say("Export CSV", "导出 CSV")
    }

    /// Button.
    pub fn export_json(self) -> &'static str {
        self.say("Export JSON", "导出 JSON")
    }
}

/// The review itself.
impl Text {
    /// The first sentence, what stands before and after the group's name. `value` is the strategy's formatted
    /// time, offset or number of offsets (without sign).
    pub fn review_sentence(self, strategy: &ResetStrategy, value: &str) -> (&'static str, String) {
        let en = |rest: String| ("Move ", rest);
        let zh = |rest: String| ("将 ", rest);
        match (self.locale(), strategy) {
            (Locale::En, ResetStrategy::Earliest) => en(" to the log start".to_owned()),
            (Locale::ZhCn, ResetStrategy::Earliest) => zh(" 移到日志起点".to_owned()),
            (Locale::En, ResetStrategy::Latest) => en(" to the log end".to_owned()),
            (Locale::ZhCn, ResetStrategy::Latest) => zh(" 移到日志末尾".to_owned()),
            (Locale::En, ResetStrategy::Timestamp(_)) => en(format!(" to {value}")),
            (Locale::ZhCn, ResetStrategy::Timestamp(_)) => zh(format!(" 移到 {value}")),
            (Locale::En, ResetStrategy::Offset(_)) => en(format!(" to offset {value} in every partition")),
            (Locale::ZhCn, ResetStrategy::Offset(_)) => zh(format!(" 的每个分区移到位点 {value}")),
            (Locale::En, ResetStrategy::ShiftBy(0)) => ("Keep ", " where it is, within each log".to_owned()),
            (Locale::ZhCn, ResetStrategy::ShiftBy(0)) => zh(" 保持在原位（限于日志范围内）".to_owned()),
            (Locale::En, ResetStrategy::ShiftBy(by)) if *by > 0 => {
                ("Let ", format!(" skip up to {value} records in every partition"))
            }
            (Locale::ZhCn, ResetStrategy::ShiftBy(by)) if *by > 0 => {
                ("让 ", format!(" 在每个分区跳过最多 {value} 条记录"))
            }
            (Locale::En, ResetStrategy::ShiftBy(_)) => {
                ("Let ", format!(" replay up to {value} records in every partition"))
            }
            (Locale::ZhCn, ResetStrategy::ShiftBy(_)) => {
                ("让 ", format!(" 在每个分区重新消费最多 {value} 条记录"))
            }
            (Locale::En, ResetStrategy::PerPartition(_)) => {
                en(" to an offset of its own in every partition".to_owned())
            }
            (Locale::ZhCn, ResetStrategy::PerPartition(_)) => zh(" 的各个分区移到各自的位点".to_owned()),
        }
    }

    /// The strategy's name.
    pub fn review_strategy(self, strategy: &ResetStrategy) -> &'static str {
        match strategy {
            ResetStrategy::Earliest => self.say("Earliest", "最早"),
            ResetStrategy::Latest => self.say("Latest", "最新"),
            ResetStrategy::Timestamp(_) => self.say("Point in time", "指定时间"),
            ResetStrategy::ShiftBy(_) => self.say("Shift by", "平移"),
            ResetStrategy::Offset(_) => self.say("Exact offset", "指定位点"),
            ResetStrategy::PerPartition(_) => self.say("Offset per partition", "按分区指定位点"),
        }
    }

    /// The partitions that were chosen.
    pub fn review_only_partitions(self, numbers: &str) -> String {
        match self.locale() {
            Locale::En => format!("only partitions {numbers}"),
            Locale::ZhCn => format!("仅分区 {numbers}"),
        }
    }

    /// A local time, in a zone.
    pub fn review_in_zone(self, zoned: &str, zone: &str) -> String {
        match self.locale() {
            Locale::En => format!("{zoned} in {zone}"),
            Locale::ZhCn => format!("{zone} 时间 {zoned}"),
        }
    }

    /// When the plan was made.
    pub fn review_planned_at(self, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("Planned {time}"),
            Locale::ZhCn => format!("计划生成于 {time}"),
        }
    }

    /// Until when the plan may be confirmed.
    pub fn review_valid_until(self, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("valid until {time}"),
            Locale::ZhCn => format!("有效至 {time}"),
        }
    }

    /// The plan is in its last minute.
    pub fn plan_expires_soon(self, until: &str) -> String {
        match self.locale() {
            Locale::En => format!("This plan expires at {until}"),
            Locale::ZhCn => format!("此计划将于 {until} 过期"),
        }
    }

    /// What to do about it.
    pub fn plan_expires_soon_advice(self) -> &'static str {
        self.say(
            "After five minutes it can't be confirmed any more. Plan again to read everything afresh; what you typed is kept.",
            "超过五分钟后就不能再确认。重新计划会重新读取全部内容；输入的内容都会保留。",
        )
    }

    /// The plan is too old.
    pub fn plan_expired(self) -> &'static str {
        self.say("This plan has expired", "此计划已过期")
    }

    /// What to do about it.
    pub fn plan_expired_advice(self) -> &'static str {
        self.say(
            "It is older than five minutes, so it is not sent. Plan again: the same request, read afresh.",
            "它已超过五分钟，因此不会发送。请重新计划：请求不变，内容重新读取。",
        )
    }

    /// The clock went back.
    pub fn plan_age_unknown(self) -> &'static str {
        self.say("How old this plan is cannot be told", "无法判断此计划的时效")
    }

    /// What to do about it.
    pub fn plan_age_unknown_advice(self) -> &'static str {
        self.say(
            "The clock was set back since it was made, so it is not sent. Plan again.",
            "计划生成后时钟被回拨，因此不会发送。请重新计划。",
        )
    }

    /// Button: read everything again for the same request.
    pub fn plan_again(self) -> &'static str {
        self.say("Plan again", "重新计划")
    }

    /// Name of the five numbers.
    pub fn review_numbers(self) -> &'static str {
        self.say("Plan in numbers; press one to see its rows", "计划概览，点按可查看对应的行")
    }

    /// One of the five numbers.
    pub fn review_partitions(self) -> &'static str {
        self.say("Partitions", "分区")
    }

    /// Below the number of partitions.
    pub fn review_in_topics(self, number: u64, shown: &str) -> String {
        let topics = self.count_topics(number, shown);
        match self.locale() {
            Locale::En => format!("in {topics}"),
            Locale::ZhCn => format!("共 {topics}"),
        }
    }

    /// One of the five numbers.
    pub fn review_replays(self) -> &'static str {
        self.say("Replays up to", "最多重新消费")
    }

    /// One of the five numbers.
    pub fn review_skips(self) -> &'static str {
        self.say("Skips up to", "最多跳过")
    }

    /// One of the five numbers, where only the least that is replayed is known.
    pub fn review_replays_at_least(self) -> &'static str {
        self.say("Replays at least", "至少重新消费")
    }

    /// One of the five numbers, where only the least that is skipped is known.
    pub fn review_skips_at_least(self) -> &'static str {
        self.say("Skips at least", "至少跳过")
    }

    /// Below a number of records replayed or skipped: in how many partitions, and in how many it is not known.
    pub fn review_amount(self, known: (u64, &str), open: (u64, &str)) -> String {
        let partitions = self.count_partitions(known.0, known.1);
        let unknown = self.count_partitions(open.0, open.1);
        match (self.locale(), known.0, open.0) {
            (Locale::En, _, 0) => format!("records in {partitions}"),
            (Locale::En, 0, _) => format!("not known in {unknown}"),
            (Locale::En, _, _) => format!("records in {partitions}; not known in {}", open.1),
            (Locale::ZhCn, _, 0) => format!("条记录，{partitions}"),
            (Locale::ZhCn, 0, _) => format!("{unknown}未知"),
            (Locale::ZhCn, _, _) => format!("条记录，{partitions}；另有 {} 个未知", open.1),
        }
    }

    /// What skipping means.
    pub fn review_never_read(self) -> &'static str {
        self.say(", never read by this group", "，该分组不会再读到")
    }

    /// One of the five numbers.
    pub fn review_unchanged(self) -> &'static str {
        self.say("No change", "不变")
    }

    /// Below the number of partitions that stay.
    pub fn review_already_there(self) -> &'static str {
        self.say("already at the target", "已在目标位点")
    }

    /// One of the five numbers.
    pub fn review_attention(self) -> &'static str {
        self.say("Needs attention", "需要留意")
    }

    /// Below the number of rows that need attention.
    pub fn review_noted(self, failing: u64, shown: &str) -> String {
        match (self.locale(), failing) {
            (Locale::En, 0) => "have a note".to_owned(),
            (Locale::ZhCn, 0) => "带有备注".to_owned(),
            (Locale::En, _) => format!("have a note, {shown} will fail"),
            (Locale::ZhCn, _) => format!("带有备注，其中 {shown} 个将失败"),
        }
    }

    /// Head of the facts about the group.
    pub fn review_group(self) -> &'static str {
        self.say("Group", "消费分组")
    }

    /// The group has no members, and when that was read.
    pub fn review_no_members(self, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("No members, read {time}."),
            Locale::ZhCn => format!("没有成员，读取于 {time}。"),
        }
    }

    /// The group does not exist and creating it was asked for.
    pub fn review_creates_group(self) -> &'static str {
        self.say("The group does not exist: this reset creates it.", "该消费分组不存在：本次重置会创建它。")
    }

    /// What an empty group does not tell.
    pub fn review_assign_hint(self) -> &'static str {
        self.say(
            "Consumers that use assign() also look empty. Stop those too.",
            "使用 assign() 的消费者也会显示为空。请一并停止。",
        )
    }

    /// Head of the grades.
    pub fn review_grades(self) -> &'static str {
        self.say("How sure the targets are", "目标位点的可信度")
    }

    /// Nothing has happened yet.
    pub fn review_nothing_written(self) -> &'static str {
        self.say(
            "Nothing is written until you confirm. Every offset is read back afterwards.",
            "确认之前不写入任何内容。写入后逐个分区重新读取核实。",
        )
    }

    /// Region and heading of the plan's table.
    pub fn plan(self) -> &'static str {
        self.say("Plan", "计划")
    }

    /// Name of the choice of rows.
    pub fn show_rows(self) -> &'static str {
        self.say("Show rows", "显示的行")
    }

    /// A choice of rows, with their number.
    pub fn show_all(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("All {number}"),
            Locale::ZhCn => format!("全部 {number}"),
        }
    }

    /// A choice of rows, with their number.
    pub fn show_changes(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("Changes {number}"),
            Locale::ZhCn => format!("有变化 {number}"),
        }
    }

    /// A choice of rows, with their number.
    pub fn show_attention(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("Attention {number}"),
            Locale::ZhCn => format!("需留意 {number}"),
        }
    }

    /// Name of a row's box.
    pub fn tick_partition(self, partition: &str) -> String {
        match self.locale() {
            Locale::En => format!("Partition {partition}"),
            Locale::ZhCn => format!("分区 {partition}"),
        }
    }

    /// Under the table, while no row is ticked.
    pub fn ticks_hint(self) -> &'static str {
        self.say("Tick partitions to plan a reset of just these.", "勾选分区，即可只为这些分区生成计划。")
    }

    /// How many rows are ticked.
    pub fn ticks_chosen(self, ticked: &str, all: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!("{ticked} of {} ticked.", self.count_partitions(all, shown)),
            Locale::ZhCn => format!("已勾选 {shown} 个分区中的 {ticked} 个。"),
        }
    }

    /// Button: plan again for the ticked rows.
    pub fn plan_only_ticked(self) -> &'static str {
        self.say("Plan only the ticked ones", "只为勾选的分区生成计划")
    }

    /// Why a plan with ticked rows cannot be confirmed.
    pub fn confirm_rows_ticked(self) -> &'static str {
        self.say(
            "Some rows are ticked, and this plan is about all of them. Plan only the ticked ones, or untick them.",
            "有些行已勾选，而此计划针对所有行。请只为勾选的分区生成计划，或取消勾选。",
        )
    }

    /// Name of the explanation of the pictures.
    pub fn legend(self) -> &'static str {
        self.say("Legend", "图例")
    }

    /// In the legend.
    pub fn legend_log(self) -> &'static str {
        self.say("log start to log end", "日志起点至末尾")
    }

    /// In the legend.
    pub fn legend_committed(self) -> &'static str {
        self.say("committed now", "当前位点")
    }

    /// In the legend.
    pub fn legend_target(self) -> &'static str {
        self.say("target", "目标位点")
    }

    /// In the legend.
    pub fn legend_replayed(self) -> &'static str {
        self.say("replayed", "重新消费")
    }

    /// In the legend.
    pub fn legend_skipped(self) -> &'static str {
        self.say("skipped", "跳过")
    }

    /// In the legend.
    pub fn legend_open(self) -> &'static str {
        self.say("not known yet", "尚不确定")
    }

    /// Heading of the request.
    pub fn request(self) -> &'static str {
        self.say("Request", "请求")
    }

    /// Beside the request's heading.
    pub fn request_summary(self) -> &'static str {
        self.say("Exactly what is sent. Secrets are left out.", "与实际发送的一致，密钥已隐去。")
    }

    /// Name of the part of the request that scrolls.
    pub fn request_text(self) -> &'static str {
        self.say("Text of the request", "请求内容")
    }

    /// Button.
    pub fn copy(self) -> &'static str {
        self.say("Copy", "复制")
    }

    /// Said after the text has been copied.
    pub fn copied(self) -> &'static str {
        self.say("Copied", "已复制")
    }
}

/// The confirmation.
impl Text {
    /// Heading.
    pub fn confirm(self) -> &'static str {
        self.say("Confirm", "确认")
    }

    /// Begins the list of what the reset does.
    pub fn confirm_this_reset(self) -> &'static str {
        self.say("This reset", "本次重置")
    }

    /// How much is replayed, and where.
    pub fn confirm_replays(self, records: &str, place: &str) -> String {
        match self.locale() {
            Locale::En => format!("replays up to {records} records in {place}"),
            Locale::ZhCn => format!("会重新消费 {place}{}的最多 {records} 条记录", Self::latin_gap(place)),
        }
    }

    /// Partitions in which it is known only afterwards how much is replayed.
    pub fn confirm_replays_unknown(self, place: &str) -> String {
        match self.locale() {
            Locale::En => format!("replays a number of records in {place} that is known only afterwards"),
            Locale::ZhCn => format!("会重新消费 {place}{}的记录，数量执行后才能确定", Self::latin_gap(place)),
        }
    }

    /// Partitions in which it is known only afterwards how much is skipped.
    pub fn confirm_skips_unknown(self, place: &str) -> String {
        match self.locale() {
            Locale::En => format!("may skip records in {place}; how many is known only afterwards"),
            Locale::ZhCn => format!("可能跳过 {place}{}的记录，数量执行后才能确定", Self::latin_gap(place)),
        }
    }

    /// Nothing would move.
    pub fn confirm_changes_nothing(self) -> &'static str {
        self.say("leaves every partition where it is", "不会移动任何分区")
    }

    /// A reason of the risk. `records`: the formatted number that the reason is about, where it is about one;
    /// `place`: where, as `orders.paid/0` or `3 partitions`.
    pub fn confirm_reason(self, reason: RiskReason, records: &str, place: &str) -> String {
        match (self.locale(), reason) {
            (Locale::En, RiskReason::Skips) => format!("skips up to {records} records in {place}"),
            (Locale::ZhCn, RiskReason::Skips) => {
                format!("会跳过 {place}{}的最多 {records} 条记录", Self::latin_gap(place))
            }
            (Locale::En, RiskReason::SeveralTopics) => format!("moves the group in {place}"),
            (Locale::ZhCn, RiskReason::SeveralTopics) => format!("会移动该分组在 {place} 中的位点"),
            (Locale::En, RiskReason::ManyOffsets | RiskReason::VeryManyOffsets) => {
                format!("moves the group over more than {records} offsets in all")
            }
            (Locale::ZhCn, RiskReason::ManyOffsets | RiskReason::VeryManyOffsets) => {
                format!("总共移动超过 {records} 个位点")
            }
            (Locale::En, RiskReason::UnknownNumber) => {
                "has numbers that are known only afterwards".to_owned()
            }
            (Locale::ZhCn, RiskReason::UnknownNumber) => "有些数字执行后才能确定".to_owned(),
            (Locale::En, RiskReason::SkipsEverything) => {
                "skips the whole backlog of every partition".to_owned()
            }
            (Locale::ZhCn, RiskReason::SkipsEverything) => "会跳过每个分区的全部堆积".to_owned(),
            (Locale::En, RiskReason::AllTopics) => "changes all topics of the group".to_owned(),
            (Locale::ZhCn, RiskReason::AllTopics) => "会改动该分组的所有 Topic".to_owned(),
            (Locale::En, RiskReason::Production) => "changes an instance marked Production".to_owned(),
            (Locale::ZhCn, RiskReason::Production) => "会改动标记为生产环境的实例".to_owned(),
        }
    }

    /// Offsets that the group gets for the first time.
    pub fn confirm_first_commits(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "sets {shown} first {} that cannot be undone",
                Self::one_or_many(number, "offset", "offsets")
            ),
            Locale::ZhCn => format!("会设置 {shown} 个无法撤销的首次位点"),
        }
    }

    /// Partitions and topics that will fail.
    pub fn confirm_fails(self, what: &str) -> String {
        match self.locale() {
            Locale::En => format!("fails in {what}; the others are done"),
            Locale::ZhCn => format!("在 {what}{}上会失败；其余照常执行", Self::latin_gap(what)),
        }
    }

    /// A group that is created.
    pub fn confirm_creates_group(self) -> &'static str {
        self.say("creates the consumer group", "会创建该消费分组")
    }

    /// The tick, naming the effects.
    pub fn confirm_tick(self, effects: &[String]) -> String {
        match self.locale() {
            Locale::En => format!("I understand: this reset {}.", effects.join(", and ")),
            Locale::ZhCn => format!("我已了解：本次重置{}。", effects.join("，并且")),
        }
    }

    /// Label of the field for the group's name.
    pub fn confirm_type_group(self) -> &'static str {
        self.say("Type the group's name", "输入消费分组名称")
    }

    /// The typed name is right; what stands before and after the name.
    pub fn confirm_matches(self) -> (&'static str, &'static str) {
        match self.locale() {
            Locale::En => ("Matches ", "."),
            Locale::ZhCn => ("与 ", " 一致。"),
        }
    }

    /// The name to be typed; what stands before and after it.
    pub fn confirm_expected(self) -> (&'static str, &'static str) {
        match self.locale() {
            Locale::En => ("Exactly: ", ""),
            Locale::ZhCn => ("完整输入：", ""),
        }
    }

    /// The button: what it does and to how many.
    pub fn confirm_button(self, number: u64, shown: &str) -> String {
        let partitions = self.count_partitions(number, shown);
        match self.locale() {
            Locale::En => format!("Reset {partitions}"),
            Locale::ZhCn => format!("重置 {partitions}"),
        }
    }

    /// Button.
    pub fn back_to_edit(self) -> &'static str {
        self.say("Back to edit", "返回修改")
    }

    /// What happens on confirming.
    pub fn confirm_sent_once(self) -> &'static str {
        self.say("Sent once. Then every offset is read back.", "只发送一次，然后重新读取每个位点。")
    }

    /// Why the confirm button does nothing yet.
    pub fn confirm_refusal(self, refusal: &ConfirmRefusal) -> &'static str {
        match refusal {
            ConfirmRefusal::NotTicked => {
                self.say("Tick above that you understand the effect.", "请先勾选上方的“我已了解”。")
            }
            ConfirmRefusal::GroupNameDiffers => {
                self.say("Type the group's name first, exactly as it is.", "请先完整输入消费分组名称。")
            }
            ConfirmRefusal::NotSendable(NotSendable::NothingToSend) => {
                self.say("Nothing can be sent: no partition can be reset.", "无可发送：没有可以重置的分区。")
            }
            ConfirmRefusal::NotSendable(NotSendable::SinglePartitions) => self.say(
                "Nothing can be sent: a reset of single partitions needs an exact offset for each of them.",
                "无可发送：重置单个分区时，每个分区都需要确切的位点。",
            ),
            ConfirmRefusal::ReasonMissing => self.say("Give a reason first.", "请先填写原因。"),
            ConfirmRefusal::TicketMissing => self.say("Name a ticket first.", "请先填写工单。"),
            ConfirmRefusal::PlanExpired => {
                self.say("This plan has expired. Plan again first.", "该计划已过期。请先重新计划。")
            }
            ConfirmRefusal::HeldElsewhere => self.say(
                "Another window is resetting this group. Nothing was sent from here.",
                "另一个窗口正在重置该消费分组。此处未发送任何请求。",
            ),
            ConfirmRefusal::AlreadyApplied => {
                self.say("This plan was applied already. Plan again first.", "该计划已执行过。请先重新计划。")
            }
            ConfirmRefusal::CheckFailed(_) => self.say(
                "The check right before sending failed, so nothing was sent. Try again.",
                "发送前的检查失败，因此未发送任何请求。请重试。",
            ),
            ConfirmRefusal::PlanUsed => {
                self.say("This plan was sent already. Plan again first.", "该计划已发送过。请先重新计划。")
            }
            ConfirmRefusal::ReadOnly => {
                self.say("Read-only: nothing is sent from here.", "只读模式：此处不发送任何请求。")
            }
            ConfirmRefusal::HostDeclined => self.say(
                "The page around this console did not allow the reset.",
                "嵌入此控制台的页面不允许本次重置。",
            ),
        }
    }

    /// What is done right before sending. Nothing has been sent in any of these steps.
    pub fn confirm_checking(self, step: &CheckStep) -> &'static str {
        match step {
            CheckStep::Claiming { .. } => self.say(
                "Making sure that no other window resets this group. Nothing has been sent.",
                "正在确认没有其他窗口重置该消费分组。尚未发送任何请求。",
            ),
            CheckStep::Group { .. } => self.say(
                "Reading the group once more before sending. Nothing has been sent.",
                "发送前再次读取消费分组。尚未发送任何请求。",
            ),
            CheckStep::Offsets { .. } => self.say(
                "Reading the offsets once more before sending. Nothing has been sent.",
                "发送前再次读取位点。尚未发送任何请求。",
            ),
            CheckStep::Recording { .. } => self.say(
                "Nothing has changed. Writing down what is about to be sent.",
                "没有变化。正在记录即将发送的内容。",
            ),
        }
    }

    /// Label.
    pub fn reason(self) -> &'static str {
        self.say("Reason", "原因")
    }

    /// Under "Reason".
    pub fn reason_hint(self, required: bool) -> &'static str {
        if required {
            self.say("Why this reset is done. Kept with its result.", "为何重置。与结果一同保存。")
        } else {
            self.say(
                "Optional: why this reset is done. Kept with its result.",
                "可不填：为何重置。与结果一同保存。",
            )
        }
    }

    /// Label.
    pub fn ticket(self) -> &'static str {
        self.say("Ticket", "工单")
    }

    /// Under "Ticket".
    pub fn ticket_hint(self, required: bool) -> &'static str {
        if required {
            self.say("The ticket that this reset belongs to.", "本次重置所属的工单。")
        } else {
            self.say("Optional: the ticket that this reset belongs to.", "可不填：本次重置所属的工单。")
        }
    }

    /// A ticket that does not look like one.
    pub fn ticket_differs(self, typed: &str, pattern: &str) -> String {
        match self.locale() {
            Locale::En => format!("“{typed}” is no ticket of the form {pattern}. Correct it."),
            Locale::ZhCn => format!("“{typed}”不符合工单格式 {pattern}。请更正。"),
        }
    }

    /// The confirm button does nothing while a ticket is wrong.
    pub fn confirm_ticket_differs(self) -> &'static str {
        self.say("Correct the ticket first.", "请先更正工单。")
    }

    /// The page around is being asked.
    pub fn confirm_asking_host(self) -> &'static str {
        self.say(
            "Waiting for the page around this console to allow it. Nothing has been sent.",
            "等待嵌入此控制台的页面放行。尚未发送任何请求。",
        )
    }

    /// Heading of a reset that the endpoint refused.
    pub fn review_refused(self) -> &'static str {
        self.say(
            "The endpoint refused the reset. Nothing moved.",
            "接入地址拒绝了本次重置。没有移动任何位点。",
        )
    }
}

/// Where there is no plan: loading, and what stopped it.
impl Text {
    /// Headline while group and offsets are read.
    pub fn planning(self) -> &'static str {
        self.say("Making the plan", "正在生成计划")
    }

    /// What is read just now.
    pub fn planning_group(self) -> &'static str {
        self.say(
            "Reading the group's state and members. Nothing is written.",
            "正在读取消费分组的状态和成员。不写入任何内容。",
        )
    }

    /// What is read just now.
    pub fn planning_offsets(self) -> &'static str {
        self.say(
            "Reading the offsets of every partition. Nothing is written.",
            "正在读取每个分区的位点。不写入任何内容。",
        )
    }

    /// Headline of a reset that stopped before anything moved.
    pub fn blocked_headline(self) -> &'static str {
        self.say("No plan yet", "尚无计划")
    }

    /// Headline of a live group.
    pub fn blocked_live(self, state: &GroupState, number: u64, shown: &str) -> String {
        match (self.locale(), number) {
            (Locale::En, 0) => format!("The group is {state}: it may not be reset now"),
            (Locale::ZhCn, 0) => format!("消费分组的状态为 {state}：现在不能重置"),
            (Locale::En, _) => format!(
                "The group is live: {state}, {shown} {}",
                Self::one_or_many(number, "member", "members")
            ),
            (Locale::ZhCn, _) => format!("消费分组正在消费：{state}，{shown} 个成员"),
        }
    }

    /// What to do about a live group.
    pub fn blocked_live_advice(self) -> &'static str {
        self.say(
            "Kafka refuses a reset while members are connected. Stop these consumers; nothing has been sent.",
            "有成员连接时，Kafka 拒绝重置。请停止这些消费者；尚未发送任何请求。",
        )
    }

    /// The endpoint itself refused.
    pub fn blocked_refused(self) -> &'static str {
        self.say(
            "The endpoint refused the reset because of the group's state. Nothing moved.",
            "接入地址因消费分组的状态拒绝了重置。没有移动任何位点。",
        )
    }

    /// Button.
    pub fn check_again(self) -> &'static str {
        self.say("Check again", "再次检查")
    }

    /// Heading of the members.
    pub fn members(self) -> &'static str {
        self.say("Members", "成员")
    }

    /// Caption of the members' table.
    pub fn caption_of_members(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!("Members. {shown} {}.", Self::one_or_many(number, "member", "members")),
            Locale::ZhCn => format!("成员。{shown} 个成员。"),
        }
    }

    /// The endpoint names no members.
    pub fn members_not_told(self) -> &'static str {
        self.say("The endpoint names no members.", "接入地址没有给出成员。")
    }

    /// Column head.
    pub fn member_client(self) -> &'static str {
        self.say("Client", "客户端")
    }

    /// Column head.
    pub fn member_host(self) -> &'static str {
        self.say("Host", "主机")
    }

    /// Column head.
    pub fn member_id(self) -> &'static str {
        self.say("Member", "成员 ID")
    }

    /// Column head.
    pub fn member_holds(self) -> &'static str {
        self.say("Holds", "占有的分区")
    }

    /// A member whose partitions the endpoint does not tell.
    pub fn member_holds_unknown(self) -> &'static str {
        self.say("not told", "未给出")
    }

    /// A hint about killed consumers.
    pub fn hint_session_timeout(self) -> &'static str {
        self.say(
            "A consumer that was killed is seen as gone only after its session timeout, 45 s by default.",
            "被强制结束的消费者要等会话超时后才算离开，默认 45 秒。",
        )
    }

    /// A hint about planning again.
    pub fn hint_plan_made_again(self) -> &'static str {
        self.say(
            "When the group is empty, the plan is made again and you confirm it. Checking and waiting never send anything.",
            "消费分组为空后会重新生成计划，由你确认。检查和等待都不会发送任何重置。",
        )
    }

    /// Button.
    pub fn wait_until_empty(self) -> &'static str {
        self.say("Wait until empty", "等待清空")
    }

    /// Button.
    pub fn stop_waiting(self) -> &'static str {
        self.say("Stop waiting", "停止等待")
    }

    /// Heading.
    pub fn wait_title(self) -> &'static str {
        self.say("Waiting until the group is empty", "正在等待消费分组清空")
    }

    /// How often the group was looked at.
    pub fn wait_looks(self, number: u64, shown: &str) -> String {
        match (self.locale(), number) {
            (Locale::En, 0) => "Not looked at yet.".to_owned(),
            (Locale::En, 1) => "Looked at once: it still has members.".to_owned(),
            (Locale::En, _) => format!("Looked at {shown} times: it still has members."),
            (Locale::ZhCn, 0) => "尚未查看。".to_owned(),
            (Locale::ZhCn, _) => format!("已查看 {shown} 次：仍有成员。"),
        }
    }

    /// When the group is looked at again.
    pub fn wait_next_look(self, length: &str) -> String {
        match self.locale() {
            Locale::En => format!("Next look in {length}."),
            Locale::ZhCn => format!("{length}后再次查看。"),
        }
    }

    /// The group is being looked at.
    pub fn wait_looking(self) -> &'static str {
        self.say("Looking now.", "正在查看。")
    }

    /// What waiting does and does not do.
    pub fn wait_never_sends(self) -> &'static str {
        self.say(
            "Once it is empty the plan is made and shown for you to confirm. Waiting never sends anything by itself.",
            "清空后会生成计划并显示，由你确认。等待本身绝不会发送任何重置。",
        )
    }

    /// A look at the group failed.
    pub fn wait_look_failed(self) -> &'static str {
        self.say("The last look failed; the next one comes all the same.", "上次查看失败；仍会继续查看。")
    }

    /// Opens the hints about empty groups.
    pub fn empty_hints(self) -> &'static str {
        self.say("What an empty group does not tell", "“空”不能说明的情况")
    }

    /// Consumers that a group does not show.
    pub fn hint_looks_empty(self) -> &'static str {
        self.say(
            "Consumers that use assign(), and stream applications that manage partitions themselves, look empty while they run.",
            "使用 assign() 的消费者，以及自行管理分区的流应用，运行时也显示为空。",
        )
    }

    /// Systems that keep their offsets elsewhere.
    pub fn hint_offsets_elsewhere(self) -> &'static str {
        self.say(
            "Flink keeps offsets in its checkpoints and Kafka Connect's source tasks in a topic of their own: a reset here does not move them.",
            "Flink 的位点保存在检查点中，Kafka Connect 的源任务保存在专用 Topic 中：此处的重置不会移动它们。",
        )
    }

    /// Commits expire.
    pub fn hint_commits_expire(self) -> &'static str {
        self.say(
            "Commits of an empty group expire, after seven days by default: start its consumers before that, or they begin where auto.offset.reset says.",
            "空消费分组的提交会过期，默认七天：请在此之前启动消费者，否则会从 auto.offset.reset 指定之处开始。",
        )
    }

    /// Headline of a group that does not exist; what stands before and after its name.
    pub fn blocked_no_group(self) -> (&'static str, &'static str) {
        match self.locale() {
            Locale::En => ("There is no group “", "”"),
            Locale::ZhCn => ("没有名为“", "”的消费分组"),
        }
    }

    /// What a reset of such a group would do.
    pub fn blocked_no_group_advice(self) -> &'static str {
        self.say(
            "State Dead: the cluster does not know it. A reset would create this group with these offsets. That is useful before a first start, and a trap after a typing error.",
            "状态为 Dead：集群中没有该分组。重置会以这些位点创建它。首次启动之前这很有用；若是名称输错，则是陷阱。",
        )
    }

    /// How to go on with such a group; what stands before and after the name of the tick.
    pub fn blocked_no_group_way_out(self) -> String {
        let tick = self.create_group();
        match self.locale() {
            Locale::En => format!("Correct the name, or tick “{tick}” and plan again."),
            Locale::ZhCn => format!("请更正名称，或勾选“{tick}”后重新计划。"),
        }
    }

    /// Headline.
    pub fn blocked_nothing_committed(self) -> &'static str {
        self.say("The group has no committed offsets", "该消费分组没有已提交的位点")
    }

    /// What to do about it.
    pub fn blocked_nothing_committed_advice(self) -> &'static str {
        self.say(
            "“All topics of the group” means every topic that it has a commit on, and there is none. Go back to edit and choose topics by name.",
            "“该分组的所有 Topic”指有提交记录的 Topic，而这里一个也没有。请返回修改，按名称选择 Topic。",
        )
    }

    /// Headline.
    pub fn blocked_nothing_chosen(self) -> &'static str {
        self.say("No partition is chosen", "没有选择任何分区")
    }

    /// What to do about it.
    pub fn blocked_nothing_chosen_advice(self) -> &'static str {
        self.say(
            "Go back to edit and choose at least one topic. An empty choice is never sent: the API would read it as every topic.",
            "请返回修改，至少选择一个 Topic。空选择绝不会发送：API 会把它当作全部 Topic。",
        )
    }

    /// Headline.
    pub fn blocked_other_time(self) -> &'static str {
        self.say("The endpoint answered for another time", "接入地址答复的是另一个时间")
    }

    /// Headline.
    pub fn blocked_not_expressible(self) -> &'static str {
        self.say("This endpoint resets whole topics only", "该接入地址只能重置整个 Topic")
    }

    /// What to do about it.
    pub fn blocked_not_expressible_advice(self) -> &'static str {
        self.say(
            "It cannot be sent single partitions with offsets of their own. Choose whole topics, or another endpoint.",
            "它不支持为单个分区指定位点。请选择整个 Topic，或换用其他接入地址。",
        )
    }

    /// Headline.
    pub fn blocked_other_group(self) -> &'static str {
        self.say("The endpoint answered for another group", "接入地址答复的是另一个消费分组")
    }

    /// What to do about it.
    pub fn blocked_other_time_advice(self) -> &'static str {
        self.say(
            "Nothing was sent. Check again; if it stays, report it.",
            "尚未发送任何请求。请再次检查；若仍如此，请报告。",
        )
    }

    /// Headline.
    pub fn blocked_group_unreadable(self) -> &'static str {
        self.say("The group could not be read", "无法读取消费分组")
    }

    /// Headline.
    pub fn blocked_offsets_unreadable(self) -> &'static str {
        self.say("The offsets could not be read", "无法读取位点")
    }

    /// Nothing was changed, and nothing typed is lost.
    pub fn blocked_nothing_sent(self) -> &'static str {
        self.say("Nothing was sent. Everything you typed is kept.", "尚未发送任何请求。输入的内容都已保留。")
    }

    /// While the group is read after a refusal.
    pub fn blocked_reading_group(self) -> &'static str {
        self.say("Reading the group's state and members…", "正在读取消费分组的状态和成员…")
    }
}
