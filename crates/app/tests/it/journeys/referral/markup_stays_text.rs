//! Whatever is typed is shown as it was typed, on every page: no markup, no script, no template.

use testkit::on_both;

const NAME: &str = "Bobby <script>alert(1)</script> {{ 77 * 77 }}";
const TEXT: &str = "<img src=x onerror=alert(1)> \"quoted\" & <b>bold</b> {% raw %}";

on_both! {
    async fn markup_that_is_typed_is_only_text(app) {
        let mut grace = app.signed_in("grace").await;
        grace.visit("/refer").await;
        grace.form("Start a referral").press(&mut grace).await;
        grace.form("Continue").fill("Name", NAME).press(&mut grace).await;
        grace
            .form("Continue")
            .choose("In their own home")
            .fill("Address", TEXT)
            .choose("Letter")
            .fill("Anything that helps", TEXT)
            .fill("Is anything dangerous about getting in touch?", TEXT)
            .press(&mut grace)
            .await;
        grace.form("Continue").fill("Why, in a few words", TEXT).choose("Within the usual time").press(&mut grace).await;
        grace
            .form("Continue")
            .choose_in("Do they agree to be referred?", "Not asked yet")
            .choose_in("Do they know who will see it?", "Not asked yet")
            .choose_in("May the team have what is written here?", "Not asked yet")
            .fill("Anything about their agreement", TEXT)
            .press(&mut grace)
            .await;
        grace.form("Continue").choose("Stratford link workers").press(&mut grace).await;
        let check = grace.page().clone();
        grace.form("Send the referral").press(&mut grace).await;
        let sent = grace.page().clone();
        let list = grace.visit("/sent").await.clone();

        let mut sam = app.signed_in("sam").await;
        let inbox = sam.visit("/inbox").await.clone();
        sam.follow("Bobby").await;
        let incoming = sam.page().clone();
        sam.form("Accept").press(&mut sam).await;
        let record = sam.page().clone();
        for page in [check, sent, list, inbox, incoming, record] {
            for raw in ["<script>alert", "<img src=x", "<b>bold", ">5929<", " 5929"] {
                assert!(!page.html.contains(raw), "{} shows {raw} as markup", page.url);
            }
            page.see("<script>alert(1)</script>");
        }
    }
}
