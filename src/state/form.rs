//! What the operator has typed and chosen. Nothing typed is ever lost: every strategy keeps its own text.

use super::partitions::partitions_text;
use super::topics::{TopicColumn, TopicSort, split_names};
use kafka_offsets::{ResetRequest, ResetScope, ResetStrategy, write_kafka_csv};
use std::collections::BTreeSet;

/// The strategies as the operator chooses them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StrategyKind {
    /// The log start.
    Earliest,
    /// The log end.
    Latest,
    /// A point in time.
    PointInTime,
    /// A length of time before now; becomes a point in time when "Review reset" is pressed.
    TimeAgo,
    /// A number of offsets back or ahead.
    ShiftBy,
    /// The same offset everywhere.
    ExactOffset,
    /// An offset of its own for each partition, out of a file.
    PlanFile,
    /// Where another group is.
    OtherGroup,
}

impl StrategyKind {
    /// All of them, in the order of the page.
    pub const ALL: [Self; 8] = [
        Self::Earliest,
        Self::Latest,
        Self::PointInTime,
        Self::TimeAgo,
        Self::ShiftBy,
        Self::ExactOffset,
        Self::PlanFile,
        Self::OtherGroup,
    ];

    /// Whether it gives each partition an offset of its own, which not every endpoint can be sent.
    pub fn is_per_partition(self) -> bool {
        matches!(self, Self::PlanFile | Self::OtherGroup)
    }
}

/// The form of the first two steps, as text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Id of the instance.
    pub instance: String,
    /// Name of the consumer group.
    pub group: String,
    /// Names of the topics that are ticked.
    pub topics: BTreeSet<String>,
    /// "All topics of the group" is ticked; what was ticked one by one is kept for when it is unticked.
    pub all_topics: bool,
    /// Text of "Partitions"; counts while exactly one topic is ticked.
    pub partitions: String,
    /// Text in the field above the list of topics.
    pub topic_filter: String,
    /// How the list of topics is sorted.
    pub topic_sort: TopicSort,
    /// "Create this group's offsets" is ticked; holds for the group that was named then.
    pub create_group: bool,
    /// The chosen strategy.
    pub strategy: Option<StrategyKind>,
    /// Text of "Time".
    pub time: String,
    /// Text of "Time zone".
    pub zone: String,
    /// Text of "How long ago".
    pub ago: String,
    /// Text of "Shift".
    pub shift: String,
    /// Text of "Offset".
    pub offset: String,
    /// Text of "Plan": what was pasted, or what stood in the file.
    pub plan: String,
    /// Name of a file that could not be read.
    pub unread_file: Option<String>,
    /// Text of "Copy offsets from".
    pub other_group: String,
}

/// What can happen to the form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormAction {
    /// Another instance was typed or chosen.
    InstanceTyped(String),
    /// Another group was typed or chosen.
    GroupTyped(String),
    /// A topic was ticked or unticked.
    TopicTicked(String, bool),
    /// Topics were typed or pasted: all of them are ticked.
    TopicsAdded(Vec<String>),
    /// The page around names the topics: exactly these are ticked.
    TopicsReplaced(Vec<String>),
    /// "All topics of the group" was ticked or unticked.
    AllTopicsTicked(bool),
    /// "Partitions" was typed in.
    PartitionsTyped(String),
    /// Rows of a plan were ticked: just these partitions of this topic.
    Narrowed(String, String),
    /// A request comes from a link: the instance, the request, and its time as text where it has one.
    Opened(String, ResetRequest, String),
    /// The field above the list of topics was typed in.
    TopicFilterTyped(String),
    /// The head of a column of the list of topics was activated.
    TopicColumnActivated(TopicColumn),
    /// "Create this group's offsets" was ticked or unticked.
    CreateGroupTicked(bool),
    /// A strategy was chosen.
    StrategyChosen(StrategyKind),
    /// "Time" was typed in.
    TimeTyped(String),
    /// "Time zone" was typed in or chosen.
    ZoneTyped(String),
    /// "How long ago" was typed in or chosen.
    AgoTyped(String),
    /// "Shift" was typed in.
    ShiftTyped(String),
    /// "Offset" was typed in.
    OffsetTyped(String),
    /// "Plan" was typed in or pasted into.
    PlanTyped(String),
    /// A file was chosen: its name, and its text if it could be read.
    FileChosen(String, Option<String>),
    /// "Copy offsets from" was typed in or chosen.
    OtherGroupTyped(String),
}

