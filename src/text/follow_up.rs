//! What can be done after the outcome: looking once more, retry, undo, and the reasons where it cannot.

use super::{Locale, Text};
use kafka_offsets::{LeftOutReason, RetryRefusal, UndoRefusal};

impl Text {
    /// Button.
    pub fn retry_failed(self) -> &'static str {
        self.say("Retry failed", "重试失败的分区")
    }

    /// Button.
    pub fn undo(self) -> &'static str {
        self.say("Undo", "撤销")
    }

    /// A step of the trail: the look some seconds after the outcome.
    pub fn later_waiting(self) -> [&'static str; 2] {
        [self.say("Read again later", "稍后再读"), self.say("5 s after the outcome", "结果明确后 5 秒")]
    }

    /// A step of the trail: while it is read.
    pub fn later_reading(self) -> &'static str {
        self.say("Reading again", "正在再次读取")
    }

    /// A step of the trail: title, and that nothing has moved.
    pub fn later_same(self) -> [&'static str; 2] {
        [self.say("Read again 5 s later", "5 秒后再次读取"), self.say("unchanged", "没有变化")]
    }

    /// Below that step: so many partitions have moved.
    pub fn later_moved(self, number: u64, shown: &str) -> String {
        let partitions = self.count_partitions(number, shown);
        match self.locale() {
            Locale::En => format!("{partitions} moved since"),
            Locale::ZhCn => format!("{partitions}已移动"),
        }
    }

    /// Below that step: the read failed.
    pub fn later_unreadable(self) -> &'static str {
        self.say("could not be read", "无法读取")
    }

    /// Notice: somebody has moved partitions after they were confirmed.
    pub fn moved_title(self, number: u64, shown: &str) -> String {
        let partitions = self.count_partitions(number, shown);
        match self.locale() {
            Locale::En => format!("Moved since: {partitions} left the confirmed offset"),
            Locale::ZhCn => format!("之后又移动：{partitions}离开了已核实的位点"),
        }
    }

    /// What that means, and what to do.
    pub fn moved_meaning(self) -> &'static str {
        self.say(
            "A consumer of this group runs, or somebody else resets it. If it should not run yet, stop it and plan again.",
            "该消费分组有消费者在运行，或有人也在重置。若不应运行，请先停止，再重新计划。",
        )
    }

    /// Button: what can be retried, and what cannot; the sentence beside it.
    pub fn retry_does(self, partitions: u64, shown: &str, as_offsets: bool) -> String {
        let partitions = self.count_partitions(partitions, shown);
        match (self.locale(), as_offsets) {
            (Locale::En, true) => format!(
                "Retry sets {partitions} to the offsets that were planned, with its own review. Nothing is shifted twice."
            ),
            (Locale::En, false) => format!(
                "Retry sends the same strategy for {partitions} in topics that did not move at all, with its own review."
            ),
            (Locale::ZhCn, true) => {
                format!("重试会将 {partitions}设为计划的位点，并需再次确认。不会重复平移。")
            }
            (Locale::ZhCn, false) => {
                format!("重试会对完全没有移动的 Topic（{partitions}）再次使用同一策略，并需再次确认。")
            }
        }
    }

    /// Button: what undo would do; the sentence beside it.
    pub fn undo_does(self, partitions: u64, shown: &str, steps: usize) -> String {
        let partitions = self.count_partitions(partitions, shown);
        match (self.locale(), steps) {
            (Locale::En, 0 | 1) => {
                format!("Undo sets {partitions} back to their old offsets, with its own review.")
            }
            (Locale::En, _) => format!(
                "Undo sets {partitions} back to their old offsets in {steps} steps, each with its own review."
            ),
            (Locale::ZhCn, 0 | 1) => format!("撤销会将 {partitions}恢复到原来的位点，并需再次确认。"),
            (Locale::ZhCn, _) => {
                format!("撤销会分 {steps} 步将 {partitions}恢复到原来的位点，每一步都需再次确认。")
            }
        }
    }

    /// Button of one of several steps.
    pub fn undo_step(self, step: usize, steps: usize) -> String {
        match self.locale() {
            Locale::En => format!("Undo, step {step} of {steps}"),
            Locale::ZhCn => format!("撤销，第 {step} 步，共 {steps} 步"),
        }
    }

    /// Button: another step of the undo that this was a step of.
    pub fn undo_further(self, step: usize, steps: usize) -> String {
        match (self.locale(), steps) {
            (Locale::En, 1) => "Undo, last step".to_owned(),
            (Locale::En, _) => format!("Undo, further step {step} of {steps}"),
            (Locale::ZhCn, 1) => "撤销，最后一步".to_owned(),
            (Locale::ZhCn, _) => format!("撤销，其余第 {step} 步，共 {steps} 步"),
        }
    }

    /// Summary of the rows that retry or undo leave out.
    pub fn left_out(self, number: u64, shown: &str) -> String {
        let partitions = self.count_partitions(number, shown);
        match self.locale() {
            Locale::En => format!("Left out: {partitions}"),
            Locale::ZhCn => format!("不包括：{partitions}"),
        }
    }

    /// Button: the offsets from before the reset, as Kafka's own file.
    pub fn export_old_offsets(self) -> &'static str {
        self.say("Export old offsets", "导出原位点")
    }

    /// Why nothing can be retried.
    pub fn retry_refusal(self, refusal: &RetryRefusal) -> &'static str {
        match refusal {
            RetryRefusal::NothingLeft => {
                self.say("Nothing is left to retry: every partition is confirmed.", "没有需要重试的分区：全部已核实。")
            }
            RetryRefusal::NothingCertain(left_out)
                if left_out.iter().all(|left| left.why == LeftOutReason::CannotBeDone) =>
            {
                self.say(
                    "Nothing to retry: the plan had no offset for these partitions either. Choose another strategy for them.",
                    "无法重试：计划中也没有这些分区的位点。请为它们选择其他策略。",
                )
            }
            RetryRefusal::NothingCertain(_) => self.say(
                "Nothing to retry: no partition is certain to have stayed where it was. Read again, or plan anew.",
                "无法重试：没有一个分区确定留在原处。请重新读取，或重新计划。",
            ),
            RetryRefusal::OnlyWholeTopics(_) => self.say(
                "Nothing to retry: this endpoint moves whole topics only, and in each of them something has moved or may have. Plan anew, or use a gateway.",
                "无法重试：该接入地址只能整体移动 Topic，而每个 Topic 中都有分区已移动或可能已移动。请重新计划，或通过网关操作。",
            ),
        }
    }

    /// Why nothing can be undone.
    pub fn undo_refusal(self, refusal: &UndoRefusal) -> &'static str {
        match refusal {
            UndoRefusal::NothingMoved => {
                self.say("There is nothing to undo: no partition has moved.", "没有需要撤销的：没有分区移动。")
            }
            UndoRefusal::NothingCertain(_) => self.say(
                "Undo is not offered: it is not certain that this reset moved any partition. Read again first.",
                "无法撤销：不能确定这次重置移动了任何分区。请先重新读取。",
            ),
            UndoRefusal::FileOnly(_) => self.say(
                "This endpoint moves whole topics only and cannot restore different offsets. Export the old offsets and apply the file with kafka-consumer-groups --from-file, or through a gateway.",
                "该接入地址只能整体移动 Topic，无法恢复各不相同的位点。请导出原位点，用 kafka-consumer-groups --from-file 或通过网关执行该文件。",
            ),
            UndoRefusal::NeverCommitted(_) => self.say(
                "Undo is not possible: the group had no offsets here before, and a first commit cannot be taken back.",
                "无法撤销：消费分组之前在这里没有位点，首次提交无法收回。",
            ),
        }
    }

    /// A partition that the plan had no target for: what that means, and what to do.
    pub fn never_planned(self) -> [&'static str; 2] {
        [
            self.say(
                "The plan had no offset for it, so it did not move.",
                "计划中没有它的位点，因此没有移动。",
            ),
            self.say("Choose another strategy for it.", "请为它选择其他策略。"),
        ]
    }

    /// Why retry or undo leaves a partition alone.
    pub fn left_out_reason(self, why: LeftOutReason) -> &'static str {
        match why {
            LeftOutReason::MovedElsewhere => {
                self.say("Somebody else has moved it: find out who first.", "已被他人移动：请先查明。")
            }
            LeftOutReason::Unknown => {
                self.say("Nobody knows where it is: read again first.", "位点未知：请先重新读取。")
            }
            LeftOutReason::CannotBeDone => {
                self.say("It could not be done before either: plan anew.", "之前也无法执行：请重新计划。")
            }
            LeftOutReason::NoOffsetKnown => self.say(
                "The plan knows no offset for it; only the endpoint could have told: plan anew.",
                "计划中没有它的位点，只有服务端知道：请重新计划。",
            ),
            LeftOutReason::TopicPartlyMoved => self.say(
                "This endpoint moves whole topics only, and another partition of this one moved or may have.",
                "该接入地址只能整体移动 Topic，而该 Topic 的其他分区已移动或可能已移动。",
            ),
            LeftOutReason::ShiftNotRefused => self.say(
                "A shift that was not refused for certain could come twice.",
                "平移没有被明确拒绝，再次发送可能会重复平移。",
            ),
            LeftOutReason::OldOffsetsDiffer => self.say(
                "This endpoint moves whole topics only, and the old offsets of this one differ: export the old offsets.",
                "该接入地址只能整体移动 Topic，而该 Topic 的原位点各不相同：请导出原位点。",
            ),
            LeftOutReason::NeverCommitted => self.say(
                "It had no committed offset before, and a first commit cannot be taken back.",
                "之前没有已提交位点，首次提交无法收回。",
            ),
        }
    }
}
