//! The policy in words, for documents that are read by people who read no code: what each action is, how somebody stands to what it is about, whom it
//! concerns. The documents in docs/safety are drawn from it by `cargo xtask gen`.

use super::{CASELOAD, KEEPER, OVERSIGHT, RECIPIENT, SENDER, TEAM};
use base::{
    Action,
    ctx::{ANYONE, MEMBER},
};

/// What each action is, by its name, in the order of the matrix.
pub const ACTIONS_IN_WORDS: &[(&str, &str)] = &[
    ("sign-in", "try to sign in"),
    ("account-view", "see one's own account"),
    ("account-edit", "change one's own account"),
    ("draft-view", "see one's own drafts"),
    ("draft-edit", "write and discard one's own drafts"),
    ("team-view", "see who works in a team"),
    ("team-edit", "invite, move and end colleagues"),
    ("house-view", "see the set-up, organisations and teams"),
    ("house-edit", "change the set-up, organisations and teams"),
    ("audit-view", "read the record of who looked, without names of people supported"),
    ("set-up", "make the first administrator, with the code of the terminal"),
    ("set-up-knock", "open the page of an empty installation"),
    ("service-view", "find services in the directory"),
    ("service-edit", "confirm and close services"),
    ("directory-import", "import services and postcodes"),
    ("area-view", "see the outlines of areas"),
    ("area-import", "import areas and deprivation"),
    ("person-view", "see who may be the same person, when a referral has come"),
    ("person-edit", "say that two records are one person, and take that back"),
    ("person-known", "be offered people whom the organisation already supports, when referring"),
    ("referral-new", "send a referral"),
    ("referral-view", "read a referral and what became of it"),
    ("referral-withdraw", "withdraw a referral that waits"),
    ("referral-decide", "take a referral out of the inbox, or send it back"),
    ("referral-word-add", "write to the team later"),
    ("referral-word-read", "mark what the sender wrote later as read"),
    ("sent-list", "list what was sent"),
    ("inbox-list", "list what waits in the inbox"),
    ("case-open", "accept a referral and open a case"),
    ("case-view", "read a case: plan, contacts, measures, agreements, notes"),
    ("case-write", "write in a case: contacts, a yes that was given"),
    ("case-list", "list cases"),
    ("case-transfer", "hand a case over"),
    ("case-close", "close a case"),
    ("case-reopen", "take a closed case up again"),
    ("safety-rule-add", "add a rule for somebody's safety"),
    ("safety-rule-end", "end a rule for somebody's safety"),
    ("case-clocks", "look for clocks that have passed"),
    ("plan-write", "write what matters, needs, goals and actions"),
    ("measure-write", "write down the answers to a measure"),
    ("note-write", "make a note to the practice"),
    ("note-view", "read a note to the practice"),
    ("note-file", "mark a note as filed"),
    ("onward-send", "send somebody on to a service"),
    ("onward-view", "read an onward referral and its answer"),
    ("onward-edit", "take an onward referral back, or make a new link"),
    ("agreement-take-back", "write down that a yes is taken back"),
    ("link-knock", "open the address of a link, before the PIN"),
    ("onward-link-open", "read the one text behind a link"),
    ("onward-link-answer", "answer behind a link"),
    ("signpost-give", "give a service to somebody, counted without a word about them"),
    ("signpost-view", "see how often services were given to somebody"),
    ("insight-view", "see numbers of people, the small ones hidden"),
    ("insight-gather", "work out numbers of people"),
    ("problem-report", "say that something in the directory is wrong"),
    ("claim-begin", "say that one looks after a service"),
    ("upkeep-knock", "open the address of a message about an entry of the directory"),
    ("listing-view", "see the entries that one looks after, and what waits for them"),
    ("listing-keep", "confirm, change and pause the entries that one looks after"),
    ("upkeep-view", "see what waits in the directory: claims, changes, problems, old entries"),
    ("service-check", "write down that one rang a service, and what came of it"),
    ("listing-propose", "change an entry of the directory, or ask for a change"),
    ("claim-decide", "say whether a claim to an entry is right"),
    ("listing-decide", "say yes or no to a change of an entry"),
    ("upkeep-ask", "ask groups whether their entry is still right"),
    ("partner-view", "read what is known of a group here, and what one's own team has noted"),
    ("partner-edit", "write down what is known of a group, and notes for one's own team"),
    ("favourite", "keep services at hand"),
    ("gap-view", "see what support is missing"),
    ("gap-write", "ask for support to be found or started, and say what became of it"),
    (
        "provision-view",
        "see where there are link workers, for whom and how to reach them, and how far a borough has come",
    ),
    ("provision-edit", "write where there are link workers"),
    ("today", "see one's own first page"),
];

/// What an action is, in words.
pub fn in_words(action: &Action) -> &'static str {
    ACTIONS_IN_WORDS.iter().find(|(name, _)| *name == action.name).map_or("", |(_, words)| words)
}

/// A way of standing, in words that follow "yes".
pub fn standing_in_words(how: &str) -> &'static str {
    match how {
        MEMBER => "their own",
        SENDER => "what their organisation sent",
        TEAM => "what is their team's",
        CASELOAD => "what is on their caseload",
        OVERSIGHT => "what only its holder and the lead may see",
        RECIPIENT => "what their link is for",
        KEEPER => "what they look after",
        ANYONE => "all",
        _ => "",
    }
}

/// Beginnings of the names of actions that are about people who are supported.
pub const ABOUT_PEOPLE: &[&str] = &[
    "person-",
    "safety-",
    "agreement-",
    "referral-",
    "case-",
    "plan-",
    "measure-",
    "note-",
    "onward-",
    "inbox-",
    "sent-",
];

/// Whether an action is about somebody who is supported.
pub fn is_about_people(action: &Action) -> bool {
    ABOUT_PEOPLE.iter().any(|beginning| action.name.starts_with(beginning))
}
