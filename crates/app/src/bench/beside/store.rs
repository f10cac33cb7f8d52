//! The same directory and the same searches with the engines that people would otherwise use: SQLite with FTS5 and an R*Tree, PostgreSQL with its full text
//! and PostGIS.
//!
//! Both are asked as somebody would who knows them: words weighed by field, an index for words and one for places, one statement for a page (the twenty best,
//! the number of all, and how many of them each choice would leave). They do less than Kith does: they know no word of another language, no phrase and no slip,
//! and count choices among what was found only.

use super::super::figures::Times;
use crate::directory::{DAYS, Query, Service};
use base::Result;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection, Row, SqliteConnection};
use std::collections::BTreeSet;

/// [`Beside::name`] of the one.
pub const POSTGRES: &str = "postgres_fulltext_postgis";

/// A database with the directory in it.
#[derive(Debug)]
pub enum Beside {
    Sqlite(Box<SqliteConnection>),
    Postgres(Box<PgConnection>),
}

/// A place, a distance and filters, with or without words.
struct Asked<'a> {
    words: &'a str,
    lat: f64,
    lon: f64,
    km: f64,
    need: Option<&'a str>,
    day: Option<&'a str>,
    language: Option<&'a str>,
    access: Option<&'a str>,
    free: bool,
}

impl<'a> Asked<'a> {
    fn of(q: &'a Query) -> Asked<'a> {
        let point = q.near.as_ref().map(|n| n.point);
        Asked {
            words: &q.words,
            lat: point.map_or(0.0, |p| p.lat),
            lon: point.map_or(0.0, |p| p.lon),
            km: q.within_km.unwrap_or(1e5),
            need: q.need.as_deref(),
            day: q.day.as_deref(),
            language: q.language.as_deref(),
            access: q.access.first().map(String::as_str),
            free: q.free,
        }
    }

    /// A box around the circle: west, east, south, north.
    fn around(&self) -> [f64; 4] {
        let (lat, lon) = (self.km / DEGREE_KM * 1.01, self.km / DEGREE_KM / self.cosine() * 1.01);
        [self.lon - lon, self.lon + lon, self.lat - lat, self.lat + lat]
    }

    fn cosine(&self) -> f64 {
        self.lat.to_radians().cos()
    }

    /// Every word, as FTS5 wants it: in quotes, so that none is an operator.
    fn matched(&self) -> String {
        let words: Vec<String> =
            kernel::name::words(self.words).into_iter().map(|w| format!("\"{}\"", w.replace('"', ""))).collect();
        words.join(" ")
    }
}

const DEGREE_KM: f64 = 111.195;

/// What has no answer to a filter stays, as in Kith. `$1` to `$6` are words and place; from `$7`: need, day, language, access, free.
const FILTERS: &str = "
    AND ($7 IS NULL OR EXISTS (SELECT 1 FROM kith_bench_has h WHERE h.n = s.n AND h.what = 'need' AND h.code = $7))
    AND ($8 IS NULL OR s.days_known = 0 OR EXISTS (SELECT 1 FROM kith_bench_has h WHERE h.n = s.n AND h.what = 'day' AND h.code = $8))
    AND ($9 IS NULL OR s.languages_known = 0 OR EXISTS (SELECT 1 FROM kith_bench_has h WHERE h.n = s.n AND h.what = 'language' AND h.code = $9))
    AND ($10 IS NULL OR NOT EXISTS (SELECT 1 FROM kith_bench_has h WHERE h.n = s.n AND h.what = 'lacks' AND h.code = $10))
    AND ($11 = 0 OR COALESCE(s.free, 1) <> 0)";

/// The page: the twenty best, how many there are, and how many each choice would leave.
const PAGE: &str = "
    SELECT * FROM (SELECT 'hit' AS what, slug AS code, score FROM found JOIN kith_bench_service USING (n) ORDER BY score DESC LIMIT 20) best
    UNION ALL SELECT 'total', '', count(*) FROM found
    UNION ALL SELECT what, code, count(*) FROM found JOIN kith_bench_has USING (n) GROUP BY what, code";

/// Everything that was found, for comparing.
const ALL: &str = " SELECT 'hit' AS what, slug AS code, score FROM found JOIN kith_bench_service USING (n)";

fn sqlite(words: bool, rest: &str) -> String {
    let (score, from, matched) = match words {
        true => (
            "-bm25(kith_bench_words, 4.0, 2.0, 1.5, 1.0)",
            "kith_bench_words JOIN kith_bench_service s ON s.n = kith_bench_words.rowid",
            "kith_bench_words MATCH $1",
        ),
        false => ("1.0", "kith_bench_service s", "$1 = ''"),
    };
    let off = "((s.lat - $2) * (s.lat - $2) + (s.lon - $3) * $5 * (s.lon - $3) * $5) * 111.195 * 111.195";
    format!(
        "WITH found AS MATERIALIZED (SELECT s.n, {score} / (1.0 + {off} / 9.0) AS score
        FROM {from} JOIN kith_bench_place p ON p.n = s.n
        WHERE {matched} AND p.east >= $12 AND p.west <= $13 AND p.north >= $14 AND p.south <= $15
            AND {off} <= $4 * $4 AND $6 = 0 {FILTERS}){rest}"
    )
}

