//! A call as a `curl` command line, for people: to read, to keep in a ticket, to run where nothing has to be signed.

use crate::connection::{PATH_V2, PATH_V3};
use crate::v3::SERVICE;
use crate::{Call, Connection, Question, Signing};

/// A call's requests as `curl` command lines for a POSIX shell, sent to `url`.
///
/// Where the endpoint or a proxy signs, the lines work as they stand. Where this program signs, they say what has to
/// be filled in and how the signature is computed; key, token and signature are never in them.
///
/// ```
/// use ckafka_api::{ApiVersion, Connection, GroupInfo, Signing, curl_request};
///
/// let connection = Connection {
///     api: ApiVersion::V2,
///     signing: Signing::Proxy,
///     signing_host: "ckafka.api.qcloud.com".into(),
///     region: None,
/// };
/// let call = GroupInfo::new("ckafka-demo".parse().unwrap(), "o'brien".parse().unwrap());
/// assert_eq!(
///     curl_request(&call, &connection, "http://127.0.0.1:8788/v2/index.php"),
///     r#"curl 'http://127.0.0.1:8788/v2/index.php' \
///   -H 'X-Requested-With: ckafka-console' \
///   --data-urlencode 'Action=GetGroupInfo' \
///   --data-urlencode 'instanceId=ckafka-demo' \
///   --data-urlencode 'group.0=o'\''brien' \
///   --data "Timestamp=$(date +%s)" \
///   --data "Nonce=$$$(date +%s)""#
/// );
/// ```
pub fn curl_request(call: &impl Call, connection: &Connection, url: &str) -> String {
    let questions = call.questions(connection.api);
    let lines: Vec<String> = questions.iter().map(|question| connection.curl(question, url)).collect();
    lines.join("\n\n")
}

impl Connection {
    fn curl(&self, question: &Question, url: &str) -> String {
        let mut words = vec![format!("curl {}", quoted(url))];
        match question {
            Question::V2 { action, params } => {
                // The body's type is curl's own default
                words.extend(self.headers("").iter().skip(1).map(header));
                let fields = self.unsigned(action, params);
                words.extend(fields.iter().map(|(name, value)| field(name, value)));
                words.push("--data \"Timestamp=$(date +%s)\"".to_owned());
                words.push("--data \"Nonce=$$$(date +%s)\"".to_owned());
                if let Signing::Key(key) = &self.signing {
                    words.push(field("SecretId", "YOUR_SECRET_ID"));
                    words.push(field("SignatureMethod", "HmacSHA256"));
                    words.extend(key.token().map(|_| field("Token", "YOUR_TOKEN")));
                    words.push(field("Signature", "SIGNATURE"));
                }
            }
            Question::V3 { action, body } => {
                words.extend(self.headers_v3(action).iter().map(header));
                words.push("-H \"X-TC-Timestamp: $(date +%s)\"".to_owned());
                if let Signing::Key(key) = &self.signing {
                    words.extend(key.token().map(|_| header(&("X-TC-Token", "YOUR_TOKEN".to_owned()))));
                    let signature = format!(
                        "TC3-HMAC-SHA256 Credential=YOUR_SECRET_ID/UTC_DATE/{SERVICE}/tc3_request, \
                         SignedHeaders=content-type;host;x-tc-action, Signature=SIGNATURE"
                    );
                    words.push(header(&("Authorization", signature)));
                }
                words.push(format!("--data-raw {}", quoted(&body.to_json())));
            }
        }
        let line = words.join(" \\\n  ");
        match &self.signing {
            Signing::Proxy => line,
            Signing::Key(_) => format!("{}\n{line}", self.how_to_sign(question)),
        }
    }

    /// What has to be computed, as comments of the shell.
    fn how_to_sign(&self, question: &Question) -> String {
        let host = &self.signing_host;
        match question {
            Question::V2 { .. } => format!(
                "# SIGNATURE is Base64(HMAC-SHA256(YOUR_SECRET_KEY, text)), with the text\n\
                 # POST{host}{PATH_V2}?name=value&name=value...\n\
                 # of all parameters but Signature, sorted by name and not encoded; first put one number each for Timestamp and Nonce"
            ),
            Question::V3 { .. } => format!(
                "# SIGNATURE is made by TC3-HMAC-SHA256 with YOUR_SECRET_KEY over POST {PATH_V3}, the headers\n\
                 # content-type, host ({host}) and x-tc-action, and the body exactly as it stands here;\n\
                 # first put one number for X-TC-Timestamp and its date (UTC) for UTC_DATE"
            ),
        }
    }
}

fn header((name, value): &(&'static str, String)) -> String {
    format!("-H {}", quoted(&format!("{name}: {value}")))
}

fn field(name: &str, value: &str) -> String {
    format!("--data-urlencode {}", quoted(&format!("{name}={value}")))
}

/// A word for a POSIX shell.
fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\'', r"'\''"))
}
