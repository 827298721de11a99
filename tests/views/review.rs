//! The Review step.

use crate::page::{Page, draw, draw_state};
use crate::{fixtures, states};
use ckafka_console::components::confirm_panel::effects;
use ckafka_console::components::review::ReviewView;
use ckafka_console::format::Formatter;
use ckafka_console::text::{Locale, Text};
use kafka_offsets::{Amount, Offset, PlannedReset, ResetPlan, ResetStrategy, Risk, RiskReason, Target};
use yew::prelude::*;

async fn review(plan: ResetPlan, production: bool) -> Page {
    let review = fixtures::reviewing(plan, production);
    draw(
        Locale::En,
        html! {
            <ReviewView
                {review}
                request={Some(AttrValue::from(states::REQUEST))}
                instance="i"
                on_confirm={Callback::noop()}
                on_back={Callback::noop()}
                on_plan_again={Callback::noop()}
                on_copy={Callback::noop()}
                on_export={Callback::noop()}
            />
        },
    )
    .await
}

#[tokio::test]
async fn the_sentence_says_what_moves_where() {
    let page = draw_state(Locale::En, "review-mixed").await;
    assert_eq!(words(&page.each("<h3")[0]), "Move billing-reconciler to 2026-11-21 22:00:00.000 UTC");
    assert!(page.text().contains("2026-11-22 06:00:00.000 UTC+08:00 in Asia/Shanghai"));
    let page = draw_state(Locale::ZhCn, "review-mixed").await;
    assert_eq!(words(&page.each("<h3")[0]), "将 billing-reconciler 移到 2026-11-21 22:00:00.000 UTC");
}

#[tokio::test]
async fn a_shift_is_worded_by_its_consequence() {
    let cases = [
        (-500, "Let billing-reconciler replay up to 500 records in every partition"),
        (500, "Let billing-reconciler skip up to 500 records in every partition"),
        (0, "Keep billing-reconciler where it is, within each log"),
        (
            i64::MIN,
            "Let billing-reconciler replay up to 9,223,372,036,854,775,808 records in every partition",
        ),
    ];
    for (shift, sentence) in cases {
        let mut plan = fixtures::small_plan();
        plan.request.strategy = ResetStrategy::ShiftBy(shift);
        assert_eq!(words(&review(plan, false).await.each("<h3")[0]), sentence);
    }
}

#[tokio::test]
async fn five_numbers_say_what_is_known_and_what_is_not() {
    let page = draw_state(Locale::En, "review-mixed").await;
    let numbers: Vec<String> =
        page.each("<button type=\"button\" aria-pressed").iter().take(5).map(|n| words(n)).collect();
    assert_eq!(
        numbers,
        [
            "Partitions 12 in 3 topics",
            "Replays up to 977,906 records in 6 partitions; not known in 2",
            "Skips up to 300,244 records in 1 partition; not known in 2, never read by this group",
            "No change 2 already at the target",
            "Needs attention 7 have a note, 1 will fail",
        ]
    );
}

#[tokio::test]
async fn skips_to_a_log_end_that_still_grows_say_the_least_that_is_skipped() {
    let mut plan = fixtures::small_plan();
    let partitions = plan.rows.len();
    for row in &mut plan.rows {
        row.committed = Some(Offset::try_from(100).unwrap());
        row.log_end = Some(Offset::try_from(350).unwrap());
        row.target = Some(Target::AtLeast(Offset::try_from(350).unwrap()));
    }
    let page = review(plan, false).await;
    let skips = words(&page.each("<button type=\"button\" aria-pressed")[2]);
    let place = if partitions == 1 { "1 partition".to_owned() } else { format!("{partitions} partitions") };
    assert_eq!(
        skips,
        format!("Skips at least {} records in {place}, never read by this group", 250 * partitions)
    );
}

#[test]
fn an_amount_keeps_what_is_known_apart_from_what_is_not() {
    let plan = fixtures::mixed_plan();
    let replayed = Amount::of(&plan, PlannedReset::replayed);
    assert_eq!(replayed, Amount { known: 977_906, partitions: 6, open: 2 });
    let nothing = Amount::of(&fixtures::small_plan(), PlannedReset::skipped);
    assert!(nothing.is_zero());
}

