//! Who may call, and what each caller may do.
//!
//! A request with `SecretId` or `Signature` is signed: the key must be known, the signature must fit, the token, the
//! clock and the nonce too. Any other request is unsigned, and taken from this machine only (see `loopback`).

mod grant;
mod keys;
mod loopback;
mod nonces;
mod refusal;

pub use keys::KeysError;
pub(crate) use keys::{Key, read_keys};
pub use loopback::UnsignedRefusal;
pub(crate) use loopback::{is_loopback_host, is_loopback_ip};
pub use refusal::Refusal;

use axum::http::header::HOST;
use axum::http::request::Parts;
use ckafka_api::sign::v2;
use ckafka_api::{Method, Params, SignedBy};
use grant::Grant;
use nonces::Nonces;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// How far a request's time stamp may be from the gateway's clock, in seconds, either way.
const CLOCK_WINDOW: u64 = 300;

/// The path that every request is signed for, whatever path a relay in front may use.
const SIGNED_PATH: &str = "/v2/index.php";

/// Who may call.
#[derive(Debug)]
pub struct Access {
    keys: Vec<Key>,
    signing_hosts: Vec<String>,
    unsigned: bool,
    nonces: Mutex<Nonces>,
}

/// Who sent a request that is let in.
#[derive(Debug, Clone)]
pub(crate) struct Caller {
    /// SecretId of the key, or `None` for an unsigned request of this machine.
    pub(crate) secret_id: Option<String>,
    grant: Arc<Grant>,
}

impl Access {
    /// Access for the holders of these keys, who may have signed for the Host that was sent or for `signing_hosts`,
    /// and, if `unsigned`, for requests of this machine without a signature.
    pub(crate) fn new(keys: Vec<Key>, signing_hosts: Vec<String>, unsigned: bool) -> Self {
        Self { keys, signing_hosts, unsigned, nonces: Mutex::default() }
    }

    /// How many keys may sign requests.
    pub(crate) fn keys(&self) -> usize {
        self.keys.len()
    }

    /// Whether unsigned requests of this machine are taken.
    pub(crate) fn takes_unsigned(&self) -> bool {
        self.unsigned
    }

    /// Who sent the request. `now` is in UNIX seconds, `peer` the other end of the connection.
    ///
    /// # Errors
    ///
    /// [`Refusal`], whose sentence says what is wrong and what to do.
    pub(crate) fn who(
        &self,
        parts: &Parts,
        method: Method,
        params: &Params,
        peer: Option<SocketAddr>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        if let Some(signed) = SignedBy::read(params)? {
            return self.signer(parts, method, params, &signed, now);
        }
        if !self.unsigned {
            return Err(Refusal::Unsigned(UnsignedRefusal::SignedOnly));
        }
        loopback::may_go_unsigned(parts, peer)?;
        Ok(Caller { secret_id: None, grant: Arc::new(Grant::FULL) })
    }

    /// The key that signed the request. Each check needs the ones before it: only who holds the secret learns more
    /// than that the signature is wrong, or can fill the memory of nonces.
    fn signer(
        &self,
        parts: &Parts,
        method: Method,
        params: &Params,
        signed: &SignedBy<'_>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        let found =
            self.keys.iter().enumerate().find(|(_, key)| key.credential.secret_id() == signed.secret_id);
        let (number, key) = found.ok_or(Refusal::UnknownKey)?;

        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
        let target = v2::Target { method, host, path: SIGNED_PATH };
        let hosts = self.signing_hosts.iter().map(String::as_str);
        v2::verify(target, hosts, params, &key.credential).map_err(Refusal::Signature)?;

        if !key.credential.accepts_token(signed.token) {
            return Err(Refusal::Token);
        }
        if signed.unix_seconds.abs_diff(now) > CLOCK_WINDOW {
            return Err(Refusal::Clock { signed_at: signed.unix_seconds, now });
        }
        let keep_until = signed.unix_seconds.saturating_add(CLOCK_WINDOW);
        let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
        if !nonces.first_use(number, signed.nonce, now, keep_until) {
            return Err(Refusal::Replayed);
        }
        Ok(Caller { secret_id: Some(key.credential.secret_id().to_owned()), grant: Arc::clone(&key.grant) })
    }
}

impl Caller {
    /// Whether the caller may use the action.
    pub(crate) fn may_call(&self, action: &'static str) -> Result<(), Refusal> {
        if self.grant.actions.allows(action) { Ok(()) } else { Err(Refusal::Action(action)) }
    }

    /// Whether the caller may see and use the instance.
    pub(crate) fn may_use_instance(&self, id: &str) -> Result<(), Refusal> {
        if self.grant.instances.allows(id) { Ok(()) } else { Err(Refusal::Instance(id.to_owned())) }
    }

    /// Whether the caller may see the group and move its offsets.
    pub(crate) fn may_use_group(&self, name: &str) -> Result<(), Refusal> {
        if self.grant.groups.allows(name) { Ok(()) } else { Err(Refusal::Group(name.to_owned())) }
    }
}
