//! From what was typed to a request, or to everything that stands in its way.

use super::ago::{AgoProblem, parse_ago};
use super::form::{Form, StrategyKind};
use super::given::{self, Given, GivenProblem};
use super::moment::{MomentProblem, parse_moment};
use super::numbers::{NumberProblem, parse_whole};
use super::partitions::{PartitionsProblem, parse_partitions};
use crate::time::Zones;
use kafka_offsets::{
    GroupId, IdError, Offset, ResetRequest, ResetScope, ResetStrategy, Timestamp, TopicName, TopicPartition,
    TopicSelection,
};
use std::collections::BTreeSet;

/// The fields that can be wrong, in the order of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// "Instance".
    Instance,
    /// "Consumer group".
    Group,
    /// "Topics".
    Topics,
    /// "Partitions".
    Partitions,
    /// "Strategy".
    Strategy,
    /// "Time".
    Time,
    /// "Time zone".
    Zone,
    /// "How long ago".
    Ago,
    /// "Shift".
    Shift,
    /// "Offset".
    Offset,
    /// "Plan".
    Plan,
    /// "Copy offsets from".
    OtherGroup,
}

/// What is wrong with a field. Every problem carries what was typed and leads to a sentence with a way out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// No instance was named.
    InstanceEmpty,
    /// The instance's id cannot be one: white space, control characters, more than 255 bytes.
    InstanceIllegal(String),
    /// No group was named.
    GroupEmpty,
    /// The group's name cannot be one.
    GroupIllegal(IdError),
    /// No topic is chosen. An empty choice is never sent: the API would read it as every topic.
    NoTopic,
    /// No topic is chosen, and there is text in the field above the list.
    TopicsNotAdded(String),
    /// These names cannot be topics.
    TopicsIllegal(Vec<String>),
    /// The numbers of partitions cannot be read, or the topic does not have them.
    Partitions(PartitionsProblem),
    /// Partitions are chosen, and the endpoint can only reset whole topics.
    WholeTopicsOnly,
    /// No strategy is chosen.
    NoStrategy,
    /// The point in time cannot be read.
    Moment(MomentProblem),
    /// The length of time cannot be read.
    Ago(AgoProblem),
    /// The length of time reaches back before 1970.
    AgoBeforeEpoch(String),
    /// The number of "Shift" cannot be read.
    Shift(NumberProblem),
    /// The number of "Offset" cannot be read.
    Offset(NumberProblem),
    /// There are no offsets in the plan, or the other group has none.
    Given(GivenProblem),
    /// The offset is below 0; -1 and -2 are Kafka's signs for the ends of the log.
    OffsetNegative(i64),
}

/// A field and what is wrong with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: Problem,
}

/// What the form asks for: an instance, and a request about one of its groups.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Id of the instance.
    pub instance: String,
    /// The request.
    pub request: ResetRequest,
    /// Where its offsets come from.
    pub source: Source,
}

/// Where a request comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Source {
    /// The form, a link, or another group.
    Form,
    /// A plan file; with the id of its plan, if it is a document of this console for this group and instance.
    File(Option<String>),
}

/// What has been read of the endpoint and of the chosen topic, and decides what may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// The endpoint is known to reset whole topics only.
    pub whole_topics_only: bool,
    /// How many partitions the only chosen topic has.
    pub partitions: Option<u64>,
}

