//! Whoever signs in finds on Today what they can do now, whatever their role: each link opens, and nobody is told that something is missing.

use testkit::on_both;

on_both! {
    async fn for_everybody(app) {
        let mut everybody: Vec<String> = app.world.workers().cloned().collect();
        everybody.sort();
        for who in &everybody {
            let mut browser = app.signed_in(who).await;
            let html = browser.visit("/today").await.html.replace("&#x2f;", "/");
            let cards = html.split("kith-choices").nth(1).expect("choices").split("</ul>").next().expect("an end");
            let links: Vec<&str> = cards.split("href=\"").skip(1).filter_map(|p| p.split('"').next()).collect();
            assert!(links.contains(&"/find") && links.contains(&"/account"), "{who}: {links:?}");
            for link in links {
                assert_eq!(browser.visit(link).await.status, 200, "{who} at {link}");
            }
        }
    }
}

on_both! {
    async fn a_commissioner_and_a_group_keeper_have_a_page_of_their_own(app) {
        testkit::choir(&app.system()).await;
        let mut kim = app.signed_in("kim").await;
        kim.visit("/today").await.see("Find services").see("Your account").not_see("Inbox").not_see("PIN");
        kim.follow("Find services").await;
        kim.visit("/find?q=choir").await.see("Carpenters Road Singers");

        let mut bea = app.signed_in("bea").await;
        bea.visit("/today").await.see("Find services").see("When somebody is sent to your group").see("PIN by telephone");
        let mut grace = app.signed_in("grace").await;
        grace.visit("/today").await.not_see("When somebody is sent to your group");
    }
}