#[tokio::test]
async fn the_plan_is_a_region_with_a_captioned_table() {
    let page = draw_state(Locale::En, "review-mixed").await;
    let plan = page.region("Plan");
    let captions = plan.each("<caption");
    assert!(captions[0].starts_with("Plan. "), "{captions:?}");
    assert!(captions[0].contains("by topic and partition"), "{captions:?}");
    let zh = draw_state(Locale::ZhCn, "review-mixed").await;
    assert!(zh.region("计划").each("<caption")[0].starts_with("计划。"));
}

#[tokio::test]
async fn every_row_says_its_numbers_its_grade_and_its_notes() {
    let rows = draw_state(Locale::En, "review-mixed").await.region("Plan").rows();
    assert_eq!(rows.len(), 12);
    assert_eq!(rows[0], "orders.created 0 48,377,551 48,211,006 = Exact replay 166,545 0 166,545");
    assert_eq!(
        rows[3],
        "orders.created 3 Clamped to the log start: 48,198,220 lies before it. 48,390,117 48,240,300 ≥ At least replay ≤ 149,817 43 ≤ 149,860"
    );
    assert_eq!(rows[6], "orders.paid 0 12,004,318 12,304,562 = Exact skip 300,244 387,552 87,308");
    assert!(
        rows[8].contains("Never committed: starts here. Cannot be undone. none 9,219,840"),
        "{}",
        rows[8]
    );
    assert!(rows[11].ends_with("9,229,005 ? ? Server decides not known ? – ?"), "{}", rows[11]);
}

#[tokio::test]
async fn a_picture_says_its_numbers_in_its_label() {
    let page = draw_state(Locale::En, "review-mixed").await;
    let label = "Log 47,902,118 to 48,377,551, committed 48,377,551, target 48,211,006";
    assert!(page.attributes("aria-label").iter().any(|one| one == label));
    let zh = draw_state(Locale::ZhCn, "review-mixed").await;
    let label = "日志 未知 至 未知，当前位点 9,229,005，目标位点 未知";
    assert!(zh.attributes("aria-label").iter().any(|one| one == label));
}

#[tokio::test]
async fn a_topic_that_cannot_be_planned_is_named_with_code_meaning_and_next_step() {
    let text = words(&draw_state(Locale::En, "review-mixed").await.region("Plan").text());
    assert!(text.contains("orders.typo will fail 3 UNKNOWN_TOPIC_OR_PARTITION"), "{text}");
    assert!(text.contains("Check the topic's name and its partitions"), "{text}");
}

#[tokio::test]
async fn friction_grows_with_risk() {
    let low = review(fixtures::small_plan(), false).await;
    assert!(!low.0.contains("type=\"checkbox\"") && !low.0.contains("confirm-group"));
    assert!(!low.0.contains("aria-disabled"), "low risk needs the button alone");

    let medium = review(fixtures::skipping_plan(), false).await;
    assert!(medium.0.contains("type=\"checkbox\""));
    assert!(medium.text().contains("I understand: this reset skips up to 60 records in 3 partitions."));
    assert!(medium.text().contains("Tick above that you understand the effect."));
    assert!(medium.0.contains("aria-disabled=\"true\""));

    let high = review(fixtures::small_plan(), true).await;
    assert_eq!(high.each("<label for=\"confirm-group\""), ["Type the group's name"]);
    assert!(high.text().contains("changes an instance marked Production"));
    assert!(high.text().contains("Type the group's name first, exactly as it is."));
}

#[tokio::test]
async fn the_button_says_what_it_does_and_is_red_where_it_skips() {
    let low = review(fixtures::small_plan(), false).await;
    assert!(low.0.contains("button-primary") && !low.0.contains("button-danger"));
    assert!(low.text().contains("Reset 3 partitions"));
    assert!(review(fixtures::skipping_plan(), false).await.0.contains("button-danger"));
    assert!(review(fixtures::small_plan(), true).await.0.contains("button-danger"), "production");
    let zh = draw_state(Locale::ZhCn, "review-low").await;
    assert!(zh.text().contains("重置 3 个分区"));
}

