//! What is said of offsets that are given partition by partition: plan files, and another group's commits.

use super::{Locale, Text};
use crate::format::Formatter;
use crate::state::given::{Aside, GivenProblem};
use kafka_offsets::{DocumentError, PlanFileError, PlanFileProblem};

impl Text {
    /// Label of the field for a file.
    pub fn choose_file(self) -> &'static str {
        self.say("Choose a file", "选择文件")
    }

    /// Under the field for a file.
    pub fn choose_file_hint(self) -> &'static str {
        self.say(
            "A plan exported here (JSON), or a plan of Kafka's tool: lines topic,partition,offset, or group,topic,partition,offset",
            "此处导出的计划（JSON），或 Kafka 自带工具的计划：每行 topic,partition,offset 或 group,topic,partition,offset",
        )
    }

    /// Label of the plan's text.
    pub fn plan_text(self) -> &'static str {
        self.say("Plan, from the file or pasted", "计划内容（来自文件或粘贴）")
    }

    /// Label of the other group.
    pub fn copy_offsets_from(self) -> &'static str {
        self.say("Copy offsets from", "复制其位点的分组")
    }

    /// Under the other group: what is copied.
    pub fn other_group_hint(self) -> &'static str {
        self.say(
            "Its committed offsets, as they are now: of the ticked topics, or of every topic that it has a commit on if none is ticked",
            "该分组当前的已提交位点：限于已勾选的 Topic；若未勾选，则为其提交过的所有 Topic",
        )
    }

    /// What the given offsets are for.
    pub fn given_extent(self, format: &Formatter, topics: usize, partitions: usize) -> String {
        let what = self.partitions_in_topics(
            (partitions as u64, &format.size(partitions)),
            (topics as u64, &format.size(topics)),
        );
        match self.locale() {
            Locale::En => format!("An offset of its own for {what}. Nothing else moves, whatever is ticked."),
            Locale::ZhCn => format!("为 {what}分别指定位点。其他分区都不会移动，与勾选无关。"),
        }
    }

    /// What a plan file says beside its offsets.
    pub fn given_aside(self, format: &Formatter, aside: &Aside) -> String {
        match (self.locale(), aside) {
            (_, Aside::Nothing) => String::new(),
            (Locale::En, Aside::OtherGroups(count)) => format!(
                "Lines of {} other {} are left out.",
                format.size(*count),
                Self::one_or_many(*count as u64, "group", "groups")
            ),
            (Locale::ZhCn, Aside::OtherGroups(count)) => {
                format!("另外 {} 个分组的行不使用。", format.size(*count))
            }
            (Locale::En, Aside::MadeFor(group)) => {
                format!("The plan was made for the group “{group}”; here it is for the group that is chosen.")
            }
            (Locale::ZhCn, Aside::MadeFor(group)) => {
                format!("该计划原为分组“{group}”生成；此处用于所选的分组。")
            }
        }
    }

    /// Foot: where the choice goes.
    pub fn to_given(self) -> &'static str {
        self.say("to an offset of its own in each.", "分别移到各自的位点。")
    }

    /// Under a strategy that the endpoint cannot be sent.
    pub fn strategy_not_expressible(self) -> &'static str {
        self.say(
            "needs an endpoint that sets single partitions, such as a gateway",
            "需要能设置单个分区的接入地址，例如网关",
        )
    }

    /// Why there are no offsets.
    pub fn given_problem(self, problem: &GivenProblem) -> String {
        match problem {
            GivenProblem::NoPlan => {
                self.say("Choose a file, or paste a plan.", "请选择文件，或粘贴计划。").to_owned()
            }
            GivenProblem::GroupFirst => self
                .say(
                    "Name the consumer group first: a file may be for several.",
                    "请先填写消费分组：一个文件可能包含多个分组。",
                )
                .to_owned(),
            GivenProblem::NothingInPlan => self
                .say("This plan has no partition that could be moved.", "该计划中没有可移动的分区。")
                .to_owned(),
            GivenProblem::File(name) => match self.locale() {
                Locale::En => format!(
                    "“{name}” could not be read as text, or is larger than 4 MB. Choose another file."
                ),
                Locale::ZhCn => format!("无法将“{name}”作为文本读取，或其大小超过 4 MB。请选择其他文件。"),
            },
            GivenProblem::Csv(error) => match self.locale() {
                Locale::En => sentence(&error.to_string()),
                Locale::ZhCn => csv_in_chinese(error),
            },
            GivenProblem::Json(error) => match self.locale() {
                Locale::En => sentence(&error.to_string()),
                Locale::ZhCn => json_in_chinese(error),
            },
            GivenProblem::NoOtherGroup => self
                .say("Choose the group whose offsets are copied.", "请选择要复制其位点的分组。")
                .to_owned(),
            GivenProblem::OtherGroupIllegal(error) => match self.locale() {
                Locale::En => format!("This can't be a group's name: {error}."),
                Locale::ZhCn => "这不是合法的消费分组名称。".to_owned(),
            },
            GivenProblem::SameGroup => self
                .say("This is the group itself. Choose another one.", "这就是该分组本身。请选择另一个。")
                .to_owned(),
            GivenProblem::Reading => {
                self.say("The other group is being read.", "正在读取另一个分组。").to_owned()
            }
            GivenProblem::Unreadable => self
                .say(
                    "The other group's offsets could not be read. Choose it again.",
                    "无法读取另一个分组的位点。请重新选择。",
                )
                .to_owned(),
            GivenProblem::NothingCommitted(group) => match self.locale() {
                Locale::En => format!(
                    "“{group}” has no committed offset there. Tick other topics, or none for all of them."
                ),
                Locale::ZhCn => format!("“{group}”在其中没有已提交的位点。请勾选其他 Topic，或全部不勾选。"),
            },
        }
    }
}

