//! An operator has the outlines of a whole city and takes the file of one borough by mistake: nothing is lost without a word.

use app::area::{self, Edition, Kind};
use testkit::on_both;

fn outlines(codes: impl Iterator<Item = u32>) -> String {
    let feature = |n: u32| {
        let west = f64::from(n) / 1000.0;
        let east = west + 0.001;
        format!(
            r#"{{"type":"Feature","properties":{{"code":"E0100{n:04}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},51.5],[{east},51.5],[{east},51.55],[{west},51.5]]]}}}}"#
        )
    };
    let features: Vec<String> = codes.map(feature).collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

on_both! {
    async fn until_the_operator_says_so(app) {
        let ctx = app.system();
        let file = app.folder().join("small-areas.geojson");
        let import = async |codes: std::ops::Range<u32>, replace| {
            std::fs::write(&file, outlines(codes)).expect("a file");
            area::areas(&ctx, &file, Kind::Lsoa, replace, &|_| {}).await
        };
        assert_eq!(import(0..60, false).await.expect("the first").added, 60);
        // A few that are no more are as it should be: six of sixty are a tenth.
        assert_eq!(import(6..60, false).await.expect("six less").gone, 6);

        let error = import(12..60, false).await.expect_err("more than a tenth").to_string();
        assert!(error.contains("6 of the 54 areas") && error.contains("small-areas.geojson"), "{error}");
        assert!(error.contains("nothing was changed") && error.contains("--replace"), "{error}");
        assert_eq!(import(6..60, false).await.expect("all of them").unchanged, 54, "they are all there still");

        assert_eq!(import(12..60, true).await.expect("it is meant").gone, 6);
        // Of a handful any may go.
        assert_eq!(import(12..17, true).await.expect("a handful").gone, 43);
        assert_eq!(import(12..13, false).await.expect("one").gone, 4);
    }
}

on_both! {
    async fn and_ranks_likewise(app) {
        let ctx = app.system();
        let file = app.folder().join("ranks.csv");
        let import = async |codes: std::ops::Range<u32>, replace| {
            let rows: String = codes.map(|n| format!("E0100{n:04},{}\n", n + 1)).collect();
            std::fs::write(&file, format!("lsoa21_code,IMD_rank\n{rows}")).expect("a file");
            area::deprivation(&ctx, &file, Edition::Imd2025, replace, &|_| {}).await
        };
        assert_eq!(import(0..60, false).await.expect("the first").added, 60);
        let error = import(30..60, false).await.expect_err("half").to_string();
        assert!(error.contains("30 of the 60 ranks") && error.contains("--replace"), "{error}");
        assert_eq!(import(0..60, false).await.expect("all of them").unchanged, 60);
        assert_eq!(import(30..60, true).await.expect("it is meant").gone, 30);
    }
}
