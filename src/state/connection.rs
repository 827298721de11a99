//! The connection as it is being edited, before it is used.

use crate::config::{Api, ConfigError, ConnectionSettings, SigningMode, check_endpoint, check_signing_host};

/// Text of the fields of the connection panel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConnectionDraft {
    /// Text of "Endpoint".
    pub endpoint: String,
    /// Version of the API.
    pub api: Api,
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
    /// "Region" is empty, and what is signed here in this version of the API names one.
    NoRegion,
}

impl ConnectionDraft {
    /// The fields for settings in use.
    pub fn of(settings: &ConnectionSettings) -> Self {
        Self {
            endpoint: settings.endpoint.clone(),
            api: settings.api,
            signing: settings.signing,
            signing_host: settings.signing_host.clone().unwrap_or_default(),
            region: settings.region.clone().unwrap_or_default(),
        }
    }

    /// The same for another version of the API. An endpoint that was not chosen but is the version's own goes along.
    pub fn with_api(&self, api: Api) -> Self {
        let mut draft = Self { api, ..self.clone() };
        if self.endpoint.trim() == self.api.default_endpoint() {
            draft.endpoint = api.default_endpoint().to_owned();
        }
        draft
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
        let region = Some(self.region.trim().to_owned()).filter(|region| !region.is_empty());
        if self.api == Api::V3 && self.signing == SigningMode::Browser && region.is_none() {
            problems.push(ConnectionProblem::NoRegion);
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        Ok(ConnectionSettings { endpoint, api: self.api, signing: self.signing, signing_host, region })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fields_of_settings_lead_back_to_the_settings() {
        let settings = ConnectionSettings {
            endpoint: "https://relay.example/v3/".to_owned(),
            api: Api::V3,
            signing: SigningMode::Browser,
            signing_host: Some("ckafka.tencentcloudapi.com".to_owned()),
            region: Some("ap-singapore".to_owned()),
        };
        assert_eq!(ConnectionDraft::of(&settings).read(), Ok(settings));
        assert_eq!(
            ConnectionDraft::of(&ConnectionSettings::default()).read(),
            Ok(ConnectionSettings::default())
        );
    }

    #[test]
    fn another_version_has_another_endpoint_unless_one_was_typed() {
        let draft = ConnectionDraft::of(&ConnectionSettings::default());
        assert_eq!(draft.with_api(Api::V3).endpoint, "/v3/");
        assert_eq!(draft.with_api(Api::V3).with_api(Api::V2), draft);
        let typed = ConnectionDraft { endpoint: "/relay/".to_owned(), ..draft };
        assert_eq!(typed.with_api(Api::V3).endpoint, "/relay/");
    }

    #[test]
    fn api_3_needs_a_region_where_the_browser_signs() {
        let proxy = ConnectionDraft::of(&ConnectionSettings::default()).with_api(Api::V3);
        assert_eq!(proxy.read().unwrap().region, None, "the proxy has its own");
        let draft = ConnectionDraft { signing: SigningMode::Browser, ..proxy };
        let blank = ConnectionDraft { region: "  ".to_owned(), ..draft.clone() };
        assert_eq!(blank.read(), Err(vec![ConnectionProblem::NoRegion]));
        let typed = ConnectionDraft { region: " ap-guangzhou ".to_owned(), ..draft };
        assert_eq!(typed.read().unwrap().region.as_deref(), Some("ap-guangzhou"));
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