fn postgres(words: bool, rest: &str) -> String {
    let (score, matched) = match words {
        true => (
            "ts_rank_cd('{0.25, 0.375, 0.5, 1.0}', s.words, plainto_tsquery('english', $1))",
            "s.words @@ plainto_tsquery('english', $1)",
        ),
        false => ("1.0", "$1 = ''"),
    };
    format!(
        "WITH found AS MATERIALIZED (SELECT s.n, {score} / (1.0 + ST_Distance(s.place, point, false) / 3000.0) AS score
        FROM kith_bench_service s, (SELECT ST_SetSRID(ST_MakePoint($3, $2), 4326)::geography AS point) here
        WHERE {matched} AND ST_DWithin(s.place, point, $4 * 1000.0, false) AND $5 > 0.0 AND $6 = 0 {FILTERS}){rest}"
    )
    .replace("$7 IS", "$7::text IS")
    .replace("$8 IS", "$8::text IS")
    .replace("$9 IS", "$9::text IS")
    .replace("$10 IS", "$10::text IS")
}

const TABLES: [&str; 3] = ["kith_bench_has", "kith_bench_place", "kith_bench_service"];

/// Services in one statement.
const AT_ONCE: usize = 500;

impl Beside {
    /// Connects and fills tables of its own with the directory, over those of an earlier run. `labels`: the words of a need.
    pub async fn fill(url: &str, services: &[Service], labels: &dyn Fn(&str) -> Vec<String>) -> Result<Beside> {
        let mut beside = match url.starts_with("sqlite:") {
            true => Beside::Sqlite(Box::new(SqliteConnection::connect(&format!("{url}?mode=rwc")).await?)),
            false => Beside::Postgres(Box::new(PgConnection::connect(url).await?)),
        };
        for table in TABLES {
            beside.run(format!("DROP TABLE IF EXISTS {table}")).await?;
        }
        match &beside {
            Beside::Sqlite(_) => {
                for sql in [
                    "PRAGMA journal_mode = wal",
                    "DROP TABLE IF EXISTS kith_bench_words",
                    "CREATE VIRTUAL TABLE kith_bench_words USING fts5(name, need, provider, rest, tokenize = 'porter unicode61', content = '')",
                    "CREATE VIRTUAL TABLE kith_bench_place USING rtree(n, west, east, south, north)",
                    "CREATE TABLE kith_bench_service (n INTEGER PRIMARY KEY, slug TEXT, lat REAL, lon REAL, free INTEGER, days_known INTEGER, languages_known INTEGER)",
                ] {
                    beside.run(sql.to_owned()).await?;
                }
            }
            Beside::Postgres(_) => {
                for sql in [
                    "CREATE EXTENSION IF NOT EXISTS postgis",
                    "SET plan_cache_mode = force_custom_plan",
                    "CREATE TABLE kith_bench_service (n INTEGER PRIMARY KEY, slug TEXT, words tsvector, place geography(Point, 4326), free INTEGER, days_known INTEGER, languages_known INTEGER)",
                ] {
                    beside.run(sql.to_owned()).await?;
                }
            }
        }
        beside
            .run(
                "CREATE TABLE kith_bench_has (n INTEGER, what TEXT, code TEXT, PRIMARY KEY (n, what, code))".to_owned(),
            )
            .await?;
        beside.run("BEGIN".to_owned()).await?;
        for (at, some) in services.chunks(AT_ONCE).enumerate() {
            beside.put(at * AT_ONCE, some, labels).await?;
        }
        beside.run("COMMIT".to_owned()).await?;
        if let Beside::Postgres(_) = beside {
            beside.run("CREATE INDEX ON kith_bench_service USING gin (words)".to_owned()).await?;
            beside.run("CREATE INDEX ON kith_bench_service USING gist (place)".to_owned()).await?;
            beside.run("VACUUM ANALYZE kith_bench_service".to_owned()).await?;
            beside.run("VACUUM ANALYZE kith_bench_has".to_owned()).await?;
        } else {
            beside.run("ANALYZE".to_owned()).await?;
        }
        Ok(beside)
    }

