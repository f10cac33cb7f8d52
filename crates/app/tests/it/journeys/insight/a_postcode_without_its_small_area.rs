//! The operator's postcodes do not say in which small area they lie. The outlines of small areas do, when they are of the census that the ranks are of.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use app::{
    area::{self, Edition, Kind},
    directory::import::{self, Order},
};
use base::db::testing;
use jiff::SignedDuration;
use sqlx::types::Json;
use std::path::PathBuf;
use testkit::{App, on_both};

fn file(app: &App, name: &str, text: &str) -> PathBuf {
    let path = app.folder().join(name);
    std::fs::write(&path, text).expect("a file");
    path
}

/// A postcode with its place, and outlines of small areas about it: of each its code and how far west it begins. Mr Ellis lives in E15 4ES.
async fn given(app: &App, postcodes: &str, outlines: &[(&str, f64)]) {
    let ctx = app.system();
    let codes = file(app, "postcodes.csv", postcodes);
    import::postcodes(&ctx, &Order { file: &codes, feed: "postcodes", map: None, replace: false }, &|_| {})
        .await
        .expect("postcodes");
    let feature = |(code, west): &(&str, f64)| {
        let east = west + 0.02;
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},51.53],[{east},51.53],[{east},51.55],[{west},51.55],[{west},51.53]]]}}}}"#
        )
    };
    let features: Vec<String> = outlines.iter().map(feature).collect();
    let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
    area::areas(&ctx, &file(app, "lsoa.geojson", &text), Kind::Lsoa, true, &|_| {}).await.expect("outlines");
    // Rank 4000 of 33,755 is in the second tenth, the last in the tenth.
    let ranks = file(app, "imd.csv", "lsoa21_code,IMD_rank\nE01003559,4000\nE01003560,33755\n");
    area::deprivation(&ctx, &ranks, Edition::Imd2025, true, &|_| {}).await.expect("ranks");
}

/// The tenths that somebody was counted in, when his month is over.
async fn counted(app: &App) -> Vec<String> {
    app.later(SignedDuration::from_hours(24 * 110)).await;
    app::insight::gather(&app.system()).await.expect("numbers");
    let mut tx = testing::tamper(&app.machine.db).await;
    let report: Json<serde_json::Value> =
        tx.values("SELECT body AS n FROM insight_report", ()).await.expect("a report").pop().expect("one");
    tx.commit().await.expect("a commit");
    let months = report.0["months"].as_array().expect("months");
    let groups = months.iter().flat_map(|m| m["deciles"].as_array().expect("groups"));
    let referred = groups.filter(|g| g["counts"][0].as_u64().is_some_and(|n| n > 0));
    referred.map(|g| g["code"].as_str().unwrap_or_default().to_owned()).collect()
}

const WITHOUT: &str = "postcode,lat,lon\nE15 4ES,51.54,-0.003\n";
const HIS: (&str, f64) = ("E01003559", -0.01);
const NEXT: (&str, f64) = ("E01003560", 0.01);

on_both! {
    async fn is_in_the_one_whose_outline_it_lies_in(app) {
        given(&app, WITHOUT, &[HIS, NEXT]).await;
        given_mr_ellis_on_sams_caseload(&app).await;
        assert_eq!(counted(&app).await, ["02"]);
    }
}

on_both! {
    async fn is_in_none_where_the_outlines_are_of_another_census(app) {
        // One of them is ranked by no row: the file is of another census, or more than the edition ranks.
        given(&app, WITHOUT, &[HIS, ("E01099999", 0.01)]).await;
        given_mr_ellis_on_sams_caseload(&app).await;
        assert_eq!(counted(&app).await, [""]);
    }
}

on_both! {
    async fn is_asked_of_outlines_only_where_its_file_does_not_say(app) {
        let with = "postcode,lat,lon,lsoa21\nE15 4ES,51.54,-0.003,E01003560\n";
        given(&app, with, &[HIS, NEXT]).await;
        given_mr_ellis_on_sams_caseload(&app).await;
        assert_eq!(counted(&app).await, ["10"]);
    }
}

on_both! {
    async fn and_nobody_is_placed_beyond_the_outlines(app) {
        given(&app, WITHOUT, &[NEXT]).await;
        given_mr_ellis_on_sams_caseload(&app).await;
        assert_eq!(counted(&app).await, [""]);
    }
}
