//! The command line is a contract: scripts read what it prints and ask for its status. Each test is a script.

use base::{Clock, Config, Ctx, Db, audit, db::testing::tamper, jobs, seal::Keys};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
    time::{Duration, Instant},
};

/// A data folder of a test's own, removed when it is dropped.
struct House(PathBuf);

impl House {
    fn new() -> House {
        let folder = std::env::temp_dir().join(format!("kith-contract-{}", &base::seal::token()[..16]));
        std::fs::create_dir_all(&folder).expect("a folder");
        House(folder)
    }

    fn write(&self, name: &str, text: &str) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, text).expect("a file");
        path.display().to_string()
    }

    /// `kith` with nothing of the tester's own surroundings.
    fn kith(&self, line: &[&str]) -> Command {
        let mut kith = Command::new(env!("CARGO_BIN_EXE_kith"));
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("KITH_")) {
            kith.env_remove(name);
        }
        kith.arg("--data").arg(self.0.join("data")).args(line).stdin(Stdio::null());
        kith
    }

    fn run(&self, line: &[&str]) -> Output {
        self.kith(line).output().expect("kith starts")
    }

    #[track_caller]
    fn says(&self, line: &[&str]) -> String {
        let output = self.run(line);
        assert!(output.status.success(), "{line:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("text")
    }

    /// What is printed with `--json`: one object on one line, and nothing else.
    #[track_caller]
    fn json(&self, line: &[&str]) -> Value {
        let said = self.says(&[line, &["--json"]].concat());
        assert_eq!(said.lines().count(), 1, "{said}");
        serde_json::from_str(&said).expect("JSON")
    }

    /// Ends with a status, says why on standard error, and prints nothing that a script would take for an answer.
    #[track_caller]
    fn refuses(&self, line: &[&str], status: i32, why: &str) {
        let output = self.run(line);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(status), "{line:?}: {said}");
        assert!(said.contains(why), "{line:?}: {said}");
        assert!(output.stdout.is_empty(), "{line:?}: {}", String::from_utf8_lossy(&output.stdout));
    }

    #[track_caller]
    fn add(&self, password: &str, email: &str) -> Output {
        let mut kith = self.kith(&["user", "add", email, "Ada Novak"]);
        kith.env("KITH_NEW_PASSWORD", password).output().expect("kith starts")
    }
}

