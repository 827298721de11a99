//! The cluster: which broker to ask, over which connection.

use super::conn::Conn;
use super::metadata::{self, Broker};
use super::retry::Retry;
use super::{Address, CallError, Connector, find_coordinator};
use kafka_offsets::{GroupId, KafkaError};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// How to reach a cluster.
#[derive(Debug, Clone)]
pub struct ClusterOptions {
    /// Brokers to begin with, tried in this order; the others are learned from them.
    pub bootstrap: Vec<Address>,
    /// How long opening a connection may take, handshakes included.
    pub connect_limit: Duration,
    /// How long an answer may take.
    pub answer_limit: Duration,
    /// `client.id` by which brokers name this client in logs, quotas and lists of members.
    pub client_id: String,
}

impl ClusterOptions {
    /// These brokers, with 3 s to connect and 10 s to answer.
    pub fn new(bootstrap: Vec<Address>) -> Self {
        Self {
            bootstrap,
            connect_limit: Duration::from_secs(3),
            answer_limit: Duration::from_secs(10),
            client_id: "ckafka-gateway".to_owned(),
        }
    }
}

/// A Kafka cluster. Keeps one connection per broker address, opened when first needed and again after it broke.
#[derive(Debug)]
pub struct Cluster {
    options: ClusterOptions,
    connector: Box<dyn Connector>,
    conns: Mutex<HashMap<Address, Arc<Slot>>>,
    brokers: Mutex<BTreeMap<i32, Address>>,
    coordinators: Mutex<HashMap<GroupId, Address>>,
}

/// Place of one connection; the lock makes sure that two callers do not both connect.
type Slot = tokio::sync::Mutex<Option<Arc<Conn>>>;

/// Groups whose coordinator is remembered at most; all are forgotten when there are more.
const MAX_COORDINATORS: usize = 10_000;

impl Cluster {
    /// A cluster that has not been talked to yet.
    pub fn new(options: ClusterOptions, connector: Box<dyn Connector>) -> Self {
        Self {
            options,
            connector,
            conns: Mutex::default(),
            brokers: Mutex::default(),
            coordinators: Mutex::default(),
        }
    }

    /// The open connection to this address, or a new one.
    pub(crate) async fn conn(&self, address: &Address) -> Result<Arc<Conn>, CallError> {
        let slot = Arc::clone(lock(&self.conns).entry(address.clone()).or_default());
        let mut place = slot.lock().await;
        if let Some(conn) = place.as_ref().filter(|conn| conn.is_open()) {
            return Ok(Arc::clone(conn));
        }
        let opened = self.open(address).await;
        let conn = opened.inspect_err(|error| tracing::warn!(%error, "a broker cannot be reached"))?;
        let conn = Arc::new(conn);
        *place = Some(Arc::clone(&conn));
        Ok(conn)
    }

    async fn open(&self, address: &Address) -> Result<Conn, CallError> {
        let refused = |why: String| CallError::NotSent(format!("broker {address}: {why}"));
        let opening = async {
            let stream = self.connector.connect(address).await.map_err(|error| refused(error.to_string()))?;
            Conn::open(address.clone(), stream, &self.options.client_id, self.options.answer_limit).await
        };
        tokio::time::timeout(self.options.connect_limit, opening).await.map_err(|_| {
            refused(format!("no connection within {} ms", self.options.connect_limit.as_millis()))
        })?
    }

    /// A connection to whichever broker answers first: the bootstrap list, then every broker that was learned.
    pub(crate) async fn any_conn(&self) -> Result<Arc<Conn>, CallError> {
        let learned: Vec<Address> = lock(&self.brokers).values().cloned().collect();
        let mut tried: Vec<&Address> = Vec::new();
        let mut failures = Vec::new();
        for address in self.options.bootstrap.iter().chain(&learned) {
            if tried.contains(&address) {
                continue;
            }
            tried.push(address);
            match self.conn(address).await {
                Ok(conn) => return Ok(conn),
                Err(error) => failures.push(error.to_string()),
            }
        }
        Err(CallError::NotSent(if failures.is_empty() {
            "no broker was named".to_owned()
        } else {
            failures.join("; ")
        }))
    }