impl Form {
    /// A form with what the page around gives for a start.
    pub fn new(instance: String, group: String, topics: &[String], zone: String) -> Self {
        let mut chosen = BTreeSet::new();
        chosen.extend(topics.iter().cloned());
        Self {
            instance,
            group,
            topics: chosen,
            all_topics: false,
            partitions: String::new(),
            topic_filter: String::new(),
            topic_sort: TopicSort::default(),
            create_group: false,
            strategy: None,
            time: String::new(),
            zone,
            ago: String::new(),
            shift: String::new(),
            offset: String::new(),
            plan: String::new(),
            unread_file: None,
            other_group: String::new(),
        }
    }

    /// The form after something happened to it.
    #[must_use]
    pub fn after(&self, action: FormAction) -> Self {
        let mut form = self.clone();
        match action {
            FormAction::InstanceTyped(text) => form.instance = text,
            FormAction::GroupTyped(text) => {
                // The wish to create a group is about the one that was named, not about what is typed next
                form.create_group = form.create_group && form.group == text;
                form.group = text;
            }
            FormAction::TopicTicked(name, true) => {
                form.topics.insert(name);
            }
            FormAction::TopicTicked(name, false) => {
                form.topics.remove(&name);
            }
            FormAction::TopicsAdded(names) => {
                form.topics.extend(names);
                form.topic_filter.clear();
            }
            FormAction::TopicsReplaced(names) => {
                form.topics.clear();
                form.topics.extend(names);
            }
            FormAction::AllTopicsTicked(ticked) => form.all_topics = ticked,
            FormAction::PartitionsTyped(text) => form.partitions = text,
            FormAction::Narrowed(topic, partitions) => {
                form.topics = BTreeSet::from([topic]);
                form.all_topics = false;
                form.partitions = partitions;
            }
            FormAction::Opened(instance, request, time) => form.take(instance, &request, time),
            FormAction::TopicFilterTyped(text) => form.topic_filter = text,
            FormAction::TopicColumnActivated(column) => form.topic_sort = form.topic_sort.activated(column),
            FormAction::CreateGroupTicked(ticked) => form.create_group = ticked,
            FormAction::StrategyChosen(kind) => form.strategy = Some(kind),
            FormAction::TimeTyped(text) => form.time = text,
            FormAction::ZoneTyped(text) => form.zone = text,
            FormAction::AgoTyped(text) => form.ago = text,
            FormAction::ShiftTyped(text) => form.shift = text,
            FormAction::OffsetTyped(text) => form.offset = text,
            FormAction::PlanTyped(text) | FormAction::FileChosen(_, Some(text)) => {
                form.plan = text;
                form.unread_file = None;
            }
            FormAction::FileChosen(name, None) => form.unread_file = Some(name),
            FormAction::OtherGroupTyped(text) => form.other_group = text,
        }
        form
    }

