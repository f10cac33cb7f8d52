//! Who may do what: one table, read by the doors. `policy.matrix.txt` is drawn from it and committed, so that a change here is a readable diff.
//!
//! A grant says: whoever holds this **role** may do this **action** when standing to the subject in one of these **ways**. The ways:
//!
//! * `member`: the subject is the actor's own account, team or organisation;
//! * `sender`: the actor's organisation sent the referral (or already supports the person);
//! * `team`: the actor's team received the referral, or holds the case;
//! * `caseload`: it is on the actor's own caseload, which ends when the case is closed;
//! * `oversight`: the actor's team holds a case that only who holds it and the team's lead may see;
//! * `recipient`: the actor holds the link to an onward referral;
//! * `keeper`: somebody without an account who looks after the services of a provider;
//! * `anyone`: no standing needed.
//!
//! System administrators stand nowhere near a case: no grant gives them one. (The same in words, for documents, is in `policy/words.rs`.)

mod words;

pub use words::{ABOUT_PEOPLE, ACTIONS_IN_WORDS, in_words, is_about_people, standing_in_words};

use base::{
    Action,
    ctx::{ANYONE, Grant, LINK, MEMBER, PUBLIC, Policy, SYSTEM},
    http::wizard::{DRAFT_EDIT, DRAFT_VIEW},
};

const fn action(name: &'static str) -> Action {
    Action { name, recorded: true }
}

/// Checked, not recorded.
const fn unrecorded(name: &'static str) -> Action {
    Action { name, recorded: false }
}

// Ways of standing, written by the slices whose facts create them.
pub const SENDER: &str = "sender";
pub const TEAM: &str = "team";
pub const CASELOAD: &str = "caseload";
/// The holder of a link to an onward referral.
pub const RECIPIENT: &str = "recipient";
/// Who looks after the services of a provider, without an account.
pub const KEEPER: &str = "keeper";
/// The team's lead only: how a team stands to a case of a pathway whose visibility is `caseload`.
pub const OVERSIGHT: &str = "oversight";

// Roles. A worker holds them in teams.
pub const RECEPTIONIST: &str = "receptionist";
pub const CLINICIAN: &str = "clinician";
pub const DISCHARGE_NURSE: &str = "discharge-nurse";
pub const LINK_WORKER: &str = "link-worker";
pub const LEAD: &str = "lead";
pub const GROUP_KEEPER: &str = "group-keeper";
pub const COMMISSIONER: &str = "commissioner";
pub const ADMINISTRATOR: &str = "administrator";

/// Every role, in the order of the matrix.
pub const ROLES: &[&str] =
    &[RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR];

/// The roles that see what people tell a team.
pub const SEE_CASES: &[&str] = &[LINK_WORKER, LEAD];

