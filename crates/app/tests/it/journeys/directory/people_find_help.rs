//! People look for help in their own words, and it ends in a service, a told no with what else is near, or help now.

use testkit::{Browser, on_both};

/// Opens the first service of a list: it ends with somebody whom one can ring or write to.
async fn open_first(somebody: &mut Browser) {
    let first = somebody.page().attribute(".kith-results__name a", "href").expect("a service");
    let page = somebody.visit(&first).await;
    let reach = page.attribute("main a[href^='tel:'], main a[href^='mailto:']", "href");
    assert!(page.status == 200 && reach.is_some(), "{first}: {}", page.text());
}

on_both! {
    async fn a_mother_asks_in_polish_for_help_with_a_letter_about_benefits(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut mother = app.browser();
        mother.visit("/find").await;
        mother.form("Find").fill("What would help?", "pismo o zasiłku pomoc").set("near", "E6").press(&mut mother).await;
        // As a reason: the word alone stands among the choices of every page.
        mother.page().see("Helps with: Benefits").not_see("Nothing found");
        open_first(&mut mother).await;
        mother.visit("/find?words=zasi%C5%82ek&language=pl").await.see("Polish").not_see("Nothing found");
    }
}

on_both! {
    async fn somebody_who_speaks_sylheti_is_lonely(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?words=%E0%A6%8F%E0%A6%95%E0%A6%BE%20%E0%A6%B2%E0%A6%BE%E0%A6%97%E0%A7%87&near=E1").await;
        anybody.page().see("Helps with: Loneliness").not_see("Nothing found");
        anybody.visit("/find?need=soc-lonely&language=bn").await.see("Bengali is spoken").not_see("Nothing found");
        open_first(&mut anybody).await;
        // She chooses her language. Nobody says Sylheti there, and who says Bengali may well speak it: that is not known, and never a no.
        anybody.visit("/find?need=soc-lonely&near=E1").await;
        anybody.form("Find").set("language", "syl").press(&mut anybody).await;
        anybody.page().see("Sylheti remove").see("Not known: which languages are spoken").not_see("Nothing found");
        let listed = anybody.page().html.clone();
        anybody.visit("/find?need=soc-lonely&near=E1&language=bn").await.see("Bengali is spoken");
        let bengali = anybody.page().attribute(".kith-results__name a", "href").expect("one that speaks Bengali");
        assert!(listed.contains(&bengali), "{bengali} is not on the list");
        open_first(&mut anybody).await;
        // Whoever reads Arabic reads what the language is called by those who speak it.
        anybody.visit("/ar/find?need=soc-lonely&language=bn").await;
        let said: String = anybody.page().text().chars().filter(|c| !('\u{2066}'..='\u{2069}').contains(c)).collect();
        assert!(said.contains("يُتكلَّم فيه: বাংলা"), "{said}");
    }
}

on_both! {
    async fn somebody_in_a_wheelchair_is_free_on_tuesday_evenings(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find").await;
        let form = anybody.form("Find").set("near", "E15").set("day", "tue").set("time", "evening").set("access", "step-free");
        form.press(&mut anybody).await;
        let page = anybody.page().clone();
        page.see("Tuesday remove").see("In the evening remove").see("step-free way in remove").see("Carpenters Road Singers");
        // Who meets on Tuesday mornings only is not on the list.
        assert!(!page.shows("Nothing found"));
        open_first(&mut anybody).await;
        // Said in words, it is what comes first.
        anybody.visit("/find?words=wheelchair+tuesday+evening+singing&near=E15").await.see("Carpenters Road Singers");
    }
}

on_both! {
    async fn a_link_worker_narrows_three_hundred_to_a_few(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut worker = app.browser();
        worker.visit("/find").await.see("300 services");
        let count = |text: &str| -> usize {
            let at = text.find(" services").or_else(|| text.find("One service")).expect("a number");
            text[..at].split_whitespace().last().and_then(|n| n.parse().ok()).unwrap_or(1)
        };
        let mut last = 300;
        let steps = [
            [("need", "mon-benefits"), ("part", "")],
            [("near", "E15"), ("within", "5")],
            [("language", "bn"), ("part", "")],
            [("access", "step-free"), ("part", "")],
        ];
        for step in steps {
            let form = step.iter().fold(worker.form("Find"), |form, (name, value)| form.set(name, value));
            form.press(&mut worker).await;
            let (now, url) = (count(&worker.page().text()), &worker.page().url);
            assert!(now < last, "{url}: {now} after {last}");
            last = now;
        }
        assert!((1..=3).contains(&last), "{last}");
        open_first(&mut worker).await;
    }
}

