//! Names of files.

use crate::time::Civil;
use kafka_offsets::Timestamp;

/// Longest part of a name that comes from outside, in characters; file systems allow 255 bytes in all.
const LONGEST_PART: usize = 48;

/// `ckafka-9p3k7x2m_billing-reconciler_plan_20261121T220000Z.csv`. Characters that a file system could read as
/// something else become dashes; a group may be called `../etc`.
pub fn file_name(instance: &str, group: &str, kind: &str, at: Timestamp, extension: &str) -> String {
    let time = match Civil::from_millis(at.as_millis()) {
        Some(civil) => format!("{}T{}Z", civil.date().replace('-', ""), civil.time().replace(':', "")),
        None => format!("{}ms", at.as_millis()),
    };
    let parts = [plain(instance), plain(group), kind.to_owned(), time];
    let name: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}.{extension}", name.join("_"))
}

fn plain(part: &str) -> String {
    let safe = |c: char| if c.is_ascii_alphanumeric() || matches!(c, '-' | '.') { c } else { '-' };
    let name: String = part.chars().take(LONGEST_PART).map(safe).collect();
    // A leading dot would hide the file.
    name.trim_start_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at() -> Timestamp {
        Timestamp::try_from(1_795_298_400_000).unwrap()
    }

    #[test]
    fn a_name_has_instance_group_kind_and_utc_time() {
        let name = file_name("ckafka-9p3k7x2m", "billing-reconciler", "plan", at(), "csv");
        assert_eq!(name, "ckafka-9p3k7x2m_billing-reconciler_plan_20261121T220000Z.csv");
    }

    #[test]
    fn a_hostile_group_cannot_leave_its_folder_or_hide_the_file() {
        let name = file_name("", "../etc/passwd\u{202e}gpj", "result", at(), "json");
        assert_eq!(name, "-etc-passwd-gpj_result_20261121T220000Z.json");
    }

    #[test]
    fn a_long_group_is_cut() {
        let name = file_name("i", &"g".repeat(300), "plan", at(), "csv");
        assert!(name.len() < 100, "{name}");
    }
}
