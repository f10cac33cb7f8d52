//! How the types of this crate are written where text is kept: in JSON, and in columns of the two databases.
//!
//! One rule: a type has one stored form, a text that [`std::str::FromStr`] reads back. JSON and SQLite always hold that
//! text; PostgreSQL holds it too, unless it has a better type of its own (`uuid`, `timestamptz`, `date`).
//! Reading checks as strictly as parsing does: a column that holds nonsense is an error, not a nonsense value.
//!
//! It is not a database layer: connections and statements are the business of `base`.

/// Serde as the stored text. `$stored` is a method of the type that gives it, as `String` or `&str`.
macro_rules! serde_text {
    ($t:ty, $stored:ident $(, $g:ident)?) => {
        impl$(<$g>)? serde::Serialize for $t {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.$stored().as_ref())
            }
        }
        impl<'de $(, $g)?> serde::Deserialize<'de> for $t {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str> as serde::Deserialize>::deserialize(from)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

/// A TEXT column of SQLite that holds the stored text.
macro_rules! sqlite_text {
    ($t:ty, $stored:ident $(, $g:ident)?) => {
        #[cfg(feature = "sql")]
        const _: () = {
            use sqlx::{Database, Decode, Encode, Sqlite, Type, encode::IsNull, error::BoxDynError};
            impl$(<$g>)? Type<Sqlite> for $t {
                fn type_info() -> <Sqlite as Database>::TypeInfo {
                    <String as Type<Sqlite>>::type_info()
                }
                fn compatible(column: &<Sqlite as Database>::TypeInfo) -> bool {
                    <String as Type<Sqlite>>::compatible(column)
                }
            }
            impl$(<$g>)? Encode<'_, Sqlite> for $t {
                fn encode_by_ref(&self, to: &mut <Sqlite as Database>::ArgumentBuffer) -> Result<IsNull, BoxDynError> {
                    <String as Encode<Sqlite>>::encode(self.$stored().to_string(), to)
                }
            }
            impl<'r $(, $g)?> Decode<'r, Sqlite> for $t {
                fn decode(value: <Sqlite as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                    Ok(<&str as Decode<Sqlite>>::decode(value)?.parse()?)
                }
            }
        };
    };
}

/// A TEXT column of PostgreSQL that holds the stored text.
macro_rules! postgres_text {
    ($t:ty, $stored:ident) => {
        #[cfg(feature = "sql")]
        const _: () = {
            use sqlx::postgres::{PgHasArrayType, PgTypeInfo};
            use sqlx::{Database, Decode, Encode, Postgres, Type, encode::IsNull, error::BoxDynError};
            impl Type<Postgres> for $t {
                fn type_info() -> PgTypeInfo {
                    <String as Type<Postgres>>::type_info()
                }
                fn compatible(column: &PgTypeInfo) -> bool {
                    <String as Type<Postgres>>::compatible(column)
                }
            }
            impl PgHasArrayType for $t {
                fn array_type_info() -> PgTypeInfo {
                    <String as PgHasArrayType>::array_type_info()
                }
                fn array_compatible(column: &PgTypeInfo) -> bool {
                    <String as PgHasArrayType>::array_compatible(column)
                }
            }
            impl Encode<'_, Postgres> for $t {
                fn encode_by_ref(
                    &self,
                    to: &mut <Postgres as Database>::ArgumentBuffer,
                ) -> Result<IsNull, BoxDynError> {
                    let text: &str = &self.$stored();
                    <&str as Encode<Postgres>>::encode(text, to)
                }
            }
            impl<'r> Decode<'r, Postgres> for $t {
                fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                    Ok(<&str as Decode<Postgres>>::decode(value)?.parse()?)
                }
            }
        };
    };
}

