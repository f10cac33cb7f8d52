//! Data out: the directory as Open Referral UK and as HSDS, for whoever wants to read it by machine.
//!
//! One payload serves both standards, at two addresses that differ in what they call themselves: `/oruk/v3` and `/hsds/v3`. `listing` says what is published
//! of a service and cuts out what services share; `own` tells whose a part of it is; `store` keeps it; `shelf` is the list of what may go out, in memory; `ask` reads what is asked for; `answer`
//! finds it; `web` speaks HTTP; `describe` writes the OpenAPI document out of the same tables that the others work by.
//!
//! Only what may be republished goes out. Absent is absent: never null, never empty. A masked place has no point, street or name here either.

mod answer;
mod ask;
pub(super) mod changes;
mod describe;
mod listing;
mod ours;
mod own;
mod shelf;
pub(super) mod store;
mod web;

pub(super) use answer::Open;
pub(crate) use hsds::canonical::named_id;
pub(crate) use listing::{Listing, Part, listing, made_here};
pub(crate) use ours::{access_of, is_ours, kind_of, need_of, only_for_of, route_of};
pub(super) use shelf::{Closed, TOLD_FOR_DAYS, our_parts, read};
pub use web::OPEN;
pub(super) use web::routes;
