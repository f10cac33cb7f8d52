//! Anybody reads how far a borough has come: people in numbers that give nobody away, services, and what is missing; each with what it is of, what is not known and
//! what it means, and the same in a file.

use super::a_lead_writes_where_they_are::given_boroughs;
use crate::journeys::{
    case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload, insight::a_month_is_counted_once::gathered,
};
use base::db::testing;
use jiff::SignedDuration;
use testkit::{App, on_both};

/// Numbers of three boroughs, of one month; the smallest has so few that it is not shown, and takes another with it.
async fn given_numbers(app: &App) {
    let group = |code: &str, n: [u64; 7]| serde_json::json!({ "code": code, "counts": n });
    let boroughs = [
        group("Hackney", [3, 3, 1, 1, 1, 0, 0]),
        group("Newham", [1203, 1088, 700, 600, 431, 92, 300]),
        group("Tower Hamlets", [60, 50, 20, 20, 10, 4, 10]),
        group("", [88, 80, 30, 30, 20, 9, 20]),
    ];
    let all = group("gp-practice", [1354, 1221, 751, 651, 462, 105, 330]);
    let body = serde_json::json!({
        "as_of": "2026-11-24", "first": "2025-09-01", "last": "2026-08-31",
        "months": [{ "code": "2026-08", "edition": 2025, "made_up": false, "settings": [all], "deciles": [], "boroughs": boroughs }],
    });
    let mut tx = testing::tamper(&app.machine.db).await;
    let put = "INSERT INTO insight_report (kind, made_at, body) VALUES ('months', $1, $2)";
    tx.run(put, (app.clock.now(), sqlx::types::Json(body))).await.expect("a report");
    tx.commit().await.expect("a commit");
}

on_both! {
    async fn in_numbers_that_give_nobody_away(app) {
        given_boroughs(&app).await;
        let mut anybody = app.browser();
        anybody.visit("/find/places/newham/progress").await.see("These numbers have not been worked out yet");
        given_numbers(&app).await;
        anybody.visit("/find/places/newham").await;
        anybody.follow("Progress in Newham, in numbers").await.see("between 1 September 2025 and 31 August 2026");
        let page = anybody.page();
        page.see("1,205 Somebody asked a link worker").see("1,090 of 1,205 referred (90%)").see("430 of 1,205 referred (36%)");
        page.see("Not known: 90 people were put in touch").see("Not counted here: 90 people").not_see("so that nobody can be recognised. It may stand").not_see("1203");
        let file = anybody.visit("/find/places/newham/progress.csv").await.html.clone();
        let lines: Vec<&str> = file.lines().collect();
        assert!(lines[0].starts_with("\u{feff}Borough,What,Number,Of,Not known or not counted,From,To,"), "{file}");
        assert!(lines[2].starts_with("Newham,Reached,1090,1205,,2025-09-01,2026-08-31,"), "{file}");
        assert!(lines[3].starts_with("Newham,Came to a service,430,1205,90,2025-09-01,2026-08-31,"), "{file}");
        assert_eq!(lines.len(), 7, "{file}");

        // Three people of Hackney are a star, and Tower Hamlets keeps them company.
        for borough in ["hackney", "tower-hamlets"] {
            let page = anybody.visit(&format!("/find/places/{borough}/progress")).await;
            page.see("* Somebody asked a link worker").see("* of * referred A link worker has talked").see("A star (*) means");
            let file = anybody.visit(&format!("/find/places/{borough}/progress.csv")).await.html.clone();
            assert!(file.lines().nth(1).expect("a line").contains(",Referred,*,,"), "{file}");
        }
        anybody.visit("/embed/progress/hackney").await.see("* of * referred").see("A star (*) means");
        // There are numbers, and Redbridge came later.
        anybody.visit("/find/places/redbridge/progress").await.see("We have no numbers of people for Redbridge yet").not_see("have not been worked out");
        assert_eq!(anybody.visit("/find/places/nowhere/progress").await.status, 404);
        assert_eq!(anybody.visit("/find/places/nowhere/progress.csv").await.status, 404);
    }
}

