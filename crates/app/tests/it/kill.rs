//! kill -9 at any moment: what was acknowledged is there, whole; nothing is there by half; the work goes on.
//!
//! The test starts itself as another process that refers people and sends messages as fast as it can, saying on its output what was acknowledged; after
//! a moment it is killed, and its database is looked at.

use app::{
    identity::{Organisation, Team},
    referral::Referral,
};
use base::{
    Clock, Config, Ctx,
    db::{
        Db, Engine,
        testing::{address, again, engines, number},
    },
    jobs,
    mail::{self, Mail},
    seal::Keys,
};
use kernel::Id;
use std::{
    collections::HashSet,
    io::{BufRead, BufReader},
    process::{Command, Stdio},
    sync::Arc,
    time::Duration,
};
use testkit::App;
use uuid::Uuid;

/// Tells the other process that it is one: address of the database, data folder, organisation, team, worker.
const CHILD: &str = "KITH_KILL_CHILD";

/// Not a test by itself: it is the process that is killed, and does nothing unless it was started as one.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn child() {
    let Ok(told) = std::env::var(CHILD) else { return };
    let told: Vec<&str> = told.split('|').collect();
    let machine = machine(told[0], told[1]).await;
    let grace = receptionist(&machine, told[4].parse().expect("an id"));
    // The queue is worked off beside it, as in the server.
    let worker = machine.clone();
    tokio::spawn(async move {
        loop {
            if !jobs::run_one(&worker).await.unwrap_or(false) {
                tokio::time::sleep(Duration::from_millis(1)).await;
            }
        }
    });
    let (organisation, team) = (told[2].parse().expect("an id"), told[3].parse().expect("an id"));
    for n in 0.. {
        let id = refer(&grace, organisation, team, n).await;
        println!("\nreferral {id}");
        let mail = Mail { to: format!("group{n}@groups.example"), subject: "Somebody".into(), text: "A link".into() };
        let (mut tx, _) = grace
            .write(&base::http::wizard::DRAFT_EDIT, base::draft::Draft::own(&grace).expect("signed in"))
            .await
            .expect("a door");
        let id = mail::send(&mut tx, &grace, &mail).await.expect("a message");
        tx.commit().await.expect("a commit");
        println!("\nmail {id}");
    }
}

/// A receptionist of an organisation, outside a browser.
pub fn receptionist(machine: &Arc<base::Machine>, worker: Uuid) -> Ctx {
    let session = base::seal::fresh_id(machine.clock.now());
    let roles = Arc::from([app::policy::RECEPTIONIST.to_owned()]);
    Ctx::new(machine.clone(), base::Actor::Account { id: worker, session, roles })
}

/// Refers somebody: three facts of agreement, a line of history, a person, and who stands how to both, or nothing.
pub async fn refer(grace: &Ctx, organisation: Id<Organisation>, team: Id<Team>, n: usize) -> Id<Referral> {
    let described = app::person::Described { name: format!("Person {n}"), ..Default::default() };
    let new = app::referral::NewReferral {
        organisation,
        team,
        setting: "gp-practice",
        pathway: app::pathway::find("general").expect("a pack"),
        person: app::referral::Who::Described(Box::new(described)),
        reason: "Lonely",
        answers: Default::default(),
        agreement: app::referral::Agreed {
            referred: app::person::Answer::Yes,
            who_sees: app::person::Answer::Yes,
            share: app::person::Answer::NotAsked,
            how: Some("telephone"),
            on: Some(grace.today()),
            note: None,
        },
    };
    app::referral::send(grace, None, new).await.expect("a referral")
}

/// Referrals of which something is missing.
pub const HALVES: &str = "
    SELECT CAST(COUNT(*) AS BIGINT) AS n
    FROM referral r
    WHERE (SELECT COUNT(*) FROM agreement a WHERE a.subject = r.id) <> 3
       OR NOT EXISTS (SELECT 1 FROM history h WHERE h.subject = r.id)
       OR NOT EXISTS (SELECT 1 FROM person p WHERE p.id = r.person_id)
       OR (SELECT COUNT(*) FROM standing s WHERE s.subject = r.id) <> 2
       OR (SELECT COUNT(*) FROM standing s WHERE s.subject = r.person_id) <> 2";

