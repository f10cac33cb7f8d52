//! Secrets at rest, random values, fresh ids: the only place that asks the machine for randomness.
//!
//! One key file lives outside the database and its backups. Values sealed with it (one-time-code secrets, drafts, message bodies) name their
//! key, so that a new key can be added while old values stay readable. Tokens that are handed out are never stored, only their hash.

use crate::error::Result;
use anyhow::{Context, anyhow};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD as B64};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hmac::{Hmac, Mac};
use kernel::Instant;
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, fmt, path::Path};
use uuid::Uuid;

/// The keys of one installation. The newest seals; all of them open.
#[derive(Clone)]
pub struct Keys {
    newest: String,
    keys: BTreeMap<String, [u8; 32]>,
}

impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Keys({} keys, newest {})", self.keys.len(), self.newest)
    }
}

impl Keys {
    /// Makes a key file where there is none: at the first start only, since a new key opens nothing that an old one sealed.
    pub fn make(path: &Path) -> Result<Keys> {
        let line = format!("k1 {}\n", B64.encode(random::<32>()));
        write_private(path, &line).with_context(|| format!("the key file {}", path.display()))?;
        Keys::load(path)
    }

    /// Reads the key file: `name base64` a line, the last one is the newest.
    pub fn load(path: &Path) -> Result<Keys> {
        let text = std::fs::read_to_string(path).with_context(|| format!("the key file {}", path.display()))?;
        Keys::parse(&text)
    }

    fn parse(text: &str) -> Result<Keys> {
        let mut keys = BTreeMap::new();
        let mut newest = None;
        for line in text.lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
            let (name, key) = line.split_once(' ').ok_or_else(|| anyhow!("a key line is `name base64`"))?;
            let key: [u8; 32] = B64
                .decode(key.trim())
                .ok()
                .and_then(|k| k.try_into().ok())
                .ok_or_else(|| anyhow!("key {name} is not 32 bytes in base64"))?;
            keys.insert(name.to_owned(), key);
            newest = Some(name.to_owned());
        }
        let newest = newest.ok_or_else(|| anyhow!("the key file is empty"))?;
        Ok(Keys { newest, keys })
    }

    /// Keys for a test: they live as long as it does.
    #[cfg(any(test, feature = "testing"))]
    pub fn for_tests() -> Keys {
        Keys { newest: "t".into(), keys: [("t".to_owned(), [7; 32])].into() }
    }

    /// Seals a text for a purpose; the purpose must be named again to open it, so that a value cannot be moved to another place.
    pub fn seal(&self, purpose: &str, plain: impl AsRef<[u8]>) -> String {
        let nonce = random::<24>();
        let sealed = XChaCha20Poly1305::new(&self.keys[&self.newest].into())
            .encrypt(&XNonce::from(nonce), Payload { msg: plain.as_ref(), aad: purpose.as_bytes() })
            .expect("sealing a text in memory does not fail");
        format!("{}.{}.{}", self.newest, B64.encode(nonce), B64.encode(sealed))
    }

    /// Opens a sealed text.
    pub fn open(&self, purpose: &str, sealed: &str) -> Result<String> {
        Ok(String::from_utf8(self.open_bytes(purpose, sealed)?).map_err(|e| anyhow!(e))?)
    }

    /// Opens what was no text.
    pub fn open_bytes(&self, purpose: &str, sealed: &str) -> Result<Vec<u8>> {
        let mut parts = sealed.splitn(3, '.');
        let (Some(name), Some(nonce), Some(body)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(anyhow!("a sealed value has three parts").into());
        };
        let key = self.keys.get(name).ok_or_else(|| anyhow!("the key {name} is not in the key file"))?;
        let nonce: [u8; 24] =
            B64.decode(nonce).ok().and_then(|n| n.try_into().ok()).ok_or_else(|| anyhow!("a bad nonce"))?;
        let body = B64.decode(body).map_err(|e| anyhow!(e))?;
        let plain = XChaCha20Poly1305::new(&(*key).into())
            .decrypt(&XNonce::from(nonce), Payload { msg: &body, aad: purpose.as_bytes() })
            .map_err(|_| anyhow!("a sealed value does not open: wrong key, wrong place or changed"))?;
        Ok(plain)
    }

    /// A keyed fingerprint: what cannot be guessed from outside though the text is short (a form token, a PIN).
    pub fn mac(&self, purpose: &str, text: &str) -> String {
        mac_with(&self.keys[&self.newest], purpose, text)
    }

    /// The fingerprint by each key, the newest first: what was stored under an older key is still found.
    pub fn macs(&self, purpose: &str, text: &str) -> Vec<String> {
        let older = self.keys.iter().filter(|(name, _)| **name != self.newest);
        [(&self.newest, &self.keys[&self.newest])]
            .into_iter()
            .chain(older)
            .map(|(_, key)| mac_with(key, purpose, text))
            .collect()
    }
}

