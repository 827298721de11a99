//! What is wrong in the form: one sentence for each problem, with the value and a way out.

use super::{Locale, Text};
use crate::format::Formatter;
use crate::state::ago::AgoProblem;
use crate::state::choose::{Field, Problem};
use crate::state::connection::ConnectionProblem;
use crate::state::moment::MomentProblem;
use crate::state::numbers::NumberProblem;
use crate::state::partitions::PartitionsProblem;
use kafka_offsets::IdError;

impl Text {
    /// Title of the summary.
    pub fn things_to_correct(self, format: &Formatter, count: usize) -> String {
        let n = format.size(count);
        match self.locale() {
            Locale::En => {
                let word = Self::one_or_many(count as u64, "thing", "things");
                format!("{n} {word} to correct before the review")
            }
            Locale::ZhCn => format!("核对前有 {n} 处需要更正"),
        }
    }

    /// A field's label.
    pub fn field_label(self, field: Field) -> &'static str {
        match field {
            Field::Instance => self.instance(),
            Field::Group => self.consumer_group(),
            Field::Topics => self.topics(),
            Field::Partitions => self.partitions(),
            Field::Strategy => self.strategy(),
            Field::Time => self.time(),
            Field::Zone => self.time_zone(),
            Field::Ago => self.how_long_ago(),
            Field::Shift => self.shift(),
            Field::Offset => self.offset(),
            Field::Plan => self.plan(),
            Field::OtherGroup => self.copy_offsets_from(),
        }
    }

    /// What is wrong and what to do.
    pub fn problem(self, problem: &Problem) -> String {
        match problem {
            Problem::InstanceEmpty => self.say("Choose an instance, or type its id.", "请选择实例，或输入实例 ID。").to_owned(),
            Problem::InstanceIllegal(typed) => match self.locale() {
                Locale::En => format!("“{typed}” can't be an instance's id: no spaces, at most 255 characters."),
                Locale::ZhCn => format!("“{typed}”不是合法的实例 ID：不能含空格，最多 255 个字符。"),
            },
            Problem::GroupEmpty => {
                self.say("Choose a consumer group, or type its name.", "请选择消费分组，或输入其名称。").to_owned()
            }
            Problem::GroupIllegal(error) => self.group_illegal(error),
            Problem::NoTopic => self
                .say(
                    "Choose at least one topic, or tick “All topics of the group”. An empty choice is never sent: the API would read it as every topic.",
                    "请至少选择一个 Topic，或勾选“该消费分组的全部 Topic”。空的选择绝不会发送：API 会将其理解为所有 Topic。",
                )
                .to_owned(),
            Problem::TopicsNotAdded(typed) => match self.locale() {
                Locale::En => format!("“{typed}” is typed but not chosen. Press Enter in the field to add it."),
                Locale::ZhCn => format!("已输入“{typed}”但尚未选择。请在输入框中按 Enter 添加。"),
            },
            Problem::TopicsIllegal(names) => {
                let names = names.iter().map(|name| format!("“{name}”")).collect::<Vec<_>>();
                match self.locale() {
                    Locale::En => format!(
                        "No topic can be called {}: 1 to 249 of the characters a-z A-Z 0-9 . _ -. Untick it.",
                        names.join(", ")
                    ),
                    Locale::ZhCn => format!(
                        "{}不是合法的 Topic 名称：1 到 249 个字符，限 a-z A-Z 0-9 . _ -。请取消勾选。",
                        names.join("、")
                    ),
                }
            }
            Problem::Partitions(problem) => self.partitions_problem(problem),
            Problem::Given(problem) => self.given_problem(problem),
            Problem::WholeTopicsOnly => self.whole_topics_only().to_owned(),
            Problem::NoStrategy => self.say("Choose where the group shall go.", "请选择要移到哪里。").to_owned(),
            Problem::Moment(problem) => self.moment_problem(problem),
            Problem::Ago(problem) => self.ago_problem(problem),
            Problem::AgoBeforeEpoch(typed) => match self.locale() {
                Locale::En => format!("“{typed}” ago lies before 1970. Choose Earliest for the log start."),
                Locale::ZhCn => format!("“{typed}”以前早于 1970 年。要移到日志起点，请选择“最早”。"),
            },
            Problem::Shift(NumberProblem::Empty) => self
                .say(
                    "Enter how many records to replay (below 0) or to skip (above 0).",
                    "请输入要重新消费（小于 0）或跳过（大于 0）的记录数。",
                )
                .to_owned(),
            Problem::Offset(NumberProblem::Empty) => self.say("Enter an offset, 0 or more.", "请输入位点，0 或更大。").to_owned(),
            Problem::Shift(problem) | Problem::Offset(problem) => self.number_problem(problem),
            Problem::OffsetNegative(number) => match (self.locale(), number) {
                (Locale::En, -2) => "An offset is 0 or more. For the log start choose Earliest.".to_owned(),
                (Locale::En, -1) => "An offset is 0 or more. For the log end choose Latest.".to_owned(),
                (Locale::En, _) => {
                    format!("{number} is no offset: an offset is 0 or more. To move back by a number of records choose Shift by.")
                }
                (Locale::ZhCn, -2) => "位点必须为 0 或更大。要移到日志起点，请选择“最早”。".to_owned(),
                (Locale::ZhCn, -1) => "位点必须为 0 或更大。要移到日志末尾，请选择“最新”。".to_owned(),
                (Locale::ZhCn, _) => format!("{number} 不是位点：位点必须为 0 或更大。要回退若干条记录，请选择“平移”。"),
            },
        }
    }

    /// What is wrong, for the summary and beside the button: the way out of long ones stands at the field.
    pub fn problem_in_short(self, problem: &Problem) -> String {
        match (self.locale(), problem) {
            (Locale::En, Problem::NoTopic) => "Choose at least one topic.".to_owned(),
            (Locale::ZhCn, Problem::NoTopic) => "请至少选择一个 Topic。".to_owned(),
            (Locale::En, Problem::Moment(MomentProblem::NeverExisted { local, zone, .. })) => {
                format!("{} does not exist on {} in {zone}.", local.time(), local.date())
            }
            (Locale::En, Problem::Moment(MomentProblem::ExistsTwice { local, zone, .. })) => {
                format!("{} came twice on {} in {zone}.", local.time(), local.date())
            }
            (Locale::ZhCn, Problem::Moment(MomentProblem::NeverExisted { local, zone, .. })) => {
                format!("{zone} 在 {} 不存在 {}。", local.date(), local.time())
            }
            (Locale::ZhCn, Problem::Moment(MomentProblem::ExistsTwice { local, zone, .. })) => {
                format!("{zone} 在 {} 出现了两次 {}。", local.date(), local.time())
            }
            (
                Locale::En,
                Problem::Moment(MomentProblem::Seconds { typed, .. } | MomentProblem::Micros { typed, .. }),
            ) => format!("“{typed}” is not in milliseconds."),
            (
                Locale::ZhCn,
                Problem::Moment(MomentProblem::Seconds { typed, .. } | MomentProblem::Micros { typed, .. }),
            ) => format!("“{typed}”的单位不是毫秒。"),
            (Locale::En | Locale::ZhCn, other) => self.problem(other),
        }
    }

    /// The text of a button that leads out of a problem with a time, such as `03:00:00 (UTC−04:00)`.
    pub fn reading_choice(self, time: &str, offset: &str) -> String {
        match self.locale() {
            Locale::En => format!("{time} ({offset})"),
            Locale::ZhCn => format!("{time}（{offset}）"),
        }
    }

    /// The text of a button that takes the milliseconds instead of what was typed.
    pub fn use_millis(self, millis: i64, utc: &str) -> String {
        match self.locale() {
            Locale::En => format!("Use {millis} ({utc})"),
            Locale::ZhCn => format!("使用 {millis}（{utc}）"),
        }
    }

    /// What is wrong in the connection panel.
    pub fn connection_problem(self, problem: &ConnectionProblem) -> String {
        match (self.locale(), problem) {
            (Locale::En, ConnectionProblem::Endpoint(typed)) => format!(
                "“{typed}” can't be called. Enter a path such as /v2/index.php, or a full http(s) URL without user name, query and fragment."
            ),
            (Locale::En, ConnectionProblem::SigningHost(typed)) => {
                format!(
                    "“{typed}” is no host. Enter a name such as ckafka.api.qcloud.com, with a port at most."
                )
            }
            (Locale::En, ConnectionProblem::NoRegion) => {
                "API 3.0 names a region in every signed request. Choose the instance's, such as ap-guangzhou."
                    .to_owned()
            }
            (Locale::ZhCn, ConnectionProblem::NoRegion) => {
                "API 3.0 的每个已签名请求都要指明地域。请选择实例所在地域，例如 ap-guangzhou。".to_owned()
            }
            (Locale::ZhCn, ConnectionProblem::Endpoint(typed)) => format!(
                "“{typed}”无法调用。请输入路径（如 /v2/index.php）或完整的 http(s) URL，不含用户名、查询和片段。"
            ),
            (Locale::ZhCn, ConnectionProblem::SigningHost(typed)) => {
                format!("“{typed}”不是主机名。请输入主机名（如 ckafka.api.qcloud.com），最多可带端口。")
            }
        }
    }

    fn group_illegal(self, error: &IdError) -> String {
        match (self.locale(), error) {
            (Locale::En, IdError::ControlCharacterInGroup) => {
                "The group's name contains a line break or another control character. Type it, or copy it again.".to_owned()
            }
            (Locale::En, IdError::LongGroup(bytes)) => {
                format!("The group's name is {bytes} bytes long; Kafka carries at most 32,767.")
            }
            (Locale::En, other) => format!("This can't be a group's name: {other}."),
            (Locale::ZhCn, IdError::ControlCharacterInGroup) => {
                "消费分组名称中含有换行或其他控制字符。请手动输入或重新复制。".to_owned()
            }
            (Locale::ZhCn, IdError::LongGroup(bytes)) => {
                format!("消费分组名称长 {bytes} 字节；Kafka 最多支持 32,767 字节。")
            }
            (Locale::ZhCn, _) => "这不是合法的消费分组名称。".to_owned(),
        }
    }

    fn partitions_problem(self, problem: &PartitionsProblem) -> String {
        match (self.locale(), problem) {
            (Locale::En, PartitionsProblem::NotANumber(piece)) => {
                format!(
                    "“{piece}” is no partition and no range. Write numbers with commas between them, and ranges as 3-5."
                )
            }
            (Locale::En, PartitionsProblem::Backwards(piece, right)) => {
                format!("“{piece}” runs backwards. Write {right}.")
            }
            (Locale::En, PartitionsProblem::TooLarge(piece)) => {
                format!("“{piece}” is beyond 2,147,483,647, Kafka's last partition number. Correct it.")
            }
            (Locale::En, PartitionsProblem::TooMany(piece)) => {
                format!(
                    "“{piece}” names more than 10,000 partitions. Empty the field to mean all of the topic's."
                )
            }
            (Locale::En, PartitionsProblem::NoNumber(typed)) => {
                format!(
                    "“{typed}” names no partition. Enter numbers such as 0,3-5, or empty the field to mean all."
                )
            }
            (Locale::En, PartitionsProblem::NotThere(at, count)) => match count.checked_sub(1) {
                None => format!("The topic has no partition {at}: it has none at all. Choose another topic."),
                Some(0) => format!("The topic has no partition {at}: its only one is 0."),
                Some(last) => format!("The topic has no partition {at}: its partitions are 0 to {last}."),
            },
            (Locale::ZhCn, PartitionsProblem::NotANumber(piece)) => {
                format!("“{piece}”不是分区编号，也不是范围。请用逗号分隔编号，范围写作 3-5。")
            }
            (Locale::ZhCn, PartitionsProblem::Backwards(piece, right)) => {
                format!("“{piece}”前后颠倒。请写作 {right}。")
            }
            (Locale::ZhCn, PartitionsProblem::TooLarge(piece)) => {
                format!("“{piece}”超过 2,147,483,647，即 Kafka 分区编号的上限。请更正。")
            }
            (Locale::ZhCn, PartitionsProblem::TooMany(piece)) => {
                format!("“{piece}”超过 10,000 个分区。若要选择全部分区，请清空此处。")
            }
            (Locale::ZhCn, PartitionsProblem::NoNumber(typed)) => {
                format!("“{typed}”没有写明分区。请输入编号，例如 0,3-5；若要选择全部分区，请清空此处。")
            }
            (Locale::ZhCn, PartitionsProblem::NotThere(at, count)) => match count.checked_sub(1) {
                None => format!("该 Topic 没有分区 {at}：它没有任何分区。请选择其他 Topic。"),
                Some(0) => format!("该 Topic 没有分区 {at}：只有分区 0。"),
                Some(last) => format!("该 Topic 没有分区 {at}：分区编号为 0 至 {last}。"),
            },
        }
    }

    fn number_problem(self, problem: &NumberProblem) -> String {
        match (self.locale(), problem) {
            (Locale::En, NumberProblem::Empty) => "Enter a whole number.".to_owned(),
            (Locale::En, NumberProblem::NotANumber(typed)) => {
                format!("“{typed}” is no number. Enter digits, with a sign at most.")
            }
            (Locale::En, NumberProblem::NotWhole(typed)) => {
                format!("“{typed}” is no whole number. Offsets have no fractions.")
            }
            (Locale::En, NumberProblem::OutOfRange(typed)) => format!(
                "“{typed}” is out of range: offsets reach to 9,223,372,036,854,775,807 (2^63 − 1), shifts as far both ways."
            ),
            (Locale::ZhCn, NumberProblem::Empty) => "请输入整数。".to_owned(),
            (Locale::ZhCn, NumberProblem::NotANumber(typed)) => {
                format!("“{typed}”不是数字。请输入数字，最多带一个正负号。")
            }
            (Locale::ZhCn, NumberProblem::NotWhole(typed)) => format!("“{typed}”不是整数。位点没有小数。"),
            (Locale::ZhCn, NumberProblem::OutOfRange(typed)) => {
                format!(
                    "“{typed}”超出范围：位点最大为 9,223,372,036,854,775,807（2^63 − 1），偏移量正负均以此为限。"
                )
            }
        }
    }

    fn ago_problem(self, problem: &AgoProblem) -> String {
        match (self.locale(), problem) {
            (Locale::En, AgoProblem::Empty) => "Enter how long ago, such as 90m, 2h 30m or PT30M.".to_owned(),
            (Locale::En, AgoProblem::NoUnit(typed)) => {
                format!(
                    "“{typed}” has no unit. Write {typed}m for minutes, {typed}h for hours or {typed}d for days."
                )
            }
            (Locale::En, AgoProblem::MonthOrYear(typed)) => {
                format!(
                    "“{typed}”: months and years have no fixed length. Use days, or choose Point in time."
                )
            }
            (Locale::En, AgoProblem::NotPositive(typed)) => {
                format!(
                    "“{typed}” is not above 0. Enter how long ago, without a sign; for now choose Latest."
                )
            }
            (Locale::En, AgoProblem::TooLong(typed)) => {
                format!(
                    "“{typed}” is longer than Kafka's time reaches back. Choose Earliest for the log start."
                )
            }
            (Locale::En, AgoProblem::NotALength(typed)) => {
                format!("“{typed}” is no length of time. Write it as 90m, 2h 30m, 1d or PT30M.")
            }
            (Locale::ZhCn, AgoProblem::Empty) => "请输入多久以前，例如 90m、2h 30m 或 PT30M。".to_owned(),
            (Locale::ZhCn, AgoProblem::NoUnit(typed)) => {
                format!("“{typed}”缺少单位。分钟写作 {typed}m，小时写作 {typed}h，天写作 {typed}d。")
            }
            (Locale::ZhCn, AgoProblem::MonthOrYear(typed)) => {
                format!("“{typed}”：月和年的长度不固定。请使用天，或选择“指定时间”。")
            }
            (Locale::ZhCn, AgoProblem::NotPositive(typed)) => {
                format!("“{typed}”不大于 0。请输入多久以前，不带符号；若要移到现在，请选择“最新”。")
            }
            (Locale::ZhCn, AgoProblem::TooLong(typed)) => {
                format!("“{typed}”超出了 Kafka 的时间范围。要移到日志起点，请选择“最早”。")
            }
            (Locale::ZhCn, AgoProblem::NotALength(typed)) => {
                format!("“{typed}”不是时长。请写作 90m、2h 30m、1d 或 PT30M。")
            }
        }
    }

    fn moment_problem(self, problem: &MomentProblem) -> String {
        match self.locale() {
            Locale::En => match problem {
                MomentProblem::Empty => "Enter a time, such as 2026-11-21 22:00 or now-2h.".to_owned(),
                MomentProblem::NotATime(typed) => format!(
                    "“{typed}” is no time that is understood here. Write 2026-11-21 22:00:00, an offset or Z behind it if you like, milliseconds since 1970, or now-2h."
                ),
                MomentProblem::NoSuchDay(typed) => {
                    format!(
                        "“{typed}” is no day or time of day: that date or hour does not exist. Correct it."
                    )
                }
                MomentProblem::Negative(typed) => format!(
                    "“{typed}” is no time. −1 and −2 are Kafka's signs for the ends of the log: choose Latest or Earliest for them."
                ),
                MomentProblem::OutOfRange(typed) => {
                    format!("“{typed}” is beyond 2^63 − 1 milliseconds. Enter milliseconds since 1970.")
                }
                MomentProblem::Seconds { typed, .. } => {
                    format!(
                        "“{typed}” looks like seconds since 1970; milliseconds belong here. Did you mean:"
                    )
                }
                MomentProblem::Micros { typed, .. } => {
                    format!(
                        "“{typed}” looks like microseconds since 1970; milliseconds belong here. Did you mean:"
                    )
                }
                MomentProblem::TooFine(typed) => {
                    format!(
                        "“{typed}” is finer than a millisecond, which Kafka can't look up. Leave out the digits after the third."
                    )
                }
                MomentProblem::BeforeEpoch(typed) => {
                    format!("“{typed}” lies before 1970. Choose Earliest for the log start.")
                }
                MomentProblem::UnknownZone(typed) => {
                    format!(
                        "“{typed}” is no time zone that this browser knows. Choose one from the list, such as UTC or Asia/Shanghai."
                    )
                }
                MomentProblem::NeverExisted { local, zone, .. } => format!(
                    "{} does not exist on {} in {zone}: the clocks were put forward over it. Choose one of its neighbours:",
                    local.time(),
                    local.date()
                ),
                MomentProblem::ExistsTwice { local, zone, .. } => format!(
                    "{} came twice on {} in {zone}: the clocks were put back. Choose which one:",
                    local.time(),
                    local.date()
                ),
            },
            Locale::ZhCn => match problem {
                MomentProblem::Empty => "请输入时间，例如 2026-11-21 22:00 或 now-2h。".to_owned(),
                MomentProblem::NotATime(typed) => format!(
                    "无法理解时间“{typed}”。请写作 2026-11-21 22:00:00（后面可加时差或 Z）、1970 年以来的毫秒数，或 now-2h。"
                ),
                MomentProblem::NoSuchDay(typed) => format!("“{typed}”中的日期或时刻不存在。请更正。"),
                MomentProblem::Negative(typed) => {
                    format!("“{typed}”不是时间。−1 和 −2 是 Kafka 表示日志两端的记号：请选择“最新”或“最早”。")
                }
                MomentProblem::OutOfRange(typed) => {
                    format!("“{typed}”超过 2^63 − 1 毫秒。请输入 1970 年以来的毫秒数。")
                }
                MomentProblem::Seconds { typed, .. } => {
                    format!("“{typed}”看起来是 1970 年以来的秒数；这里需要毫秒。是否想输入：")
                }
                MomentProblem::Micros { typed, .. } => {
                    format!("“{typed}”看起来是 1970 年以来的微秒数；这里需要毫秒。是否想输入：")
                }
                MomentProblem::TooFine(typed) => {
                    format!("“{typed}”的精度超过毫秒，Kafka 无法查询。请去掉小数点后第三位以后的数字。")
                }
                MomentProblem::BeforeEpoch(typed) => {
                    format!("“{typed}”早于 1970 年。要移到日志起点，请选择“最早”。")
                }
                MomentProblem::UnknownZone(typed) => {
                    format!("浏览器不认识时区“{typed}”。请从列表中选择，例如 UTC 或 Asia/Shanghai。")
                }
                MomentProblem::NeverExisted { local, zone, .. } => format!(
                    "{zone} 在 {} 不存在 {}：时钟在此处拨快。请选择相邻的时间：",
                    local.date(),
                    local.time()
                ),
                MomentProblem::ExistsTwice { local, zone, .. } => format!(
                    "{zone} 在 {} 出现了两次 {}：时钟在此处拨慢。请选择其中一个：",
                    local.date(),
                    local.time()
                ),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::given::GivenProblem;
    use crate::time::{Civil, Reading};
    use kafka_offsets::{DocumentError, PlanFileError, PlanFileProblem, TopicPartition};

    /// One problem of every kind.
    fn every_problem() -> Vec<Problem> {
        let typed = || "12x".to_owned();
        let local = Civil::new(2026, 3, 8, 2, 30, 0, 0).unwrap();
        let reading = Reading { millis: 0, offset_seconds: 0 };
        let zone = || "America/New_York".to_owned();
        let moments = [
            MomentProblem::Empty,
            MomentProblem::NotATime(typed()),
            MomentProblem::NoSuchDay(typed()),
            MomentProblem::Negative(typed()),
            MomentProblem::OutOfRange(typed()),
            MomentProblem::Seconds { typed: typed(), millis: 1 },
            MomentProblem::Micros { typed: typed(), millis: 1 },
            MomentProblem::TooFine(typed()),
            MomentProblem::BeforeEpoch(typed()),
            MomentProblem::UnknownZone(typed()),
            MomentProblem::NeverExisted { local, zone: zone(), before: reading, after: reading },
            MomentProblem::ExistsTwice { local, zone: zone(), first: reading, second: reading },
        ];
        let lengths = [
            AgoProblem::Empty,
            AgoProblem::NoUnit(typed()),
            AgoProblem::MonthOrYear(typed()),
            AgoProblem::NotPositive(typed()),
            AgoProblem::TooLong(typed()),
            AgoProblem::NotALength(typed()),
        ];
        let numbers = [
            NumberProblem::Empty,
            NumberProblem::NotANumber(typed()),
            NumberProblem::NotWhole(typed()),
            NumberProblem::OutOfRange(typed()),
        ];
        let mut problems = vec![
            Problem::InstanceEmpty,
            Problem::InstanceIllegal(typed()),
            Problem::GroupEmpty,
            Problem::GroupIllegal(IdError::ControlCharacterInGroup),
            Problem::GroupIllegal(IdError::LongGroup(40_000)),
            Problem::NoTopic,
            Problem::TopicsNotAdded(typed()),
            Problem::TopicsIllegal(vec![typed(), typed()]),
            Problem::WholeTopicsOnly,
            Problem::Partitions(PartitionsProblem::NotANumber(typed())),
            Problem::Partitions(PartitionsProblem::Backwards(typed(), typed())),
            Problem::Partitions(PartitionsProblem::TooLarge(typed())),
            Problem::Partitions(PartitionsProblem::TooMany(typed())),
            Problem::Partitions(PartitionsProblem::NoNumber(typed())),
            Problem::Partitions(PartitionsProblem::NotThere(7, 6)),
            Problem::Partitions(PartitionsProblem::NotThere(7, 1)),
            Problem::Partitions(PartitionsProblem::NotThere(7, 0)),
            Problem::NoStrategy,
            Problem::AgoBeforeEpoch(typed()),
            Problem::OffsetNegative(-1),
            Problem::OffsetNegative(-2),
            Problem::OffsetNegative(-3),
        ];
        problems.extend(given_problems().into_iter().map(Problem::Given));
        problems.extend(moments.into_iter().map(Problem::Moment));
        problems.extend(lengths.into_iter().map(Problem::Ago));
        problems.extend(numbers.iter().cloned().map(Problem::Shift));
        problems.extend(numbers.into_iter().map(Problem::Offset));
        problems
    }

    /// One problem of every kind with given offsets.
    fn given_problems() -> Vec<GivenProblem> {
        let typed = || "12x".to_owned();
        let offset = |number: i64| number.try_into().unwrap();
        let at = TopicPartition { topic: "orders".parse().unwrap(), partition: 3.try_into().unwrap() };
        let line = |problem| GivenProblem::Csv(PlanFileError::Line { line: 2, problem });
        vec![
            GivenProblem::NoPlan,
            GivenProblem::GroupFirst,
            GivenProblem::NothingInPlan,
            GivenProblem::File(typed()),
            GivenProblem::NoOtherGroup,
            GivenProblem::OtherGroupIllegal(IdError::LongGroup(40_000)),
            GivenProblem::SameGroup,
            GivenProblem::Reading,
            GivenProblem::Unreadable,
            GivenProblem::NothingCommitted(typed()),
            GivenProblem::Csv(PlanFileError::Empty),
            GivenProblem::Csv(PlanFileError::GroupNotInFile {
                group: typed(),
                found: vec!["audit".to_owned()],
            }),
            line(PlanFileProblem::Header(typed())),
            line(PlanFileProblem::FieldCount(2)),
            line(PlanFileProblem::MixedForms { found: 4, expected: 3 }),
            line(PlanFileProblem::Quote),
            line(PlanFileProblem::Group(IdError::EmptyGroup)),
            line(PlanFileProblem::Topic(IdError::LongGroup(1))),
            line(PlanFileProblem::Partition(typed())),
            line(PlanFileProblem::Offset(typed())),
            line(PlanFileProblem::Contradiction { at, offset: offset(5), first: offset(7), first_line: 1 }),
            GivenProblem::Json(DocumentError::NotReadable(typed())),
            GivenProblem::Json(DocumentError::OtherSchema { found: typed(), expected: "plan" }),
            GivenProblem::Json(DocumentError::OtherVersion(2)),
            GivenProblem::Json(DocumentError::Value { field: "plan.takenAt", problem: typed() }),
        ]
    }

    fn has_han(text: &str) -> bool {
        text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
    }

    #[test]
    fn every_problem_is_a_sentence_in_each_language() {
        for problem in every_problem() {
            let (english, chinese) = (Text::new(Locale::En), Text::new(Locale::ZhCn));
            for sentence in [english.problem(&problem), english.problem_in_short(&problem)] {
                assert!(!has_han(&sentence), "{sentence}");
                assert!(sentence.ends_with(['.', ':']), "{sentence}");
            }
            for sentence in [chinese.problem(&problem), chinese.problem_in_short(&problem)] {
                assert!(has_han(&sentence), "{sentence}");
                assert!(sentence.ends_with(['。', '：']), "{sentence}");
            }
        }
    }

    #[test]
    fn a_sentence_names_what_was_typed() {
        for problem in every_problem() {
            if format!("{problem:?}").contains("12x") {
                for locale in Locale::ALL {
                    let sentence = Text::new(locale).problem(&problem);
                    assert!(sentence.contains("12x"), "{sentence}");
                }
            }
        }
    }
}
