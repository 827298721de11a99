//! Whole numbers as people type them.

/// Why a text is no whole number of 64 bits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NumberProblem {
    /// Nothing was typed.
    Empty,
    /// It is no number.
    NotANumber(String),
    /// It has a fraction (`1.5`, `2e3`); offsets are whole.
    NotWhole(String),
    /// It lies outside -2^63 to 2^63-1.
    OutOfRange(String),
}

/// Reads a whole number: an optional sign (also the true minus `−`), digits, also grouped in threes by `,`, a
/// space or `_` as this page itself shows numbers.
///
/// # Errors
/// What is wrong, with the text as typed.
pub fn parse_whole(text: &str) -> Result<i64, NumberProblem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(NumberProblem::Empty);
    }
    let (negative, body) = match trimmed.chars().next() {
        Some('-' | '−') => (true, trimmed.trim_start_matches(['-', '−'])),
        Some('+') => (false, trimmed.trim_start_matches('+')),
        _ => (false, trimmed),
    };
    let signs = trimmed.chars().take_while(|c| matches!(c, '-' | '−' | '+')).count();
    let Some(digits) = ungroup(body).filter(|_| signs <= 1) else {
        let mantissa = body.replace(['e', 'E'], ".");
        let is_fraction = signs <= 1
            && !mantissa.is_empty()
            && mantissa.contains('.')
            && mantissa.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '+' | '-'))
            && mantissa.starts_with(|c: char| c.is_ascii_digit() || c == '.')
            && mantissa.contains(|c: char| c.is_ascii_digit());
        return Err(if is_fraction {
            NumberProblem::NotWhole(trimmed.to_owned())
        } else {
            NumberProblem::NotANumber(trimmed.to_owned())
        });
    };
    let signed = if negative { format!("-{digits}") } else { digits };
    signed.parse().map_err(|_| NumberProblem::OutOfRange(trimmed.to_owned()))
}

/// Takes the separators out of a number grouped in threes; `None` if this is no such number.
fn ungroup(body: &str) -> Option<String> {
    if body.is_empty() {
        return None;
    }
    if body.bytes().all(|b| b.is_ascii_digit()) {
        return Some(body.to_owned());
    }
    for separator in [',', ' ', '\u{a0}', '\u{202f}', '_'] {
        if body.contains(separator) {
            let mut groups = body.split(separator);
            let first = groups.next()?;
            let whole = (1..=3).contains(&first.len())
                && first.bytes().all(|b| b.is_ascii_digit())
                && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()));
            return whole.then(|| body.replace(separator, ""));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_are_read_exactly_with_any_sign_and_grouping() {
        let cases = [
            ("0", 0),
            ("-500", -500),
            ("−500", -500),
            ("+500", 500),
            (" 48,211,006 ", 48_211_006),
            ("48 211 006", 48_211_006),
            ("1_000", 1000),
            ("9223372036854775807", i64::MAX),
            ("-9223372036854775808", i64::MIN),
            ("007", 7),
        ];
        for (text, number) in cases {
            assert_eq!(parse_whole(text), Ok(number), "{text}");
        }
    }

    #[test]
    fn two_to_the_63_is_out_of_range_and_never_wraps() {
        for text in ["9223372036854775808", "-9223372036854775809", "99999999999999999999999"] {
            assert_eq!(parse_whole(text), Err(NumberProblem::OutOfRange(text.to_owned())));
        }
    }

    #[test]
    fn fractions_are_called_fractions() {
        for text in ["1.5", "-0.5", ".5", "2e3", "1.0"] {
            assert_eq!(parse_whole(text), Err(NumberProblem::NotWhole(text.to_owned())));
        }
    }

    #[test]
    fn text_and_broken_grouping_are_refused() {
        for text in ["abc", "12a", "1,5", "1,0000", ",100", "--5", "+-5", "-", "e", "1.2.x", "٣"] {
            assert_eq!(parse_whole(text), Err(NumberProblem::NotANumber(text.to_owned())), "{text}");
        }
    }

    #[test]
    fn nothing_typed_is_called_empty() {
        assert_eq!(parse_whole("  "), Err(NumberProblem::Empty));
    }
}