/// Reads the whole form. "Time ago" becomes a point in time here, counted from `now`.
///
/// # Errors
/// Everything that is wrong, in the order of the page; never an empty list.
pub fn choose(
    form: &Form,
    known: Known,
    given: &Result<Given, GivenProblem>,
    now: Timestamp,
    zones: &dyn Zones,
) -> Result<Choice, Vec<FormError>> {
    let mut errors = Vec::new();
    let mut note = |field: Field, problem: Problem| errors.push(FormError { field, problem });

    let instance = form.instance.trim();
    if instance.is_empty() {
        note(Field::Instance, Problem::InstanceEmpty);
    } else if instance.len() > 255 || instance.contains(|c: char| c.is_whitespace() || c.is_control()) {
        note(Field::Instance, Problem::InstanceIllegal(instance.to_owned()));
    }
    let group = match read_group(form) {
        Ok(group) => Some(group),
        Err(problem) => {
            note(Field::Group, problem);
            None
        }
    };
    if let Some(kind) = form.strategy.filter(|kind| kind.is_per_partition()) {
        // The offsets name their partitions; what is ticked does not count
        let field = if kind == StrategyKind::PlanFile { Field::Plan } else { Field::OtherGroup };
        match given {
            _ if known.whole_topics_only => note(field, Problem::WholeTopicsOnly),
            Err(GivenProblem::GroupFirst) if group.is_none() => {}
            Err(problem) => note(field, Problem::Given(problem.clone())),
            Ok(_) => {}
        }
        return match (group, given) {
            (Some(group), Ok(given)) if errors.is_empty() => Ok(Choice {
                instance: instance.to_owned(),
                request: given::request(group, given, form.create_group),
                source: match kind {
                    StrategyKind::PlanFile => {
                        let document = given.document.as_ref().filter(|made| made.instance == instance);
                        Source::File(document.map(|made| made.id.clone()))
                    }
                    _ => Source::Form,
                },
            }),
            _ => Err(errors),
        };
    }
    let scope = match read_scope(form, known) {
        Ok(scope) => Some(scope),
        Err(error) => {
            note(error.field, error.problem);
            None
        }
    };
    let strategy = match read_strategy(form, now, zones) {
        Ok(strategy) => Some(strategy),
        Err(error) => {
            note(error.field, error.problem);
            None
        }
    };
    match (group, scope, strategy) {
        (Some(group), Some(scope), Some(strategy)) if errors.is_empty() => Ok(Choice {
            instance: instance.to_owned(),
            request: ResetRequest { group, scope, strategy, create_group: form.create_group },
            source: Source::Form,
        }),
        _ => Err(errors),
    }
}

/// The group that is named.
///
/// # Errors
/// Why the text names none.
pub fn read_group(form: &Form) -> Result<GroupId, Problem> {
    match form.group.parse() {
        Ok(group) => Ok(group),
        Err(IdError::EmptyGroup) => Err(Problem::GroupEmpty),
        Err(error) => Err(Problem::GroupIllegal(error)),
    }
}

/// What is chosen: topics, or partitions of the only topic.
///
/// # Errors
/// What stands in the way, and at which of the two fields.
pub fn read_scope(form: &Form, known: Known) -> Result<ResetScope, FormError> {
    let scope = read_topics(form).map_err(|problem| FormError { field: Field::Topics, problem })?;
    let wrong = |problem| FormError { field: Field::Partitions, problem };
    let topic = match &scope {
        ResetScope::Topics(topics) if form.only_topic().is_some() => topics.iter().next(),
        _ => None,
    };
    let Some(topic) = topic else { return Ok(scope) };
    let named = parse_partitions(&form.partitions, known.partitions)
        .map_err(|problem| wrong(Problem::Partitions(problem)))?;
    match named {
        None => Ok(scope),
        Some(_) if known.whole_topics_only => Err(wrong(Problem::WholeTopicsOnly)),
        Some(named) => {
            let mut partitions = BTreeSet::new();
            for partition in named {
                partitions.insert(TopicPartition { topic: topic.clone(), partition });
            }
            Ok(ResetScope::Partitions(partitions))
        }
    }
}

/// The same request for some of its partitions only.
pub fn narrowed(request: &ResetRequest, partitions: BTreeSet<TopicPartition>) -> ResetRequest {
    let strategy = match &request.strategy {
        // The partitions of such a request are those that it has offsets for
        ResetStrategy::PerPartition(offsets) => {
            let mut kept = offsets.clone();
            kept.retain(|at, _| partitions.contains(at));
            ResetStrategy::PerPartition(kept)
        }
        strategy => strategy.clone(),
    };
    ResetRequest { scope: ResetScope::Partitions(partitions), strategy, ..request.clone() }
}

