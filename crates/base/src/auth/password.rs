//! Passwords, as argon2id hashes (OWASP's first choice: 19 MiB, two passes, one lane).

use crate::{Error, Result, error::FieldErrors};
use anyhow::anyhow;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version, password_hash::phc::PasswordHash};

/// Shortest password, in characters (NCSC: length over rules).
pub const MIN: usize = 12;

fn hasher() -> Argon2<'static> {
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).expect("valid parameters"))
}

/// Whether a new password will do; the message stands beside `field`.
pub fn check_new(field: &str, password: &str, errors: &mut FieldErrors) {
    if password.chars().count() < MIN {
        errors.add_with(field, "error-password-short", [("min", MIN.to_string())]);
    } else if password.chars().count() > 200 {
        errors.add(field, "error-password-long");
    }
}

/// Hashes, off the request threads: it takes tens of milliseconds on purpose.
pub async fn hash(password: String) -> Result<String> {
    tokio::task::spawn_blocking(move || {
        hasher().hash_password(password.as_bytes()).map(|h| h.to_string()).map_err(|e| anyhow!("argon2: {e}").into())
    })
    .await
    .map_err(|_| Error::Later)?
}

/// Hashes that are quick to check, for people of tests who sign in all day. A stored hash names its own cost.
#[cfg(any(test, feature = "testing"))]
pub mod testing {
    use super::{Algorithm, Argon2, Params, PasswordHasher, Version};

    pub fn cheap(password: &str) -> String {
        let params = Params::new(Params::MIN_M_COST, 1, 1, None).expect("valid parameters");
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        hasher.hash_password(password.as_bytes()).expect("a hash").to_string()
    }
}

/// Marks a stored hash as one of a demo: it is right only in a folder that was made as a demo, wherever the database is copied to.
pub const DEMO: &str = "demo:";

/// Whether the password is the one. Without a stored hash the same time is spent, so that nobody learns which addresses exist.
pub async fn verify(password: String, stored: Option<String>, demo: bool) -> Result<bool> {
    let stored = match stored {
        Some(hash) if hash.starts_with(DEMO) => hash.strip_prefix(DEMO).filter(|_| demo).map(str::to_owned),
        other => other,
    };
    tokio::task::spawn_blocking(move || match stored {
        Some(stored) => {
            PasswordHash::new(&stored).is_ok_and(|h| hasher().verify_password(password.as_bytes(), &h).is_ok())
        }
        None => {
            let _ = hasher().hash_password(password.as_bytes());
            false
        }
    })
    .await
    .map_err(|_| Error::Later)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_known_again_and_another_is_not() {
        let stored = hash("correct horse battery".into()).await.unwrap();
        assert!(stored.starts_with("$argon2id$"));
        assert!(verify("correct horse battery".into(), Some(stored.clone()), false).await.unwrap());
        assert!(!verify("correct horse batterz".into(), Some(stored.clone()), false).await.unwrap());
        let demo = Some(format!("{DEMO}{stored}"));
        assert!(verify("correct horse battery".into(), demo.clone(), true).await.unwrap());
        assert!(
            !verify("correct horse battery".into(), demo, false).await.unwrap(),
            "a demo's password works in a demo only"
        );
        assert!(!verify("anything".into(), None, false).await.unwrap());
    }
}
