//! Feeds of changes (RPDE): from page to page until one is empty. What was last said of each thing holds, so that nothing is known before the end: until then it
//! lies in a file, and only where it lies is in memory.

use super::{Page, Stop, Walk};
use crate::directory::import::documents::id_in;
use anyhow::{Context as _, anyhow};
use base::seal;
use serde_json::Value;
use std::{
    collections::{HashMap, HashSet},
    fs::{File, OpenOptions},
    io::{BufReader, BufWriter, Read, Seek, SeekFrom, Write},
};

impl Walk {
    pub(super) async fn changes(&mut self, first: Page) -> Result<(), Stop> {
        let mut visited = HashSet::from([self.base.to_string()]);
        let mut spool = Spool::new()?;
        let (mut page, mut at) = (first, self.base.clone());
        for _ in 0..self.manners.pages {
            let empty = page.records.is_empty() && page.too_large.is_empty();
            for beginning in page.too_large {
                let item = self.reader.too_large(&beginning);
                self.put(item).await?;
            }
            for (raw, _) in page.records {
                match id_in(&raw) {
                    Some(id) => spool.put(id, &raw)?,
                    // What is no item is said to be none.
                    None => self.record(raw, None).await?,
                }
            }
            let next = page.head.get("next").and_then(Value::as_str).map(|n| at.join(n)).transpose();
            let next = next.map_err(|_| anyhow!("the next page has no address"))?.unwrap_or_else(|| at.clone());
            if empty || next == at {
                let mut said = spool.read()?;
                while let Some(raw) = said.next()? {
                    self.record(raw, None).await?;
                }
                return Ok(());
            }
            if !visited.insert(next.to_string()) {
                return Err(anyhow!("the pages go in a circle: {next} came before").into());
            }
            page = self.page(next.clone()).await?;
            at = next;
        }
        Err(anyhow!("it has more than {} pages", self.manners.pages).into())
    }
}

/// So many things may a feed of changes speak of, and so much say of them.
const MOST: usize = 2_000_000;
const LARGEST: u64 = 4 << 30;

/// What was said, one after another in a file of our own, which is gone with it; and where the last of each thing stands.
struct Spool {
    file: BufWriter<File>,
    end: u64,
    last: HashMap<String, (u64, usize)>,
    most: u64,
}

impl Spool {
    fn new() -> anyhow::Result<Spool> {
        let path = std::env::temp_dir().join(format!("kith-changes-{}", &seal::token()[..16]));
        let mut options = OpenOptions::new();
        options.read(true).write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(&path).context("there is no room for what the feed says")?;
        // It has no name from here on, and is gone when it is closed, however that comes about.
        std::fs::remove_file(&path).context("there is no room for what the feed says")?;
        Ok(Spool { file: BufWriter::new(file), end: 0, last: HashMap::new(), most: LARGEST })
    }

    /// Takes what is said of a thing; what was said of it before holds no more.
    fn put(&mut self, id: String, raw: &[u8]) -> anyhow::Result<()> {
        if self.end + raw.len() as u64 > self.most || self.last.len() >= MOST && !self.last.contains_key(&id) {
            return Err(anyhow!("it has more than {MOST} things in it, or more than {} GB", LARGEST >> 30));
        }
        self.file.write_all(raw).context("what the feed says could not be put aside")?;
        self.last.insert(id, (self.end, raw.len()));
        self.end += raw.len() as u64;
        Ok(())
    }

    /// What holds, in the order in which it was said.
    fn read(self) -> anyhow::Result<Said> {
        let mut file = self.file.into_inner().context("what the feed says could not be put aside")?;
        file.seek(SeekFrom::Start(0))?;
        let mut places: Vec<(u64, usize)> = self.last.into_values().collect();
        places.sort_unstable();
        Ok(Said { file: BufReader::new(file), at: 0, places: places.into_iter() })
    }
}

struct Said {
    file: BufReader<File>,
    at: u64,
    places: std::vec::IntoIter<(u64, usize)>,
}

impl Said {
    fn next(&mut self) -> anyhow::Result<Option<Vec<u8>>> {
        let Some((start, length)) = self.places.next() else { return Ok(None) };
        self.file.seek_relative(i64::try_from(start - self.at)?)?;
        let mut raw = vec![0; length];
        self.file.read_exact(&mut raw)?;
        self.at = start + length as u64;
        Ok(Some(raw))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_on_each_thing_holds_and_no_disk_is_filled() {
        let mut spool = Spool::new().unwrap();
        for (id, raw) in [("a", "one"), ("b", "two"), ("a", "three"), ("c", "")] {
            spool.put(id.to_owned(), raw.as_bytes()).unwrap();
        }
        spool.most = 20;
        assert!(spool.put("d".to_owned(), b"too much of it").unwrap_err().to_string().contains("more than 4 GB"));
        let mut said = spool.read().unwrap();
        let mut all = vec![];
        while let Some(raw) = said.next().unwrap() {
            all.push(String::from_utf8(raw).unwrap());
        }
        assert_eq!(all, ["two", "three", ""]);
    }
}
