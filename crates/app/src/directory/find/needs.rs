//! Every need by its plain name, with how many services help with it.

use super::super::{fresh, markup};
use crate::policy::SERVICE_VIEW;
use axum::response::Response;
use base::{Ctx, House, Result, http::page::Page};
use serde::Serialize;

#[derive(Serialize, Debug)]
struct NeedRow {
    code: String,
    n: usize,
    /// Somebody perhaps helps with it, who has not said so.
    perhaps: bool,
}

#[derive(Serialize, Debug)]
struct Domain {
    code: String,
    needs: Vec<NeedRow>,
}

/// Every need, by domain, with how many services help with it.
#[derive(Serialize, Debug)]
pub struct NeedsPage {
    domains: Vec<Domain>,
    /// The way here, for machines (JSON-LD).
    markup: Vec<serde_json::Value>,
}

impl Page for NeedsPage {
    const TEMPLATE: &'static str = "directory/needs";
    const PUBLIC: bool = true;
    fn sample() -> Vec<NeedsPage> {
        let need = |code: &str, n, perhaps| NeedRow { code: code.into(), n, perhaps };
        let needs = vec![need("soc-lonely", 53, true), need("soc-isolated", 0, true), need("soc-bereaved", 0, false)];
        let company = Domain { code: "company".into(), needs };
        let page = |domains| NeedsPage { domains, markup: vec![] };
        vec![page(vec![company]), page(vec![])]
    }
}

pub async fn show(ctx: Ctx) -> Result<Response> {
    drop(ctx.read(&SERVICE_VIEW, House::id()).await?);
    let index = fresh::index(&ctx.machine).await?;
    let mut domains: Vec<Domain> = vec![];
    for need in &index.needs {
        let perhaps = !index.perhaps_helping_with(&need.code).is_empty();
        let row = NeedRow { code: need.code.clone(), n: index.count_for(&need.code), perhaps };
        match domains.iter_mut().find(|d| d.code == need.domain) {
            Some(domain) => domain.needs.push(row),
            None => domains.push(Domain { code: need.domain.clone(), needs: vec![row] }),
        }
    }
    let trail = [(ctx.t("nav-find"), "/find".to_owned()), (ctx.t("by-need-title"), "/find/needs".to_owned())];
    ctx.page(&NeedsPage { domains, markup: vec![markup::trail(&ctx, &trail)] })
}
