//! What a search finds, as a page of results has it: what is there, and what needs no way there beside it.

use super::super::{
    Index,
    query::{Counts, PAGE, Query, Remote, Results},
};
use super::asked::MOST_PAGES;
use kernel::Date;

/// So many of those that need no way there stand under the list of a place.
const REMOTE: usize = 4;

/// What was found.
pub struct Found {
    /// As it was asked for what stands in the list.
    pub query: Query,
    pub list: Results,
    /// Those that need no way there, where a place was asked for: the first of them.
    pub remote: Results,
    /// What other choices would bring, where that was asked for.
    pub counts: Counts,
    pub page: usize,
    /// The last one.
    pub pages: usize,
}

impl Found {
    /// Searches; `page` begins with 1, and its length is the limit of the query.
    pub fn of(index: &Index, query: Query, page: usize, today: Date) -> Found {
        let size = if query.limit == 0 { PAGE } else { query.limit };
        let mut query = Query { skip: (page - 1) * size, ..query };
        let mut page = page;
        // Where a place is asked for, what needs no way there stands by itself. In a borough it counts as everything does that is there, or is for those who
        // live there.
        let apart = |q: &Query, near: bool| q.remote.is_none() && q.borough.is_none() && (near || q.part.is_some());
        if apart(&query, query.near.is_some()) {
            query.remote = Some(Remote::Not);
        }
        // In a part of the map, or within a distance, other services are walked through.
        let search = |q: &Query| match q.remote {
            Some(Remote::Not) if q.part.is_none() && q.within_km.is_none() => {
                let (list, beside) = index.search_apart(q, today, REMOTE);
                (list, Some(beside))
            }
            _ => (index.search(q, today), None),
        };
        let (mut list, mut walked) = search(&query);
        if apart(&query, list.near.is_some()) {
            // The words name the place.
            query.remote = Some(Remote::Not);
            (list, walked) = search(&query);
        }
        if list.near.is_none() {
            query.within_km = None;
        }
        let mut counts = list.counts.take().unwrap_or_default();
        let mut remote = Results::default();
        let placed = list.near.is_some() || query.borough.is_some() || query.part.is_some();
        if placed && query.remote != Some(Remote::Only) {
            let beside = |remote, limit| Query {
                part: None,
                facets: false,
                skip: 0,
                limit,
                remote: Some(remote),
                ..query.clone()
            };
            remote = walked.unwrap_or_else(|| index.search(&beside(Remote::Beside, REMOTE), today));
            // A press on it brings them from everywhere.
            if query.facets {
                counts.remote = match query.borough {
                    None => remote.sure,
                    Some(_) => index.search(&beside(Remote::Only, 1), today).sure,
                };
            }
        }
        // Beyond the last page stands the last page, not that nothing was found.
        let pages = list.total.div_ceil(size).clamp(1, MOST_PAGES);
        if page > pages {
            page = pages;
            query = Query { skip: (page - 1) * size, facets: false, ..query };
            list = index.search(&query, today);
        }
        Found { query, list, remote, counts, page, pages }
    }
}
