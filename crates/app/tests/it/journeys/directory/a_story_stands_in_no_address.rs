//! A person types her whole story into the box: it finds what helps, puts urgent help first, and stands in no address, no log and no count. Her own browser keeps
//! it, so that she can go back to what she found.

use testkit::on_both;

const STORY: &str = "my husband hits me and took my passport, I have two children and nowhere to go, zuzanka";

on_both! {
    async fn where_somebody_stands_is_no_name_of_a_place(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/find").await;
        // As the button "Near me" fills it in.
        anybody.form("Find").set("near", "51.540,0.011").press(&mut anybody).await;
        assert!(is_signed(&anybody.page().url, "/find?near=~"), "it stands in no address: {}", anybody.page().url);
        anybody.page().see("Near where you are").not_see("Near 51.540").not_see("Nothing found");
    }
}

/// Whether an address is this one, with a sign for each `~`.
fn is_signed(url: &str, like: &str) -> bool {
    let mut parts = like.split('~');
    let begun = parts.next().and_then(|first| url.strip_prefix(first));
    let end = parts.try_fold(begun.unwrap_or("?"), |rest, next| rest.strip_prefix('~')?.get(8..)?.strip_prefix(next));
    end == Some("")
}

on_both! {
    async fn few_words_of_danger_stand_in_no_address_either(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        for words in ["he hits me", "I want to die", "my sister is being beaten"] {
            let mut somebody = app.browser();
            somebody.visit("/find").await;
            somebody.form("Find").fill("What would help?", words).press(&mut somebody).await;
            assert!(is_signed(&somebody.page().url, "/find?words=~"), "{words}: {}", somebody.page().url);
            somebody.page().see("Do you need help right now?");
            let there = somebody.page().url.clone();
            // Once they have left, the way back shows nothing of it.
            somebody.post("/leave", &[]).await;
            somebody.visit(&there).await.see("What you wrote is no longer here").not_see(words);
        }
        // What is no danger can be sent on.
        let mut anybody = app.browser();
        anybody.visit("/find").await;
        anybody.form("Find").fill("What would help?", "choir").press(&mut anybody).await;
        assert_eq!(anybody.page().url, "/find?words=choir");
    }
}

on_both! {
    async fn it_is_posted_and_found(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", STORY).set("near", "E15 4ES").press(&mut somebody).await;
        let page = somebody.page().clone();
        assert_eq!((page.status, page.headers["cache-control"].as_str()), (200, "no-store"));
        assert!(page.url.starts_with("/find?words=~") && page.url.contains("&near=~"), "{}", page.url);
        page.see("Do you need help right now?").see("National Domestic Abuse Helpline").see("0808 2000 247");
        page.see("Helps with: Domestic abuse").see("What you wrote is not in the address of this page");
        let said = |l: &String| l.contains("husband") || l.contains("4ES");
        assert!(!page.links().iter().any(said), "no link has the words");
        // What the browser keeps says nothing to whoever reads it.
        let kept = &somebody.cookies["search"];
        assert!(!kept.contains("husband") && kept.len() < 4_000, "{kept}");

        // What is chosen next has the same signs, and what may be sent on has neither the words nor the whole postcode.
        somebody.form("Find").set("free", "yes").press(&mut somebody).await;
        somebody.page().see("Free remove").see("Helps with: Domestic abuse");
        assert_eq!(somebody.page().url, format!("{}&free=yes", page.url));
        let kept = somebody.page().link("Open this search without your own words, to keep or send on").expect("a link");
        assert_eq!(kept, "/find?near=E15&free=yes");

        // The map asks for its tiles with them too.
        let asked = page.attribute(".kith-map", "data-asked").expect("what the map asks");
        let tile = somebody.request("GET", &format!("/tiles/services/9/256/170.mvt?{asked}"), None, true).await;
        assert_eq!((tile.status, tile.headers["cache-control"].as_str()), (200, "no-store"));
        let logs = testkit::logs();
        for word in ["zuzanka", "passport", "E15 4ES", "E15+4ES"] {
            assert!(!logs.contains(word), "{word:?} was logged");
        }
    }
}

on_both! {
    async fn back_leads_to_what_was_found(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", STORY).set("near", "E15 4ES").press(&mut somebody).await;
        let found = somebody.page().clone();
        let service = found.links().into_iter().find(|l| l.starts_with("/services/")).expect("a service");
        let back = somebody.visit(&service).await.link("Back").expect("a way back");
        assert_eq!(back, found.url);
        // Something else was looked for since, on two pages.
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", "I would like something to do with other people in the week").press(&mut somebody).await;
        somebody.page().see("1 to 20");
        let later = somebody.page().links().into_iter().find(|l| l.contains("page=2")).expect("another page");
        somebody.visit(&later).await.see("21 to 40");
        // A browser's own way back asks for the address again.
        let again = somebody.visit(&found.url).await;
        again.see("Helps with: Domestic abuse").see("0808 2000 247").not_see("no longer here");
        assert_eq!(again.attribute("#words", "value").as_deref(), Some(STORY));
        assert_eq!(again.attribute("#near", "value").as_deref(), Some("E15 4ES"));
    }
}

