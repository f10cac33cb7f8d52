//! Somebody who cannot see the map, and an officer who must say in a report what it shows: how far help is from where people live, in words and numbers.

use app::area::{self, Edition, Kind};
use testkit::{App, on_both};

/// A rectangle with its code and name: west, east, south, north.
fn outline(code: &str, name: &str, [west, east, south, north]: [f64; 4]) -> String {
    format!(
        r#"{{"type":"Feature","properties":{{"code":"{code}","name":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"#
    )
}

async fn outlines(app: &App, kind: Kind, features: &[String]) {
    let file = app.folder().join(format!("{}.geojson", kind.code()));
    std::fs::write(&file, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(",")))
        .expect("a file");
    area::areas(&app.system(), &file, kind, false, &|_| {}).await.expect("outlines");
}

/// Two boroughs: the streets about the Carpenters Road Singers, and fields in the east where no choir is.
async fn given_two_boroughs(app: &App) {
    app::directory::load_demo(&app.system()).await.expect("the demo");
    let newham = outline("E09000025", "Newham", [-0.01, 0.01, 51.535, 51.545]);
    let havering = outline("E09000016", "Havering", [0.30, 0.32, 51.59, 51.61]);
    outlines(app, Kind::Borough, &[newham, havering]).await;
}

/// Three small areas: two in the streets, of which one is deprived, and one in the fields that is.
async fn given_how_deprived_they_are(app: &App) {
    let of = |code: &str, place| outline(code, code, place);
    let all = [
        of("E01003559", [-0.01, 0.0, 51.535, 51.545]),
        of("E01003560", [0.0, 0.01, 51.535, 51.545]),
        of("E01002222", [0.30, 0.32, 51.59, 51.61]),
    ];
    outlines(app, Kind::Lsoa, &all).await;
    let ranks = app.folder().join("imd.csv");
    // Of 33,755: in the first tenth, in the last, in the second.
    std::fs::write(&ranks, "lsoa21_code,IMD_rank\nE01003559,100\nE01003560,33755\nE01002222,4000\n").expect("a file");
    area::deprivation(&app.system(), &ranks, Edition::Imd2025, false, &|_| {}).await.expect("ranks");
}

on_both! {
    async fn is_said_of_each_borough_for_what_somebody_looks_for(app) {
        given_two_boroughs(&app).await;
        given_how_deprived_they_are(&app).await;
        let mut anybody = app.browser();

        // What the map draws, and that there is something to draw.
        anybody.visit("/tiles/layers").await.see(r#""deprivation":2025"#);
        let drawn = anybody.visit("/tiles/deprivation/12/2047/1361.mvt").await;
        assert!(drawn.status == 200 && drawn.html.contains("decile"), "{}", drawn.status);
        let search = "words=carpenters+singers";
        assert_eq!(anybody.visit(&format!("/tiles/missing/12/2051/1360.mvt?{search}")).await.status, 200, "nothing is near");

        // The same, read out.
        anybody.visit(&format!("/find?{search}&near=E15")).await;
        anybody.follow("How near these are, borough by borough").await.see("carpenters singers");
        let km = "Further than 1.5 km";
        anybody.page().see(&format!("Havering {km} 100% Mostly around RM14 , RM3 Deprived small areas 1 Of these, none near 1"));
        anybody.page().see(&format!("Newham {km} 0% Mostly around – Deprived small areas 1 Of these, none near 0"));
        anybody.page().see("English Indices of Deprivation 2025").see("It says nothing of any one person");
        anybody.follow("The list of these services").await.see("Carpenters Road Singers");
    }
}

on_both! {
    async fn is_said_without_deprivation_where_nobody_knows_it(app) {
        given_two_boroughs(&app).await;
        let mut anybody = app.browser();
        anybody.visit("/tiles/layers").await.see(r#""deprivation":null"#);
        anybody.visit("/find/places/havering").await;
        anybody.follow("How near help is").await.see("nobody has given us the numbers").not_see("Newham");
        anybody.follow("All boroughs").await.see("Newham").see("Havering");
    }
}

on_both! {
    async fn is_told_of_a_story_without_its_words_in_the_address(app) {
        given_two_boroughs(&app).await;
        let mut anybody = app.browser();
        anybody.visit("/find").await;
        let story = "since my wife died I have sung with nobody and the house is quiet";
        anybody.form("Find").fill("What would help?", story).press(&mut anybody).await;
        anybody.follow("How near these are, borough by borough").await.see("Newham");
        assert!(!anybody.page().url.contains("wife"), "{}", anybody.page().url);
        // Nor does an address that somebody made by hand lead on with it.
        let by_hand = format!("/find/how-near?words={}&near=E15+4ES&free=yes", story.replace(' ', "+"));
        anybody.visit(&by_hand).await.see("Newham").see("Free");
        assert!(anybody.page().links().iter().all(|l| !l.contains("wife") && !l.contains("4ES")), "{:?}", anybody.page().links());
    }
}
