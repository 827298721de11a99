//! A wrong command line is code 2, before anything is asked.

use crate::command::Machine;
use crate::world::World;

#[test]
fn what_does_not_fit_together_is_refused() {
    let world = World::new();
    let machine = Machine::new(&world);
    for (line, words) in [
        ("", "Usage"),
        ("plan", "--group"),
        ("plan --group g --topic t", "--to-earliest"),
        ("plan --group g --to-earliest --to-latest --topic t", "cannot be used with"),
        ("plan --group g --to-earliest --topic t --all-topics", "cannot be used with"),
        ("plan --group g --to-earliest", "--all-topics"),
        ("plan --group g --to-earliest --topic a:0 --topic b", "of every topic or of none"),
        ("plan --group g --to-earliest --topic a:x", "no list of partitions"),
        ("plan --group g --topic t --to-time 2026-11-24T12:00", "names no time zone"),
        ("plan --group g --topic t --to-time 2999-01-01T00:00:00Z", "in the future"),
        ("plan --group g --topic t --ago soon", "no length of time"),
        ("plan --group g --topic t --to-offset -1", "offset"),
        ("plan --group g --topic t --shift-by much", "shift-by"),
        ("plan --group g --topic t --to-latest --execute", "--execute"),
        ("plan --group g --topic t --to-latest --endpoint ftp://x/", "https:// or http://"),
        ("plan --group g --topic t --to-latest --endpoint http://id:key@x/", "keys belong into"),
        ("plan --group g --topic t --to-latest --instance other", "the endpoint has no instance \"other\""),
        ("apply", "PLAN.json"),
        ("undo", "RECORD"),
        ("--secret-key x plan", "--secret-key"),
    ] {
        let ran = machine.run(line);
        assert_eq!(ran.code, 2, "{line}: {ran:?}");
        assert!(ran.stderr.contains(words), "{line}: \"{words}\" is not in {ran:?}");
        assert_eq!(ran.stdout, "", "{line}");
    }
}

#[test]
fn help_tells_the_exit_codes_and_why_there_are_two_steps() {
    let world = World::new();
    let ran = Machine::new(&world).run("--help");
    ran.says(0, &["takes two commands on purpose", "5  unknown", "history"]);
}
