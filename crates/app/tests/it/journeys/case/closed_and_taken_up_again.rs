//! A case is closed with a reason that the facts bear out; the receptionist sees that the support has ended; within thirty days it can be taken up again.

use super::accepted_from_the_inbox::given_mr_ellis_on_sams_caseload;
use base::db::testing::look;
use jiff::SignedDuration;
use kernel::Id;
use testkit::on_both;

on_both! {
    async fn with_a_reason(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        let close = format!("{record}/close");
        sam.visit(&close).await;
        sam.form("Close the case").press(&mut sam).await;
        assert_eq!(sam.page().status, 422);
        sam.page().see("Choose a reason");
        sam.form("Close the case").choose("What mattered to them is in place").press(&mut sam).await;
        sam.page().see("Nobody has spoken with them yet");
        sam.form("Close the case").choose("Could not be reached").press(&mut sam).await;
        sam.page().see("Nobody has tried to reach them yet");

        sam.visit(&format!("{record}/contacts/new")).await;
        sam.form("Save the contact").choose("Visit").choose("Yes, we spoke").press(&mut sam).await;
        sam.visit(&close).await;
        let twice = sam.form("Close the case").choose("What mattered to them is in place").fill("How it ended, in a few words", "He plays on Sundays.");
        twice.clone().press(&mut sam).await;
        sam.page().see("The case is closed").see("He plays on Sundays").see("Closed: What mattered to them is in place").not_see("Log a contact");
        twice.press(&mut sam).await;
        assert_eq!(sam.page().status, 409);
        assert_eq!(sam.visit(&format!("{record}/contacts/new")).await.status, 409);
        sam.visit("/cases").await.see("Nobody here");
        sam.visit("/cases?view=closed").await.see("Walter Ellis").see("What mattered to them is in place");

        let mut grace = app.signed_in("grace").await;
        grace.visit("/sent").await.see("Support has ended").not_see("He plays on Sundays");

        sam.visit(&record).await;
        sam.form("Take it up again").press(&mut sam).await;
        sam.page().see("The case is open again").see("Log a contact");
        grace.visit("/sent").await.see("Is being supported");

        sam.visit(&close).await;
        sam.form("Close the case").choose("Moved away").press(&mut sam).await;
        let version = sam.form("Take it up again").fields;
        app.later(SignedDuration::from_hours(24 * 31)).await;
        let mut sam = app.signed_in("sam").await;
        sam.visit(&record).await.see("Moved away").not_see("Take it up again");
        let fields: Vec<(&str, &str)> = version.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
        sam.post(&format!("{record}/reopen"), &fields).await;
        assert_eq!(sam.page().status, 409);
        sam.page().see("More than 30 days have passed");
    }
}

on_both! {
    async fn no_contact_is_taken_out_of_what_is_closed(app) {
        let (mut sam, record) = given_mr_ellis_on_sams_caseload(&app).await;
        sam.visit(&format!("{record}/contacts/new")).await;
        sam.form("Save the contact").choose("Visit").choose("Yes, we spoke").press(&mut sam).await;
        sam.visit(&format!("{record}/close")).await;
        sam.form("Close the case").choose("What mattered to them is in place").press(&mut sam).await;
        let contacts = "SELECT id AS n FROM contact WHERE withdrawn_at IS NULL";
        let id: Id<()> = look(&app.machine.db).await.value(contacts, ()).await.expect("one contact");
        // It was closed as something that came to its end, because they were spoken with.
        let mut femi = app.signed_in("femi").await;
        femi.post(&format!("{record}/contacts/{id}/withdraw"), &[]).await;
        assert_eq!(femi.page().status, 409);
        let left: Id<()> = look(&app.machine.db).await.value(contacts, ()).await.expect("one contact");
        assert_eq!(left, id);
    }
}
