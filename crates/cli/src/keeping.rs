//! Claims and records of one plan, on the disk of this machine.

use crate::runner::Keeper;
use crate::store::{GroupLock, Store};
use kafka_offsets::{
    Note, Observation, PlanDocument, ResetPlan, ResetRecord, Timestamp, TopicPartition, VerifiedReset,
};
use reset_flow::{ClaimRefusal, Ending, Intent};
use std::collections::BTreeMap;

/// Keeps the record of the plan that is being applied; its id is the plan's.
#[derive(Debug)]
pub struct DiskKeeper {
    store: Store,
    id: String,
    instance: String,
    endpoint: String,
    lock: Option<GroupLock>,
    record: Option<ResetRecord>,
    /// What could not be written, as a sentence; the reset goes on, since it was sent.
    trouble: Option<String>,
}

impl DiskKeeper {
    /// A keeper for the plan of this id.
    pub fn new(store: Store, id: &str, instance: &str, endpoint: &str) -> Self {
        Self {
            store,
            id: id.to_owned(),
            instance: instance.to_owned(),
            endpoint: endpoint.to_owned(),
            lock: None,
            record: None,
            trouble: None,
        }
    }

    /// The record as it was last written, if any was.
    pub fn record(&self) -> Option<&ResetRecord> {
        self.record.as_ref()
    }

    /// Why claim or record are not as they should be, as a sentence.
    pub fn trouble(&self) -> Option<&str> {
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
        };
        self.store.create(&self.id, &record.to_json()).map_err(|error| error.to_string())?;
        self.record = Some(record);
        Ok(())
    }

    fn record_outcome(&mut self, _: &Intent, ending: &Ending, now: Timestamp) {
        let Some(record) = &mut self.record else { return };
        let written = match ending {
            Ending::NotSent => {
                self.record = None;
                self.store.remove(&self.id)
            }
            Ending::Refused(fault) => todo!(),
            Ending::Verified { claim, result } => {
                record.claim = Some(claim.clone());
                record.observed = observed(result);
                record.read_back_at = Some(now);
                self.store.replace(&self.id, &record.to_json())
            }
        };
        if let Err(error) = written {
            self.trouble = Some(error.to_string());
        }
    }
}

/// What a read-back has found, as it is recorded.
pub fn observed(result: &VerifiedReset) -> BTreeMap<TopicPartition, Observation> {
    result.rows.iter().map(|row| (row.planned.at.clone(), row.observed.clone())).collect()
}
