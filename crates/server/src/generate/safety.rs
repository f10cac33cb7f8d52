//! The parts of docs/safety that follow from the table of policy: who may do what in words, what is recorded, who receives what. Each stands between two
//! marks in a document that people write; what is between them is drawn anew, the rest is left alone.

use anyhow::anyhow;
use app::policy::{self, POLICY};
use base::{
    Action, Result,
    ctx::{LINK, PUBLIC, SYSTEM},
    words::ENGLISH,
};
use std::path::Path;

/// A document, the name of its mark, and what is drawn there.
type Part = (&'static str, &'static str, fn(&dyn Fn(&str) -> String) -> String);

const PARTS: &[Part] = &[
    ("docs/safety/data-flows.md", "who sees what", who_sees_what),
    ("docs/safety/data-flows.md", "what is recorded", what_is_recorded),
    ("docs/safety/ropa.md", "recipients", recipients),
    ("docs/safety/dpia.md", "roles", roles),
];

pub(super) fn run(root: &Path) -> Result<()> {
    for (path, name, text) in drawn()? {
        let old = std::fs::read_to_string(root.join(path)).map_err(|e| anyhow!("{path}: {e}"))?;
        super::write(root, path, &put(path, &old, name, &text)?)?;
    }
    Ok(())
}

/// Each part as it should be: document, mark, text.
fn drawn() -> Result<Vec<(&'static str, &'static str, String)>> {
    let words = app::words()?;
    let role = |role: &str| match role {
        PUBLIC => "Anybody".to_owned(),
        LINK => "Holder of a link".to_owned(),
        SYSTEM => "The program".to_owned(),
        role => words.plain(ENGLISH, &format!("role-{role}"), None),
    };
    Ok(PARTS.iter().map(|(path, name, draw)| (*path, *name, draw(&role))).collect())
}

/// The document with what stands between the marks replaced.
fn put(path: &str, old: &str, name: &str, text: &str) -> Result<String> {
    let begin = format!("<!-- {name}: drawn from crates/app/src/policy.rs by `cargo xtask gen` -->\n");
    let end = format!("<!-- end of {name} -->\n");
    let (Some(from), Some(to)) = (old.find(&begin), old.find(&end)) else {
        return Err(anyhow!("{path} has no place for {name:?}: {begin}{end}").into());
    };
    Ok(format!("{}{begin}\n{text}\n{}", &old[..from], &old[to..]))
}

/// Every role that a column may have.
fn all_roles() -> impl Iterator<Item = &'static str> {
    policy::ROLES.iter().copied().chain([LINK, PUBLIC, SYSTEM])
}

/// How a role must stand to do an action; nothing where it may not.
fn ways(action: &Action, role: &str) -> Vec<&'static str> {
    let grants = POLICY.grants.iter().filter(|g| g.action.name == action.name && g.role == role);
    grants.flat_map(|g| g.how.iter().copied()).collect()
}

fn ways_in_words(action: &Action, role: &str) -> String {
    let ways: Vec<&str> = ways(action, role).into_iter().map(policy::standing_in_words).collect();
    if ways.is_empty() { "–".to_owned() } else { ways.join("; ") }
}

/// Roles that may do the same things in every way share a column.
fn columns() -> Vec<Vec<&'static str>> {
    let mut columns: Vec<Vec<&str>> = vec![];
    for role in all_roles() {
        let same = |other: &str| POLICY.actions.iter().all(|a| ways(a, role) == ways(a, other));
        match columns.iter_mut().find(|c| same(c[0])) {
            Some(column) => column.push(role),
            None => columns.push(vec![role]),
        }
    }
    columns
}

fn row(cells: impl IntoIterator<Item = String>) -> String {
    format!("| {} |\n", cells.into_iter().collect::<Vec<_>>().join(" | "))
}

fn who_sees_what(name: &dyn Fn(&str) -> String) -> String {
    let columns = columns();
    let heads = columns.iter().map(|c| c.iter().map(|r| name(r)).collect::<Vec<_>>().join(", "));
    let mut out = row([String::new()].into_iter().chain(heads));
    out.push_str(&format!("|{}\n", "---|".repeat(columns.len() + 1)));
    for action in POLICY.actions {
        let cells = columns.iter().map(|c| ways_in_words(action, c[0]));
        out.push_str(&row([policy::in_words(action).to_owned()].into_iter().chain(cells)));
    }
    out
}

