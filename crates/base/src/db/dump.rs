//! Every table as plain cells, read from one snapshot and written back into either engine: what backup and restore stand on.
//!
//! Tables and columns are read out of the migrations themselves, which are written in one small dialect, so that a table that was added cannot be
//! forgotten.

use super::{
    Conn, MIGRATIONS, Rx, Tx,
    bulk::{ROWS, groups, most_values},
};
use crate::Result;
use anyhow::anyhow;
use kernel::{Date, Id, Instant};
use serde_json::Value;
use sqlx::{Arguments, AssertSqlSafe, Row, postgres::PgArguments, sqlite::SqliteArguments, types::Json};
use tokio_stream::StreamExt;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Uuid,
    Text,
    Integer,
    Flag,
    Real,
    Instant,
    Day,
    Json,
}

/// A table, as the migrations made it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    pub name: String,
    pub columns: Vec<(String, Kind)>,
}

/// Every table, parents before their children.
pub fn tables() -> Result<Vec<Table>> {
    let mut all: Vec<Table> = vec![];
    for migration in MIGRATIONS.iter() {
        let sql: String =
            migration.sql.as_str().lines().map(|l| l.split("--").next().unwrap_or("")).collect::<Vec<_>>().join("\n");
        for statement in sql.split(';').map(str::trim) {
            let words: Vec<&str> = statement.split_whitespace().collect();
            match words.as_slice() {
                ["CREATE", "TABLE", name, ..] => {
                    let body = statement.split_once('(').and_then(|(_, b)| b.rsplit_once(')')).map_or("", |(b, _)| b);
                    all.push(Table { name: (*name).to_owned(), columns: columns(body)? });
                }
                ["ALTER", "TABLE", name, "ADD", "COLUMN", column, kind, ..] => {
                    let table = all.iter_mut().find(|t| t.name == *name).ok_or_else(|| anyhow!("no table {name}"))?;
                    table.columns.push(((*column).to_owned(), kind_of(kind)?));
                }
                ["DROP", "TABLE", name, ..] => all.retain(|t| t.name != *name),
                ["ALTER", ..] => return Err(anyhow!("backup does not understand: {statement}").into()),
                _ => {}
            }
        }
    }
    Ok(all)
}

/// The columns between the outer parentheses: split at commas that stand in no parentheses of their own.
fn columns(body: &str) -> Result<Vec<(String, Kind)>> {
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in body.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("never empty").push(c);
    }
    let mut columns = vec![];
    for part in parts {
        let words: Vec<&str> = part.split_whitespace().collect();
        match words.as_slice() {
            [] | ["PRIMARY" | "UNIQUE" | "CHECK" | "FOREIGN" | "CONSTRAINT", ..] => {}
            [name, kind, ..] if !name.starts_with("CHECK(") => columns.push(((*name).to_owned(), kind_of(kind)?)),
            _ => {}
        }
    }
    Ok(columns)
}

fn kind_of(word: &str) -> Result<Kind> {
    Ok(match word {
        "UUID" => Kind::Uuid,
        "TEXT" => Kind::Text,
        "BIGINT" => Kind::Integer,
        "BOOLEAN" => Kind::Flag,
        "DOUBLE" => Kind::Real,
        "TIMESTAMPTZ" => Kind::Instant,
        "DATE" => Kind::Day,
        "JSONB" => Kind::Json,
        other => return Err(anyhow!("a column of the kind {other} is outside the subset").into()),
    })
}

/// One cell out of a row of either driver.
macro_rules! cell {
    ($row:expr, $at:expr, $kind:expr) => {
        match $kind {
            Kind::Uuid => $row.try_get::<Option<Id<()>>, _>($at)?.map(|v| Value::from(v.to_string())),
            Kind::Text => $row.try_get::<Option<String>, _>($at)?.map(Value::from),
            Kind::Integer => $row.try_get::<Option<i64>, _>($at)?.map(Value::from),
            Kind::Flag => $row.try_get::<Option<bool>, _>($at)?.map(Value::from),
            Kind::Real => $row.try_get::<Option<f64>, _>($at)?.map(Value::from),
            Kind::Instant => $row.try_get::<Option<Instant>, _>($at)?.map(|v| Value::from(v.to_string())),
            Kind::Day => $row.try_get::<Option<Date>, _>($at)?.map(|v| Value::from(v.to_string())),
            Kind::Json => $row.try_get::<Option<Json<Value>>, _>($at)?.map(|v| v.0),
        }
        .unwrap_or(Value::Null)
    };
}

/// One cell into the arguments of either driver.
macro_rules! bind {
    ($arguments:expr, $kind:expr, $cell:expr) => {{
        let text = || -> Result<Option<String>> {
            match $cell {
                Value::Null => Ok(None),
                Value::String(s) => Ok(Some(s.clone())),
                other => Err(anyhow!("{other} is not a text").into()),
            }
        };
        fn read<T: std::str::FromStr>(text: Option<String>) -> Result<Option<T>> {
            text.map(|t| t.parse().map_err(|_| anyhow!("{t} cannot be read").into())).transpose()
        }
        match $kind {
            Kind::Uuid => $arguments.add(read::<Id<()>>(text()?)?),
            Kind::Text => $arguments.add(text()?),
            Kind::Integer => $arguments.add($cell.as_i64()),
            Kind::Flag => $arguments.add($cell.as_bool()),
            Kind::Real => $arguments.add($cell.as_f64()),
            Kind::Instant => $arguments.add(read::<Instant>(text()?)?),
            Kind::Day => $arguments.add(read::<Date>(text()?)?),
            Kind::Json => $arguments.add((!$cell.is_null()).then(|| Json($cell.clone()))),
        }
        .map_err(|e| anyhow!(e))?;
    }};
}