impl Drop for House {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// The data of the importer's own journeys.
fn data(name: &str) -> String {
    format!("{}/../app/tests/data/{name}", env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn has_keys(value: &Value, keys: &[&str]) {
    let there: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    let mut keys = keys.to_vec();
    keys.sort_unstable();
    let mut sorted = there.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, keys);
}

#[track_caller]
fn counts(summary: &Value) -> [u64; 6] {
    ["read", "added", "changed", "unchanged", "quarantined", "gone"].map(|key| summary[key].as_u64().expect(key))
}

#[track_caller]
fn sentences(value: &Value) -> Vec<&str> {
    value.as_array().expect("a list").iter().map(|v| v.as_str().expect("a sentence")).collect()
}

#[test]
fn import_says_what_became_of_every_row() {
    const KEYS: &[&str] =
        &["read", "added", "changed", "unchanged", "quarantined", "gone", "notices", "rows", "remarks"];
    let house = House::new();
    let codes = house.json(&["import", "postcodes", &data("postcodes.csv")]);
    has_keys(&codes, KEYS);
    assert_eq!(counts(&codes), [8, 4, 0, 0, 4, 0]);
    let rows = codes["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 4);
    for row in rows {
        has_keys(row, &["line", "code", "reason"]);
    }
    assert_eq!((rows[1]["line"].as_u64(), rows[1]["code"].as_str()), (Some(6), Some("not-a-postcode")));
    assert_eq!(rows[1]["reason"], "it is not a postcode");

    let libraries = ["import", "services", &data("libraries.csv"), "--feed", "libraries"];
    let first = house.json(&libraries);
    has_keys(&first, KEYS);
    assert_eq!(counts(&first), [7, 3, 0, 0, 4, 0]);
    assert_eq!((first["rows"][1]["line"].as_u64(), first["rows"][1]["code"].as_str()), (Some(5), Some("closed")));
    has_keys(&first["remarks"][0], &["line", "code", "reason"]);
    assert!(!sentences(&first["notices"]).is_empty());
    assert_eq!(counts(&house.json(&libraries)), [7, 0, 0, 3, 4, 0], "the same again");

    // One changes, one is new, one is not spoken of any more: gone after the second time.
    let halls = |text: &str| house.write("halls.csv", &format!("id,name,description,lat,lon\n{text}"));
    let import = |file: &str| counts(&house.json(&["import", "services", file, "--feed", "halls"]));
    assert_eq!(import(&halls("1,Weir Hall,Tea.,51.54,0.0\n2,Mill Hall,Tea.,51.54,0.0\n")), [2, 2, 0, 0, 0, 0]);
    let later = halls("1,Weir Hall,Coffee.,51.54,0.0\n3,Lock Hall,Tea.,51.54,0.0\n");
    assert_eq!(import(&later), [2, 1, 1, 0, 0, 0]);
    assert_eq!(import(&later), [2, 0, 0, 2, 0, 1]);

    // Without --json it is for people.
    let said = house.says(&libraries);
    assert!(said.contains("libraries.csv: 7 read, 0 added, 0 changed, 3 unchanged, 4 quarantined, 0 gone"), "{said}");

    let cut = house.write("cut.csv", "id,name,lat,lon\n1,Hall,51.5,0.1\n2,\"Hall,51.5,0.1\n");
    for json in [&["--json"][..], &[]] {
        let line = [&["import", "services", &cut, "--feed", "cut"][..], json].concat();
        house.refuses(&line, 1, "kith: cut.csv, line 3: a quotation mark is not closed");
    }
    house.refuses(&["import", "services", &data("nothing.csv"), "--feed", "libraries"], 1, "cannot be opened");
    house.refuses(&["import", "services", &data("libraries.csv")], 2, "--feed");
}

/// A house with a choir near a postcode that it knows, and libraries.
fn given_a_directory() -> House {
    let house = House::new();
    house.json(&["import", "postcodes", &data("postcodes.csv")]);
    house.json(&["import", "services", &data("libraries.csv"), "--feed", "libraries"]);
    let choir = "id,name,kind,description,postcode,needs,free,languages,tuesday\n\
                 c1,Farthing Row Singers,choir,Everybody sings.,E15 9ZZ,soc-lonely,yes,so,18:30-20:30\n";
    let file = house.write("choirs.csv", choir);
    assert_eq!(counts(&house.json(&["import", "services", &file, "--feed", "choirs"]))[1], 1);
    house
}

#[test]
fn search_answers_scripts_and_refuses_what_it_does_not_know() {
    let house = given_a_directory();
    let found = house.json(&["search", "library", "--near", "E15 9ZZ", "--within", "3"]);
    has_keys(&found, &["total", "sure", "loose", "services"]);
    assert_eq!((found["total"].as_u64(), found["loose"].as_bool()), (Some(2), Some(false)), "{found}");
    let services = found["services"].as_array().expect("a list");
    assert_eq!(services.len(), 2);
    for one in services {
        has_keys(
            one,
            &[
                "id",
                "source",
                "source_id",
                "slug",
                "name",
                "kind",
                "provider",
                "venue",
                "borough",
                "km",
                "score",
                "why",
                "unknown",
            ],
        );
        assert_eq!((one["source"].as_str(), one["borough"].as_str()), (Some("libraries"), Some("Newham")));
        assert!(one["km"].as_f64().expect("a distance") <= 3.0 && one["score"].is_number());
        assert!(!sentences(&one["why"]).is_empty());
        sentences(&one["unknown"]);
    }
    assert_eq!(services[0]["name"], "Lime Walk Library");
    assert_eq!(services[0]["km"].as_f64(), Some(0.0));

    let one = house.json(&["search", "library", "--limit", "1"]);
    assert_eq!((one["total"].as_u64(), one["services"].as_array().map(Vec::len)), (Some(3), Some(1)));
    let choir = ["--need", "soc-lonely", "--language", "Somali", "--on", "tue", "--free"];
    for n in 0..=3 {
        // Each filter by itself, and all together.
        let filters: Vec<&str> = match n {
            0 => choir.to_vec(),
            1 => choir[..2].to_vec(),
            2 => choir[2..4].to_vec(),
            _ => choir[4..6].to_vec(),
        };
        let found = house.json(&[&["search"][..], &filters].concat());
        assert_eq!(found["services"][0]["source_id"], "c1", "{filters:?}: {found}");
        assert!(found["services"][0]["km"].is_null(), "nobody said from where");
    }
    let nothing = house.json(&["search", "blacksmith"]);
    assert_eq!((nothing["total"].as_u64(), nothing["services"].as_array().map(Vec::len)), (Some(0), Some(0)));
    assert!(house.says(&["search", "library", "--near", "E15 9ZZ"]).starts_with("3 found\nLime Walk Library ("));

    for (line, status, why) in [
        (&["search", "--need", "nothing-known", "--json"][..], 1, "there is no need “nothing-known”"),
        (&["search", "--near", "Atlantis", "--json"], 1, "“Atlantis” is no place"),
        (&["search", "--language", "Quenya", "--json"], 1, "“Quenya” is no language"),
        (&["search", "--on", "someday", "--json"], 1, "“someday” is no day"),
        (&["search", "--within", "3", "--json"], 2, "--near"),
        (&["search", "--limit", "0", "--json"], 2, "--limit"),
    ] {
        house.refuses(line, status, why);
    }
}

#[test]
fn match_gives_services_with_reasons_and_the_needs_that_it_read() {
    let house = given_a_directory();
    let story = "Very lonely since his wife died. Used to sing.";
    let found = house.json(&["match", story, "--near", "E15", "--age", "78", "--gender", "male", "--language", "so"]);
    has_keys(&found, &["services", "needs"]);
    let services = found["services"].as_array().expect("a list");
    assert_eq!(services[0]["source_id"], "c1", "{found}");
    for one in services {
        has_keys(one, &["id", "source", "source_id", "slug", "name", "score", "why", "unknown"]);
        assert!((0.0..=1.0).contains(&one["score"].as_f64().expect("a score")), "{one}");
        sentences(&one["unknown"]);
    }
    assert_eq!(services[0]["name"], "Farthing Row Singers");
    assert!(!sentences(&services[0]["why"]).is_empty());
    let needs = found["needs"].as_array().expect("a list");
    for need in needs {
        has_keys(need, &["code", "label", "strength", "words"]);
        assert!(need["strength"].is_number() && !need["label"].as_str().expect("a label").is_empty());
    }
    let lonely = needs.iter().find(|n| n["code"] == "soc-lonely").expect("that he is lonely was read");
    assert!(lonely["words"].to_string().contains("lonely"), "{lonely}");

    let one = house.json(&["match", story, "--limit", "1"]);
    assert_eq!(one["services"].as_array().map(Vec::len), Some(1));
    assert!(house.says(&["match", story]).starts_with("Looking for: "));
    house.refuses(&["match", story, "--near", "Atlantis", "--json"], 1, "“Atlantis” is no place");
    house.refuses(&["match", story, "--age", "121", "--json"], 2, "--age");
    house.refuses(&["match", "--json"], 2, "<TEXT>");
}

#[test]
fn user_adds_lists_and_bars() {
    const PASSWORD: &str = "four rather quiet words";
    let house = House::new();
    let added = house.add(PASSWORD, "ada@house.example");
    assert!(added.status.success(), "{added:?}");
    assert_eq!(house.says(&["user", "list"]), "ada@house.example\tAda Novak\tadministrator\n");

    let again = house.add(PASSWORD, "ada@house.example");
    assert_eq!(again.status.code(), Some(1), "the address is taken: {again:?}");
    let short = house.add("short", "bea@house.example");
    assert_eq!(short.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&short.stderr).contains("a password has at least"));
    house.refuses(&["user", "add", "bea@house.example", "Bea Clarke"], 1, "KITH_NEW_PASSWORD");
    house.refuses(&["user", "add", "no address", "Bea Clarke"], 2, "<EMAIL>");
    assert_eq!(house.says(&["user", "list"]).lines().count(), 1, "nobody was added by half");

    let codes = house.says(&["user", "codes", "ada@house.example"]);
    assert_eq!(codes.lines().count(), 10);
    house.refuses(&["user", "codes", "bea@house.example"], 1, "not found");

    house.refuses(&["user", "disable", "bea@house.example"], 1, "not found");
    assert_eq!(house.says(&["user", "disable", "ada@house.example"]), "ada@house.example can no longer sign in.\n");
    assert_eq!(house.says(&["user", "list"]), "ada@house.example\tAda Novak\tadministrator\tdisabled\n");
    for output in [added, again, short] {
        let all = [output.stdout, output.stderr].concat();
        assert!(!String::from_utf8_lossy(&all).contains(PASSWORD), "a password is not repeated");
    }
}

/// Nobody knows what to do with it.
#[derive(Serialize, Deserialize)]
struct Unheard {}

impl jobs::Job for Unheard {
    const KIND: &'static str = "unheard-of";
    async fn run(self, _: Ctx) -> Result<(), jobs::Failure> {
        Ok(())
    }
}

/// The lines of `kith doctor`, which has to end with a status that fits them.
#[track_caller]
fn doctor(house: &House, set: &[(&str, &str)]) -> Vec<String> {
    let mut kith = house.kith(&["doctor"]);
    kith.envs(set.iter().copied());
    let output = kith.output().expect("kith starts");
    let lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(str::to_owned).collect();
    let wrong = lines.iter().filter(|l| l.starts_with("WRONG")).count();
    assert_eq!(output.status.code(), Some(i32::from(wrong > 0)), "{lines:#?}");
    if wrong > 0 {
        assert!(String::from_utf8_lossy(&output.stderr).contains(&format!("{wrong} wrong")));
    }
    lines
}

#[track_caller]
fn says(lines: &[String], start: &str) {
    assert!(lines.iter().any(|l| l.starts_with(start)), "no line begins with {start:?}: {lines:#?}");
}

#[tokio::test]
async fn doctor_fails_on_a_broken_seal_and_on_a_failed_job() {
    let house = House::new();
    let folder = house.0.join("data");
    assert!(house.add("four rather quiet words", "ada@house.example").status.success());
    let db = Db::existing_in_folder(&folder).await.expect("the database");
    audit::seal(&db, Clock::System.now()).await.expect("a seal").expect("something to seal");
    let well = doctor(&house, &[]);
    says(&well, "good   audit: 1 blocks hold");
    says(&well, "good   jobs: none failed");
    says(&well, "good   database: Sqlite, schema up to date");
    says(&well, "good   keys:");

    let keys = Keys::load(&folder.join("keys")).expect("the keys");
    let machine = app::machine(db.clone(), Clock::System, keys, Config::for_tests()).await.expect("a machine");
    let ctx = machine.system("test");
    let mut tx = tamper(&db).await;
    jobs::enqueue(&mut tx, &ctx, &Unheard {}, ctx.now(), None).await.expect("a job");
    tx.commit().await.expect("a commit");
    while jobs::run_one(&machine).await.expect("the queue") {}
    let ill = doctor(&house, &[]);
    says(&ill, "WRONG  jobs: unheard-of: there is no job of kind unheard-of");
    says(&ill, "good   audit: 1 blocks hold");

    let mut tx = tamper(&db).await;
    assert!(tx.run("UPDATE audit SET actor_kind = 'public' WHERE block = 1", ()).await.expect("a deed") > 0);
    tx.commit().await.expect("a commit");
    db.close().await;
    says(&doctor(&house, &[]), "WRONG  audit: block 1 was changed after it was sealed");
}

/// A setting that says nothing: its variable, a value, and what is said of it.
const WRONG: [(&str, &str, &str, &str); 6] = [
    (
        "KITH_TRUSTED_PROXIES",
        "10.0.0.0/33",
        "proxies",
        "`trusted_proxies`: 10.0.0.0/33 is neither an address nor a range",
    ),
    ("KITH_LOG", "inof", "log", "`log` is inof: “inof” is neither a level"),
    ("KITH_METRICS_BIND", "localhost", "metrics", "`metrics_bind` is not an address"),
    ("KITH_BIND", "localhost:8000", "address", "`bind` is not an address"),
    ("KITH_BRAND_FILE", "no-such-brand.toml", "brand", "the file that `brand_file` names, no-such-brand.toml,"),
    ("KITH_KEY_FILE", "Cargo.toml", "keys", ""),
];

#[test]
fn doctor_names_each_setting_that_says_nothing() {
    let house = House::new();
    assert!(house.add("four rather quiet words", "ada@house.example").status.success());
    let well = doctor(&house, &[("KITH_TRUSTED_PROXIES", "192.0.2.1, 10.0.0.0/8"), ("KITH_LOG", "info,sqlx=warn")]);
    says(&well, "good   proxies: 2 trusted");
    says(&well, "good   log: ");
    says(&well, "good   brand: Kith");
    for (variable, value, what, why) in WRONG {
        says(&doctor(&house, &[(variable, value)]), &format!("WRONG  {what}: {why}"));
    }
}

#[test]
fn a_server_does_not_start_on_a_setting_that_says_nothing() {
    let house = House::new();
    for (variable, value, _, why) in WRONG {
        let mut kith = house.kith(&["serve"]);
        kith.env("KITH_BIND", "127.0.0.1:0").env(variable, value).stdout(Stdio::null()).stderr(Stdio::piped());
        let mut server = kith.spawn().expect("kith starts");
        let begun = Instant::now();
        while server.try_wait().expect("its state").is_none() {
            if begun.elapsed() > Duration::from_secs(30) {
                server.kill().expect("it is stopped");
                panic!("it serves, though {variable} is {value}");
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        let output = server.wait_with_output().expect("its output");
        assert_eq!(output.status.code(), Some(1), "{variable}");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(said.starts_with("kith: ") && said.contains(why), "{variable}: {said}");
    }
}
