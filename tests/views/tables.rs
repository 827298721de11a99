//! Tables: order, groups, filter, and which lines exist.

use crate::fixtures::{self, long_plan, mixed_plan};
use crate::page::draw_state;
use ckafka_console::components::plan_rows::PlanRows;
use ckafka_console::components::result_rows::{ResultKind, ResultRows};
use ckafka_console::components::table::window::{Heights, Window, top_of};
use ckafka_console::components::table::{Arrangement, Line, TableRows};
use ckafka_console::format::Formatter;
use ckafka_console::state::table_view::{Direction, Show, Sort, TableView};
use ckafka_console::text::{Locale, Text};
use kafka_offsets::ResetPlan;
use std::sync::Arc;

fn rows(plan: ResetPlan) -> PlanRows {
    PlanRows::new(Arc::new(plan), Text::new(Locale::En), Formatter::default(), None)
}

fn sorted(column: usize, direction: Direction) -> TableView {
    TableView { sort: Some(Sort { column, direction }), ..TableView::default() }
}

const TARGET: usize = 4;
const CHANGE: usize = 6;

#[test]
fn the_original_order_is_by_topic_with_a_head_for_each() {
    let arrangement = Arrangement::of(&rows(mixed_plan()), &TableView::default());
    assert!(arrangement.is_grouped());
    assert_eq!(arrangement.topics(), 4);
    // 12 partitions and 4 heads; the topic that cannot be planned is its own head.
    assert_eq!(arrangement.len(), 16);
    assert_eq!(arrangement.lines(0, 2), [Line::Head(0), Line::Row(0)]);
    assert_eq!(arrangement.rows(), (0..12).collect::<Vec<_>>());
}

#[test]
fn rows_without_a_number_come_last_in_both_directions() {
    let rows = rows(mixed_plan());
    let ascending = Arrangement::of(&rows, &sorted(TARGET, Direction::Ascending));
    assert!(!ascending.is_grouped());
    // Row 11 is resolved by the server, row 12 is the topic that cannot be planned.
    assert_eq!(ascending.rows(), [10, 7, 9, 8, 6, 5, 2, 1, 0, 4, 3, 11, 12]);
    let descending = Arrangement::of(&rows, &sorted(TARGET, Direction::Descending));
    assert_eq!(descending.rows(), [3, 4, 0, 1, 2, 5, 6, 8, 9, 7, 10, 11, 12]);
}

#[test]
fn sorting_is_stable_in_both_directions() {
    let plan = fixtures::small_plan();
    for direction in [Direction::Ascending, Direction::Descending] {
        let arrangement = Arrangement::of(&rows(plan.clone()), &sorted(CHANGE, direction));
        assert_eq!(arrangement.rows(), [0, 1, 2], "{direction:?}");
    }
}

#[test]
fn numbers_are_compared_as_numbers_up_to_the_largest() {
    let mut plan = fixtures::small_plan();
    let numbers = [9_007_199_254_740_993, 9_007_199_254_740_992, i64::MAX];
    for (row, number) in plan.rows.iter_mut().zip(numbers) {
        row.committed = Some(fixtures::offset(number));
    }
    let rows = rows(plan);
    assert_eq!(Arrangement::of(&rows, &sorted(3, Direction::Ascending)).rows(), [1, 0, 2]);
    assert_eq!(Arrangement::of(&rows, &sorted(3, Direction::Descending)).rows(), [2, 0, 1]);
}

#[test]
fn topics_are_sorted_naturally() {
    let mut plan = fixtures::small_plan();
    for (row, topic) in plan.rows.iter_mut().zip(["part-10", "part-9", "part-100"]) {
        row.at.topic = topic.parse().unwrap();
    }
    let rows = rows(plan);
    assert_eq!(Arrangement::of(&rows, &sorted(0, Direction::Ascending)).rows(), [1, 0, 2]);
    assert_eq!(Arrangement::of(&rows, &TableView::default()).rows(), [1, 0, 2], "so is the original order");
}

