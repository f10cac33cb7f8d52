//! Somebody wants to know what there is in their borough: how much, with what, in which languages, what nobody has said, and what is near where there is nothing.

use app::{
    directory::{Gazetteer, Index, Provider, Query, Service},
    policy::SERVICE_EDIT,
};
use base::{Ctx, House};
use testkit::{App, on_both};

/// The demo's services, some of them changed; those for which nothing comes back are left out.
async fn given_services(app: &App, change: impl Fn(Service) -> Option<Service>) {
    let ctx: Ctx = app.system();
    let services = app::directory::demo_services(ctx.now()).expect("the demo's services");
    let (mut tx, _) = ctx.write(&SERVICE_EDIT, House::id()).await.expect("a door");
    for s in services.into_iter().filter_map(change) {
        let provider = Provider { id: s.provider_id, name: s.provider.clone() };
        app::directory::put_provider(&mut tx, &provider, "test", &s.provider).await.expect("a provider");
        app::directory::put(&mut tx, &ctx, &s).await.expect("a service");
    }
    tx.commit().await.expect("a commit");
    app::directory::refresh(&ctx.machine).await.expect("an index");
}

on_both! {
    async fn every_number_leads_to_as_many(app) {
        app::directory::load_demo(&app.system()).await.expect("the demo's directory");
        let ctx = app.system();
        let services = app::directory::demo_services(ctx.now()).expect("the demo's services");
        let here: Vec<&Service> = services
            .iter()
            .filter(|s| s.borough.as_deref() == Some("Tower Hamlets") || s.serves.iter().any(|b| b == "Tower Hamlets"))
            .collect();
        let n = here.len();
        let lonely = here.iter().filter(|s| s.needs.iter().any(|need| need == "soc-lonely")).count();
        let free = here.iter().filter(|s| s.cost.free == Some(true)).count();
        let not_said = here.iter().filter(|s| s.cost.free.is_none()).count();
        let silent = here.iter().filter(|s| s.languages.is_none()).count();
        assert!(lonely > 0 && free > 0 && not_said > 0 && silent > 0, "{lonely} {free} {not_said} {silent}");

        let mut anybody = app.browser();
        anybody.visit("/").await;
        anybody.follow("Browse by borough").await.see("300 services are listed.").see(&format!("Tower Hamlets {n} services"));
        anybody.follow("Tower Hamlets").await;
        let page = anybody.page();
        assert_eq!((page.status, page.url.as_str()), (200, "/find/places/tower-hamlets"));
        page.see(&format!("{n} services are listed here, or are for people who live here."));
        page.see(&format!("{silent} services have not said which languages are spoken."));
        let row = format!("Free {free} {} {not_said}", n - free - not_said);
        page.see(&row).see("What these numbers mean").see("Checked most lately").see("urgent help");
        let html_bytes = page.html.len();
        assert!(html_bytes < 60_000, "{html_bytes} bytes before they are packed");

        // Each need is a search that finds as many.
        anybody.follow("Loneliness").await.see(&format!("{lonely} services")).see("In Tower Hamlets remove").see("Loneliness remove");
        assert_eq!(anybody.page().url, "/find?borough=Tower+Hamlets&need=soc-lonely");
        // What has not said what it costs follows after what is free; it is no "no".
        anybody.visit("/find/places/tower-hamlets").await;
        anybody.follow("Free").await.see(&format!("{} services", free + not_said)).see("we do not know whether");
        // A search from the page stays in the borough.
        anybody.visit("/find/places/tower-hamlets").await;
        anybody.form("Find").fill("What would help in Tower Hamlets?", "choir").press(&mut anybody).await;
        anybody.page().see("In Tower Hamlets remove");
        assert_eq!(anybody.page().url, "/find?words=choir&borough=Tower+Hamlets");
        anybody.follow("In Tower Hamlets remove").await;
        assert_eq!(anybody.page().url, "/find?words=choir");
        // However it is written, and what is no borough is as if it had not been asked.
        anybody.visit("/find?borough=tower-hamlets").await.see(&format!("{n} services"));
        anybody.visit("/find?borough=Atlantis").await.see("300 services");
        // From a service to its borough.
        anybody.visit("/services/carpenters-road-singers").await;
        anybody.follow("Newham").await.see("What would help in Newham?");
        anybody.visit("/ar/find/places/tower-hamlets").await.see("غير مذكور").see("اللغات المحكية هناك");
        assert!(anybody.page().html.contains("dir=\"rtl\""));
    }
}

on_both! {
    async fn where_there_is_nothing_it_says_what_is_near(app) {
        // Nothing is listed in Havering; two have no borough, and Hackney alone helps with scams.
        given_services(&app, |mut s| {
            s.serves.clear();
            s.needs.retain(|need| need != "mon-scams");
            match s.borough.as_deref() {
                Some("Havering") => return None,
                Some("Redbridge") => s.borough = Some("redbridge".into()),
                Some("Hackney") => s.needs.push("mon-scams".into()),
                _ => {}
            }
            if ["carpenters-road-singers", "rowan-door-refuge"].contains(&s.slug.as_str()) {
                s.borough = None;
            }
            Some(s)
        }).await;
        let mut anybody = app.browser();
        anybody.visit("/find/places").await.see("2 services do not say where they are.").see("Carpenters Road Singers");
        anybody.page().see("Nothing listed yet");
        // A borough that some write otherwise is one.
        let redbridges = anybody.page().links().into_iter().filter(|l| l.contains("redbridge")).count();
        assert_eq!(redbridges, 1);
        anybody.follow("Havering").await.see("Nothing is listed in Havering yet").see("Boroughs nearby");
        assert_eq!(anybody.page().url, "/find/places/havering");
        anybody.page().not_see("In the evening");
        assert_eq!(anybody.page().attribute(".kith-map", "data-asked"), None);
        // The nearest first.
        let page = anybody.page().text();
        let (near, far) = (page.find("Barking and Dagenham"), page.find("Hackney"));
        assert!(near.is_some() && far.is_none_or(|far| near < Some(far)), "{page}");
        anybody.follow("Barking and Dagenham").await.see("What would help in Barking and Dagenham?");
        anybody.visit("/find/places/newham").await.see("Scams and fraud nearest in Hackney");
        let there = "/find?borough=Hackney&need=mon-scams";
        assert!(anybody.page().links().iter().any(|link| link == there), "{:?}", anybody.page().links());
        anybody.visit(there).await.see("In Hackney remove").not_see("Nothing found");
        // A service that names no borough has no link to one.
        anybody.visit("/services/carpenters-road-singers").await.not_see("/find/places/newham");

        for nowhere in ["atlantis", "Newham", "newham%20", "%2e%2e"] {
            assert_eq!(anybody.visit(&format!("/find/places/{nowhere}")).await.status, 404, "{nowhere}");
        }
    }
}

