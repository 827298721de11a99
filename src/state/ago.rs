//! Lengths of time as people type them: `15m`, `2h 30m`, `PT30M`, `P1DT2H`.

/// Why a text is no length of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AgoProblem {
    /// Nothing was typed.
    Empty,
    /// A number without a unit: minutes or hours?
    NoUnit(String),
    /// Months and years have no fixed length.
    MonthOrYear(String),
    /// Below or equal to 0.
    NotPositive(String),
    /// Longer than there has been time since 1970.
    TooLong(String),
    /// Something else.
    NotALength(String),
}

/// Reads a length of time, in milliseconds above 0. A day is 24 hours.
///
/// # Errors
/// What is wrong, with the text as typed.
pub fn parse_ago(text: &str) -> Result<i64, AgoProblem> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        return Err(AgoProblem::Empty);
    }
    if trimmed.starts_with(['-', '−']) {
        return Err(AgoProblem::NotPositive(trimmed.to_owned()));
    }
    if trimmed.bytes().all(|b| b.is_ascii_digit()) {
        return Err(AgoProblem::NoUnit(trimmed.to_owned()));
    }
    let upper = trimmed.to_ascii_uppercase();
    let millis = match upper.strip_prefix('P') {
        Some(iso) => iso_length(iso, trimmed)?,
        None => plain_length(trimmed)?,
    };
    if millis <= 0 { Err(AgoProblem::NotPositive(trimmed.to_owned())) } else { Ok(millis) }
}

/// `1DT2H30M`, after the `P` of ISO 8601.
fn iso_length(iso: &str, typed: &str) -> Result<i64, AgoProblem> {
    let wrong = || AgoProblem::NotALength(typed.to_owned());
    let (days, time) = match iso.split_once('T') {
        Some((days, time)) if !time.is_empty() => (days, time),
        Some(_) => return Err(wrong()),
        None => (iso, ""),
    };
    let mut total: i64 = 0;
    let mut parts = 0;
    for (number, unit) in pairs(days).ok_or_else(wrong)? {
        let factor = match unit.as_str() {
            "D" => 86_400_000,
            "W" => 604_800_000,
            "M" | "Y" => return Err(AgoProblem::MonthOrYear(typed.to_owned())),
            _ => return Err(wrong()),
        };
        total = add(total, &number, factor, typed)?;
        parts += 1;
    }
    for (number, unit) in pairs(time).ok_or_else(wrong)? {
        let factor = match unit.as_str() {
            "H" => 3_600_000,
            "M" => 60_000,
            "S" => 1000,
            _ => return Err(wrong()),
        };
        total = add(total, &number, factor, typed)?;
        parts += 1;
    }
    if parts == 0 { Err(wrong()) } else { Ok(total) }
}

/// `2h 30m`, `90 min`, `1d`, `6 小时`.
fn plain_length(typed: &str) -> Result<i64, AgoProblem> {
    let wrong = || AgoProblem::NotALength(typed.to_owned());
    let compact: String =
        typed.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_lowercase();
    let mut total: i64 = 0;
    for (number, unit) in pairs(&compact).ok_or_else(wrong)? {
        let factor = match unit.as_str() {
            "ms" | "毫秒" => 1,
            "s" | "sec" | "secs" | "second" | "seconds" | "秒" => 1000,
            "m" | "min" | "mins" | "minute" | "minutes" | "分" | "分钟" => 60_000,
            "h" | "hr" | "hrs" | "hour" | "hours" | "小时" | "时" => 3_600_000,
            "d" | "day" | "days" | "天" => 86_400_000,
            "w" | "week" | "weeks" | "周" => 604_800_000,
            "mo" | "month" | "months" | "y" | "year" | "years" | "月" | "年" => {
                return Err(AgoProblem::MonthOrYear(typed.to_owned()));
            }
            "" => return Err(AgoProblem::NoUnit(typed.to_owned())),
            _ => return Err(wrong()),
        };
        total = add(total, &number, factor, typed)?;
    }
    Ok(total)
}

/// Cuts `2h30m` into `(2, h)` and `(30, m)`; `None` if it does not begin with a digit.
fn pairs(text: &str) -> Option<Vec<(String, String)>> {
    let mut out: Vec<(String, String)> = Vec::new();
    for c in text.chars() {
        let in_number = c.is_ascii_digit();
        match out.last_mut() {
            Some((number, unit)) if in_number && unit.is_empty() => number.push(c),
            Some((_, unit)) if !in_number => unit.push(c),
            _ if in_number => out.push((c.to_string(), String::new())),
            _ => return None,
        }
    }
    Some(out)
}

fn add(total: i64, number: &str, factor: i64, typed: &str) -> Result<i64, AgoProblem> {
    number
        .parse::<i64>()
        .ok()
        .and_then(|number| number.checked_mul(factor))
        .and_then(|millis| total.checked_add(millis))
        .ok_or_else(|| AgoProblem::TooLong(typed.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_and_iso_lengths_are_understood() {
        let cases = [
            ("15m", 900_000),
            ("90m", 5_400_000),
            ("2h 30m", 9_000_000),
            ("2h30m", 9_000_000),
            ("1d", 86_400_000),
            ("15 min", 900_000),
            ("1 week", 604_800_000),
            ("500ms", 500),
            ("PT30M", 1_800_000),
            ("pt6h", 21_600_000),
            ("P1DT2H", 93_600_000),
            ("P1W", 604_800_000),
            ("6小时", 21_600_000),
            ("2 小时 30 分钟", 9_000_000),
        ];
        for (text, millis) in cases {
            assert_eq!(parse_ago(text), Ok(millis), "{text}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_length_is_named() {
        assert_eq!(parse_ago(" "), Err(AgoProblem::Empty));
        assert_eq!(parse_ago("90"), Err(AgoProblem::NoUnit("90".into())));
        assert_eq!(parse_ago("2h 30"), Err(AgoProblem::NoUnit("2h 30".into())));
        assert_eq!(parse_ago("P1M"), Err(AgoProblem::MonthOrYear("P1M".into())));
        assert_eq!(parse_ago("2 months"), Err(AgoProblem::MonthOrYear("2 months".into())));
        assert_eq!(parse_ago("-2h"), Err(AgoProblem::NotPositive("-2h".into())));
        assert_eq!(parse_ago("0m"), Err(AgoProblem::NotPositive("0m".into())));
        assert_eq!(parse_ago("99999999999999999d"), Err(AgoProblem::TooLong("99999999999999999d".into())));
        for text in ["PT", "P", "P1DT", "soon", "h2", "1.5h", "2x", "PT5X"] {
            assert_eq!(parse_ago(text), Err(AgoProblem::NotALength(text.into())), "{text}");
        }
    }
}
