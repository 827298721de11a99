//! `plan`: reads, shows, writes a file; changes nothing.

use super::review::{Show, review};
use crate::args::{ConnectionArgs, PlanArgs};
use crate::connected::connect;
use crate::interrupt::Interrupt;
use crate::outcome::{Report, Stopped};
use crate::request::{self, Asked};

pub(super) fn run(
    args: &PlanArgs,
    connection: &ConnectionArgs,
    interrupt: &Interrupt,
) -> Result<Report, Stopped> {
    let mut connected = connect(connection, None)?;
    let Asked { request, origin, remarks } =
        request::request(args, &mut connected.session, &connected.instance)?;
    connected.remarks.extend(remarks);
    let show = Show { output: args.output.as_deref(), note: &args.note, wait: args.wait };
    review(&mut connected, request, origin, &show, interrupt)
}
