//! Somebody leads one team and supports people in another. There she is a colleague like any: no page offers her what only the holder and the lead may do, and
//! what she may do leads somewhere.

use super::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use app::{identity, policy};
use testkit::on_both;

on_both! {
    async fn is_offered_what_a_colleague_is_offered(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let offered = sam.visit(&record).await.see("Log a contact").link("Close");
        assert!(offered.is_some());
        let jo = app.signed_in("jo").await.visit(&record).await.text();
        let (noor, teams) = (app.world.worker("noor").id, &app.world.teams);
        for (team, role) in [("plaistow", policy::LEAD), ("stratford", policy::LINK_WORKER)] {
            identity::add_membership(&app.system(), noor, teams[team], role).await.expect("a role");
        }
        let mut noor = app.signed_in("noor").await;
        let offered = noor.visit(&record).await.see("Walter Ellis").not_see("Log a contact").link("Close");
        assert!(offered.is_none());
        let main = |text: &str| text.split("Walter Ellis").skip(1).collect::<String>();
        assert_eq!(main(&noor.page().text()), main(&jo));
        for page in ["/onward", "/safety", "/plan", "/needs", "/matters", "/note"] {
            let html = noor.visit(&format!("{record}{page}")).await.html.clone();
            let here = |href: &&str| href.starts_with("/cases/");
            for href in html.split("href=\"").skip(1).filter_map(|h| h.split('"').next()).filter(here) {
                let status = noor.visit(href).await.status;
                assert_eq!(status, 200, "{page} leads to {href}");
            }
        }

        // He tells her that he does not want it any more: she writes it down, and whoever holds the case closes it.
        let html = noor.visit(&format!("{record}/agreements")).await.html.clone();
        let panel = html.split("kith-panel").find(|s| s.contains("Agreed to be referred")).expect("the fact");
        let href = panel.split("href=\"").nth(1).and_then(|p| p.split('"').next()).expect("a link").to_owned();
        noor.visit(&href).await;
        noor.form("Write it down").choose("They said so themselves").choose("By telephone").press(&mut noor).await;
        assert_eq!(noor.page().status, 200);
        noor.page().see("Nothing new can be sent on");
        // In a team that she leads it is as before.
        let mut femi = app.signed_in("femi").await;
        femi.visit(&record).await.see("Log a contact");
    }
}