/// A message of the domain as a sentence: with a capital and a full stop.
fn sentence(message: &str) -> String {
    let mut letters = message.chars();
    let first: String = letters.next().map(|first| first.to_ascii_uppercase()).into_iter().collect();
    format!("{first}{}.", letters.as_str())
}

fn csv_in_chinese(error: &PlanFileError) -> String {
    match error {
        PlanFileError::Empty => "文件为空：每个分区需要一行 topic,partition,offset。".to_owned(),
        PlanFileError::GroupNotInFile { group, found } => {
            format!("文件中没有分组“{group}”的行；其中有：{}。", found.join("、"))
        }
        PlanFileError::Line { line, problem } => {
            let what = match problem {
                PlanFileProblem::Header(text) => format!("“{text}”像是表头，而此格式没有表头；请删除该行"),
                PlanFileProblem::FieldCount(count) => format!(
                    "有 {count} 个字段；每行应为 topic,partition,offset，或 group,topic,partition,offset"
                ),
                PlanFileProblem::MixedForms { found, expected } => {
                    format!("有 {found} 个字段，而文件开头为 {expected} 个；各行格式须一致")
                }
                PlanFileProblem::Quote => "引号没有正确结束；引号内的引号须写两次".to_owned(),
                PlanFileProblem::Group(_) => "分组名称不合法".to_owned(),
                PlanFileProblem::Topic(_) => "Topic 名称不合法".to_owned(),
                PlanFileProblem::Partition(text) => format!("分区“{text}”不是 0 至 2147483647 的整数"),
                PlanFileProblem::Offset(text) => {
                    format!("位点“{text}”不是 0 至 9223372036854775807 的整数；−1 和 −2 不是位点")
                }
                PlanFileProblem::Contradiction { at, offset, first, first_line } => {
                    format!("{at} 在此处的位点为 {offset}，在第 {first_line} 行为 {first}；请删除其中一行")
                }
            };
            format!("第 {line} 行：{what}。")
        }
    }
}

fn json_in_chinese(error: &DocumentError) -> String {
    match error {
        DocumentError::NotReadable(why) => format!("这不是本程序写出的计划：{why}。"),
        DocumentError::OtherSchema { found, .. } => format!("这是“{found}”，不是计划。"),
        DocumentError::OtherVersion(version) => {
            format!("该计划的版本为 {version}，本程序只能读取版本 1。请使用写出它的程序。")
        }
        DocumentError::Value { field, problem } => format!("{field} 的值有误：{problem}。"),
    }
}
