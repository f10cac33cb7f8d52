//! A postcode that does not exist as far as Kith knows is taken, with a notice: new estates are real.

use super::receptionist_refers::fill_in_mr_ellis;
use crate::journeys::directory::imports::given_postcodes;
use testkit::on_both;

on_both! {
    async fn it_is_taken_with_a_notice(app) {
        // Given no postcodes were imported, only the district can be checked.
        let mut grace = app.signed_in("grace").await;
        fill_in_mr_ellis(&mut grace).await;
        grace.page().not_see("We do not know the postcode");

        // Given some were, and E15 4ES is not one of them: it may be a new estate, so it is said and not refused.
        given_postcodes(&app.system()).await;
        grace.visit("/today").await;
        fill_in_mr_ellis(&mut grace).await;
        grace.page().see("We do not know the postcode E15 4ES");
        grace.form("Send the referral").press(&mut grace).await;
        grace.page().see("The referral is sent");
    }
}
