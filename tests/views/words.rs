//! Rules that every page of both languages keeps.

use crate::page::draw_state;
use ckafka_console::text::Locale;

fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[tokio::test]
async fn nothing_is_styled_or_scripted_in_the_markup() {
    for locale in Locale::ALL {
        for state in crate::states::all() {
            let html = draw_state(locale, state.name).await.0;
            for forbidden in [" style=", "<style", "<script", " onclick=", "javascript:"] {
                assert!(!html.contains(forbidden), "{}: {forbidden}", state.name);
            }
        }
    }
}

#[tokio::test]
async fn chinese_pages_have_full_width_punctuation_and_a_space_between_han_and_latin() {
    for state in crate::states::all() {
        let page = draw_state(Locale::ZhCn, state.name).await;
        for label in page.attributes("aria-label").into_iter().chain([page.text()]) {
            let chars: Vec<char> = label.chars().collect();
            for pair in chars.windows(2) {
                let near = label.chars().take(200).collect::<String>();
                if is_han(pair[0]) {
                    assert!(
                        !pair[1].is_ascii_alphanumeric(),
                        "{}: {}{} in {near}",
                        state.name,
                        pair[0],
                        pair[1]
                    );
                    assert!(
                        !matches!(pair[1], ',' | ';' | '!' | '?' | ':'),
                        "{}: {}{}",
                        state.name,
                        pair[0],
                        pair[1]
                    );
                }
                if is_han(pair[1]) {
                    assert!(
                        !pair[0].is_ascii_alphanumeric(),
                        "{}: {}{} in {near}",
                        state.name,
                        pair[0],
                        pair[1]
                    );
                }
            }
        }
    }
}

#[tokio::test]
async fn chinese_pages_use_the_terms_of_the_cloud() {
    for state in crate::states::all() {
        let text = draw_state(Locale::ZhCn, state.name).await.text();
        for wrong in ["消费者组", "主题", "偏移", "积压", "滞后"] {
            assert!(!text.contains(wrong), "{}: {wrong}", state.name);
        }
    }
}

#[tokio::test]
async fn every_chinese_page_differs_from_its_english_one() {
    for state in crate::states::all() {
        let english = draw_state(Locale::En, state.name).await;
        let chinese = draw_state(Locale::ZhCn, state.name).await;
        assert!(!english.text().chars().any(is_han), "{}", state.name);
        for (en, zh) in english.each("<button").iter().zip(chinese.each("<button")) {
            // Numbers of the band come with words; "Topic", times and the names of tools stay in both.
            let same = ["Topic", "curl", "kafka-consumer-groups"].contains(&en.as_str());
            assert!(*en != zh || same || en.ends_with(" UTC"), "{}: {en}", state.name);
        }
    }
}

#[tokio::test]
async fn ids_are_unique_on_every_page() {
    for state in crate::states::all() {
        let mut ids = draw_state(Locale::En, state.name).await.attributes("id");
        ids.sort();
        let all = ids.len();
        ids.dedup();
        assert_eq!(all, ids.len(), "{}: {ids:?}", state.name);
    }
}
