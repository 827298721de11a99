//! The connection as it is being edited, before it is used.

use crate::config::{Api, ConfigError, ConnectionSettings, SigningMode, check_endpoint, check_signing_host};

/// Text of the fields of the connection panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionDraft {
    /// Text of "Endpoint".
    pub endpoint: String,
    /// Who signs.
    pub signing: SigningMode,
    /// Text of "Signing host"; empty: the endpoint's own.
    pub signing_host: String,
    /// Text of "Region"; empty: none.
    pub region: String,
}

/// What is wrong in the connection panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ConnectionProblem {
    /// "Endpoint", with what was typed.
    Endpoint(String),
    /// "Signing host", with what was typed.
    SigningHost(String),
}

impl ConnectionDraft {
    /// The fields for settings in use.
    pub fn of(settings: &ConnectionSettings) -> Self {
        Self {
            endpoint: settings.endpoint.clone(),
            signing: settings.signing,
            signing_host: settings.signing_host.clone().unwrap_or_default(),
            region: settings.region.clone().unwrap_or_default(),
        }
    }

    /// The settings that the fields stand for.
    ///
    /// # Errors
    /// Everything that is wrong; never an empty list.
    pub fn read(&self) -> Result<ConnectionSettings, Vec<ConnectionProblem>> {
        let mut problems = Vec::new();
        let endpoint = check_endpoint(&self.endpoint).unwrap_or_else(|_| {
            problems.push(ConnectionProblem::Endpoint(self.endpoint.clone()));
            String::new()
        });
        let signing_host = if self.signing_host.trim().is_empty() {
            None
        } else {
            check_signing_host(&self.signing_host)
                .map_err(|_: ConfigError| {
                    problems.push(ConnectionProblem::SigningHost(self.signing_host.clone()));
                })
                .ok()
        };
        if !problems.is_empty() {
            return Err(problems);
        }
        let region = Some(self.region.trim().to_owned()).filter(|region| !region.is_empty());
        Ok(ConnectionSettings { endpoint, api: Api::V2, signing: self.signing, signing_host, region })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_settings_lead_back_to_the_settings() {
        let settings = ConnectionSettings {
            endpoint: "https://relay.example/v2/index.php".to_owned(),
            api: Api::V2,
            signing: SigningMode::Browser,
            signing_host: Some("ckafka.api.qcloud.com".to_owned()),
            region: Some("ap-singapore".to_owned()),
        };
        assert_eq!(ConnectionDraft::of(&settings).read(), Ok(settings));
        assert_eq!(
            ConnectionDraft::of(&ConnectionSettings::default()).read(),
            Ok(ConnectionSettings::default())
        );
    }

    #[test]
    fn both_wrong_fields_are_named_at_once() {
        let mut draft = ConnectionDraft::of(&ConnectionSettings::default());
        draft.endpoint = "gateway".to_owned();
        draft.signing_host = "https://x".to_owned();
        assert_eq!(
            draft.read(),
            Err(vec![
                ConnectionProblem::Endpoint("gateway".to_owned()),
                ConnectionProblem::SigningHost("https://x".to_owned()),
            ])
        );
    }
}
