//! A running stand-in.

use crate::world::{Partition, World};
use crate::{Trick, door};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use std::sync::{Arc, Mutex};

/// A running stand-in. It has a thread of its own, which goes on until the process ends.
#[derive(Debug, Clone)]
pub struct Cloud {
    /// What it knows.
    pub world: Arc<Mutex<World>>,
    /// Where it listens on this machine.
    pub port: u16,
}

impl Cloud {
    /// Starts one with nothing in it, on a free port.
    pub fn start() -> Self {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let port = listener.local_addr().unwrap().port();
        let world: Arc<Mutex<World>> = Arc::default();
        let shared = Arc::clone(&world);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            runtime.block_on(accept(listener, shared));
        });
        Self { world, port }
    }

    /// Where API 3.0 is.
    pub fn api3(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Where API 2.0 is.
    pub fn api2(&self) -> String {
        format!("http://127.0.0.1:{}/v2/index.php", self.port)
    }

    /// A topic whose partitions have these starts and ends.
    pub fn topic(&self, name: &str, partitions: &[(i64, i64)]) {
        let partitions = partitions.iter().map(|(start, end)| Partition { start: *start, end: *end });
        self.world.lock().unwrap().topics.insert(name.to_owned(), partitions.collect());
    }

    /// Where a group is.
    pub fn commit(&self, group: &str, topic: &str, partition: i32, offset: i64) {
        let key = (group.to_owned(), topic.to_owned(), partition);
        self.world.lock().unwrap().commits.insert(key, offset);
    }

    /// Where a group is, whatever is shown.
    pub fn committed(&self, group: &str, topic: &str, partition: i32) -> Option<i64> {
        let key = (group.to_owned(), topic.to_owned(), partition);
        self.world.lock().unwrap().commits.get(&key).copied()
    }

    /// What happens to the next request of an action, named as in API 3.0; several wait for several requests.
    pub fn trick(&self, action: &str, trick: Trick) {
        self.world.lock().unwrap().tricks.push((action.to_owned(), trick));
    }

    /// Actions that came since the last time this was asked, named as in API 3.0.
    pub fn seen(&self) -> Vec<String> {
        std::mem::take(&mut self.world.lock().unwrap().seen)
    }

    /// Bodies of writes that were carried out or pretended to be.
    pub fn writes(&self) -> Vec<Value> {
        self.world.lock().unwrap().writes.clone()
    }
}

async fn accept(listener: std::net::TcpListener, world: Arc<Mutex<World>>) {
    let listener = tokio::net::TcpListener::from_std(listener).unwrap();
    loop {
        let (stream, _) = listener.accept().await.unwrap();
        let world = Arc::clone(&world);
        let service = hyper::service::service_fn(move |request| door::answer(Arc::clone(&world), request));
        // A connection that is cut on purpose is an error here
        tokio::spawn(async move {
            let _ = hyper::server::conn::http1::Builder::new()
                .serve_connection(TokioIo::new(stream), service)
                .await;
        });
    }
}