#[test]
fn every_column_of_every_table_sorts() {
    let (_, _, result) = fixtures::mixed_result();
    let result = Arc::new(result);
    let failed = ResultRows::new(result.clone(), ResultKind::Failed, Text::default(), Formatter::default());
    let succeeded = ResultRows::new(result, ResultKind::Succeeded, Text::default(), Formatter::default());
    let plan = rows(mixed_plan());
    let tables: [&dyn TableRows; 3] = [&plan, &failed, &succeeded];
    for table in tables {
        for column in 1..table.columns().len() {
            let known = (0..u32::try_from(table.topics().len()).unwrap())
                .filter(|row| table.key(*row, column).is_some());
            assert!(known.count() > 0, "{:?}", table.columns()[column].label);
        }
    }
}

#[test]
fn the_filter_and_the_choice_of_rows_work_together() {
    let rows = rows(mixed_plan());
    let shown = |filter: &str, show: Show| {
        let view = TableView { filter: filter.to_owned(), show, ..TableView::default() };
        Arrangement::of(&rows, &view).rows().to_vec()
    };
    assert_eq!(shown("PAID", Show::All), [6, 7]);
    assert_eq!(shown("", Show::Unchanged), [7, 10]);
    // Row 7 stays at a log end that may grow, so it may skip what comes in.
    assert_eq!(shown("", Show::Skips), [6, 7, 11]);
    assert_eq!(shown("payments", Show::Skips), [11]);
    assert_eq!(shown("", Show::Attention), [3, 7, 8, 9, 10, 11]);
    assert_eq!(shown("", Show::Changes).len(), 10);
    assert!(shown("nowhere", Show::All).is_empty());
}

#[tokio::test]
async fn exactly_one_header_says_how_the_table_is_sorted_and_all_are_buttons() {
    for state in ["review-mixed", "review-long"] {
        let plan = draw_state(Locale::En, state).await.region("Plan");
        assert_eq!(plan.attributes("aria-sort"), ["ascending"], "{state}");
        let heads = plan.each("<th role=\"columnheader\"");
        assert_eq!(heads.len(), plan.each("<button type=\"button\" class=\"sort\"").len(), "{state}");
        assert_eq!(
            plan.attributes("scope").iter().filter(|scope| *scope == "col").count(),
            heads.len(),
            "{state}"
        );
    }
}

#[tokio::test]
async fn a_table_of_300_rows_is_whole_and_a_longer_one_has_fewer_than_80_body_rows() {
    let short = draw_state(Locale::En, "review-mixed").await;
    assert!(short.attributes("aria-rowcount").is_empty());
    let long = draw_state(Locale::En, "review-long").await.region("Plan");
    // 1,000 rows, 10 heads, 1 header row.
    assert_eq!(long.attributes("aria-rowcount"), ["1011"]);
    let indices: Vec<usize> =
        long.attributes("aria-rowindex").iter().map(|index| index.parse().unwrap()).collect();
    assert_eq!(indices, (1..=indices.len()).collect::<Vec<_>>());
    assert!((10..80).contains(&indices.len()), "{}", indices.len());
}

#[test]
fn the_window_follows_the_scroll_position_and_stays_small() {
    let rows = rows(long_plan(100_000));
    let arrangement = Arrangement::of(&rows, &TableView::default());
    let heights = Heights { plain: 32.0, tall: 50.0 };
    let all = top_of(&arrangement, heights, arrangement.len());
    let mut scrolled = 0.0;
    while scrolled < all {
        let window = Window::at(&arrangement, heights, scrolled, 544.0);
        assert!(window.end - window.first < 80);
        assert!(top_of(&arrangement, heights, window.first) <= scrolled, "nothing blank above");
        let bottom = top_of(&arrangement, heights, window.end);
        assert!(bottom >= (scrolled + 544.0).min(all), "nothing blank below {scrolled}");
        scrolled += 9_999.5;
    }
    let last = Window::at(&arrangement, heights, all - 544.0, 544.0);
    assert_eq!(last.end, arrangement.len(), "the end reaches the true last row");
}

#[test]
fn a_window_beyond_the_lines_is_empty_or_at_the_end() {
    let rows = rows(long_plan(400));
    let view = TableView { filter: "stream-3".to_owned(), ..TableView::default() };
    let arrangement = Arrangement::of(&rows, &view);
    let window = Window::at(&arrangement, Heights::default(), 1e9, 544.0);
    assert!(window.end <= arrangement.len() && window.first <= window.end);
    assert_eq!(Window::at_the_top(3), Window { first: 0, end: 3 });
}
