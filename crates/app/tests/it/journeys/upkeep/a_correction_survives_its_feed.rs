//! A lead corrects what a feed says. It stays when the feed comes again, is published, waits for somebody's word when the feed says something new, and is gone
//! when the feed comes to say the same.

use super::{link_to, mails_to, when_they_come_in};
use crate::journeys::directory::feeds;
use serde_json::{Value, json};
use testkit::{App, Browser, on_both};

const ID: &str = "0199c0de-0000-7000-8000-0000000000c1";

fn record(phone: &str) -> Value {
    json!({ "id": ID, "name": "Kettle club", "status": "active", "description": "Tea and talk for whoever likes company, every Tuesday.",
        "phones": [{ "number": phone }], "email": "info@kettle.example",
        "schedules": [{ "freq": "WEEKLY", "byday": "TU", "opens_at": "14:00", "closes_at": "16:00" }] })
}

async fn read(app: &App, phone: &str) -> app::directory::import::Summary {
    let summary = feeds::lines(app, &[record(phone)], "newham").await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
    summary
}

async fn published(app: &App) -> String {
    feeds::asked(app, &format!("/oruk/v3/services/{ID}")).await.1["phones"][0]["number"].to_string()
}

/// The lead's page of the entry.
async fn when_femi_corrects(app: &App, phone: &str) -> (Browser, String) {
    let mut femi = app.signed_in("femi").await;
    femi.visit("/find?words=kettle").await;
    femi.follow("Kettle club").await;
    let page = femi.page().url.split('?').next().expect("a path").to_owned();
    femi.visit(&format!("{page}/upkeep/phone")).await;
    femi.form("Show me first").fill("Telephone", phone).press(&mut femi).await;
    femi.page().see("Is this what you want?").see("020 7946 0101");
    femi.form("Send it").press(&mut femi).await;
    femi.visit("/upkeep").await;
    femi.form("Yes, show it Kettle club").set("answer", "yes").press(&mut femi).await;
    (femi, page)
}

on_both! {
    async fn until_the_feed_says_the_same(app) {
        read(&app, "020 7946 0101").await;
        let (mut femi, page) = when_femi_corrects(&app, "020 7946 0202").await;
        femi.visit(&page).await.see("020 7946 0202").not_see("020 7946 0101");
        assert!(published(&app).await.contains("7946 0202"));

        // The same again is no change, and leaves it.
        let again = read(&app, "020 7946 0101").await;
        assert_eq!((again.changed, again.unchanged), (0, 1));
        femi.visit(&page).await.see("020 7946 0202");
        femi.visit("/upkeep").await.see("Nothing waits");

        // The feed says something new: what was said here stays, and somebody has to decide.
        read(&app, "020 7946 0303").await;
        femi.visit(&page).await.see("020 7946 0202").not_see("0303");
        assert!(published(&app).await.contains("7946 0202"));
        femi.visit("/upkeep").await.see("Where a feed has come to say something else").see("020 7946 0202").see("020 7946 0303");
        let keep = femi.form("Keep ours Kettle club").set("answer", "yes");
        keep.clone().press(&mut femi).await;
        femi.page().see("Ours stays.").see("Nothing waits");
        keep.press(&mut femi).await;
        assert_eq!(femi.page().status, 409, "what was decided is decided once");
        assert_eq!(read(&app, "020 7946 0303").await.changed, 0);
        femi.visit("/upkeep").await.see("Nothing waits");

        // Something new again, and this time theirs is taken.
        read(&app, "020 7946 0404").await;
        femi.visit("/upkeep").await;
        femi.form("Take theirs Kettle club").set("answer", "no").press(&mut femi).await;
        femi.visit(&page).await.see("020 7946 0404");
        assert!(published(&app).await.contains("7946 0404"));
        assert_eq!(read(&app, "020 7946 0404").await.changed, 0);
        femi.visit("/upkeep").await.see("Nothing waits");
    }
}

on_both! {
    async fn and_whoever_looks_after_it_is_told_when_theirs_is_taken(app) {
        read(&app, "020 7946 0101").await;
        let mut mo = app.browser();
        mo.visit("/find?words=kettle").await;
        mo.follow("Kettle club").await;
        mo.follow("This is our group").await;
        mo.form("Send me a message").fill("Your name", "Mo").fill("Your e-mail", "info@kettle.example").press(&mut mo).await;
        mo.visit(&link_to(&app, "info@kettle.example", "/keep/claim/").await).await;
        mo.form("Yes, it was me").press(&mut mo).await;
        let mut mo = when_they_come_in(&app, "info@kettle.example").await;
        mo.follow("Kettle club").await;
        mo.form("Ask them").fill("Their name", "Bea Clarke").fill("Their e-mail", "bea@post.example").press(&mut mo).await;
        let mut bea = app.browser();
        bea.visit(&link_to(&app, "bea@post.example", "/keep/claim/").await).await;
        bea.form("Yes, it was me").press(&mut bea).await;

        let mut other = record("020 7946 0101");
        other["email"] = "new@kettle.example".into();
        feeds::lines(&app, &[other], "newham").await.expect("a reading");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Make sure with the group before you take theirs").see("Ring the number that stands in the entry now").see("020 7946 0101");
        femi.form("Take theirs Kettle club").set("answer", "no").press(&mut femi).await;
        femi.page().see("What the feed says stands there now");
        for (to, says) in [
            ("info@kettle.example", "The contact of Kettle club has changed"),
            ("bea@post.example", "How people reach Kettle club has changed"),
            ("new@kettle.example", "You receive referrals for Kettle club now"),
        ] {
            assert_eq!(mails_to(&app, to).await[0].subject, says);
        }
        assert!(!mails_to(&app, "info@kettle.example").await.iter().any(|m| m.subject.starts_with("How people")), "told once");
    }
}

on_both! {
    async fn what_is_no_contact_is_gone_when_the_feed_comes_round(app) {
        read(&app, "020 7946 0101").await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=kettle").await;
        femi.follow("Kettle club").await;
        let page = femi.page().url.split('?').next().expect("a path").to_owned();
        femi.visit(&format!("{page}/upkeep/ages")).await;
        femi.form("Show me first").fill("From age", "18").press(&mut femi).await;
        femi.form("Change it").press(&mut femi).await;
        femi.page().see("It is changed.").see("Said by somebody here").see("Age 18 and over");
        let mut agreed = record("020 7946 0101");
        agreed["minimum_age"] = 18.into();
        feeds::lines(&app, &[agreed.clone()], "newham").await.expect("a reading");
        femi.visit(&format!("{page}/upkeep")).await.see("Age 18 and over").not_see("Said by somebody here");
        agreed["minimum_age"] = 21.into();
        feeds::lines(&app, &[agreed], "newham").await.expect("a reading");
        femi.visit(&page).await.see("Age 21 and over");
    }
}

on_both! {
    async fn a_contact_stays_said_when_the_feed_comes_round(app) {
        read(&app, "020 7946 0101").await;
        let (mut femi, page) = when_femi_corrects(&app, "020 7946 0202").await;
        // The feed says the same once, and something else the next time: nobody is sent there unseen.
        read(&app, "020 7946 0202").await;
        read(&app, "020 7946 0666").await;
        femi.visit(&page).await.see("020 7946 0202").not_see("0666");
        femi.visit("/upkeep").await.see("020 7946 0666");
    }
}
