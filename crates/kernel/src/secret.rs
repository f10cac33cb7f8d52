//! A wrapper for what must not be printed by accident.
//!
//! It keeps names, notes and tokens out of logs, panics and error messages: `{:?}` of a [`Private`] is `…`, also deep
//! inside a struct that derives `Debug`. It is not encryption, and it does not wipe memory. To show the value to
//! somebody who may see it, take it out: it derefs.

use serde::{Deserialize, Serialize};
use std::{
    fmt,
    ops::{Deref, DerefMut},
};

/// Something about a person, or a secret. Transparent to serde and, for whatever has a column type, to both databases.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Private<T>(pub T);

impl<T> Private<T> {
    /// The value, out of its wrapper.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Private<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("…")
    }
}
impl<T> Deref for Private<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.0
    }
}
impl<T> DerefMut for Private<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}
impl<T> From<T> for Private<T> {
    fn from(value: T) -> Self {
        Private(value)
    }
}
impl From<&str> for Private<String> {
    fn from(value: &str) -> Self {
        Private(value.to_owned())
    }
}

#[cfg(feature = "sql")]
mod sql {
    use super::Private;
    use sqlx::{Database, Decode, Encode, Type, encode::IsNull, error::BoxDynError};

    impl<DB: Database, T: Type<DB>> Type<DB> for Private<T> {
        fn type_info() -> DB::TypeInfo {
            T::type_info()
        }
        fn compatible(column: &DB::TypeInfo) -> bool {
            T::compatible(column)
        }
    }
    impl<'q, DB: Database, T: Encode<'q, DB>> Encode<'q, DB> for Private<T> {
        fn encode_by_ref(&self, to: &mut DB::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
            self.0.encode_by_ref(to)
        }
        fn produces(&self) -> Option<DB::TypeInfo> {
            self.0.produces()
        }
        fn size_hint(&self) -> usize {
            self.0.size_hint()
        }
    }
    impl<'r, DB: Database, T: Decode<'r, DB>> Decode<'r, DB> for Private<T> {
        fn decode(value: DB::ValueRef<'r>) -> Result<Self, BoxDynError> {
            T::decode(value).map(Private)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_says_nothing_however_deep() {
        let note: Private<String> = "told in confidence".into();
        assert_eq!(format!("{:?}", Some(&note)), "Some(…)");
        assert_eq!(format!("{note:#?}"), "…");
        assert_eq!(note.len(), 18);
        assert_eq!(note.to_string(), "told in confidence");
    }

    #[test]
    fn serde_does_not_see_the_wrapper() {
        let json = serde_json::to_string(&Private("a")).unwrap();
        assert_eq!(json, "\"a\"");
        assert_eq!(serde_json::from_str::<Private<String>>(&json).unwrap(), Private("a".to_owned()));
    }
}
