//! What the Result step says: on the way, afterwards, and in its tables.

use super::{Locale, Text};
use kafka_offsets::{Overall, Verdict, VerdictReason};

/// While the reset is on its way.
impl Text {
    /// Headline while the request is out; what stands before and after the group's name.
    pub fn sending(self, partitions: &str) -> (String, &'static str) {
        match self.locale() {
            Locale::En => (format!("Resetting {partitions} of "), ""),
            Locale::ZhCn => ("正在重置 ".to_owned(), " 的位点"),
        }
    }

    /// What is happening.
    pub fn sending_once(self) -> &'static str {
        self.say(
            "Sent once. If the answer is lost, nothing is sent again: the offsets are read back to find out.",
            "只发送一次。若应答丢失，不会再次发送，而是重新读取位点来查明结果。",
        )
    }

    /// Headline while the offsets are read back.
    pub fn verifying(self) -> &'static str {
        self.say("Reading the offsets back", "正在重新读取位点")
    }

    /// What reading back is for.
    pub fn verifying_why(self) -> &'static str {
        self.say(
            "An answer is a claim. Every partition is read to see where the group really is.",
            "应答只是声明。逐个分区读取，确认消费分组实际所在的位点。",
        )
    }

    /// Headline of a lost answer; `left`: nobody was there to hear it, since the page was left.
    pub fn outcome_unknown(self, left: bool) -> &'static str {
        if left {
            self.say(
                "Outcome unknown: the page was left before the reply came",
                "结果未知：应答到达之前页面已离开",
            )
        } else {
            self.say(
                "Outcome unknown: the reply was lost after the request was sent",
                "结果未知：请求已发送，但应答丢失",
            )
        }
    }

    /// What a lost answer means; the second part is the one that matters.
    pub fn outcome_unknown_meaning(self) -> [&'static str; 3] {
        match self.locale() {
            Locale::En => [
                "The cluster may have done all, some or none of it. ",
                "Nothing is sent again.",
                " The offsets are read back to find out.",
            ],
            Locale::ZhCn => {
                ["集群可能已全部、部分执行，或没有执行。", "不会再次发送。", "正在重新读取位点来查明。"]
            }
        }
    }

    /// Name of the list of what happened.
    pub fn trail(self) -> &'static str {
        self.say("What happened, in order", "经过")
    }

    /// A step of the trail.
    pub fn trail_sent(self) -> &'static str {
        self.say("Sent", "已发送")
    }

    /// A step of the trail: one request, and when.
    pub fn trail_one_request(self, time: Option<&str>) -> String {
        match (self.locale(), time) {
            (Locale::En, Some(time)) => format!("{time}, 1 request"),
            (Locale::En, None) => "1 request".to_owned(),
            (Locale::ZhCn, Some(time)) => format!("{time}，1 个请求"),
            (Locale::ZhCn, None) => "1 个请求".to_owned(),
        }
    }

    /// A step of the trail.
    pub fn trail_waiting(self) -> &'static str {
        self.say("Waiting for the answer", "等待应答")
    }

    /// A step of the trail; `after` is how long it took.
    pub fn trail_answered(self, after: Option<&str>) -> String {
        match (self.locale(), after) {
            (Locale::En, Some(after)) => format!("Answered after {after}"),
            (Locale::En, None) => "Answered".to_owned(),
            (Locale::ZhCn, Some(after)) => format!("{after}后应答"),
            (Locale::ZhCn, None) => "已应答".to_owned(),
        }
    }

    /// What the answer says.
    pub fn trail_answer(self, done: &str, failed: &str) -> String {
        match self.locale() {
            Locale::En => format!("{done} done, {failed} failed, by the answer"),
            Locale::ZhCn => format!("应答：{done} 个完成，{failed} 个失败"),
        }
    }

    /// What an answer says that holds no offsets.
    pub fn trail_without_offsets(self) -> &'static str {
        self.say(
            "Accepted; the endpoint returns no offsets, so they are read back.",
            "已接受；接入地址不返回位点，因此会读回。",
        )
    }

    /// A step of the trail.
    pub fn trail_no_reply(self) -> &'static str {
        self.say("No reply", "没有应答")
    }

    /// A length of time below a second.
    pub fn millis(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("{number}\u{a0}ms"),
            Locale::ZhCn => format!("{number}\u{a0}毫秒"),
        }
    }

    /// How long an answer was waited for.
    pub fn trail_gave_up(self, after: &str) -> String {
        match self.locale() {
            Locale::En => format!("gave up after {after}"),
            Locale::ZhCn => format!("等待 {after}后放弃"),
        }
    }

    /// A step of the trail; `number`: how often the offsets have been read.
    pub fn trail_reading(self, number: u32) -> String {
        match (self.locale(), number) {
            (Locale::En, 0 | 1) => "Reading back".to_owned(),
            (Locale::En, _) => format!("Reading back, try {number}"),
            (Locale::ZhCn, 0 | 1) => "正在重新读取".to_owned(),
            (Locale::ZhCn, _) => format!("正在重新读取，第 {number} 次"),
        }
    }

    /// Between two reads: how long the pause is, and when it ends.
    pub fn trail_next_read(self, wait: &str, at: Option<&str>) -> String {
        match (self.locale(), at) {
            (Locale::En, Some(at)) => format!("next read in {wait}, at {at}"),
            (Locale::En, None) => format!("next read in {wait}"),
            (Locale::ZhCn, Some(at)) => format!("{wait}后再次读取，{at}"),
            (Locale::ZhCn, None) => format!("{wait}后再次读取"),
        }
    }

    /// Before the first read has ended.
    pub fn trail_each_partition(self) -> &'static str {
        self.say("each partition's committed offset", "逐个分区读取已提交位点")
    }

    /// A step of the trail; `after` is how long after sending.
    pub fn trail_read_back(self, after: Option<&str>) -> String {
        match (self.locale(), after) {
            (Locale::En, Some(after)) => format!("Read back after {after}"),
            (Locale::En, None) => "Read back".to_owned(),
            (Locale::ZhCn, Some(after)) => format!("{after}后重新读取"),
            (Locale::ZhCn, None) => "已重新读取".to_owned(),
        }
    }

    /// What the read said.
    pub fn trail_as_planned(self, confirmed: &str, all: &str, reads: u32) -> String {
        match (self.locale(), reads) {
            (Locale::En, 0 | 1) => format!("{confirmed} of {all} confirmed"),
            (Locale::En, _) => format!("{confirmed} of {all} confirmed, read {reads} times"),
            (Locale::ZhCn, 0 | 1) => format!("{all} 个中 {confirmed} 个已核实"),
            (Locale::ZhCn, _) => format!("{all} 个中 {confirmed} 个已核实，读取 {reads} 次"),
        }
    }

    /// The read itself failed.
    pub fn trail_read_failed(self) -> &'static str {
        self.say("Last read failed", "最近一次读取失败")
    }

    /// Region: what is known before the last read.
    pub fn so_far(self) -> &'static str {
        self.say("What the offsets say", "位点的情况")
    }

    /// Beside its heading: confirmed, not applied, differs, not read.
    pub fn so_far_summary(self, [confirmed, not_applied, differs, unknown]: [String; 4]) -> String {
        match self.locale() {
            Locale::En => format!(
                "so far {confirmed} confirmed, {not_applied} not moved, {differs} elsewhere, {unknown} not read"
            ),
            Locale::ZhCn => format!(
                "目前 {confirmed} 个已核实，{not_applied} 个未移动，{differs} 个在别处，{unknown} 个未读到"
            ),
        }
    }

    /// Column head: what comes next for a partition.
    pub fn column_then(self) -> &'static str {
        self.say("Then", "接下来")
    }

    /// What comes next for a partition, while offsets are still being read back.
    pub fn then(self, reason: VerdictReason) -> &'static str {
        match reason {
            VerdictReason::Applied => self.say("where the plan says", "与计划一致"),
            VerdictReason::NothingToChange => self.say("nothing had to change", "无需变化"),
            VerdictReason::AppliedAnswerLost => self.say("applied; the answer was lost", "已生效；应答丢失"),
            VerdictReason::AcceptedButNotMoved
            | VerdictReason::MayHaveBeenThere
            | VerdictReason::LostNotMoved => {
                self.say("has not moved so far: is read again", "目前没有移动：会再次读取")
            }
            VerdictReason::NothingPlanned => {
                self.say("no offset was planned: it stays", "计划没有给出位点：保持不动")
            }
            VerdictReason::FailedAsReported => {
                self.say("failed as reported: it has not moved", "如应答所述失败：没有移动")
            }
            VerdictReason::AppliedElsewhere => {
                self.say("applied, but not where planned", "已生效，但不在计划的位点")
            }
            VerdictReason::ReportedFailedYetMoved => {
                self.say("reported failed, yet it moved", "应答为失败，但已移动")
            }
            VerdictReason::MovedSince
            | VerdictReason::ReportedFailedMovedElsewhere
            | VerdictReason::LostMovedElsewhere => self
                .say("someone else commits: find out who before a retry", "有其他提交者：重试之前请先查明"),
            VerdictReason::LostMovedByWhom => {
                self.say("moved, by this reset or by someone else", "已移动，可能由本次重置，也可能由他人")
            }
            VerdictReason::CouldNotRead => self.say("waits for the next read", "等待下一次读取"),
        }
    }

    /// At the foot while nothing is certain yet; `kept` says whether a reload comes back here.
    pub fn until_all_is_read(self, kept: bool) -> &'static str {
        if kept {
            self.say(
                "A retry is offered when every partition has been read. You may close this page: it comes back to this state.",
                "读到所有分区之后才能重试。可以关闭此页面：再次打开会回到此状态。",
            )
        } else {
            self.say(
                "A retry is offered when every partition has been read. Stay on this page until then: nothing of it is kept.",
                "读到所有分区之后才能重试。在此之前请勿离开此页面：这里不保存任何内容。",
            )
        }
    }
}

