//! An administrator reads the record back to its beginning, a hundred lines at a time, and misses none.

use base::{
    audit::{self, Entry, Kind},
    db::testing::tamper,
};
use testkit::{App, on_both};
use uuid::Uuid;

/// So many were refused something, all within one second.
async fn given_refusals(app: &App, count: usize) {
    let ctx = app.system();
    let mut tx = tamper(&app.machine.db).await;
    for n in 0..count {
        let entry = Entry {
            id: ctx.id::<()>().uuid(),
            at: ctx.now(),
            actor_kind: "public",
            actor: None,
            job: None,
            kind: Kind::Refused,
            action: "case-view",
            subject_kind: "case",
            subject: Some(Uuid::nil()),
            shown: vec![],
            request: format!("request-{n:03}"),
        };
        audit::write(&mut tx, &entry).await.expect("a line");
    }
    tx.commit().await.expect("a commit");
}

on_both! {
    async fn a_hundred_lines_to_a_page(app) {
        given_refusals(&app, 230).await;
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit?kind=refused").await;
        let mut seen: Vec<String> = vec![];
        let mut pages = 0;
        loop {
            pages += 1;
            let html = ada.page().html.clone();
            let lines = html.split("request-").skip(1).map(|rest| rest[..3].to_owned());
            seen.extend(lines);
            if ada.page().link("Older").is_none() {
                break;
            }
            ada.follow("Older").await;
        }
        assert_eq!(pages, 3);
        seen.dedup();
        assert_eq!(seen.len(), 230, "none is missing and none comes twice");
        ada.follow("Newest").await.see(&format!("request-{}", seen[0])).not_see(&format!("request-{}", seen[229]));
    }
}

on_both! {
    async fn an_address_that_was_cut_off_shows_the_newest(app) {
        given_refusals(&app, 3).await;
        let mut ada = app.signed_in("ada").await;
        ada.visit("/admin/audit?kind=refused&before=018f-oops").await.see("request-002").see("request-000").not_see("Newest");
    }
}
