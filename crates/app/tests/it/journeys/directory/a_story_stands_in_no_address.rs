//! A person types her whole story into the box: it finds what helps, puts urgent help first, and stands in no address, no log, no map's tile and no count.

use testkit::on_both;

const STORY: &str = "my husband hits me and took my passport, I have two children and nowhere to go, zuzanka";

on_both! {
    async fn where_somebody_stands_is_no_name_of_a_place(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find").await;
        // As the button "Near me" fills it in.
        anybody.form("Find").set("near", "51.540,0.011").press(&mut anybody).await;
        assert_eq!(anybody.page().url, "/find", "it stands in no address");
        anybody.page().see("Near where you are").not_see("Near 51.540").not_see("Nothing found");
    }
}

on_both! {
    async fn it_is_posted_and_found(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", STORY).set("near", "E15 4ES").press(&mut somebody).await;
        let page = somebody.page().clone();
        assert_eq!((page.status, page.url.as_str(), page.headers["cache-control"].as_str()), (200, "/find", "no-store"));
        page.see("Do you need help right now?").see("National Domestic Abuse Helpline").see("0808 2000 247");
        page.see("Helps with: Domestic abuse").see("What you wrote is not kept");
        assert!(page.links().iter().all(|l| !l.contains("words=")), "no link has the words");

        // What is chosen next goes the same way, and what may be kept has neither the words nor the whole postcode.
        somebody.form("Find").set("free", "yes").press(&mut somebody).await;
        somebody.page().see("Free remove").see("Helps with: Domestic abuse");
        assert_eq!(somebody.page().url, "/find");
        let kept = somebody.page().link("Open this search without your own words, to keep or send on").expect("a link");
        assert_eq!(kept, "/find?near=E15&free=yes");

        // The map asks for its tiles by the same form.
        let tile = somebody.post("/tiles/services/9/256/170.mvt", &[("words", STORY)]).await;
        assert_eq!((tile.status, tile.headers["cache-control"].as_str()), (200, "no-store"));
        let logs = testkit::logs();
        for word in ["zuzanka", "passport", "E15 4ES", "E15+4ES"] {
            assert!(!logs.contains(word), "{word:?} was logged");
        }
    }
}

on_both! {
    async fn a_few_words_go_to_an_address_that_can_be_kept(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", "choir").set("near", "E15").set("walk-in", "yes").press(&mut somebody).await;
        assert_eq!(somebody.page().url, "/find?words=choir&near=E15&walk-in=yes");
        somebody.page().see("Carpenters Road Singers").see("You can just come remove").not_see("What you wrote is not kept");
        // A whole postcode says where somebody lives.
        somebody.form("Find").set("near", "E15 4ES").press(&mut somebody).await;
        assert_eq!(somebody.page().url, "/find");
        somebody.page().see("Carpenters Road Singers").see("from E15");
    }
}

on_both! {
    async fn filters_and_pages_of_a_story_are_buttons(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        let story = "I would like something to do with other people in the week";
        let page = |n: &'static str| [("words", story), ("page", n)];
        somebody.post("/find", &page("1")).await.see("1 to 20");
        somebody.post("/find", &page("2")).await.see("21 to 40");
        let change = [("words", story), ("free", "yes"), ("access", "step-free"), ("access", "toilet"), ("change", "access=toilet=")];
        let page = somebody.post("/find", &change).await;
        page.see("Free remove").see("step-free way in remove").not_see("accessible toilet remove");
        let page = somebody.post("/find", &[("words", story), ("free", "yes"), ("change", "free=")]).await;
        page.not_see("Free remove");
    }
}

