//! The table of measurements, and the lines that it is read from.

/// One measurement of one program, any number of runs.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Measurement {
    what: String,
    who: String,
    unit: String,
    values: Vec<f64>,
}

/// What must be held, by the name of what was measured. Worst first: a budget is for the median.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Budget {
    pub(super) what: &'static str,
    pub(super) most: f64,
}

/// All measurements, ours beside the others'.
#[derive(Debug, Default)]
pub(super) struct Table {
    measurements: Vec<Measurement>,
    budgets: Vec<Budget>,
}

impl Measurement {
    pub(super) fn new(what: &str, who: &str, unit: &str, values: Vec<f64>) -> Self {
        Self { what: what.to_owned(), who: who.to_owned(), unit: unit.to_owned(), values }
    }

    /// Reads `measured`, what, who, unit and values, with tabs between them and spaces between values.
    fn read(line: &str) -> Option<Self> {
        let mut parts = line.strip_prefix("measured\t")?.split('\t');
        let (what, who, unit) = (parts.next()?, parts.next()?, parts.next()?);
        let values: Option<Vec<f64>> = parts.next()?.split(' ').map(|value| value.parse().ok()).collect();
        let values = values.filter(|values| !values.is_empty())?;
        Some(Self::new(what, who, unit, values))
    }

    /// The value in the middle; of an even number the lower one of the two.
    fn median(&self) -> f64 {
        let mut sorted = self.values.clone();
        sorted.sort_by(f64::total_cmp);
        sorted.get(sorted.len().saturating_sub(1) / 2).copied().unwrap_or(f64::NAN)
    }

    fn best(&self) -> f64 {
        self.values.iter().copied().fold(f64::INFINITY, f64::min)
    }
}

/// The programs of this project; everybody else is a rival.
const OURS: [&str; 3] = ["page", "gateway", "ckafka-offsets"];

impl Table {
    /// Two parts may measure the same thing of the same program: the later one stands.
    pub(super) fn add(&mut self, measurement: Measurement) {
        self.measurements.retain(|one| one.what != measurement.what || one.who != measurement.who);
        self.measurements.push(measurement);
    }

    pub(super) fn budgets(&mut self, budgets: &[Budget]) {
        self.budgets.extend(budgets);
    }

    /// Takes the measurements out of a program's output; answers how many there were.
    pub(super) fn read(&mut self, output: &str) -> usize {
        output.lines().filter_map(Measurement::read).map(|measurement| self.add(measurement)).count()
    }

    pub(super) fn print(&self) {
        println!("\n{:<56} {:>9} {:>9} {:>4} {:>8}  beside it", "what", "median", "best", "runs", "budget");
        for ours in self.measurements.iter().filter(|one| OURS.contains(&one.who.as_str())) {
            println!("{}", self.line(ours));
        }
    }

    fn line(&self, ours: &Measurement) -> String {
        let budget = self.budgets.iter().find(|budget| budget.what == ours.what).map(|budget| budget.most);
        let over = budget.is_some_and(|most| ours.median() > most);
        let shown = budget.map_or_else(String::new, |most| format!("{most}{}", if over { " !" } else { "" }));
        let rivals: Vec<String> = self
            .measurements
            .iter()
            .filter(|one| one.what == ours.what && !OURS.contains(&one.who.as_str()))
            .map(|rival| {
                format!("{} {:.1} ({:.1}x ours)", rival.who, rival.median(), rival.median() / ours.median())
            })
            .collect();
        format!(
            "{:<56} {:>9.1} {:>9.1} {:>4} {shown:>8}  {}",
            format!("{}, {}", ours.what, ours.unit),
            ours.median(),
            ours.best(),
            ours.values.len(),
            rivals.join("; ")
        )
        .trim_end()
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{Budget, Table};

    #[test]
    fn a_line_has_median_best_budget_and_how_the_others_compare() {
        let mut table = Table::default();
        let read = table.read(
            "something else\nmeasured\tsort\tpage\tms\t30.00 10.00 20.00\nmeasured\tsort\tA grid\tms\t50.00\n",
        );
        assert_eq!(read, 2);
        table.budgets(&[Budget { what: "sort", most: 15.0 }]);
        let line = table.line(&table.measurements[0]);
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(
            words,
            ["sort,", "ms", "20.0", "10.0", "3", "15", "!", "A", "grid", "50.0", "(2.5x", "ours)"]
        );
    }

    #[test]
    fn what_is_measured_twice_stands_once_as_it_was_last() {
        let mut table = Table::default();
        let line = "measured\tsize\tpage\tKB\t5.00\nmeasured\tsize\tA grid\tKB\t";
        assert_eq!(table.read(&format!("{line}7.00\n")), 2);
        assert_eq!(table.read(&format!("{line}10.00\n")), 2);
        assert_eq!(table.measurements.len(), 2);
        assert!(table.line(&table.measurements[0]).ends_with("A grid 10.0 (2.0x ours)"));
    }

    #[test]
    fn a_line_without_numbers_is_no_measurement() {
        let mut table = Table::default();
        assert_eq!(
            table.read("measured\tsort\tpage\tms\t\nmeasured\tsort\tpage\tms\tx\nmeasured\tsort\n"),
            0
        );
    }
}
