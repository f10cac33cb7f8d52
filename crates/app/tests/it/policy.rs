//! The table of policy: drawn as committed, every action used, nobody near a case who should not be.

use app::policy;

#[test]
fn the_matrix_is_drawn_as_committed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/policy.matrix.txt");
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert_eq!(committed, policy::matrix(), "run `cargo xtask gen`");
}

#[test]
fn every_action_is_granted_to_somebody_and_listed_once() {
    let actions = policy::POLICY.actions;
    for (i, action) in actions.iter().enumerate() {
        assert!(
            policy::POLICY.grants.iter().any(|g| std::ptr::eq(g.action, *action)),
            "{} is granted to nobody",
            action.name
        );
        assert!(!actions[i + 1..].iter().any(|other| other.name == action.name), "{} twice", action.name);
    }
    for grant in policy::POLICY.grants {
        assert!(actions.iter().any(|a| std::ptr::eq(*a, grant.action)), "{} is not listed", grant.action.name);
    }
}

#[test]
fn administrators_commissioners_and_strangers_stand_nowhere_near_people() {
    let personal = ["person-", "referral-", "case-", "plan-", "measure-", "note-", "onward-", "inbox-", "sent-"];
    for grant in policy::POLICY.grants {
        if personal.iter().any(|p| grant.action.name.starts_with(p)) {
            for role in [policy::ADMINISTRATOR, policy::COMMISSIONER, base::ctx::PUBLIC] {
                assert_ne!(grant.role, role, "{}", grant.action.name);
            }
        }
    }
}
