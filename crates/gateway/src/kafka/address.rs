//! Where a broker listens.

use std::fmt;
use std::str::FromStr;

/// Host and port of a broker, as typed or as the cluster advertises it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Address {
    /// Host name or IP address; an IPv6 address without brackets.
    pub host: String,
    /// TCP port.
    pub port: u16,
}

/// Why a text is no broker address.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no broker address; write HOST:PORT, for example 10.0.0.7:9092 or [::1]:9092")]
pub struct AddressError(String);

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let refused = || AddressError(text.to_owned());
        let (host, port) = text.rsplit_once(':').ok_or_else(refused)?;
        let port: u16 = port.parse().map_err(|_| refused())?;
        let bare = host.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
        // Without brackets, the last group of an IPv6 address would be taken for the port.
        let legal = bare.is_some() || !host.contains(':');
        let host = bare.unwrap_or(host);
        let printable =
            !host.is_empty() && !host.chars().any(|c| c.is_whitespace() || c.is_control() || c == '/');
        if legal && printable && port != 0 {
            Ok(Self { host: host.to_owned(), port })
        } else {
            Err(refused())
        }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.host.contains(':') {
            write!(f, "[{}]:{}", self.host, self.port)
        } else {
            write!(f, "{}:{}", self.host, self.port)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_name_and_both_kinds_of_ip_address_are_read_and_written_alike() {
        for text in ["broker-1.example:9092", "10.0.0.7:9092", "[::1]:19092"] {
            assert_eq!(text.parse::<Address>().map(|a| a.to_string()), Ok(text.to_owned()));
        }
    }

    #[test]
    fn what_is_no_address_is_refused_with_the_text_and_an_example() {
        for text in
            ["", "host", "host:", ":9092", "host:0", "host:70000", "::1:9092", "http://host:9092", "a b:1"]
        {
            let refusal = text.parse::<Address>().unwrap_err().to_string();
            assert!(refusal.contains(&format!("\"{text}\"")), "{refusal}");
            assert!(refusal.contains("HOST:PORT"), "{refusal}");
        }
    }
}