impl Rx {
    /// Gives every row of a table to `take`, one after the other.
    pub(crate) async fn dump(
        &mut self,
        table: &Table,
        mut take: impl FnMut(Vec<Value>) -> Result<()> + Send,
    ) -> Result<()> {
        let names: Vec<&str> = table.columns.iter().map(|(n, _)| n.as_str()).collect();
        let sql = AssertSqlSafe(format!("SELECT {} FROM {}", names.join(", "), table.name));
        match &mut self.conn {
            Conn::Sqlite(t) => {
                let mut rows = sqlx::query(sql).fetch(&mut **t);
                while let Some(row) = rows.next().await {
                    let row = row?;
                    let cells = table.columns.iter().enumerate().map(|(at, (_, kind))| Ok(cell!(row, at, kind)));
                    take(cells.collect::<Result<_>>()?)?;
                }
            }
            Conn::Postgres(t) => {
                let mut rows = sqlx::query(sql).fetch(&mut **t);
                while let Some(row) = rows.next().await {
                    let row = row?;
                    let cells = table.columns.iter().enumerate().map(|(at, (_, kind))| Ok(cell!(row, at, kind)));
                    take(cells.collect::<Result<_>>()?)?;
                }
            }
        }
        Ok(())
    }

    /// How many rows a table has.
    pub(crate) async fn count(&mut self, table: &str) -> Result<i64> {
        let sql = AssertSqlSafe(format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {table}"));
        Ok(match &mut self.conn {
            Conn::Sqlite(t) => sqlx::query_scalar(sql).fetch_one(&mut **t).await?,
            Conn::Postgres(t) => sqlx::query_scalar(sql).fetch_one(&mut **t).await?,
        })
    }
}

impl Tx {
    /// Empties a table.
    pub(crate) async fn clear(&mut self, table: &str) -> Result<()> {
        let sql = AssertSqlSafe(format!("DELETE FROM {table}"));
        match &mut self.0.conn {
            Conn::Sqlite(t) => {
                sqlx::query(sql).execute(&mut **t).await?;
            }
            Conn::Postgres(t) => {
                sqlx::query(sql).execute(&mut **t).await?;
            }
        }
        Ok(())
    }

    /// Makes room for all that another database has.
    ///
    /// # Errors
    /// When there is more in this one than the migrations put in themselves.
    pub(crate) async fn make_room(&mut self, all: &[Table]) -> Result<()> {
        for table in all {
            if self.count(&table.name).await? > 0 && !seeded(&table.name) {
                return Err(anyhow!(
                    "the database is not empty ({} has rows); nothing is overwritten, so name an empty one",
                    table.name
                )
                .into());
            }
        }
        for table in all.iter().rev() {
            self.clear(&table.name).await?;
        }
        Ok(())
    }

    /// Writes rows of cells, in the order of the table's columns.
    pub(crate) async fn load(&mut self, table: &Table, rows: &[Vec<Value>]) -> Result<()> {
        let names: Vec<&str> = table.columns.iter().map(|(n, _)| n.as_str()).collect();
        let engine = self.engine();
        let at_once = (most_values(engine) / names.len()).clamp(1, ROWS);
        for rows in rows.chunks(at_once) {
            let mut sql = format!("INSERT INTO {} ({}) VALUES ", table.name, names.join(", "));
            groups(&mut sql, rows.len(), names.len(), engine);
            let (sql, full) = (AssertSqlSafe(sql), rows.len() == at_once);
            let cells = || rows.iter().flat_map(|row| table.columns.iter().zip(row));
            match &mut self.0.conn {
                Conn::Sqlite(t) => {
                    let mut arguments = SqliteArguments::default();
                    for ((_, kind), cell) in cells() {
                        bind!(arguments, kind, cell);
                    }
                    sqlx::query_with(sql, arguments).persistent(full).execute(&mut **t).await?;
                }
                Conn::Postgres(t) => {
                    let mut arguments = PgArguments::default();
                    for ((_, kind), cell) in cells() {
                        bind!(arguments, kind, cell);
                    }
                    sqlx::query_with(sql, arguments).persistent(full).execute(&mut **t).await?;
                }
            }
        }
        Ok(())
    }
}

/// Tables that migrations fill: their rows are replaced by those that come.
fn seeded(table: &str) -> bool {
    MIGRATIONS.iter().any(|m| m.sql.as_str().contains(&format!("INSERT INTO {table} ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_read_out_of_the_migrations() {
        let all = tables().unwrap();
        let session = all.iter().find(|t| t.name == "session").unwrap();
        assert!(session.columns.contains(&("ends_at".into(), Kind::Instant)));
        assert!(session.columns.contains(&("whole".into(), Kind::Flag)));
        let standing = all.iter().find(|t| t.name == "standing").unwrap();
        assert_eq!(standing.columns.len(), 5, "the primary key is not a column");
    }
}