on_both! {
    async fn another_language_keeps_the_words(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.post("/find", &[("words", STORY), ("near", "E15 4ES"), ("free", "yes")]).await;
        let page = somebody.page().clone();
        // It is a button of the form that has them, and no address.
        assert!(page.attribute(".kith-tongues a", "href").is_none());
        let to = page.attribute(".kith-tongues button[lang=ar]", "formaction").expect("a button");
        assert_eq!((to.as_str(), page.attribute(".kith-tongues button[lang=ar]", "form").as_deref()), ("/ar/find", Some("find")));
        let mut form = somebody.form("Find");
        form.action = to;
        form.set("page", "1").press(&mut somebody).await;
        let page = somebody.page().clone();
        assert_eq!((page.status, page.url.as_str(), somebody.cookies["lang"].as_str()), (200, "/ar/find", "ar"));
        page.see("هل تحتاج إلى مساعدة الآن؟").see("0808 2000 247");
        assert_eq!(page.attribute("#near", "value").as_deref(), Some("E15 4ES"));
        assert!(page.links().iter().all(|l| !l.contains("words=") && !l.contains("4ES")), "{:?}", page.links());

        // By an address that somebody made by hand it is the same: the words are not carried on in it.
        let page = somebody.visit("/en/find?near=E15+4ES").await;
        assert_eq!(page.attribute(".kith-tongues button[lang=pl]", "formaction").as_deref(), Some("/pl/find"));
        // Where nothing private is asked, languages are links.
        let page = somebody.visit("/en/find?near=E15").await;
        assert_eq!(page.attribute(".kith-tongues a[lang=pl]", "href").as_deref(), Some("/pl/find?near=E15"));
    }
}

on_both! {
    async fn where_nothing_may_be_sent_on_it_says_so(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.post("/find", &[("words", STORY)]).await.see("There is nothing else in this search to keep or send on");
        assert!(somebody.page().link("Open this search without your own words").is_none());
        // It is still a search that stands in no address: what is chosen next is a button.
        assert!(somebody.page().html.contains("form=\"find\" name=\"page\" value=\"2\""));
        somebody.post("/find", &[("words", STORY), ("need", "soc-lonely")]).await.not_see("There is nothing else in this search");
        assert_eq!(somebody.page().link("Open this search without your own words").as_deref(), Some("/find?need=soc-lonely"));
    }
}

on_both! {
    async fn however_a_door_is_written_it_stands_in_no_address(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        for door in ["E15 4ES, London", "E15 4ES UK", "E15 4E5", "Flat 3, 12 Carpenters Road, Stratford E15 4ES"] {
            somebody.visit("/find").await;
            somebody.form("Find").fill("What would help?", "choir").set("near", door).press(&mut somebody).await;
            let page = somebody.page().clone();
            assert_eq!((page.status, page.url.as_str()), (200, "/find"), "{door}");
            page.see("Carpenters Road Singers").see("from E15").not_see("We do not know that place");
            assert_eq!(page.link("Open this search without your own words").as_deref(), Some("/find?words=choir&near=E15"));
            assert!(page.links().iter().all(|l| !l.contains("4E") && !l.contains("Carpenters+")), "{:?}", page.links());

            somebody.visit("/find/now").await;
            somebody.form("Show who can help").set("what", "food").set("near", door).press(&mut somebody).await;
            assert_eq!(somebody.page().url, "/find/now", "{door}");
            somebody.page().see("Near E15");

            let page = somebody.post("/find/on-your-website", &[("near", door), ("need", "soc-lonely")]).await;
            assert_eq!(page.url, "/find/on-your-website?near=E15&need=soc-lonely&cut=yes", "{door}");
        }
        // In the words it is one too.
        somebody.post("/find", &[("words", "choir E15 4ES")]).await;
        assert_eq!(somebody.page().url, "/find");
        // What a place is called may stand there, however it is spelled.
        somebody.post("/find/now", &[("what", "food"), ("near", "harrow-on-the-hill")]).await;
        assert_eq!(somebody.page().url, "/find/now?what=food&near=harrow-on-the-hill");
    }
}

on_both! {
    async fn a_story_typed_on_a_boroughs_page_is_posted(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find/places/newham").await;
        somebody.form("Find").fill("What would help in Newham?", STORY).press(&mut somebody).await;
        assert_eq!(somebody.page().url, "/find");
        somebody.page().see("0808 2000 247").see("Newham remove");
    }
}

