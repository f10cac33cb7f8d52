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

/// The arguments of one statement: a tuple of up to thirty-eight values.
pub trait Args: Send + Sized {
    /// Adds the values to those of other rows.
    fn add_sqlite(self, to: &mut SqliteArguments) -> Result<(), BoxDynError>;
    fn add_postgres(self, to: &mut PgArguments) -> Result<(), BoxDynError>;

    fn sqlite(self) -> Result<SqliteArguments, BoxDynError> {
        let mut all = SqliteArguments::default();
        self.add_sqlite(&mut all)?;
        Ok(all)
    }
    fn postgres(self) -> Result<PgArguments, BoxDynError> {
        let mut all = PgArguments::default();
        self.add_postgres(&mut all)?;
        Ok(all)
    }
}

macro_rules! args {
    ($($v:ident)*) => {
        impl<$($v: Value),*> Args for ($($v,)*) {
            #[allow(non_snake_case, unused_variables, clippy::allow_attributes)]
            fn add_sqlite(self, to: &mut SqliteArguments) -> Result<(), BoxDynError> {
                let ($($v,)*) = self;
                $(to.add($v)?;)*
                Ok(())
            }
            #[allow(non_snake_case, unused_variables, clippy::allow_attributes)]
            fn add_postgres(self, to: &mut PgArguments) -> Result<(), BoxDynError> {
                let ($($v,)*) = self;
                $(to.add($v)?;)*
                Ok(())
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
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1 J1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1);
args!(A B C D E F G H I J K L M N O P Q R S T U V W X Y Z A1 B1 C1 D1 E1 F1 G1 H1 I1 J1 K1 L1);