// identity
/// The door that everybody stands before. It is not recorded by itself: what came of a try is, with the account that it was for.
pub static SIGN_IN: Action = unrecorded("sign-in");
/// What is written to the record beside the door to sign in.
pub static SIGN_OUT: Action = action("sign-out");
pub static WELCOME: Action = action("welcome");
pub static ACCOUNT_VIEW: Action = unrecorded("account-view");
pub static ACCOUNT_EDIT: Action = action("account-edit");
pub static TEAM_VIEW: Action = action("team-view");
pub static TEAM_EDIT: Action = action("team-edit");
pub static HOUSE_VIEW: Action = action("house-view");
pub static HOUSE_EDIT: Action = action("house-edit");
pub static AUDIT_VIEW: Action = action("audit-view");
/// Making the first administrator, with the code that `kith serve` prints.
pub static SET_UP: Action = action("set-up");
pub static SET_UP_KNOCK: Action = unrecorded("set-up-knock");
// directory
pub static SERVICE_VIEW: Action = unrecorded("service-view");
pub static SERVICE_EDIT: Action = action("service-edit");
pub static DIRECTORY_IMPORT: Action = action("directory-import");
// area
pub static AREA_VIEW: Action = unrecorded("area-view");
pub static AREA_IMPORT: Action = action("area-import");
// person
pub static PERSON_VIEW: Action = action("person-view");
pub static PERSON_EDIT: Action = action("person-edit");
pub static PERSON_KNOWN: Action = action("person-known");
// referral
pub static REFERRAL_NEW: Action = action("referral-new");
pub static REFERRAL_VIEW: Action = action("referral-view");
pub static REFERRAL_WITHDRAW: Action = action("referral-withdraw");
pub static REFERRAL_DECIDE: Action = action("referral-decide");
pub static REFERRAL_WORD: Action = action("referral-word-add");
pub static REFERRAL_WORD_READ: Action = action("referral-word-read");
pub static SENT_LIST: Action = action("sent-list");
pub static INBOX_LIST: Action = action("inbox-list");
// case
pub static CASE_OPEN: Action = action("case-open");
pub static CASE_VIEW: Action = action("case-view");
pub static CASE_WRITE: Action = action("case-write");
pub static CASE_LIST: Action = action("case-list");
pub static CASE_TRANSFER: Action = action("case-transfer");
pub static CASE_CLOSE: Action = action("case-close");
pub static CASE_REOPEN: Action = action("case-reopen");
pub static SAFETY_ADD: Action = action("safety-rule-add");
pub static SAFETY_END: Action = action("safety-rule-end");
pub static CASE_CLOCKS: Action = action("case-clocks");
// plan
pub static PLAN_WRITE: Action = action("plan-write");
// outcome
pub static MEASURE_WRITE: Action = action("measure-write");
pub static NOTE_WRITE: Action = action("note-write");
pub static NOTE_VIEW: Action = action("note-view");
pub static NOTE_FILE: Action = action("note-file");
// onward
pub static ONWARD_SEND: Action = action("onward-send");
pub static ONWARD_VIEW: Action = action("onward-view");
pub static ONWARD_EDIT: Action = action("onward-edit");
pub static AGREEMENT_TAKE_BACK: Action = action("agreement-take-back");
pub static LINK_KNOCK: Action = unrecorded("link-knock");
pub static LINK_OPEN: Action = action("onward-link-open");
pub static LINK_ANSWER: Action = action("onward-link-answer");
// signpost: nothing of any person is in it
pub static SIGNPOST_GIVE: Action = unrecorded("signpost-give");
pub static SIGNPOST_VIEW: Action = unrecorded("signpost-view");
// insight: numbers of people, and no person
pub static INSIGHT_VIEW: Action = unrecorded("insight-view");
pub static INSIGHT_GATHER: Action = action("insight-gather");
// upkeep
pub static PROBLEM_REPORT: Action = action("problem-report");
pub static CLAIM_BEGIN: Action = action("claim-begin");
pub static UPKEEP_KNOCK: Action = unrecorded("upkeep-knock");
pub static LISTING_VIEW: Action = unrecorded("listing-view");
pub static LISTING_KEEP: Action = action("listing-keep");
pub static UPKEEP_VIEW: Action = unrecorded("upkeep-view");
pub static SERVICE_CHECK: Action = action("service-check");
pub static LISTING_PROPOSE: Action = action("listing-propose");
pub static CLAIM_DECIDE: Action = action("claim-decide");
pub static LISTING_DECIDE: Action = action("listing-decide");
pub static UPKEEP_ASK: Action = action("upkeep-ask");
// partner
pub static PARTNER_VIEW: Action = unrecorded("partner-view");
pub static PARTNER_EDIT: Action = action("partner-edit");
pub static FAVOURITE: Action = unrecorded("favourite");
// gap
pub static GAP_VIEW: Action = unrecorded("gap-view");
pub static GAP_WRITE: Action = action("gap-write");
// provision
pub static PROVISION_VIEW: Action = unrecorded("provision-view");
pub static PROVISION_EDIT: Action = action("provision-edit");
// desk
pub static TODAY: Action = unrecorded("today");

/// Every action, in the order of the matrix.
const ACTIONS: &[&Action] = &[
    &SIGN_IN,
    &ACCOUNT_VIEW,
    &ACCOUNT_EDIT,
    &DRAFT_VIEW,
    &DRAFT_EDIT,
    &TEAM_VIEW,
    &TEAM_EDIT,
    &HOUSE_VIEW,
    &HOUSE_EDIT,
    &AUDIT_VIEW,
    &SET_UP,
    &SET_UP_KNOCK,
    &SERVICE_VIEW,
    &SERVICE_EDIT,
    &DIRECTORY_IMPORT,
    &AREA_VIEW,
    &AREA_IMPORT,
    &PERSON_VIEW,
    &PERSON_EDIT,
    &PERSON_KNOWN,
    &REFERRAL_NEW,
    &REFERRAL_VIEW,
    &REFERRAL_WITHDRAW,
    &REFERRAL_DECIDE,
    &REFERRAL_WORD,
    &REFERRAL_WORD_READ,
    &SENT_LIST,
    &INBOX_LIST,
    &CASE_OPEN,
    &CASE_VIEW,
    &CASE_WRITE,
    &CASE_LIST,
    &CASE_TRANSFER,
    &CASE_CLOSE,
    &CASE_REOPEN,
    &SAFETY_ADD,
    &SAFETY_END,
    &CASE_CLOCKS,
    &PLAN_WRITE,
    &MEASURE_WRITE,
    &NOTE_WRITE,
    &NOTE_VIEW,
    &NOTE_FILE,
    &ONWARD_SEND,
    &ONWARD_VIEW,
    &ONWARD_EDIT,
    &AGREEMENT_TAKE_BACK,
    &LINK_KNOCK,
    &LINK_OPEN,
    &LINK_ANSWER,
    &SIGNPOST_GIVE,
    &SIGNPOST_VIEW,
    &INSIGHT_VIEW,
    &INSIGHT_GATHER,
    &PROBLEM_REPORT,
    &CLAIM_BEGIN,
    &UPKEEP_KNOCK,
    &LISTING_VIEW,
    &LISTING_KEEP,
    &UPKEEP_VIEW,
    &SERVICE_CHECK,
    &LISTING_PROPOSE,
    &CLAIM_DECIDE,
    &LISTING_DECIDE,
    &UPKEEP_ASK,
    &PARTNER_VIEW,
    &PARTNER_EDIT,
    &FAVOURITE,
    &GAP_VIEW,
    &GAP_WRITE,
    &PROVISION_VIEW,
    &PROVISION_EDIT,
    &TODAY,
];

