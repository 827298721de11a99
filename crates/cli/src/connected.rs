//! A session with an endpoint, its instance, and whether that is a production one.

use crate::args::ConnectionArgs;
use crate::clock::SystemClock;
use crate::connect::{self, ConnectError, Endpoint};
use crate::outcome::{Stopped, usage};
use crate::session::Session;
use crate::transport::Http;
use ckafka_api::{InstanceId, InstanceSummary};
use kafka_offsets::{EndpointFault, FaultKind};
use std::time::Duration;

/// What every command that talks to an endpoint begins with.
#[derive(Debug)]
pub(crate) struct Connected {
    /// The session.
    pub session: Session,
    /// The endpoint.
    pub endpoint: Endpoint,
    /// The instance.
    pub instance: InstanceId,
    /// Whether the instance is a production one, by the endpoint or by `--production`.
    pub production: bool,
    /// What the operator should know.
    pub remarks: Vec<String>,
}

/// Connects: learns what the endpoint can do, its clock, and its instances.
///
/// `instance`: the one that a plan or record was made on, if the command line names none.
///
/// # Errors
///
/// A usage report for a key or an instance that is no good; what the endpoint did instead of answering.
pub(crate) fn connect(args: &ConnectionArgs, instance: Option<&InstanceId>) -> Result<Connected, Stopped> {
    let connection = connect::connection(args)?;
    let endpoint = args.endpoint.get().map_err(ConnectError::from)?.clone();
    let transport = Http::new(&endpoint, Duration::from_secs(args.timeout));
    let mut session = Session::new(connection, Box::new(transport), Box::new(SystemClock));
    session.introduce()?;
    let wanted = args.instance.as_ref().or(instance);
    let listed = session.instances();
    let several = listed.as_ref().is_ok_and(|listed| listed.len() > 1);
    let (found, mut remarks) = find(listed, wanted)?;
    if several {
        // What all of them can do is less than what this one may be able to
        session.introduce_to(&found.id)?;
    }
    if session.clock_behind() != 0 {
        remarks.push(format!(
            "This machine's clock is {:.1} s {} the endpoint's; times are by the endpoint's.",
            session.clock_behind().unsigned_abs() as f64 / 1000.0,
            if session.clock_behind() > 0 { "behind" } else { "ahead of" },
        ));
    }
    Ok(Connected {
        session,
        endpoint,
        instance: found.id,
        production: args.production || found.production,
        remarks,
    })
}

fn find(
    listed: Result<Vec<InstanceSummary>, EndpointFault>,
    wanted: Option<&InstanceId>,
) -> Result<(InstanceSummary, Vec<String>), Stopped> {
    let listed = match (listed, wanted) {
        (Ok(listed), _) => listed,
        // Who may work on an instance need not be allowed to list them
        (Err(fault), Some(id)) if fault.kind == FaultKind::NotAuthorized => {
            let instance = InstanceSummary { id: id.clone(), name: String::new(), production: false };
            let remark = "Instances may not be listed with this key; if this one is a production one, say --production.";
            return Ok((instance, vec![remark.to_owned()]));
        }
        (Err(fault), _) => return Err(fault.into()),
    };
    let names = || {
        let ids: Vec<&str> = listed.iter().map(|instance| instance.id.as_str()).collect();
        ids.join(", ")
    };
    let found = match (wanted, listed.as_slice()) {
        (_, []) => return Err(usage("the endpoint has no instance")),
        (Some(id), all) => match all.iter().find(|instance| instance.id == *id) {
            Some(found) => found.clone(),
            None => return Err(usage(format!("the endpoint has no instance \"{id}\"; it has: {}", names()))),
        },
        (None, [only]) => only.clone(),
        (None, _) => {
            return Err(usage(format!("name the instance with --instance; the endpoint has: {}", names())));
        }
    };
    Ok((found, Vec::new()))
}
