//! Somebody who does not read English finds their language, is told who has checked it, and is never left with an unchecked sentence where it matters.

use testkit::on_both;

on_both! {
    async fn somebody_who_reads_polish_finds_help(app) {
        // Given somebody who was given the address by a neighbour
        let mut anybody = app.browser();
        anybody.visit("/urgent").await.see("polski").see("اردو").see("Easy Read");
        // When they choose their language
        let page = anybody.visit("/pl/urgent").await.see("Pilna pomoc").clone();
        // Then the same page is there, and says in both languages that nobody has checked it
        assert_eq!(page.headers["content-language"], "pl");
        page.see("jeszcze niesprawdzone przez osobę mówiącą po polsku").see("Machine translation, not yet checked by a speaker.");
        // And what must not be misunderstood stands there in English too
        page.see("National Domestic Abuse Helpline, run by Refuge, for women, day and night:");
        assert!(page.html.contains("<span class=\"kith-beside\" lang=\"en\" dir=\"ltr\">"));
        // And the next page is in Polish without their choosing again
        anybody.visit("/find").await.see("Pomoc");
        assert_eq!(anybody.page().headers["content-language"], "pl");
    }
}

on_both! {
    async fn the_languages_page_says_how_far_each_has_come(app) {
        let mut anybody = app.browser();
        let page = anybody.visit("/languages").await.see("Soomaali").see("Nobody has checked these words yet.").clone();
        assert!(!page.html.contains("kith-words"), "English is what was written");
        for lang in ["ar", "bn", "easy", "pl", "ro", "so", "tr", "ur"] {
            let table = anybody.visit(&format!("/languages/{lang}.csv")).await.clone();
            assert_eq!(table.status, 200, "{lang}");
            assert!(table.html.contains("\nurgent-life,"), "{lang}");
        }
        let report = anybody.visit("/languages/coverage.csv").await.html.clone();
        assert_eq!(report.lines().count(), 9, "{report}");
        for nowhere in ["en.csv", "fr.csv", "pl", "pl.txt", "coverage"] {
            assert_eq!(anybody.visit(&format!("/languages/{nowhere}")).await.status, 404, "{nowhere}");
        }
    }
}

on_both! {
    async fn easy_read_is_english_in_short_lines(app) {
        let mut anybody = app.browser();
        let page = anybody.visit("/easy/urgent").await.see("Help now").see("Ring 999 now.").clone();
        assert_eq!(page.headers["content-language"], "en");
        assert!(page.html.contains("kith-easy") && page.html.contains("kith-picture"));
        assert!(page.html.contains("<b>domestic abuse</b>"), "a hard word is bold");
        page.see("People who use Easy Read have not checked these words yet.");
        // A page that nobody has written anew says that it is plain English.
        anybody.visit("/keep").await.see("This page is not in Easy Read yet.");
        anybody.visit("/en/urgent").await.see("Urgent help").not_see("Easy Read have not checked");
        assert!(!anybody.page().html.contains("kith-picture"));
    }
}

on_both! {
    async fn what_must_not_be_misunderstood_has_english_beside_it(app) {
        let english = |key: &str| app.machine.words.plain("en", key, None);
        let mut anybody = app.browser();
        anybody.visit("/so/find").await;
        for (path, keys) in [
            ("/so/find?words=he+hits+me", &["crisis-title", "crisis-danger", "crisis-abuse", "find-urgent"][..]),
            ("/so/find/now", &["crisis-danger", "find-urgent"]),
            ("/so/find/now?what=bed", &["now-council-bed"]),
            ("/so/find/places", &["find-urgent"]),
            ("/so/what-is-social-prescribing", &["what-18", "nav-urgent"]),
            ("/so", &["home-urgent", "home-urgent-text", "nav-urgent"]),
            ("/so/hide-your-visit", &["hide-title", "hide-1", "hide-2", "hide-4", "hide-31"]),
        ] {
            let page = anybody.visit(path).await.clone();
            let beside: String = page.html.split("<span class=\"kith-beside\"").skip(1).map(|s| s.split("</span>").next().unwrap_or_default()).collect();
            for key in keys {
                let said = english(key).replace('\'', "&#39;");
                assert!(beside.contains(said.as_str()) || beside.contains(&english(key)), "{path}: {key} {said}");
            }
            assert!(!beside.is_empty(), "{path}");
        }
    }
}
