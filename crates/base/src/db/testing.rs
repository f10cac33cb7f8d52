//! A fresh database of either kind for every test, made from a template that was migrated once.
//!
//! SQLite copies a file; PostgreSQL (where `KITH_TEST_POSTGRES` names a server) copies a database, or a test walks where another has walked ([`Lane`]).
//! Where the variable is missing the PostgreSQL half of a test says so and passes, unless `KITH_REQUIRE_POSTGRES` is set, as it is in `cargo xtask test`.

use super::{Db, Engine, Rx, Tx};
use crate::seal;
use std::{cell::RefCell, path::PathBuf, sync::OnceLock};
use tokio::sync::OnceCell;

/// A database of a test's own, removed when it is dropped.
#[derive(Debug)]
pub struct TestDb {
    pub db: Db,
    pub folder: PathBuf,
    /// The name of the database on its server; empty for SQLite.
    pub name: String,
    /// What it was copied from.
    template: String,
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
        if let Db::Postgres { pool, .. } = &self.db
            && !pool.is_closed()
            && !self.template.is_empty()
        {
            let walked = Walked { db: self.db.clone(), name: self.name.clone(), template: self.template.clone() };
            LANE.with_borrow_mut(|lane| lane.as_mut().map(|lane| lane.walked = Some(walked)));
        }
    }
}

thread_local! {
    static LANE: RefCell<Option<Lane>> = const { RefCell::new(None) };
}

/// A database of PostgreSQL in which one test walks after the other: it is emptied and filled again for each, and its connections, which know the tables
/// and the statements by then, stay. To copy a database and to connect to it anew is half of what PostgreSQL does in a short test.
#[derive(Debug, Default)]
pub struct Lane {
    walked: Option<Walked>,
}

#[derive(Debug)]
struct Walked {
    db: Db,
    name: String,
    template: String,
}

impl Lane {
    /// What this thread does from now on is in this lane. It must all be in one runtime, which keeps the connections.
    pub fn enter(self) {
        LANE.set(Some(self));
    }

    /// The lane that this thread was in.
    pub fn leave() -> Lane {
        LANE.take().unwrap_or_default()
    }
}

/// The engines a test has to run on.
pub fn engines() -> Vec<Engine> {
    let mut engines = vec![Engine::Sqlite];
    if std::env::var("KITH_TEST_POSTGRES").is_ok() {
        engines.push(Engine::Postgres);
    } else if std::env::var("KITH_REQUIRE_POSTGRES").is_ok() {
        panic!("KITH_TEST_POSTGRES must name a PostgreSQL server; `cargo xtask test` starts one");
    } else {
        static SAID: OnceLock<()> = OnceLock::new();
        SAID.get_or_init(|| eprintln!("KITH_TEST_POSTGRES is not set: this run tests SQLite only"));
    }
    engines
}

fn folder() -> PathBuf {
    let folder = std::env::temp_dir().join(format!("kith-test-{}", &seal::token()[..16]));
    std::fs::create_dir_all(&folder).expect("a temporary folder");
    folder
}

/// A database that further ones are copies of. Nobody is connected to it.
#[derive(Debug)]
pub struct Template(TestDb);

/// A migrated, empty database.
pub async fn fresh(engine: Engine) -> TestDb {
    static SQLITE: OnceCell<Template> = OnceCell::const_new();
    static POSTGRES: OnceCell<Template> = OnceCell::const_new();
    let template = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    let migrated = || async {
        let made = made(engine, None).await;
        made.db.migrate().await.expect("migrations");
        made.into_template().await
    };
    template.get_or_init(migrated).await.copy().await
}

impl TestDb {
    /// Makes this database one to copy from.
    pub async fn into_template(self) -> Template {
        if let Db::Postgres { pool, .. } = &self.db {
            run(pool, KEEP, |table| format!("CREATE TABLE kept.{table} AS TABLE {table}")).await;
        }
        self.db.close().await;
        Template(self)
    }
}

impl Template {
    pub async fn copy(&self) -> TestDb {
        made(self.0.db.engine(), Some(self)).await
    }
}

