//! A kiosk of the sample edition, for tests.

use std::error::Error;

use ledger::{Enclosed, KioskKey, NO_ENVELOPE, SealSecret};
use wire::{Channel, Hash, Head, PublicKey};

use super::sample::{Booth, Vote, at, begin, contents, slug};
use crate::{Arrival, NewLink, Received, Sealed, Store, Way};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A vote with the code of a voter, by whatever channel.
pub fn by_code(voter: u32, seq: u16, channel: Channel) -> Vote {
    Vote {
        channel,
        seq,
        device: None,
        ..Vote::first(voter)
    }
}

pub fn code_key(voter: u32) -> PublicKey {
    by_code(voter, 1, Channel::Code)
        .ballot(wire::Hex([0; 32]))
        .credential
}

/// An enrolled tablet with the link 1.
#[derive(Debug)]
pub struct Kiosk {
    key: KioskKey,
    manifest: Hash,
}

/// The sample with its voting open, as many active codes (voters from 1), and
/// a kiosk.
pub async fn open(store: &dyn Store, codes: u32) -> Result<(Booth, Kiosk)> {
    store.import(&contents(), at(-10)).await?;
    let keys: Vec<PublicKey> = (1..=codes).map(code_key).collect();
    store.add_codes(&slug(), "Manggar", &keys, at(-9)).await?;
    store.activate_codes(&slug(), 1, at(-8)).await?;
    let link = NewLink::Kiosk {
        booth: "Manggar".to_owned(),
        expires_at: at(9000),
    };
    store.add_link(&slug(), &link, at(-8)).await?;
    let key = KioskKey::from_seed([3; 32]);
    store.enrol(&slug(), 1, &key.public_key(), at(-7)).await?;
    let booth = begin(store).await?;
    let manifest = booth.manifest;
    Ok((booth, Kiosk { key, manifest }))
}

/// Any place in a queue of three.
pub fn place(turn: i64) -> usize {
    usize::try_from(turn * 7 % 3).unwrap_or(0)
}

/// Booths and how many codes they have.
pub async fn rows(store: &dyn Store) -> Result<Vec<(String, usize)>> {
    let booths = store.booths(&slug()).await?;
    let rows = booths.into_iter().map(|it| (it.name, it.keys.len()));
    Ok(rows.collect())
}

impl Kiosk {
    /// The first vote of each of so many voters, one behind the other.
    ///
    /// # Panics
    /// Where the ledger doesn't seal.
    pub fn queue(&self, voters: u32) -> Vec<Sealed> {
        let mut prev = NO_ENVELOPE;
        (1..=voters)
            .map(|voter| {
                let sealed = self.sealed(voter, voter, prev);
                prev = sealed.hash();
                sealed
            })
            .collect()
    }

    /// The first vote of a voter at that place.
    ///
    /// # Panics
    /// Where the ledger doesn't seal.
    pub fn sealed(&self, voter: u32, index: u32, prev: Hash) -> Sealed {
        let enclosed = Enclosed {
            ballot: by_code(voter, 1, Channel::Kiosk).ballot(self.manifest),
            entry: None,
        };
        let to = SealSecret::from_bytes(&[5; 32]).map(|it| it.public_key());
        let envelope = to
            .map_err(ledger::EnvelopeError::from)
            .and_then(|to| self.key.seal(&enclosed, &to, index, prev, [6; 32]))
            .expect("a ballot of a kiosk can be sealed");
        Sealed::check(&self.key.public_key(), envelope).expect("it was signed just now")
    }

    pub fn head(&self, last: &Sealed) -> Head {
        self.key
            .head(&slug(), 1, last.envelope().index, last.hash())
    }

    /// Sends them from the tablet, at that minute.
    pub async fn send(
        &self,
        store: &dyn Store,
        some: &[Sealed],
        head: Option<&Head>,
        minute: i64,
    ) -> Result<Received> {
        let arrival = Arrival {
            at: at(minute),
            way: Way::Tablet,
        };
        Ok(store.receive(&slug(), 1, some, head, arrival).await?)
    }
}