on_both! {
    async fn a_nurse_looks_for_what_she_has_to_send_people_to(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut nurse = app.browser();
        nurse.visit("/find?borough=Newham").await;
        nurse.form("Find").set("walk-in", "no").press(&mut nurse).await;
        assert!(nurse.page().url.contains("walk-in=no"), "{}", nurse.page().url);
        nurse.page().see("Does somebody have to send you?").see("Somebody has to send you remove");
        let first = nurse.page().attribute(".kith-results__name a", "href").expect("something she can send them to");
        nurse.visit(&first).await.see("A professional has to refer you");
        // And what nobody is sent to is offered where that is all there is.
        nurse.visit("/find?words=%22carpenters+road+singers%22&walk-in=no").await.see("Nothing found");
        nurse.follow("Also where you can just come (1)").await.see("Carpenters Road Singers");
    }
}

on_both! {
    async fn the_number_beside_a_choice_is_what_it_brings(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?borough=Newham").await;
        let text = anybody.page().text();
        let (_, after) = text.split_once("Tuesday (").expect("a number");
        let tuesdays: usize = after.split(')').next().and_then(|n| n.parse().ok()).expect("a number");
        anybody.visit("/find?borough=Newham&day=tue").await;
        // Those that are known to, and after them those that have not said.
        let text = anybody.page().text();
        let total: usize = text.split(" services").next().and_then(|t| t.split_whitespace().last()).and_then(|n| n.parse().ok()).expect("a number");
        let unsure = text.split("For ").find(|t| t.contains("of them, at the end")).and_then(|t| t.split_whitespace().next()).map_or(0, |n| n.parse().unwrap_or(1));
        assert_eq!(tuesdays, total - unsure, "{text}");
    }
}

on_both! {
    async fn what_needs_no_way_there_is_never_lost(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        // In Upminster, lonely: a telephone line elsewhere is as near as any, where anybody may ring.
        anybody.visit("/find?need=soc-lonely&near=RM14&within=2").await;
        anybody.page().see("No need to travel: by phone, online or at your home").see("Island Good Mornings").not_see("Ring Round");
        anybody.visit("/find?need=soc-lonely&near=RM14&within=2&remote=yes").await.see("Island Good Mornings").see("No need to travel remove").not_see("Ring Round");
        anybody.visit("/find?need=soc-lonely&borough=Havering").await.not_see("Ring Round");
        // Ring Round is for people of Hackney: they find it, and who does not say where they live reads it.
        anybody.visit("/find?need=soc-lonely&near=Hackney&remote=yes").await.see("Ring Round");
        anybody.visit("/find?words=ring+round").await.see("Ring Round").see("People who live in Hackney");
    }
}

on_both! {
    async fn somebody_who_leaves_every_question_out_is_told_so(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/help-me").await;
        for next in 2..=5 {
            anybody.form("Next").set("step", &next.to_string()).press(&mut anybody).await;
        }
        anybody.form("Show what might help").set("step", "6").press(&mut anybody).await;
        anybody.page().see("You have not said what it is about").not_see("Nothing found").see("Start again").see("Browse by what people need");
        anybody.form("Start again").set("step", "1").press(&mut anybody).await;
        anybody.page().see("What is hard just now?").not_see("You have not said");
    }
}

on_both! {
    async fn somebody_who_is_unsure_comes_back_to_what_might_help(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/help-me").await;
        anybody.form("Next").set("about", "money").set("step", "2").press(&mut anybody).await;
        anybody.form("Next").set("need", "mon-benefits").set("step", "3").press(&mut anybody).await;
        anybody.form("Next").set("step", "4").press(&mut anybody).await;
        anybody.form("Next").set("near", "E6 1AA").set("step", "5").press(&mut anybody).await;
        anybody.form("Show what might help").set("step", "6").press(&mut anybody).await;
        let page = anybody.page().clone();
        page.see("Helps with: Benefits");
        // No answer stands in the address, which can be gone back to.
        assert!(page.url.starts_with("/help-me?step=6&answers=~") && !page.url.contains("mon"), "{}", page.url);
        open_first(&mut anybody).await;
        let back = anybody.visit(&page.url).await.see("Helps with: Benefits").links();
        assert_eq!(back, page.links(), "the same list");
        // Nobody else's browser opens it.
        app.browser().visit(&page.url).await.see("What you wrote is no longer here").see("What is hard just now?");
        // A place that nobody knows is said, and stays where it can be mended; so does one that is far too long.
        for place in ["nowhere at all".to_owned(), "a road that is long ".repeat(9)] {
            let mut lost = app.browser();
            lost.visit("/help-me").await;
            lost.post("/help-me", &[("need", "mon-benefits"), ("near", &place), ("step", "6")]).await;
            lost.page().see("We do not know that place").see("Helps with: Benefits");
        }
        // Danger is heard there too.
        anybody.post("/help-me", &[("near", "he will kill me"), ("step", "5")]).await.see("999");
    }
}

