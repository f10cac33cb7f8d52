//! A council's list has so far only the chess club, whose volunteer shows that they are of it. What the list brings later is theirs only where the same proof holds, or
//! where somebody of the house says so; and no list takes from them by itself what is theirs.

use super::{link_to, mails_to, page_of, when_they_come_in};
use crate::journeys::directory::feeds;
use app::directory::import::{self, Order};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{App, Browser, on_both};

const ROOK: &str = "chess@rooks.example";
const EVE: &str = "eve@evil.example";

fn council(n: u8, name: &str, email: &str) -> Value {
    json!({ "id": format!("0199c0de-0000-7000-8000-00000000cc{n:02x}"), "name": name, "status": "active", "description": "Come in.", "email": email,
        "phones": [{ "number": "020 7946 0312" }],
        "organization": { "id": "0199c0de-0000-7000-8000-00000000aa07", "name": "Newham Council", "description": "A council." } })
}

async fn reading(app: &App, feed: &str, records: &[Value]) {
    feeds::lines(app, records, feed).await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

async fn claimed(app: &App, words: &str, email: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit(&format!("{}/claim", page_of(app, words).await)).await;
    browser.form("Send me a message").fill("Your name", "Rook").fill("Your e-mail", email).press(&mut browser).await;
    browser.visit(&link_to(app, email, "/keep/claim/").await).await;
    browser.form("Yes, it was me").press(&mut browser).await;
    browser
}

on_both! {
    async fn until_somebody_says_so(app) {
        let (chess, debt, draughts) = (council(1, "Chess club", ROOK), council(2, "Debt advice", "debt@council.example"), council(3, "Draughts", ROOK));
        let repairs = council(4, "Repairs", "repairs@council.example");
        reading(&app, "council", std::slice::from_ref(&chess)).await;
        claimed(&app, "chess+club", ROOK).await.page().see("You look after this entry now");
        reading(&app, "council", &[chess.clone(), debt.clone(), draughts.clone(), repairs.clone()]).await;

        // The volunteer sees nothing of the debt advice, and can do nothing with it.
        let mut rook = when_they_come_in(&app, ROOK).await;
        rook.page().see("Chess club").not_see("Debt advice");
        let id = debt["id"].as_str().expect("an id").to_owned();
        assert_eq!(rook.visit(&format!("/keep/listings/{id}")).await.status, 404);
        assert_eq!(rook.post(&format!("/keep/listings/{id}/pause"), &[("to", "pause")]).await.status, 404);
        // What has their mailbox is theirs by the same proof; of the rest somebody of the house is asked.
        app.later(SignedDuration::from_hours(2)).await;
        let mut rook = when_they_come_in(&app, ROOK).await;
        rook.page().see("Draughts").not_see("Debt advice");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("New under organisations that somebody looks after").see("Debt advice").see("looks after other entries of Newham Council").not_see("Draughts");
        femi.page().see(ROOK);
        let sam = app.signed_in("sam").await.visit("/upkeep").await.see("looks after other entries").clone();
        assert!(!sam.html.contains("It is theirs too") && !sam.html.contains(ROOK), "a lead decides, and writes to them");
        let (not_debt, repairs_too) = (femi.form("It is not theirs Debt advice").set("answer", "no"), femi.form("It is theirs too Repairs").set("answer", "yes"));
        femi.form("It is theirs too Debt advice").set("answer", "yes").press(&mut femi).await;
        femi.page().see("They look after it too").not_see("Debt advice");
        femi.form("It is not theirs Repairs").set("answer", "no").press(&mut femi).await;
        femi.page().see("It stays without them").not_see("Repairs");
        // What was said first stays, and nothing says that it has happened.
        for late in [not_debt, repairs_too] {
            late.press(&mut femi).await;
            assert_eq!(femi.page().status, 409);
            femi.page().see("Somebody has said otherwise of this entry already");
        }
        rook.visit("/keep/listings").await.see("Debt advice").not_see("Repairs");

        // What they look after now is held to: the list says another mailbox, and another organisation.
        let mut moved = council(2, "Debt advice", EVE);
        moved["organization"] = json!({ "id": "0199c0de-0000-7000-8000-00000000aa08", "name": "Eve & Co", "description": "Hers." });
        reading(&app, "council", &[chess, moved, draughts, repairs]).await;
        rook.visit(&format!("/keep/listings/{id}")).await.see("debt@council.example").not_see("evil");
        femi.visit("/upkeep").await.see("The feed “council” says now").see(EVE);
        // A lead takes one entry from them, and nothing else.
        femi.visit(&format!("{}/upkeep", page_of(&app, "debt+advice").await)).await;
        femi.form("Not this one Rook").set("why", "not-this").press(&mut femi).await;
        femi.page().see("They do not look after it any more").see("Nobody yet");
        rook.visit("/keep/listings").await.see("Chess club").see("Draughts").not_see("Debt advice");
        assert_eq!(rook.visit(&format!("/keep/listings/{id}")).await.status, 404);
        assert!(mails_to(&app, ROOK).await[0].subject.contains("You do not look after Debt advice any more"));
        app.later(SignedDuration::from_hours(2)).await;
        rook.visit("/keep/listings").await.not_see("Debt advice");
    }
}

on_both! {
    async fn but_what_is_proved_is_told_and_waits_for_nobody_else(app) {
        let with_site = |n: u8, name: &str, email: &str| {
            let mut all = council(n, name, email);
            all["url"] = "https://pond.example".into();
            all["organization"] = json!({ "id": "0199c0de-0000-7000-8000-00000000aa09", "name": "Pond Trust", "description": "A trust." });
            all
        };
        reading(&app, "council", &[council(1, "Chess club", ROOK)]).await;
        reading(&app, "trust", &[with_site(2, "Duck feeding", "ducks@pond.example")]).await;
        claimed(&app, "chess+club", ROOK).await.page().see("You look after this entry now");
        claimed(&app, "duck+feeding", "mo@pond.example").await.page().see("You look after this entry now");
        // More comes under the council than is looked at at once, and none of it is proved; then something of the trust's.
        let many: Vec<Value> = (0..205u16).map(|n| {
            let mut all = council(1, &format!("Counter {n}"), "desk@council.example");
            all["id"] = format!("0199c0de-0000-7000-8000-00000001{n:04x}").into();
            all
        }).chain([council(1, "Chess club", ROOK)]).collect();
        reading(&app, "council", &many).await;
        reading(&app, "trust", &[with_site(2, "Duck feeding", "ducks@pond.example"), with_site(3, "Frog counting", "frogs@pond.example")]).await;
        app.later(SignedDuration::from_hours(2)).await;
        when_they_come_in(&app, "mo@pond.example").await.page().see("Frog counting");
        let told = mails_to(&app, "frogs@pond.example").await;
        assert!(told.len() == 1 && told[0].subject.contains("Somebody looks after Frog counting now"), "{told:?}");
    }
}

on_both! {
    async fn nor_does_a_yes_to_one_give_all_nor_take_it_from_another(app) {
        reading(&app, "council", &[council(1, "Chess club", "desk@council.example"), council(2, "Chess club", "hall@council.example"), council(3, "Debt advice", "debt@council.example")]).await;
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=chess+club").await;
        let pages: Vec<String> = femi.page().links().into_iter().filter(|l| l.starts_with("/services/chess") && !l.ends_with("/share")).map(|l| l.split('?').next().expect("a path").to_owned()).collect();
        let mut pages = pages;
        pages.dedup();
        for (page, email) in pages.iter().zip(["ann@post.example", "bob@post.example"]) {
            let mut who = app.browser();
            who.visit(&format!("{page}/claim")).await;
            who.form("Send me a message").fill("Your name", "Ann or Bob").fill("Your e-mail", email).press(&mut who).await;
            who.visit(&link_to(&app, email, "/keep/claim/").await).await;
            who.form("Yes, it was me").press(&mut who).await;
            femi.visit("/upkeep").await.see("They do, for all 3 entries");
            femi.form("They do, for this entry Chess club").set("answer", "this").press(&mut femi).await;
            femi.page().see("They look after it now").not_see("New under organisations");
            when_they_come_in(&app, email).await.page().see("Chess club").not_see("Debt advice");
        }
        // The two are alike, and run by the same council; each has somebody who is asked first.
        app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        femi.visit("/upkeep/alike").await;
        let one = femi.form_near("Is this one service?", "They are one Chess club").set("answer", "same");
        one.clone().press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.page().see("Somebody looks after each of them");
        // Bob looks after the other as well now: nothing is taken from him.
        let mut ann = when_they_come_in(&app, "ann@post.example").await;
        ann.follow("Chess club").await;
        ann.form("Ask them").fill("Their name", "Bob").fill("Their e-mail", "bob@post.example").press(&mut ann).await;
        let mut bob = app.browser();
        bob.visit(&link_to(&app, "bob@post.example", "/keep/claim/").await).await;
        bob.form("Yes, it was me").press(&mut bob).await;
        one.press(&mut femi).await;
        femi.page().see("They are shown as one");
        when_they_come_in(&app, "bob@post.example").await.page().see("Chess club");
        when_they_come_in(&app, "ann@post.example").await.page().see("Chess club");
    }
}

on_both! {
    async fn for_whoever_published_first(app) {
        // Eve's list names the council before the council does, with her own mailbox.
        reading(&app, "eves", &[council(9, "Eve's tea", EVE)]).await;
        claimed(&app, "eves+tea", EVE).await.page().see("You look after this entry now");
        reading(&app, "council", &[council(2, "Debt advice", "debt@council.example"), council(4, "Repairs", EVE)]).await;
        app.later(SignedDuration::from_hours(2)).await;
        when_they_come_in(&app, EVE).await.page().see("Eve's tea").not_see("Debt advice").not_see("Repairs");
        // What the council's own list brings is of an organisation of its own: nobody is even asked.
        app.signed_in("femi").await.visit("/upkeep").await.not_see("Debt advice").not_see("Repairs");
    }
}

on_both! {
    async fn and_a_name_that_is_written_otherwise_takes_nothing_away(app) {
        let table = |provider: &str, times: &str| format!("id,name,description,organisation,address,postcode,email,phone,monday\nk1,Kettle club,Tea and talk.,{provider},4 Osprey Lane,E15 4ES,tea@kettle.example,020 7946 0101,{times}\n");
        let path = app.folder().join("halls.csv");
        let read = async |text: String| {
            std::fs::write(&path, text).expect("a file");
            let order = Order { file: &path, feed: "halls", map: None, replace: false };
            import::services(&app.system(), &order, &|_| {}).await.expect("a reading");
            app::directory::refresh(&app.machine).await.expect("an index");
        };
        read(table("Kettle Friends", "10:00-12:00")).await;
        claimed(&app, "kettle", "tea@kettle.example").await.page().see("You look after this entry now");
        read(table("The Kettle Friends Assoc.", "10:00-13:00")).await;
        let mut mo = when_they_come_in(&app, "tea@kettle.example").await;
        mo.page().see("Kettle club");
        // Nor does it make an address proof again once somebody was refused who had one like theirs.
        claimed(&app, "kettle", "eve@kettle.example").await.page().see("We ring your group");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await;
        femi.form("They do not Kettle club").set("answer", "no").press(&mut femi).await;
        mo.follow("Kettle club").await;
        mo.form("Stop looking after it").press(&mut mo).await;
        mo.page().see("You do not look after it any more");
        read(table("Kettle Club Friends", "10:00-14:00")).await;
        claimed(&app, "kettle", "tea@kettle.example").await.page().see("We ring your group");
    }
}

on_both! {
    async fn nor_is_one_number_the_word_of_all(app) {
        // One number and one mailbox for all that the council lists: whoever answers there speaks for none of it alone.
        reading(&app, "council", &[council(1, "Chess club", "info@council.example"), council(2, "Debt advice", "info@council.example")]).await;
        claimed(&app, "chess+club", ROOK).await.page().see("We ring your group");
        let mut sam = app.signed_in("sam").await;
        sam.visit("/upkeep").await.see("This organisation has 2 entries").see("Ringing is not enough here");
        sam.form("I rang: they do Chess club").set("answer", "yes").press(&mut sam).await;
        sam.page().see("Written down. A lead or an administrator says yes").see("Somebody rang: they do").see("Sam Lee");
        assert!(!mails_to(&app, ROOK).await.iter().any(|m| m.text.contains("/keep/in/")));
        let mut femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("Somebody rang: they do").see("Sam Lee");
        femi.form("They do, for all 2 entries Chess club").set("answer", "all").press(&mut femi).await;
        femi.page().see("They look after it now");
        when_they_come_in(&app, ROOK).await.page().see("Chess club").see("Debt advice");
    }
}
