//! Ids that know what they identify.
//!
//! An [`Id<T>`] is a UUID with a type that exists only for the compiler, so that the id of a person cannot be handed to
//! a function that wants the id of a service. It is not a maker of ids: version 7 UUIDs need a clock and chance, and
//! come from `base`; a feed's own UUIDs are kept as they are. Stored as TEXT in SQLite and `uuid` in PostgreSQL.

use std::{cmp::Ordering, fmt, hash, marker::PhantomData, str::FromStr};
use uuid::Uuid;

/// The id of a `T`. `T` is never held: any type will do as the marker, with no bounds on it.
pub struct Id<T>(Uuid, PhantomData<fn() -> T>);

impl<T> Id<T> {
    /// Takes a UUID on trust as the id of a `T`.
    pub const fn from_uuid(uuid: Uuid) -> Self {
        Id(uuid, PhantomData)
    }

    /// The UUID itself.
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// The same UUID as the id of something else, for tables that hold ids of several kinds.
    pub const fn cast<U>(self) -> Id<U> {
        Id(self.0, PhantomData)
    }
}

// By hand, because derives would ask the same traits of `T`.
impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for Id<T> {}
impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}
impl<T> Eq for Id<T> {}
impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.cmp(&other.0)
    }
}
impl<T> hash::Hash for Id<T> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.0.hash(state);
    }
}
impl<T> fmt::Display for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}
impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// The text is not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this is not an id: a UUID such as 018f2d6e-0000-7000-8000-000000000000 is expected")]
pub struct IdError;

impl<T> FromStr for Id<T> {
    type Err = IdError;

    /// Reads a UUID in any of its usual spellings; [`fmt::Display`] writes only the hyphenated one.
    fn from_str(text: &str) -> Result<Self, IdError> {
        text.parse().map(Id::from_uuid).map_err(|_| IdError)
    }
}

crate::column::serde_text!(Id<T>, to_string, T);
crate::column::sqlite_text!(Id<T>, to_string, T);
crate::column::postgres_as!(Id<T>, Uuid, |id: &Id<T>| id.uuid(), Id::from_uuid, T);

#[cfg(test)]
mod tests {
    use super::*;

    enum Person {}
    enum Service {}
    const TEXT: &str = "018f2d6e-1111-7222-8333-444444444444";

    #[test]
    fn reads_and_writes_the_hyphenated_form() {
        let id: Id<Person> = "018F2D6E111172228333444444444444".parse().unwrap();
        assert_eq!(id.to_string(), TEXT);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{TEXT}\""));
        assert_eq!(serde_json::from_str::<Id<Person>>(&format!("\"{TEXT}\"")).unwrap(), id);
        assert_eq!("nobody".parse::<Id<Person>>(), Err(IdError));
    }

    #[test]
    fn a_cast_keeps_the_uuid() {
        let id: Id<Person> = TEXT.parse().unwrap();
        assert_eq!(id.cast::<Service>().uuid(), id.uuid());
    }
}
