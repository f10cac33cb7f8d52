//! The directory: the services that people can go to, or that come to them.
//!
//! A **service** is what people attend; a **provider** runs it and is not an organisation of identity: a choir has no account. The directory says what is
//! known, who confirmed it and when, and says "not known" of the rest; a place whose address must never be public has no point and no street.
//!
//! Finding touches no database: every node keeps an [`Index`] in memory, built at the start and replaced when the directory was written. `/find` and
//! `/services/{slug}` are for everybody and are not recorded. Whether a service fits one person is the business of `matching`, whether they got there of
//! `onward`.
//!
//! What others know comes in by [`import`]: files and feeds are staged and then shown in one step. What we know goes out by [`open`].

mod actions;
mod alike;
pub(crate) mod along;
mod bits;
mod boroughs;
mod correction;
mod demo;
pub mod feeds;
mod field;
mod find;
pub(crate) mod frame;
mod fresh;
mod gazetteer;
pub mod import;
mod index;
pub(crate) mod lexicon;
mod map;
pub(crate) mod markup;
mod merged;
mod model;
mod near;
mod open;
mod pieces;
mod places;
mod query;
mod same;
mod share;
mod shortlist;
mod show;
mod sought;
mod store;
mod supposed;
mod text;
mod truth;
mod why;

pub use actions::{Put, close, confirm, not_reached, pause, put, put_provider};
pub use alike::{
    Alike, Member, Merged, Object, Said, alike_waiting, apart, find_alike, location_with_some, merged_organisations,
    merged_places, merged_with, provider_with_some, say, would_stand,
};
pub(crate) use alike::{charity_of, site_at};
pub use boroughs::{Borough, Listed, slug};
pub use correction::{Correction, Made, correct, corrections_of, corrections_waiting, decide, pin};
pub(crate) use demo::all_services as all_demo_services;
#[cfg(test)]
pub(crate) use demo::{JUDGED, judged_services};
pub use demo::{SOURCE as DEMO_SOURCE, demo_id, demo_services, load_demo, load_whole_demo};
pub use field::{Access as AccessSaid, Field};
pub(crate) use find::{Aside, ForWhom, probe, written};
pub use fresh::{index, is_known, is_whole, keep_fresh, locate, refresh, search};
pub use gazetteer::{Asked, Gazetteer, Located, Place, Precision};
pub(crate) use import::MOST_FURTHER;
pub use import::PlaceHidden;
pub(crate) use import::{Charity, repairs_of};
pub use index::{Index, Labels};
pub use map::{Marks, Part};
pub(crate) use map::{marked, marked_everywhere};
pub use model::{ACCESS, Cost, DAYS, OLD_AFTER_DAYS, ONLY_FOR, Provider, ROUTES, Service, Session, Site, Spoken};
pub use open::{OPEN, changes::number_changes};
pub(crate) use query::Clause;
pub use query::{Hit, PAGE, Query, Remote, Results};
pub use sought::{Sought, sought};
pub use store::{Need, find, find_slug, find_source, hold_all_of, hold_provider, leaf, name, of_provider};
pub use text::stem;
pub(crate) use text::{said, says_not};
pub use truth::Truth;
pub(crate) use why::{in_km, message};

#[cfg(test)]
pub(crate) use model::tests::bare;

use crate::{Slice, pages, samples, strings};

pub const SLICE: Slice = Slice {
    name: "directory",
    routes: || {
        [
            find::routes(),
            frame::routes(),
            map::routes(),
            open::routes(),
            places::routes(),
            share::routes(),
            shortlist::routes(),
            show::routes(),
        ]
        .into_iter()
        .flatten()
        .collect()
    },
    pages: pages!["directory"; "find", "framed", "own_site", "needs", "now", "place", "places", "service", "share", "sheet", "shortlist", "parts", "facts/parts"],
    strings: strings!["directory"; all "", all "needs.", all "along.", all "frame."],
    sql: &[
        sought::SQL,
        store::SQL,
        alike::SQL,
        correction::SQL,
        feeds::SQL,
        import::store::SQL,
        import::store::hidden::SQL,
        import::store::postcodes::SQL,
        import::store::records::SQL,
        open::store::SQL,
        open::store::changes::SQL,
    ],
    jobs: &[
        base::jobs::Handler::every::<import::Settle>(60),
        base::jobs::Handler::every::<open::changes::NumberChanges>(15),
        base::jobs::Handler::every::<feeds::ReadFeeds>(300),
        base::jobs::Handler::every::<sought::WriteSought>(300),
    ],
    samples: |ctx| samples![ctx; find::FindPage, frame::FramePage, frame::ChoosePage, find::NeedsPage, find::NowPage, places::PlacePage, places::PlacesPage, show::ServicePage, share::SharePage, share::SheetPage, shortlist::ShortlistPage],
};
