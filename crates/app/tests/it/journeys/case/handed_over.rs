//! A case goes to a colleague of the team; the old holder reads on with the team and writes no more. Two people with the same page open: one is told.

use super::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use testkit::on_both;

on_both! {
    async fn to_a_colleague(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit(&format!("{record}/transfer")).await.see("Jo Mensah").not_see("Noor Khan");
        let later = femi.form("Hand over").choose("Femi Adeyemi");

        sam.visit(&record).await;
        sam.follow("Hand over").await;
        sam.form("Hand over").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose a colleague");
        sam.form("Hand over").choose("Jo Mensah").press(&mut sam).await;
        sam.page().see("The case is handed over").not_see("Ellis");

        later.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);

        let mut jo = app.signed_in("jo").await;
        jo.visit("/cases").await.see("Walter Ellis");
        jo.visit(&record).await.see("Log a contact").see("Handed over to Jo Mensah");
        sam.visit(&record).await.see("Walter Ellis").not_see("Log a contact");
        assert_eq!(sam.visit(&format!("{record}/contacts/new")).await.status, 404);

        // Nobody outside the team can be given it.
        let noor = app.world.worker("noor").id.to_string();
        jo.visit(&format!("{record}/transfer")).await;
        jo.form("Hand over").set("worker", &noor).press(&mut jo).await;
        assert_eq!(jo.page().status, 422);
    }
}
