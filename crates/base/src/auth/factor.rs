//! Second factors: time-based codes of an app (RFC 6238) and printed one-time codes.

use crate::{
    Result,
    seal::{self, Keys},
};
use anyhow::anyhow;
use kernel::Instant;
use totp_rs::{Algorithm, Builder};

/// A new secret for an authenticator app, 160 bits, in base32 as apps show it.
pub fn new_secret() -> String {
    secret_of(&seal::random::<20>())
}

/// The secret that these bytes are: for a demo, whose authenticators must come out the same again.
pub fn secret_of(bytes: &[u8; 20]) -> String {
    base32(bytes)
}

fn totp(secret: &str) -> Result<totp_rs::Totp> {
    let bytes = unbase32(secret).ok_or_else(|| anyhow!("a bad secret"))?;
    Builder::new()
        .with_algorithm(Algorithm::SHA1)
        .with_digits(6)
        .with_skew(1)
        .with_step_duration(30)
        .with_secret(bytes)
        .with_issuer(Some("Kith".to_owned()))
        .with_account_name("account".to_owned())
        .build()
        .map_err(|e| anyhow!("totp: {e:?}").into())
}

/// The step of 30 seconds in which `code` is right (now, or one before or after), or none. The caller refuses a step that was used before.
pub fn step_of(secret: &str, code: &str, at: Instant) -> Result<Option<i64>> {
    step_within(secret, code, at, 1)
}

/// The same, with codes of up to `back` steps before.
pub fn step_within(secret: &str, code: &str, at: Instant, back: i64) -> Result<Option<i64>> {
    let totp = totp(secret)?;
    let now = at.jiff().as_second();
    let code: String = code.chars().filter(char::is_ascii_digit).collect();
    for offset in [0, -1, 1].into_iter().chain((2..=back).map(|steps| -steps)) {
        let step = now / 30 + offset;
        if seal::same(&totp.generate((step * 30) as u64).to_string(), &code) {
            return Ok(Some(step));
        }
    }
    Ok(None)
}

/// The code that is right at an instant: for the demo's page of codes, and for tests.
pub fn code_at(secret: &str, at: Instant) -> Result<String> {
    Ok(totp(secret)?.generate(at.jiff().as_second() as u64).to_string())
}

/// The address that an authenticator app reads from a picture or a link.
pub fn otpauth(secret: &str, account: &str) -> String {
    let account: String = form_urlencoded::byte_serialize(account.as_bytes()).collect();
    format!("otpauth://totp/Kith:{account}?secret={secret}&issuer=Kith")
}

/// Ten printed codes, eight signs each without look-alikes.
pub fn printed_codes() -> Vec<String> {
    const SIGNS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    (0..10)
        .map(|_| {
            let code: String = seal::random::<8>().iter().map(|b| SIGNS[(b % 32) as usize] as char).collect();
            format!("{}-{}", &code[..4], &code[4..])
        })
        .collect()
}

/// What is stored of a printed code: a fingerprint by the newest key, since the code itself is short enough to be found by trying.
pub fn printed_hash(keys: &Keys, holder: &str, code: &str) -> String {
    keys.mac("printed-code", &plain(holder, code))
}

/// Under what a printed code may be stored: by any of the keys.
pub fn printed_hashes(keys: &Keys, holder: &str, code: &str) -> Vec<String> {
    keys.macs("printed-code", &plain(holder, code))
}

fn plain(holder: &str, code: &str) -> String {
    let code: String = code.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    format!("{holder} {code}")
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

fn base32(bytes: &[u8]) -> String {
    let mut out = String::new();
    for chunk in bytes.chunks(5) {
        let mut block = [0u8; 5];
        block[..chunk.len()].copy_from_slice(chunk);
        let n = block.iter().fold(0u64, |n, b| (n << 8) | u64::from(*b));
        let signs = (chunk.len() * 8).div_ceil(5);
        out.extend((0..signs).map(|i| BASE32[((n >> (35 - 5 * i)) & 31) as usize] as char));
    }
    out
}

fn unbase32(text: &str) -> Option<Vec<u8>> {
    let (mut out, mut bits, mut n) = (vec![], 0, 0u32);
    for c in text.bytes().filter(|c| *c != b' ' && *c != b'=') {
        let v = BASE32.iter().position(|b| *b == c.to_ascii_uppercase())? as u32;
        n = (n << 5) | v;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            out.push((n >> bits) as u8);
            n &= (1 << bits) - 1;
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B, the SHA-1 rows (eight digits there; the last six here).
    #[test]
    fn codes_are_those_of_the_standard() {
        let secret = base32(b"12345678901234567890");
        for (at, code) in
            [(59, "287082"), (1_111_111_109, "081804"), (1_234_567_890, "005924"), (2_000_000_000, "279037")]
        {
            let at = Instant::from_jiff(jiff::Timestamp::from_second(at).unwrap());
            assert_eq!(code_at(&secret, at).unwrap(), code);
            assert_eq!(step_of(&secret, code, at).unwrap(), Some(at.jiff().as_second() / 30));
        }
    }

    #[test]
    fn a_code_of_two_steps_ago_is_too_old() {
        let secret = new_secret();
        let at = Instant::from_jiff(jiff::Timestamp::from_second(1_800_000_000).unwrap());
        let old = code_at(&secret, at).unwrap();
        assert!(step_of(&secret, &old, at.plus(jiff::SignedDuration::from_secs(30))).unwrap().is_some());
        assert!(step_of(&secret, &old, at.plus(jiff::SignedDuration::from_secs(90))).unwrap().is_none());
        let after = |seconds| at.plus(jiff::SignedDuration::from_secs(seconds));
        assert_eq!(step_within(&secret, &old, after(90), 3).unwrap(), Some(at.jiff().as_second() / 30));
        assert!(step_within(&secret, &old, after(120), 3).unwrap().is_none());
    }

    #[test]
    fn a_printed_code_is_found_however_it_is_typed_and_cannot_be_found_by_trying() {
        let keys = Keys::for_tests();
        let stored = printed_hash(&keys, "grace", "ABCD-EFG2");
        assert!(printed_hashes(&keys, "grace", "abcd efg2").contains(&stored));
        assert!(!printed_hashes(&keys, "sam", "ABCD-EFG2").contains(&stored), "a code is its holder's");
        assert_ne!(stored, seal::token_hash("ABCDEFG2"), "a hash without a key");
    }

    #[test]
    fn base32_returns() {
        let bytes = b"hello kith";
        assert_eq!(unbase32(&base32(bytes)).unwrap(), bytes);
    }
}
