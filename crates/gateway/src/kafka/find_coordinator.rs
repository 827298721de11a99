//! Kafka API 10, FindCoordinator: which broker keeps a group.

use super::cluster::check;
use super::conn::Conn;
use super::{Address, CallError};
use kafka_offsets::GroupId;
use kafka_protocol::messages::FindCoordinatorRequest;
use kafka_protocol::protocol::StrBytes;
use std::ops::RangeInclusive;

const VERSIONS: RangeInclusive<i16> = 0..=6;
/// From this version on several keys are asked for at once.
const MANY_KEYS: i16 = 4;

/// Where the group's coordinator listens.
pub(crate) async fn of_group(conn: &Conn, group: &GroupId) -> Result<Address, CallError> {
    let version = conn.version::<FindCoordinatorRequest>(VERSIONS)?;
    let key = StrBytes::from_string(group.as_str().to_owned());
    let request = if version >= MANY_KEYS {
        FindCoordinatorRequest::default().with_coordinator_keys(vec![key])
    } else {
        FindCoordinatorRequest::default().with_key(key)
    };
    let answer = conn.call(version, &request).await?;
    let (code, host, port) = if version >= MANY_KEYS {
        let one = answer.coordinators.first().ok_or_else(|| {
            CallError::Malformed(format!("broker {}: it names no coordinator for the group", conn.address()))
        })?;
        (one.error_code, &one.host, one.port)
    } else {
        (answer.error_code, &answer.host, answer.port)
    };
    check(code)?;
    let port = u16::try_from(port).map_err(|_| {
        CallError::Malformed(format!(
            "broker {}: it names port {port} for the group's coordinator",
            conn.address()
        ))
    })?;
    Ok(Address { host: host.to_string(), port })
}
