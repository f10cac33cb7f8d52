//! Many rows in one statement.
//!
//! The text is that of one row, which the prepare test sees; [`Tx::insert_many`] repeats its `VALUES` group as often as the engine takes values in one
//! statement. SQLite reads the text again for each size, so full statements have one size and are kept prepared; the rest of a batch is not.

use super::{Args, Conn, Engine, Row, Tx, count, encode};
use crate::error::Result;
use anyhow::anyhow;
use sqlx::{AssertSqlSafe, postgres::PgArguments, sqlite::SqliteArguments};

/// Rows in a full statement, at most. More save nothing and make the text long.
pub(super) const ROWS: usize = 250;

/// How many values an engine takes in one statement.
pub(super) fn most_values(engine: Engine) -> usize {
    match engine {
        // SQLITE_MAX_VARIABLE_NUMBER as it is built by default.
        Engine::Sqlite => 32_766,
        // The protocol counts them in 16 bits.
        Engine::Postgres => 65_535,
    }
}

impl Tx {
    /// Runs `INSERT … VALUES ($1, $2, …) …` for all the rows; says how many went in. After the group no parameter may follow.
    pub async fn insert_many<A: Args>(&mut self, sql: &'static str, rows: Vec<A>) -> Result<u64> {
        let mut inserted = 0;
        for statement in self.statements(sql, rows)? {
            count::one();
            let text = AssertSqlSafe(statement.text);
            inserted += match (&mut self.0.conn, statement.args) {
                (Conn::Sqlite(t), Bound::Sqlite(args)) => {
                    sqlx::query_with(text, args).persistent(statement.full).execute(&mut **t).await?.rows_affected()
                }
                (Conn::Postgres(t), Bound::Postgres(args)) => {
                    sqlx::query_with(text, args).persistent(statement.full).execute(&mut **t).await?.rows_affected()
                }
                _ => return Err(anyhow!("arguments of another engine").into()),
            };
        }
        Ok(inserted)
    }

    /// The same with `RETURNING`: what the text returns of the rows that went in (`ON CONFLICT DO NOTHING` leaves some out), in no order.
    pub async fn insert_many_returning<A: Args, R: Row>(&mut self, sql: &'static str, rows: Vec<A>) -> Result<Vec<R>> {
        let mut all = vec![];
        for statement in self.statements(sql, rows)? {
            count::one();
            let text = AssertSqlSafe(statement.text);
            all.extend(match (&mut self.0.conn, statement.args) {
                (Conn::Sqlite(t), Bound::Sqlite(args)) => {
                    sqlx::query_as_with(text, args).persistent(statement.full).fetch_all(&mut **t).await?
                }
                (Conn::Postgres(t), Bound::Postgres(args)) => {
                    sqlx::query_as_with(text, args).persistent(statement.full).fetch_all(&mut **t).await?
                }
                _ => return Err(anyhow!("arguments of another engine").into()),
            });
        }
        Ok(all)
    }

    fn statements<A: Args>(&self, sql: &'static str, rows: Vec<A>) -> Result<Vec<Statement>> {
        let group = Group::find(sql).ok_or_else(|| anyhow!("no VALUES group of parameters alone in: {sql}"))?;
        let at_once = (most_values(self.engine()) / group.columns).clamp(1, ROWS);
        let mut rows = rows.into_iter();
        let mut statements = vec![];
        loop {
            let mut n = 0;
            let args = match self.engine() {
                Engine::Sqlite => {
                    let mut args = SqliteArguments::default();
                    for row in rows.by_ref().take(at_once) {
                        row.add_sqlite(&mut args).map_err(encode)?;
                        n += 1;
                    }
                    Bound::Sqlite(args)
                }
                Engine::Postgres => {
                    let mut args = PgArguments::default();
                    for row in rows.by_ref().take(at_once) {
                        row.add_postgres(&mut args).map_err(encode)?;
                        n += 1;
                    }
                    Bound::Postgres(args)
                }
            };
            if n == 0 {
                return Ok(statements);
            }
            statements.push(Statement { text: group.repeated(sql, n, self.engine()), args, full: n == at_once });
        }
    }
}

struct Statement {
    text: String,
    args: Bound,
    full: bool,
}

enum Bound {
    Sqlite(SqliteArguments),
    Postgres(PgArguments),
}

/// Where the group of parameters stands in a text.
struct Group {
    start: usize,
    end: usize,
    columns: usize,
}

impl Group {
    fn find(sql: &str) -> Option<Group> {
        let start = sql.find("VALUES (")? + "VALUES ".len();
        let end = start + sql[start..].find(')')? + 1;
        let columns = sql[start + 1..end - 1].split(',').count();
        let expected = (1..=columns).map(|n| format!("${n}")).collect::<Vec<_>>();
        let found: Vec<&str> = sql[start + 1..end - 1].split(',').map(str::trim).collect();
        (found == expected && !sql[end..].contains('$')).then_some(Group { start, end, columns })
    }

    /// On SQLite the parameters of the repeated text have no names: for every one that it binds sqlx asks for the name, and SQLite goes through all names to find
    /// it, which made half of the time of a large import.
    fn repeated(&self, sql: &str, rows: usize, engine: Engine) -> String {
        let mut text = String::with_capacity(sql.len() + rows * self.columns * 7);
        text.push_str(&sql[..self.start]);
        groups(&mut text, rows, self.columns, engine);
        text.push_str(&sql[self.end..]);
        text
    }
}

/// `(?, ?), (?, ?)`, or the same with numbers.
pub(super) fn groups(text: &mut String, rows: usize, columns: usize, engine: Engine) {
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ", (" });
        for column in 0..columns {
            if column > 0 {
                text.push_str(", ");
            }
            match engine {
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => text.push_str(&format!("${}", row * columns + column + 1)),
            }
        }
        text.push(')');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::testing::{engines, fresh};

    const SET: &str = "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING";
    const SET_RETURNING: &str =
        "INSERT INTO setting (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING RETURNING name AS n";

    #[test]
    fn a_group_is_repeated_with_its_parameters_counted_on() {
        let group = Group::find(SET).unwrap();
        assert_eq!(
            group.repeated(SET, 2, Engine::Postgres),
            "INSERT INTO setting (name, value) VALUES ($1, $2), ($3, $4) ON CONFLICT DO NOTHING"
        );
        assert!(Group::find("INSERT INTO t (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET b = $2").is_none());
        assert!(Group::find("INSERT INTO t (a, b) VALUES ($1, 1)").is_none());
    }

    #[tokio::test]
    async fn many_rows_go_in_and_those_that_were_there_are_left_out() {
        for engine in engines() {
            let db = fresh(engine).await;
            let rows = |n: usize| (0..n).map(|i| (format!("bulk-{i}"), format!("{i}"))).collect::<Vec<_>>();
            let mut tx = db.db.tx().await.unwrap();
            assert_eq!(tx.insert_many(SET, rows(0)).await.unwrap(), 0);
            assert_eq!(tx.insert_many(SET, rows(ROWS + 3)).await.unwrap(), ROWS as u64 + 3);
            let new: Vec<crate::db::Single<String>> =
                tx.insert_many_returning(SET_RETURNING, rows(ROWS + 5)).await.unwrap();
            assert_eq!(new.len(), 2);
            tx.commit().await.unwrap();
            let last: i64 = crate::settings::get(&mut db.db.rx().await.unwrap(), "bulk-254").await.unwrap().unwrap();
            assert_eq!(last, 254);
        }
    }
}
