//! A record that cannot be read is set aside, and its service stays as it was: it is there, as its id says. Nobody closes it for that, be it ill for weeks; and
//! when it is well again, it is read again.

use super::feeds::{self, Answers};
use serde_json::{Value, json};
use testkit::{App, on_both};

fn id(n: usize) -> String {
    format!("0199c0de-0000-7000-8000-{n:012}")
}

fn service(n: usize) -> Value {
    json!({ "id": id(n), "name": format!("Tea {n}"), "status": "active", "description": "Come in." })
}

async fn is_active(app: &App, n: usize) {
    let (_, body) = feeds::asked(app, &format!("/oruk/v3/services/{}", id(n))).await;
    assert_eq!(body["status"], "active", "{n}: {body}");
}

on_both! {
    async fn a_detail_that_is_none_is_known_by_where_it_lies(app) {
        let ctx = app.system();
        let answers = Answers::serve().await;
        let all: Vec<Value> = (0..25).map(service).collect();
        let around = |_: usize| json!({ "total_items": 25, "total_pages": 1 });
        let rows = |without: usize| -> Vec<Value> {
            (0..25).filter(|n| *n != without).map(|n| json!({ "id": id(n), "name": format!("Tea {n}"), "status": "active" })).collect()
        };
        let at = |n: usize| format!("/services/{}", id(n));
        answers.put_pages(&rows(99), 25, around);
        all.iter().enumerate().for_each(|(n, s)| answers.put(&at(n), s));
        feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");

        answers.put(&at(3), "<!DOCTYPE html><h1>Oops</h1>");
        answers.put(&at(4), json!({ "error": "no" }));
        answers.put(&at(5), json!({ "data": all[5] }));
        for _ in 0..3 {
            let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.unchanged, summary.gone), (3, 22, 0), "{:?}", summary.rows);
        }
        // Well again: what has a tag that we know is asked for whole, since nobody knows what was read of it last.
        all.iter().enumerate().for_each(|(n, s)| answers.put(&at(n), s));
        for _ in 0..2 {
            let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.unchanged, summary.gone), (0, 25, 0), "{:?}", summary.rows);
        }
        // Off the list for once.
        answers.put_pages(&rows(6), 25, |_| json!({ "total_items": 24, "total_pages": 1 }));
        assert_eq!(feeds::walked(&ctx, &answers.url, "council").await.expect("a reading").unchanged, 24);
        answers.put_pages(&rows(99), 25, around);
        for _ in 0..2 {
            let summary = feeds::walked(&ctx, &answers.url, "council").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.unchanged), (0, 25), "{:?}", summary.rows);
        }
        for n in [3, 4, 5, 6] {
            is_active(&app, n).await;
        }
        // Of a small feed with small pages no detail can be had: that is no reading.
        let row_pages: Vec<Value> = rows(99);
        answers.put_pages(&row_pages, 5, |_| json!({ "total_items": 25, "total_pages": 5 }));
        (0..25).for_each(|n| answers.put(&at(n), "<!DOCTYPE html><h1>Oops</h1>"));
        let error = feeds::walked(&ctx, &answers.url, "council").await.expect_err("none of them");
        assert!(error.to_string().contains("details could not be read"), "{error}");
    }
}

on_both! {
    async fn a_row_of_a_table_that_belongs_to_nobody_stays(app) {
        let folder = app.folder().join("tables");
        std::fs::create_dir_all(&folder).expect("a folder");
        let put = |file: &str, text: &str| std::fs::write(folder.join(file), text).expect("a file");
        put("organizations.csv", "id,name,description\no1,Tea Trust,Tea\n");
        let services = |of: &str, end: &str| {
            format!("id,organization_id,name,status\n{},o1,Tea 1,active\n{},{of},Tea 2,active\n{},o1,Tea 3,active{end}\n", id(1), id(2), id(3))
        };
        put("services.csv", &services("o1", ""));
        assert_eq!(feeds::read(&app, &folder, "tables").await.expect("a reading").added, 3);
        // One belongs to nobody any more, in another a zero byte has come.
        put("services.csv", &services("o2", "\0"));
        for _ in 0..3 {
            let summary = feeds::read(&app, &folder, "tables").await.expect("a reading");
            assert_eq!((summary.unchanged, summary.quarantined, summary.gone), (1, 2, 0), "{:?}", summary.rows);
        }
        is_active(&app, 2).await;
        is_active(&app, 3).await;
    }
}

on_both! {
    async fn a_line_with_a_zero_byte_stops_nobody(app) {
        let path = app.folder().join("lines.ndjson");
        let lines = |name: &str| format!("{}\n{{\"id\":\"{}\",\"name\":\"{name}\",\"status\":\"active\"}}\n{}\n", service(1), id(2), service(3));
        std::fs::write(&path, lines("Tea")).expect("a file");
        assert_eq!(feeds::read(&app, &path, "lines").await.expect("a reading").added, 3);
        for wrong in ["Te\0a", "Tea", "Te\0a", "T\0"] {
            std::fs::write(&path, lines(wrong)).expect("a file");
            let summary = feeds::read(&app, &path, "lines").await.expect("a reading");
            assert_eq!((summary.quarantined, summary.gone), (u64::from(wrong != "Tea"), 0), "{:?}", summary.rows);
        }
        is_active(&app, 2).await;
    }
}

on_both! {
    async fn services_find_their_organisation_whichever_file_is_larger(app) {
        let folder = app.folder().join("files");
        std::fs::create_dir_all(&folder).expect("a folder");
        let of = "0199c0de-0000-7000-8000-00000000aaaa";
        let services: Vec<Value> = (0..20).map(|n| {
            let mut service = service(n);
            service["organization_id"] = json!(of);
            service
        }).collect();
        std::fs::write(folder.join("services.json"), Value::from(services).to_string()).expect("a file");
        std::fs::write(folder.join("organizations.json"), json!({ "organizations": [{ "id": of, "name": "Tea Trust", "description": "Tea" }] }).to_string()).expect("a file");
        let summary = feeds::read(&app, &folder, "files").await.expect("a reading");
        assert_eq!((summary.added, summary.quarantined), (20, 0), "{:?}", summary.rows);
        let (_, body) = feeds::asked(&app, &format!("/oruk/v3/services/{}", id(1))).await;
        assert_eq!(body["organization"]["name"], "Tea Trust", "{body}");
    }
}
