//! A file that is a row of pieces, each with its length before it, and at the end the SHA-256 of all of them: one that was cut off or changed is found out.

use anyhow::{Result, ensure};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::io::{BufReader, BufWriter, Read, Write};

/// A file that is being written.
pub(super) struct Putting<W: Write> {
    to: BufWriter<W>,
    sum: Sha256,
}

impl<W: Write> Putting<W> {
    pub fn into(to: W) -> Putting<W> {
        Putting { to: BufWriter::with_capacity(BUFFER, to), sum: Sha256::new() }
    }

    pub fn put<T: Serialize>(&mut self, piece: &T) -> Result<()> {
        let piece = postcard::to_allocvec(piece)?;
        let length = u32::try_from(piece.len())?.to_le_bytes();
        for part in [&length[..], &piece] {
            self.sum.update(part);
            self.to.write_all(part)?;
        }
        Ok(())
    }

    /// Writes what is left, and gives back what it was written to.
    pub fn done(mut self) -> Result<W> {
        self.to.write_all(&self.sum.finalize())?;
        self.to.into_inner().map_err(|e| e.into_error().into())
    }
}

/// A file that is being read. Until [`Taking::done`] nobody knows whether it is as it was written.
pub(super) struct Taking<R> {
    from: BufReader<R>,
    sum: Sha256,
    piece: Vec<u8>,
}

impl<R: Read> Taking<R> {
    pub fn from(from: R) -> Taking<R> {
        Taking { from: BufReader::with_capacity(BUFFER, from), sum: Sha256::new(), piece: vec![] }
    }

    /// The next piece, which may lend what it holds until the one after it.
    pub fn take<'a, T: Deserialize<'a>>(&'a mut self) -> Result<T> {
        let mut length = [0; 4];
        self.from.read_exact(&mut length)?;
        self.sum.update(length);
        // No more room is made than there are bytes, whatever the length says.
        let length = u64::from(u32::from_le_bytes(length));
        self.piece.clear();
        let read = self.from.by_ref().take(length).read_to_end(&mut self.piece)?;
        ensure!(read as u64 == length, "it was cut off");
        self.sum.update(&self.piece);
        Ok(postcard::from_bytes(&self.piece)?)
    }

    /// That it ends here, and is as it was written.
    pub fn done(mut self) -> Result<()> {
        let mut end = vec![];
        self.from.read_to_end(&mut end)?;
        ensure!(end == self.sum.finalize()[..], "it is not as it was written");
        Ok(())
    }
}

const BUFFER: usize = 1 << 20;

#[cfg(test)]
mod tests {
    use super::*;

    fn read(file: &[u8]) -> Result<(String, Vec<u32>)> {
        let mut taking = Taking::from(file);
        let (name, numbers) = (taking.take::<&str>()?.to_owned(), taking.take()?);
        taking.done()?;
        Ok((name, numbers))
    }

    #[test]
    fn what_was_cut_off_or_changed_anywhere_is_not_read() {
        let mut putting = Putting::into(vec![]);
        putting.put(&"halls").unwrap();
        putting.put(&vec![1u32, 2, 300_000]).unwrap();
        let file = putting.done().unwrap();
        assert_eq!(read(&file).unwrap(), ("halls".to_owned(), vec![1, 2, 300_000]));
        for at in 0..file.len() {
            assert!(read(&file[..at]).is_err(), "cut off at {at}");
            let mut other = file.clone();
            other[at] ^= 1;
            assert!(read(&other).is_err(), "changed at {at}");
        }
        assert!(read(&[file.as_slice(), b"x"].concat()).is_err());
    }
}
