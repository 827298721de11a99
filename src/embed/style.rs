//! The console's look, without what only its authors read. The compiler takes that out, so no build tool has to.

/// Style sheet of the console; part of the program, so that it is there with the first paint and needs no request.
pub(super) static STYLE: &str = match std::str::from_utf8(&SHORT) {
    Ok(text) => text,
    Err(_) => "",
};

const SOURCE: &[u8] = include_bytes!("../../static/console.css");
static SHORT: [u8; length(SOURCE)] = shorten(SOURCE);

/// The next byte to keep, if there is one here, and where to go on. Comments and the indentation of lines are left out.
#[expect(clippy::indexing_slicing, reason = "runs in the compiler, which refuses an index that is not there")]
const fn step(source: &[u8], at: usize) -> (Option<u8>, usize) {
    let mut next = at + 1;
    if source[at] == b'/' && next < source.len() && source[next] == b'*' {
        while !(source[next] == b'/' && source[next - 1] == b'*' && next > at + 2) {
            next += 1;
        }
        return (None, next + 1);
    }
    if source[at] == b'\n' {
        while next < source.len() && source[next].is_ascii_whitespace() {
            next += 1;
        }
    }
    (Some(source[at]), next)
}

const fn length(source: &[u8]) -> usize {
    let (mut at, mut kept) = (0, 0);
    while at < source.len() {
        let (byte, next) = step(source, at);
        kept += byte.is_some() as usize;
        at = next;
    }
    kept
}

#[expect(clippy::indexing_slicing, reason = "runs in the compiler, which refuses an index that is not there")]
const fn shorten<const LENGTH: usize>(source: &[u8]) -> [u8; LENGTH] {
    let mut short = [0; LENGTH];
    let (mut at, mut kept) = (0, 0);
    while at < source.len() {
        let (byte, next) = step(source, at);
        if let Some(byte) = byte {
            short[kept] = byte;
            kept += 1;
        }
        at = next;
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_indentation_are_left_out_and_nothing_else() {
        let source = b"/* a */\n.a {\n  b: c d;\n\n  /* * / **/ e: \"f  g\";\n}\n";
        let short = b"\n.a {\nb: c d;\n e: \"f  g\";\n}\n";
        assert_eq!(length(source), short.len());
        assert_eq!(&shorten(source), short);
    }

    #[test]
    fn the_style_sheet_keeps_every_rule() {
        let source = include_str!("../../static/console.css");
        let rules: String = source.split("*/").map(|part| part.split("/*").next().unwrap()).collect();
        assert!(STYLE.split_whitespace().eq(rules.split_whitespace()));
        assert!(STYLE.len() < source.len());
    }
}
