//! A library shows on its own page what helps against loneliness near it. The frame may stand anywhere, reads and sets no cookie, and sends what its reader types to our
//! own page; whoever looks after the library's page chooses what it shows, and copies a line.

use testkit::on_both;

on_both! {
    async fn it_may_stand_anywhere_and_finds_what_the_search_finds(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut grace = app.signed_in("grace").await;
        for (address, scripts) in [
            ("/embed/find?need=soc-lonely&borough=Newham", true),
            ("/embed/find?need=soc-lonely&borough=Newham&show=list", false),
            ("/ar/embed/find?near=E15", true),
        ] {
            let mut stranger = app.browser();
            let page = stranger.visit(address).await;
            assert_eq!(page.status, 200, "{address}");
            let policy = page.headers["content-security-policy"].clone();
            assert!(policy.contains("default-src 'none'") && policy.contains("frame-ancestors *"), "{policy}");
            assert!(policy.contains("form-action 'self'") && policy.contains("base-uri 'none'"), "{policy}");
            assert_eq!(policy.contains("script-src 'self' 'nonce-"), scripts, "{policy}");
            assert_eq!(page.html.contains("<script"), scripts, "{address}");
            assert!(!policy.contains("unsafe") && !page.html.contains(" style="), "{policy}");
            for script in page.html.split("<script").skip(1) {
                let nonce = script.split("nonce=\"").nth(1).and_then(|n| n.split('"').next()).expect("a nonce");
                assert!(policy.contains(&format!("'nonce-{nonce}'")), "{policy}");
            }
            assert!(!page.headers.contains_key("x-frame-options") && !page.headers.contains_key("set-cookie"), "{address}");
            assert_eq!(page.headers["cross-origin-resource-policy"], "cross-origin");
            assert_eq!(page.headers["cross-origin-embedder-policy"], "require-corp");
            assert_eq!(page.attribute("meta[name=robots]", "content").as_deref(), Some("noindex"));
            // Whoever is signed in is nobody here.
            let signed_in = grace.visit(address).await;
            assert_eq!(signed_in.text(), page.text(), "{address}");
            // What is followed opens outside, except the next page.
            assert_eq!(page.attribute("base", "target").as_deref(), Some("_top"));
            let links = page.html.matches("<a ").count();
            let out = page.html.matches("target=\"_top\" rel=\"noopener\"").count();
            let on = page.html.matches("target=\"_self\"").count() + page.html.matches("kith-map__skip").count();
            assert_eq!(links, out + on, "{}", page.html);
        }

        // The same services as the search has, and as many.
        let mut anybody = app.browser();
        let whole = anybody.visit("/find?need=soc-lonely&borough=Newham").await.clone();
        let framed = anybody.visit("/embed/find?need=soc-lonely&borough=Newham").await.clone();
        let total = whole.text().split(" services").next().and_then(|t| t.rsplit(' ').next().map(str::to_owned)).expect("a number");
        framed.see(&format!("{total} services")).see("In Newham · Loneliness").see("Urgent help");
        let own = |links: Vec<String>| -> Vec<String> { links.into_iter().filter(|l| l.starts_with("/services/") && !l.ends_with("/share")).collect() };
        let (whole, framed) = (own(whole.links()), own(framed.links()));
        assert!(framed.len() > 5 && framed.iter().all(|l| whole.contains(l)), "{framed:?}");
        // Its pages turn inside the frame, and what is not known is said there too.
        anybody.visit("/embed/find?need=soc-lonely&free=yes").await.see("1 to 10").see("we do not know whether");
        anybody.follow("Next").await.see("11 to 20");
        assert_eq!(anybody.page().url, "/embed/find?need=soc-lonely&free=yes&page=2");

        // In Arabic it leads to pages in Arabic: no cookie would say so.
        let arabic = anybody.visit("/ar/embed/find?words=choir").await.clone();
        assert!(arabic.links().iter().all(|l| l.starts_with("/ar/") || l.starts_with("/assets/") || l.starts_with('#')), "{:?}", arabic.links());
        assert!(arabic.links().contains(&"/ar/services/carpenters-road-singers".to_owned()));
        assert!(!anybody.cookies.contains_key("lang"));
    }
}

