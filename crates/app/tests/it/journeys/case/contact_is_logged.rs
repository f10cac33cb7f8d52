//! She logs a contact in a minute. A form that is left is found again; sent twice it is one contact; a mistake is struck through and the clock runs on.

use super::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn the_first_conversation_stops_the_clock(app) {
        let (_, record) = given_mr_ellis_on_sams_caseload(&app).await;
        app.clock.advance(SignedDuration::from_hours(2));
        let mut sam = app.signed_in("sam").await;
        sam.visit(&record).await;
        sam.follow("Log a contact").await;

        // First she tries in vain.
        sam.form("Save the contact").choose("Telephone").choose("No, I tried").press(&mut sam).await;
        sam.page().see("That you tried is logged").see("Tried").see("First contact due by");
        sam.visit("/cases").await.see("tried once").see("First contact due");

        // Then she visits, and notices a piano.
        app.clock.advance(SignedDuration::from_mins(10));
        sam.visit(&format!("{record}/contacts/new")).await;
        let form = sam
            .form("Save the contact")
            .choose("Visit")
            .choose("Yes, we spoke")
            .fill("Length in minutes", "45")
            .fill("Who was there", "A carer of the home")
            .fill("What was said, what you noticed", "There is a piano in the lounge. Nobody plays it.")
            .fill("Next step", "Ask the home about the piano")
            .fill_day("By when?", "1", "12", "2026");
        form.clone().press(&mut sam).await;
        sam.page()
            .see("The contact is logged")
            .see("There is a piano in the lounge")
            .see("45 minutes")
            .see("Next step: Ask the home about the piano by 1 December 2026")
            .not_see("First contact due by");
        form.press(&mut sam).await;
        assert_eq!(sam.page().text().matches("There is a piano").count(), 1, "sent twice is one contact");
        sam.visit("/cases").await.see("Under way").see("today").see("Ask the home about the piano");

        // It was somebody else: struck through, and the clock runs on.
        sam.visit(&record).await;
        sam.form("Strike it through").press(&mut sam).await;
        sam.page().see("The contact is struck through").see("Entered by mistake").see("There is a piano").see("First contact due by").not_see("Ask the home about the piano");
    }
}

on_both! {
    async fn what_is_typed_is_not_lost(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let new = format!("{record}/contacts/new");
        sam.visit(&new).await;
        sam.form("Save the contact").fill("What was said, what you noticed", "Half a sentence").fill("Time", "25:99").fill_day("When?", "24", "12", "2026").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose how").see("Choose whether you spoke").see("Enter a time, like 14:30").see("Half a sentence");
        sam.form("Save the contact").choose("Visit").choose("Yes, we spoke").fill("Time", "09:00").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("This is in the future");

        // The laptop is closed; the next day the form is as it was.
        app.clock.advance(SignedDuration::from_hours(24));
        let mut sam = app.signed_in("sam").await;
        sam.visit(&new).await.see("You had not finished this").see("Half a sentence");
        // A script sends only what changed.
        let saved = sam.request("POST", &format!("{new}/autosave"), Some("note=A+whole+sentence.".into()), true).await;
        assert_eq!(saved.status, 204);
        sam.visit(&new).await.see("A whole sentence.");
        // A colleague finds nothing of it, and cannot keep a draft about him either.
        let mut noor = app.signed_in("noor").await;
        assert_eq!(noor.request("POST", &format!("{new}/autosave"), Some("note=x".into()), true).await.status, 404);

        sam.visit(&new).await;
        sam.form("Save the contact").choose("Visit").choose("Yes, we spoke").fill_day("When?", "24", "11", "2026").press(&mut sam).await;
        sam.page().see("The contact is logged").see("A whole sentence.");
        sam.visit(&new).await.not_see("A whole sentence.").not_see("You had not finished this");
    }
}