fn read_topics(form: &Form) -> Result<ResetScope, Problem> {
    if form.all_topics {
        return Ok(ResetScope::AllTopicsOfGroup);
    }
    let mut topics = Vec::new();
    let mut illegal = Vec::new();
    for name in &form.topics {
        match name.parse::<TopicName>() {
            Ok(topic) => topics.push(topic),
            Err(_) => illegal.push(name.clone()),
        }
    }
    if !illegal.is_empty() {
        return Err(Problem::TopicsIllegal(illegal));
    }
    match TopicSelection::new(topics) {
        Some(topics) => Ok(ResetScope::Topics(topics)),
        None if form.typed_topics().is_empty() => Err(Problem::NoTopic),
        None => Err(Problem::TopicsNotAdded(form.topic_filter.trim().to_owned())),
    }
}

/// The strategy that is chosen, with its field.
///
/// # Errors
/// The field of the strategy that cannot be read, or that none is chosen.
pub fn read_strategy(form: &Form, now: Timestamp, zones: &dyn Zones) -> Result<ResetStrategy, FormError> {
    let wrong = |field: Field, problem: Problem| FormError { field, problem };
    match form.strategy {
        // These two are read elsewhere
        None | Some(StrategyKind::PlanFile | StrategyKind::OtherGroup) => {
            Err(wrong(Field::Strategy, Problem::NoStrategy))
        }
        Some(StrategyKind::Earliest) => Ok(ResetStrategy::Earliest),
        Some(StrategyKind::Latest) => Ok(ResetStrategy::Latest),
        Some(StrategyKind::PointInTime) => match parse_moment(&form.time, form.zone.trim(), now, zones) {
            Ok(at) => Ok(ResetStrategy::Timestamp(at)),
            Err(problem @ MomentProblem::UnknownZone(_)) => Err(wrong(Field::Zone, Problem::Moment(problem))),
            Err(problem) => Err(wrong(Field::Time, Problem::Moment(problem))),
        },
        Some(StrategyKind::TimeAgo) => {
            let millis = parse_ago(&form.ago).map_err(|problem| wrong(Field::Ago, Problem::Ago(problem)))?;
            let before_epoch = || wrong(Field::Ago, Problem::AgoBeforeEpoch(form.ago.trim().to_owned()));
            let at = now.as_millis().checked_sub(millis).ok_or_else(before_epoch)?;
            Timestamp::try_from(at).map(ResetStrategy::Timestamp).map_err(|_| before_epoch())
        }
        Some(StrategyKind::ShiftBy) => parse_whole(&form.shift)
            .map(ResetStrategy::ShiftBy)
            .map_err(|problem| wrong(Field::Shift, Problem::Shift(problem))),
        Some(StrategyKind::ExactOffset) => {
            let number = parse_whole(&form.offset)
                .map_err(|problem| wrong(Field::Offset, Problem::Offset(problem)))?;
            Offset::try_from(number)
                .map(ResetStrategy::Offset)
                .map_err(|_| wrong(Field::Offset, Problem::OffsetNegative(number)))
        }
    }
}

