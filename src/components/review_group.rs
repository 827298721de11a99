//! A group's state as a chip. Kafka's own names of states stay English.

use super::icon::{Icon, IconSize};
use kafka_offsets::GroupState;
use yew::prelude::*;

/// The icon of a state: shapes differ, so that colour is never alone.
pub fn group_icon(state: &GroupState) -> Icon {
    match state {
        GroupState::Empty => Icon::GroupEmpty,
        GroupState::Dead => Icon::GroupDead,
        GroupState::Stable => Icon::GroupLive,
        GroupState::PreparingRebalance
        | GroupState::CompletingRebalance
        | GroupState::Assigning
        | GroupState::Reconciling => Icon::GroupRebalancing,
        GroupState::Unknown(_) => Icon::Unknown,
    }
}

/// The state as a chip.
pub fn group_chip(state: &GroupState) -> Html {
    html! { <span class="chip">{ group_icon(state).draw(IconSize::Normal, None) }<bdi>{ state.name().to_owned() }</bdi></span> }
}
