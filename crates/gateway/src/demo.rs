//! The embedded demo cluster: a real Kafka protocol broker in this process, with a shop's data in it.
//!
//! The gateway reaches it as it reaches any cluster, over TCP by the Kafka upstream; nothing here answers a request
//! of the API. The data is listed in `demo/shop.rs`.

mod seed;
mod shop;
mod trickle;

use crate::kafka::admin::{Admin, AdminError};
use crate::kafka::member::Member;
use crate::kafka::{Address, CallError, Cluster, ClusterOptions, Plaintext, describe_group};
use kafka_offsets::{GroupState, IdError};
use shop::{GROUPS, Group, LIVE_GROUP};
use std::io;
use std::net::SocketAddr;
use std::time::Duration;
use tokio::task::JoinHandle;

/// How the demo runs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DemoOptions {
    /// No records come in after the start, so that every number stays as it is.
    pub still: bool,
}

/// The live group's member, which may still be joining.
type Joining = JoinHandle<Result<Member, CallError>>;

/// Pause between two looks at the group while its member joins.
const LOOK_AGAIN: Duration = Duration::from_millis(2);

/// The running demo cluster. Its data is gone when the process ends.
#[derive(Debug)]
pub struct Demo {
    address: SocketAddr,
    live: Joining,
    trickle: Option<JoinHandle<()>>,
}

/// Why the demo cluster did not start.
#[derive(Debug, thiserror::Error)]
pub enum DemoError {
    /// No port on the loopback interface could be listened on.
    #[error("the demo cluster cannot listen on 127.0.0.1: {0}")]
    Listen(#[from] io::Error),
    /// The broker refused some of the demo data.
    #[error("the demo data cannot be made: {0}")]
    Seed(#[from] AdminError),
    /// The live group's member could not join.
    #[error("the demo's live consumer cannot join its group: {0}")]
    Join(#[from] CallError),
    /// A name or number in the demo data is not legal.
    #[error("the demo data is not legal: {0}")]
    Data(#[from] IdError),
}

/// Starts the demo cluster on a free loopback port and fills it; when this returns, everything is there.
///
/// # Errors
///
/// [`DemoError`]; the process can go on without the demo.
pub async fn start(options: DemoOptions) -> Result<Demo, DemoError> {
    let address = noida::kafka::spawn("127.0.0.1:0")?;
    let admin = Admin::new(cluster(address, "checkout"));
    seed::topics(&admin).await?;
    let (live, idle): (Vec<&Group>, Vec<&Group>) = GROUPS.iter().partition(|group| group.name == LIVE_GROUP);
    // A group with a member takes no commits from outside, so its commits come before its member, whose joining
    // takes the broker a third of a second: the rest is made meanwhile.
    seed::commits(&admin, live).await?;
    let live = tokio::spawn(Member::join(
        cluster(address, "fraud-detector-1"),
        LIVE_GROUP.parse()?,
        shop::live_topics()?,
    ));
    seed::records(&admin).await?;
    seed::commits(&admin, idle).await?;
    let live = wait_until_live(&cluster(address, "checkout"), live).await?;
    let trickle = (!options.still).then(|| tokio::spawn(trickle::run(admin)));
    Ok(Demo { address, live, trickle })
}

/// Waits until the live group counts as live: from the moment on when its member is known, joined or still joining.
async fn wait_until_live(cluster: &Cluster, joining: Joining) -> Result<Joining, DemoError> {
    let group = LIVE_GROUP.parse()?;
    while !joining.is_finished() {
        let conn = cluster.coordinator(&group).await?;
        if !matches!(describe_group::ask(&conn, &group).await?.state, GroupState::Empty | GroupState::Dead) {
            return Ok(joining);
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
    let member = joining.await.map_err(|error| CallError::NotSent(error.to_string()))??;
    Ok(tokio::spawn(async { Ok(member) }))
}

impl Demo {
    /// Where its broker listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Stops the trickle and takes the live consumer out of its group. The broker's threads end with the process.
    pub async fn stop(self) {
        if let Some(trickle) = self.trickle {
            trickle.abort();
        }
        if let Ok(Ok(member)) = self.live.await {
            member.leave().await;
        }
    }
}

/// A client of its own for the broker, as a consumer or producer in another process would have.
fn cluster(address: SocketAddr, client_id: &str) -> Cluster {
    let address = Address { host: address.ip().to_string(), port: address.port() };
    let options = ClusterOptions { client_id: client_id.to_owned(), ..ClusterOptions::new(vec![address]) };
    Cluster::new(options, Box::new(Plaintext))
}
