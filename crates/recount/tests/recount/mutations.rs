//! 20,000 spoilt archives: each is refused, none makes it panic, and where entries
//! of the log are spoilt the first one of them is named.

use ledger::{
    Entry,
    log::{Opening, decode_bundle, encode_bundle},
};
use recount::{Fault, RESULT};

use crate::{
    archive::{Archive, Election},
    chance::Chance,
};

const EACH: usize = 4_000;

/// Pieces of a file of entries or openings.
fn pieces(file: &[u8], count: usize) -> Vec<Vec<u8>> {
    let width = u16::try_from(count).expect("few");
    let pieces = decode_bundle(file, width).expect("pieces");
    pieces.into_iter().map(Vec::from).collect()
}

fn packed(pieces: &[Vec<u8>]) -> Vec<u8> {
    encode_bundle(pieces.iter().map(Vec::as_slice)).expect("short")
}

/// Spoils pieces; says the place of the first that is not what it was.
fn spoil(pieces: &mut Vec<Vec<u8>>, chance: &mut Chance) -> Option<usize> {
    let before = pieces.clone();
    let (a, b) = chance.places(pieces.len());
    match chance.place(6) {
        0 => pieces.swap(a, b),
        1 => drop(pieces.remove(a)),
        2 => pieces.insert(b, before[a].clone()),
        3 => pieces[a..=b].reverse(),
        4 => pieces[a..=b].rotate_left(1),
        _ => {
            let at = chance.place(pieces[a].len());
            pieces[a][at] ^= 1 << chance.place(8);
        }
    }
    let length = before.len().min(pieces.len());
    let first = (0..length).find(|at| pieces[*at] != before[*at]);
    first.or_else(|| (pieces.len() != before.len()).then_some(length))
}

/// The entries' file, with how many there are.
fn entries(election: &Election, archive: &Archive) -> (String, usize) {
    let count = election.entries.len();
    let path = format!("log/tile/entries/000.p/{count}");
    assert!(archive.0.contains_key(&path));
    (path, count)
}

#[test]
fn flipped_bits_of_any_file() {
    let archive = Election::new().write();
    // Tiles of hashes prove nothing and are not read.
    let paths: Vec<&String> = archive
        .0
        .keys()
        .filter(|it| !it.contains("tile/0/"))
        .collect();
    let mut chance = Chance(1);
    for _ in 0..EACH {
        let mut spoilt = archive.clone();
        let path = paths[chance.place(paths.len())];
        let file = spoilt.0.get_mut(path).expect("a file");
        let at = chance.place(file.len());
        file[at] ^= 1 << chance.place(8);
        let refused = spoilt.recount();
        assert!(refused.is_err(), "{path}, byte {at}");
    }
}

#[test]
fn entries_swapped_dropped_doubled_reordered_and_altered() {
    let election = Election::new();
    let archive = election.write();
    let (path, count) = entries(&election, &archive);
    let mut chance = Chance(2);
    for _ in 0..EACH {
        let mut spoilt = archive.clone();
        let mut all = pieces(&archive.0[&path], count);
        let Some(first) = spoil(&mut all, &mut chance) else {
            continue;
        };
        spoilt.0.insert(path.clone(), packed(&all));
        // One more at the end is none of the checkpoint's.
        let expected = if first == count {
            Fault::Length { path: path.clone() }
        } else {
            Fault::Altered {
                index: first as u64,
            }
        };
        assert_eq!(spoilt.recount().map(drop), Err(expected));
    }
}

/// Whoever holds the log's key can sign another log, but no ballot.
#[test]
fn ballots_altered_by_the_log_itself() {
    let election = Election::new();
    let ballots: Vec<usize> = (0..election.entries.len())
        .filter(|at| Entry::from_bytes(&election.entries[*at]).is_ok())
        .collect();
    let mut chance = Chance(3);
    for _ in 0..EACH {
        let mut spoilt = election.clone();
        let at = ballots[chance.place(ballots.len())];
        // Behind the kind and the channel, which nobody signs: the channel is
        // looked at in `faults`.
        let byte = 2 + chance.place(spoilt.entries[at].len() - 2);
        spoilt.entries[at][byte] ^= 1 << chance.place(8);
        let index = at as u64;
        let refused = spoilt.write().recount().map(drop);
        let expected = if byte < 34 {
            Fault::OtherManifest { index }
        } else {
            Fault::Signature { index }
        };
        assert_eq!(refused, Err(expected));
    }
}

#[test]
fn openings_swapped_dropped_doubled_reordered_and_altered() {
    let election = Election::new();
    let archive = election.write();
    let path = "openings/000";
    let mut chance = Chance(4);
    for _ in 0..EACH {
        let mut spoilt = archive.clone();
        let mut all = pieces(&archive.0[path], election.openings.len());
        let Some(first) = spoil(&mut all, &mut chance) else {
            continue;
        };
        spoilt.0.insert(path.to_owned(), packed(&all));
        let refused = spoilt.recount().expect_err("it does not hold");
        let named = match &refused {
            Fault::OtherOpening { place }
            | Fault::DoesNotOpen { place, .. }
            | Fault::Marks { place, .. } => Some(*place),
            _ => None,
        };
        // Too few or too many are named as such.
        if all.len() == election.openings.len() {
            assert_eq!(named, Some(first as u64), "{refused}");
        } else {
            assert_eq!(
                refused,
                Fault::Length {
                    path: path.to_owned()
                }
            );
        }
    }
}

#[test]
fn results_altered() {
    let election = Election::new();
    let archive = election.write();
    let index = election.entries.len() as u64 - 1;
    let body = &archive.0[RESULT];
    let digits: Vec<usize> = (0..body.len())
        .filter(|at| body[*at].is_ascii_digit())
        .collect();
    let mut chance = Chance(5);
    for _ in 0..EACH {
        let at = digits[chance.place(digits.len())];
        let digit = b'0' + u8::try_from(chance.place(10)).expect("a digit");
        if body[at] == digit {
            continue;
        }
        let mut spoilt = archive.clone();
        spoilt.0.get_mut(RESULT).expect("a file")[at] = digit;
        let refused = spoilt.recount().map(drop).expect_err("it does not hold");
        // Some of them are no JSON any more.
        let is_named = match &refused {
            Fault::OtherResult { index: named } => *named == index,
            Fault::File { path, .. } => path == RESULT,
            _ => false,
        };
        assert!(is_named, "{refused}");
    }
}

#[test]
fn openings_of_other_marks_by_the_log_itself() {
    let election = Election::new();
    for place in 0..election.openings.len() {
        let mut spoilt = election.clone();
        spoilt.openings[place].marks = vec![crate::archive::mark(0, 3), crate::archive::mark(1, 5)];
        if spoilt.openings[place] == election.openings[place] {
            continue;
        }
        let refused = spoilt.write().recount().map(drop);
        let named =
            |it: &Fault| matches!(it, Fault::DoesNotOpen { place: at, .. } if *at == place as u64);
        assert!(refused.is_err_and(|it| named(&it)));
    }
    let bytes = election.openings[0].to_bytes();
    assert_eq!(
        Opening::from_bytes(&bytes).as_ref(),
        Ok(&election.openings[0])
    );
}
