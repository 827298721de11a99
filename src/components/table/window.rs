//! Which lines of a long table exist. Pure: a scroll position in, a range of lines out.
//!
//! A line is either plain or tall (it has a second line of notes), and each of the two heights is the same in the
//! whole table. So every position is known without measuring each line.

use super::arrangement::Arrangement;

/// More rows than this are virtual; up to here browser search and screen readers get everything.
pub const VIRTUAL_ABOVE: usize = 300;

/// Lines that exist above and below those in sight.
const OVERSCAN: usize = 10;

/// Never more lines than this, however high the window is.
const MOST_LINES: usize = 72;

/// Heights of a plain and a tall line in CSS pixels, as the browser has laid them out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Heights {
    /// A line without notes, and a topic's head.
    pub plain: f64,
    /// A line with notes.
    pub tall: f64,
}

impl Default for Heights {
    /// The style sheet's heights at its normal density, until the first rows have been measured.
    fn default() -> Self {
        Self { plain: 32.0, tall: 50.0 }
    }
}

/// A range of lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// The first line that exists.
    pub first: usize,
    /// One past the last.
    pub end: usize,
}

impl Window {
    /// The lines that exist before anything was scrolled or measured.
    pub fn at_the_top(lines: usize) -> Self {
        Self { first: 0, end: lines.clamp(0, 40) }
    }

    /// The lines for a scroll position, with some more above and below.
    pub fn at(arrangement: &Arrangement, heights: Heights, scrolled: f64, height: f64) -> Self {
        let seen_first = line_at(arrangement, heights, scrolled);
        let seen_end = line_at(arrangement, heights, scrolled + height) + 1;
        // Whole steps of five, so that most scroll events change nothing.
        let first = seen_first.saturating_sub(OVERSCAN) / 5 * 5;
        let end = (seen_end + OVERSCAN).div_ceil(5) * 5;
        Self { first, end: end.clamp(first, first + MOST_LINES).clamp(0, arrangement.len()) }
    }
}

/// Where a line begins, in pixels from the top of the first line. For the number of lines: the height of all.
pub fn top_of(arrangement: &Arrangement, heights: Heights, line: usize) -> f64 {
    let tall = arrangement.tall_before(line);
    let plain = super::rows::to_u32(line) - tall;
    f64::from(plain) * heights.plain + f64::from(tall) * heights.tall
}

/// The line at a height; the last one below the end.
fn line_at(arrangement: &Arrangement, heights: Heights, y: f64) -> usize {
    let (mut low, mut high) = (0, arrangement.len());
    // The last line that begins at or above y.
    while low + 1 < high {
        let middle = (low + high) / 2;
        if top_of(arrangement, heights, middle) <= y { low = middle } else { high = middle }
    }
    low
}
