//! Importing the register of charities, as far as it says how a charity is reached: an address that stands in it proves who speaks for one.
//!
//! The Charity Commission for England and Wales gives its register out every day as tables; of these it is the table `publicextract.charity`, whose headings are known here (the registers of Scotland and
//! Northern Ireland have others, and shorter names are understood too). Charities that were removed, and those that are only linked to another, are left out. A file is the whole
//! of the register; it is read to its end before anything is written, and each row is true by itself.

use super::{
    Progress, Tell,
    read::{Row, Table},
    report::Summary,
    run::Pace,
    store, stream,
};
use crate::{
    directory::{fresh, same},
    policy::DIRECTORY_IMPORT,
};
use anyhow::anyhow;
use base::{Ctx, House, Result};
use kernel::{Email, name::name_key};
use std::{collections::BTreeMap, path::Path, time::Instant as Moment};

/// What the register says of how a charity is reached.
#[derive(Clone, Debug, PartialEq, sqlx_macros::FromRow)]
pub struct Charity {
    /// As [`same::charity_number`] has it.
    pub number: String,
    pub name: String,
    pub email: Option<String>,
}

/// Which column says what.
struct Columns {
    number: usize,
    name: usize,
    email: Option<usize>,
    linked: Option<usize>,
    status: Option<usize>,
}

impl Columns {
    fn of(table: &Table) -> Result<Columns> {
        let keys: Vec<String> = table.headings.iter().map(|h| name_key(&h.replace('_', " "))).collect();
        let find = |names: &[&str]| names.iter().find_map(|n| keys.iter().position(|k| k == n));
        let needed = |names: &[&str], what: &str| {
            find(names).ok_or_else(|| table.wrong(1, &format!("no column has {what}: \"{}\" was expected", names[0])))
        };
        Ok(Columns {
            number: needed(&["registered charity number", "charity number", "number"], "the number of a charity")?,
            name: needed(&["charity name", "name"], "its name")?,
            email: find(&["charity contact email", "email"]),
            linked: find(&["linked charity number"]),
            status: find(&["charity registration status", "charity status", "status"]),
        })
    }

    /// `Ok(None)`: it is none that anybody speaks for.
    fn read(&self, row: &Row) -> std::result::Result<Option<Charity>, &'static str> {
        let value = |column: Option<usize>| column.map_or("", |c| row.get(c));
        let gone = name_key(value(self.status)) == "removed";
        if gone || !["", "0"].contains(&value(self.linked)) {
            return Ok(None);
        }
        let number = same::charity_number("charity", row.get(self.number)).ok_or("it has no number")?;
        let name = row.get(self.name).to_owned();
        if name.is_empty() {
            return Err("it has no name");
        }
        let email = value(self.email).parse::<Email>().ok().map(|e| e.to_string());
        Ok(Some(Charity { number, name, email }))
    }
}

/// So many are written at a time at most.
const AT_ONCE: usize = 500;

/// Imports the register.
///
/// # Errors
/// What is wrong with the file, with its name and line; or that more than a tenth of what there was is not in it. Then nothing is changed.
pub async fn charities(ctx: &Ctx, file: &Path, replace: bool, tell: Tell<'_>) -> Result<Summary> {
    let table = Table::open(file, None)?;
    let columns = Columns::of(&table)?;
    let (of, name) = (table.size, table.file.clone());
    let mut rx = fresh::reading(ctx).await?;
    let before: BTreeMap<String, Charity> =
        store::charities(&mut rx).await?.into_iter().map(|c| (c.number.clone(), c)).collect();
    drop(rx);
    let (mut summary, mut all) = (Summary::default(), BTreeMap::new());
    let mut batches = stream(table, move |_, row| (row.line as i64, columns.read(row)));
    while let Some(batch) = batches.next().await? {
        for (line, read) in batch.rows {
            match read {
                Ok(None) => continue,
                Ok(Some(c)) if all.contains_key(&c.number) => {
                    summary.refuse(
                        line,
                        "duplicate",
                        format!("a duplicate: number {} stands on an earlier line", c.number),
                    );
                }
                Ok(Some(c)) => drop(all.insert(c.number.clone(), c)),
                Err(reason) => summary.refuse(line, "no-number", reason.to_owned()),
            }
            summary.read += 1;
        }
        tell(Progress { rows: summary.read, bytes: batch.bytes, of });
    }
    if all.is_empty() {
        return Err(anyhow!("{name} has no charity in it").into());
    }
    summary.compare(all.values().map(|c| before.get(&c.number).map(|was| was == c)), before.len());
    if !replace && summary.gone * 10 > before.len() as u64 {
        return Err(anyhow!(
            "{} of the {} charities that were there are not in {name}; nothing was changed. If that is right, say --replace",
            summary.gone,
            before.len()
        )
        .into());
    }
    let gone: Vec<String> = before.keys().filter(|n| !all.contains_key(*n)).cloned().collect();
    let new: Vec<Charity> = all.into_values().filter(|c| before.get(&c.number) != Some(c)).collect();
    let mut pace = Pace::new(AT_ONCE);
    for some in new.chunks(AT_ONCE) {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        let since = Moment::now();
        store::put_charities(&mut tx, some).await?;
        tx.commit().await?;
        pace.breathe(since).await;
    }
    for some in gone.chunks(AT_ONCE) {
        let (mut tx, _) = ctx.write(&DIRECTORY_IMPORT, House::id()).await?;
        let since = Moment::now();
        store::forget_charities(&mut tx, some).await?;
        tx.commit().await?;
        pace.breathe(since).await;
    }
    Ok(summary)
}