on_both! {
    async fn an_empty_directory_has_boroughs_and_says_so(app) {
        let mut anybody = app.browser();
        anybody.visit("/find/places").await.see("Our list is empty as yet.").see("Nothing listed yet").see("Newham");
        anybody.follow("Newham").await.see("Nothing is listed in Newham yet").not_see("Boroughs nearby");
    }
}

on_both! {
    async fn a_refuge_counts_in_its_borough_and_is_on_no_map(app) {
        // In Hackney there is the refuge, and far away in the same borough nothing else but a choir.
        given_services(&app, |mut s| match s.slug.as_str() {
            "rowan-door-refuge" => Some(s),
            "carpenters-road-singers" => {
                s.borough = Some("Hackney".into());
                Some(s)
            }
            _ => None,
        }).await;
        let mut anybody = app.browser();
        anybody.visit("/find/places/hackney").await.see("2 services are listed here").see("Rowan Door").see("address not public");
        assert_eq!(anybody.page().fact("Address not public").as_deref(), Some("1"));
        assert_eq!(anybody.page().fact("Somewhere to go to").as_deref(), Some("1"));
        assert!(!anybody.page().shows("E5"), "{}", anybody.page().text());
        let (asked, bounds) = ("borough=Hackney", anybody.page().attribute(".kith-map", "data-bounds").expect("a map"));
        assert_eq!(anybody.page().attribute(".kith-map", "data-asked").as_deref(), Some(asked));
        // The bounds are those of the choir alone.
        let services = app::directory::demo_services(app.system().now()).expect("the demo's services");
        let choir = services.into_iter().find(|s| s.slug == "carpenters-road-singers").expect("a choir");
        let point = choir.point.expect("a place");
        let alone = [point.lon - 0.01, point.lat - 0.01, point.lon + 0.01, point.lat + 0.01].map(|n| format!("{n:.6}"));
        assert_eq!(bounds, alone.join(","));
        let world = anybody.visit(&format!("/tiles/services/0/0/0.mvt?{asked}")).await;
        assert!(world.html.contains("carpenters-road-singers") && !world.html.contains("rowan-door"), "{}", world.html);
    }
}

#[test]
fn a_large_directory_gives_its_boroughs_the_same_services_as_the_search() {
    let services =
        app::directory::demo_services("2026-11-24T00:00:00.000000Z".parse().expect("an instant")).expect("services");
    let n = services
        .iter()
        .filter(|s| s.borough.as_deref() == Some("Newham") || s.serves.iter().any(|b| b == "Newham"))
        .count();
    let index = Index::build(
        services,
        Gazetteer::built_in().expect("places"),
        &|_| vec![],
        kernel::Date::new(2026, 11, 24).expect("a day"),
    );
    let today = kernel::Date::new(2026, 11, 24).expect("a day");
    for name in ["Newham", "NEWHAM", "newham"] {
        let all = Query { borough: Some(name.into()), ..Query::default() };
        assert_eq!(index.search(&all, today).total, n, "{name}");
        let choir = Query { words: "choir".into(), ..all };
        let hits = index.search(&choir, today).hits;
        assert!(!hits.is_empty());
        for hit in hits {
            let named = hit.card.borough.iter().chain(&hit.card.serves).any(|b| b == "Newham");
            assert!(named, "{}", hit.card.slug);
        }
    }
}

on_both! {
    async fn what_is_on_this_evening_is_one_step_away(app) {
        // The clock of these tests stands on a Tuesday.
        let evening = |day: &str| app::directory::Session {
            day: day.into(),
            from: Some("18:30".into()),
            to: Some("20:00".into()),
            every: None,
            place: None,
            note: None,
        };
        given_services(&app, |mut s| {
            s.serves.clear();
            s.sessions = match s.slug.as_str() {
                "carpenters-road-singers" => vec![evening("tue"), evening("sun")],
                // It has said when, and it is neither.
                _ => vec![app::directory::Session { from: Some("10:00".into()), to: Some("11:00".into()), ..evening("wed") }],
            };
            Some(s)
        }).await;
        let mut anybody = app.browser();
        anybody.visit("/find/places/newham").await.see("Open this evening 1").see("Open this weekend 1");
        anybody.follow("Open this evening").await.see("One service").see("Carpenters Road Singers").see("Today remove");
        assert_eq!(anybody.page().url, "/find?borough=Newham&day=today&time=evening");
        anybody.visit("/find/places/newham").await;
        anybody.follow("Open this weekend").await.see("Carpenters Road Singers").see("At the weekend remove");
        // Where nothing is known to be on, nothing is offered.
        anybody.visit("/find/places/hackney").await.not_see("Open this evening").not_see("Open this weekend");
    }
}