#[tokio::test]
async fn a_button_that_does_nothing_says_why() {
    let cases = [
        ("review-read-only", "Read-only: nothing is sent from here."),
        ("review-asking-host", "Nothing has been sent."),
        ("review-refused", "This plan was sent already. Plan again first."),
    ];
    for (state, why) in cases {
        let page = draw_state(Locale::En, state).await;
        assert!(page.0.contains("aria-disabled=\"true\""), "{state}");
        assert!(page.text().contains(why), "{state}: {}", page.text());
    }
}

#[tokio::test]
async fn a_plan_without_a_target_cannot_be_confirmed() {
    let mut plan = fixtures::small_plan();
    for row in &mut plan.rows {
        row.target = None;
    }
    let page = review(plan, false).await;
    assert!(page.text().contains("Nothing can be sent: no partition can be reset."));
    assert!(page.0.contains("aria-disabled=\"true\""));
}

#[test]
fn effects_name_numbers_reasons_and_what_cannot_be_undone() {
    let plan = fixtures::mixed_plan();
    let (risk, reasons) = plan.risk(true);
    assert_eq!(risk, Risk::High);
    let words: Vec<String> = effects(Text::new(Locale::En), &Formatter::default(), &plan, &reasons)
        .into_iter()
        .map(|effect| effect.words)
        .collect();
    for expected in [
        "replays up to 977,906 records in 6 partitions",
        "skips up to 300,244 records in orders.paid/0",
        "moves the group in 3 topics",
        "changes an instance marked Production",
        "sets 1 first offset that cannot be undone",
        "fails in 1 topic; the others are done",
    ] {
        assert!(words.iter().any(|word| word == expected), "{expected}: {words:?}");
    }
}

#[test]
fn every_reason_has_words_in_both_languages() {
    let reasons = [
        RiskReason::Skips,
        RiskReason::SeveralTopics,
        RiskReason::ManyOffsets,
        RiskReason::UnknownNumber,
        RiskReason::SkipsEverything,
        RiskReason::AllTopics,
        RiskReason::VeryManyOffsets,
        RiskReason::Production,
    ];
    for reason in reasons {
        assert!(Text::new(Locale::En).confirm_reason(reason, "5", "t/0").is_ascii(), "{reason:?}");
        assert!(!Text::new(Locale::ZhCn).confirm_reason(reason, "5", "t/0").is_ascii(), "{reason:?}");
    }
}

#[tokio::test]
async fn a_live_group_shows_its_state_and_members() {
    let page = draw_state(Locale::En, "blocked-live").await;
    let text = words(&page.text());
    assert!(text.contains("The group is live: Stable, 2 members"), "{text}");
    assert_eq!(
        page.rows()[0],
        "reconciler-0 10.42.3.18 orders.created 0–2 reconciler-0-1f0a9c52-7d11-4a43-9f36-0b7b1d5b4c3e"
    );
    for hint in ["session timeout", "assign()", "Check again", "Back to edit"] {
        assert!(text.contains(hint), "{hint}");
    }
    let zh = words(&draw_state(Locale::ZhCn, "blocked-live").await.text());
    assert!(zh.contains("消费分组正在消费：Stable，2 个成员"), "{zh}");
}

#[tokio::test]
async fn waiting_says_how_often_it_looked_and_when_next_and_that_it_sends_nothing() {
    let page = draw_state(Locale::En, "blocked-waiting").await;
    let text = words(&page.text());
    assert!(text.contains("Looked at 3 times: it still has members. Next look in 4 s."), "{text}");
    assert!(text.contains("Waiting never sends anything by itself."), "{text}");
    assert!(text.contains("Stop waiting") && text.contains("Check again"), "{text}");
    assert!(!text.contains("Wait until empty"), "it waits already");
    let live = words(&draw_state(Locale::En, "blocked-live").await.text());
    assert!(live.contains("Wait until empty") && !live.contains("Stop waiting"), "{live}");
    let unknown = words(&draw_state(Locale::En, "blocked-no-group").await.text());
    assert!(!unknown.contains("Wait until empty"), "waiting cannot help");
}