/// The outcome.
impl Text {
    /// The headline; `all` are the planned partitions.
    pub fn result_headline(self, overall: Overall, confirmed: &str, all: u64, all_shown: &str) -> String {
        let partitions = self.count_partitions(all, all_shown);
        match (self.locale(), overall) {
            (Locale::En, Overall::Succeeded) => format!("Reset: {confirmed} of {partitions} confirmed"),
            (Locale::ZhCn, Overall::Succeeded) => format!("已重置：{partitions}中 {confirmed} 个已核实"),
            (Locale::En, Overall::Partial) => format!("Partly reset: {confirmed} of {partitions} confirmed"),
            (Locale::ZhCn, Overall::Partial) => format!("部分重置：{partitions}中 {confirmed} 个已核实"),
            (Locale::En, Overall::Failed) => {
                format!("Not reset: {confirmed} of {partitions} confirmed, none moved")
            }
            (Locale::ZhCn, Overall::Failed) => {
                format!("未重置：{partitions}中 {confirmed} 个已核实，没有移动")
            }
            (Locale::En, Overall::Unknown) => {
                format!("Outcome unknown: {confirmed} of {partitions} confirmed, some could not be read")
            }
            (Locale::ZhCn, Overall::Unknown) => {
                format!("结果未知：{partitions}中 {confirmed} 个已核实，部分无法读取")
            }
        }
    }

