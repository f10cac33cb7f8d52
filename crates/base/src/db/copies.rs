//! A large database out of a small one: every row several times, under other ids. For measuring on databases that nobody has.
//!
//! The small one has a shape that life gives (who has many of what, how long texts are, what leads to what), and the large one has the same. Ids keep their
//! moment, so that copies of a row stand beside each other as rows of one day do, and two rows that belonged together do so in each copy.

use super::{
    Db,
    dump::{Kind, Table, tables},
};
use crate::{Result, settings};
use anyhow::anyhow;
use kernel::Id;
use serde_json::Value;
use std::collections::HashSet;
use uuid::Uuid;

/// What becomes of a table, where it is not simply copied.
#[derive(Debug)]
pub struct Recipe {
    /// Tables that everybody shares: their rows go over as they are, once.
    pub shared: &'static [&'static str],
    /// Tables that stay empty.
    pub left: &'static [&'static str],
    /// Columns that may not be the same twice, besides ids: table, column, and how its text is written in the copy of a number.
    pub differing: &'static [(&'static str, &'static str, Rewrite)],
}

/// The text of a column in the copy of a number. The first copy is number 0 and keeps what there is.
pub type Rewrite = fn(&str, usize) -> String;

/// Rows that are kept in memory before they go in.
const AT_ONCE: usize = 5_000;

/// Fills an empty database with copies of another one. Says how many rows it has.
///
/// # Errors
/// When `into` is not empty.
pub async fn multiply(from: &Db, into: &Db, copies: usize, recipe: &Recipe) -> Result<u64> {
    if into.pending().await.is_ok_and(|n| n > 0) {
        return Err(anyhow!("this database is somebody's, of another version; name an empty one").into());
    }
    into.migrate().await?;
    let all = tables()?;
    let mut tx = into.tx().await?;
    tx.make_room(&all).await?;
    tx.commit().await?;
    let mut rx = from.rx().await?;
    let mut shared = HashSet::from([Uuid::nil()]);
    for table in all.iter().filter(|t| recipe.shared.contains(&t.name.as_str())) {
        rx.dump(table, |cells| {
            shared.extend(cells.first().and_then(Value::as_str).and_then(|text| text.parse::<Uuid>().ok()));
            Ok(())
        })
        .await?;
    }
    let mut n = 0;
    for table in all.iter().filter(|t| !recipe.left.contains(&t.name.as_str())) {
        let copies = if recipe.shared.contains(&table.name.as_str()) { 1 } else { copies };
        let mut rows = vec![];
        rx.dump(table, |cells| {
            rows.push(cells);
            Ok(())
        })
        .await?;
        let mut tx = into.tx().await?;
        let mut ready = Vec::with_capacity(AT_ONCE + copies);
        for row in rows {
            // Two rows of a table on what all share would be one and the same.
            let copied = (1..copies).map(|copy| rewritten(table, &row, copy, recipe, &shared)).filter(|c| *c != row);
            ready.extend(copied);
            ready.push(row);
            if ready.len() >= AT_ONCE {
                n += ready.len() as u64;
                tx.load(table, &ready).await?;
                ready.clear();
            }
        }
        n += ready.len() as u64;
        tx.load(table, &ready).await?;
        tx.commit().await?;
    }
    drop(rx);
    let mut tx = into.tx().await?;
    settings::set(&mut tx, MARK, &copies).await?;
    tx.commit().await?;
    into.take_stock().await?;
    Ok(n)
}

/// The setting that marks a database as made of copies: nothing in it is about anybody, and whoever measures may write into it.
const MARK: &str = "made-of-copies";

/// Whether a database was made by [`multiply`].
pub async fn made_of_copies(db: &Db) -> Result<bool> {
    Ok(settings::get::<usize>(&mut db.rx().await?, MARK).await?.is_some())
}

