//! Somebody looks for help with domestic abuse: Kith writes down nothing of it, and tells the browser to keep no page and no other site where they were.

use base::db::{dump, testing::look};
use testkit::{App, on_both};

/// How many rows each table has: a search adds none, whatever it would be called.
async fn rows(app: &App) -> Vec<(String, i64)> {
    let mut rx = look(&app.machine.db).await;
    let mut all = vec![];
    for table in dump::tables().expect("the migrations") {
        let sql = format!("SELECT CAST(COUNT(*) AS BIGINT) AS n FROM {}", table.name);
        all.push((table.name.clone(), rx.value(Box::leak(sql.into_boxed_str()), ()).await.expect("a number")));
    }
    all
}

on_both! {
    async fn on_the_server_and_in_no_log(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let before = rows(&app).await;
        let mut somebody = app.browser();
        somebody.visit("/").await;
        let form = somebody.form("Find").fill("What would help?", "zuflucht from domestic abuse").set("near", "IG11 7QZ");
        form.press(&mut somebody).await;
        let page = somebody.page().clone();
        assert_eq!(page.status, 200);
        assert!(page.url.starts_with("/find?words=~") && page.url.contains("&near=~"), "{}", page.url);
        assert_eq!(page.url.len(), "/find?words=~12345678&near=~12345678".len(), "a whole postcode stands in no address, nor what is asked with it");
        assert_eq!(page.headers["cache-control"], "no-store");
        assert_eq!(page.headers["referrer-policy"], "same-origin");
        assert_eq!(somebody.cookies.keys().map(String::as_str).collect::<Vec<_>>(), ["search"], "and it is sealed");
        assert_eq!(rows(&app).await, before);
        let logs = testkit::logs();
        for word in ["zuflucht", "IG11 7QZ", "IG11+7QZ", "IG11%207QZ"] {
            assert!(!logs.contains(word), "{word:?} was logged");
        }
    }
}
