//! Two databases, one SQL text: a small seam over sqlx's native drivers.
//!
//! Every SQL text of the system is a constant in a `store.rs` and runs unchanged on SQLite and PostgreSQL. To keep that true:
//!
//! * integers are `BIGINT`; aggregates are cast; flags are `BOOLEAN`; codes are `TEXT`; instants are `TIMESTAMPTZ`, days `DATE`, ids `UUID`
//!   (SQLite takes the type names; our newtypes write what each engine wants);
//! * no `now()`, no date arithmetic, no `LOWER`, no `LIKE`: Rust passes instants, days and keys;
//! * optional filters are `(CAST($n AS TEXT) IS NULL OR …)`, and each sort order is a text of its own, so that the prepare test sees every text;
//! * no trigger, no `SERIAL`, no array; JSON columns hold objects or arrays;
//! * no SQL error is caught inside a transaction (PostgreSQL would have ended it): use `ON CONFLICT`.
//!
//! The places where the engines differ, all of them: **begin** ([`Db::rx`], [`Db::tx`]), **job claim** (`jobs`), **bulk insert** ([`Tx::insert_many`]: how
//! many values fit into one statement), wake-up (both poll), and **session settings** ([`Db::connect`]). A sixth needs a decision record.

mod args;
mod bulk;
mod copies;
mod count;
pub mod dump;
#[cfg(any(test, feature = "testing"))]
pub mod testing;

pub use args::{Args, Row, Value};
pub use copies::{Recipe, Rewrite, made_of_copies, multiply};
pub use count::counted;

use crate::error::Result;
use anyhow::{Context, anyhow};
use sqlx::{
    ConnectOptions, PgPool, Postgres, Sqlite, SqlitePool, Transaction,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{
    ops::{Deref, DerefMut},
    path::Path,
    str::FromStr,
    time::Duration,
};

/// One folder of migrations for both engines.
pub static MIGRATIONS: Migrator = sqlx_macros::migrate!("../../migrations");

/// The database. On SQLite many readers and one writer, which is how SQLite works anyway; on PostgreSQL one pool, and a small one aside.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { read: SqlitePool, write: SqlitePool },
    Postgres { pool: PgPool, aside: PgPool },
}

/// Which engine, for the few who have to know (`doctor`, the job claim).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

#[derive(Debug)]
enum Conn {
    Sqlite(Transaction<'static, Sqlite>),
    Postgres(Transaction<'static, Postgres>),
}

/// A read-only snapshot. Nothing can be written through it.
#[derive(Debug)]
pub struct Rx {
    conn: Conn,
    pub(crate) lease: Option<crate::ctx::Lease>,
}

/// A transaction that writes; it is undone unless [`Tx::commit`] is reached.
#[derive(Debug)]
pub struct Tx(Rx);

impl Db {
    /// Opens `sqlite:PATH` or `postgres://…`. A SQLite file is created when it is missing.
    pub async fn connect(url: &str) -> Result<Db> {
        // Commits are durable: what was acknowledged survives the power cut.
        Db::open(url, true, SqliteSynchronous::Full).await
    }

    /// The same, but what is not there is not made: for `doctor`.
    pub async fn existing(url: &str) -> Result<Db> {
        Db::open(url, false, SqliteSynchronous::Full).await
    }

    async fn open(url: &str, create: bool, synchronous: SqliteSynchronous) -> Result<Db> {
        if url.starts_with("postgres:") || url.starts_with("postgresql:") {
            let options = PgConnectOptions::from_str(url).context("the database address")?.disable_statement_logging();
            let upto = |connections| {
                PgPoolOptions::new().max_connections(connections).acquire_timeout(Duration::from_secs(10))
            };
            let aside = upto(2).connect_lazy_with(options.clone());
            let pool = upto(16).connect_with(options).await.context("PostgreSQL does not answer")?;
            return Ok(Db::Postgres { pool, aside });
        }
        let options = SqliteConnectOptions::from_str(url)
            .context("the database address")?
            .create_if_missing(create)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(synchronous)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(10))
            .pragma("temp_store", "memory")
            // Rows are handed over between two threads: a whole directory in few turns.
            .row_buffer_size(500)
            .disable_statement_logging();
        // Whoever fills a database goes through much of it again and again.
        let (cache, options) = match synchronous {
            SqliteSynchronous::Off => ("-262144", options.pragma("wal_autocheckpoint", "50000")),
            // A page that is written again and again, as those of an index are, goes into the file once for many times: an import writes a quarter of
            // what it else would.
            _ => ("-65536", options.pragma("wal_autocheckpoint", "8000")),
        };
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(30))
            .connect_with(options.clone().pragma("cache_size", cache))
            .await
            .context("the SQLite file cannot be opened")?;
        let read = SqlitePoolOptions::new()
            .max_connections(8)
            .acquire_timeout(Duration::from_secs(10))
            // Eight of them together keep no more than the system keeps of the file anyway.
            .connect_lazy_with(options.pragma("query_only", "on").pragma("cache_size", "-1024"));
        Ok(Db::Sqlite { read, write })
    }