fn rewritten(table: &Table, row: &[Value], copy: usize, recipe: &Recipe, shared: &HashSet<Uuid>) -> Vec<Value> {
    let how = |column: &str| {
        recipe.differing.iter().find(|(t, c, _)| *t == table.name && *c == column).map(|(_, _, rewrite)| rewrite)
    };
    let cells = table.columns.iter().zip(row).map(|((column, kind), cell)| match (how(column), cell, kind) {
        (Some(rewrite), Value::String(text), _) => Value::from(rewrite(text, copy)),
        (None, _, Kind::Uuid | Kind::Json | Kind::Text) => moved(cell, copy, shared),
        _ => cell.clone(),
    });
    cells.collect()
}

/// With the ids of another copy, wherever they stand.
fn moved(cell: &Value, copy: usize, shared: &HashSet<Uuid>) -> Value {
    match cell {
        Value::String(text) => match text.parse::<Uuid>() {
            Ok(id) if text.len() == 36 && !shared.contains(&id) => {
                Id::<()>::from_uuid(of_copy(id, copy)).to_string().into()
            }
            _ => cell.clone(),
        },
        Value::Array(all) => all.iter().map(|v| moved(v, copy, shared)).collect(),
        Value::Object(all) => all.iter().map(|(k, v)| (k.clone(), moved(v, copy, shared))).collect(),
        _ => cell.clone(),
    }
}

/// The id that stands for this one in a copy: another for each, and never one of another id in the same copy. Its moment and its version stay.
fn of_copy(id: Uuid, copy: usize) -> Uuid {
    const RANDOM: u64 = (1 << 62) - 1;
    let (moment, random) = id.as_u64_pair();
    let turn = (copy as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) & RANDOM;
    Uuid::from_u64_pair(moment, random ^ turn)
}

#[cfg(test)]
mod tests {
    use super::super::testing::{engines, fresh};
    use super::*;
    use kernel::Instant;
    const RECIPE: Recipe = Recipe {
        shared: &["allowed", "setting"],
        left: &["job"],
        differing: &[("throttle", "key", |key, copy| format!("{key} {copy}"))],
    };

    const STANDS: &str = "INSERT INTO standing (subject, party, how, since_at) VALUES ($1, $2, $3, $4)";

    #[tokio::test]
    async fn every_row_is_there_as_often_as_asked_and_belongs_to_its_own_copy() {
        for engine in engines() {
            let (small, large) = (fresh(engine).await, fresh(engine).await);
            let (one, other): (Uuid, Uuid) =
                (crate::seal::named_id("test", "one"), crate::seal::named_id("test", "other"));
            let at: Instant = "2026-11-24T09:00:00.000000Z".parse().unwrap();
            let mut tx = small.db.tx().await.unwrap();
            for (subject, party, how) in [(one, other, "friend"), (other, Uuid::nil(), "house")] {
                let ids = (Id::<()>::from_uuid(subject), Id::<()>::from_uuid(party));
                tx.run(STANDS, (ids.0, ids.1, how, at)).await.unwrap();
            }
            tx.commit().await.unwrap();

            multiply(&small.db, &large.db, 5, &RECIPE).await.unwrap();
            let mut rx = large.db.rx().await.unwrap();
            assert_eq!(rx.count("standing").await.unwrap(), 10);
            let friends: Vec<Id<()>> =
                rx.values("SELECT party AS n FROM standing WHERE how = $1", ("friend",)).await.unwrap();
            let of_the_house = "SELECT subject AS n FROM standing WHERE how = $1 AND party = $2";
            let nil = Id::<()>::from_uuid(Uuid::nil());
            let housed: Vec<Id<()>> = rx.values(of_the_house, ("house", nil)).await.unwrap();
            let set = |all: &[Id<()>]| all.iter().map(|id| id.uuid()).collect::<HashSet<_>>();
            assert_eq!(set(&friends), set(&housed));
            assert_eq!(set(&friends).len(), 5);
            drop(rx);
            assert!(multiply(&small.db, &large.db, 2, &RECIPE).await.is_err(), "it is not empty any more");
        }
    }
}
