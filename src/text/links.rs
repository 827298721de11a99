//! What is said of links to a request.

use super::{Locale, Text};
use crate::state::link::LinkProblem;

impl Text {
    /// Button on the review.
    pub fn copy_link(self) -> &'static str {
        self.say("Copy link", "复制链接")
    }

    /// Said after a link has been copied.
    pub fn link_copied(self) -> &'static str {
        self.say(
            "Link copied. It opens this request on the review and sends nothing.",
            "链接已复制。打开后进入核对，不会发送任何内容。",
        )
    }

    /// A request that no link can carry.
    pub fn link_too_long(self) -> &'static str {
        self.say(
            "Too many partitions for a link. Export the plan as JSON instead.",
            "分区太多，无法放入链接。请改为导出 JSON。",
        )
    }

    /// Title of a review that was reached by a link.
    pub fn opened_title(self) -> &'static str {
        self.say(
            "Opened from a link: this is a fresh plan of its request",
            "由链接打开：以下是根据其中请求新生成的计划",
        )
    }

    /// When the link was made.
    pub fn opened_made(self, time: &str, age: &str) -> String {
        match self.locale() {
            Locale::En => format!("The link was made {time}, {age}. Nothing is sent until you confirm."),
            Locale::ZhCn => format!("链接生成于 {time}（{age}）。确认之前不会发送任何内容。"),
        }
    }

    /// Every committed offset is as it was.
    pub fn opened_unchanged(self) -> &'static str {
        self.say("No committed offset has changed since.", "此后没有任何已提交位点发生变化。")
    }

    /// So many partitions are not as they were.
    pub fn opened_changed(self, number: u64, shown: &str) -> String {
        match self.locale() {
            Locale::En => {
                let have = Self::one_or_many(number, "partition has", "partitions have");
                format!("Since then {shown} {have} changed:")
            }
            Locale::ZhCn => format!("此后有 {shown} 个分区发生了变化："),
        }
    }

    /// The sums of many partitions are as they were.
    pub fn opened_sums_equal(self) -> &'static str {
        self.say(
            "As many partitions, and their committed offsets come to the same sum.",
            "分区数不变，已提交位点的总和也不变。",
        )
    }

    /// The sums of many partitions: partitions then and now, committed ones then and now, how far the sum has moved.
    pub fn opened_sums(self, partitions: (&str, &str), committed: (&str, &str), moved: &str) -> String {
        match self.locale() {
            Locale::En => format!(
                "Partitions then {}, now {}; with a committed offset then {}, now {}. Together these offsets have moved by {moved}.",
                partitions.0, partitions.1, committed.0, committed.1
            ),
            Locale::ZhCn => format!(
                "分区数：当时 {}，现在 {}；有已提交位点的：当时 {}，现在 {}。这些位点合计移动了 {moved}。",
                partitions.0, partitions.1, committed.0, committed.1
            ),
        }
    }

    /// Caption of the table of changed partitions.
    pub fn opened_caption(self) -> &'static str {
        self.say("Committed offsets when the link was made and now", "生成链接时与现在的已提交位点")
    }

    /// Column: when the link was made.
    pub fn opened_then(self) -> &'static str {
        self.say("When linked", "生成链接时")
    }

    /// Column.
    pub fn column_now(self) -> &'static str {
        self.say("Now", "现在")
    }

    /// Title of a link that cannot be used.
    pub fn link_unusable(self) -> &'static str {
        self.say("The link in the address cannot be opened", "无法打开地址中的链接")
    }

    /// Why, and the way out.
    pub fn link_problem(self, problem: LinkProblem) -> &'static str {
        match problem {
            LinkProblem::OtherVersion => self.say(
                "It was made by a newer version of this console. Open it there, or fill in the form.",
                "它由更新版本的控制台生成。请在该版本中打开，或填写表单。",
            ),
            LinkProblem::Broken => self.say(
                "It was cut off or changed on the way. Copy the whole of it again, or fill in the form.",
                "它在传递中被截断或改动。请重新完整复制，或填写表单。",
            ),
        }
    }
}
