//! Somebody wants to change where a service is, or when; before anybody has said yes, a place of it must not be public any more. Nobody learns it from what waits,
//! a yes does not publish it again, and nothing stays paused for a change that has fallen.

use super::{link_to, mails_to, when_they_change, when_they_come_in};
use crate::journeys::directory::feeds;
use app::directory::feeds::{Terms, set};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::{App, Browser, on_both};

const HELP: &str = "help@quiet-harbour.example";
const HOUSE: &str = "0199c0de-0000-7000-8000-0000000000f1";

fn place(id: &str, name: &str, street: &str, borough: &str, code: &str) -> Value {
    json!({ "location": { "id": id, "location_type": "physical", "name": name,
        "addresses": [{ "address_1": street, "city": "London", "region": borough, "state_province": "Greater London", "postal_code": code, "country": "GB", "address_type": "physical" }] } })
}

fn office() -> Value {
    place("0199c0de-0000-7000-8000-0000000000f2", "The office", "1 Tea Row", "Newham", "E15")
}

fn house() -> Value {
    let mut house = place(HOUSE, "Quillon House", "7 Quillon Mews", "Hackney", "E8 9ZZ");
    house["schedules"] = json!([{ "freq": "WEEKLY", "byday": "TU", "opens_at": "10:00" }]);
    house
}

fn service(id: u8, name: &str, places: Value) -> Value {
    json!({ "id": format!("0199c0de-0000-7000-8000-0000000001{id:02x}"), "name": name, "status": "active", "description": "Somebody listens.", "email": HELP,
        "organization": { "id": format!("0199c0de-0000-7000-8000-0000000002{id:02x}"), "name": "Quiet Harbour", "description": "Quiet Harbour" },
        "service_at_locations": places })
}

async fn read(app: &App, feed: &str, records: &[Value]) {
    feeds::lines(app, records, feed).await.expect("a reading");
    app::directory::refresh(&app.machine).await.expect("an index");
}

/// Another list has the house, and says that nobody may know where it is.
async fn when_the_house_is_hidden(app: &App) {
    let mut house = house();
    house["location"]["mask_exact_address"] = true.into();
    read(app, "charity", &[service(9, "Safe nights", json!([house]))]).await;
}

/// The page of a service, as somebody of the house finds it.
async fn page_of(browser: &mut Browser, name: &str) -> String {
    browser.visit(&format!("/find?words={}", name.to_lowercase().replace(' ', "+"))).await;
    browser.follow(name).await;
    browser.page().url.split('?').next().expect("a path").to_owned()
}

/// Whoever reads the mail of an entry looks after it.
async fn when_they_look_after_it(app: &App, page: &str, name: &str) -> Browser {
    let mut browser = app.browser();
    browser.visit(page).await;
    browser.follow("This is our group").await;
    browser
        .form("Send me a message")
        .fill("Your name", "Ana Reyes")
        .fill("Your e-mail", HELP)
        .press(&mut browser)
        .await;
    browser.visit(&link_to(app, HELP, "/keep/claim/").await).await;
    browser.form("Yes, it was me").press(&mut browser).await;
    let mut ana = when_they_come_in(app, HELP).await;
    ana.follow(name).await;
    ana
}

fn nobody_learns_it(browser: &Browser) {
    for secret in ["Quillon", "E8 9ZZ", "E8  9ZZ", "51.5471"] {
        assert!(!browser.page().html.contains(secret), "{secret} at {}: {}", browser.page().url, browser.page().text());
    }
}

async fn nothing_of_it_is_kept(app: &App) {
    let mut rx = base::db::testing::look(&app.machine.db).await;
    let kept: Vec<String> = rx.values("SELECT was || value AS n FROM listing_edit", ()).await.expect("rows");
    assert!(kept.iter().all(|k| !k.contains("Quillon")), "{kept:?}");
}

