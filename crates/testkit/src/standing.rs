//! Who stands how to what, worked out anew from the facts and compared with the table that the doors read. After every journey.

use app::case::Case;
use base::{Machine, ctx::MEMBER, db::testing::look};
use kernel::{Id, Instant};
use std::collections::{BTreeMap, BTreeSet};

type Any = Id<()>;
/// Subject, party, how.
type Stands = BTreeSet<(Any, Any, String)>;

#[derive(sqlx_macros::FromRow)]
struct Standing {
    subject: Any,
    party: Any,
    how: String,
}

#[derive(sqlx_macros::FromRow)]
struct Reach {
    account: Any,
    party: Any,
    role: String,
}

#[derive(sqlx_macros::FromRow)]
struct Sent {
    id: Any,
    person_id: Any,
    organisation_id: Any,
    team_id: Any,
    withdrawn_at: Option<Instant>,
}

#[derive(sqlx_macros::FromRow)]
struct Support {
    id: Id<Case>,
    referral_id: Any,
    person_id: Any,
    team_id: Any,
    worker_id: Any,
    pathway: String,
    closed_at: Option<Instant>,
}

#[derive(sqlx_macros::FromRow)]
struct Merged {
    id: Any,
    merged_into: Any,
}

#[derive(sqlx_macros::FromRow)]
struct Pair {
    subject: Any,
    party: Any,
}

#[derive(sqlx_macros::FromRow)]
struct Member {
    worker_id: Any,
    team_id: Any,
    organisation_id: Any,
    role: String,
}

/// Fails when the tables of standing and reach are not what the facts say.
pub async fn standing_follows_from_the_facts(machine: &Machine) {
    let mut rx = look(&machine.db).await;
    let stored: Vec<Standing> =
        rx.all("SELECT subject, party, how FROM standing WHERE until_at IS NULL", ()).await.expect("rows");
    let stored: Stands = stored.into_iter().map(|s| (s.subject, s.party, s.how)).collect();

    let sent: Vec<Sent> =
        rx.all("SELECT id, person_id, organisation_id, team_id, withdrawn_at FROM referral", ()).await.expect("rows");
    let cases: Vec<Support> = rx
        .all("SELECT id, referral_id, person_id, team_id, worker_id, pathway, closed_at FROM support_case", ())
        .await
        .expect("rows");
    let merged: Vec<Merged> =
        rx.all("SELECT id, merged_into FROM person WHERE merged_into IS NOT NULL", ()).await.expect("rows");
    let merged: BTreeMap<Any, Any> = merged.into_iter().map(|m| (m.id, m.merged_into)).collect();
    let links: Vec<Pair> = rx
        .all("SELECT onward_id AS subject, id AS party FROM onward_link WHERE ended_at IS NULL", ())
        .await
        .expect("rows");
    let keepers: Vec<Pair> = rx
        .all(
            "SELECT provider_id AS subject, id AS party FROM keeper WHERE until_at IS NULL
             UNION ALL
             SELECT t.service_id AS subject, t.keeper_id AS party
             FROM kept t
             JOIN keeper k ON k.id = t.keeper_id
             WHERE k.until_at IS NULL AND t.since_at IS NOT NULL",
            (),
        )
        .await
        .expect("rows");
    let notes: Vec<Pair> = rx.all("SELECT id AS subject, organisation_id AS party FROM note", ()).await.expect("rows");

    let mut facts = Stands::new();
    let mut stand = |subject: Any, party: Any, how: &str| facts.insert((subject, party, how.to_owned()));
    for r in &sent {
        // Who sent it stands to it and to the person; so does the team that it went to, until it is taken back, and more narrowly once a narrow case
        // came of it.
        let case = cases.iter().find(|c| c.referral_id == r.id);
        let how = case.map_or(app::policy::TEAM, |c| app::case::team_standing(&c.pathway));
        for subject in [r.id, r.person_id] {
            stand(subject, r.organisation_id, app::policy::SENDER);
            if r.withdrawn_at.is_none() {
                stand(subject, r.team_id, how);
            }
        }
    }
    for c in &cases {
        // Whoever holds a case stands to it, its referral, its person, and the record that is kept of them, until it is closed; its team goes on. To the kept
        // one only where it is the team that had it: the same person may be with another team, which knows nothing of that record.
        let has = |kept: &Any| sent.iter().any(|r| r.person_id == *kept && r.team_id == c.team_id);
        let kept = merged.get(&c.person_id).copied().filter(has);
        for subject in [Some(c.id.cast()), Some(c.referral_id), Some(c.person_id), kept].into_iter().flatten() {
            if c.closed_at.is_none() {
                stand(subject, c.worker_id, app::policy::CASELOAD);
            }
            stand(subject, c.team_id, app::case::team_standing(&c.pathway));
        }
    }
    for l in &links {
        stand(l.subject, l.party, app::policy::RECIPIENT);
    }
    for k in &keepers {
        stand(k.subject, k.party, app::policy::KEEPER);
    }
    for n in &notes {
        stand(n.subject, n.party, app::policy::SENDER);
    }
    let missing: Vec<_> = facts.difference(&stored).collect();
    let too_much: Vec<_> = stored.difference(&facts).collect();
    assert!(missing.is_empty() && too_much.is_empty(), "standing: missing {missing:?}, too much {too_much:?}");
    assert!(!stored.iter().any(|s| s.2 == MEMBER), "membership is no row of standing: it follows from reach");

    let stored: Vec<Reach> = rx.all("SELECT account, party, role FROM reach", ()).await.expect("rows");
    let stored: Stands = stored.into_iter().map(|r| (r.account, r.party, r.role)).collect();
    let members: Vec<Member> = rx
        .all(
            "SELECT m.worker_id, m.team_id, t.organisation_id, m.role
             FROM membership m
             JOIN team t ON t.id = m.team_id
             JOIN worker w ON w.id = m.worker_id
             WHERE m.until_at IS NULL AND w.disabled_at IS NULL",
            (),
        )
        .await
        .expect("rows");
    let facts: Stands = members
        .into_iter()
        .flat_map(|m| [m.worker_id, m.team_id, m.organisation_id].map(|party| (m.worker_id, party, m.role.clone())))
        .collect();
    assert_eq!(stored, facts, "reach");
}
