//! Who this tablet is: enrolled once with a signed link, and then for good.
//!
//! Its key is on disk before the server hears of it, so that an answer that is
//! lost costs nothing: the same key enrols again. Who it is stays as it was
//! until the server has taken another link: a wrong one costs nothing either.

use core::time::Duration;

use ledger::KioskKey;
use serde::{Deserialize, Serialize};
use wire::{EditionSlug, Enrolled, Hex, ProblemCode};

use crate::{
    api::{self, Failure, Token},
    json,
    platform::{random, stay::pause, storage::NotKept, vault::Vault},
};

const VAULT: &str = "peta-kiosk";
const SELF: &str = "self";
/// Between two attempts to reach the server.
const PAUSE: Duration = Duration::from_secs(3);

/// What the tablet keeps of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// Of its key; never leaves the tablet.
    seed: Hex<32>,
    token: String,
    /// None until the server has answered.
    enrolled: Option<Enrolled>,
    /// What staff types to get behind the kiosk; empty until they chose it.
    #[serde(default)]
    pub pin: String,
    /// Staff has closed it for a while.
    #[serde(default)]
    pub paused: bool,
    /// In the vault.
    #[serde(skip)]
    place: u32,
}

/// Why this tablet is no kiosk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stranger {
    #[error("no link was opened on this tablet")]
    NoLink,
    #[error("the browser keeps nothing")]
    NotKept(#[from] NotKept),
    #[error("the server refuses the link")]
    Refused(ProblemCode),
    /// Another kiosk's ballots are still on this tablet.
    #[error("an earlier queue waits on this tablet")]
    QueueWaits,
}

impl Identity {
    pub fn enrolled(&self) -> Option<&Enrolled> {
        self.enrolled.as_ref()
    }

    pub fn key(&self) -> KioskKey {
        KioskKey::from_seed(self.seed.0)
    }

    pub fn token(&self) -> Token {
        Token(self.token.clone())
    }

    async fn keep(&self, vault: &Vault) -> Result<(), NotKept> {
        let text = json::to_string(self).map_err(|_| NotKept)?;
        vault.put(SELF, self.place, &text).await
    }

    /// Keeps what staff changed.
    pub async fn keep_change(&self) -> Result<(), NotKept> {
        let vault = Vault::open(VAULT, &[SELF]).await?;
        self.keep(&vault).await
    }

    /// The identity of this tablet, enrolled now if a link was opened. `waits`
    /// says how many ballots of an earlier identity are not with the server.
    pub async fn find(
        edition: &EditionSlug,
        waiting: impl AsyncFn(&Enrolled) -> Result<usize, NotKept>,
        on_wait: impl Fn(),
    ) -> Result<Self, Stranger> {
        let vault = Vault::open(VAULT, &[SELF]).await?;
        let kept = vault.all(SELF).await?;
        let next = kept.last().map_or(1, |(place, _)| *place + 1);
        let selves: Vec<Self> = kept
            .iter()
            .filter_map(|(place, text)| {
                let mut it: Self = json::from_str(text).ok()?;
                it.place = *place;
                Some(it)
            })
            .filter(|it| {
                let enrolled = it.enrolled.as_ref();
                enrolled.is_none_or(|it| it.edition == *edition)
            })
            .collect();
        // By the last link that was taken, or else the last one that was tried.
        let taken = selves.iter().rev().find(|it| it.enrolled.is_some());
        let known = taken.or(selves.last()).cloned();
        let mut identity = match (known.clone(), super::super::entry::token()) {
            (None, None) => return Err(Stranger::NoLink),
            (Some(known), None) => known,
            (_, Some(token)) => {
                let tried = selves.into_iter().rev().find(|it| it.token == token);
                tried.map_or_else(|| Self::new(token, next), Ok)?
            }
        };
        let before = known.filter(|known| known.token != identity.token);
        if let Some(enrolled) = before.and_then(|it| it.enrolled)
            && waiting(&enrolled).await? > 0
        {
            return Err(Stranger::QueueWaits);
        }
        if identity.enrolled.is_none() {
            identity.keep(&vault).await?;
            identity.enrolled = Some(identity.enrol(edition, on_wait).await?);
            identity.keep(&vault).await?;
        }
        Ok(identity)
    }

    fn new(token: String, place: u32) -> Result<Self, Stranger> {
        let seed = random::secret_bytes().ok_or(NotKept)?;
        Ok(Self {
            seed: Hex(seed),
            token,
            enrolled: None,
            pin: String::new(),
            paused: false,
            place,
        })
    }

    /// Asks until there is an answer.
    async fn enrol(&self, edition: &EditionSlug, on_wait: impl Fn()) -> Result<Enrolled, Stranger> {
        let token = self.token();
        loop {
            let answer = match api::link(&token).await {
                Ok(link) => api::enrol(&token, &self.key().enrol(edition, link.number)).await,
                Err(failure) => Err(failure),
            };
            match answer {
                Ok(enrolled) => return Ok(enrolled),
                Err(Failure::Refused(code)) => return Err(Stranger::Refused(code)),
                Err(_) => {
                    on_wait();
                    pause(PAUSE).await;
                }
            }
        }
    }
}
