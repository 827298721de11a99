//! A relay between command line and gateway that cuts the connection around a reset.

use std::io::{Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// Where the next reset is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cut {
    /// The gateway never sees it.
    Before,
    /// The gateway carries it out; nothing of its answer arrives.
    After,
    /// The gateway carries it out; its answer arrives in half.
    InTheMiddle,
    /// The gateway carries it out, and from then on nothing gets through any more.
    AfterAndForGood,
    /// The gateway carries it out; the answer never comes, and the connection stays.
    Silence,
}

/// What CKafka answers to an action that it does not have.
const UNKNOWN_ACTION: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 66\r\n\r\n\
    {\"code\":4000,\"codeDesc\":\"InvalidAction\",\"message\":\"(9001)unknown\"}";

/// A running relay.
pub(crate) struct Relay {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    cut: Mutex<Option<Cut>>,
    down: Mutex<bool>,
    plain: Mutex<bool>,
    resets: Mutex<usize>,
}

impl Relay {
    pub(crate) fn before(gateway: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        std::thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let shared = Arc::clone(&accepting);
                std::thread::spawn(move || serve(client, gateway, &shared));
            }
        });
        Self { address, shared }
    }

    pub(crate) fn endpoint(&self) -> String {
        format!("http://{}/v2/index.php", self.address)
    }

    pub(crate) fn cut(&self, cut: Cut) {
        *self.shared.cut.lock().unwrap() = Some(cut);
    }

    /// From now on the endpoint has nothing beyond the documented API, as the cloud itself: no question about what it
    /// can do, and so no single partitions.
    pub(crate) fn plain(&self) {
        *self.shared.plain.lock().unwrap() = true;
    }

    pub(crate) fn repair(&self) {
        *self.shared.down.lock().unwrap() = false;
    }

    /// Resets that came here, rehearsals left out.
    pub(crate) fn resets(&self) -> usize {
        *self.shared.resets.lock().unwrap()
    }

    /// Waits until a reset has come here.
    pub(crate) fn wait_for_reset(&self) {
        for _ in 0..500 {
            if self.resets() > 0 {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("no reset came");
    }
}

/// Passes one request after the other on; ends when either side does, or when it is told to cut.
fn serve(mut client: TcpStream, gateway: SocketAddr, shared: &Shared) -> Option<()> {
    let mut server = TcpStream::connect(gateway).ok()?;
    loop {
        let request = message(&mut client)?;
        if *shared.down.lock().unwrap() {
            return None;
        }
        let text = String::from_utf8_lossy(&request);
        if *shared.plain.lock().unwrap() && text.contains("Action=DescribeCapabilities") {
            client.write_all(UNKNOWN_ACTION.as_bytes()).ok()?;
            continue;
        }
        let resets =
            ["Action=SetGroupOffsets", "Action=SetPartitionOffsets"].iter().any(|word| text.contains(word));
        let resets = resets && !text.contains("dryRun=1");
        let cut = if resets { shared.cut.lock().unwrap().take() } else { None };
        if resets {
            *shared.resets.lock().unwrap() += 1;
        }
        if cut == Some(Cut::Before) {
            return None;
        }
        server.write_all(&request).ok()?;
        let answer = message(&mut server)?;
        match cut {
            Some(Cut::InTheMiddle) => {
                client.write_all(&answer[..answer.len() / 2]).ok()?;
                return None;
            }
            Some(Cut::AfterAndForGood) => {
                *shared.down.lock().unwrap() = true;
                return None;
            }
            Some(Cut::Silence) => std::thread::sleep(Duration::from_secs(60)),
            Some(Cut::Before | Cut::After) => return None,
            None => client.write_all(&answer).ok()?,
        }
    }
}

/// One HTTP message with a length.
fn message(stream: &mut TcpStream) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    loop {
        let read = stream.read(&mut chunk).ok().filter(|read| *read > 0)?;
        bytes.extend_from_slice(&chunk[..read]);
        let text = String::from_utf8_lossy(&bytes).to_ascii_lowercase();
        let Some(head) = text.find("\r\n\r\n") else { continue };
        let length = text[..head].split("\r\n").find_map(|line| line.strip_prefix("content-length:"));
        let length: usize = length.map_or(0, |length| length.trim().parse().unwrap());
        if bytes.len() >= head + 4 + length {
            return Some(bytes);
        }
    }
}