async fn made(engine: Engine, from: Option<&Template>) -> TestDb {
    let folder = folder();
    match engine {
        Engine::Sqlite => {
            if let Some(Template(template)) = from {
                std::fs::copy(template.folder.join("kith.db"), folder.join("kith.db")).expect("a copy");
            }
            // A test's database need not outlive a power cut.
            let db = Db::in_folder_unsynced(&folder).await.expect("a SQLite file");
            TestDb { db, folder, name: String::new(), template: String::new() }
        }
        Engine::Postgres => {
            let template = from.map(|Template(template)| template.name.clone()).unwrap_or_default();
            let walked = LANE.with_borrow_mut(|lane| lane.as_mut().and_then(|lane| lane.walked.take()));
            if let Some(Walked { db, name, template }) = walked.filter(|walked| walked.template == template) {
                let Db::Postgres { pool, .. } = &db else { unreachable!("a lane is PostgreSQL's") };
                run(pool, FILL, |table| format!("DELETE FROM {table}; INSERT INTO {table} SELECT * FROM kept.{table}"))
                    .await;
                return TestDb { db, folder, name, template };
            }
            let name = format!("kith_test_{}", seal::token()[..20].to_lowercase().replace('-', "x"));
            create(&name, from.map_or("template0", |Template(template)| &template.name)).await;
            TestDb { db: Db::connect(&on_server(&name)).await.expect("the test's database"), folder, name, template }
        }
    }
}

/// Before all tables: what they hold is kept beside them.
const KEEP: &str = "DROP SCHEMA IF EXISTS kept CASCADE; CREATE SCHEMA kept";

/// Before all tables: they are emptied and filled as they come, whatever refers to what.
const FILL: &str = "SET LOCAL session_replication_role = replica; SET LOCAL lock_timeout = '10s'";

/// Does something with every table, in one transaction.
async fn run(pool: &sqlx::PgPool, before: &str, with: impl Fn(&str) -> String) {
    let tables = super::dump::tables().expect("migrations of ours");
    let each: Vec<String> = tables.iter().map(|table| with(&table.name)).collect();
    let sql = format!("BEGIN; {before}; {}; COMMIT", each.join("; "));
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(pool).await.expect("a database as it was");
}

/// The address of a database on the server that `KITH_TEST_POSTGRES` names.
fn on_server(name: &str) -> String {
    let server = std::env::var("KITH_TEST_POSTGRES").expect("checked by `engines`");
    format!("{}/{name}", server.rsplit_once('/').map_or(server.as_str(), |(address, _)| address))
}

/// Copies a database. One at a time: PostgreSQL refuses a template that somebody is copying.
async fn create(name: &str, template: &str) {
    static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());
    let _turn = ONE_AT_A_TIME.lock().await;
    let Db::Postgres { pool, .. } = Db::connect(&on_server("postgres")).await.expect("the PostgreSQL server answers")
    else {
        panic!("KITH_TEST_POSTGRES is not the address of a PostgreSQL server")
    };
    // The files as they are, with what PostgreSQL has looked up about them: of the two ways the quicker one for whoever connects next.
    let sql = format!("CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
    sqlx::query(sqlx::AssertSqlSafe(sql)).execute(&pool).await.expect("a database");
    pool.close().await;
}

/// One number out of a text that a test writes: for what no page shows.
pub async fn number(db: &Db, sql: &'static str) -> i64 {
    db.rx().await.expect("a snapshot").value::<i64>(sql, ()).await.expect("one number")
}

/// Connects to a test's database again, as a new process would.
pub async fn again(test: &TestDb, engine: Engine) -> Db {
    Db::connect(&address(test, engine)).await.expect("the test's database")
}

/// Where another process finds a test's database.
pub fn address(test: &TestDb, engine: Engine) -> String {
    match engine {
        Engine::Sqlite => format!("sqlite:{}", test.folder.join("kith.db").display()),
        Engine::Postgres => on_server(&test.name),
    }
}

/// A look at the tables, past the doors: for tests that compare what is stored with what should be.
pub async fn look(db: &Db) -> Rx {
    db.rx().await.expect("a transaction")
}

/// A change past the doors: for tests that tamper.
pub async fn tamper(db: &Db) -> Tx {
    db.tx().await.expect("a transaction")
}

/// So long is a row kept from those who come for it: time enough for all of them to come up to it.
const KEPT: std::time::Duration = std::time::Duration::from_millis(250);

/// Begins something while a transaction is open, and commits that a little later: what two do at once, in a known order.
pub async fn beside<T>(first: Tx, second: impl Future<Output = T>) -> T {
    let commit = async {
        tokio::time::sleep(KEPT).await;
        first.commit().await.expect("a commit");
    };
    tokio::join!(commit, second).1
}

/// Lets several come up to rows that somebody keeps (`sql` is an update of them that changes nothing), and lets them go on together. On PostgreSQL each
/// has then read what it reads before it writes there; on SQLite they wait for their turn as a whole.
pub async fn gathered<T>(db: &Db, sql: &'static str, several: impl Future<Output = T>) -> T {
    let mut gate = tamper(db).await;
    gate.run(sql, ()).await.expect("rows to keep");
    beside(gate, several).await
}
