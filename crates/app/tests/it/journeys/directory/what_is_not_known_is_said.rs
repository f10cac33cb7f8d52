//! Nobody said what it costs or which languages are spoken: the page says so, and a filter keeps it, after the others.

use testkit::on_both;

on_both! {
    async fn not_known_is_never_no(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?language=so").await.see("Somali is spoken").see("we do not know whether they fit every choice");
        anybody.visit("/find?language=so&page=2").await.see("Not known: which languages are spoken");
        // Whoever is known to cost something is gone; whoever never said stays, below those known to be free.
        anybody.visit("/find?free=yes&words=choir").await.see("Free").not_see("a session").see("Not known: what it costs");
        let page = anybody.page().text();
        let (free, unsure) = (page.find("Carpenters Road Singers"), page.find("Not known: what it costs"));
        assert!(free.is_some() && free < unsure);
    }
}