    /// The same database by one or two connections of its own, for a task that others wait for while they hold a connection. On SQLite it is the same
    /// writer: who reads does not hold it.
    pub(crate) fn aside(&self) -> Db {
        match self {
            Db::Sqlite { .. } => self.clone(),
            Db::Postgres { aside, .. } => Db::Postgres { pool: aside.clone(), aside: aside.clone() },
        }
    }

    /// Opens (or makes) the database file of a data folder.
    pub async fn in_folder(folder: &Path) -> Result<Db> {
        Db::connect(&in_folder(folder)).await
    }

    /// Opens the database file of a data folder, if there is one.
    pub async fn existing_in_folder(folder: &Path) -> Result<Db> {
        Db::existing(&in_folder(folder)).await
    }

    /// The same for making a demo: nothing waits for the disk, since twenty thousand small commits would be a minute of waiting on a slow one. Nobody was
    /// told that anything was kept; whoever makes the demo writes the file through to the disk at the end, and marks it as whole only then.
    pub async fn in_folder_unsynced(folder: &Path) -> Result<Db> {
        Db::open(&in_folder(folder), true, SqliteSynchronous::Off).await
    }

    pub fn engine(&self) -> Engine {
        match self {
            Db::Sqlite { .. } => Engine::Sqlite,
            Db::Postgres { .. } => Engine::Postgres,
        }
    }

    /// Brings the schema up to date. Migrations only go forward.
    pub async fn migrate(&self) -> Result<()> {
        match self {
            Db::Sqlite { write, .. } => MIGRATIONS.run(write).await,
            Db::Postgres { pool, .. } => MIGRATIONS.run(pool).await,
        }
        .map_err(|e| anyhow!(e).context("the database could not be brought up to date").into())
    }

    /// How many migrations this program brings that the database has not had; an error where there is no schema at all.
    pub async fn pending(&self) -> Result<usize> {
        let had: Vec<i64> = self.rx().await?.values(HAD, ()).await?;
        Ok(MIGRATIONS.iter().filter(|m| !had.contains(&m.version)).count())
    }

    /// A read-only snapshot: what one page shows is of one moment.
    pub(crate) async fn rx(&self) -> Result<Rx> {
        let conn = match self {
            Db::Sqlite { read, .. } => Conn::Sqlite(read.begin().await?),
            Db::Postgres { pool, .. } => begin(pool, "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY").await?,
        };
        Ok(Rx { conn, lease: None })
    }

    /// A transaction that writes. SQLite takes its one writer at once (`IMMEDIATE`), so that nobody fails half way.
    pub(crate) async fn tx(&self) -> Result<Tx> {
        let conn = match self {
            Db::Sqlite { write, .. } => Conn::Sqlite(write.begin_with("BEGIN IMMEDIATE").await?),
            Db::Postgres { pool, .. } => begin(pool, "BEGIN ISOLATION LEVEL READ COMMITTED").await?,
        };
        Ok(Tx(Rx { conn, lease: None }))
    }

    /// Has PostgreSQL look at what some tables hold now, by which it plans: by itself it does so a minute later, and until then may look through all of them for
    /// each answer. SQLite plans by its indices alone.
    pub async fn look_over(&self, tables: &[&str]) -> Result<()> {
        if let Db::Postgres { pool, .. } = self {
            sqlx::raw_sql(sqlx::AssertSqlSafe(format!("ANALYZE {}", tables.join(", ")))).execute(pool).await?;
        }
        Ok(())
    }

