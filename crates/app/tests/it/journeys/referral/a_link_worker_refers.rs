//! A link worker refers somebody to another team, and sees what became of it as any other sender does.

use testkit::{Browser, on_both};

/// Up to the page of what was sent.
pub async fn refers_rosa(sam: &mut Browser) {
    sam.visit("/refer").await;
    sam.form("Start a referral").press(sam).await;
    sam.form("Continue").fill("Name", "Rosa Mendes").fill_day("Date of birth", "1", "2", "1990").press(sam).await;
    sam.form("Continue")
        .choose("In a hostel or temporary accommodation")
        .choose("Through staff where they live")
        .press(sam)
        .await;
    sam.form("Continue")
        .set("setting", "voluntary-organisation")
        .fill("Why, in a few words", "She has moved to Plaistow")
        .choose("Within the usual time")
        .press(sam)
        .await;
    sam.form("Continue")
        .choose("Yes, they agree")
        .choose("Yes: the link workers of the team")
        .choose_in("May the team have what is written here?", "Yes")
        .choose("Face to face")
        .press(sam)
        .await;
    sam.form("Continue").choose("Plaistow link workers").press(sam).await;
    sam.form("Send the referral").press(sam).await;
}

on_both! {
    async fn to_another_team(app) {
        let mut sam = app.signed_in("sam").await;
        refers_rosa(&mut sam).await;
        assert_eq!(sam.page().status, 200);
        sam.page().see("The referral is sent").see("She has moved to Plaistow");
        sam.visit("/sent").await.see("Rosa Mendes").see("Plaistow link workers");
        sam.follow("Rosa Mendes").await;
        sam.form("Take the referral back").press(&mut sam).await;
        sam.page().see("The referral is taken back");

        // She is known to their own organisation now.
        sam.visit("/refer").await;
        sam.form("Start a referral").press(&mut sam).await;
        sam.form("Continue").fill("Name", "Rosa Mendes").fill_day("Date of birth", "1", "2", "1990").press(&mut sam).await;
        sam.page().see("Is it one of these?");
    }
}
