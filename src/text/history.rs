//! What the history of this browser's resets says.

use super::{Locale, Text};
use crate::components::history_record::NotNow;
use crate::state::history::{Ending, Kind};

impl Text {
    /// Button in the head, and the headline.
    pub fn history(self) -> &'static str {
        self.say("History", "历史记录")
    }

    /// What the history is, under its headline.
    pub fn history_kept_here(self) -> &'static str {
        self.say(
            "Kept in this browser only, the 200 newest. Keys are never kept.",
            "仅保存在此浏览器中，最多 200 条最新记录。从不保存密钥。",
        )
    }

    /// While it is read.
    pub fn history_reading(self) -> &'static str {
        self.say("Reading the history", "正在读取历史记录")
    }

    /// Nothing is kept yet; title and explanation.
    pub fn history_empty(self) -> [&'static str; 2] {
        [
            self.say("No resets yet", "还没有重置"),
            self.say(
                "Each reset that is sent from this browser appears here, with its offsets before and after.",
                "从此浏览器发送的每次重置都会显示在这里，包括之前和之后的位点。",
            ),
        ]
    }

    /// The browser refused to read its storage.
    pub fn history_unreadable(self) -> &'static str {
        self.say("The history cannot be read", "无法读取历史记录")
    }

    /// The browser refused to write; title and what follows from it.
    pub fn history_not_written(self) -> [&'static str; 2] {
        [
            self.say("The history could not be written", "无法写入历史记录"),
            self.say(
                "This reset is not in the history: do not leave the page before its outcome is known, and export the result.",
                "历史记录中没有这次重置：结果明确之前请勿离开页面，并请导出结果。",
            ),
        ]
    }

    /// Lines that could not be understood.
    pub fn history_broken(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "{shown} {} of another version or damaged, and left alone.",
                Self::one_or_many(number, "entry is", "entries are")
            ),
            Locale::ZhCn => format!("{shown} 条记录来自其他版本或已损坏，未作处理。"),
        }
    }

    /// Caption of the list.
    pub fn history_caption(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("History. {number} resets, newest first"),
            Locale::ZhCn => format!("历史记录。{number} 次重置，最新的在前"),
        }
    }

    /// Column heads: time, group, topics, outcome, reason.
    pub fn history_columns(self) -> [&'static str; 5] {
        match self.locale() {
            Locale::En => ["Sent", "Consumer group", "Topics", "Outcome", "Reason and ticket"],
            Locale::ZhCn => ["发送时间", "消费分组", "Topic", "结果", "原因与工单"],
        }
    }

    /// How a reset ended, on its chip.
    pub fn ending(self, ending: Ending) -> &'static str {
        match ending {
            Ending::Open => self.say("not looked at yet", "尚未查明"),
            Ending::Refused => self.say("refused", "被拒绝"),
            Ending::Succeeded => self.say("confirmed", "已核实"),
            Ending::Partial => self.say("partly reset", "部分重置"),
            Ending::Failed => self.say("not reset", "未重置"),
            Ending::Unknown => self.say("unknown", "未知"),
        }
    }

    /// How many partitions are confirmed.
    pub fn history_confirmed(self, confirmed: &str, all: &str) -> String {
        match self.locale() {
            Locale::En => format!("{confirmed} of {all} confirmed"),
            Locale::ZhCn => format!("{all} 个中 {confirmed} 个已核实"),
        }
    }

    /// What a reset came from, where it is not the form.
    pub fn history_kind(self, kind: Kind) -> Option<&'static str> {
        match kind {
            Kind::Reset => None,
            Kind::Retry => Some(self.say("retry", "重试")),
            Kind::Undo => Some(self.say("undo", "撤销")),
        }
    }

    /// More topics than are named.
    pub fn and_more(self, number: &str) -> String {
        match self.locale() {
            Locale::En => format!("and {number} more"),
            Locale::ZhCn => format!("另有 {number} 个"),
        }
    }

    /// Button that opens an entry; its accessible name says which.
    pub fn history_open(self, group: &str, time: &str) -> String {
        match self.locale() {
            Locale::En => format!("Open the reset of {group}, {time}"),
            Locale::ZhCn => format!("打开 {group} 的重置，{time}"),
        }
    }

    /// Button: back to where the operator was.
    pub fn history_close(self) -> &'static str {
        self.say("Close history", "关闭历史记录")
    }

    /// Button: from an entry back to the list.
    pub fn history_back(self) -> &'static str {
        self.say("Back to the history", "返回历史记录")
    }

    /// Button.
    pub fn history_delete(self) -> &'static str {
        self.say("Delete this entry", "删除此记录")
    }

    /// Button.
    pub fn history_delete_all(self) -> &'static str {
        self.say("Delete all", "全部删除")
    }

    /// The question after "Delete all", and its two answers.
    pub fn history_delete_sure(self, number: u64, shown: &str) -> [String; 3] {
        match self.locale() {
            Locale::En => {
                let entries = Self::one_or_many(number, "entry", "entries");
                [
                    format!("The offsets from before these resets go with them. Delete {shown} {entries}?"),
                    format!("Delete {shown} {entries}"),
                    format!("Keep {}", Self::one_or_many(number, "it", "them")),
                ]
            }
            Locale::ZhCn => [
                format!("重置之前的位点也会一并删除。删除 {shown} 条记录？"),
                format!("删除 {shown} 条记录"),
                "保留".to_owned(),
            ],
        }
    }

    /// An entry whose outcome nobody has looked at.
    pub fn history_open_entry(self) -> &'static str {
        self.say(
            "It was sent or about to be sent when the page went. Nothing is sent again: the offsets say what happened.",
            "页面离开时，它已发送或即将发送。不会再次发送：由位点说明发生了什么。",
        )
    }

    /// Button: read the offsets to find out.
    pub fn history_check(self) -> &'static str {
        self.say("Check the outcome", "查明结果")
    }

    /// The endpoint refused this reset for certain.
    pub fn history_refused(self) -> &'static str {
        self.say("The endpoint refused it. Nothing moved.", "接入地址拒绝了它。没有任何移动。")
    }

    /// Headline of an opened entry without a result.
    pub fn history_no_result(self, ending: Ending) -> &'static str {
        match ending {
            Ending::Refused => self.say("Refused: nothing moved", "被拒绝：没有移动"),
            _ => self.say("The outcome is not known", "结果未知"),
        }
    }

    /// The entry is there and what it speaks of is not, or is damaged.
    pub fn history_record_gone(self) -> &'static str {
        self.say(
            "This entry cannot be opened: what was kept of it is gone or damaged.",
            "无法打开此记录：保存的内容已丢失或损坏。",
        )
    }

    /// Why an entry can only be looked at just now.
    pub fn history_not_now(self, not_now: &NotNow, endpoint: &str) -> String {
        match (self.locale(), not_now) {
            (Locale::En, NotNow::Elsewhere) => {
                format!("This reset went through {endpoint}. Connect to it to check or undo the reset.")
            }
            (Locale::ZhCn, NotNow::Elsewhere) => {
                format!("这次重置经由 {endpoint}。请连接到该地址后再查明或撤销。")
            }
            (_, NotNow::NotConnected) => self
                .say("Undo is offered once the endpoint answers.", "接入地址应答之后才能撤销。")
                .to_owned(),
            (_, NotNow::Busy) => self
                .say(
                    "Another reset is on its way: wait for its outcome first.",
                    "另一次重置正在进行：请先等待其结果。",
                )
                .to_owned(),
            (_, NotNow::HeldElsewhere) => self
                .say(
                    "Another tab is at this group just now: the outcome is found there.",
                    "另一个标签页正在处理该消费分组：请在那里查看结果。",
                )
                .to_owned(),
        }
    }

    /// A reset whose outcome is not known waits for keys.
    pub fn resume_enter_key(self, group: &str) -> [String; 2] {
        match self.locale() {
            Locale::En => [
                format!("The outcome of a reset of {group} is not known"),
                "Enter your key to check. Nothing is sent again: the offsets are read.".to_owned(),
            ],
            Locale::ZhCn => [
                format!("{group} 的一次重置结果未知"),
                "请输入密钥以便查明。不会再次发送，只读取位点。".to_owned(),
            ],
        }
    }

    /// Labels of what the operator noted.
    pub fn note_reason(self) -> &'static str {
        self.say("Reason", "原因")
    }

    /// Label.
    pub fn note_ticket(self) -> &'static str {
        self.say("Ticket", "工单")
    }
}
