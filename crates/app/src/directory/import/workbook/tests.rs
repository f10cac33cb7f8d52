//! Files that somebody has tampered with, and those that no test has thought of.

use super::*;
use testkit::sheets::{self, Cell};

fn kinds() -> [Vec<u8>; 3] {
    let rows = || {
        vec![
            vec![Cell::Text("Name"), Cell::Text("Postcode"), Cell::Text("Tuesday"), Cell::Text("Free")],
            vec![Cell::Text("Café choir"), Cell::Text("E15 4ES"), Cell::Time(0.4375), Cell::Bool(true)],
            vec![Cell::Empty, Cell::Number(7.0), Cell::Day(46357.0)],
        ]
    };
    let sheets = || [("Groups", rows()), ("Other", rows())];
    [sheets::xlsx(&sheets()), sheets::ods(&sheets()), sheets::xls(&sheets())]
}

#[test]
fn three_kinds_have_the_same_in_them() {
    for bytes in kinds() {
        let read = all(bytes, None).unwrap();
        assert_eq!(read.iter().map(|s| s.name.as_str()).collect::<Vec<_>>(), ["Groups", "Other"]);
        let own = |cells: &[(usize, &str)]| cells.iter().map(|(at, t)| (*at, (*t).to_owned())).collect::<Vec<_>>();
        assert_eq!(
            read[0].rows,
            [
                (1, own(&[(0, "Name"), (1, "Postcode"), (2, "Tuesday"), (3, "Free")])),
                (2, own(&[(0, "Café choir"), (1, "E15 4ES"), (2, "10:30"), (3, "TRUE")])),
                (3, own(&[(1, "7"), (2, "2026-12-01")])),
            ]
        );
    }
}

/// It is read or refused, and never asks for more than there can be. (A panic of the reader is caught by `sheets`.)
#[test]
fn no_change_of_a_byte_does_harm() {
    for bytes in kinds() {
        for at in 0..bytes.len() {
            for change in [0x01, 0x80, 0xff] {
                let mut bytes = bytes.clone();
                bytes[at] ^= change;
                let read = catch_unwind(AssertUnwindSafe(|| all(bytes, None)));
                if let Ok(Ok(sheets)) = read {
                    assert!(sheets.iter().map(|s| s.rows.len()).sum::<usize>() <= 12, "byte {at}");
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    for bytes in kinds() {
        for to in (0..bytes.len() - 1).step_by(97) {
            let read = catch_unwind(AssertUnwindSafe(|| all(bytes[..to].to_vec(), None)));
            assert!(
                !matches!(read, Ok(Ok(sheets)) if sheets.iter().any(|s| s.rows.len() > 3)),
                "{to} of {}",
                bytes.len()
            );
        }
    }
}
