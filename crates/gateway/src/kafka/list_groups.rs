//! Kafka API 16, ListGroups: the groups that one broker coordinates.

use super::CallError;
use super::cluster::check;
use super::conn::Conn;
use crate::upstream::GroupListing;
use kafka_offsets::GroupId;
use kafka_protocol::messages::ListGroupsRequest;
use std::ops::RangeInclusive;

const VERSIONS: RangeInclusive<i16> = 0..=5;
/// From this version on a group's type is told.
const TYPED: RangeInclusive<i16> = 5..=5;

/// The groups that this broker coordinates, of every protocol type.
pub(crate) async fn of_broker(conn: &Conn) -> Result<Vec<GroupListing>, CallError> {
    let version = conn.version::<ListGroupsRequest>(VERSIONS)?;
    let answer = conn.call(version, &ListGroupsRequest::default()).await?;
    check(answer.error_code)?;
    let listings = answer.groups.iter().filter_map(|listed| {
        let group = listed.group_id.as_str().parse().ok()?;
        Some(GroupListing { group, protocol_type: listed.protocol_type.to_string() })
    });
    Ok(listings.collect())
}

/// What kind of group its coordinator lists it as, e.g. `Share`; `None` if it does not, or is too old to tell.
pub(crate) async fn kind(conn: &Conn, group: &GroupId) -> Result<Option<String>, CallError> {
    if !conn.offers::<ListGroupsRequest>(TYPED) {
        return Ok(None);
    }
    let version = conn.version::<ListGroupsRequest>(TYPED)?;
    let answer = conn.call(version, &ListGroupsRequest::default()).await?;
    check(answer.error_code)?;
    let listed = answer.groups.iter().find(|listed| listed.group_id.as_str() == group.as_str());
    Ok(listed.map(|listed| listed.group_type.to_string()))
}
