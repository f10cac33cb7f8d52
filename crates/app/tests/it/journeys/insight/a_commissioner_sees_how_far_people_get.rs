//! Kim commissions support: she sees how many people get how far, by setting, deprivation and month, and never a person.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use base::db::testing;
use jiff::SignedDuration;
use testkit::on_both;

const FILES: [&str; 4] = ["funnel", "setting", "decile", "month"];

on_both! {
    async fn and_no_person(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let mut kim = app.signed_in("kim").await;
        kim.visit("/today").await.see("How far people get");
        kim.visit("/insight").await.see("There are no numbers yet");
        assert_eq!(kim.visit("/insight/funnel.csv").await.status, 404);

        // Twelve weeks later his month is over and counts; he is one person, so nothing of him is to be seen.
        app.later(SignedDuration::from_hours(24 * 110)).await;
        app::insight::gather(&app.system()).await.expect("numbers");
        let mut kim = app.signed_in("kim").await;
        kim.visit("/insight").await.see("There are too few people to show how far they got").see("GP practice").not_see("Ellis");
        // The same twelve months are not counted anew: whoever compared two days would see one person move.
        let counted = kim.page().text();
        app.later(SignedDuration::from_hours(24)).await;
        app::insight::gather(&app.system()).await.expect("numbers");
        let mut kim = app.signed_in("kim").await;
        assert_eq!(kim.visit("/insight").await.text(), counted);
        for file in FILES {
            kim.visit(&format!("/insight/{file}.csv")).await.see("*").not_see("Ellis").not_see("999 000");
        }
        assert_eq!(kim.visit("/insight/people.csv").await.status, 404);
        assert_eq!(kim.visit(&record).await.status, 404);

        // Nobody else is shown the numbers, and she is shown nobody's list.
        for who in ["sam", "femi", "grace", "dr-rao", "ada", "bea"] {
            let mut other = app.signed_in(who).await;
            assert_eq!(other.visit("/insight").await.status, 404, "{who}");
            assert_eq!(other.visit("/insight/month.csv").await.status, 404, "{who}");
        }
        sam.visit("/today").await.not_see("How far people get");
    }
}

on_both! {
    async fn the_same_in_the_sentence_the_chart_the_table_and_the_file(app) {
        let group = |code: &str, n: [u64; 7]| serde_json::json!({ "code": code, "counts": n });
        let body = serde_json::json!({
            "as_of": "2026-11-24", "first": "2025-09-01", "last": "2026-08-31", "edition": 2025, "made_up": false,
            "settings": [group("a-and-e", [120, 90, 60, 40, 24, 9, 20]), group("gp-practice", [1003, 932, 700, 540, 401, 77, 300]), group("police", [4, 4, 1, 1, 1, 0, 1])],
            "deciles": [group("01", [700, 640, 470, 360, 260, 50, 200]), group("", [427, 386, 291, 221, 166, 36, 121])],
            "months": [group("2025-09", [500, 460, 340, 260, 150, 40, 150]), group("2026-08", [627, 566, 421, 321, 276, 46, 171])],
        });
        let mut tx = testing::tamper(&app.machine.db).await;
        let put = "INSERT INTO insight_report (kind, made_at, body) VALUES ('funnel', $1, $2)";
        tx.run(put, (app.clock.now(), sqlx::types::Json(body))).await.expect("a report");
        tx.commit().await.expect("a commit");

        let mut kim = app.signed_in("kim").await;
        kim.visit("/insight").await.see("1 September 2025 to 31 August 2026").see("Index of Multiple Deprivation 2025");
        // 1,027 of 1,127 are 91 in a hundred of the rounded numbers, 426 are 38, 86 are 8.
        kim.page().see("Of about 1,125 people who were referred, a link worker reached about 91 in a hundred, and about 38 in a hundred came to a service. Of about 8 in a hundred");
        kim.page().see("1,025 (91 %)").see("425 (38 %)").see("Published: 90 %").see("Published: 38 %");
        // The police sent four: the smallest other keeps them company, and nothing is said of either.
        kim.page().see("There are too few people in these groups to compare them.");
        let setting = kim.visit("/insight/setting.csv").await.html.clone();
        let lines: Vec<&str> = setting.lines().collect();
        assert_eq!(lines, [
            "Setting,Referred,Reached,Has a plan,Connected,Came,Not known whether they came,Outcome known,\"Came, of 100 referred\"",
            "A&E,*,*,*,*,*,*,*,",
            "GP practice,1005,930,700,540,400,75,300,40",
            "Police,*,*,*,*,*,0,*,",
            "All,1125,1025,760,580,425,85,320,38",
        ]);
        kim.visit("/insight").await.see("Tenth 1, the most deprived").see("37 % of 700").see("Not known").see("August 2026");
        kim.page().see("People came most often in this group: August 2026 (44 of 100 referred); and least often in this one: September 2025 (30)");
    }
}
