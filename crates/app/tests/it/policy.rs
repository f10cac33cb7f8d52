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
fn every_action_and_standing_has_words() {
    let named: Vec<&str> = policy::ACTIONS_IN_WORDS.iter().map(|(name, _)| *name).collect();
    let actions: Vec<&str> = policy::POLICY.actions.iter().map(|a| a.name).collect();
    assert_eq!(named, actions, "in the order of the matrix, each once");
    for how in policy::POLICY.grants.iter().flat_map(|g| g.how) {
        assert!(!policy::standing_in_words(how).is_empty(), "{how}");
    }
}

#[test]
fn administrators_commissioners_and_strangers_stand_nowhere_near_people() {
    for beginning in policy::ABOUT_PEOPLE {
        let known = policy::POLICY.actions.iter().any(|a| a.name.starts_with(beginning));
        assert!(known, "no action begins with {beginning}");
    }
    for grant in policy::POLICY.grants {
        if policy::is_about_people(grant.action) {
            for role in [policy::ADMINISTRATOR, policy::COMMISSIONER, base::ctx::PUBLIC] {
                assert_ne!(grant.role, role, "{}", grant.action.name);
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_table_that_lists_join_on_is_the_policy() {
    use std::collections::BTreeSet;
    for engine in testkit::engines() {
        let app = testkit::App::empty(engine).await;
        let sql = "SELECT action || ' ' || role || ' ' || how AS n FROM allowed";
        // A grant that was taken out of the code is gone after the next start.
        let mut tx = base::db::testing::tamper(&app.machine.db).await;
        tx.run("INSERT INTO allowed (action, role, how) VALUES ('case-list', 'administrator', 'anyone')", ())
            .await
            .expect("a row");
        tx.commit().await.expect("a commit");
        app.machine.publish_policy().await.expect("a start");
        let stored: Vec<String> = base::db::testing::look(&app.machine.db).await.values(sql, ()).await.expect("rows");
        let stored: BTreeSet<String> = stored.into_iter().collect();
        let grants = policy::POLICY.grants.iter();
        let code = grants.flat_map(|g| g.how.iter().map(move |how| format!("{} {} {how}", g.action.name, g.role)));
        assert_eq!(stored, code.collect());
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[should_panic(expected = "too much")]
async fn a_standing_that_no_fact_bears_out_is_noticed() {
    let app = testkit::App::on(testkit::Engine::Sqlite).await;
    let mut tx = base::db::testing::tamper(&app.machine.db).await;
    let (subject, party) = (app.world.teams["stratford"].uuid(), app.world.worker("ada").id.uuid());
    base::ctx::stand(&mut tx, subject, party, policy::CASELOAD, app.clock.now()).await.expect("a row");
    tx.commit().await.expect("a commit");
    testkit::standing_follows_from_the_facts(&app.machine).await;
}