/// A column of PostgreSQL of the type that `$wire` has there; `$to` and `$from` convert.
macro_rules! postgres_as {
    ($t:ty, $wire:ty, $to:expr, $from:expr $(, $g:ident)?) => {
        #[cfg(feature = "sql")]
        const _: () = {
            use sqlx::postgres::{PgHasArrayType, PgTypeInfo};
            use sqlx::{Database, Decode, Encode, Postgres, Type, encode::IsNull, error::BoxDynError};
            impl$(<$g>)? Type<Postgres> for $t {
                fn type_info() -> PgTypeInfo {
                    <$wire as Type<Postgres>>::type_info()
                }
            }
            impl$(<$g>)? PgHasArrayType for $t {
                fn array_type_info() -> PgTypeInfo {
                    <$wire as PgHasArrayType>::array_type_info()
                }
            }
            impl$(<$g>)? Encode<'_, Postgres> for $t {
                fn encode_by_ref(
                    &self,
                    to: &mut <Postgres as Database>::ArgumentBuffer,
                ) -> Result<IsNull, BoxDynError> {
                    let wire: $wire = $to(self);
                    <$wire as Encode<Postgres>>::encode(wire, to)
                }
            }
            impl<'r $(, $g)?> Decode<'r, Postgres> for $t {
                fn decode(value: <Postgres as Database>::ValueRef<'r>) -> Result<Self, BoxDynError> {
                    Ok($from(<$wire as Decode<Postgres>>::decode(value)?))
                }
            }
        };
    };
}

/// Stored as text everywhere: JSON, SQLite, PostgreSQL.
macro_rules! text_newtype {
    ($t:ty, $stored:ident) => {
        $crate::column::serde_text!($t, $stored);
        $crate::column::sqlite_text!($t, $stored);
        $crate::column::postgres_text!($t, $stored);
    };
}

pub(crate) use {postgres_as, postgres_text, serde_text, sqlite_text, text_newtype};

#[cfg(all(test, feature = "sql"))]
mod tests {
    //! Each type goes into a column and comes back, on both engines; PostgreSQL only when `KITH_TEST_POSTGRES` names one.
    use crate::{Date, Email, Id, Instant, NhsNumber, Outcode, Phone, Postcode, Private, Reference};
    use sqlx::{Connection, PgConnection, SqliteConnection};
    use std::fmt::Debug;

    struct Thing;

    macro_rules! round_trips {
        ($connection:expr, $column:ident) => {{
            let c = &mut $connection;
            round_trip!(c, $column.id, "018f0000-0000-7000-8000-000000000001".parse::<Id<Thing>>().unwrap());
            round_trip!(c, $column.instant, "2026-11-24T06:23:43.123456Z".parse::<Instant>().unwrap());
            round_trip!(c, $column.date, Date::new(2024, 2, 29).unwrap());
            round_trip!(c, "TEXT", "e151aa".parse::<Postcode>().unwrap());
            round_trip!(c, "TEXT", "e15".parse::<Outcode>().unwrap());
            round_trip!(c, "TEXT", NhsNumber::synthetic(7));
            round_trip!(c, "TEXT", "020 7946 0312".parse::<Phone>().unwrap());
            round_trip!(c, "TEXT", "Ann@Example.org".parse::<Email>().unwrap());
            round_trip!(c, "TEXT", Reference::from_bits(1 << 29));
            round_trip!(c, "TEXT", Private(String::from("said in confidence")));
            round_trip!(c, "TEXT", None::<Postcode>);
        }};
    }
    macro_rules! round_trip {
        ($c:ident, $column:expr, $value:expr) => {{
            let value = $value;
            let sql = sqlx::AssertSqlSafe(format!("SELECT CAST($1 AS {})", $column));
            let back = sqlx::query_scalar(sql).bind(value.clone()).fetch_one(&mut *$c).await.unwrap();
            same(value, back);
        }};
    }
    fn same<T: PartialEq + Debug>(put: T, got: T) {
        assert!(put == got, "{put:?} came back as {got:?}");
    }

    struct Columns {
        id: &'static str,
        instant: &'static str,
        date: &'static str,
    }

    #[tokio::test]
    async fn every_type_survives_a_column_of_sqlite() {
        let columns = Columns { id: "TEXT", instant: "TEXT", date: "TEXT" };
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        round_trips!(connection, columns);
    }

    #[tokio::test]
    async fn every_type_survives_a_column_of_postgres() {
        let Ok(url) = std::env::var("KITH_TEST_POSTGRES") else { return };
        let columns = Columns { id: "UUID", instant: "TIMESTAMPTZ", date: "DATE" };
        let mut connection = PgConnection::connect(&url).await.unwrap();
        round_trips!(connection, columns);
    }

    #[tokio::test]
    async fn nonsense_in_a_column_is_an_error() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let read: Result<Postcode, _> = sqlx::query_scalar("SELECT 'nowhere'").fetch_one(&mut connection).await;
        assert!(read.is_err());
    }
}
