//! A choir closes: nobody finds it any more, its page says so to whoever kept the address, and a form that was half filled in sends nobody there.

use crate::journeys::case::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use testkit::on_both;

on_both! {
    async fn and_nobody_is_sent_there(app) {
        let choir = testkit::choir(&app.system()).await;
        let mut anybody = app.browser();
        anybody.visit("/find?words=choir").await.see("Carpenters Road Singers");
        let (mut sam, case) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{case}/match")).await;
        sam.form_near("Carpenters Road Singers", "Ask them").press(&mut sam).await;
        sam.form("Continue").fill("What they would like", "To sing").choose("Through me").press(&mut sam).await;
        sam.form("Continue").choose("Yes, they said yes to this").choose("Face to face").press(&mut sam).await;
        let send = sam.form("Send");

        app::directory::close(&app.system(), choir, "moved away").await.expect("it closes");

        anybody.visit("/find?words=choir").await.not_see("Carpenters Road Singers");
        anybody.visit("/find").await.not_see("Carpenters Road Singers");
        anybody.visit("/services/carpenters-road-singers").await.see("This service has closed.");
        sam.visit(&format!("{case}/match")).await.not_see("Carpenters Road Singers");
        send.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("This service has closed since you began");
        app.run_jobs().await;
        assert!(base::mail::outbox(&app.system()).await.expect("the outbox").is_empty());
        sam.visit(&format!("{case}/onward")).await.not_see("Carpenters Road Singers");
    }
}
