//! Most lists that come in have a name and a description and no need. What they offer is found all the same, and nobody is told more than is known.

use super::{imports::services, imports_over_time::file};
use serde_json::Value;
use testkit::on_both;

const LIST: &str = "\
id,name,type,description,lat,lon,needs
1,Maryland Money Desk,Advice,Sit down with somebody about your debts. Bring the letters and do not be ashamed.,51.546,0.005,
2,Stratford Strummers,Activity,Twenty ukuleles and a kettle. No experience needed.,51.541,-0.002,
3,Forest Gate Advice,Advice,Help with debts and benefits.,51.549,0.024,mon-debt
";

on_both! {
    async fn is_found_by_what_it_says(app) {
        // Given a list of a council in which one service of three is under a need,
        let read = services(&app.system(), &file(&app, "list.csv", LIST), "council").await.expect("an import");
        assert_eq!((read.added, read.quarantined), (3, 0), "{}", read.counts());
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut anybody = app.browser();

        // when somebody says it in their own words, then both come, and of the one nobody is sure.
        anybody.visit("/find?words=skint").await.see("Forest Gate Advice").see("Maryland Money Desk").not_see("Strummers");
        anybody.visit("/find?words=bailiffs").await.see("Helps with: Debt and bills").see("Maryland Money Desk");
        anybody.page().see("By its own words, perhaps: Debt and bills").not_see("Stratford Strummers");

        // When they choose the need, whoever says it comes first, and alone is counted.
        anybody.visit("/find?need=mon-debt").await.see("For one of them, at the end").see("Maryland Money Desk").not_see("Stratford Strummers");
        let page = anybody.page().text();
        assert!(page.find("Forest Gate Advice") < page.find("Maryland Money Desk"));

        // Whatever else is not known, it comes after those that say so.
        anybody.visit("/find?need=mon-debt&language=pl&free=yes").await;
        let page = anybody.page().text();
        assert!(page.find("Forest Gate Advice") < page.find("Maryland Money Desk"));

        // Its own page claims nothing, no number counts it, and neither does the directory that goes out.
        anybody.visit("/find?words=maryland+money+desk").await;
        anybody.follow("Maryland Money Desk").await.see("Sit down with somebody").not_see("Debt and bills");
        anybody.visit("/find/needs").await.see("Debt and bills 1").see("Sleep, nothing in our list yet");
        let terms: Value = serde_json::from_str(&anybody.visit("/hsds/v3/taxonomy_terms?per_page=500").await.text()).unwrap();
        let debt = terms["contents"].as_array().unwrap().iter().find(|t| t["name"] == "Debt and bills").expect("the term");
        let filed = format!("/hsds/v3/services?taxonomy_term_id={}", debt["id"].as_str().unwrap());
        anybody.visit(&filed).await.see("Forest Gate Advice").not_see("Maryland Money Desk");
        anybody.visit("/hsds/v3/services").await.see("Maryland Money Desk");
    }
}

on_both! {
    async fn sends_nobody_anywhere_on_a_guess(app) {
        // Given that nobody has said who gives a bed, and one by its words does, and one says that it does not,
        let list = "id,name,type,description,lat,lon\n\
            1,Winter Nights,Faith group,A warm bed for the night in a church hall for people who sleep rough.,51.546,0.005\n\
            2,Chess Night,Activity,Boards and tea. We cannot offer a bed for the night.,51.541,-0.002\n";
        services(&app.system(), &file(&app, "list.csv", list), "council").await.expect("an import");
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut anybody = app.browser();
        // when somebody needs one tonight, then they are told that nobody says so, and whom to ring; a search shows the one, as perhaps.
        anybody.visit("/find/now?what=bed").await.not_see("Winter Nights").see("Nobody in our list says that they help with this");
        anybody.visit("/find?need=hou-homeless").await.see("Winter Nights").not_see("Chess Night");
    }
}
