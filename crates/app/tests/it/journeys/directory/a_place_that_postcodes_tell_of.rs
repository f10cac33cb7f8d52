//! Kith knows seven boroughs by itself. Elsewhere an operator imports postcodes, and then everybody finds by the first half of one, and by the name of a borough.

use super::{imports::postcodes, imports_over_time::file};
use testkit::on_both;

const WESTMINSTER: &str = "postcode,latitude,longitude,borough\n\
    SW1A 9ZX,51.5034,-0.1276,Westminster\n\
    SW1A 9ZY,51.5010,-0.1416,Westminster\n\
    SW1A 9ZZ,51.5060,-0.1300,Westminster\n";

on_both! {
    async fn is_found_wherever_it_is(app) {
        let ctx = app.system();
        app::directory::load_demo(&ctx).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let unknown = "We do not know that place";
        for address in ["/find?near=SW1A", "/find?near=Westminster", "/embed/find?near=SW1A"] {
            anybody.visit(address).await.see(unknown);
        }
        let westminster = file(&app, "westminster.csv", WESTMINSTER);
        assert_eq!(postcodes(&ctx, &westminster).await.expect("an import").added, 3);
        app::directory::refresh(&app.machine).await.expect("an index");
        for address in ["/find?near=SW1A", "/find?near=Westminster", "/embed/find?near=SW1A"] {
            anybody.visit(address).await.not_see(unknown);
        }
        anybody.visit("/find?near=SW1A").await.see("distances are from about its middle").see("km from SW1A");
        // What is built in is as it was, and the same file again is no news.
        anybody.visit("/find?near=E15").await.see("from E15");
        assert_eq!(postcodes(&ctx, &westminster).await.expect("an import").unchanged, 3);
        // A borough without services is listed beside those that have some, when it is near.
        anybody.visit("/find/places").await.see("Westminster");
    }
}
