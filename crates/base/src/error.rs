//! What can go wrong, named for what the reader can do next.
//!
//! Handlers and actions return [`Result`]. A page for each arm is rendered once, in `http::errors`, in the reader's language, with the
//! request's id; nothing about the inside of the program reaches the reader.

use std::{collections::BTreeMap, fmt};

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why a request did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is nothing here *for this reader*: what is missing and what is forbidden look alike.
    #[error("not found")]
    NotFound,
    /// The reader has to sign in (again) first.
    #[error("sign in first")]
    SignIn,
    /// Something typed cannot be used; each message stands beside its field. Nothing typed is lost.
    #[error("the form has errors: {0}")]
    Invalid(FieldErrors),
    /// Somebody else changed it since the reader opened it, or it has moved on. The word is a key of the strings.
    #[error("conflict: {0}")]
    Conflict(&'static str),
    /// A request from another site, or without the form's token.
    #[error("forged")]
    Forged,
    /// Too many tries; seconds to wait.
    #[error("too many, wait {0} s")]
    TooMany(u64),
    /// More requests from one address than we take; seconds to wait.
    #[error("too often, wait {0} s")]
    TooOften(u64),
    /// The body is larger than this route takes.
    #[error("too large")]
    TooLarge,
    /// The request cannot be understood (bad encoding, wrong content type).
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// For now it cannot be done (database down, shutting down): try again later.
    #[error("later")]
    Later,
    /// A fault of ours.
    #[error(transparent)]
    Broken(#[from] anyhow::Error),
}

impl From<sqlx::Error> for Error {
    fn from(e: sqlx::Error) -> Error {
        match e {
            sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed => Error::Later,
            other => Error::Broken(other.into()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(e: serde_json::Error) -> Error {
        Error::Broken(e.into())
    }
}

/// Messages by field; a message is a key of the strings, with its arguments.
#[derive(Debug, Default, Clone, PartialEq, serde::Serialize)]
pub struct FieldErrors(pub BTreeMap<String, Message>);

/// A key of the strings and what to put into it.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct Message {
    pub key: String,
    pub args: BTreeMap<String, String>,
}

impl FieldErrors {
    /// Adds a message; the first one of a field stays, since it is the one nearest the cause.
    pub fn add(&mut self, field: &str, key: &str) {
        self.add_with(field, key, []);
    }

    pub fn add_with<const N: usize>(&mut self, field: &str, key: &str, args: [(&str, String); N]) {
        let args = args.into_iter().map(|(k, v)| (k.to_owned(), v)).collect();
        self.0.entry(field.to_owned()).or_insert(Message { key: key.to_owned(), args });
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `Ok` when nothing was added.
    pub fn finish(self) -> Result<()> {
        if self.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl fmt::Display for FieldErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields: Vec<_> = self.0.iter().map(|(k, m)| format!("{k}: {}", m.key)).collect();
        f.write_str(&fields.join(", "))
    }
}
