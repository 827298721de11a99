//! Who may call, and what each caller may do.
//!
//! A request with `SecretId` or `Signature`, or (API 3.0) an `Authorization` of that scheme, is signed: the key must be
//! known, the signature must fit, the token, the clock and the nonce too. Any other request is unsigned, and taken from
//! this machine only (see `loopback`).

mod grant;
mod keys;
mod loopback;
mod nonces;
mod refusal;
mod tc3;

pub use keys::KeysError;
pub(crate) use keys::{Key, read_keys, warn_if_others_may_read};
pub use loopback::UnsignedRefusal;
pub(crate) use loopback::{is_loopback_host, is_loopback_ip};
pub use refusal::Refusal;

use axum::http::header::HOST;
use axum::http::request::Parts;
use ckafka_api::sign::v2;
use ckafka_api::{Credential, Method, Params, SignedBy, VerifyError};
use grant::Grant;
use nonces::Nonces;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

/// How far a request's time stamp may be from the gateway's clock, in seconds, either way.
const CLOCK_WINDOW: u64 = 300;

/// The paths that requests are signed for, whatever path a relay in front may use.
const SIGNED_PATH_V2: &str = "/v2/index.php";
const SIGNED_PATH_V3: &str = "/";

/// Who may call.
#[derive(Debug)]
pub struct Access {
    /// Put in the place of others when their file changes.
    keys: RwLock<Arc<[Key]>>,
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

/// What a request of API 3.0 says, beside its headers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Message<'a> {
    pub(crate) method: Method,
    /// The query of a `GET`, the body of a `POST`, as it came.
    pub(crate) content: &'a [u8],
    /// The same, taken apart.
    pub(crate) params: &'a Params,
}

/// Who a signed request says it is from.
struct Claim<'a> {
    secret_id: &'a str,
    token: Option<&'a str>,
    unix_seconds: u64,
    /// A number that may come once, and what is said when it comes again.
    once: Option<(u64, Refusal)>,
}

impl Access {
    /// Access for the holders of these keys, who may have signed for the Host that was sent or for `signing_hosts`,
    /// and, if `unsigned`, for requests of this machine without a signature.
    pub(crate) fn new(keys: Vec<Key>, signing_hosts: Vec<String>, unsigned: bool) -> Self {
        Self { keys: RwLock::new(keys.into()), signing_hosts, unsigned, nonces: Mutex::default() }
    }

    /// The keys that may sign requests.
    pub(crate) fn keys(&self) -> Arc<[Key]> {
        Arc::clone(&self.keys.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes these keys from now on, and no other. Nonces that were used stay used.
    pub(crate) fn replace_keys(&self, keys: Vec<Key>) {
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys.into();
    }

    /// Whether unsigned requests of this machine are taken.
    pub(crate) fn takes_unsigned(&self) -> bool {
        self.unsigned
    }

    /// Who sent a request of API 2.0. `now` is in UNIX seconds, `peer` the other end of the connection.
    ///
    /// # Errors
    ///
    /// [`Refusal`], whose sentence says what is wrong and what to do.
    pub(crate) fn who_v2(
        &self,
        parts: &Parts,
        method: Method,
        params: &Params,
        peer: Option<SocketAddr>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        match SignedBy::read(params)? {
            Some(signed) => self.signed_params(parts, method, SIGNED_PATH_V2, params, &signed, now),
            None => self.unsigned(parts, peer),
        }
    }

    /// Who sent a request of API 3.0, signed by headers or, as in API 2.0, by its parameters.
    ///
    /// # Errors
    ///
    /// [`Refusal`], whose sentence says what is wrong and what to do.
    pub(crate) fn who_v3(
        &self,
        parts: &Parts,
        message: &Message<'_>,
        peer: Option<SocketAddr>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        if let Some(signed) = tc3::Signed::read(parts)? {
            return self.signed_headers(&signed, message, now);
        }
        match SignedBy::read(message.params)? {
            Some(signed) => {
                self.signed_params(parts, message.method, SIGNED_PATH_V3, message.params, &signed, now)
            }
            None => self.unsigned(parts, peer),
        }
    }

    fn unsigned(&self, parts: &Parts, peer: Option<SocketAddr>) -> Result<Caller, Refusal> {
        if !self.unsigned {
            return Err(Refusal::Unsigned(UnsignedRefusal::SignedOnly));
        }
        loopback::may_go_unsigned(parts, peer)?;
        Ok(Caller { secret_id: None, grant: Arc::new(Grant::FULL) })
    }

    /// The key that signed the parameters.
    fn signed_params(
        &self,
        parts: &Parts,
        method: Method,
        path: &str,
        params: &Params,
        signed: &SignedBy<'_>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        let host = parts.headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("");
        let target = v2::Target { method, host, path };
        let claim = Claim {
            secret_id: signed.secret_id,
            token: signed.token,
            unix_seconds: signed.unix_seconds,
            once: Some((signed.nonce, Refusal::Replayed)),
        };
        let verify = |hosts: &[String], key: &Credential| {
            v2::verify(target, hosts.iter().map(String::as_str), params, key)
        };
        self.signer(claim, now, verify)
    }

    /// The key that signed by `Authorization`. There is no nonce: what must not be taken twice is a write, so the
    /// signature of one is its nonce.
    fn signed_headers(
        &self,
        signed: &tc3::Signed<'_>,
        message: &Message<'_>,
        now: u64,
    ) -> Result<Caller, Refusal> {
        let claim = Claim {
            secret_id: signed.authorization.secret_id,
            token: signed.token,
            unix_seconds: signed.unix_seconds,
            once: signed.nonce_of_write().map(|nonce| (nonce, Refusal::SameSignature)),
        };
        self.signer(claim, now, |hosts, key| signed.verify(message, hosts, key))
    }

    /// The key that signed. Each check needs the ones before it: only who holds the secret learns more than that the
    /// signature is wrong, or can fill the memory of nonces.
    fn signer(
        &self,
        claim: Claim<'_>,
        now: u64,
        verify: impl FnOnce(&[String], &Credential) -> Result<(), VerifyError>,
    ) -> Result<Caller, Refusal> {
        let keys = self.keys();
        let found = keys.iter().find(|key| key.credential.secret_id() == claim.secret_id);
        let key = found.ok_or(Refusal::UnknownKey)?;
        verify(&self.signing_hosts, &key.credential).map_err(Refusal::Signature)?;
        if !key.credential.accepts_token(claim.token) {
            return Err(Refusal::Token);
        }
        if claim.unix_seconds.abs_diff(now) > CLOCK_WINDOW {
            return Err(Refusal::Clock { signed_at: claim.unix_seconds, now });
        }
        if let Some((nonce, refusal)) = claim.once {
            let keep_until = claim.unix_seconds.saturating_add(CLOCK_WINDOW);
            let mut nonces = self.nonces.lock().unwrap_or_else(PoisonError::into_inner);
            if !nonces.first_use(key.credential.secret_id(), nonce, now, keep_until) {
                return Err(refusal);
            }
        }
        Ok(Caller { secret_id: Some(key.credential.secret_id().to_owned()), grant: Arc::clone(&key.grant) })
    }
}

impl Caller {
    /// Whether the caller may use the action, which has these names.
    pub(crate) fn may_call(&self, names: &'static [&'static str]) -> Result<(), Refusal> {
        let allowed = names.iter().any(|name| self.grant.actions.allows(name));
        if allowed { Ok(()) } else { Err(Refusal::Action(names)) }
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
