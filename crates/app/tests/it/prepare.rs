//! Every SQL text, prepared on both engines: a wrong column or a word that one engine does not know fails here.

use base::db::testing::{engines, fresh};

#[tokio::test]
async fn every_sql_text_prepares_on_both_engines() {
    for engine in engines() {
        let db = fresh(engine).await;
        let mut wrong = vec![];
        for (name, sql) in app::sql_texts() {
            if let Err(e) = db.db.prepare(sql).await {
                wrong.push(format!("{name} on {engine:?}: {e}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