    /// Whether the database answers: for `/health/ready` and `doctor`.
    pub async fn ping(&self) -> Result<()> {
        let mut rx = self.rx().await?;
        rx.value::<i64>("SELECT CAST(1 AS BIGINT) AS n", ()).await?;
        Ok(())
    }

    /// How PostgreSQL sorts in this database. Kith compares and sorts by keys made in Rust, and needs `C`.
    pub async fn collation(&self) -> Result<String> {
        self.rx().await?.value(COLLATION, ()).await
    }

    /// Has PostgreSQL count what there is, now and not when it next thinks of it. SQLite never does of itself.
    async fn take_stock(&self) -> Result<()> {
        if let Db::Postgres { pool, .. } = self {
            sqlx::query("VACUUM ANALYZE").execute(pool).await?;
        }
        Ok(())
    }

    pub async fn close(&self) {
        match self {
            Db::Sqlite { read, write } => {
                read.close().await;
                write.close().await;
            }
            Db::Postgres { pool, aside } => {
                aside.close().await;
                pool.close().await;
            }
        }
    }

    /// Asks the engine to prepare a text, without running it.
    pub async fn prepare(&self, sql: &'static str) -> sqlx::Result<()> {
        match self {
            Db::Sqlite { write, .. } => {
                sqlx::Executor::prepare(write, sqlx::SqlStr::from_static(sql)).await.map(|_| ())
            }
            Db::Postgres { pool, .. } => {
                sqlx::Executor::prepare(pool, sqlx::SqlStr::from_static(sql)).await.map(|_| ())
            }
        }
    }
}

/// Begins on PostgreSQL. Whoever asked may be gone before the answer comes (a browser that hangs up takes its request with it): sqlx 0.9.0 would give the
/// connection to the next with the transaction still open in it. So it is a task of its own that waits, and nobody takes that away.
/// <https://github.com/transact-rs/sqlx/issues/4393>
async fn begin(pool: &PgPool, statement: &'static str) -> Result<Conn> {
    let pool = pool.clone();
    let begun = tokio::spawn(async move { pool.begin_with(statement).await }).await;
    Ok(Conn::Postgres(begun.map_err(|e| anyhow!(e))??))
}

/// What the migrator keeps (its own table, so it stands in no migration).
const HAD: &str = "SELECT version AS n FROM _sqlx_migrations WHERE success";

fn in_folder(folder: &Path) -> String {
    format!("sqlite:{}", folder.join("kith.db").display())
}

/// A text for PostgreSQL only: `doctor` asks how the database sorts.
const COLLATION: &str = "SELECT datcollate AS n FROM pg_database WHERE datname = current_database()";

fn encode(e: sqlx::error::BoxDynError) -> sqlx::Error {
    sqlx::Error::Encode(e)
}

/// One column, for counts and look-ups.
#[doc(hidden)]
#[derive(Debug, sqlx_macros::FromRow)]
pub struct Single<T> {
    n: T,
}

impl Rx {
    /// All rows.
    pub async fn all<R: Row>(&mut self, sql: &'static str, args: impl Args) -> Result<Vec<R>> {
        count::one();
        Ok(match &mut self.conn {
            Conn::Sqlite(t) => sqlx::query_as_with(sql, args.sqlite().map_err(encode)?).fetch_all(&mut **t).await?,
            Conn::Postgres(t) => sqlx::query_as_with(sql, args.postgres().map_err(encode)?).fetch_all(&mut **t).await?,
        })
    }

    /// One row, or none.
    pub async fn maybe<R: Row>(&mut self, sql: &'static str, args: impl Args) -> Result<Option<R>> {
        count::one();
        Ok(match &mut self.conn {
            Conn::Sqlite(t) => {
                sqlx::query_as_with(sql, args.sqlite().map_err(encode)?).fetch_optional(&mut **t).await?
            }
            Conn::Postgres(t) => {
                sqlx::query_as_with(sql, args.postgres().map_err(encode)?).fetch_optional(&mut **t).await?
            }
        })
    }

