//! A refuge is in the directory so that people can reach it, and nowhere does a page, an order or a distance say where it is.

use testkit::on_both;

on_both! {
    async fn a_refuge_has_a_telephone_and_no_place(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/services/rowan-door-refuge").await.see("The address is not public").see("0808 157 0203");
        // Read and not searched as markup: a random mark of a form may well have these two signs in it.
        assert!(!anybody.page().shows("E5"), "{}", anybody.page().text());
        anybody.visit("/find?words=rowan+door&near=E5").await.see("address not public").see("The address is not public, so no distance");
        let html = anybody.page().html.clone();
        let entry = html.split("rowan-door-refuge").nth(1).and_then(|e| e.split("</li><li>").next()).unwrap_or_default();
        assert!(!entry.contains("kith-results__far"), "no distance");
    }
}
