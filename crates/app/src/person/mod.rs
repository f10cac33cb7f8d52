//! The person: who they are, how it is safe to reach them, what they agreed to.
//!
//! A **person** is the one supported; never a patient or a client. Rules for their safety belong to them, bind every team, are loosened by no import and
//! no merge, and end only when somebody of the team that brought them ends them with a reason. **Agreement** is three facts, each with who, when and
//! how: agreed to be referred (or could not be asked), knows who will see it, agreed to share *this* with *this* recipient. Nothing here tells a
//! stranger whether somebody is known.

mod actions;
mod agreement;
mod model;
mod store;
mod whom;

pub use actions::{Described, NewRule, add, add_rule, end_rule, known_to, merge_candidates, stand_for};
pub use agreement::{
    Agreement, Answer, Fact, HOW, NewAgreement, SAID_BY, TakeBack, agreements_about, can_be_taken_back, is_latest,
    is_no, record_agreement, refused, take_back,
};
pub use model::{CHANNELS, ETHNICITIES, GENDERS, Person, RESIDENCES, RULES, SafetyRule};
pub use store::{all_rules, find, hold, merge_into, unmerge};
pub use whom::{Whom, kept, rules_ever, whom};

use crate::{Slice, strings};

pub const SLICE: Slice = Slice {
    name: "person",
    routes: Vec::new,
    pages: &[],
    strings: strings!["person"; all ""],
    sql: &[store::SQL],
    jobs: &[],
    samples: |_| vec![],
};
