//! What this browser has kept of earlier resets: the list's lines, short and with a version of their own.
//!
//! The whole of a reset is a [`kafka_offsets::ResetRecord`]; a line says what the list shows of it, so that a long
//! history is listed without reading every partition of every reset.

use kafka_offsets::{Overall, Timestamp};
use serde::{Deserialize, Serialize};

/// So many resets are kept; older ones are forgotten.
pub const NEWEST: u32 = 200;
/// The version of a line; a line of another version is not read.
const VERSION: u32 = 1;
/// A line names so many topics at most.
const TOPICS: usize = 20;

/// How a reset ended, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Ending {
    /// It was sent, or was about to be, and nobody has looked since.
    Open,
    /// The endpoint refused it for certain; nothing moved.
    Refused,
    /// Every partition is confirmed.
    Succeeded,
    /// Some are, some are not.
    Partial,
    /// None is.
    Failed,
    /// Some could not be read.
    Unknown,
}

impl From<Overall> for Ending {
    fn from(overall: Overall) -> Self {
        match overall {
            Overall::Succeeded => Self::Succeeded,
            Overall::Partial => Self::Partial,
            Overall::Failed => Self::Failed,
            Overall::Unknown => Self::Unknown,
        }
    }
}

/// What a reset came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Kind {
    /// The form, or a file.
    Reset,
    /// What had failed before.
    Retry,
    /// Taking an earlier one back.
    Undo,
}

/// One line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HistoryEntry {
    version: u32,
    /// Its id; not part of the stored text, whose key it is.
    #[serde(skip)]
    pub id: String,
    /// When it was sent, in milliseconds since 1970; decimal text.
    started_at: String,
    /// The instance.
    pub instance: String,
    /// The URL that was called.
    pub endpoint: String,
    /// The group.
    pub group: String,
    /// Its first topics by name.
    pub topics: Vec<String>,
    /// How many topics there were.
    pub topic_count: u32,
    /// How many partitions were planned.
    pub partitions: u32,
    /// How many of them are confirmed.
    pub confirmed: u32,
    /// What it came from.
    pub kind: Kind,
    /// The id of the plan document that it was made from; empty if it was made from none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub made_from: String,
    /// How it ended.
    pub ending: Ending,
    /// The operator's reason; may be empty.
    pub reason: String,
    /// The operator's ticket; may be empty.
    pub ticket: String,
}

impl HistoryEntry {
    /// The line of a reset that is about to be sent.
    pub fn new(id: String, started_at: Timestamp, kind: Kind) -> Self {
        Self {
            version: VERSION,
            id,
            started_at: started_at.as_millis().to_string(),
            instance: String::new(),
            endpoint: String::new(),
            group: String::new(),
            topics: Vec::new(),
            topic_count: 0,
            partitions: 0,
            confirmed: 0,
            kind,
            made_from: String::new(),
            ending: Ending::Open,
            reason: String::new(),
            ticket: String::new(),
        }
    }

    /// When it was sent.
    pub fn started_at(&self) -> Timestamp {
        self.started_at
            .parse()
            .ok()
            .and_then(|millis: i64| millis.try_into().ok())
            .unwrap_or(Timestamp::EPOCH)
    }

    /// Names topics, as many as a line holds, and counts all.
    pub fn name_topics<'a>(&mut self, topics: impl Iterator<Item = &'a str>) {
        let mut count = 0;
        for topic in topics {
            if count < TOPICS {
                self.topics.push(topic.to_owned());
            }
            count += 1;
        }
        self.topic_count = u32::try_from(count).unwrap_or(u32::MAX);
    }

    /// The line as text.
    pub fn to_text(&self) -> String {
        // It fails only for maps whose keys are not text, and there is none in it
        serde_json::to_string(self).unwrap_or_default()
    }

    /// A line that was stored under an id; `None` if it is damaged or of another version.
    pub fn read(id: &str, text: &str) -> Option<Self> {
        let entry: Self = serde_json::from_slice(text.as_bytes()).ok()?;
        (entry.version == VERSION).then(|| Self { id: id.to_owned(), ..entry })
    }
}

/// The list.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct HistoryList {
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
    /// Lines that could not be understood.
    pub broken: usize,
}

impl HistoryList {
    /// Reads stored lines, oldest first as the store has them.
    pub fn read(lines: &[(String, String)]) -> Self {
        let mut list = Self::default();
        for (id, text) in lines.iter().rev() {
            match HistoryEntry::read(id, text) {
                Some(entry) => list.entries.push(entry),
                None => list.broken += 1,
            }
        }
        list
    }

    /// The newest reset through this endpoint that was sent and of which nobody knows what became.
    pub fn open_through(&self, endpoint: &str) -> Option<&HistoryEntry> {
        self.entries.iter().find(|entry| entry.ending == Ending::Open && entry.endpoint == endpoint)
    }
}

/// Something that is read from this browser's storage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kept<T> {
    /// Being read.
    Reading,
    /// Read.
    Ready(T),
    /// The browser said no, in its own words.
    Unreadable(String),
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: &str, ending: Ending) -> HistoryEntry {
        let started_at = Timestamp::try_from(1_795_298_400_000).unwrap();
        let mut entry = HistoryEntry::new(id.to_owned(), started_at, Kind::Undo);
        entry.endpoint = "http://localhost/v2/index.php".to_owned();
        entry.ending = ending;
        entry.reason = "poison record".to_owned();
        entry.name_topics(["orders", "payments"].into_iter());
        entry
    }

    fn lines(entries: &[HistoryEntry]) -> Vec<(String, String)> {
        entries.iter().map(|entry| (entry.id.clone(), entry.to_text())).collect()
    }

    #[test]
    fn a_line_reads_back_as_it_was_written() {
        let written = entry("a", Ending::Partial);
        assert_eq!(HistoryEntry::read("a", &written.to_text()), Some(written.clone()));
        assert_eq!(written.started_at().as_millis(), 1_795_298_400_000);
    }

    #[test]
    fn damaged_lines_and_those_of_another_version_are_counted_and_left_alone() {
        let good = entry("b", Ending::Succeeded);
        let newer = good.to_text().replace("\"version\":1", "\"version\":2");
        let lines = [
            ("a".to_owned(), "{".to_owned()),
            ("b".to_owned(), good.to_text()),
            ("c".to_owned(), newer),
            ("d".to_owned(), String::new()),
        ];
        assert_eq!(HistoryList::read(&lines), HistoryList { entries: vec![good], broken: 3 });
    }

    #[test]
    fn the_newest_comes_first() {
        let list = HistoryList::read(&lines(&[entry("1", Ending::Open), entry("2", Ending::Open)]));
        let ids: Vec<&str> = list.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["2", "1"]);
    }

    #[test]
    fn a_reset_without_an_outcome_is_found_only_through_its_own_endpoint() {
        let list = HistoryList::read(&lines(&[entry("1", Ending::Open), entry("2", Ending::Refused)]));
        let found = list.open_through("http://localhost/v2/index.php").map(|entry| entry.id.as_str());
        assert_eq!(found, Some("1"));
        assert_eq!(list.open_through("http://localhost/other"), None);
    }

    #[test]
    fn a_line_names_twenty_topics_and_counts_all() {
        let names: Vec<String> = (0..30).map(|number| format!("t{number}")).collect();
        let mut entry = HistoryEntry::new(String::new(), Timestamp::EPOCH, Kind::Reset);
        entry.name_topics(names.iter().map(String::as_str));
        assert_eq!((entry.topics.len(), entry.topic_count), (20, 30));
    }
}
