//! A charity keeps its groups in a spreadsheet, and sends it as it is: with a title above the headings, dates, numbers and a second sheet of notes. Whatever program wrote
//! it, it says the same; a row that is not let in is named as the spreadsheet numbers it; and a file that would fill the memory is refused in words.

use app::directory::import::{self, Order, Summary};
use std::path::{Path, PathBuf};
use testkit::{
    App, on_both,
    sheets::{self, Cell, Rows},
};

fn row(text: &[&'static str]) -> Vec<Cell<'static>> {
    text.iter().map(|t| if t.is_empty() { Cell::Empty } else { Cell::Text(t) }).collect()
}

fn groups() -> Rows<'static> {
    use Cell::{Bool, Day, Number, Text, Time};
    let mut tea = row(&["Tea & talk", "Blue Hall, 1 Tea Row", "E15 4ES"]);
    tea.extend([Number(51.5413), Number(-0.0042), Number(52.0), Bool(true), Text("9:30-12:00"), Cell::Empty]);
    let mut choir = row(&["Café choir", "2 Tea Row", "E15 4ES"]);
    choir.extend([Cell::Empty, Cell::Empty, Number(18.0), Bool(false), Time(0.4375), Day(46326.0)]);
    vec![
        row(&["Groups of the Kettle"]),
        vec![],
        row(&["Group name", "Address", "Postcode", "Lat", "Lon", "Min age", "Free", "Tuesday", "Closed"]),
        tea,
        choir,
        row(&["", "3 Tea Row", "E15 4ES"]),
        vec![],
        row(&["Nowhere"]),
    ]
}

fn notes() -> Rows<'static> {
    vec![row(&["What", "Why"]), row(&["Ask the hall", "keys"])]
}