    /// Fills in what asks for a request.
    fn take(&mut self, instance: String, request: &ResetRequest, time: String) {
        self.instance = instance;
        self.group = request.group.as_str().to_owned();
        self.create_group = request.create_group;
        self.all_topics = request.scope == ResetScope::AllTopicsOfGroup;
        self.topics.clear();
        self.partitions.clear();
        match &request.scope {
            ResetScope::AllTopicsOfGroup => {}
            ResetScope::Topics(topics) => {
                self.topics.extend(topics.iter().map(|topic| topic.as_str().to_owned()));
            }
            ResetScope::Partitions(partitions) => {
                self.topics.extend(partitions.iter().map(|at| at.topic.as_str().to_owned()));
                self.partitions = partitions_text(partitions.iter().map(|at| at.partition));
            }
        }
        match &request.strategy {
            ResetStrategy::Earliest => self.strategy = Some(StrategyKind::Earliest),
            ResetStrategy::Latest => self.strategy = Some(StrategyKind::Latest),
            ResetStrategy::Timestamp(_) => {
                self.strategy = Some(StrategyKind::PointInTime);
                self.time = time;
            }
            ResetStrategy::ShiftBy(by) => {
                self.strategy = Some(StrategyKind::ShiftBy);
                self.shift = by.to_string();
            }
            ResetStrategy::Offset(offset) => {
                self.strategy = Some(StrategyKind::ExactOffset);
                self.offset = offset.to_string();
            }
            ResetStrategy::PerPartition(offsets) => {
                self.strategy = Some(StrategyKind::PlanFile);
                self.plan = write_kafka_csv(offsets.iter().map(|(at, offset)| (at, *offset)));
            }
        }
    }

    /// The topic whose partitions can be chosen: the only one that is ticked.
    pub fn only_topic(&self) -> Option<&str> {
        let mut topics = self.topics.iter();
        topics.next().filter(|_| !self.all_topics && topics.len() == 0).map(String::as_str)
    }

    /// Names typed in the field above the list that were not added to the choice.
    pub fn typed_topics(&self) -> Vec<String> {
        split_names(&self.topic_filter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> Form {
        Form::new(String::new(), "billing".to_owned(), &[], "UTC".to_owned())
    }

    #[test]
    fn the_text_of_every_strategy_survives_choosing_another() {
        let form = form()
            .after(FormAction::StrategyChosen(StrategyKind::ShiftBy))
            .after(FormAction::ShiftTyped("-500".to_owned()))
            .after(FormAction::StrategyChosen(StrategyKind::ExactOffset))
            .after(FormAction::OffsetTyped("7".to_owned()))
            .after(FormAction::StrategyChosen(StrategyKind::ShiftBy));
        assert_eq!((form.shift.as_str(), form.offset.as_str()), ("-500", "7"));
    }

    #[test]
    fn single_ticks_survive_all_topics() {
        let form = form()
            .after(FormAction::TopicTicked("orders".to_owned(), true))
            .after(FormAction::AllTopicsTicked(true))
            .after(FormAction::AllTopicsTicked(false));
        assert_eq!(form.topics, BTreeSet::from(["orders".to_owned()]));
    }

    #[test]
    fn partitions_can_be_chosen_of_one_topic_and_their_text_survives_another() {
        let one = form()
            .after(FormAction::TopicTicked("orders".to_owned(), true))
            .after(FormAction::PartitionsTyped("0,3-5".to_owned()));
        assert_eq!(one.only_topic(), Some("orders"));
        let two = one.after(FormAction::TopicTicked("payments".to_owned(), true));
        assert_eq!(two.only_topic(), None);
        assert_eq!(one.after(FormAction::AllTopicsTicked(true)).only_topic(), None);
        assert_eq!(two.after(FormAction::TopicTicked("payments".to_owned(), false)), one);
    }

    #[test]
    fn ticked_rows_of_a_plan_become_the_choice_of_the_form() {
        let form = form()
            .after(FormAction::AllTopicsTicked(true))
            .after(FormAction::Narrowed("orders".to_owned(), "0,3-5".to_owned()));
        assert_eq!((form.only_topic(), form.partitions.as_str()), (Some("orders"), "0,3-5"));
    }

    #[test]
    fn the_wish_to_create_a_group_does_not_pass_to_another_name() {
        let form = form().after(FormAction::CreateGroupTicked(true));
        assert!(form.after(FormAction::GroupTyped("billing".to_owned())).create_group);
        assert!(!form.after(FormAction::GroupTyped("biling".to_owned())).create_group);
    }

    #[test]
    fn added_topics_are_ticked_and_the_field_is_free_for_the_next() {
        let form = form()
            .after(FormAction::TopicFilterTyped("a, b".to_owned()))
            .after(FormAction::TopicsAdded(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(form.topics.len(), 2);
        assert_eq!(form.topic_filter, "");
    }
}
