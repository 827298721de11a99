//! The connection in use and the keys that sign for it.
//!
//! Keys live in the session of this one console and nowhere else. They are wiped from memory on "forget", after 15
//! minutes without a request, with another connection or other keys, and when the console goes.

use super::remote::use_remote;
use crate::api::{EndpointFacts, Session};
use crate::components::credentials::{KeyProblem, KeyState, TypedKeys};
use crate::config::{ConnectionSettings, SigningMode};
use crate::state::Remote;
use ckafka_api::{Credential, CredentialError};
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// Keys that were not used for so long are forgotten.
const IDLE_MILLIS: f64 = 15.0 * 60.0 * 1000.0;
/// How often it is looked whether they were used.
const LOOK_MILLIS: u32 = 5000;

/// The connection and what can be done with it.
#[derive(Debug, Clone, PartialEq)]
pub struct ConnectionHandle {
    /// Settings in use.
    pub settings: ConnectionSettings,
    /// The session; `None` while keys are missing.
    pub session: Option<Session>,
    /// What is known of the endpoint.
    pub facts: Remote<EndpointFacts>,
    /// What is known of the keys.
    pub keys: KeyState,
    /// What is wrong with the keys as typed.
    pub key_problem: Option<KeyProblem>,
    /// Takes other settings; keys of the old ones are forgotten.
    pub on_settings: Callback<ConnectionSettings>,
    /// Takes keys.
    pub on_keys: Callback<TypedKeys>,
    /// Forgets the keys.
    pub on_forget: Callback<()>,
}

/// A session with what is shown of its key.
#[derive(Debug, Clone, PartialEq)]
struct InUse {
    settings: ConnectionSettings,
    session: Option<Session>,
    /// End of the SecretId, and whether there is a token.
    key: Option<(String, bool)>,
    /// When its token ends, in milliseconds since 1970, where that was entered.
    ends: Option<f64>,
    /// Why there is no key any more, where none was taken away by hand.
    gone: Option<Gone>,
}

/// Why keys were forgotten by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gone {
    Unused,
    Ended,
}

impl InUse {
    fn new(settings: ConnectionSettings) -> Self {
        let session = match settings.signing {
            SigningMode::Proxy => Session::new(&settings, None),
            SigningMode::Browser => None,
        };
        Self { settings, session, key: None, ends: None, gone: None }
    }

    /// Wipes the key, also where a reset of this session still holds it.
    fn forget(&self) {
        if let (Some(session), Some(_)) = (&self.session, &self.key) {
            session.forget();
        }
    }

    fn without_key(&self, gone: Option<Gone>) -> Self {
        self.forget();
        Self { gone, ..Self::new(self.settings.clone()) }
    }
}

/// The connection; it starts with the configuration's, and takes it again when the configuration changes.
#[hook]
pub fn use_connection(configured: ConnectionSettings, round: u32) -> ConnectionHandle {
    let in_use = use_state(|| InUse::new(configured.clone()));
    let key_problem = use_state(|| None::<KeyProblem>);
    let now = use_state(js_sys::Date::now);

    {
        let (in_use, first) = (in_use.clone(), use_mut_ref(|| true));
        use_effect_with(configured, move |configured| {
            if !first.replace(false) && in_use.settings != *configured {
                in_use.forget();
                in_use.set(InUse::new(configured.clone()));
            }
        });
    }
    {
        let (in_use, now) = (in_use.clone(), now.clone());
        let with_key = in_use.key.is_some().then(|| in_use.session.clone()).flatten();
        use_effect_with(with_key, move |session| {
            let timer = session.clone().map(|session| {
                Interval::new(LOOK_MILLIS, move || {
                    let time = js_sys::Date::now();
                    if in_use.ends.is_some_and(|ends| session.now().as_millis() as f64 >= ends) {
                        in_use.set(in_use.without_key(Some(Gone::Ended)));
                    } else if time - session.used_at() >= IDLE_MILLIS {
                        in_use.set(in_use.without_key(Some(Gone::Unused)));
                    }
                    now.set(time);
                })
            });
            move || drop(timer)
        });
    }
    let facts = use_remote(
        in_use.session.clone().map(|session| (session, round)),
        0,
        |(session, _), reads| async move { session.facts(&reads).await },
    );

    let on_settings = {
        let (in_use, key_problem) = (in_use.clone(), key_problem.clone());
        Callback::from(move |settings: ConnectionSettings| {
            key_problem.set(None);
            in_use.forget();
            in_use.set(InUse::new(settings));
        })
    };
    let on_forget = {
        let in_use = in_use.clone();
        Callback::from(move |()| in_use.set(in_use.without_key(None)))
    };
    let on_keys = {
        let (in_use, key_problem) = (in_use.clone(), key_problem.clone());
        Callback::from(move |typed: TypedKeys| {
            let Ok(ends) = end_of(&typed.expires) else {
                key_problem.set(Some(KeyProblem::Expires));
                return;
            };
            let shown = (last_four(&typed.secret_id), !typed.token.is_empty());
            match Credential::new(typed.secret_id, typed.secret_key, Some(typed.token)) {
                Ok(key) => {
                    key_problem.set(None);
                    in_use.forget();
                    in_use.set(InUse {
                        session: Session::new(&in_use.settings, Some(key)),
                        key: Some(shown),
                        ends,
                        gone: None,
                        settings: in_use.settings.clone(),
                    });
                }
                Err(CredentialError::EmptySecretId) => key_problem.set(Some(KeyProblem::SecretIdEmpty)),
                Err(CredentialError::EmptySecretKey) => key_problem.set(Some(KeyProblem::SecretKeyEmpty)),
                Err(CredentialError::WhiteSpace(field)) => {
                    key_problem.set(Some(KeyProblem::WhiteSpace(field)))
                }
            }
        })
    };
    let keys = match (&in_use.key, &in_use.session) {
        (Some((id_end, has_token)), Some(session)) => KeyState::Held {
            id_end: id_end.clone(),
            has_token: *has_token,
            left_millis: (IDLE_MILLIS - (*now - session.used_at()).max(0.0)).max(0.0) as u64,
            ends_millis: in_use.ends.map(|ends| (ends - session.now().as_millis() as f64).max(0.0) as u64),
        },
        _ => match in_use.gone {
            Some(Gone::Unused) => KeyState::Expired,
            Some(Gone::Ended) => KeyState::Ended,
            None => KeyState::Missing,
        },
    };
    ConnectionHandle {
        settings: in_use.settings.clone(),
        session: in_use.session.clone(),
        facts,
        keys,
        key_problem: *key_problem,
        on_settings,
        on_keys,
        on_forget,
    }
}

/// When a token ends, as whoever issued it has said: in seconds since 1970, or as a date. `Err` if that is no time, or
/// over; nothing where nothing was entered.
fn end_of(typed: &str) -> Result<Option<f64>, ()> {
    let millis = match typed.parse::<u64>() {
        Ok(seconds) => seconds as f64 * 1000.0,
        Err(_) if typed.is_empty() => return Ok(None),
        Err(_) => js_sys::Date::parse(typed),
    };
    if millis > js_sys::Date::now() { Ok(Some(millis)) } else { Err(()) }
}

fn last_four(secret_id: &str) -> String {
    let count = secret_id.chars().count();
    secret_id.chars().skip(count.saturating_sub(4).max(4)).collect()
}