fn mac_with(key: &[u8; 32], purpose: &str, text: &str) -> String {
    let mut mac = <Hmac<Sha256> as KeyInit>::new_from_slice(key).expect("any key length will do");
    mac.update(purpose.as_bytes());
    mac.update(&[0]);
    mac.update(text.as_bytes());
    B64.encode(mac.finalize().into_bytes())
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, text: &str) -> std::io::Result<()> {
    use std::io::Write;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)?.write_all(text.as_bytes())
}

/// Random bytes from the operating system.
pub fn random<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).expect("the operating system gives random bytes");
    bytes
}

/// A token to hand out: 256 random bits, safe in an address.
pub fn token() -> String {
    B64.encode(random::<32>())
}

/// What is stored of a token.
pub fn token_hash(token: &str) -> String {
    B64.encode(Sha256::digest(token.as_bytes()))
}

/// Where ids come from: the operating system, or, for a demo that must come out the same again, a seed.
#[derive(Debug)]
pub enum Ids {
    Random,
    Seeded(std::sync::atomic::AtomicU64),
}

impl Ids {
    pub fn seeded(seed: u64) -> Ids {
        Ids::Seeded(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15).into())
    }

    /// A fresh id, ordered by the clock that was given.
    pub fn fresh(&self, at: Instant) -> Uuid {
        match self {
            Ids::Random => fresh_id(at),
            Ids::Seeded(state) => {
                let bits = |n: u64| splitmix(state.fetch_add(n, std::sync::atomic::Ordering::Relaxed));
                let mut bytes = [0; 10];
                bytes[..8].copy_from_slice(&bits(0x9E37_79B9_7F4A_7C15).to_le_bytes());
                bytes[8..].copy_from_slice(&bits(0x9E37_79B9_7F4A_7C15).to_le_bytes()[..2]);
                let millis = at.jiff().as_millisecond().max(0) as u64;
                uuid::Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid()
            }
        }
    }

    /// Random bits, for references: from the seed where there is one.
    pub fn bits(&self) -> u64 {
        match self {
            Ids::Random => u64::from_le_bytes(random()),
            Ids::Seeded(state) => {
                splitmix(state.fetch_add(0x9E37_79B9_7F4A_7C15, std::sync::atomic::Ordering::Relaxed))
            }
        }
    }
}

/// SplitMix64 (Steele, Lea and Flood 2014): good enough to spread a counter over 64 bits; not for secrets.
fn splitmix(state: u64) -> u64 {
    let z = (state ^ (state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// A fresh id: UUID version 7, ordered by the clock that was given.
#[expect(clippy::disallowed_methods, reason = "this is the one place that makes ids")]
pub fn fresh_id(at: Instant) -> Uuid {
    let micros = at.jiff().as_microsecond();
    let (secs, nanos) = (micros.div_euclid(1_000_000), micros.rem_euclid(1_000_000) * 1000);
    Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, secs.max(0) as u64, nanos as u32))
}

/// The id that a name in a space of names always has: UUID version 8, from SHA-256 of both. For made-up data and feeds without ids of their own,
/// so that reading them again finds the same rows.
pub fn named_id(space: &str, name: &str) -> Uuid {
    let hash = Sha256::new().chain_update(space.as_bytes()).chain_update([0]).chain_update(name.as_bytes()).finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Compares without telling by time where the difference is.
pub fn same(a: &str, b: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_bytes(), b.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let keys = Keys::for_tests();
        let sealed = keys.seal("draft", "what matters to me");
        assert_eq!(keys.open("draft", &sealed).unwrap(), "what matters to me");
        assert!(keys.open("message", &sealed).is_err());
        assert!(!sealed.contains("matters"));
    }

    #[test]
    fn a_key_file_with_two_keys_opens_values_of_both() {
        let one = Keys::parse("a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA").unwrap();
        let sealed = one.seal("p", "old");
        let two =
            Keys::parse("a AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\nb AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE")
                .unwrap();
        assert_eq!(two.open("p", &sealed).unwrap(), "old");
        assert!(two.seal("p", "new").starts_with("b."));
        let (before, after) = (one.mac("pin", "123456"), two.macs("pin", "123456"));
        assert!(after.contains(&before) && after[0] == two.mac("pin", "123456") && after[0] != before);
    }
}
