//! Wrong numbers, impossible days, one name only, no fixed address, a session that ends in the middle: each error stands beside its cause and nothing
//! typed is lost.

use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn each_mistake_is_named_and_everything_typed_stays(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace
            .form("Continue")
            .fill("Name", "Suharto")
            .fill_day("Date of birth", "31", "2", "1950")
            .fill("NHS number", "999 123 4567")
            .press(&mut grace)
            .await;
        assert_eq!(grace.page().status, 422);
        grace.page().see("There is a problem").see("Enter a real date").see("This is not an NHS number");
        let form = grace.form("Continue");
        assert!(form.fields.contains(&("name".into(), "Suharto".into())), "one name is enough, and it is still there");
        assert!(form.fields.contains(&("nhs-number".into(), "999 123 4567".into())));
        form.fill_day("Date of birth", "1", "1", "2030").fill("NHS number", "").press(&mut grace).await;
        grace.page().see("The date of birth must be in the past");
        grace.form("Continue").fill_day("Date of birth", "", "", "").press(&mut grace).await;

        // No fixed address; a postcode is not asked for, but a safe way is.
        grace.form("Continue").choose("No fixed address").press(&mut grace).await;
        grace.page().see("Choose at least one way that is safe");
        grace.form("Continue").choose("Text message").press(&mut grace).await;
        grace.page().see("Enter a telephone number, or choose another way");
        grace.form("Continue").fill("Telephone", "07700 900123").press(&mut grace).await;
        grace.page().see("Why now?");

        // How soon is never left open.
        grace.form("Continue").fill("Why, in a few words", "Very lonely.").press(&mut grace).await;
        assert_eq!(grace.page().status, 422);
        grace.page().see("There is a problem").see("How soon does somebody need to be in touch?").see("Very lonely.");
    }
}

on_both! {
    async fn a_session_that_ends_in_the_middle_loses_nothing(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        let step = grace.page().url.clone();
        // The script keeps what is typed.
        let token = grace.form("Continue").fields.iter().find(|f| f.0 == "form_token").expect("a token").1.clone();
        grace.post(&format!("{step}/autosave"), &[("form_token", &token), ("name", "Walter Ellis")]).await;
        assert_eq!(grace.page().status, 204);

        app.clock.advance(SignedDuration::from_mins(16));
        grace.visit(&step).await.see("Sign in");
        let mut again = app.signed_in("grace").await;
        again.visit("/refer").await.see("Not finished yet").see("Walter Ellis");
        let name = again.visit(&step).await.clone();
        assert!(name.html.contains("value=\"Walter Ellis\""), "{}", name.text());

        // Nobody else can open the draft.
        let mut rao = app.signed_in("dr-rao").await;
        assert_eq!(rao.visit(&step).await.status, 404);
    }
}
