//! The official SDKs of Tencent Cloud as judges: a small Python program beside us, asked line by line.

use serde_json::Value;
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{LazyLock, Mutex};

/// Names the Python that has the SDKs; `cargo xtask test --only sdk` sets it.
const VARIABLE: &str = "OFFICIAL_SDK_PYTHON";

static ASKED: AtomicUsize = AtomicUsize::new(0);
static JUDGE: LazyLock<Option<Mutex<Judge>>> =
    LazyLock::new(|| std::env::var_os(VARIABLE).map(|python| Mutex::new(Judge::start(&python))));

struct Judge {
    questions: ChildStdin,
    answers: BufReader<ChildStdout>,
    // It ends when its input does, with this process
    _program: Child,
}

impl Judge {
    fn start(python: &std::ffi::OsStr) -> Self {
        let mut program = Command::new(python)
            .arg("-B")
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/official.py"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{VARIABLE} names no Python that starts: {error}"));
        let questions = program.stdin.take().unwrap();
        let answers = BufReader::new(program.stdout.take().unwrap());
        Self { questions, answers, _program: program }
    }
}

/// The signature by the official SDK; `None` where there is none to ask.
pub(crate) fn sign(question: &Value) -> Option<String> {
    let judge = JUDGE.as_ref()?;
    let mut judge = judge.lock().unwrap();
    writeln!(judge.questions, "{question}").unwrap();
    judge.questions.flush().unwrap();
    let mut answer = String::new();
    judge.answers.read_line(&mut answer).unwrap();
    let signature = answer.trim_end();
    assert!(!signature.is_empty(), "the official SDK gave no signature; its own words are above");
    ASKED.fetch_add(1, Ordering::Relaxed);
    Some(signature.to_owned())
}

/// How many signatures of this process the official SDKs have judged.
pub fn judged() -> usize {
    ASKED.load(Ordering::Relaxed)
}
