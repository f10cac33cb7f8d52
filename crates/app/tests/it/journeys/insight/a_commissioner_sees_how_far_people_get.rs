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
        let month = |code: &str, settings: [[u64; 7]; 3], deciles: [[u64; 7]; 2]| {
            let [a_and_e, practice, police] = settings;
            serde_json::json!({
                "code": code, "edition": 2025, "made_up": false,
                "settings": [group("a-and-e", a_and_e), group("gp-practice", practice), group("police", police)],
                "deciles": [group("01", deciles[0]), group("", deciles[1])],
            })
        };
        let first = [500, 460, 340, 260, 150, 40, 150];
        let last = [[120, 90, 60, 40, 24, 9, 20], [503, 472, 360, 280, 251, 37, 150], [4, 4, 1, 1, 1, 0, 1]];
        let body = serde_json::json!({
            "as_of": "2026-11-24", "first": "2025-09-01", "last": "2026-08-31",
            "months": [
                month("2025-09", [[0; 7], first, [0; 7]], [first, [0; 7]]),
                month("2026-08", last, [[200, 180, 130, 100, 110, 10, 50], [427, 386, 291, 221, 166, 36, 121]]),
            ],
        });
        let mut tx = testing::tamper(&app.machine.db).await;
        let put = "INSERT INTO insight_report (kind, made_at, body) VALUES ('months', $1, $2)";
        tx.run(put, (app.clock.now(), sqlx::types::Json(body))).await.expect("a report");
        tx.commit().await.expect("a commit");

        let mut kim = app.signed_in("kim").await;
        kim.visit("/insight").await.see("between 1 September 2025 and 31 August 2026").see("Index of Multiple Deprivation 2025");
        // 1,027 of 1,127 are 91 in a hundred of the rounded numbers, 426 are 38, 86 are 8.
        kim.page().see("Of about 1,125 people who were referred, a link worker reached about 91 in a hundred, and about 38 in a hundred came to a service. Of about 8 in a hundred");
        kim.page().see("1,025 (91%)").see("425 (38%)").see("Published: 90%");
        // What was published of support is none of these stages: it is said below the chart, and not drawn.
        kim.page().see("580 (52%)").not_see("Published: 38%");
        kim.page().see("38 to any support beyond that contact").see("The setting is the kind of place");
        // The police sent four: the smallest other keeps them company, and nothing is said of either.
        kim.page().see("There are too few people in these groups to compare them.");
        let setting = kim.visit("/insight/setting.csv").await.html.clone();
        let lines: Vec<&str> = setting.lines().collect();
        assert_eq!(lines, [
            "\u{feff}Setting,Referred,Reached,Has a plan,Connected,Came,Not known whether they came,Outcome known,\"Came, of 100 referred\"",
            "A&E,*,*,*,*,*,*,*,",
            "GP practice,1005,930,700,540,400,75,300,40",
            "Police,*,*,*,*,*,0,*,",
            "All,1125,1025,760,580,425,85,320,38",
        ]);
        kim.visit("/insight").await.see("Tenth 1, the most deprived").see("37% of 700").see("Not known").see("August 2026");
        kim.page().see("People came most often in this group: August 2026 (44 of 100 referred); and least often in this one: September 2025 (30)");
    }
}