    /// One row that must be there; [`crate::Error::NotFound`] otherwise.
    pub async fn one<R: Row>(&mut self, sql: &'static str, args: impl Args) -> Result<R> {
        self.maybe(sql, args).await?.ok_or(crate::Error::NotFound)
    }

    /// The column `n` of the only row.
    pub async fn value<T>(&mut self, sql: &'static str, args: impl Args) -> Result<T>
    where
        T: Send + Unpin + Value,
        Single<T>: Row,
    {
        Ok(self.one::<Single<T>>(sql, args).await?.n)
    }

    /// The column `n` of all rows.
    pub async fn values<T>(&mut self, sql: &'static str, args: impl Args) -> Result<Vec<T>>
    where
        T: Send + Unpin + Value,
        Single<T>: Row,
    {
        Ok(self.all::<Single<T>>(sql, args).await?.into_iter().map(|s| s.n).collect())
    }
}

impl Tx {
    /// Runs a text that changes rows; says how many.
    pub async fn run(&mut self, sql: &'static str, args: impl Args) -> Result<u64> {
        count::one();
        Ok(match &mut self.0.conn {
            Conn::Sqlite(t) => {
                sqlx::query_with(sql, args.sqlite().map_err(encode)?).execute(&mut **t).await?.rows_affected()
            }
            Conn::Postgres(t) => {
                sqlx::query_with(sql, args.postgres().map_err(encode)?).execute(&mut **t).await?.rows_affected()
            }
        })
    }

    /// An update that names the `version` it read: no row means that somebody was quicker.
    pub async fn update(&mut self, sql: &'static str, args: impl Args) -> Result<()> {
        match self.run(sql, args).await? {
            1 => Ok(()),
            0 => Err(crate::Error::Conflict("conflict-changed")),
            n => Err(anyhow!("an update meant for one row changed {n}").into()),
        }
    }

    /// Makes everything durable. Only now may anybody be told that it happened.
    pub async fn commit(self) -> Result<()> {
        match self.0.conn {
            Conn::Sqlite(t) => t.commit().await?,
            Conn::Postgres(t) => t.commit().await?,
        }
        Ok(())
    }

    pub(crate) fn engine(&self) -> Engine {
        match self.0.conn {
            Conn::Sqlite(_) => Engine::Sqlite,
            Conn::Postgres(_) => Engine::Postgres,
        }
    }

    pub(crate) fn with_lease(mut self, lease: crate::ctx::Lease) -> Tx {
        self.0.lease = Some(lease);
        self
    }
}

impl Deref for Tx {
    type Target = Rx;
    fn deref(&self) -> &Rx {
        &self.0
    }
}

impl DerefMut for Tx {
    fn deref_mut(&mut self) -> &mut Rx {
        &mut self.0
    }
}

/// Names the SQL texts of a slice: each a constant, all of them in `SQL`, which the prepare test walks on both engines.
#[macro_export]
macro_rules! sql {
    ($($(#[$meta:meta])* $name:ident = $text:literal;)*) => {
        $($(#[$meta])* const $name: &str = $text;)*
        /// Every SQL text of this slice, by name.
        pub const SQL: &[(&str, &str)] = &[$((stringify!($name), $name)),*];
    };
}

#[cfg(test)]
mod tests {
    use super::{testing::engines, *};

    /// A browser hangs up while its transaction begins, again and again; whoever comes next has a transaction of their own.
    #[tokio::test]
    async fn who_gives_up_while_a_transaction_begins_leaves_none_open() {
        for engine in engines() {
            let test = testing::fresh(engine).await;
            drop(test.db.tx().await.unwrap());
            for pauses in (0..40).map(|n| n % 8) {
                let gives_up = async {
                    for _ in 0..pauses {
                        tokio::task::yield_now().await;
                    }
                };
                tokio::select! {
                    biased;
                    _ = test.db.rx() => {}
                    () = gives_up => {}
                }
                let mut tx = test.db.tx().await.unwrap();
                let sql = "INSERT INTO setting (name, value) VALUES ($1, '1')";
                tx.run(sql, (format!("pauses {pauses}"),)).await.expect("a transaction that writes");
            }
        }
    }
}
