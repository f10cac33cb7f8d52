//! Importing services out of tables of one's own: CSV or a spreadsheet, with the usual headings or a mapping.

use super::{
    Order, Tell, check_feed,
    headings::{Mapping, Plan},
    item::{Incoming, Item},
    read::Table,
    report::Summary,
    rows::Reading,
    stream,
    work::{shortened, work},
    workbook,
};
use crate::{directory::store as directory_store, policy::SERVICE_VIEW};
use anyhow::anyhow;
use base::{Ctx, House, Result};
use std::{collections::HashSet, path::Path, sync::Arc};

/// Imports a file of services. Run again with the same file it changes nothing and says so.
///
/// # Errors
/// What is wrong with the file, with its name and line; then nothing is changed.
pub async fn services(ctx: &Ctx, order: &Order<'_>, tell: Tell<'_>) -> Result<Summary> {
    check_feed(order.feed)?;
    let mapping = order.map.map(Mapping::read).transpose()?.unwrap_or_default();
    let path = order.file.to_owned();
    let opened = tokio::task::spawn_blocking(move || opened(&path, mapping)).await.map_err(|e| anyhow!(e))?;
    let (table, plan) = opened?;
    let plan = Arc::new(plan);
    let (mut rx, _) = ctx.read(&SERVICE_VIEW, House::id()).await?;
    let needs: HashSet<String> = directory_store::needs(&mut rx).await?.into_iter().map(|n| n.code).collect();
    drop(rx);
    let unused = plan.unused(&table);
    let (of, file, today, said) = (table.size, table.file.clone(), ctx.today(), plan.said());
    let beside: Vec<String> = table.beside.iter().map(ToString::to_string).collect();
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
    if !beside.is_empty() {
        notices.push(format!("Cells to the right of all headings were not looked at (rows {})", beside.join(", ")));
    }
    if !unused.is_empty() {
        notices.push(format!("Columns that were not looked at: {}", unused.join(", ")));
    }
    work(ctx, order, &file, said, notices, batches, of, tell).await
}

/// The table of a file, and what its columns say: a CSV, or the first sheet of a spreadsheet that has headings which are understood.
fn opened(path: &Path, mapping: Mapping) -> Result<(Table, Plan)> {
    /// Above the headings may stand a title, and a word about the file.
    const LOOKED_AT: usize = 20;
    let file = path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    if !workbook::is_workbook(path) {
        if let Some(end) = workbook::ENDS.iter().find(|e| file.to_ascii_lowercase().ends_with(**e)) {
            return Err(
                anyhow!("{file} is named {end} and is no spreadsheet: open it, and save it as .xlsx or CSV").into()
            );
        }
        if let Some(sheet) = mapping.sheet() {
            return Err(anyhow!("{file} is no spreadsheet, and the mapping names a sheet of one (“{sheet}”)").into());
        }
        let table = Table::open(path, mapping.delimiter())?;
        let plan = Plan::for_services(&table, mapping)?;
        return Ok((table, plan));
    }
    let size = path.metadata().map(|m| m.len()).unwrap_or_default();
    // Of what is not understood the row that has most in it was meant.
    let mut wrong: Option<(usize, base::Error)> = None;
    for mut sheet in workbook::sheets(path, mapping.sheet())? {
        for at in 0..sheet.rows.len().min(LOOKED_AT) {
            let headings = sheet.rows[at].clone();
            let table = Table::of_sheet(&file, size, &sheet.name, &headings, vec![])?;
            match Plan::for_services(&table, mapping.clone()) {
                Ok(plan) => {
                    let rows = sheet.rows.split_off(at + 1);
                    return Ok((Table::of_sheet(&file, size, &sheet.name, &headings, rows)?, plan));
                }
                Err(e) if wrong.as_ref().is_none_or(|(cells, _)| headings.1.len() > *cells) => {
                    wrong = Some((headings.1.len(), e));
                }
                Err(_) => {}
            }
        }
    }
    Err(wrong.map_or_else(|| anyhow!("{file}: there is nothing in it").into(), |(_, e)| e))
}
