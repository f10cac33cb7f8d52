//! Name and colour come out of a file that the operator wrote: every page shows them, and a file that cannot be used stops the start.

use base::{
    Clock, Config, Error,
    db::testing::{TestDb, fresh},
    seal::Keys,
};
use testkit::{Browser, Engine};

async fn started(db: &TestDb, brand: &str) -> base::Result<Browser> {
    std::fs::write(db.folder.join("brand.toml"), brand).expect("a file");
    let mut config = Config::for_tests();
    config.set("data", db.folder.to_str().expect("a plain path"));
    let clock = Clock::fixed("2026-11-24T09:00:00.000000Z".parse().expect("an instant"));
    let machine = app::machine(db.db.clone(), clock.clone(), Keys::for_tests(), config).await?;
    Ok(Browser::new(base::http::app(machine, app::routes()), clock))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn its_colour_is_on_every_page_and_a_pale_one_stops_the_start() {
    let db = fresh(Engine::Sqlite).await;
    let mut anybody = started(&db, "").await.expect("nothing is said");
    assert_eq!(anybody.visit("/brand.css").await.html, ":root{--kith-accent:#00635b}\n");
    let brand = "name = \"Newham Connect\"\ncolour = \"#5a1a6b\"\n";
    let mut anybody = started(&db, brand).await.expect("a brand");
    let home = anybody.visit("/").await.clone();
    home.see("Newham Connect");
    assert!(home.html.contains("/brand.css"));
    let css = anybody.visit("/brand.css").await;
    assert_eq!(
        (css.html.as_str(), css.headers["content-type"].as_str()),
        (":root{--kith-accent:#5a1a6b}\n", "text/css; charset=utf-8")
    );
    for wrong in ["colour = \"#ffcc00\"\n", "color = \"#5a1a6b\"\n", "colour = \"red;}body{display:none\"\n"] {
        let Err(Error::Broken(said)) = started(&db, wrong).await.map(|_| ()) else { panic!("{wrong} is let in") };
        assert!(format!("{said:#}").contains("brand.toml"), "{said:#}");
    }
}
