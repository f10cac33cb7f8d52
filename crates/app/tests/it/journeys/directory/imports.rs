//! An operator imports made-up postcodes and libraries, and anybody finds them; every row that was not let in has its line and reason.

use app::directory::import::{self, Order, Summary};
use base::Ctx;
use std::path::{Path, PathBuf};
use testkit::on_both;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)
}

pub(super) async fn services(ctx: &Ctx, file: &Path, feed: &str) -> base::Result<Summary> {
    import::services(ctx, &Order { file, feed, map: None, replace: false }, &|_| {}).await
}

pub(super) async fn postcodes(ctx: &Ctx, file: &Path) -> base::Result<Summary> {
    import::postcodes(ctx, &Order { file, feed: "postcodes", map: None, replace: false }, &|_| {}).await
}

/// Some postcodes of E5 and E15.
pub async fn given_postcodes(ctx: &Ctx) {
    postcodes(ctx, &data("postcodes.csv")).await.expect("an import");
}

fn reasons(summary: &Summary) -> Vec<(i64, &str)> {
    summary.rows.iter().map(|r| (r.line, r.code)).collect()
}

on_both! {
    async fn libraries_are_found_near_a_postcode_that_was_imported(app) {
        let ctx = app.system();
        let mut anybody = app.browser();
        anybody.visit("/find?words=library").await.see("Nothing found");

        let s = postcodes(&ctx, &data("postcodes.csv")).await.unwrap();
        assert_eq!((s.read, s.added, s.quarantined), (8, 4, 4), "{}", s.counts());
        assert_eq!(reasons(&s), [(5, "duplicate"), (6, "not-a-postcode"), (7, "out-of-range"), (8, "no-place")]);

        let s = services(&ctx, &data("libraries.csv"), "libraries").await.unwrap();
        assert_eq!((s.read, s.added, s.quarantined), (7, 3, 4), "{}", s.counts());
        assert_eq!(reasons(&s), [(4, "duplicate"), (5, "closed"), (6, "no-place"), (7, "out-of-range")]);
        assert!(s.rows[0].reason.contains("the same as line 2"), "{}", s.rows[0].reason);
        assert!(s.rows[1].reason.contains("2013"));
        assert!(s.notices.iter().any(|n| n.contains("e-mail") && n.contains("lines 8")), "{:?}", s.notices);

        anybody.visit("/find?words=library&near=E15+9ZZ").await.see("3 services").see("Lime Walk Library").see("Paddock Road Library");
        anybody.page().see("About 0.1 km from E15").not_see("Old Mill Library").not_see("Distances are from about the middle");
        anybody.follow("Lime Walk Library").await.see("3 Lime Walk").see("E15 9ZZ").see("Newham").see("static library").see("09:30–17:00");
        anybody.page().see("limewalk@libraries.example").see("Nobody has checked this yet.");
        // The same row in another spelling was the same service, and a mobile library is where its postcode is.
        anybody.visit("/find?words=mobile+library&near=E5+9ZZ").await.see("Mobile Library, north round").see("About 0.1 km from E5");
    }
}

on_both! {
    async fn the_same_file_again_changes_nothing_and_says_so(app) {
        let ctx = app.system();
        let first = services(&ctx, &data("libraries.csv"), "libraries").await.unwrap();
        // Without postcodes: by the middle of the district, and it is said.
        assert!(first.notices.iter().any(|n| n.contains("only that of its district")), "{:?}", first.notices);
        assert!(first.notices.iter().any(|n| n.contains("No postcodes are imported yet")));
        let again = services(&ctx, &data("libraries.csv"), "libraries").await.unwrap();
        assert_eq!((again.read, again.added, again.changed, again.unchanged, again.quarantined, again.gone), (7, 0, 0, 3, 4, 0));
        assert!(again.notices.iter().any(|n| n.contains("Nothing has changed")));

        // Postcodes make two of them more exact; after that nothing changes either.
        assert_eq!(postcodes(&ctx, &data("postcodes.csv")).await.unwrap().added, 4);
        let again = postcodes(&ctx, &data("postcodes.csv")).await.unwrap();
        assert_eq!((again.added, again.unchanged, again.quarantined, again.gone), (0, 4, 4, 0));
        let exact = services(&ctx, &data("libraries.csv"), "libraries").await.unwrap();
        assert_eq!((exact.changed, exact.unchanged), (2, 1), "{}", exact.counts());
        let again = services(&ctx, &data("libraries.csv"), "libraries").await.unwrap();
        assert_eq!((again.changed, again.unchanged), (0, 3), "{}", again.counts());
    }
}

on_both! {
    async fn a_mapping_file_reads_other_headings(app) {
        let ctx = app.system();
        let unmapped = services(&ctx, &data("halls.csv"), "halls").await.unwrap_err().to_string();
        assert!(unmapped.contains("halls.csv, line 1: no column is headed") || unmapped.contains("no column"), "{unmapped}");
        let (file, map) = (data("halls.csv"), data("halls.toml"));
        let order = Order { file: &file, feed: "halls", map: Some(&map), replace: false };
        let s = import::services(&ctx, &order, &|_| {}).await.unwrap();
        assert_eq!((s.added, s.quarantined), (1, 1), "{}", s.counts());
        assert!(s.notices.iter().any(|n| n.contains("not looked at: Ort")), "{:?}", s.notices);
        let mut anybody = app.browser();
        anybody.visit("/find?need=soc-isolated").await.see("Village Hall at the Weir").see("community hall").not_see("Willows");
    }
}

on_both! {
    async fn a_feed_has_a_plain_name_and_its_own_ids(app) {
        let ctx = app.system();
        for feed in ["", "Two Words", "demo", "a/b"] {
            assert!(services(&ctx, &data("libraries.csv"), feed).await.is_err(), "{feed}");
        }
        assert_eq!(services(&ctx, &data("libraries.csv"), "one").await.unwrap().added, 3);
        // Another feed's row is another service, even when it says the same.
        assert_eq!(services(&ctx, &data("libraries.csv"), "two").await.unwrap().added, 3);
    }
}