#[tokio::test]
async fn an_empty_group_comes_with_what_it_does_not_tell() {
    let text = words(&draw_state(Locale::En, "review-low").await.text());
    for hint in ["assign()", "Flink", "Kafka Connect", "expire"] {
        assert!(text.contains(hint), "{hint}");
    }
}

#[tokio::test]
async fn an_unknown_group_is_not_created_by_accident() {
    let text = words(&draw_state(Locale::En, "blocked-no-group").await.text());
    assert!(text.contains("There is no group “\u{2068}billing-reconciler\u{2069}”"), "{text}");
    assert!(text.contains("tick “Create this group's offsets”"), "{text}");
    let page = draw_state(Locale::En, "blocked-no-group").await;
    assert!(page.0.contains("type=\"checkbox\""), "the tick itself is at hand");
}

#[tokio::test]
async fn a_fault_of_the_endpoint_is_shown_with_its_own_words_as_text() {
    let page = draw_state(Locale::En, "blocked-unreadable").await;
    assert!(page.text().contains("HTTP 200: <!DOCTYPE html><title>Sign in"));
    assert!(!page.0.contains("<title>"), "the endpoint's words are text, never markup");
}

#[tokio::test]
async fn whether_it_can_be_undone_is_said_with_the_reason_of_each_topic() {
    let page = words(&draw_state(Locale::En, "review-undo-mixed").await.text());
    assert!(page.contains("Undo exact for 2 of 3 topics"), "{page}");
    assert!(page.contains(
        "payments.captured : not possible , 1 of 3 partitions get their first offset, which cannot be taken back."
    ), "{page}");
    assert!(page.contains("orders.created , orders.paid : exact , each partition can be set back"), "{page}");
    let untold = words(&draw_state(Locale::En, "review-undo-if-retained").await.text());
    let promise = "Undo exact, if still in the log Each partition can be set back to its own old offset. This endpoint does not tell where logs start: an old offset that retention has passed is gone, and cannot be set again.";
    assert!(untold.contains(promise), "{untold}");
    assert!(
        untold.contains("This endpoint does not tell where the log starts: choose whole topics"),
        "{untold}"
    );
    let exact = words(&draw_state(Locale::En, "review-undo-exact").await.text());
    assert!(exact.contains("Undo exact Each partition can be set back to its own old offset."), "{exact}");
    let zh = words(&draw_state(Locale::ZhCn, "review-undo-exact").await.text());
    assert!(zh.contains("撤销 可精确撤销 每个分区都可恢复到各自原来的位点。"), "{zh}");
}

#[tokio::test]
async fn a_plan_says_until_when_it_holds_and_is_not_confirmed_after_that() {
    let fresh = draw_state(Locale::En, "review-low").await;
    assert!(words(&fresh.text()).contains("Planned 03:12:08 UTC, valid until 03:17:08 UTC"));
    assert!(!fresh.0.contains("plan-age"));
    let soon = draw_state(Locale::En, "review-expires-soon").await;
    assert!(soon.text().contains("This plan expires at 03:17:08 UTC"));
    assert!(!soon.0.contains("aria-disabled"), "it may still be confirmed");
    for (state, title) in [
        ("review-expired", "This plan has expired"),
        ("review-clock-back", "How old this plan is cannot be told"),
    ] {
        let page = draw_state(Locale::En, state).await;
        assert!(page.text().contains(title), "{state}");
        assert!(page.text().contains("This plan has expired. Plan again first."), "{state}");
        assert!(page.0.contains("aria-disabled=\"true\"") && page.0.contains("role=\"alert\""), "{state}");
    }
}