/// The same in three kinds.
fn kinds(sheets: &[(&str, Rows<'_>)]) -> [(&'static str, Vec<u8>); 3] {
    [("xlsx", sheets::xlsx(sheets)), ("ods", sheets::ods(sheets)), ("xls", sheets::xls(sheets))]
}

fn given_a_file(app: &App, name: &str, bytes: &[u8]) -> PathBuf {
    let path = app.folder().join(name);
    std::fs::write(&path, bytes).expect("a file");
    path
}

async fn read(app: &App, path: &Path, feed: &str, map: Option<&Path>) -> base::Result<Summary> {
    import::services(&app.system(), &Order { file: path, feed, map, replace: false }, &|_| {}).await
}

on_both! {
    async fn whatever_program_wrote_it_it_says_the_same(app) {
        let mut said = vec![];
        for (kind, bytes) in kinds(&[("Notes", notes()), ("Groups 2026", groups())]) {
            let path = given_a_file(&app, &format!("groups.{kind}"), &bytes);
            let summary = read(&app, &path, kind, None).await.unwrap_or_else(|e| panic!("{kind}: {e}"));
            let rows: Vec<(i64, &str)> = summary.rows.iter().map(|r| (r.line, r.code)).collect();
            assert_eq!(rows, [(5, "closed"), (6, "no-name"), (8, "no-place")], "{kind}: {:?}", summary.rows);
            assert_eq!((summary.read, summary.added), (4, 1), "{kind}: {}", summary.counts());
            assert!(summary.rows[0].reason.contains("2026-10-31"), "{kind}: {}", summary.rows[0].reason);
            let again = read(&app, &path, kind, None).await.expect(kind);
            assert_eq!((again.added, again.changed, again.unchanged, again.gone), (0, 0, 1, 0), "{kind}: {}", again.counts());

            let mut rx = base::db::testing::look(&app.machine.db).await;
            let sql = "SELECT name || ' ' || CAST(age_min AS TEXT) || ' ' || postcode AS n FROM service WHERE source = $1";
            said.extend(rx.values::<String>(sql, (kind,)).await.expect("services"));
            let raw: Vec<String> = rx.values("SELECT raw AS n FROM import_row WHERE reason IS NOT NULL AND line = 5 AND raw IS NOT NULL", ()).await.expect("rows");
            assert!(raw.iter().all(|r| r == "Café choir,2 Tea Row,E15 4ES,,,18,FALSE,10:30,2026-10-31"), "{kind}: {raw:?}");
        }
        assert_eq!(said, ["Tea & talk 52 E15 4ES"; 3]);
        app::directory::refresh(&app.machine).await.expect("an index");
        let mut anybody = app.browser();
        anybody.visit("/find?words=tea+and+talk").await.see("Tea & talk");
        anybody.follow("Tea & talk").await.see("Blue Hall").see("Tuesday").see("09:30–12:00").see("Free");
    }
}

on_both! {
    async fn a_mapping_names_the_sheet(app) {
        let map = given_a_file(&app, "map.toml", b"sheet = \"Notes\"\nwithout_place = \"take\"\n[columns]\nname = \"What\"\ndescription = \"Why\"\n");
        for (kind, bytes) in kinds(&[("Groups", groups()), ("Notes", notes())]) {
            let path = given_a_file(&app, &format!("groups.{kind}"), &bytes);
            let summary = read(&app, &path, kind, Some(&map)).await.expect(kind);
            assert_eq!((summary.read, summary.added), (1, 1), "{kind}: {:?}", summary.rows);
        }
        let path = given_a_file(&app, "groups.xlsx", &sheets::xlsx(&[("Groups", groups())]));
        let error = read(&app, &path, "other", Some(&map)).await.expect_err("no such sheet").to_string();
        assert_eq!(error, "groups.xlsx: no sheet is called “Notes”, which the mapping names (there are: Groups)");
        let path = given_a_file(&app, "groups.csv", b"name,postcode\nTea,E15 4ES\n");
        let error = read(&app, &path, "other", Some(&map)).await.expect_err("no spreadsheet").to_string();
        assert!(error.contains("groups.csv is no spreadsheet"), "{error}");
    }
}

on_both! {
    async fn what_is_wrong_is_said_with_sheet_and_row(app) {
        let mut beside = groups();
        beside[3].extend([Cell::Empty, Cell::Text("psst")]);
        for (kind, bytes) in kinds(&[("Groups", beside)]) {
            let path = given_a_file(&app, &format!("beside.{kind}"), &bytes);
            let summary = read(&app, &path, kind, None).await.expect(kind);
            assert!(summary.notices.iter().any(|n| n.contains("right of all headings") && n.contains("(rows 4)")), "{kind}: {:?}", summary.notices);
        }
        let untitled = vec![row(&["Our list"]), row(&["Where", "Postcode"]), row(&["1 Tea Row", "E15 4ES"])];
        for (kind, bytes) in kinds(&[("Groups", untitled)]) {
            let path = given_a_file(&app, &format!("untitled.{kind}"), &bytes);
            let error = read(&app, &path, "untitled", None).await.expect_err(kind).to_string();
            assert!(error.starts_with(&format!("untitled.{kind}, sheet “Groups”, row 2: no column is headed name")), "{error}");
        }
        for (kind, bytes) in kinds(&[("Groups", vec![])]) {
            let path = given_a_file(&app, &format!("empty.{kind}"), &bytes);
            let error = read(&app, &path, "empty", None).await.expect_err(kind).to_string();
            assert_eq!(error, format!("empty.{kind}: there is nothing in it"));
        }
    }
}

on_both! {
    async fn a_file_that_would_fill_the_memory_is_refused_in_words(app) {
        let headings = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Name</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>Postcode</t></is></c></row>";
        let sheet = |more: &str| vec![("S", format!("<sheetData>{headings}{more}</sheetData>"))];
        let whole = sheets::xlsx(&[("Groups", groups())]);
        let cell = "<table:table-cell office:value-type=\"float\" office:value=\"1\"";
        let table = |rows: &str| format!("<table:table table:name=\"S\">{rows}</table:table>");
        let named = |name: &str| sheets::zipped(&[(name, b"x")]);
        let files: Vec<(&str, Vec<u8>, &str)> = vec![
            ("bomb.xlsx", sheets::xlsx_of(&sheet(&" ".repeat(65 << 20)), None), "unpacked it is larger than 64 MB"),
            ("texts.xlsx", sheets::xlsx_of(&sheet(""), Some("<sst uniqueCount = '4000000000'><si><t>x</t></si></sst>")), "more texts than it can have"),
            ("wide.ods", sheets::ods_of(&table(&format!("<table:table-row table:number-rows-repeated=\"1000000\">{cell} table:number-columns-repeated=\"16384\"/></table:table-row>"))), "more than 4000000 cells"),
            ("far.ods", sheets::ods_of(&table(&format!("<table:table-row>{cell}/></table:table-row><table:table-row table:number-rows-repeated=\"1000000\"><table:table-cell/></table:table-row><table:table-row><table:table-cell table:number-columns-repeated=\"9000\"/>{cell}/></table:table-row>"))), "more than 4000000 cells"),
            ("comment.ods", sheets::ods_of(&table(&format!("<!-- \" --><table:table-row table:number-rows-repeated=\"1000000\">{cell} table:number-columns-repeated=\"16384\"/></table:table-row>"))), "more than 4000000 cells"),
            ("entity.ods", sheets::ods_of(&table(&format!("<table:table-row table:number-rows-repeated=\"&#49;000000\">{cell} table:number-columns-repeated=\"16384\"/></table:table-row>"))), "more than 4000000 cells"),
            ("far.xls", sheets::compound(&[("/Workbook", &sheets::xls_of(&[("S", &[sheets::xls_far(0, 0), sheets::xls_far(65535, 65535)].concat())]))]), "lie too far apart"),
            ("again.xls", {
                let far = sheets::xls_far(0, 0).repeat(2000);
                let mut all = vec![("S", [].as_slice()); 100];
                all[0].1 = &far;
                let mut stream = sheets::xls_of(&all);
                // All sheets are the first: each is read again.
                let first = stream.windows(4).position(|w| w == [0x85, 0, 9, 0]).expect("a sheet");
                let place = stream[first + 4..first + 8].to_vec();
                for n in 1..100 {
                    stream[first + n * 13 + 4..first + n * 13 + 8].copy_from_slice(&place);
                }
                sheets::compound(&[("/Workbook", &stream)])
            }, "lie too far apart"),
            ("locked.xlsx", sheets::compound(&[("/EncryptedPackage", b"x"), ("/EncryptionInfo", b"x")]), "locked with a password"),
            ("letter.xls", sheets::compound(&[("/WordDocument", b"x")]), "no workbook in it"),
            ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "it is damaged"),
            ("torn.xls", sheets::xls(&[("Groups", groups())])[..700].to_vec(), "it is damaged"),
            ("binary.xlsb", named("xl/workbook.bin"), "save it as .xlsx"),
            ("photos.zip", named("photo.jpg"), "no spreadsheet"),
            ("web.xls", b"<html><table><tr><td>Name".to_vec(), "is named .xls and is no spreadsheet"),
        ];
        for (name, bytes, says) in files {
            let path = given_a_file(&app, name, &bytes);
            let error = read(&app, &path, "hostile", None).await.expect_err(name).to_string();
            assert!(error.starts_with(name) && error.contains(says), "{error}");
        }
        // What only lies far away is not in the way: cells are taken one by one.
        let far = "<row r=\"2\"><c r=\"A2\" t=\"inlineStr\"><is><t>Tea</t></is></c><c r=\"B2\" t=\"inlineStr\"><is><t>E15 4ES</t></is></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>1</v></c></row>";
        let path = given_a_file(&app, "far.xlsx", &sheets::xlsx_of(&sheet(far), None));
        let summary = read(&app, &path, "far", None).await.expect("a reading");
        assert_eq!((summary.read, summary.added), (1, 1), "{:?}", summary.rows);
    }
}
