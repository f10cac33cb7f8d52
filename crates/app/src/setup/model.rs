//! What is done and what is not, from what there is; and which names will do.

use kernel::Instant;
use serde::Serialize;

/// A backup is old after so many days.
const OLD_AFTER_DAYS: i64 = 7;

/// What there is.
#[derive(Debug, Default, Clone)]
pub struct Facts {
    /// Whether a name was given, by page or by file.
    pub branded: bool,
    pub boroughs: usize,
    /// Besides the one that was made with the first administrator.
    pub organisations: usize,
    /// The first team that takes referrals.
    pub team: Option<String>,
    pub teams: usize,
    /// Teams that take referrals by a pathway that there is.
    pub on_pathways: usize,
    pub leads: usize,
    pub services: usize,
    /// What became of the test message: the states of `base::mail`.
    pub message: Option<String>,
    pub backup: Option<Instant>,
}

/// One line of the list.
#[derive(Serialize, Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// A key of the strings; `-hint` is appended for the line below.
    pub key: &'static str,
    pub href: String,
    /// A key of the strings, with its colour.
    pub state: &'static str,
    pub count: usize,
}

const DONE: &str = "set-up-state-done";
const TODO: &str = "set-up-state-todo";

/// The list, in the order in which it is easiest.
pub fn tasks(facts: &Facts, now: Instant) -> Vec<Task> {
    let done = |yes: bool| if yes { DONE } else { TODO };
    let task = |key, href: &str, state, count| Task { key, href: href.to_owned(), state, count };
    let invite = facts.team.as_ref().map_or("/admin/organisations".to_owned(), |t| format!("/team/{t}/invite"));
    let message = match facts.message.as_deref() {
        Some("sent") => DONE,
        Some("waiting") => "set-up-state-waiting",
        Some("handed") => "set-up-state-handed",
        Some(_) => "set-up-state-failed",
        None => TODO,
    };
    let backup = match facts.backup {
        Some(at) if now.since(at).as_hours() <= OLD_AFTER_DAYS * 24 => DONE,
        Some(_) => "set-up-state-old",
        None => TODO,
    };
    vec![
        task("set-up-administrator", "/account", DONE, 0),
        task("set-up-brand", "/set-up/brand", done(facts.branded), 0),
        task("set-up-area", "/set-up/area", done(facts.boroughs > 0), facts.boroughs),
        task("set-up-organisations", "/admin/organisations", done(facts.organisations > 0), facts.organisations),
        task("set-up-teams", "/admin/organisations", done(facts.teams > 0), facts.teams),
        task("set-up-lead", &invite, done(facts.leads > 0), facts.leads),
        task("set-up-pathways", "/set-up/pathways", done(facts.on_pathways > 0), facts.on_pathways),
        task("set-up-directory", "/set-up/directory", done(facts.services > 0), facts.services),
        task("set-up-message", "/set-up/message", message, 0),
        task("set-up-backups", "/set-up/backups", backup, 0),
    ]
}

/// Names, one a line, each once; `None` when one of them is no name of a place.
pub fn places(text: &str) -> Option<Vec<String>> {
    let mut all: Vec<String> = vec![];
    for line in text.lines().map(|l| l.split_whitespace().collect::<Vec<_>>().join(" ")).filter(|l| !l.is_empty()) {
        let fits = line.chars().count() <= 60 && line.chars().all(|c| c.is_alphabetic() || " -'’.&".contains(c));
        if !fits || all.len() == 60 {
            return None;
        }
        if !all.contains(&line) {
            all.push(line);
        }
    }
    Some(all)
}

/// How a team's row keeps the name of a place: lists there have spaces between them.
pub fn place_code(name: &str) -> String {
    name.replace(' ', "_")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(day: u8) -> Instant {
        format!("2026-11-{day:02}T09:00:00.000000Z").parse().unwrap()
    }

    fn state(facts: &Facts, key: &str) -> &'static str {
        tasks(facts, at(24)).into_iter().find(|t| t.key == key).unwrap().state
    }

    #[test]
    fn an_empty_house_has_its_administrator_and_nothing_else() {
        let done: Vec<_> = tasks(&Facts::default(), at(24)).into_iter().filter(|t| t.state == DONE).collect();
        assert_eq!(done.iter().map(|t| t.key).collect::<Vec<_>>(), ["set-up-administrator"]);
    }

    #[test]
    fn the_message_and_the_backup_say_how_they_are() {
        let mut facts = Facts { message: Some("failed".into()), backup: Some(at(10)), ..Facts::default() };
        assert_eq!(state(&facts, "set-up-message"), "set-up-state-failed");
        assert_eq!(state(&facts, "set-up-backups"), "set-up-state-old");
        facts = Facts { message: Some("sent".into()), backup: Some(at(23)), ..facts };
        assert_eq!(state(&facts, "set-up-message"), DONE);
        assert_eq!(state(&facts, "set-up-backups"), DONE);
    }

    #[test]
    fn the_lead_is_invited_into_the_first_team() {
        let facts = Facts { team: Some("t1".into()), teams: 1, ..Facts::default() };
        let lead = tasks(&facts, at(24)).into_iter().find(|t| t.key == "set-up-lead").unwrap();
        assert_eq!(lead.href, "/team/t1/invite");
    }

    #[test]
    fn places_are_names_and_each_counts_once() {
        let got = places("Newham\n  Tower   Hamlets \n\nNewham").unwrap();
        assert_eq!(got, ["Newham", "Tower Hamlets"]);
        assert_eq!(place_code(&got[1]), "Tower_Hamlets");
        assert_eq!(places("Newham; DROP"), None);
        assert_eq!(places("King's Lynn").unwrap().len(), 1);
        assert_eq!(places(" \n").unwrap().len(), 0);
    }
}
