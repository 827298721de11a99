//! Claims and records of one plan, on the disk of this machine.

use crate::records::Kept;
use crate::runner::Keeper;
use crate::store::{GroupLock, Store};
use kafka_offsets::{Observation, ResetPlan, ResetRecord, Timestamp, TopicPartition, VerifiedReset};
use reset_flow::{ClaimRefusal, Ending, Intent};
use std::collections::BTreeMap;

/// Keeps the record of the plan that is being applied; its id is the plan's.
#[derive(Debug)]
pub(crate) struct DiskKeeper {
    store: Store,
    id: String,
    instance: String,
    endpoint: String,
    lock: Option<GroupLock>,
    kept: Option<Kept>,
    /// What could not be written, as a sentence; the reset goes on, since it was sent.
    trouble: Option<String>,
}

impl DiskKeeper {
    /// A keeper for the plan of this id.
    pub(crate) fn new(store: Store, id: &str, instance: &str, endpoint: &str) -> Self {
        Self {
            store,
            id: id.to_owned(),
            instance: instance.to_owned(),
            endpoint: endpoint.to_owned(),
            lock: None,
            kept: None,
            trouble: None,
        }
    }

    /// The record as it was last written, if any was.
    pub(crate) fn kept(&self) -> Option<&Kept> {
        self.kept.as_ref()
    }

    /// Why claim or record are not as they should be, as a sentence.
    pub(crate) fn trouble(&self) -> Option<&str> {
        self.trouble.as_deref()
    }
}

impl Keeper for DiskKeeper {
    fn claim(&mut self, plan: &ResetPlan) -> Result<(), ClaimRefusal> {
        let group = plan.request.group.as_str();
        match self.store.claim(&self.endpoint, &self.instance, group) {
            Ok(Some(lock)) => self.lock = Some(lock),
            Ok(None) => return Err(ClaimRefusal::HeldElsewhere),
            Err(error) => {
                // Without a claim nothing is sent
                self.trouble = Some(error.to_string());
                return Err(ClaimRefusal::HeldElsewhere);
            }
        }
        if self.store.has(&self.id) {
            self.lock = None;
            return Err(ClaimRefusal::AlreadyApplied);
        }
        Ok(())
    }

    fn release(&mut self) {
        self.lock = None;
    }

    fn record_intent(&mut self, intent: &Intent, now: Timestamp) -> Result<(), String> {
        let record = ResetRecord {
            id: self.id.clone(),
            instance: self.instance.clone(),
            endpoint: Some(self.endpoint.clone()),
            started_at: now,
            plan: (*intent.plan).clone(),
            note: intent.note.clone(),
            claim: None,
            observed: BTreeMap::new(),
            read_back_at: None,
            refused: None,
            made_from: None,
        };
        let kept = Kept { record };
        self.store.create(&self.id, &kept.to_json()).map_err(|error| error.to_string())?;
        self.kept = Some(kept);
        Ok(())
    }

    fn record_outcome(&mut self, _: &Intent, ending: &Ending, now: Timestamp) {
        let Some(kept) = &mut self.kept else { return };
        match ending {
            Ending::NotSent => self.kept = None,
            Ending::Refused(fault) => kept.record.refused = Some(fault.to_string()),
            Ending::Verified { claim, result } => {
                kept.record.claim = Some(claim.clone());
                kept.record.observed = observed(result);
                kept.record.read_back_at = Some(now);
            }
        }
        let written = match &self.kept {
            Some(kept) => self.store.replace(&self.id, &kept.to_json()),
            None => self.store.remove(&self.id),
        };
        if let Err(error) = written {
            self.trouble = Some(error.to_string());
        }
    }
}

/// What a read-back has found, as it is recorded.
pub(crate) fn observed(result: &VerifiedReset) -> BTreeMap<TopicPartition, Observation> {
    result.rows.iter().map(|row| (row.planned.at.clone(), row.observed.clone())).collect()
}