const fn may(role: &'static str, action: &'static Action, how: &'static [&'static str]) -> Grant {
    Grant { action, role, how }
}

macro_rules! grants {
    ($($action:expr => { $($($role:expr),+ => $how:expr);+ $(;)? })+) => {
        &[$($($(may($role, $action, $how)),+),+),+]
    };
}

/// The table.
#[rustfmt::skip]
const GRANTS: &[Grant] = grants! {
    &SIGN_IN => { PUBLIC => &[ANYONE]; SYSTEM => &[ANYONE] }
    &ACCOUNT_VIEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[MEMBER] }
    &ACCOUNT_EDIT => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[MEMBER] }
    &DRAFT_VIEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER => &[MEMBER] }
    &DRAFT_EDIT => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER => &[MEMBER]; SYSTEM => &[ANYONE] }
    &TEAM_VIEW => { LEAD => &[MEMBER]; ADMINISTRATOR => &[ANYONE] }
    &TEAM_EDIT => { LEAD => &[MEMBER]; ADMINISTRATOR, SYSTEM => &[ANYONE] }
    &HOUSE_VIEW => { ADMINISTRATOR, SYSTEM => &[ANYONE] }
    &HOUSE_EDIT => { ADMINISTRATOR, SYSTEM => &[ANYONE] }
    &AUDIT_VIEW => { ADMINISTRATOR => &[ANYONE] }
    &SET_UP => { PUBLIC, SYSTEM => &[ANYONE] }
    &SET_UP_KNOCK => { PUBLIC => &[ANYONE] }
    &SERVICE_VIEW => { PUBLIC, LINK, SYSTEM, RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[ANYONE] }
    &SERVICE_EDIT => { LEAD, ADMINISTRATOR, SYSTEM => &[ANYONE] }
    &DIRECTORY_IMPORT => { SYSTEM => &[ANYONE] }
    &AREA_VIEW => { PUBLIC, LINK, SYSTEM, RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[ANYONE] }
    &AREA_IMPORT => { SYSTEM => &[ANYONE] }
    &PERSON_VIEW => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &PERSON_EDIT => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &PERSON_KNOWN => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER => &[SENDER] }
    &REFERRAL_NEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER => &[MEMBER]; SYSTEM => &[ANYONE] }
    &REFERRAL_VIEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE => &[SENDER]; LINK_WORKER => &[SENDER, CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &REFERRAL_WITHDRAW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER => &[SENDER] }
    &REFERRAL_DECIDE => { LINK_WORKER, LEAD => &[TEAM]; SYSTEM => &[ANYONE] }
    &REFERRAL_WORD => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER => &[SENDER] }
    &REFERRAL_WORD_READ => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &SENT_LIST => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER => &[SENDER] }
    &INBOX_LIST => { LINK_WORKER, LEAD => &[TEAM] }
    &CASE_OPEN => { LINK_WORKER, LEAD => &[TEAM]; SYSTEM => &[ANYONE] }
    &CASE_VIEW => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &CASE_WRITE => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &CASE_LIST => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &CASE_TRANSFER => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &CASE_CLOSE => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    // The caseload ends with the case: whoever of the team takes it up again holds it from then on.
    &CASE_REOPEN => { LINK_WORKER => &[TEAM]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    // A danger, and a yes that is taken back, are told to whoever picks up the telephone.
    &SAFETY_ADD => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &SAFETY_END => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT] }
    &CASE_CLOCKS => { SYSTEM => &[ANYONE] }
    &PLAN_WRITE => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &MEASURE_WRITE => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &NOTE_WRITE => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &NOTE_VIEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE => &[SENDER]; LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &NOTE_FILE => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE => &[SENDER]; SYSTEM => &[ANYONE] }
    &ONWARD_SEND => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT]; SYSTEM => &[ANYONE] }
    &ONWARD_VIEW => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &ONWARD_EDIT => { LINK_WORKER => &[CASELOAD]; LEAD => &[TEAM, OVERSIGHT] }
    &AGREEMENT_TAKE_BACK => { LINK_WORKER => &[CASELOAD, TEAM]; LEAD => &[TEAM, OVERSIGHT] }
    &LINK_KNOCK => { PUBLIC => &[ANYONE] }
    &LINK_OPEN => { LINK => &[RECIPIENT] }
    &LINK_ANSWER => { LINK => &[RECIPIENT]; SYSTEM => &[ANYONE] }
    &SIGNPOST_GIVE => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD => &[MEMBER] }
    &SIGNPOST_VIEW => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD => &[MEMBER]; COMMISSIONER => &[ANYONE] }
    &INSIGHT_VIEW => { COMMISSIONER => &[ANYONE] }
    &INSIGHT_GATHER => { SYSTEM => &[ANYONE] }
    &PROBLEM_REPORT => { PUBLIC, LINK, RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[ANYONE] }
    &CLAIM_BEGIN => { PUBLIC, RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[ANYONE] }
    &UPKEEP_KNOCK => { PUBLIC => &[ANYONE] }
    &LISTING_VIEW => { LINK => &[KEEPER] }
    &LISTING_KEEP => { LINK => &[KEEPER] }
    &UPKEEP_VIEW => { LINK_WORKER, LEAD, ADMINISTRATOR => &[ANYONE] }
    &SERVICE_CHECK => { LINK_WORKER, LEAD, ADMINISTRATOR => &[ANYONE] }
    &LISTING_PROPOSE => { LINK_WORKER, LEAD, ADMINISTRATOR => &[ANYONE] }
    // Who rings the number that is published may say what was answered.
    &CLAIM_DECIDE => { LINK_WORKER, LEAD, ADMINISTRATOR => &[ANYONE] }
    &LISTING_DECIDE => { LEAD, ADMINISTRATOR => &[ANYONE] }
    &UPKEEP_ASK => { SYSTEM => &[ANYONE] }
    &PARTNER_VIEW => { LINK_WORKER, LEAD => &[ANYONE] }
    &PARTNER_EDIT => { LINK_WORKER, LEAD => &[ANYONE] }
    &FAVOURITE => { LINK_WORKER, LEAD => &[MEMBER] }
    &GAP_VIEW => { LINK_WORKER, LEAD, COMMISSIONER => &[ANYONE] }
    &GAP_WRITE => { LINK_WORKER, LEAD => &[ANYONE] }
    &PROVISION_VIEW => { PUBLIC, LINK, SYSTEM, RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[ANYONE] }
    &PROVISION_EDIT => { LEAD => &[MEMBER]; ADMINISTRATOR, SYSTEM => &[ANYONE] }
    &TODAY => { RECEPTIONIST, CLINICIAN, DISCHARGE_NURSE, LINK_WORKER, LEAD, GROUP_KEEPER, COMMISSIONER, ADMINISTRATOR => &[MEMBER] }
};