on_both! {
    async fn it_says_no_more_than_an_address_may(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        // A whole postcode is read as its first half, more than a few words not at all, in what is shown and in what leads on.
        let page = anybody.visit("/embed/find?near=E15+4ES&words=my+husband+hits+me+zuzanka&show=list").await.clone();
        page.see("Near E15").not_see("4ES").not_see("zuzanka").not_see("4es");
        assert!(page.links().iter().any(|l| l == "/find?near=E15"), "{:?}", page.links());
        // A place that is hidden is no more public here; its map has no point for it.
        anybody.visit("/embed/find?words=rowan+door&near=E5").await.see("address not public");
        let html = anybody.page().html.clone();
        let entry = html.split("rowan-door-refuge").nth(1).and_then(|e| e.split("</li><li>").next()).unwrap_or_default();
        assert!(!entry.contains("kith-results__far"), "no distance");
        // Words of danger put urgent help first; what is not there is said, and counted for nobody.
        anybody.visit("/embed/find?words=suicide").await.see("Do you need help right now?").see("116 123");
        anybody.visit("/embed/find?words=zzzz&borough=Newham").await.see("Nothing found").see("our list is not complete");

        // What a reader types goes to the whole search, near the same place, and stands in no address when it is more than a few words.
        anybody.visit("/embed/find?need=soc-lonely&near=E15").await;
        let story = "my husband hits me and took my passport, zuzanka";
        anybody.form("Find").fill("Look for something else", story).press(&mut anybody).await;
        assert_eq!(anybody.page().url, "/find");
        anybody.page().see("Near E15 remove").see("0808 2000 247").not_see("Loneliness remove");
        // Another site's page cannot send it for them.
        assert_eq!(anybody.request("POST", "/find", Some("words=choir".into()), false).await.status, 403);
        assert!(!testkit::logs().contains("zuzanka"));
    }
}

on_both! {
    async fn a_line_is_chosen_and_copied(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut anybody = app.browser();
        anybody.visit("/open-data").await;
        anybody.follow("Choose what it shows, and copy the line").await.see("everything in our list").see("300 services fit now");
        // From a search, with what was chosen there.
        anybody.visit("/find?need=soc-lonely&free=yes&page=2").await;
        anybody.follow("Show these services on your own website").await.see("Loneliness · Free");
        assert_eq!(anybody.page().url, "/find/on-your-website?need=soc-lonely&free=yes");
        let line = |page: &testkit::Page| {
            let html = page.html.split("id=\"frame\"").nth(1).expect("a line").split_once('>').expect("a line").1.to_owned();
            let line = html.split("</textarea>").next().unwrap_or_default().to_owned();
            line.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#x2f;", "/").replace("&amp;", "&")
        };
        assert!(anybody.page().html.contains("value=\"map\" checked"), "one of the two is chosen");
        let given = line(anybody.page());
        assert!(given.contains("/embed/find?need=soc-lonely&amp;free=yes\" title=\"Local support · Loneliness · Free\" width=\"100%\" height=\"640\""), "{given}");

        // What is typed is cut to what an address may hold, and it says so; what was chosen before stays.
        let form = anybody.form("Make the line").set("near", "E15 4ES").set("in", "pl").set("high", "480").set("show", "list");
        form.set("words", "choir for men with time on Tuesdays").press(&mut anybody).await;
        let page = anybody.page().clone();
        assert_eq!(page.url, "/find/on-your-website?near=E15&need=soc-lonely&free=yes&show=list&in=pl&high=480&cut=yes");
        page.see("We left something out").not_see("4ES").not_see("Tuesdays");
        let given = line(&page);
        assert!(given.contains("/pl/embed/find?near=E15&amp;need=soc-lonely&amp;free=yes&amp;show=list\""), "{given}");
        assert!(given.contains("height=\"480\"") && given.contains("title=\"Pomoc w okolicy · "), "{given}");
        let look = page.link("See how it looks").expect("a link");
        anybody.visit(&look).await.see("Pomoc w okolicy");
        // Nothing but codes of ours gets into a line that somebody pastes into their page.
        anybody.visit("/find/on-your-website?in=%22%3E&high=1&show=x&need=%22%3E&borough=%3Cb%3E").await;
        let given = line(anybody.page());
        assert_eq!(given.matches('<').count(), 2, "{given}");
        assert!(given.contains("/embed/find\" title=\"Local support\" width=\"100%\" height=\"640\""), "{given}");
        anybody.visit("/find/on-your-website?words=%22%3E%3Cscript%3E").await;
        assert_eq!(line(anybody.page()).matches('<').count(), 2, "{}", line(anybody.page()));
        // Search engines are led to the page that makes lines, and to no frame.
        let pages = anybody.visit("/sitemap/pages.xml").await.html.clone();
        assert!(pages.contains("/find/on-your-website<") && !pages.contains("/embed/"));
    }
}

on_both! {
    async fn what_its_page_asks_is_counted_for_nobody(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let mut reader = app.browser();
        for n in 1..=6 {
            reader.address = Some([192, 0, 2, n].into());
            reader.visit("/embed/find?words=xylophonists&borough=Newham").await.see("Nothing found");
            reader.visit("/find?words=harpsichordists&borough=Newham").await.see("Nothing found");
        }
        app.later(jiff::SignedDuration::from_mins(6)).await;
        let ctx = app.system();
        let (mut rx, _) = ctx.read(&app::policy::DIRECTORY_IMPORT, base::House::id()).await.expect("a door");
        let sought = app::directory::sought(&mut rx, "2026-11").await.expect("a list");
        let words: Vec<&str> = sought.iter().map(|s| s.what.as_str()).collect();
        assert!(words.contains(&"word:harpsichordist") && !words.contains(&"word:xylophonist"), "{words:?}");
    }
}
