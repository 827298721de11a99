//! A key pair, with or without a session token.

use ctutils::CtEq as _;
use zeroize::Zeroizing;

/// A SecretId with its SecretKey, and the Token of a temporary key.
///
/// Wiped from memory on drop, never serialised, and `Debug` shows no secret:
///
/// ```
/// use ckafka_api::Credential;
///
/// let key = Credential::new("AKIDexample", "topSecret", None).unwrap();
/// assert_eq!(format!("{key:?}"), "Credential(AKID…, key and token not shown)");
/// ```
#[derive(Clone)]
pub struct Credential {
    secret_id: String,
    secret_key: Zeroizing<String>,
    token: Option<Zeroizing<String>>,
}

/// Why a key was refused. No variant carries what was typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum CredentialError {
    /// The SecretId is empty.
    #[error("the SecretId is empty")]
    EmptySecretId,
    /// The SecretKey is empty.
    #[error("the SecretKey is empty")]
    EmptySecretKey,
    /// White space or a control character in one of the three, most likely from copying.
    #[error("the {0} contains white space or a line break; copy it again without")]
    WhiteSpace(&'static str),
}

impl Credential {
    /// A key pair. An empty token counts as none.
    ///
    /// # Errors
    /// [`CredentialError`] if id or key is empty, or if white space came along with one of the three.
    pub fn new(
        secret_id: impl Into<String>,
        secret_key: impl Into<String>,
        token: Option<String>,
    ) -> Result<Self, CredentialError> {
        let key = Self {
            secret_id: secret_id.into(),
            secret_key: Zeroizing::new(secret_key.into()),
            token: token.filter(|token| !token.is_empty()).map(Zeroizing::new),
        };
        if key.secret_id.is_empty() {
            return Err(CredentialError::EmptySecretId);
        }
        if key.secret_key.is_empty() {
            return Err(CredentialError::EmptySecretKey);
        }
        let spoiled = |text: &str| text.chars().any(|c| c.is_whitespace() || c.is_control());
        for (name, text) in [
            ("SecretId", key.secret_id.as_str()),
            ("SecretKey", &key.secret_key),
            ("Token", key.token().unwrap_or("")),
        ] {
            if spoiled(text) {
                return Err(CredentialError::WhiteSpace(name));
            }
        }
        Ok(key)
    }

    /// The key's id; public, it is sent with every request.
    pub fn secret_id(&self) -> &str {
        &self.secret_id
    }

    /// The session token of a temporary key.
    pub fn token(&self) -> Option<&str> {
        self.token.as_deref().map(String::as_str)
    }

    /// Whether a request that came with this token (or none) may use the key; compared in constant time.
    pub fn accepts_token(&self, token: Option<&str>) -> bool {
        same(self.token().unwrap_or("").as_bytes(), token.unwrap_or("").as_bytes())
    }

    pub(super) fn secret_key(&self) -> &[u8] {
        self.secret_key.as_bytes()
    }
}

fn same(one: &[u8], other: &[u8]) -> bool {
    one.ct_eq(other).to_bool()
}

impl PartialEq for Credential {
    fn eq(&self, other: &Self) -> bool {
        self.secret_id == other.secret_id
            && same(self.secret_key(), other.secret_key())
            && self.accepts_token(other.token())
    }
}

impl Eq for Credential {}

impl std::fmt::Debug for Credential {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown: String = self.secret_id.chars().take(4).collect();
        write!(f, "Credential({shown}…, key and token not shown)")
    }
}
