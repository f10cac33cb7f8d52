//! Importing services out of tables of one's own: CSV, with the usual headings or a mapping.

use super::{
    Order, Tell, check_feed,
    headings::{Mapping, Plan},
    read::Table,
    report::Summary,
    rows::Reading,
    stream,
    work::{Incoming, Item, shortened, work},
};
use crate::{directory::store as directory_store, policy::SERVICE_VIEW};
use base::{Ctx, House, Result};
use std::{collections::HashSet, sync::Arc};

/// Imports a file of services. Run again with the same file it changes nothing and says so.
///
/// # Errors
/// What is wrong with the file, with its name and line; then nothing is changed.
pub async fn services(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    let mapping = order.map.map(Mapping::read).transpose()?.unwrap_or_default();
    let table = Table::open(order.file, mapping.delimiter())?;
    let plan = Arc::new(Plan::for_services(&table, mapping)?);
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let needs: HashSet<String> = directory_store::needs(&mut rx).await?.into_iter().map(|n| n.code).collect();
    drop(rx);
    let unused = plan.unused(&table);
    let (of, file, today, said) = (table.size, table.file.clone(), ctx.today(), plan.said());
    let batches = stream(table, move |table, row| {
        let read = Reading { plan: &plan, today, needs: &needs }.row(row);
        let keep = match &read {
            Ok(parsed) => !parsed.entry.masked,
            Err(refused) => refused.keep,
        };
        let kept = if keep { shortened(table.raw(row)) } else { String::new() };
        let raw = read.is_err().then(|| kept.clone());
        Item::Row(Box::new(Incoming { line: row.line as i64, read, raw, kept, came: None }))
    });
    let mut notices = vec![];
    if !unused.is_empty() {
        notices.push(format!("Columns that were not looked at: {}", unused.join(", ")));
    }
    work(ctx, order, &file, said, notices, batches, of, tell).await
}