    /// A connection to the broker with this id, as the cluster last described itself.
    pub(crate) async fn broker(&self, id: i32) -> Result<Arc<Conn>, CallError> {
        let address = lock(&self.brokers).get(&id).cloned();
        match address {
            Some(address) => self.conn(&address).await,
            None => Err(CallError::NotSent(format!("broker {id} is not in the cluster any more"))),
        }
    }

    /// Remembers where the brokers are.
    pub(crate) fn learn(&self, brokers: &[Broker]) {
        *lock(&self.brokers) = brokers.iter().map(|broker| (broker.id, broker.address.clone())).collect();
    }

    /// Every broker of the cluster, freshly asked for.
    pub(crate) async fn brokers(&self) -> Result<Vec<Broker>, CallError> {
        let brokers = self.read_any(|conn| async move { metadata::brokers(&conn).await }).await?;
        self.learn(&brokers);
        Ok(brokers)
    }

    /// A connection to the group's coordinator.
    ///
    /// # Errors
    ///
    /// [`CallError::Broker`] with 15 while the coordinator is being elected (also on a new cluster, whose offsets
    /// topic is created by the first such question), with 30 where the group may not be seen.
    pub(crate) async fn coordinator(&self, group: &GroupId) -> Result<Arc<Conn>, CallError> {
        let known = lock(&self.coordinators).get(group).cloned();
        let address = match known {
            Some(address) => address,
            None => {
                let address = find_coordinator::of_group(&*self.any_conn().await?, group).await?;
                let mut coordinators = lock(&self.coordinators);
                if coordinators.len() >= MAX_COORDINATORS {
                    coordinators.clear();
                }
                coordinators.insert(group.clone(), address.clone());
                address
            }
        };
        let conn = self.conn(&address).await;
        if conn.is_err() {
            self.forget_coordinator(group);
        }
        conn
    }

    /// Looks the coordinator up again next time.
    pub(crate) fn forget_coordinator(&self, group: &GroupId) {
        lock(&self.coordinators).remove(group);
    }

    /// Asks the group's coordinator, and asks again where it has moved or the connection broke. For reads only.
    pub(crate) async fn read_coordinator<T, F: Future<Output = Result<T, CallError>>>(
        &self,
        group: &GroupId,
        ask: impl Fn(Arc<Conn>) -> F,
    ) -> Result<T, CallError> {
        let mut retry = Retry::default();
        loop {
            let outcome = match self.coordinator(group).await {
                Ok(conn) => ask(conn).await,
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if error.worth_another_read() => {
                    self.forget_coordinator(group);
                    if !retry.again().await {
                        return Err(error);
                    }
                }
                settled => return settled,
            }
        }
    }

    /// Asks any broker, and asks again where the connection broke. For reads only.
    pub(crate) async fn read_any<T, F: Future<Output = Result<T, CallError>>>(
        &self,
        ask: impl Fn(Arc<Conn>) -> F,
    ) -> Result<T, CallError> {
        let mut retry = Retry::default();
        loop {
            let outcome = match self.any_conn().await {
                Ok(conn) => ask(conn).await,
                Err(error) => Err(error),
            };
            match outcome {
                Err(error) if error.worth_another_read() => {
                    if !retry.again().await {
                        return Err(error);
                    }
                }
                settled => return settled,
            }
        }
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// `Ok` for code 0, else the code as an error of the whole call.
pub(crate) fn check(code: i16) -> Result<(), CallError> {
    let code = KafkaError::from_code(code);
    if code.is_success() { Ok(()) } else { Err(CallError::Broker(code)) }
}
