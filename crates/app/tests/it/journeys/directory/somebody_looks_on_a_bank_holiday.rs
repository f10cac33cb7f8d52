//! On a bank holiday nobody is sent to a door that says it is shut then; who says that they are there is found first.

use jiff::SignedDuration;
use testkit::on_both;

on_both! {
    async fn who_says_so_is_there_and_who_says_not_is_left_out(app) {
        app::directory::load_whole_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        let fridge = "/find?need=mon-food&near=IG1&within=2&day=today&bank-holidays=yes";
        // Monday in four weeks is the holiday for Boxing Day.
        app.clock.advance(SignedDuration::from_hours(34 * 24));
        anybody.visit(fridge).await.see("On bank holidays remove").see("The Fridge in the Porch");
        anybody.visit("/find/now?what=food&near=IG1").await.see("Today is a bank holiday");
        anybody.page().see("Open now The Fridge in the Porch");
        let surgery = "/find?words=carers+assessment+surgery&day=today";
        anybody.visit(surgery).await.not_see("Carers’ Assessment Surgery").not_see("Carers' Assessment Surgery");
        // What has not said stays on the list, after the others, and it says so.
        anybody.visit("/find?need=mon-food&bank-holidays=yes").await.see("We do not know whether it is on on bank holidays");
        // A week later it is a Monday like others.
        app.clock.advance(SignedDuration::from_hours(7 * 24));
        anybody.visit(surgery).await.see("Carers' Assessment Surgery");
    }
}