on_both! {
    async fn a_story_goes_on_with_its_part_of_the_map_until_something_else_is_looked_for(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        let asked = [("words", STORY), ("part", "-0.05,51.5,0.05,51.6"), ("page", "1")];
        let page = somebody.post("/find", &asked).await.clone();
        let part = page.attribute("#find [name=part]", "value").expect("a field");
        assert!(part.starts_with("-0.05"), "{part}");
        assert_eq!(page.attribute("button[value='part=']", "form").as_deref(), Some("find"), "everywhere keeps the words");
        let free = somebody.post("/find", &[asked[0], asked[1], ("free", "yes"), ("change", "free=")]).await;
        assert_eq!(free.attribute("#find [name=part]", "value"), Some(part));
        let page = somebody.post("/find", &[asked[0], asked[1], ("change", "part=")]).await;
        assert_eq!(page.attribute("#find [name=part]", "value").as_deref(), Some(""));
        page.see("Helps with: Domestic abuse");
        // Enter, and the button of the form, ask anew; neither is a button of another language.
        let page = somebody.post("/find", &asked[..2]).await.clone();
        assert_eq!(page.attribute("#find [name=part]", "value").as_deref(), Some(""));
        assert!(page.html.find("form=\"find\" tabindex=\"-1\"").expect("a first button") < page.html.find("formaction=").expect("languages"));
    }
}

on_both! {
    async fn another_language_loses_nothing_that_was_posted_elsewhere(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        for (path, button, fields, kept) in [
            ("/find/now", "Show who can help", vec![("what", "food"), ("near", "E15 4ES")], "#near"),
            ("/shortlist", "Empty the list", vec![("s", "carpenters-road-singers")], "#shortlist [name=s]"),
            ("/help-me", "Next", vec![("about", "money"), ("step", "2")], "#guide [name=about]"),
        ] {
            let page = somebody.post(path, &fields).await.clone();
            let of = page.attribute(".kith-tongues button[lang=pl]", "form").expect("a button");
            let to = page.attribute(".kith-tongues button[lang=pl]", "formaction").expect("a button");
            assert_eq!(to, format!("/pl{path}"));
            let name = page.attribute(".kith-tongues button[lang=pl]", "name").expect("a name");
            let value = page.attribute(".kith-tongues button[lang=pl]", "value").expect("a value");
            let held = page.attribute(kept, "value");
            assert!(page.attribute(&format!("form#{of}"), "action").as_deref() == Some(path) && held.is_some(), "{path}");
            let mut form = somebody.form(button);
            form.action = to;
            form.set(&name, &value).press(&mut somebody).await;
            assert_eq!((somebody.page().status, somebody.page().attribute(kept, "value")), (200, held), "{path}");
            somebody.visit("/en/find").await;
        }
    }
}

on_both! {
    async fn a_long_story_is_kept_whole_and_heard_to_its_end(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        let story = format!("{}and last night he strangled me", "the flat is damp and ".repeat(120));
        let page = somebody.post("/find", &[("words", &story)]).await;
        page.see("Do you need help right now?").see("0808 2000 247").see("We looked for the first 400 words");
        assert_eq!(page.attribute("#words", "value").as_deref(), Some(story.as_str()));
        // Lines are words apart.
        somebody.post("/find", &[("words", "he often\nhits\r\nme")]).await.see("0808 2000 247");
        somebody.post("/find", &[("words", "he often hits me")]).await.not_see("We looked for the first");
    }
}

on_both! {
    async fn urgent_help_is_shown_wherever_somebody_types(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        // Whoever sees a child hurt is told of a number for adults beside that for children.
        somebody.post("/find", &[("words", "my ex hits my kids")]).await.see("0800 1111").see("NSPCC").see("0808 800 5000");
        somebody.post("/find", &[("words", "i smell gas")]).await.see("National Gas Emergency Service").see("0800 111 999");
        somebody.post("/find", &[("words", "choir"), ("near", "help me he is here")]).await.see("0808 2000 247");
        somebody.post("/shortlist", &[("words", "i want to die")]).await.see("116 123");
        somebody.post("/shortlist", &[("words", "choir")]).await.not_see("116 123");
        somebody.visit("/find/now?what=bed&near=help+me+he+is+here").await.see("0808 2000 247");
        // A frame keeps a story out of its address, and hears it all the same.
        let story = "my+husband+hits+me+and+took+my+passport+and+I+have+nowhere+to+go";
        somebody.visit(&format!("/embed/find?words={story}")).await.see("0808 2000 247");
        somebody.visit("/find?words=weight+control").await.not_see("Do you need help right now?").not_see("Helps with: Domestic abuse");
    }
}