pub static POLICY: Policy = Policy { actions: ACTIONS, grants: GRANTS };

/// Whether somebody with this role must give a second factor: every role that sees people, and administrators.
pub fn needs_second_factor(role: &str) -> bool {
    role != COMMISSIONER
}

/// The table as a picture: a line for each action and way of standing, a column for each role.
pub fn matrix() -> String {
    let mut out =
        String::from("# Who may do what. Drawn from crates/app/src/policy.rs by `cargo xtask gen`; x = may.\n");
    let columns: Vec<&str> =
        [PUBLIC].into_iter().chain(ROLES.iter().copied()).chain([base::ctx::LINK, SYSTEM]).collect();
    out.push_str(&format!("{:<22}{:<12}", "action", "standing"));
    for c in &columns {
        out.push_str(&format!("{c:<17}"));
    }
    out = out.trim_end().to_owned() + "\n";
    for action in ACTIONS {
        let mut ways: Vec<&str> = vec![];
        for g in GRANTS.iter().filter(|g| std::ptr::eq(g.action, *action)) {
            ways.extend(g.how.iter().filter(|h| !ways.contains(h)).copied().collect::<Vec<_>>());
        }
        for how in ways {
            let mut line = format!("{:<22}{how:<12}", action.name);
            for c in &columns {
                let may =
                    GRANTS.iter().any(|g| std::ptr::eq(g.action, *action) && g.role == *c && g.how.contains(&how));
                line.push_str(&format!("{:<17}", if may { "x" } else { "." }));
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
    }
    out
}