    /// The endpoint's id of the request.
    pub fn result_request_id(self) -> &'static str {
        self.say("Request ID", "请求 ID")
    }

    /// Name of the four numbers.
    pub fn result_numbers(self) -> &'static str {
        self.say("Outcome in numbers", "结果概览")
    }

    /// A verdict as the label of a number.
    pub fn result_label(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Confirmed => self.say("Confirmed", "已核实"),
            Verdict::Differs => self.say("Differs", "不一致"),
            Verdict::NotApplied => self.say("Not applied", "未生效"),
            Verdict::Unknown => self.say("Unknown", "未知"),
        }
    }

    /// What a verdict means, below its number.
    pub fn result_meaning(self, verdict: Verdict) -> &'static str {
        match verdict {
            Verdict::Confirmed => self.say("read back, as planned", "重新读取的位点与计划一致"),
            Verdict::Differs => self.say("not where planned", "不在计划的位点"),
            Verdict::NotApplied => self.say("still at the old offset", "仍在原来的位点"),
            Verdict::Unknown => self.say("could not be read back", "无法重新读取"),
        }
    }

    /// The reply was lost; the offsets were read instead.
    pub fn result_reply_lost(self) -> &'static str {
        self.say(
            "The reply was lost. What follows is what the offsets say.",
            "应答已丢失。以下以重新读取的位点为准。",
        )
    }

    /// The reply was an error that says nothing about partitions; the offsets were read instead.
    pub fn result_told_nothing(self) -> &'static str {
        self.say(
            "The reply does not say what was done. What follows is what the offsets say.",
            "应答未说明已执行的内容。以下以重新读取的位点为准。",
        )
    }

    /// The page was left before the reply; the offsets were read instead.
    pub fn result_taken_up(self) -> &'static str {
        self.say(
            "The page was left before the reply came. What follows is what the offsets say.",
            "应答到达之前页面已离开。以下以重新读取的位点为准。",
        )
    }

    /// The last read failed.
    pub fn result_read_fault(self) -> &'static str {
        self.say("The offsets could not be read back", "无法重新读取位点")
    }

    /// Button: read the offsets once more.
    pub fn result_read_again(self) -> &'static str {
        self.say("Read again", "重新读取")
    }

    /// Region and heading.
    pub fn failed(self) -> &'static str {
        self.say("Failed", "失败")
    }

    /// Region and heading.
    pub fn succeeded(self) -> &'static str {
        self.say("Succeeded", "成功")
    }

    /// Beside the heading of the failed.
    pub fn failed_summary(self, failed: &str, all: u64, all_shown: &str) -> String {
        let partitions = self.count_partitions(all, all_shown);
        match self.locale() {
            Locale::En => format!("{failed} of {partitions} not confirmed"),
            Locale::ZhCn => format!("{partitions}中 {failed} 个未核实"),
        }
    }

    /// Beside it: topics that failed as a whole, and answers that nobody asked for.
    pub fn failed_others(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "; {shown} more {}",
                Self::one_or_many(number, "row of the answer", "rows of the answer")
            ),
            Locale::ZhCn => format!("；另有 {shown} 行应答"),
        }
    }

    /// Beside the heading of the succeeded.
    pub fn succeeded_summary(self, confirmed: &str, all: u64, all_shown: &str) -> String {
        let partitions = self.count_partitions(all, all_shown);
        match self.locale() {
            Locale::En => format!("{confirmed} of {partitions} confirmed by reading them back"),
            Locale::ZhCn => format!("{partitions}中 {confirmed} 个经重新读取核实"),
        }
    }

    /// In the place of the failed table.
    pub fn none_failed(self) -> &'static str {
        self.say("0 partitions. Nothing failed.", "0 个分区。没有失败。")
    }

    /// In the place of the succeeded table.
    pub fn none_succeeded(self) -> &'static str {
        self.say("0 partitions. Nothing is confirmed.", "0 个分区。没有已核实的分区。")
    }

    /// Column head.
    pub fn column_planned(self) -> &'static str {
        self.say("Planned", "计划位点")
    }

    /// Column head: the offset that the endpoint returned.
    pub fn column_returned(self) -> &'static str {
        self.say("Returned", "返回位点")
    }

    /// Column head: the offset that a read afterwards found.
    pub fn column_re_read(self) -> &'static str {
        self.say("Re-read", "重读位点")
    }

    /// Column head: re-read against before.
    pub fn column_moved(self) -> &'static str {
        self.say("Moved", "移动")
    }

    /// Column head.
    pub fn column_verdict(self) -> &'static str {
        self.say("Verdict", "结论")
    }

    /// Column head.
    pub fn column_code(self) -> &'static str {
        self.say("Code", "错误码")
    }

    /// Column head.
    pub fn column_meaning(self) -> &'static str {
        self.say("Meaning and next step", "含义与下一步")
    }

    /// In the place of a returned offset: the endpoint answered without one.
    pub fn not_returned(self) -> &'static str {
        self.say("not returned", "未返回")
    }

    /// In the place of a returned offset: it failed.
    pub fn not_set(self) -> &'static str {
        self.say("not set", "未设置")
    }

    /// In the place of a returned offset: there was no answer about it.
    pub fn no_answer(self) -> &'static str {
        self.say("no answer", "无应答")
    }

    /// In the place of a re-read offset.
    pub fn not_readable(self) -> &'static str {
        self.say("not readable", "无法读取")
    }

    /// A confirmed partition that had nothing to change.
    pub fn confirmed_no_change(self) -> &'static str {
        self.say("confirmed, no change", "已核实，不变")
    }

    /// A partition of the answer that nobody asked for.
    pub fn not_asked_for(self) -> &'static str {
        self.say("not asked for", "未请求")
    }

    /// What that means.
    pub fn not_asked_for_meaning(self) -> &'static str {
        self.say("The answer names it, though the plan does not.", "应答提到了它，而计划中没有。")
    }

    /// What to do about it.
    pub fn not_asked_for_next(self) -> &'static str {
        self.say("Report it to whoever runs the endpoint.", "请报告给接入地址的维护者。")
    }

    /// A topic or partition that was asked for and is about no planned row.
    pub fn topic_failed(self) -> &'static str {
        self.say("failed", "失败")
    }

    /// The answer names a partition as done and as failed.
    pub fn contradictory(self) -> &'static str {
        self.say(
            "The answer names it as done and as failed; the worse was taken.",
            "应答既说完成又说失败；以较差者为准。",
        )
    }

    /// The endpoint's own message follows.
    pub fn endpoint_says(self, message: &str) -> String {
        match self.locale() {
            Locale::En => format!("The endpoint says: {message}"),
            Locale::ZhCn => format!("接入地址的消息：{message}"),
        }
    }

    /// At the foot.
    pub fn result_consumers_may_start(self) -> &'static str {
        self.say("You can start the consumers again.", "可以重新启动消费者。")
    }

    /// At the foot, where something is not confirmed.
    pub fn result_check_first(self) -> &'static str {
        self.say(
            "Look at the failed rows before you start the consumers again. Nothing is sent again by itself.",
            "重新启动消费者之前，请先查看失败的行。不会自动再次发送。",
        )
    }

    /// Button.
    pub fn new_reset(self) -> &'static str {
        self.say("New reset", "新的重置")
    }
}