on_both! {
    async fn one_site_of_several(app) {
        read(&app, "council", &[service(1, "Harbour talks", json!([office(), house()]))]).await;
        let mut femi = app.signed_in("femi").await;
        let page = page_of(&mut femi, "Harbour talks").await;
        let mut ana = when_they_look_after_it(&app, &page, "Harbour talks").await;
        let listing = ana.page().url.split('?').next().expect("a path").to_owned();
        // Two changes wait: a further place, and what has a number in it; and the contact has an address to answer the first.
        when_they_change(&mut ana, "also", &[("venue-2", "Red Hall"), ("street-2", "2 Lantern Lane"), ("postcode-2", "E13")], "Send it").await;
        ana.visit(&listing).await;
        when_they_change(&mut ana, "sessions", &[("note-1", "ring 020 7946 0999"), ("place-1", "Quillon House")], "Send it").await;
        let contact = link_to(&app, HELP, "/keep/contact/").await;
        let mut mail = app.browser();
        mail.visit(&contact).await.see("Red Hall").see("Quillon House");
        femi.visit("/upkeep").await.see("Quillon House").see("0999");
        let yes = femi.form_near("Red Hall", "Yes, show it Harbour talks").set("answer", "yes");

        when_the_house_is_hidden(&app).await;
        for path in ["/upkeep".to_owned(), format!("{page}/upkeep"), page.clone()] {
            femi.visit(&path).await;
            nobody_learns_it(&femi);
        }
        ana.visit(&listing).await.see("0999");
        nobody_learns_it(&ana);
        assert_eq!(mail.visit(&contact).await.status, 404);
        // The page that was open before still has its form: a yes changes nothing.
        yes.press(&mut femi).await;
        assert_eq!(femi.page().status, 409);
        femi.page().see("the change has fallen");
        femi.visit(&page).await.see("Nobody is being sent here just now").not_see("Red Hall");
        nobody_learns_it(&femi);

        // It falls by itself, and the pause with it; whoever wanted it is told.
        app.run_jobs().await;
        femi.visit(&page).await.not_see("Nobody is being sent here").see("The office");
        assert!(mails_to(&app, HELP).await.iter().any(|m| m.text.contains("says something else by now of where it is")));
        femi.visit("/upkeep").await.not_see("Red Hall").see("0999");
        femi.form("Yes, show it Harbour talks").set("answer", "yes").press(&mut femi).await;
        femi.visit(&page).await.see("ring 020 7946 0999");
        nobody_learns_it(&femi);
        nothing_of_it_is_kept(&app).await;
        // Asked for again it is asked of what the entry says now.
        ana.visit(&listing).await;
        when_they_change(&mut ana, "also", &[("venue-1", "Red Hall"), ("street-1", "2 Lantern Lane"), ("postcode-1", "E13")], "Send it").await;
        femi.visit("/upkeep").await;
        femi.form("Yes, show it Harbour talks").set("answer", "yes").press(&mut femi).await;
        femi.visit(&page).await.see("Red Hall").see("The office");
        nobody_learns_it(&femi);
    }
}

on_both! {
    async fn the_only_place_there_is(app) {
        read(&app, "council", &[service(1, "Harbour talks", json!([house()]))]).await;
        let mut femi = app.signed_in("femi").await;
        let page = page_of(&mut femi, "Harbour talks").await;
        let mut ana = when_they_look_after_it(&app, &page, "Harbour talks").await;
        let listing = ana.page().url.split('?').next().expect("a path").to_owned();
        when_they_change(&mut ana, "place", &[("venue", "Quillon House, round the back")], "Send it").await;
        ana.visit(&listing).await;
        when_they_change(&mut ana, "sessions", &[("note-1", "ring 020 7946 0999")], "Send it").await;
        femi.visit(&page).await.see("Nobody is being sent here just now");

        when_the_house_is_hidden(&app).await;
        femi.visit("/upkeep").await.see("0999");
        nobody_learns_it(&femi);
        // Not paused for ever, and a day later the times still wait for their yes.
        app.later(SignedDuration::from_hours(25)).await;
        femi = app.signed_in("femi").await;
        femi.visit(&page).await.not_see("Nobody is being sent here");
        femi.visit("/upkeep").await.see("0999");
        femi.form("Yes, show it Harbour talks").set("answer", "yes").press(&mut femi).await;
        assert_eq!(femi.page().status, 200);
        femi.visit(&page).await.see("ring 020 7946 0999");
        nobody_learns_it(&femi);
        nothing_of_it_is_kept(&app).await;
    }
}

