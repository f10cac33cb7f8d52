//! Somebody looks for a choir and opens the map: it shows the choirs that the list has, and moving it makes the list shorter.

use app::area::{self, Edition, Kind};
use testkit::on_both;

on_both! {
    async fn and_the_list_what_the_map_shows(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?words=carpenters+singers").await.see("Carpenters Road Singers");
        let asked = anybody.page().attribute(".kith-map", "data-asked").expect("a map");
        assert_eq!(asked, "words=carpenters+singers");

        // Stratford at the deepest level, where each stands by itself.
        let mut found = String::new();
        for (x, y) in [(8191, 5445), (8192, 5445), (8191, 5446), (8192, 5446)] {
            let tile = anybody.visit(&format!("/tiles/services/14/{x}/{y}.mvt?{asked}")).await;
            assert!(matches!(tile.status, 200 | 204), "{}", tile.status);
            found += &tile.html;
        }
        assert!(found.contains("carpenters-road-singers"));
        let elsewhere = anybody.visit("/tiles/services/14/0/0.mvt").await;
        assert_eq!((elsewhere.status, elsewhere.html.as_str()), (204, ""));

        // The map is moved: the list has what is in it, and what has no place can be had back.
        anybody.visit("/find?part=-0.0200,51.5300,0.0200,51.5500").await.see("In the part of the map shown").see("are on no map");
        anybody.page().not_see("Nothing found");
        anybody.visit("/find?words=clacton&part=-0.2,51.3,-0.1,51.4").await.see("Nothing found");
        anybody.follow("Look everywhere, not only in this part of the map (1)").await.see("Carpenters Road Singers");
        // What is no part is as if it had not been asked.
        for part in ["", "1,2,3", "0,51,0,52", "a,b,c,d", "0,91,1,92"] {
            anybody.visit(&format!("/find?words=carpenters+singers&part={part}")).await.see("Carpenters Road Singers");
        }
    }
}

on_both! {
    async fn what_is_no_tile_is_not_there(app) {
        let mut anybody = app.browser();
        for path in ["services/3/9/9.mvt", "services/14/1/1", "services/x/1/1.mvt", "services/15/0/0.mvt", "services/23/0/0.mvt", "borough/15/16384/10900.mvt", "gardens/1/0/0.mvt"] {
            anybody.visit(&format!("/tiles/{path}")).await;
            assert_eq!(anybody.page().status, 404, "{path}");
        }
    }
}

fn square(code: &str, name: &str, west: f64) -> String {
    let east = west + 0.05;
    format!(
        r#"{{"type":"Feature","properties":{{"LAD25CD":"{code}","LAD25NM":"{name}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},51.5],[{east},51.5],[{east},51.55],[{west},51.55],[{west},51.5]]]}}}}"#
    )
}

on_both! {
    async fn an_operator_brings_outlines_and_they_are_drawn(app) {
        let ctx = app.system();
        let file = app.folder().join("boroughs.geojson");
        let write = |features: &[String]| {
            std::fs::write(&file, format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))).unwrap();
        };
        let mut anybody = app.browser();

        // In metres, and of another kind: nothing goes in.
        write(&[square("E09000025", "Newham", 0.0).replace("51.5", "180500")]);
        let metres = area::areas(&ctx, &file, Kind::Borough, false, &|_| {}).await.unwrap_err().to_string();
        assert!(metres.contains("National Grid") && metres.contains("boroughs.geojson"), "{metres}");
        write(&[square("E01003559", "Newham 001A", 0.0)]);
        let other = area::areas(&ctx, &file, Kind::Borough, false, &|_| {}).await.unwrap_err().to_string();
        assert!(other.contains("those of a lsoa"), "{other}");

        // A point among the outlines is one row that is not let in, not the end of the file.
        let point = r#"{"type":"Feature","properties":{"code":"E09000012","name":"Hackney"},"geometry":{"type":"Point","coordinates":[0.0,51.5]}}"#;
        write(&[square("E09000025", "Newham", 0.0), square("E09000030", "Tower Hamlets", -0.06), square("E09000025", "Newham again", 0.0), square("", "Nowhere", 0.0), point.to_owned()]);
        let first = area::areas(&ctx, &file, Kind::Borough, false, &|_| {}).await.unwrap();
        assert_eq!(first.counts(), "5 read, 2 added, 0 changed, 0 unchanged, 3 quarantined, 0 gone");
        assert_eq!(first.rows.iter().map(|r| (r.line, r.code)).collect::<Vec<_>>(), [(3, "duplicate"), (4, "no-code"), (5, "no-outline")]);
        let tile = anybody.visit("/tiles/borough/9/256/170.mvt").await;
        assert!(tile.html.contains("Newham") && tile.html.contains("E09000025"), "{}", tile.html);
        assert_eq!(tile.headers["cache-control"], "public, max-age=300");
        // Where there are none, and where the map is so wide that nobody could tell them apart.
        for nothing in ["borough/9/0/0.mvt", "borough/14/0/0.mvt", "lsoa/9/256/170.mvt"] {
            let tile = anybody.visit(&format!("/tiles/{nothing}")).await;
            assert_eq!((tile.status, tile.html.as_str()), (204, ""), "{nothing}");
        }

        let again = area::areas(&ctx, &file, Kind::Borough, false, &|_| {}).await.unwrap();
        assert_eq!((again.unchanged, again.added, again.changed), (2, 0, 0));
        write(&[square("E09000025", "Newham, renamed", 0.0)]);
        let last = area::areas(&ctx, &file, Kind::Borough, false, &|_| {}).await.unwrap();
        assert_eq!((last.changed, last.gone), (1, 1));
    }
}

on_both! {
    async fn an_operator_brings_deprivation_and_each_value_keeps_its_edition(app) {
        let ctx = app.system();
        let file = app.folder().join("imd.csv");
        std::fs::write(&file, "lsoa21_code,IMD_rank,IMD_decile\nE01003559,4000,2\nE01003560,4000,3\nE01003559,1,1\nE0100,5,1\nE01003561,40000,10\nE01003562,33755,10\n").unwrap();
        let s = area::deprivation(&ctx, &file, Edition::Imd2025, false, &|_| {}).await.unwrap();
        assert_eq!((s.read, s.added, s.quarantined), (6, 2, 4), "{}", s.counts());
        let why: Vec<&str> = s.rows.iter().map(|r| r.code).collect();
        assert_eq!(why, ["other-decile", "duplicate", "no-code", "no-rank"]);
        // The small areas of one census are not those of the other.
        let wrong = area::deprivation(&ctx, &file, Edition::Imd2019, false, &|_| {}).await.unwrap_err().to_string();
        assert!(wrong.contains("lsoa21_code") && wrong.contains("2019"), "{wrong}");

        let (mut rx, _) = ctx.read(&app::policy::AREA_VIEW, base::House::id()).await.unwrap();
        assert_eq!(area::latest_edition(&mut rx).await.unwrap(), Some(Edition::Imd2025));
        let deciles = area::deciles(&mut rx, Edition::Imd2025).await.unwrap();
        assert_eq!((deciles.of("E01003559"), deciles.of("E01003562"), deciles.of("E01003560")), (Some(2), Some(10), None));
        assert_eq!(area::deciles(&mut rx, Edition::Imd2019).await.unwrap().of("E01003559"), None);
    }
}