fn what_is_recorded(_: &dyn Fn(&str) -> String) -> String {
    let list = |recorded: bool| {
        let actions = POLICY.actions.iter().filter(|a| a.recorded == recorded).map(|a| policy::in_words(a));
        actions.collect::<Vec<_>>().join("; ")
    };
    format!(
        "**Recorded**, with who, when and the ids: {}.\n\n**Checked and not recorded:** {}.\n",
        list(true),
        list(false)
    )
}

/// The activities of the record of processing, each with the actions by which somebody gets to see its data.
const ACTIVITIES: &[(&str, &[&Action])] = &[
    ("referring", &[&policy::REFERRAL_VIEW, &policy::SENT_LIST, &policy::INBOX_LIST, &policy::PERSON_KNOWN]),
    ("supporting", &[&policy::CASE_VIEW, &policy::CASE_LIST, &policy::PERSON_VIEW]),
    ("telling the practice", &[&policy::NOTE_VIEW]),
    ("sending on", &[&policy::ONWARD_VIEW, &policy::LINK_OPEN]),
    ("safeguarding", &[&policy::REFERRAL_VIEW, &policy::CASE_VIEW]),
    ("accounts", &[&policy::ACCOUNT_VIEW, &policy::TEAM_VIEW]),
    ("the record of looks", &[&policy::AUDIT_VIEW]),
    ("the directory", &[&policy::SERVICE_VIEW]),
];

fn recipients(name: &dyn Fn(&str) -> String) -> String {
    let mut out = String::from("| activity | by | who receives it | each look is recorded |\n|---|---|---|---|\n");
    for (activity, actions) in ACTIVITIES {
        for action in *actions {
            let mut groups: Vec<(String, Vec<String>)> = vec![];
            for role in all_roles().filter(|r| *r != SYSTEM && !ways(action, r).is_empty()) {
                let how = ways_in_words(action, role);
                match groups.iter_mut().find(|(h, _)| *h == how) {
                    Some((_, roles)) => roles.push(name(role)),
                    None => groups.push((how, vec![name(role)])),
                }
            }
            let who: Vec<String> =
                groups.into_iter().map(|(how, roles)| format!("{}: {how}", roles.join(", "))).collect();
            let recorded = if action.recorded { "yes" } else { "no" };
            let cells = [*activity, policy::in_words(action), &who.join(". "), recorded].map(str::to_owned);
            out.push_str(&row(cells));
        }
    }
    out
}

fn roles(name: &dyn Fn(&str) -> String) -> String {
    let near = |role: &str| POLICY.grants.iter().any(|g| g.role == role && policy::is_about_people(g.action));
    let list = |wanted: bool| {
        let roles = all_roles().filter(|r| *r != SYSTEM && near(r) == wanted).map(name);
        roles.collect::<Vec<_>>().join(", ")
    };
    format!(
        "* Grants of the policy lead these to people who are supported, each as far as they stand to them: {}.\n* None leads these to anybody: {}.\n",
        list(true),
        list(false)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_say_what_the_policy_says() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for (path, name, text) in drawn().expect("the words") {
            let old = std::fs::read_to_string(root.join(path)).expect("a document");
            let new = put(path, &old, name, &text).expect("its place");
            assert_eq!(old, new, "{path}: run `cargo xtask gen`");
        }
    }

    #[test]
    fn only_what_stands_between_the_marks_is_drawn_anew() {
        let mark = "<!-- roles: drawn from crates/app/src/policy.rs by `cargo xtask gen` -->\n";
        let old = format!("Before.\n\n{mark}\nold\n\n<!-- end of roles -->\n\nAfter.\n");
        let new = put("x.md", &old, "roles", "new\n").expect("a place");
        assert_eq!(new, old.replace("old", "new"));
        assert_eq!(put("x.md", &new, "roles", "new\n").expect("a place"), new);
        assert!(put("x.md", "no marks", "roles", "new\n").is_err());
    }

    #[test]
    fn every_grant_stands_in_the_table() {
        let table = who_sees_what(&str::to_owned);
        let columns = columns();
        for grant in POLICY.grants {
            let line = table.lines().find(|l| l.starts_with(&format!("| {} |", policy::in_words(grant.action))));
            let column = columns.iter().position(|c| c.contains(&grant.role)).expect("a column");
            let cell = line.and_then(|l| l.split(" | ").nth(column + 1)).expect("a cell");
            for how in grant.how {
                assert!(
                    cell.contains(policy::standing_in_words(how)),
                    "{} {} {how}: {cell}",
                    grant.action.name,
                    grant.role
                );
            }
        }
    }
}