on_both! {
    async fn by_another_entry_that_it_is_shown_as_one_with(app) {
        // The council sends the house's postcode with two blanks, which is mended; somebody here says another time there, and the council then a third.
        let open = |from: &str| {
            let mut house = house();
            house["location"]["addresses"][0]["postal_code"] = "e8  9zz".into();
            house["schedules"][0]["opens_at"] = from.into();
            service(1, "Harbour talks", json!([office(), house]))
        };
        read(&app, "council", &[open("10:00")]).await;
        let mut femi = app.signed_in("femi").await;
        let page = page_of(&mut femi, "Harbour talks").await;
        femi.visit(&format!("{page}/upkeep/sessions")).await;
        femi.form("Show me first").set("from-1", "11").press(&mut femi).await;
        femi.form("Change it").press(&mut femi).await;
        femi.visit(&format!("{page}/upkeep/also")).await;
        femi.form("Show me first").set("venue-1", "Quillon House, round the back").press(&mut femi).await;
        femi.form("Send it").press(&mut femi).await;
        read(&app, "council", &[open("12:00")]).await;
        let terms = Terms { email: Some("open-data@council.example".into()), ..Terms::default() };
        set(&app.system(), "council", &terms).await.expect("terms");
        app.later(SignedDuration::from_hours(25)).await;
        let link = link_to(&app, "open-data@council.example", "/keep/feed/").await;
        let mut owner = app.browser();
        femi = app.signed_in("femi").await;
        femi.visit("/upkeep").await.see("12:00, Quillon House").see("round the back");
        femi.visit(&format!("{page}/upkeep")).await.see("e8 9zz").see("12:00, Quillon House");
        owner.visit(&link).await.see("11:00, Quillon House");

        // The charity's entry of the same has come with its address hidden, and somebody says that the two are one.
        let mut theirs = place("0199c0de-0000-7000-8000-0000000000f3", "A house", "7 Quillon Mews", "Hackney", "E8 9ZZ");
        theirs["location"]["mask_exact_address"] = true.into();
        read(&app, "charity", &[service(2, "Harbour talks", json!([theirs]))]).await;
        app::directory::find_alike(&app.system(), Default::default()).await.expect("a look");
        femi.visit("/upkeep/alike").await;
        if femi.page().shows("Is this one service?") {
            femi.form_near("Is this one service?", "They are one Harbour talks").set("answer", "same").press(&mut femi).await;
        }
        app::directory::refresh(&app.machine).await.expect("an index");
        femi.visit(&page).await.not_see("The office");
        for path in ["/upkeep".to_owned(), "/upkeep/alike".into(), page.clone(), format!("{page}/upkeep"), format!("{page}/upkeep/sessions")] {
            femi.visit(&path).await;
            nobody_learns_it(&femi);
            femi.page().not_see("e8 9zz");
        }
        assert_eq!(femi.visit(&format!("{page}/upkeep/repairs/0")).await.status, 404);
        for path in [link.clone(), format!("{link}/report.json")] {
            owner.visit(&path).await;
            nobody_learns_it(&owner);
        }
        // What waits falls within the hour.
        femi.visit(&page).await.see("Nobody is being sent here just now");
        app.later(SignedDuration::from_hours(2)).await;
        femi.visit(&page).await.not_see("Nobody is being sent here");
    }
}