#[tokio::test]
async fn a_refusal_from_elsewhere_is_an_alert_that_says_why() {
    for (state, why) in [
        ("review-held", "Another window is resetting this group."),
        ("review-applied", "This plan was applied already."),
        ("review-check-failed", "The check right before sending failed, so nothing was sent."),
        ("review-check-failed", "connection reset by peer"),
    ] {
        let page = draw_state(Locale::En, state).await;
        assert!(page.text().contains(why), "{state}: {}", page.text());
        assert!(page.0.contains("role=\"alert\""), "{state}");
    }
}

#[tokio::test]
async fn while_everything_is_read_once_more_the_button_waits_and_says_what_is_done() {
    let page = draw_state(Locale::En, "review-checking").await;
    assert!(page.text().contains("Reading the offsets once more before sending. Nothing has been sent."));
    assert!(page.0.contains("aria-disabled=\"true\""));
}

#[tokio::test]
async fn reason_and_ticket_are_fields_with_labels_and_hints() {
    let page = draw_state(Locale::En, "review-note").await;
    assert_eq!(page.each("<label for=\"confirm-reason\""), ["Reason"]);
    assert_eq!(page.each("<label for=\"confirm-ticket\""), ["Ticket"]);
    assert!(page.text().contains("Optional: why this reset is done."));
    assert!(page.0.contains("pattern=\"[A-Z]+-[0-9]+\""));
    assert_eq!(page.attributes("aria-required"), ["true"], "the ticket alone");
    let plain = draw_state(Locale::En, "review-low").await;
    assert!(!plain.0.contains("confirm-reason") && !plain.0.contains("confirm-ticket"));
}

#[tokio::test]
async fn an_undo_says_what_it_is_and_what_was_consumed_since() {
    let text = words(&draw_state(Locale::En, "review-is-undo").await.text());
    assert!(text.contains("Undo: each partition that moved goes back to its old offset"), "{text}");
    assert!(text.contains("the group has moved on by 123 offsets"), "{text}");
}

#[tokio::test]
async fn a_review_reached_by_a_link_says_what_has_changed_since() {
    let page = draw_state(Locale::En, "review-opened").await;
    let text = words(&page.text());
    assert!(text.contains("The link was made 2026-11-22 02:12:08.000 UTC, 1 h ago."), "{text}");
    assert!(text.contains("Since then 2 partitions have changed:"), "{text}");
    assert_eq!(
        &page.rows()[..2],
        ["orders.created 0 48,377,143 48,377,551", "payments.captured 0 9,100,000 none"]
    );
    let long = words(&draw_state(Locale::En, "review-opened-long").await.text());
    assert!(long.contains("Together these offsets have moved by −120."), "{long}");
}

#[tokio::test]
async fn the_request_is_shown_in_four_ways_of_which_one_is_chosen() {
    let page = draw_state(Locale::En, "review-low").await;
    assert_eq!(
        page.each("<button type=\"button\" id=\"way-"),
        ["API request", "curl", "kafka-consumer-groups", "CSV plan"]
    );
    assert_eq!(page.attributes("aria-selected"), ["true", "false", "false", "false"]);
    assert!(page.0.contains("role=\"tabpanel\"") && page.text().contains("Action=SetGroupOffsets"));
}

#[tokio::test]
async fn rows_of_one_topic_can_be_ticked_and_those_of_several_cannot() {
    let one = draw_state(Locale::En, "review-low").await.region("Plan");
    let names: Vec<String> =
        one.attributes("aria-label").into_iter().filter(|name| name.starts_with("Partition ")).collect();
    assert_eq!(names, ["Partition 0", "Partition 1", "Partition 2"]);
    assert!(one.text().contains("Tick partitions to plan a reset of just these."));
    let several = draw_state(Locale::En, "review-mixed").await.region("Plan");
    assert!(!several.0.contains("checkbox"));
    let impossible = review(fixtures::small_plan(), false).await.region("Plan");
    assert!(!impossible.0.contains("checkbox"), "an endpoint that resets whole topics only");
}

/// Words with single spaces.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
