//! Numbers of partitions as people type them: `0,3-5`.

use kafka_offsets::PartitionId;
use std::collections::BTreeSet;

/// So many partitions can be named where nobody knows how many the topic has; a range of more is a typing error.
const MOST: usize = 10_000;

/// Why a text names no partitions. Each carries the piece that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PartitionsProblem {
    /// This piece is no number and no range.
    NotANumber(String),
    /// This range runs backwards; the same range the right way round.
    Backwards(String, String),
    /// This piece is beyond 2,147,483,647, Kafka's last number of a partition.
    TooLarge(String),
    /// This piece names more partitions than anyone would mean.
    TooMany(String),
    /// There are commas and no number.
    NoNumber(String),
    /// The topic does not have this partition. Its partitions are 0 to the number below the second one.
    NotThere(i32, u64),
}

/// Reads numbers and ranges, separated by commas. Nothing typed: nothing meant, which is every partition. `partitions`
/// is how many the topic has, where that is known.
///
/// # Errors
/// The first piece that is wrong.
pub fn parse_partitions(
    text: &str,
    partitions: Option<u64>,
) -> Result<Option<BTreeSet<PartitionId>>, PartitionsProblem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Ok(None);
    }
    let mut named = BTreeSet::new();
    let pieces = trimmed.split([',', ';', '，', '；', '、']).map(str::trim).filter(|piece| !piece.is_empty());
    for piece in pieces {
        let (first, last) = match piece.split_once(['-', '–', '—', '~', '～']) {
            Some((first, last)) => (number(first, piece)?, number(last, piece)?),
            None => {
                let only = number(piece, piece)?;
                (only, only)
            }
        };
        if first > last {
            return Err(PartitionsProblem::Backwards(piece.to_owned(), format!("{last}-{first}")));
        }
        if let Some(count) = partitions
            && let Some(beyond) =
                [first, last].into_iter().find(|at| u64::try_from(*at).is_ok_and(|at| at >= count))
        {
            return Err(PartitionsProblem::NotThere(beyond, count));
        }
        for at in first..=last {
            // Every number of a piece is 0 or more: a sign is no digit
            if let Ok(partition) = PartitionId::try_from(at) {
                named.insert(partition);
            }
            if named.len() > MOST && partitions.is_none() {
                return Err(PartitionsProblem::TooMany(piece.to_owned()));
            }
        }
    }
    if named.is_empty() {
        return Err(PartitionsProblem::NoNumber(trimmed.to_owned()));
    }
    Ok(Some(named))
}

fn number(text: &str, piece: &str) -> Result<i32, PartitionsProblem> {
    let digits = text.trim();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PartitionsProblem::NotANumber(piece.to_owned()));
    }
    digits.parse().map_err(|_| PartitionsProblem::TooLarge(piece.to_owned()))
}

/// The shortest text that names the same partitions: `0,3-5`.
pub fn partitions_text(partitions: impl IntoIterator<Item = PartitionId>) -> String {
    let mut runs: Vec<(i32, i32)> = Vec::new();
    for at in partitions.into_iter().map(PartitionId::get) {
        match runs.last_mut() {
            Some((_, last)) if last.checked_add(1) == Some(at) => *last = at,
            _ => runs.push((at, at)),
        }
    }
    let mut text = String::new();
    for (first, last) in runs {
        if !text.is_empty() {
            text.push(',');
        }
        text.push_str(&first.to_string());
        if last > first {
            // Two neighbours read better as two numbers
            text.push(if last == first.saturating_add(1) { ',' } else { '-' });
            text.push_str(&last.to_string());
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str, partitions: Option<u64>) -> Vec<i32> {
        let named = parse_partitions(text, partitions).unwrap().unwrap();
        named.into_iter().map(PartitionId::get).collect()
    }

    #[test]
    fn numbers_and_ranges_are_read_in_any_order_and_named_once() {
        for text in
            ["0,3-5", " 0 , 3 - 5 ", "3-5,0", "5,4,3,0,3", "0，3–5", "0、3～5", "0,3-4,4-5,", "00,3-05"]
        {
            assert_eq!(numbers(text, Some(6)), [0, 3, 4, 5], "{text}");
            assert_eq!(numbers(text, None), [0, 3, 4, 5], "{text}");
        }
        assert_eq!(numbers("7-7", None), [7]);
        assert_eq!(numbers("2147483647", None), [i32::MAX]);
    }

    #[test]
    fn nothing_typed_means_every_partition() {
        assert_eq!(parse_partitions("  ", Some(3)), Ok(None));
    }

    #[test]
    fn the_piece_that_is_wrong_is_named() {
        let wrong = |text: &str| parse_partitions(text, None).unwrap_err();
        for (text, piece) in [
            ("0,x", "x"),
            ("0,1 2", "1 2"),
            ("-1", "-1"),
            ("1-2-3", "1-2-3"),
            ("3-", "3-"),
            ("+4", "+4"),
            ("1.5", "1.5"),
            ("٣", "٣"),
        ] {
            assert_eq!(wrong(text), PartitionsProblem::NotANumber(piece.to_owned()), "{text}");
        }
        assert_eq!(wrong("0,5-3"), PartitionsProblem::Backwards("5-3".to_owned(), "3-5".to_owned()));
        assert_eq!(wrong("1,2147483648"), PartitionsProblem::TooLarge("2147483648".to_owned()));
        assert_eq!(wrong("0-2147483647"), PartitionsProblem::TooMany("0-2147483647".to_owned()));
        assert_eq!(wrong(" ,, "), PartitionsProblem::NoNumber(",,".to_owned()));
    }

    #[test]
    fn a_partition_that_the_topic_does_not_have_is_named_with_how_many_it_has() {
        assert_eq!(parse_partitions("0,6", Some(6)), Err(PartitionsProblem::NotThere(6, 6)));
        assert_eq!(parse_partitions("3-2147483647", Some(6)), Err(PartitionsProblem::NotThere(i32::MAX, 6)));
        assert_eq!(parse_partitions("0", Some(0)), Err(PartitionsProblem::NotThere(0, 0)));
        assert!(parse_partitions("0-5", Some(6)).is_ok());
    }

    #[test]
    fn the_text_of_partitions_names_the_same_partitions() {
        for (text, shortest) in
            [("0,3-5", "0,3-5"), ("0,1", "0,1"), ("0,1,2", "0-2"), ("9", "9"), ("4,0,1,5,6", "0,1,4-6")]
        {
            let named = parse_partitions(text, None).unwrap().unwrap();
            assert_eq!(partitions_text(named.clone()), shortest);
            assert_eq!(parse_partitions(shortest, None), Ok(Some(named)));
        }
        assert_eq!(partitions_text([]), "");
    }
}
