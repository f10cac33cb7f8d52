//! Passkeys and security keys (Web Authentication, level 3) as a second factor, after a password.
//!
//! Any authenticator will do: a stick in the socket, the telephone, what the computer itself has. Presence is asked for, and a PIN or a finger where the
//! key has one; a key that had one when it was added is refused without. Nothing is asked about its maker.
//!
//! Browsers offer keys only to a name over TLS, or to `localhost`; never to a bare number. So an installation has them when its `public_url` is such a
//! name, and one on loopback has them at `http://localhost`.
//!
//! The crate wants the state of a question kept where the browser cannot change or reuse it. The caller seals it to the session that asked; a session
//! that was answered rightly is another one afterwards (its token changes and it is half no longer), so that no answer can be given twice.

use crate::Result;
use anyhow::anyhow;
use serde::{Serialize, de::DeserializeOwned};
use url::Url;
use uuid::Uuid;
use webauthn_rs::prelude::{
    PublicKeyCredential, RegisterPublicKeyCredential, SecurityKey, SecurityKeyAuthentication, SecurityKeyRegistration,
    Webauthn, WebauthnBuilder,
};

/// Where keys are valid.
#[derive(Debug)]
pub struct Site {
    webauthn: Webauthn,
    /// The address at which a browser must have opened the page.
    pub origin: String,
}

/// A question for a key.
#[derive(Debug)]
pub struct Question {
    /// What the page's script hands to the browser, as JSON.
    pub options: String,
    /// What is needed to judge the answer. Not for the browser's eyes unless sealed.
    pub state: String,
}

/// A key that was added.
#[derive(Debug, PartialEq, Eq)]
pub struct Key {
    /// Its own number, which no other key has.
    pub credential: String,
    /// Its public half, with its counter, as stored.
    pub stored: String,
}

fn json<T: Serialize>(value: &T) -> Result<String> {
    Ok(serde_json::to_string(value).map_err(|e| anyhow!(e))?)
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T> {
    Ok(serde_json::from_str(text).map_err(|e| anyhow!("a stored key or question: {e}"))?)
}

fn keys(stored: &[String]) -> Result<Vec<SecurityKey>> {
    stored.iter().map(|k| read(k)).collect()
}

fn key(key: &SecurityKey) -> Result<Key> {
    let credential = json(key.cred_id())?.trim_matches('"').to_owned();
    Ok(Key { credential, stored: json(key)? })
}

impl Site {
    /// The site at an address, under the name that the browser shows; none where browsers would offer no keys.
    pub fn at(address: &str, name: &str) -> Option<Site> {
        let mut url = Url::parse(address).ok()?;
        let loopback = match url.host()? {
            url::Host::Ipv4(ip) => ip.is_loopback(),
            url::Host::Ipv6(ip) => ip.is_loopback(),
            url::Host::Domain(name) => name == "localhost",
        };
        if loopback {
            url.set_host(Some("localhost")).ok()?;
        } else if url.scheme() != "https" {
            return None;
        }
        let host = url.domain()?.to_owned();
        let webauthn = WebauthnBuilder::new(&host, &url).ok()?.rp_name(name).build().ok()?;
        Some(Site { webauthn, origin: url.origin().ascii_serialization() })
    }

    /// Asks for a new key. Those that the account has already are not offered again.
    pub fn ask_new(&self, account: Uuid, email: &str, name: &str, stored: &[String]) -> Result<Question> {
        let known = keys(stored)?.iter().map(|k| k.cred_id().clone()).collect();
        let (mut options, state) = self
            .webauthn
            .start_securitykey_registration(account, email, name, Some(known), None, None)
            .map_err(|e| anyhow!(e))?;
        // A hint would make browsers offer sticks first, and telephones on a second page.
        options.public_key.hints = None;
        // Among them one that some browsers refuse for a key without a PIN. None is needed: whether the key asked for a PIN is in what it signs.
        options.public_key.extensions = None;
        Ok(Question { options: json(&options)?, state: json(&state)? })
    }

    /// The key that was added; none when the answer does not fit the question.
    pub fn added(&self, state: &str, answer: &str) -> Result<Option<Key>> {
        let state: SecurityKeyRegistration = read(state)?;
        let Ok(answer) = serde_json::from_str::<RegisterPublicKeyCredential>(answer) else { return Ok(None) };
        match self.webauthn.finish_securitykey_registration(&answer, &state) {
            Ok(new) => key(&new).map(Some),
            Err(error) => {
                tracing::info!(%error, "a key was not added");
                Ok(None)
            }
        }
    }

    /// Asks for one of the account's keys.
    pub fn ask(&self, stored: &[String]) -> Result<Question> {
        let (mut options, state) =
            self.webauthn.start_securitykey_authentication(&keys(stored)?).map_err(|e| anyhow!(e))?;
        options.public_key.hints = None;
        Ok(Question { options: json(&options)?, state: json(&state)? })
    }

    /// Which of the keys answered, as it is to be stored from now on; none when the answer does not fit. A key whose counter went back was copied, and
    /// does not fit either.
    pub fn answered(&self, state: &str, answer: &str, stored: &[String]) -> Result<Option<Key>> {
        let state: SecurityKeyAuthentication = read(state)?;
        let Ok(answer) = serde_json::from_str::<PublicKeyCredential>(answer) else { return Ok(None) };
        let result = match self.webauthn.finish_securitykey_authentication(&answer, &state) {
            Ok(result) => result,
            Err(error) => {
                tracing::info!(%error, "a key did not fit");
                return Ok(None);
            }
        };
        for mut one in keys(stored)? {
            if one.update_credential(&result).is_some() {
                return key(&one).map(Some);
            }
        }
        Ok(None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(address: &str) -> Option<String> {
        Site::at(address, "Kith").map(|s| s.origin)
    }

    #[test]
    fn keys_are_offered_where_a_browser_would_offer_them() {
        assert_eq!(origin("https://kith.example").as_deref(), Some("https://kith.example"));
        assert_eq!(origin("https://kith.example:8443/").as_deref(), Some("https://kith.example:8443"));
        assert_eq!(origin("http://127.0.0.1:8000").as_deref(), Some("http://localhost:8000"));
        assert_eq!(origin("http://[::1]:8000").as_deref(), Some("http://localhost:8000"));
        assert_eq!(origin("http://kith.example"), None, "not without TLS");
        assert_eq!(origin("https://192.0.2.7"), None, "not for a bare number");
    }
}
