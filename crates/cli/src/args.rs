//! The command line: what may be typed, and what each word means.

mod connection;
mod plan;

pub use connection::{Api, ConnectionArgs};
pub use plan::{PlanArgs, ScopeArgs, StrategyArgs};

use clap::{Args, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Moves a Kafka consumer group's offsets, and proves where they ended up.
///
/// A reset takes two commands on purpose. `plan` reads, shows what would happen to every partition, and writes a file;
/// it changes nothing. `apply` takes that file, checks that the cluster is still as it was planned on, sends the reset
/// once, reads every offset back and says what is true. There is no way to do both at once: what is applied is what
/// somebody could read.
#[derive(Debug, Parser)]
#[command(name = "ckafka-offsets", version, after_help = EXIT_CODES, max_term_width = 110)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,

    /// How to reach the endpoint.
    #[command(flatten)]
    pub connection: ConnectionArgs,

    /// Folder of the history and the locks [default: $XDG_STATE_HOME/ckafka-offsets].
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CKAFKA_OFFSETS_STATE_DIR",
        help_heading = "Output"
    )]
    pub state_dir: Option<PathBuf>,

    /// One JSON document on standard output instead of text; its shape is in docs/RUNBOOK.md.
    #[arg(long, global = true, help_heading = "Output")]
    pub json: bool,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  done, and every offset was read back where it should be (plan: the plan was made)
  1  failed, and nothing moved
  2  the command line or a file is wrong
  3  partly: something moved, but not everything is confirmed
  4  refused: the group's state, drift since the plan, an outdated plan, one that was applied already,
     or a confirmation that is missing
  5  unknown: the reset was sent, and nobody can say yet what happened; run `verify`";

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Show what a reset would do to every partition; changes nothing.
    Plan(Box<PlanArgs>),
    /// Carry out a plan file. Without --execute it checks everything and sends nothing.
    Apply(ApplyArgs),
    /// Read the offsets of an earlier reset again and say where the group is now.
    Verify(RecordArgs),
    /// Make a plan that takes an earlier reset back; it is carried out by `apply`.
    Undo(ContinueArgs),
    /// Make a plan for the partitions of an earlier reset that provably did not move.
    Retry(ContinueArgs),
    /// Resets that were sent from this machine.
    History(HistoryArgs),
}

/// Arguments of `apply`.
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The file that `plan -o` wrote.
    #[arg(value_name = "PLAN.json")]
    pub plan: PathBuf,

    /// Really send it. Without this, everything is checked and nothing is sent.
    #[arg(long)]
    pub execute: bool,

    /// Confirm a plan of medium risk: its effect was read and is meant.
    #[arg(long)]
    pub yes: bool,

    /// Confirm a plan of high risk by the group's name.
    #[arg(long, value_name = "GROUP")]
    pub confirm: Option<String>,

    /// End right after the read-back, without the second look 5 seconds later that tells whether consumers have moved
    /// the group since.
    #[arg(long)]
    pub no_second_look: bool,

    /// What is kept with the record; also the plan's own, if it has any.
    #[command(flatten)]
    pub note: NoteArgs,
}

/// Why a reset is made, for whoever reads the record.
#[derive(Debug, Clone, Default, Args)]
pub struct NoteArgs {
    /// Why the offsets are moved; kept with plan and record.
    #[arg(long, value_name = "TEXT")]
    pub reason: Option<String>,

    /// The ticket or change that this belongs to; kept with plan and record.
    #[arg(long, value_name = "ID")]
    pub ticket: Option<String>,
}

/// Arguments of `verify`.
#[derive(Debug, Args)]
pub struct RecordArgs {
    /// Id of the reset, as `history` lists it, or `last`.
    #[arg(value_name = "RECORD", default_value = "last")]
    pub record: String,
}

/// Arguments of `undo` and `retry`.
#[derive(Debug, Args)]
pub struct ContinueArgs {
    /// Id of the reset, as `history` lists it, or `last`.
    #[arg(value_name = "RECORD")]
    pub record: String,

    /// Where the plan goes; without it, the plan is only shown.
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,

    /// Which part, where the endpoint needs one reset for each distinct offset.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
    pub step: u32,

    /// Kept with plan and record.
    #[command(flatten)]
    pub note: NoteArgs,
}

/// Arguments of `history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// What to do with it; without a word, it is listed.
    #[command(subcommand)]
    pub command: Option<HistoryCommand>,
}

/// The commands of `history`.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// All resets, the last one first.
    List,
    /// One reset, partition by partition.
    Show(RecordArgs),
    /// One reset as a file.
    Export(ExportArgs),
}

/// Arguments of `history export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Id of the reset, as `history` lists it, or `last`.
    #[arg(value_name = "RECORD")]
    pub record: String,

    /// What to write.
    #[arg(long = "as", value_name = "FORM", value_enum, default_value_t = ExportForm::Json)]
    pub form: ExportForm,

    /// Where it goes [default: standard output].
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportForm {
    /// Everything that was recorded.
    Json,
    /// The offsets before the reset, as the file that Kafka's own tool takes with --from-file.
    OffsetsBefore,
    /// The offsets that were planned, in the same form.
    OffsetsPlanned,
}
