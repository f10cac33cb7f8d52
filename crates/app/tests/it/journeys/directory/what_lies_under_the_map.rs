//! Nothing lies under the map until an operator says so. Then it is a file of theirs, whose tiles the house sends, or another server, which readers' browsers ask:
//! those who are asked for it are told. A file that will not do is no reason not to start, and the map is there without it.

use base::{Config, Error, ground::Ground};
use std::path::PathBuf;
use testkit::{App, Browser, engines, once, tiles::Archive};

/// A file of a test's own, gone when it is dropped.
struct Put(PathBuf);

impl Put {
    fn new(name: &str, bytes: &[u8]) -> Put {
        let path = std::env::temp_dir().join(format!("kith-{}-{name}", uuid::Uuid::new_v4().simple()));
        std::fs::write(&path, bytes).unwrap();
        Put(path)
    }

    fn name(&self) -> &str {
        self.0.to_str().unwrap()
    }

    /// Why it will not do.
    fn fault(&self) -> String {
        let mut config = Config::for_tests();
        config.set("map_pmtiles", self.name());
        match Ground::open(&config) {
            Err(Error::Broken(e)) => format!("{e:#}"),
            other => panic!("it must not do: {other:?}"),
        }
    }
}

impl Drop for Put {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// All tiles of levels 0 to 4 but one, each with its name in it; and the north-west of level 4 as one tile many times.
fn everywhere_but_one() -> Vec<((u8, u32, u32), Vec<u8>)> {
    let mut tiles = vec![];
    for z in 0..=4u8 {
        for (x, y) in (0..1u32 << z).flat_map(|x| (0..1u32 << z).map(move |y| (x, y))) {
            let same = z == 4 && x < 8 && y < 8;
            if (z, x, y) != (3, 5, 2) {
                tiles.push((
                    (z, x, y),
                    if same { b"the sea".to_vec() } else { format!("tile {z}/{x}/{y}").into_bytes() },
                ));
            }
        }
    }
    tiles
}

async fn with(engine: testkit::Engine, settings: &[(&'static str, &str)]) -> (App, Browser) {
    let app = App::peopled(engine, settings).await;
    app::directory::load_demo(&app.system()).await.expect("the demo's directory");
    let anybody = app.browser();
    (app, anybody)
}

const MAPS: [&str; 4] = ["/find", "/find/places/newham", "/services/carpenters-road-singers", "/link-workers"];
const NO_MAPS: [&str; 4] = ["/", "/privacy", "/services/rowan-door-refuge", "/find/needs"];

once! {
    async fn nothing_does_until_somebody_says_so() {
        for engine in engines() {
            let (_app, mut anybody) = with(engine, &[]).await;
            for path in MAPS {
                let page = anybody.visit(path).await;
                assert!(page.html.contains("kith-map\"") || page.html.contains("class=\"kith-map "), "{path} has a map");
                assert!(!page.html.contains("data-ground"), "{path}");
            }
            anybody.visit("/services/carpenters-road-singers").await.see("There are no streets on this map");
            anybody.visit("/privacy").await.not_see("your browser asks that server");
            assert_eq!(anybody.visit("/tiles/ground/0/0/0.png").await.status, 404);
        }
    }
}

once! {
    async fn an_operator_puts_a_file_there_and_its_tiles_are_ours() {
        for engine in engines() {
            for (leaves, packed) in [(None, false), (None, true), (Some(7), false), (Some(7), true)] {
                let words = r#"{"attribution":"<a href='https://survey.example'>&copy; A Survey</a><script>1</script>"}"#.to_owned();
                let put = Put::new("all.pmtiles", &Archive { leaves, packed, words, ..Archive::of(everywhere_but_one()) }.bytes());
                let (_app, mut anybody) = with(engine, &[("map_pmtiles", put.name())]).await;

                let page = anybody.visit("/find").await;
                let ground: serde_json::Value = serde_json::from_str(&page.attribute(".kith-map", "data-ground").expect("a ground")).unwrap();
                assert_eq!(ground["tiles"], "/tiles/ground/{z}/{x}/{y}.png");
                assert_eq!((ground["kind"].as_str(), ground["from"].as_u64(), ground["to"].as_u64()), (Some("raster"), Some(0), Some(4)));
                assert_eq!(ground["bounds"], serde_json::json!([-0.6, 51.2, 0.4, 51.8]));
                page.see("© A Survey1");
                assert!(!page.html.contains("survey.example") && !page.html.contains("<script>1"), "no HTML of a file is let through");
                // Nobody else is asked.
                assert!(page.headers["content-security-policy"].contains("connect-src 'self';"), "{:?}", page.headers);
                anybody.visit("/privacy").await.not_see("your browser asks that server");
                anybody.visit("/services/carpenters-road-singers").await.see("Go by the address too").not_see("There are no streets");

                // Each is where it is, whichever directory names it.
                for ((z, x, y), bytes) in everywhere_but_one() {
                    let page = anybody.visit(&format!("/tiles/ground/{z}/{x}/{y}.png")).await;
                    assert_eq!((page.status, page.html.as_bytes()), (200, &bytes[..]), "{z}/{x}/{y}");
                    assert_eq!(page.headers["content-type"], "image/png");
                    assert_eq!(page.headers["cache-control"], "public, max-age=86400");
                }
                for path in ["3/5/2.png", "5/0/0.png", "9/255/170.png"] {
                    let page = anybody.visit(&format!("/tiles/ground/{path}")).await;
                    assert_eq!((page.status, page.html.as_str()), (204, ""), "{path}");
                }
                for path in ["3/5/2.mvt", "3/5/2", "3/5/png", "3/8/2.png", "30/0/0.png", "x/0/0.png", "0/0/0.png.png"] {
                    assert_eq!(anybody.visit(&format!("/tiles/ground/{path}")).await.status, 404, "{path}");
                }
                // Whoever takes it packed has it as it lies.
                anybody.headers.push(("accept-encoding", "br;q=0, gzip".to_owned()));
                let page = anybody.visit("/tiles/ground/3/1/1.png").await;
                assert_eq!(page.headers.get("content-encoding").map(String::as_str), packed.then_some("gzip"));
                assert_eq!(page.html == "tile 3/1/1", !packed);
                anybody.headers.pop();
            }
        }
    }
}

#[test]
fn what_will_not_do_is_said() {
    let whole = Archive { leaves: Some(7), packed: true, ..Archive::of(everywhere_but_one()) }.bytes();
    for cut in [0, 6, 100, 126, 127, 200, whole.len() / 2, whole.len() - 1] {
        let said = Put::new("cut.pmtiles", &whole[..cut]).fault();
        let why = if cut < 7 { "no PMTiles archive" } else { "it is cut off" };
        assert!(said.contains(why) && said.contains("`map_pmtiles`") && said.contains("cut.pmtiles"), "{cut}: {said}");
    }
    let fault = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        Put::new("other.pmtiles", &bytes).fault()
    };
    assert!(
        Put::new("notes.pmtiles", &b"not a map, but quite long enough to be one. ".repeat(9))
            .fault()
            .contains("no PMTiles archive")
    );
    assert!(fault(&|b| b[7] = 2).contains("of version 2"));
    assert!(fault(&|b| b[97] = 4).contains("packed in a way"));
    assert!(fault(&|b| b[98] = 0).contains("packed in a way"));
    assert!(fault(&|b| b[99] = 6).contains("of a kind"));
    assert!(fault(&|b| b[100] = 9).contains("no levels"));
    // A first directory that is rubbish; one that would lie beyond the end of all numbers.
    assert!(fault(&|b| b[140..150].fill(0)).contains("damaged"));
    assert!(fault(&|b| b[8..16].fill(255)).contains("cut off"));
    let folder = std::env::temp_dir();
    let mut config = Config::for_tests();
    config.set("map_pmtiles", folder.to_str().unwrap());
    assert!(Ground::of(&config).is_none(), "a folder");
}

once! {
    async fn a_file_that_will_not_do_leaves_the_map_without_it() {
        for engine in engines() {
            let whole = Archive::of(everywhere_but_one()).bytes();
            let put = Put::new("cut.pmtiles", &whole[..whole.len() - 1]);
            for name in [put.name(), "nothing-there.pmtiles"] {
                let (_app, mut anybody) = with(engine, &[("map_pmtiles", name)]).await;
                assert!(testkit::logs().contains("maps are drawn without a ground"), "it is said in the log");
                for path in MAPS {
                    let page = anybody.visit(path).await;
                    assert!(page.status == 200 && !page.html.contains("data-ground"), "{path}");
                }
                assert_eq!(anybody.visit("/tiles/ground/0/0/0.png").await.status, 404);
                assert!(matches!(anybody.visit("/tiles/borough/9/255/170.mvt").await.status, 200 | 204));
            }
        }
    }
}

once! {
    async fn another_server_is_asked_by_pages_with_a_map_and_readers_are_told() {
        for engine in engines() {
            let settings = [("map_tiles", "https://tiles.example:8443/{z}/{x}/{y}.png?key=a"), ("map_attribution", "© <i>A Survey</i> & others")];
            let (_app, mut anybody) = with(engine, &settings).await;
            for path in MAPS {
                let page = anybody.visit(path).await;
                let policy = &page.headers["content-security-policy"];
                let of = |name: &str| policy.split("; ").find(|part| part.starts_with(name)).unwrap_or_default().to_owned();
                assert_eq!(of("img-src"), "img-src 'self' data: https://tiles.example:8443", "{path}");
                assert_eq!(of("connect-src"), "connect-src 'self' https://tiles.example:8443", "{path}");
                assert_eq!(policy.matches("tiles.example").count(), 2, "{policy}");
                assert!(policy.contains("default-src 'none'") && of("script-src").starts_with("script-src 'self' 'nonce-"), "{policy}");
                assert_eq!(page.headers["referrer-policy"], "same-origin", "which page it is stays with us");
                page.see("© A Survey & others");
            }
            for path in NO_MAPS {
                let page = anybody.visit(path).await;
                assert!(!page.headers["content-security-policy"].contains("tiles.example"), "{path} has no map");
            }
            anybody.visit("/privacy").await.see("The streets on our maps come from tiles.example.").see("your browser asks that server");
            anybody.visit("/ar/privacy").await.see("tiles.example");
            assert_eq!(anybody.visit("/tiles/ground/0/0/0.png").await.status, 404, "we have none");
        }
    }
}