    /// A few services, written out: nothing of them comes from outside.
    async fn put(&mut self, from: usize, services: &[Service], labels: &dyn Fn(&str) -> Vec<String>) -> Result<()> {
        let (mut main, mut words, mut places, mut has) = (vec![], vec![], vec![], vec![]);
        for (n, s) in services.iter().enumerate().map(|(at, s)| (from + at, s)) {
            let free = s.cost.free.map_or("NULL", |free| if free { "1" } else { "0" });
            let hours = s.hours();
            let known = (i32::from(hours != [0; 7]), i32::from(s.languages.is_some()));
            let needs: Vec<String> = s.needs.iter().flat_map(|need| labels(need)).collect();
            let sites: Vec<String> =
                s.sites().flat_map(|p| [p.venue, p.street, p.borough, p.outcode]).flatten().collect();
            let fields = [
                format!("{} {}", s.name, s.kind),
                needs.join(" "),
                s.provider.clone(),
                format!("{} {}", s.description, sites.join(" ")),
            ]
            .map(|text| quoted(&text));
            let [a, b, c, d] = &fields;
            match (self.is_sqlite(), s.point) {
                (true, Some(p)) => {
                    main.push(format!("({n}, {}, {}, {}, {free}, {}, {})", quoted(&s.slug), p.lat, p.lon, known.0, known.1));
                    places.push(format!("({n}, {}, {}, {}, {})", p.lon, p.lon, p.lat, p.lat));
                    words.push(format!("({n}, {a}, {b}, {c}, {d})"));
                }
                (false, Some(p)) => main.push(format!(
                    "({n}, {}, setweight(to_tsvector('english', {a}), 'A') || setweight(to_tsvector('english', {b}), 'B') || setweight(to_tsvector('english', {c}), 'C') \
                     || to_tsvector('english', {d}), ST_MakePoint({}, {})::geography, {free}, {}, {})",
                    quoted(&s.slug), p.lon, p.lat, known.0, known.1
                )),
                // What has no place is within no distance.
                (_, None) => continue,
            }
            let days = DAYS.iter().zip(hours).filter(|(_, h)| *h != 0).map(|(day, _)| ("day", *day));
            let said = |what: &'static str, codes: &'static str| (what, codes);
            let all = (s.needs.iter().map(|c| ("need", c.as_str())))
                .chain(s.languages.iter().flatten().map(|c| ("language", c.as_str())))
                .chain(s.has.iter().map(|c| ("access", c.as_str())))
                .chain(s.has_not.iter().map(|c| ("lacks", c.as_str())))
                .chain(days.map(|(what, day)| said(what, day)));
            let once: BTreeSet<(&str, &str)> = all.collect();
            has.extend(once.into_iter().map(|(what, code)| format!("({n}, '{what}', {})", quoted(code))));
        }
        let tables = [("kith_bench_service", main), ("kith_bench_place", places), ("kith_bench_has", has)];
        for (table, rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
            self.run(format!("INSERT INTO {table} VALUES {}", rows.join(", "))).await?;
        }
        if !words.is_empty() {
            let into = "INSERT INTO kith_bench_words (rowid, name, need, provider, rest) VALUES";
            self.run(format!("{into} {}", words.join(", "))).await?;
        }
        Ok(())
    }

    fn is_sqlite(&self) -> bool {
        matches!(self, Beside::Sqlite(_))
    }

    /// What it is called in figures.
    pub fn name(&self) -> &'static str {
        if self.is_sqlite() { "sqlite_fts5_rtree" } else { POSTGRES }
    }

    async fn run(&mut self, sql: String) -> Result<()> {
        let sql = AssertSqlSafe(sql);
        match self {
            Beside::Sqlite(c) => c.execute(sqlx::raw_sql(sql)).await.map(drop)?,
            Beside::Postgres(c) => c.execute(sqlx::raw_sql(sql)).await.map(drop)?,
        }
        Ok(())
    }

    /// Asks for a page, and notes how long it took.
    pub async fn page(&mut self, q: &Query, times: &mut Times) -> Result<()> {
        let sql = if self.is_sqlite() { sqlite(true, PAGE) } else { postgres(true, PAGE) };
        let began = std::time::Instant::now();
        self.ask(sql, &Asked::of(q)).await?;
        times.add(began.elapsed());
        Ok(())
    }

    /// The slugs of everything that is found, with its words or without.
    pub async fn all(&mut self, q: &Query, words: bool) -> Result<BTreeSet<String>> {
        let sql = if self.is_sqlite() { sqlite(words, ALL) } else { postgres(words, ALL) };
        let none = Query { words: String::new(), ..q.clone() };
        Ok(self.ask(sql, &Asked::of(if words { q } else { &none })).await?.into_iter().collect())
    }

    /// The `code` of every row.
    async fn ask(&mut self, sql: String, asked: &Asked<'_>) -> Result<Vec<String>> {
        let matched = if self.is_sqlite() { asked.matched() } else { asked.words.to_owned() };
        // The same for both drivers, which have no trait in common that could say it once.
        macro_rules! bound {
            () => {
                sqlx::query(AssertSqlSafe(sql))
                    .bind(matched)
                    .bind(asked.lat)
                    .bind(asked.lon)
                    .bind(asked.km)
                    .bind(asked.cosine())
                    .bind(0)
                    .bind(asked.need)
                    .bind(asked.day)
                    .bind(asked.language)
                    .bind(asked.access)
                    .bind(i32::from(asked.free))
            };
        }
        match self {
            Beside::Sqlite(c) => {
                let mut query = bound!();
                for side in asked.around() {
                    query = query.bind(side);
                }
                query.fetch_all(&mut **c).await?.iter().map(|row| Ok(row.try_get("code")?)).collect()
            }
            Beside::Postgres(c) => {
                bound!().fetch_all(&mut **c).await?.iter().map(|row| Ok(row.try_get("code")?)).collect()
            }
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
