//! What big screen and remote know.

use std::sync::Arc;

use wire::{BallotNumber, Card, Contest, ContestStandings, Disclosure, Live};

use super::{
    feed::Feed,
    stage::{Programme, Stage},
    winners,
};
use crate::{
    i18n::{localized, t},
    json,
    platform::{
        random,
        storage::{self, Shelf},
    },
    reactive::RwSignal,
    state::EditionState,
};

/// Where this tab keeps what it shows: it may be loaded again in the middle of the show.
const KEPT: &str = "peta/stage";

/// The state of the desk.
#[derive(Clone, Copy)]
pub struct Desk(&'static DeskCells);

/// What is in it. A handle is one pointer, so closures stay small.
pub struct DeskCells {
    pub edition: EditionState,
    pub cards: &'static [Card],
    contests: &'static [Contest],
    pub feed: Feed,
    pub stage: RwSignal<Stage>,
    /// What counts stood at when the presenter froze them.
    held: RwSignal<Option<Arc<Live>>>,
}

impl core::ops::Deref for Desk {
    type Target = DeskCells;

    fn deref(&self) -> &DeskCells {
        self.0
    }
}

impl Desk {
    pub fn new(
        edition: EditionState,
        cards: &'static [Card],
        contests: &'static [Contest],
    ) -> Self {
        let kept = storage::read(Shelf::Tab, KEPT).and_then(|text| json::from_str(&text).ok());
        let stage: Stage = kept.unwrap_or_default();
        Self(Box::leak(Box::new(DeskCells {
            edition,
            cards,
            contests,
            feed: Feed::new(edition),
            // Frozen counts are gone with the page that had them.
            stage: RwSignal::new(Stage {
                frozen: false,
                ..stage
            }),
            held: RwSignal::new(None),
        })))
    }

    /// What the screen shows of the counts.
    pub fn shown(self) -> Option<Arc<Live>> {
        self.held.get().or_else(|| self.feed.last.get())
    }

    /// Does what a key says.
    pub fn press(self, word: &str) {
        let mut stage = self.stage.get_untracked();
        if stage.press(word, &self.programme()) {
            self.show(stage);
        }
    }

    /// Puts any innovation into the light.
    pub fn light_any(self) {
        let mut stage = self.stage.get_untracked();
        let count = self.cards.len();
        let thrown = random::seed() as usize;
        stage.spot = thrown.checked_rem(count).map_or(0, |at| at + 1);
        self.stage.set(stage);
    }

    /// One picture further, where the show goes on by itself.
    pub fn play_on(self) {
        let mut stage = self.stage.get_untracked();
        if stage.autoplay && !stage.black {
            stage.play_on(&self.programme());
            self.show(stage);
        }
    }

    fn show(self, stage: Stage) {
        let before = self.stage.get_untracked();
        if before == stage {
            return;
        }
        if before.frozen != stage.frozen {
            let last = self.feed.last.get_untracked();
            self.held.set(if stage.frozen { last } else { None });
        }
        if let Ok(text) = json::to_string(&stage) {
            storage::write(Shelf::Tab, KEPT, &text).ok();
        }
        self.stage.set(stage);
    }

    fn programme(self) -> Programme {
        let last = self.held.get_untracked();
        let live = last.or_else(|| self.feed.last.get_untracked());
        let standings = live.as_ref().map(|live| &live.standings);
        let places = standings.map_or_else(Vec::new, |standings| {
            if standings.disclosure == Disclosure::Complete {
                let contests = standings.contests.iter();
                contests.map(|it| winners::places(it).len()).collect()
            } else {
                vec![0; standings.contests.len()]
            }
        });
        Programme {
            places: if places.is_empty() {
                vec![0; self.contests.len()]
            } else {
                places
            },
            innovations: self.cards.len(),
        }
    }

    pub fn card(self, number: BallotNumber) -> Option<&'static Card> {
        self.cards.iter().find(|card| card.number == number)
    }

    /// A contest's name.
    pub fn title(self, contest: &ContestStandings) -> String {
        match &contest.category {
            Some(code) => self.edition.category_label(code),
            None => t("results.all"),
        }
    }

    pub fn event(self) -> String {
        localized(&self.edition.edition().name)
    }
}
