//! A case is closed: it is on nobody's caseload any more. The team can read it and take it up again; whoever held it and left the team sees nothing of it;
//! who referred them sees that the support has ended.

use super::{
    accepted_from_the_inbox::{given_mr_ellis_on_sams_caseload, path},
    known_already::given_another_practice_refers_him,
};
use app::{identity, policy};
use testkit::on_both;

on_both! {
    async fn the_caseload_ends_and_the_team_goes_on(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{record}/close")).await;
        sam.form("Close the case").choose("Moved away").fill("How it ended, in a few words", "To his sister’s.").press(&mut sam).await;
        sam.page().see("The case is closed").see("Moved away").not_see("Log a contact");

        // Whoever held it reads it as the team does, and writes no more.
        sam.visit("/cases?view=closed").await.see("Walter Ellis");
        assert_eq!(sam.visit(&format!("{record}/contacts/new")).await.status, 409);
        assert_eq!(sam.visit(&format!("{record}/close")).await.status, 409);
        sam.post(&format!("{record}/matters"), &[("words", "x"), ("own-words", "yes"), ("after", "0")]).await;
        assert_eq!(sam.page().status, 404);
        let mut jo = app.signed_in("jo").await;
        jo.visit(&record).await.see("To his sister’s.");
        // Who referred him sees the outcome and nothing of how.
        let mut grace = app.signed_in("grace").await;
        grace.visit("/sent").await.see("Support has ended");
        grace.follow("Walter Ellis").await;
        grace.page().not_see("To his sister").not_see("Moved away");

        // Sam goes to another team: what was on the old caseload stays with the old team.
        let sams = app.world.worker("sam").id;
        identity::add_membership(&app.system(), sams, app.world.teams["plaistow"], policy::LINK_WORKER).await.expect("a role");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/team").await;
        femi.follow("Sam Lee").await;
        femi.form("End now").press(&mut femi).await;
        let mut sam = app.signed_in("sam").await;
        assert_eq!(sam.visit(&record).await.status, 404);
        sam.visit("/cases?view=closed").await.see("Nobody here");

        // A colleague takes it up again, and holds it, since Sam is not there any more.
        jo.visit(&record).await;
        let again = jo.form("Take it up again");
        again.clone().press(&mut jo).await;
        jo.page().see("The case is open again").see("Taken up again, held by Jo Mensah").see("Log a contact");
        again.press(&mut jo).await;
        assert_eq!(jo.page().status, 409);
        jo.visit("/cases").await.see("Walter Ellis");
        assert_eq!(sam.visit(&record).await.status, 404);
    }
}

on_both! {
    async fn another_case_of_the_same_person_keeps_its_holder(app) {
        let (mut sam, first) = given_mr_ellis_on_sams_caseload(&app).await;
        given_another_practice_refers_him(&app).await;
        sam.visit("/inbox").await;
        sam.follow("Walter Ellis").await;
        sam.form("Accept").choose("Walter Ellis, 12 March 1948, E15 4ES").press(&mut sam).await;
        let second = path(&sam);
        sam.visit(&format!("{second}/close")).await;
        sam.form("Close the case").choose("Moved away").press(&mut sam).await;
        sam.visit(&first).await.see("Log a contact");
        // Standing is compared with the facts when this journey ends: the kept record is still on Sam's caseload, the other is not.
    }
}
