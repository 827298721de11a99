//! TLS for the listener: certificate and key from PEM files, which may be replaced while the gateway runs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::{CryptoProvider, ring};
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::server::{ClientHello, ResolvesServerCert};
use tokio_rustls::rustls::sign::CertifiedKey;
use tokio_rustls::rustls::{Error, ServerConfig};
use zeroize::Zeroizing;

/// Why certificate and key can't be used. No text repeats anything of the key.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// A file can't be read: it isn't there, or this user may not read it.
    #[error("the file {} given with {flag} cannot be read: {reason}; check its path and permissions", path.display())]
    Unreadable {
        /// The flag that names it.
        flag: &'static str,
        /// The path as given.
        path: PathBuf,
        /// What the system said.
        reason: std::io::Error,
    },
    /// There is no certificate in the file, or a broken one.
    #[error(
        "the file {} given with --tls-cert holds no certificate that can be read: it must be PEM \
         (-----BEGIN CERTIFICATE-----), the server's own first, then those of the authorities between",
        path.display()
    )]
    NoCertificate {
        /// The path as given.
        path: PathBuf,
    },
    /// There is no key in the file, or one with a passphrase.
    #[error(
        "the file {} given with --tls-key holds no private key that can be read: it must be PEM \
         (-----BEGIN PRIVATE KEY-----) and have no passphrase",
        path.display()
    )]
    NoKey {
        /// The path as given.
        path: PathBuf,
    },
    /// Each may be fine, but not together.
    #[error("the key in {} does not belong to the certificate in {}", key.display(), cert.display())]
    Mismatch {
        /// The path given with `--tls-cert`.
        cert: PathBuf,
        /// The path given with `--tls-key`.
        key: PathBuf,
    },
    /// The TLS library can't use them.
    #[error("certificate {} and key {} cannot be used: {reason}", cert.display(), key.display())]
    Unusable {
        /// The path given with `--tls-cert`.
        cert: PathBuf,
        /// The path given with `--tls-key`.
        key: PathBuf,
        /// What the library said.
        reason: String,
    },
}

/// Certificate and key of the listener.
pub struct Tls {
    cert: PathBuf,
    key: PathBuf,
    current: Arc<Current>,
    config: Arc<ServerConfig>,
}

impl std::fmt::Debug for Tls {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tls").field("cert", &self.cert).field("key", &self.key).finish_non_exhaustive()
    }
}

impl Tls {
    /// Reads and checks both files.
    ///
    /// # Errors
    ///
    /// [`TlsError`], one sentence that says which file is wrong.
    pub fn read(cert: &Path, key: &Path) -> Result<Self, TlsError> {
        let provider = Arc::new(ring::default_provider());
        let current = Arc::new(Current(RwLock::new(Arc::new(pair(cert, key, &provider)?))));
        let versions = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions();
        let unusable = |error: Error| TlsError::Unusable {
            cert: cert.to_owned(),
            key: key.to_owned(),
            reason: error.to_string(),
        };
        let resolver: Arc<dyn ResolvesServerCert> = Arc::<Current>::clone(&current);
        let mut config = versions.map_err(unusable)?.with_no_client_auth().with_cert_resolver(resolver);
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Ok(Self { cert: cert.to_owned(), key: key.to_owned(), current, config: Arc::new(config) })
    }

    /// Reads both files again. Connections that are open keep what they were opened with.
    ///
    /// # Errors
    ///
    /// [`TlsError`]; what was read before stays in use then.
    pub fn reload(&self) -> Result<(), TlsError> {
        let fresh = Arc::new(pair(&self.cert, &self.key, self.config.crypto_provider())?);
        *self.current.0.write().unwrap_or_else(PoisonError::into_inner) = fresh;
        Ok(())
    }

    pub(crate) fn acceptor(&self) -> TlsAcceptor {
        TlsAcceptor::from(Arc::clone(&self.config))
    }
}

/// What new connections are answered with.
struct Current(RwLock<Arc<CertifiedKey>>);

impl std::fmt::Debug for Current {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Current(..)")
    }
}

impl ResolvesServerCert for Current {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner)))
    }
}

fn pair(cert: &Path, key: &Path, provider: &CryptoProvider) -> Result<CertifiedKey, TlsError> {
    let read = |flag, path: &Path| {
        std::fs::read(path).map(Zeroizing::new).map_err(|reason| TlsError::Unreadable {
            flag,
            path: path.to_owned(),
            reason,
        })
    };
    let (cert_pem, key_pem) = (read("--tls-cert", cert)?, read("--tls-key", key)?);
    let chain: Result<Vec<CertificateDer<'static>>, pem::Error> =
        CertificateDer::pem_slice_iter(&cert_pem).collect();
    let chain = chain.ok().filter(|chain| !chain.is_empty());
    let chain = chain.ok_or_else(|| TlsError::NoCertificate { path: cert.to_owned() })?;
    // The error's own text is left out: nothing that comes of a key is shown
    let private =
        PrivateKeyDer::from_pem_slice(&key_pem).map_err(|_| TlsError::NoKey { path: key.to_owned() })?;
    CertifiedKey::from_der(chain, private, provider).map_err(|error| match error {
        Error::InconsistentKeys(_) => TlsError::Mismatch { cert: cert.to_owned(), key: key.to_owned() },
        Error::InvalidCertificate(_) => TlsError::NoCertificate { path: cert.to_owned() },
        other => TlsError::Unusable { cert: cert.to_owned(), key: key.to_owned(), reason: other.to_string() },
    })
}
