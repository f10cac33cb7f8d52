//! The register of charities proves who speaks for a charity that gives no address in its entry; and it proves nothing of whoever only hosts a group, of another charity, or of anybody with a mailbox where everybody has one.

use super::{link_to, mails_to};
use crate::journeys::directory::feeds;
use app::directory::import::{self, Summary};
use serde_json::{Value, json};
use testkit::{App, on_both};

const REGISTER: &str = "date_of_extract\tregistered_charity_number\tlinked_charity_number\tcharity_name\tcharity_registration_status\tcharity_contact_phone\tcharity_contact_email\tcharity_contact_web
2026-11-24\t9990101\t0\tTHE KETTLE CLUB LIMITED\tRegistered\t020 7946 0101\ttrustees@kettle-club.example\twww.kettle-club.example
2026-11-24\t9990102\t0\tPlaistow Volunteer Centre\tRegistered\t\toffice@volunteers.example\t
2026-11-24\t9990103\t0\tOld Kettle\tRemoved\t\told@kettle.example\t
2026-11-24\t9990101\t7\tKettle Club Bursary\tRegistered\t\tbursary@kettle.example\t
2026-11-24\t\t0\tNo Number\tRegistered\t\tnone@nowhere.example\t
";

async fn register(app: &App, text: &str) -> base::Result<Summary> {
    let file = app.folder().join("charities.tsv");
    std::fs::write(&file, text).expect("a file");
    import::charities(&app.system(), &file, false, &|_| {}).await
}

fn service(n: u8, name: &str, provider: &str, number: &str) -> Value {
    json!({ "id": format!("0199c0de-0000-7000-8000-0000000000{n:02x}"), "name": name, "status": "active", "description": "Tea and talk for whoever likes company.",
        "organization": { "id": format!("0199c0de-0000-7000-8000-0000000001{n:02x}"), "name": provider,
            "organization_identifiers": [{ "identifier_scheme": "GB-CHC", "identifier": number }] } })
}

/// What the page says once they have answered the message.
async fn claimed(app: &App, words: &str, name: &str, email: &str) -> String {
    let mut browser = app.browser();
    browser.visit(&format!("/find?words={words}")).await;
    browser.follow(name).await;
    browser.follow("This is our group").await;
    browser
        .form("Send me a message")
        .fill("Your name", "Mo Diallo")
        .fill("Your e-mail", email)
        .press(&mut browser)
        .await;
    browser.visit(&link_to(app, email, "/keep/claim/").await).await;
    browser.form("Yes, it was me").press(&mut browser).await;
    browser.page().text()
}

on_both! {
    async fn another_list_forges_no_proof(app) {
        register(&app, REGISTER).await.expect("the register");
        // Eve's list has the id of whoever runs the choir, under the name and number of her own charity.
        feeds::lines(&app, &[service(1, "Song circle", "Carpenters Singers", "")], "newham").await.expect("a reading");
        let mut eves = service(9, "Monday tea", "Kettle Club", "9990101");
        eves["organization"]["id"] = "0199c0de-0000-7000-8000-000000000101".into();
        feeds::lines(&app, &[eves], "eves").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");
        let text = claimed(&app, "song+circle", "Song circle", "trustees@kettle-club.example").await;
        assert!(!text.contains("You look after this entry now"), "{text}");
    }
}

on_both! {
    async fn who_speaks_for_it(app) {
        let first = register(&app, REGISTER).await.expect("the register");
        assert_eq!((first.read, first.added, first.quarantined), (3, 2, 1));
        let again = register(&app, REGISTER).await.expect("the register");
        assert_eq!((again.added, again.changed, again.unchanged, again.gone), (0, 0, 2, 0));

        let all = [service(1, "Monday tea", "Kettle Club", "GB-CHC-9990101"), service(2, "Porch chess", "Porch Chess Players", "9990102"), service(3, "Quilting", "Kettle Club", "09990101")];
        feeds::lines(&app, &all, "newham").await.expect("a reading");
        app::directory::refresh(&app.machine).await.expect("an index");

        // A domain may be that of thousands: somebody has to ring.
        let text = claimed(&app, "monday+tea", "Monday tea", "mo@kettle-club.example").await;
        assert!(!text.contains("You look after this entry now"), "{text}");
        // The contact that the register has; nobody has to ring anybody.
        let text = claimed(&app, "monday+tea", "Monday tea", "trustees@kettle-club.example").await;
        assert!(text.contains("You look after this entry now"), "{text}");
        let mut femi = app.signed_in("femi").await;
        femi.visit("/find?words=monday+tea").await;
        femi.follow("Monday tea").await;
        let page = femi.page().url.split('?').next().expect("a path").to_owned();
        femi.visit(&format!("{page}/upkeep")).await.see("by the register of charities");

        // The number is that of whoever hosts the group: the register has another name for it.
        let text = claimed(&app, "porch+chess", "Porch chess", "office@volunteers.example").await;
        assert!(!text.contains("You look after this entry now"), "{text}");
        // Another address proves nothing, and neither does a charity that was removed.
        for email in ["mo@gmail.com.example", "old@kettle.example"] {
            let text = claimed(&app, "quilting", "Quilting", email).await;
            assert!(!text.contains("You look after this entry now"), "{email}: {text}");
        }
        assert!(mails_to(&app, "office@volunteers.example").await.len() == 1, "nobody is written to but who asked");

        // A register that lacks half of what there was is not taken by itself.
        let half: String = REGISTER.lines().take(2).map(|l| format!("{l}\n")).collect();
        let refused = register(&app, &half).await.expect_err("half a register").to_string();
        assert!(refused.contains("--replace"), "{refused}");
    }
}