on_both! {
    async fn it_is_there_for_nobody_else_and_not_for_long(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.form("Find").fill("What would help?", STORY).set("free", "yes").press(&mut somebody).await;
        let found = somebody.page().url.clone();
        assert!(is_signed(&found, "/find?words=~&free=yes"), "{found}");
        // Sent on, the address has no words, and says so; what was chosen is there.
        let page = app.browser().visit(&found).await.clone();
        page.see("What you wrote is no longer here").see("Free remove").not_see("husband");
        // Nor after leaving at once.
        let left = somebody.request("POST", "/leave", Some(String::new()), true).await;
        assert_eq!(left.status, 200);
        assert!(!somebody.cookies.contains_key("search"), "{:?}", somebody.cookies);
        somebody.visit(&found).await.see("What you wrote is no longer here").not_see("husband");
        // A sign that nobody gave is none.
        somebody.visit("/find/now?what=food&near=~abcdefgh").await.see("What you wrote is no longer here");
    }
}

on_both! {
    async fn without_cookies_the_page_itself_answers(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        for (path, fields) in [("/find", vec![("words", STORY), ("near", "E15 4ES")]), ("/find/now", vec![("what", "food"), ("near", "E15 4ES")])] {
            somebody.cookies.clear();
            let page = somebody.post(path, &fields).await.clone();
            assert_eq!((page.status, page.url.as_str()), (200, path));
            assert_eq!(page.attribute("#near", "value").as_deref(), Some("E15 4ES"));
            page.see("E15").not_see("no longer here");
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
        somebody.page().see("Carpenters Road Singers").see("You can just come remove").not_see("What you wrote is not in the address");
        // A whole postcode says where somebody lives.
        somebody.form("Find").set("near", "E15 4ES").press(&mut somebody).await;
        let url = &somebody.page().url;
        assert!(is_signed(url, "/find?words=~&near=~&walk-in=yes"), "{url}");
        somebody.page().see("Carpenters Road Singers").see("from E15");
    }
}

on_both! {
    async fn filters_and_another_language_keep_the_words(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.visit("/find").await;
        somebody.post("/find", &[("words", STORY), ("near", "E15 4ES"), ("free", "yes"), ("access", "step-free"), ("access", "toilet")]).await;
        let page = somebody.page().clone();
        let without = page.link("accessible toilet remove").expect("a way to the search without it");
        let page = somebody.visit(&without).await.clone();
        page.see("Free remove").see("step-free way in remove").not_see("accessible toilet remove");
        assert_eq!(page.attribute("#words", "value").as_deref(), Some(STORY));

        let arabic = page.attribute(".kith-tongues a[lang=ar]", "href").expect("a link");
        let page = somebody.visit(&arabic).await.clone();
        assert_eq!((page.status, somebody.cookies["lang"].as_str()), (200, "ar"));
        page.see("هل تحتاج إلى مساعدة الآن؟").see("0808 2000 247");
        assert_eq!(page.attribute("#near", "value").as_deref(), Some("E15 4ES"));

        // An address that somebody made by hand goes on to one without.
        let page = somebody.visit("/en/find?near=E15+4ES").await.clone();
        assert!(is_signed(&page.url, "/find?near=~"), "{}", page.url);
        assert!(page.links().iter().all(|l| !l.contains("4ES")), "{:?}", page.links());
    }
}

on_both! {
    async fn where_nothing_may_be_sent_on_it_says_so(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        somebody.post("/find", &[("words", STORY)]).await.see("There is nothing else in this search to keep or send on");
        assert!(somebody.page().link("Open this search without your own words").is_none());
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
            assert!(page.status == 200 && is_signed(&page.url, "/find?words=~&near=~"), "{door}: {}", page.url);
            page.see("Carpenters Road Singers").see("from E15").not_see("We do not know that place");
            assert_eq!(page.link("Open this search without your own words").as_deref(), Some("/find?words=choir&near=E15"));
            // A sign is made by chance, and may have any letters.
            let plain = |l: &String| l.split('~').enumerate().map(|(n, part)| part.get(if n == 0 { 0 } else { 8 }..).unwrap_or_default()).collect::<String>();
            let links: Vec<String> = page.links().iter().map(plain).collect();
            assert!(links.iter().all(|l| !l.contains("4E") && !l.contains("Carpenters+")), "{links:?}");

            somebody.visit("/find/now").await;
            somebody.form("Show who can help").set("what", "food").set("near", door).press(&mut somebody).await;
            let url = &somebody.page().url;
            assert!(is_signed(url, "/find/now?what=food&near=~"), "{door}: {url}");
            somebody.page().see("Near E15");

            let page = somebody.post("/find/on-your-website", &[("near", door), ("need", "soc-lonely")]).await;
            assert_eq!(page.url, "/find/on-your-website?near=E15&need=soc-lonely&cut=yes", "{door}");
        }
        // In the words it is one too.
        somebody.post("/find", &[("words", "choir E15 4ES")]).await;
        assert!(is_signed(&somebody.page().url, "/find?words=~"), "{}", somebody.page().url);
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
        let url = &somebody.page().url;
        assert!(is_signed(url, "/find?words=~&borough=Newham"), "{url}");
        somebody.page().see("0808 2000 247").see("Newham remove");
    }
}

on_both! {
    async fn another_language_loses_nothing_that_was_posted_elsewhere(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut somebody = app.browser();
        for (path, button, fields, kept) in [
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
        // What has no room in a cookie is answered by the page itself: nothing is cut before it was heard.
        let story: String = (0..4_000u32).map(|n| format!("{:x} ", n.wrapping_mul(2_654_435_761))).collect();
        let story = format!("{story}and last night he strangled me");
        let page = somebody.post("/find", &[("words", &story)]).await;
        page.see("0808 2000 247");
        assert_eq!((page.url.as_str(), page.attribute("#words", "value").as_deref()), ("/find", Some(story.as_str())));
        assert!(somebody.cookies["search"].len() < 4_000);
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
