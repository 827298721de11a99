//! From a request to its answer, with whatever goes wrong on the way.

use crate::world::World;
use crate::{Trick, api2, api3, judged};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::body::Incoming;
use hyper::http::request::Parts;
use hyper::{Request, Response};
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

type Cut = std::io::Error;
type Answer = Response<Full<Bytes>>;

/// A request, read and judged: the action by its name in API 3.0, the code that it is refused with, and its parameters
/// by their names in API 3.0.
pub(crate) struct Asked {
    pub(crate) action: String,
    pub(crate) refused: Option<&'static str>,
    pub(crate) params: Value,
}

/// How a version of the API says things.
struct Voice {
    api2: bool,
    date: String,
}

impl Voice {
    fn respond(&self, status: u16, kind: &str, text: String) -> Answer {
        Response::builder()
            .status(status)
            .header("content-type", kind)
            .header("date", &self.date)
            .body(Full::new(Bytes::from(text)))
            .unwrap()
    }

    fn json(&self, value: &Value) -> Answer {
        self.respond(200, "application/json", value.to_string())
    }

    fn error(&self, code: &str, message: &str) -> Answer {
        self.json(&if self.api2 {
            api2::error(code, message)
        } else {
            json!({"Response": {"Error": {"Code": code, "Message": message}, "RequestId": "r-error"}})
        })
    }
}

pub(crate) async fn answer(world: Arc<Mutex<World>>, request: Request<Incoming>) -> Result<Answer, Cut> {
    let (parts, body) = request.into_parts();
    let body = body.collect().await.map_err(std::io::Error::other)?.to_bytes();
    if let Some(command) = parts.uri.path().strip_prefix("/stand-in/") {
        return Ok(control(command, &body, &world));
    }
    let cut = || std::io::Error::other("cut on purpose");
    let (asked, voice, trick) = match listen(&parts, &body, &mut world.lock().unwrap()) {
        Ok(heard) => heard,
        Err(refusal) => return Ok(*refusal),
    };
    match &trick {
        Some(Trick::CutBefore) => return Err(cut()),
        Some(Trick::Error(code, message)) => return Ok(voice.error(code, message)),
        _ => {}
    }
    let later = if let Some(Trick::Delay(by)) = &trick { *by } else { Duration::ZERO };
    // By itself: it is carried out even if the caller has stopped waiting
    let carried_out = tokio::spawn({
        let trick = trick.clone();
        async move {
            tokio::time::sleep(later).await;
            let outcome = world.lock().unwrap().carry_out(&asked.action, &asked.params, trick.as_ref());
            (asked.action, outcome)
        }
    });
    let (action, outcome) = carried_out.await.map_err(std::io::Error::other)?;
    match trick {
        Some(Trick::CutAfter) => return Err(cut()),
        Some(Trick::Html502) => {
            return Ok(voice.respond(502, "text/html", "<html><h1>502 Bad Gateway</h1></html>".to_owned()));
        }
        _ => {}
    }
    Ok(match outcome {
        Err((code, message)) => voice.error(code, &message),
        Ok(result) if voice.api2 => voice.json(&api2::answer(&action, result, trick.as_ref())),
        Ok(result) => voice.json(&api3::answer(result, trick.as_ref())),
    })
}

/// Reads and judges a request; an error is the answer to one that is refused.
fn listen(
    parts: &Parts,
    body: &[u8],
    world: &mut World,
) -> Result<(Asked, Voice, Option<Trick>), Box<Answer>> {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    let now = now.strict_add_signed(world.ahead);
    let voice = Voice {
        api2: parts.uri.path() == "/v2/index.php",
        date: httpdate::fmt_http_date(SystemTime::UNIX_EPOCH + Duration::from_secs(now)),
    };
    let asked =
        if voice.api2 { api2::read(parts, body, world, now) } else { api3::read(parts, body, world, now) };
    world.seen.push(asked.action.clone());
    if let Some(code) = asked.refused {
        return Err(Box::new(voice.error(code, "refused by the stand-in")));
    }
    if let Some(left) = world.allowed.as_mut() {
        if *left == 0 {
            world.allowed = None;
            return Err(Box::new(voice.error("RequestLimitExceeded", "too many")));
        }
        *left -= 1;
    }
    let at = world.tricks.iter().position(|(name, _)| *name == asked.action);
    let trick = at.map(|at| world.tricks.remove(at).1);
    Ok((asked, voice, trick))
}

/// What a test in another process says: `trick` with lines `ACTION TRICK`, `live` with names of groups, or `state`.
fn control(command: &str, body: &[u8], world: &Mutex<World>) -> Answer {
    let voice = Voice { api2: false, date: httpdate::fmt_http_date(SystemTime::now()) };
    let mut world = world.lock().unwrap();
    let lines = || std::str::from_utf8(body).unwrap().lines();
    match command {
        "trick" => {
            for line in lines() {
                let parsed = line.split_once(' ').map(|(action, trick)| (action, trick.parse()));
                let Some((action, Ok(trick))) = parsed else {
                    return voice.respond(400, "text/plain", format!("no action and trick: {line}"));
                };
                world.tricks.push((action.to_owned(), trick));
            }
        }
        "live" => world.live = lines().map(str::to_owned).collect(),
        "state" => {}
        other => return voice.respond(404, "text/plain", format!("no command {other}")),
    }
    let mut commits = json!({});
    for ((group, topic, partition), offset) in &world.commits {
        commits[group][format!("{topic}/{partition}")] = json!(offset);
    }
    voice.json(&json!({"commits": commits, "seen": world.seen, "writes": world.writes, "judged": judged()}))
}
