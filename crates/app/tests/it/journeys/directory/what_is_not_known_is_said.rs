//! Nobody said what it costs or which languages are spoken: the page says so, and a filter keeps it, after the others.

use testkit::on_both;

on_both! {
    async fn not_known_is_never_no(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?language=so").await.see("Somali is spoken").see("we do not know whether they fit every choice");
        anybody.visit("/find?language=so&page=2").await.see("Not known: which languages are spoken");
        anybody.visit("/find?free=yes&words=choir").await.see("Free");
        let page = anybody.page().text();
        let unsure = page.find("Not known: what it costs");
        let last_free = page.rfind("Mentions choir");
        assert!(unsure.is_none() || last_free.is_some());
    }
}
