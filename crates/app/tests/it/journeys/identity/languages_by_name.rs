//! Languages are chosen and read by name: the common ones are ticked, any other is typed as a name or a code, and one that nobody knows is named.

use testkit::on_both;

on_both! {
    async fn a_colleague_is_invited_and_corrected(app) {
        let mut femi = app.signs_in("femi").await;
        femi.visit("/team").await.see("Sam Lee").see("English").see("Boroughs Newham").not_see("Change or end this team");
        femi.follow("Invite a colleague").await;
        let form = femi
            .form("Send the invitation")
            .fill("Name", "Rukhsana Ali")
            .fill("E-mail address", "rukhsana@stratford.example")
            .choose("Link worker")
            .choose("English");
        form.fill("Other languages", "Bengali, Elvish").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see("“Elvish” is not a language that is known here");
        // What was typed and ticked is still there.
        assert!(femi.form("Send the invitation").fields.contains(&("languages".into(), "en".into())));
        femi.form("Send the invitation").fill("Other languages", "Bengali, syl; farsi").press(&mut femi).await;
        femi.page().see("The invitation is on its way").see("English, Bengali, Sylheti, Persian (Farsi)").not_see("en bn");

        // Next time the team's languages are offered to be ticked.
        femi.follow("Rukhsana Ali").await;
        let form = femi.form("Save");
        for code in ["en", "bn", "syl", "fa"] {
            assert!(form.fields.contains(&("languages".into(), code.into())), "{code} is ticked");
        }
        form.clone().fill("Name", "").press(&mut femi).await;
        assert_eq!(femi.page().status, 422);
        femi.page().see("Enter a name");
        let correct = form.clone().fill("Name", "Rukhsana Alí").fill("Other languages", "BSL");
        correct.clone().press(&mut femi).await;
        femi.page().see("Saved").see("Rukhsana Alí").see("Bengali, English, Persian (Farsi), Sylheti, British Sign Language");
        // The same form twice is one change; another one on the old page is a conflict.
        correct.press(&mut femi).await;
        femi.page().see("Saved");
        form.fill("Name", "Somebody else").press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.visit("/team").await.see("Rukhsana Alí").not_see("Somebody else");
    }
}

on_both! {
    async fn a_referrer_sees_them_beside_the_team(app) {
        let mut ada = app.signs_in("ada").await;
        let team = app.world.teams["plaistow"];
        ada.visit(&format!("/admin/teams/{team}")).await;
        ada.form("Save").fill("Other languages", "Urdu, Elbonian").press(&mut ada).await;
        assert_eq!(ada.page().status, 422);
        ada.page().see("“Elbonian” is not a language that is known here");
        ada.form("Save").fill("Other languages", "urdu, ta").press(&mut ada).await;
        ada.page().see("The team is changed").see("English, Urdu, Tamil");
        let mut grace = app.signs_in("grace").await;
        crate::journeys::referral::receptionist_refers::fill_in_mr_ellis(&mut grace).await;
        let team = grace.page().url.replace("/check", "/team");
        grace.visit(&team).await.see("Newham · English, Urdu, Tamil");
    }
}