/// People whom nobody has referred.
pub const STRAYS: &str = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM person p WHERE NOT EXISTS (SELECT 1 FROM referral r WHERE r.person_id = p.id)";

async fn machine(database: &str, data: &str) -> Arc<base::Machine> {
    let db = Db::connect(database).await.expect("the database");
    let mut config = Config::for_tests();
    config.set("data", data);
    app::machine(db, Clock::System, Keys::for_tests(), config).await.expect("a machine")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_acknowledged_is_lost_and_nothing_is_half_done() {
    for engine in engines() {
        for round in 0..4u64 {
            killed(engine, Duration::from_millis(150 + 170 * round)).await;
        }
    }
}

async fn killed(engine: Engine, after: Duration) {
    let test = App::on(engine).await;
    let told = [
        address(test.database(), engine),
        test.folder().display().to_string(),
        test.world.organisations["surgery"].to_string(),
        test.world.teams["stratford"].to_string(),
        test.world.worker("grace").id.to_string(),
    ];
    let mut process = Command::new(std::env::current_exe().expect("this test"))
        .args(["kill::child", "--exact", "--nocapture", "--test-threads=1"])
        .env(CHILD, told.join("|"))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("another process");
    let output = process.stdout.take().expect("its output");
    let reader = std::thread::spawn(move || {
        let lines: Vec<String> = BufReader::new(output).lines().map_while(Result::ok).collect();
        lines
    });
    // It has to have begun: wait for what it does, then for the moment.
    let begun = async {
        while number(&test.machine.db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM referral").await == 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(60), begun).await.expect("the other process works");
    tokio::time::sleep(after).await;
    process.kill().expect("kill -9");
    process.wait().expect("it is dead");
    let lines = reader.join().expect("its output");
    let told = |what: &str| -> HashSet<String> {
        lines.iter().filter_map(|l| l.strip_prefix(what)?.strip_prefix(' ').map(str::to_owned)).collect()
    };
    let (referrals, mails) = (told("referral"), told("mail"));
    assert!(!referrals.is_empty(), "it acknowledged something");
    println!("{engine:?}: killed after {} referrals and {} messages", referrals.len(), mails.len());

    // A new process opens the database.
    let db = again(test.database(), engine).await;
    let mut browser = test.signed_in("grace").await;
    for id in &referrals {
        browser.visit(&format!("/sent/{id}")).await.see("Person").see("Waiting");
    }
    assert_eq!(number(&db, HALVES).await, 0, "{engine:?}: half a referral");
    assert_eq!(number(&db, STRAYS).await, 0, "{engine:?}: a person without a referral");

    // The queue goes on; a claimed job is taken for dead after five minutes. Whatever was cut off after its hand-over stays as it is.
    let unqueued = "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM mail m WHERE m.state = 'waiting' AND NOT EXISTS (SELECT 1 FROM job j WHERE j.kind = 'mail-deliver')";
    assert_eq!(number(&db, unqueued).await, 0, "{engine:?}: a message that nobody will send");
    let machine = machine(&address(test.database(), engine), &test.folder().display().to_string()).await;
    let later = base::Clock::fixed(machine.clock.now().plus(jiff::SignedDuration::from_mins(6)));
    let machine =
        app::machine(machine.db.clone(), later, Keys::for_tests(), machine.config.clone()).await.expect("a machine");
    while jobs::run_one(&machine).await.expect("the queue") {}
    assert_eq!(number(&db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM mail WHERE state = 'waiting'").await, 0);
    let handed = number(&db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM mail WHERE state = 'handed'").await;
    let sent = number(&db, "SELECT CAST(COUNT(*) AS BIGINT) AS n FROM mail WHERE state = 'sent'").await;
    assert!(handed <= 1, "{engine:?}: at most the one that was being handed over may have been sent");
    assert!(sent + handed >= mails.len() as i64, "{engine:?}: an acknowledged message is lost");
    let files = std::fs::read_dir(test.folder().join("outbox")).map_or(0, |d| d.count()) as i64;
    assert!(files == sent || files == sent + handed, "{engine:?}: {files} files, {sent} sent, {handed} perhaps");
}