// Generated forms need a crate that tests have natively only
#[cfg(not(target_arch = "wasm32"))]
#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::form::FormAction;
    use crate::time::UtcOnly;
    use proptest::prelude::*;

    const NOW: i64 = 1_795_317_128_114;

    fn now() -> Timestamp {
        Timestamp::try_from(NOW).unwrap()
    }

    fn filled() -> Form {
        let form = Form::new(
            "ckafka-demo".to_owned(),
            "billing".to_owned(),
            &["orders".to_owned()],
            "UTC".to_owned(),
        );
        form.after(FormAction::StrategyChosen(StrategyKind::Earliest))
    }

    fn errors(form: &Form) -> Vec<(Field, Problem)> {
        choose(form, Known::default(), &Err(GivenProblem::NoPlan), now(), &UtcOnly)
            .unwrap_err()
            .into_iter()
            .map(|error| (error.field, error.problem))
            .collect()
    }

    fn strategy(form: &Form) -> ResetStrategy {
        choose(form, Known::default(), &Err(GivenProblem::NoPlan), now(), &UtcOnly).unwrap().request.strategy
    }

    #[test]
    fn a_filled_form_becomes_a_request_that_names_its_topics() {
        let choice =
            choose(&filled(), Known::default(), &Err(GivenProblem::NoPlan), now(), &UtcOnly).unwrap();
        assert_eq!(choice.instance, "ckafka-demo");
        assert_eq!(choice.request.group.as_str(), "billing");
        assert_eq!(choice.request.strategy, ResetStrategy::Earliest);
        assert!(!choice.request.create_group);
        let ResetScope::Topics(topics) = choice.request.scope else { panic!("topics were named") };
        assert_eq!(topics.iter().map(TopicName::as_str).collect::<Vec<_>>(), ["orders"]);
    }

    #[test]
    fn an_empty_form_names_everything_that_is_missing_in_the_order_of_the_page() {
        let form = Form::new(String::new(), String::new(), &[], "UTC".to_owned());
        assert_eq!(
            errors(&form),
            [
                (Field::Instance, Problem::InstanceEmpty),
                (Field::Group, Problem::GroupEmpty),
                (Field::Topics, Problem::NoTopic),
                (Field::Strategy, Problem::NoStrategy),
            ]
        );
    }

    #[test]
    fn topics_typed_but_not_added_are_named() {
        let form = filled()
            .after(FormAction::TopicTicked("orders".to_owned(), false))
            .after(FormAction::TopicFilterTyped(" payments ".to_owned()));
        assert_eq!(errors(&form), [(Field::Topics, Problem::TopicsNotAdded("payments".to_owned()))]);
    }

    #[test]
    fn an_illegal_topic_name_stops_the_review_and_is_kept() {
        let form = filled().after(FormAction::TopicsAdded(vec!["a/b".to_owned()]));
        assert_eq!(errors(&form), [(Field::Topics, Problem::TopicsIllegal(vec!["a/b".to_owned()]))]);
        assert!(form.topics.contains("a/b"));
    }

    #[test]
    fn partitions_of_the_only_topic_become_the_scope() {
        let form = filled().after(FormAction::PartitionsTyped("0,3-5".to_owned()));
        let known = Known { whole_topics_only: false, partitions: Some(6) };
        let scope = read_scope(&form, known).unwrap();
        let ResetScope::Partitions(partitions) = scope else { panic!("partitions were named") };
        let named: Vec<String> = partitions.iter().map(TopicPartition::to_string).collect();
        assert_eq!(named, ["orders/0", "orders/3", "orders/4", "orders/5"]);
        let two = form.after(FormAction::TopicTicked("payments".to_owned(), true));
        assert!(matches!(read_scope(&two, known), Ok(ResetScope::Topics(topics)) if topics.len() == 2));
    }

    #[test]
    fn a_plan_file_names_its_partitions_whatever_is_ticked() {
        let form = filled()
            .after(FormAction::StrategyChosen(StrategyKind::PlanFile))
            .after(FormAction::PlanTyped("payments,2,7".to_owned()));
        let given = given::from_text(&form.plan, read_group(&form).ok().as_ref());
        let request = choose(&form, Known::default(), &given, now(), &UtcOnly).unwrap().request;
        let ResetScope::Partitions(partitions) = request.scope else { panic!("partitions are named") };
        assert_eq!(partitions.iter().map(TopicPartition::to_string).collect::<Vec<_>>(), ["payments/2"]);
        let whole = Known { whole_topics_only: true, partitions: None };
        let refused = choose(&form, whole, &given, now(), &UtcOnly).unwrap_err();
        assert_eq!(refused, [FormError { field: Field::Plan, problem: Problem::WholeTopicsOnly }]);
        let none = choose(&form, Known::default(), &Err(GivenProblem::NoPlan), now(), &UtcOnly).unwrap_err();
        assert_eq!(none, [FormError { field: Field::Plan, problem: Problem::Given(GivenProblem::NoPlan) }]);
    }

    #[test]
    fn a_narrowed_request_keeps_all_but_its_partitions() {
        let at = |partition: i32| TopicPartition {
            topic: "orders".parse().unwrap(),
            partition: partition.try_into().unwrap(),
        };
        let whole =
            choose(&filled(), Known::default(), &Err(GivenProblem::NoPlan), now(), &UtcOnly).unwrap().request;
        let some = narrowed(&whole, BTreeSet::from([at(3)]));
        assert_eq!(some.scope, ResetScope::Partitions(BTreeSet::from([at(3)])));
        assert_eq!((&some.group, &some.strategy), (&whole.group, &whole.strategy));
        let offsets = [0, 3].map(|partition| (at(partition), Offset::try_from(7).unwrap()));
        let file = ResetRequest { strategy: ResetStrategy::PerPartition(offsets.into()), ..whole };
        let one = [(at(3), Offset::try_from(7).unwrap())].into();
        assert_eq!(narrowed(&file, BTreeSet::from([at(3)])).strategy, ResetStrategy::PerPartition(one));
    }

    #[test]
    fn partitions_that_do_not_exist_or_cannot_be_sent_stop_the_review() {
        let form = filled().after(FormAction::PartitionsTyped("6".to_owned()));
        let at_field = |problem| FormError { field: Field::Partitions, problem };
        assert_eq!(
            read_scope(&form, Known { whole_topics_only: false, partitions: Some(6) }),
            Err(at_field(Problem::Partitions(PartitionsProblem::NotThere(6, 6))))
        );
        let whole = Known { whole_topics_only: true, partitions: None };
        assert_eq!(read_scope(&form, whole), Err(at_field(Problem::WholeTopicsOnly)));
        let none = form.after(FormAction::PartitionsTyped(String::new()));
        assert!(read_scope(&none, whole).is_ok());
    }

    #[test]
    fn a_line_break_in_the_groups_name_is_refused() {
        let form = filled().after(FormAction::GroupTyped("bil\nling".to_owned()));
        assert_eq!(errors(&form), [(Field::Group, Problem::GroupIllegal(IdError::ControlCharacterInGroup))]);
    }

    #[test]
    fn only_the_chosen_strategys_field_counts() {
        let form = filled().after(FormAction::OffsetTyped("nonsense".to_owned()));
        assert_eq!(strategy(&form), ResetStrategy::Earliest);
        let form = form.after(FormAction::StrategyChosen(StrategyKind::ExactOffset));
        assert_eq!(
            errors(&form),
            [(Field::Offset, Problem::Offset(NumberProblem::NotANumber("nonsense".to_owned())))]
        );
    }

    #[test]
    fn time_ago_is_counted_back_from_the_moment_of_pressing() {
        let form = filled()
            .after(FormAction::StrategyChosen(StrategyKind::TimeAgo))
            .after(FormAction::AgoTyped("6h".to_owned()));
        assert_eq!(strategy(&form), ResetStrategy::Timestamp(Timestamp::try_from(NOW - 21_600_000).unwrap()));
        let form = form.after(FormAction::AgoTyped("3000w".to_owned()));
        assert_eq!(errors(&form), [(Field::Ago, Problem::AgoBeforeEpoch("3000w".to_owned()))]);
    }

    #[test]
    fn minus_one_and_minus_two_are_no_offsets() {
        let form = filled().after(FormAction::StrategyChosen(StrategyKind::ExactOffset));
        for number in [-1, -2, i64::MIN] {
            let form = form.after(FormAction::OffsetTyped(number.to_string()));
            assert_eq!(errors(&form), [(Field::Offset, Problem::OffsetNegative(number))]);
        }
        let form = form.after(FormAction::OffsetTyped(i64::MAX.to_string()));
        assert_eq!(strategy(&form), ResetStrategy::Offset(Offset::try_from(i64::MAX).unwrap()));
    }

    #[test]
    fn a_shift_may_be_negative_and_may_be_zero() {
        let form = filled().after(FormAction::StrategyChosen(StrategyKind::ShiftBy));
        for (text, number) in [("-2", -2), ("0", 0), ("+1", 1), ("-9223372036854775808", i64::MIN)] {
            assert_eq!(
                strategy(&form.after(FormAction::ShiftTyped(text.to_owned()))),
                ResetStrategy::ShiftBy(number)
            );
        }
    }

    #[test]
    fn an_unknown_zone_is_the_zones_fault_and_not_the_times() {
        let form = filled()
            .after(FormAction::StrategyChosen(StrategyKind::PointInTime))
            .after(FormAction::TimeTyped("2026-11-21 22:00".to_owned()))
            .after(FormAction::ZoneTyped("Mars/Olympus".to_owned()));
        assert_eq!(
            errors(&form),
            [(Field::Zone, Problem::Moment(MomentProblem::UnknownZone("Mars/Olympus".to_owned())))]
        );
    }

    fn any_action() -> impl Strategy<Value = FormAction> {
        let text = prop_oneof![Just(String::new()), "[a-z./ ,0-9-]{0,12}", ".{0,8}"].boxed();
        let names = proptest::collection::vec(text.clone(), 0..4);
        prop_oneof![
            text.clone().prop_map(FormAction::InstanceTyped),
            text.clone().prop_map(FormAction::GroupTyped),
            (text.clone(), any::<bool>()).prop_map(|(name, on)| FormAction::TopicTicked(name, on)),
            names.prop_map(FormAction::TopicsAdded),
            any::<bool>().prop_map(FormAction::AllTopicsTicked),
            prop_oneof![text.clone(), "[0-9,-]{0,5}"].prop_map(FormAction::PartitionsTyped),
            text.clone().prop_map(FormAction::TopicFilterTyped),
            any::<bool>().prop_map(FormAction::CreateGroupTicked),
            proptest::sample::select(StrategyKind::ALL.to_vec()).prop_map(FormAction::StrategyChosen),
            text.clone().prop_map(FormAction::TimeTyped),
            text.clone().prop_map(FormAction::ZoneTyped),
            text.clone().prop_map(FormAction::AgoTyped),
            text.clone().prop_map(FormAction::ShiftTyped),
            text.clone().prop_map(FormAction::OffsetTyped),
            prop_oneof![text.clone(), "[a-z]{1,3},[0-9],[0-9]{1,3}"].prop_map(FormAction::PlanTyped),
            text.prop_map(FormAction::OtherGroupTyped),
        ]
    }

    proptest! {
        #[test]
        fn whatever_is_typed_no_request_is_without_topics_unless_all_was_ticked(
            actions in proptest::collection::vec(any_action(), 0..20),
        ) {
            let mut form = Form::new("i".to_owned(), "g".to_owned(), &[], "UTC".to_owned());
            for action in actions {
                form = form.after(action);
            }
            let given = given::from_text(&form.plan, read_group(&form).ok().as_ref());
            match choose(&form, Known::default(), &given, now(), &UtcOnly) {
                Ok(choice) => match choice.request.scope {
                    ResetScope::AllTopicsOfGroup => prop_assert!(form.all_topics),
                    ResetScope::Topics(topics) => {
                        prop_assert!(!form.all_topics);
                        prop_assert!(topics.len() >= 1);
                        prop_assert_eq!(topics.len(), form.topics.len());
                    }
                    ResetScope::Partitions(partitions) => {
                        prop_assert!(!partitions.is_empty());
                        let given = form.strategy.is_some_and(StrategyKind::is_per_partition);
                        let ticked = |at: &TopicPartition| Some(at.topic.as_str()) == form.only_topic();
                        prop_assert!(given || partitions.iter().all(ticked));
                    }
                },
                Err(errors) => prop_assert!(!errors.is_empty()),
            }
        }
    }
}