on_both! {
    async fn what_was_chosen_first_is_not_lost_when_only_some_of_it_is_named(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/help-me").await;
        let answers = [("about", "money"), ("about", "safety"), ("need", "mon-debt"), ("near", "E15"), ("step", "6")];
        let text = anybody.post("/help-me", &answers).await.text();
        let safety = ["Domestic abuse", "Violence among young people", "Hate crime", "Nuisance", "exploit"];
        assert!(text.contains("Helps with: Debt") && safety.iter().any(|need| text.contains(need)), "{text}");
    }
}

on_both! {
    async fn somebody_has_no_food_today(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?words=no+food+today").await.see("Do you need help right now?");
        anybody.follow("See who is open now").await.see("Help today");
        anybody.form("Show who can help").set("what", "food").set("near", "E15").press(&mut anybody).await;
        assert_eq!(anybody.page().url, "/find/now?what=food&near=E15");
        // The clock of the journey says Tuesday, nine in the morning.
        anybody.page().see("Food Near E15").not_see("Nothing found");
        let text = anybody.page().text();
        assert!(["Open now", "Later today", "In the next days"].iter().any(|g| text.contains(g)), "{text}");
        open_first(&mut anybody).await;
        anybody.visit("/find/now?what=food&near=E15").await;
        anybody.form("Show who can help").set("what", "bed").set("near", "E15 4ES").press(&mut anybody).await;
        assert!(anybody.page().url.starts_with("/find/now?what=bed&near=~"), "a whole postcode stands in no address");
        anybody.page().see("I am homeless tonight").see("999");
        // Pressed with nothing chosen, it says what is missing and keeps what was typed.
        anybody.visit("/find/now").await;
        anybody.form("Show who can help").set("near", "E15").press(&mut anybody).await;
        anybody.page().see("There is a problem").see("Choose from the list");
        assert_eq!(anybody.page().attribute("#near", "value").as_deref(), Some("E15"));
        // Who has no bed is not sent to a furniture shop that helps people who were homeless, nor who is hungry to whoever caters for funerals.
        anybody.visit("/find/now?what=bed&near=E15").await.see("The Boiler Room").not_see("Second Sofa").not_see("Red Ticket Furniture");
        anybody.visit("/find/now?what=food&near=E15").await.not_see("Nine Night Kitchen").not_see("Six Months of Tablets");
    }
}

on_both! {
    async fn somebody_reads_for_whom_a_shelter_is_before_going_there(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find/now?what=bed&near=Redbridge").await;
        anybody.page().see("Chandni").see("For women only · Age 16 and over");
        anybody.visit("/find?words=amber+rooms").await.see("The Amber Rooms").see("For women only · Age 16 and over");
        // Who lives in Newham is not sent to a food bank for people of Redbridge; somebody who has not said reads whom it is for.
        anybody.visit("/find/now?what=food&near=E13").await.not_see("Seven Kings Shelf").see("St Brannock");
        anybody.visit("/find?need=mon-food&words=seven+kings+shelf").await.see("Seven Kings Shelf").see("People who live in Redbridge");
        // There are more than are shown: the page leads to all of them.
        anybody.visit("/find/now?what=food&near=E13").await;
        let all = anybody.page().links().into_iter().find(|l| l.contains("need=mon-food")).expect("a way to all of them");
        assert_eq!(all, "/find?near=E13&need=mon-food");
        anybody.visit(&all).await.not_see("Nothing found").see("Near E13");
    }
}

on_both! {
    async fn what_needs_no_way_there_is_found_from_a_part_of_the_map_too(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find?part=-0.0200,51.5300,0.0200,51.5500").await.see("No need to travel: by phone");
        let all = anybody.page().links().into_iter().find(|l| l.contains("remote=yes")).expect("See all");
        anybody.visit(&all).await.not_see("Nothing found").see("No need to travel remove").not_see("In the part of the map shown");
        anybody.visit("/find?part=-0.0200,51.5300,0.0200,51.5500&remote=yes").await.not_see("Nothing found");
    }
}

on_both! {
    async fn a_distance_is_one_from_somewhere(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        // From nowhere it is no filter, and does not look like one.
        anybody.visit("/find?words=choir&within=3").await.not_see("Within 3 km remove").not_see("Nothing found");
        // (The links to other languages are of this address, as it was typed.)
        let onward = |l: &String| l.starts_with("/find") && l.contains("within=");
        assert!(!anybody.page().links().iter().any(onward), "{:?}", anybody.page().links());
        // From the place that the words name it is one.
        anybody.visit("/find?words=choir+ilford&within=3").await.see("Within 3 km remove").not_see("Carpenters Road Singers");
        anybody.visit("/find?words=choir+ilford").await.see("Carpenters Road Singers");
    }
}