on_both! {
    async fn services_are_counted_as_they_are_and_gaps_as_people_are(app) {
        given_boroughs(&app).await;
        let ctx = app.system();
        let services = app::directory::demo_services(ctx.now()).expect("the demo's services");
        let here: Vec<_> = services
            .iter()
            .filter(|s| s.borough.as_deref() == Some("Newham") || s.serves.iter().any(|b| b == "Newham"))
            .collect();
        let checked = here.iter().filter(|s| s.days_since_check(ctx.today()).is_some_and(|d| d <= 180)).count();
        assert!(checked > 0 && checked < here.len());
        let mut anybody = app.browser();
        anybody.visit("/find/places/newham/progress").await.see(&format!("Checked {checked} of {} listed", here.len()));
        anybody.page().see("Noted 0").not_see("of 0 noted");
        anybody.visit("/find/places/barking-and-dagenham/progress").await;
        assert!(!anybody.page().text().contains("of 0 listed"));

        let mut sam = app.signed_in("sam").await;
        for (area, words) in [("Newham", "A piano"), ("Newham", "A shed"), ("Newham", "A pond"), ("", "A minibus")] {
            sam.visit("/gaps").await;
            let form = sam.form("Ask for it").set("need", "pur-music").set("area", area);
            form.fill("What would it be?", words).press(&mut sam).await;
        }
        sam.follow("Say what became of it A piano").await;
        sam.form("Save").set("answer", "started").press(&mut sam).await;
        sam.follow("Say what became of it A shed").await;
        sam.form("Save").set("answer", "given-up").press(&mut sam).await;
        let page = anybody.visit("/find/places/newham/progress").await;
        // Whoever knows on which day somebody was visited does not learn whether anything was missing.
        page.see("Noted *").see("Not counted here: * that name no borough").see("Closed * of * noted").see("Not known: of * nobody has said");
        page.see("A gap is often about one person").not_see("piano");
        for n in 0..17 {
            sam.visit("/gaps").await;
            let form = sam.form("Ask for it").set("need", "pur-music").set("area", "Newham");
            form.fill("What would it be?", &format!("A harp, number {n}")).press(&mut sam).await;
        }
        anybody.visit("/find/places/newham/progress").await.see("Noted 20").see("Closed * of 20 noted");
        app.clock.advance(SignedDuration::from_hours(24 * 400));
        anybody.visit("/find/places/newham/progress").await.see("Noted 0");
    }
}

on_both! {
    async fn people_count_where_their_postcode_lies(app) {
        given_boroughs(&app).await;
        let mut tx = testing::tamper(&app.machine.db).await;
        tx.run("INSERT INTO postcode_shown (feed, run) VALUES ('places', 900)", ()).await.expect("a run");
        let add = "INSERT INTO postcode (run, code, lat, lon, missing, borough) VALUES (900, 'E15 4ES', 51.5, 0.0, 0, 'NEWHAM')";
        tx.run(add, ()).await.expect("a postcode");
        tx.commit().await.expect("a commit");
        given_mr_ellis_on_sams_caseload(&app).await;
        app.later(SignedDuration::from_hours(24 * 110)).await;
        let report = gathered(&app).await;
        let month = report["months"].as_array().expect("months").iter().find(|m| m["code"] == "2026-11").expect("a month");
        let of = |code: &str| {
            month["boroughs"].as_array().expect("groups").iter().find(|g| g["code"] == code).map(|g| g["counts"][0].clone())
        };
        // However the file writes it, it is the borough of the page; the others are there with nobody.
        assert_eq!((of("Newham"), of("Hackney"), of("")), (Some(1.into()), Some(0.into()), Some(0.into())));
        assert_eq!(of("NEWHAM"), None);
        let mut anybody = app.browser();
        anybody.visit("/find/places/newham/progress").await.see("* Somebody asked a link worker").not_see("Ellis");
    }
}
