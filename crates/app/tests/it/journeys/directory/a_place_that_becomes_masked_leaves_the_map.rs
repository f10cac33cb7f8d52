//! Somebody looked at the map yesterday. Today the choir's address must not be known any more: their browser asks before it draws what it kept, and gets a map
//! without it.

use app::{
    directory::{self, DEMO_SOURCE},
    policy::SERVICE_EDIT,
};
use base::House;
use testkit::{Browser, Page, on_both};

/// A tile, asked for by a browser that has one already.
async fn look(anybody: &mut Browser, address: &str, kept: Option<&str>) -> Page {
    let headers = anybody.headers.clone();
    anybody.headers.extend(kept.map(|tag| ("if-none-match", tag.to_owned())));
    let page = anybody.request("GET", address, None, true).await;
    anybody.headers = headers;
    page
}

on_both! {
    async fn out_of_every_cache(app) {
        let ctx = app.system();
        directory::load_demo(&ctx).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let mut with_the_choir = None;
        for (x, y) in [(8191, 5445), (8192, 5445), (8191, 5446), (8192, 5446)] {
            let address = format!("/tiles/services/14/{x}/{y}.mvt");
            let tile = look(&mut anybody, &address, None).await;
            if tile.html.contains("carpenters-road-singers") {
                with_the_choir = Some((address, tile));
            }
        }
        let (address, tile) = with_the_choir.expect("the choir is on the map");
        assert_eq!(tile.headers["cache-control"], "no-cache", "nobody draws it again unasked");
        let tag = tile.headers["etag"].clone();

        // As long as nothing has changed it need not come again, wherever the directory was read anew.
        directory::refresh(&app.machine).await.expect("the directory");
        let again = look(&mut anybody, &address, Some(&tag)).await;
        assert_eq!((again.status, again.html.as_str(), again.headers["etag"].as_str()), (304, "", tag.as_str()));

        let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.expect("a door");
        let choir = directory::find_source(&mut tx, DEMO_SOURCE, "carpenters-road-singers").await.expect("services");
        let mut choir = choir.expect("the choir");
        (choir.masked, choir.venue, choir.street, choir.postcode, choir.point) = (true, None, None, None, None);
        directory::put(&mut tx, &ctx, &choir).await.expect("it is masked");
        tx.commit().await.expect("a commit");
        directory::refresh(&app.machine).await.expect("the directory");

        let now = look(&mut anybody, &address, Some(&tag)).await;
        assert!(matches!(now.status, 200 | 204), "{}", now.status);
        assert!(!now.html.contains("carpenters-road-singers"));
        assert_ne!(now.headers.get("etag"), Some(&tag));

        // What somebody looks for stays in no cache, however it is asked.
        for asked in ["words=choir", "words=", "part=-0.02,51.53,0.02,51.55", "colour=blue"] {
            let tile = look(&mut anybody, &format!("/tiles/services/9/255/170.mvt?{asked}"), None).await;
            assert_eq!((tile.headers["cache-control"].as_str(), tile.headers.get("etag")), ("no-store", None), "{asked}");
        }
    }
}
