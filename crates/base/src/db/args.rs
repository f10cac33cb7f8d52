//! Arguments and rows that work with both drivers: what a tuple of values needs to be bound to `$1, $2, …` on either engine.

use sqlx::{
    Arguments, Encode, FromRow, Postgres, Sqlite, Type,
    error::BoxDynError,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};

/// A value that both engines can store.
pub trait Value:
    Send + Type<Sqlite> + Type<Postgres> + for<'q> Encode<'q, Sqlite> + for<'q> Encode<'q, Postgres>
{
}
impl<T> Value for T where
    T: Send + Type<Sqlite> + Type<Postgres> + for<'q> Encode<'q, Sqlite> + for<'q> Encode<'q, Postgres>
{
}

/// A row that both engines can give.
pub trait Row: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}
impl<T> Row for T where T: Send + Unpin + for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> {}

/// The arguments of one statement: a tuple of up to twenty-four values.
pub trait Args: Send {
    fn sqlite(self) -> Result<SqliteArguments, BoxDynError>;
    fn postgres(self) -> Result<PgArguments, BoxDynError>;
}

macro_rules! args {
    ($($v:ident)*) => {
        impl<$($v: Value),*> Args for ($($v,)*) {
            #[allow(non_snake_case, unused_mut, clippy::allow_attributes)]
            fn sqlite(self) -> Result<SqliteArguments, BoxDynError> {
                let ($($v,)*) = self;
                let mut a = SqliteArguments::default();
                $(a.add($v)?;)*
                Ok(a)
            }
            #[allow(non_snake_case, unused_mut, clippy::allow_attributes)]
            fn postgres(self) -> Result<PgArguments, BoxDynError> {
                let ($($v,)*) = self;
                let mut a = PgArguments::default();
                $(a.add($v)?;)*
                Ok(a)
            }
        }
    };
}

args!();
args!(A);
args!(A B);
args!(A B C);
args!(A B C D);
args!(A B C D E);
args!(A B C D E F);
args!(A B C D E F G);
args!(A B C D E F G H);
args!(A B C D E F G H I);
args!(A B C D E F G H I J);
args!(A B C D E F G H I J K);
args!(A B C D E F G H I J K L);
args!(A B C D E F G H I J K L M);
args!(A B C D E F G H I J K L M N);
args!(A B C D E F G H I J K L M N O);
args!(A B C D E F G H I J K L M N O P);
args!(A B C D E F G H I J K L M N O P Q);
args!(A B C D E F G H I J K L M N O P Q R);
args!(A B C D E F G H I J K L M N O P Q R S);
args!(A B C D E F G H I J K L M N O P Q R S T);
args!(A B C D E F G H I J K L M N O P Q R S T U);
args!(A B C D E F G H I J K L M N O P Q R S T U V);
args!(A B C D E F G H I J K L M N O P Q R S T U V W);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X);
