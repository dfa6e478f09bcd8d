//! One visit: language, theme, network, the sheet, and what is said to the person.

use wire::BallotNumber;

use super::Trail;
use crate::{
    i18n,
    platform::{
        document::{self, Screen},
        network, random,
        storage::{self, Shelf},
        theme::Theme,
    },
    reactive::RwSignal,
};

const LANGUAGE: &str = "peta/language";
const SEED: &str = "peta/seed";

/// How far the sheet over the map is pulled up, where there is a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    Peek,
    Half,
    Full,
}

impl Stop {
    pub const ALL: [Self; 3] = [Self::Peek, Self::Half, Self::Full];

    /// The word in `data-stop`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Peek => "peek",
            Self::Half => "half",
            Self::Full => "full",
        }
    }
}

/// Something that was just done, shown for a while.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// The picks before it, where it can be taken back.
    pub undo: Option<Vec<BallotNumber>>,
}

/// One visit.
#[derive(Clone, Copy)]
pub struct Session(&'static SessionCells);

/// What is in it. A handle is one pointer, so closures stay small.
pub struct SessionCells {
    pub theme: RwSignal<Theme>,
    pub online: RwSignal<bool>,
    pub stop: RwSignal<Stop>,
    pub screen: RwSignal<Screen>,
    /// Whether the map's legend is open.
    pub legend: RwSignal<bool>,
    /// The innovation that is marked on map and board alike.
    pub hovered: RwSignal<Option<BallotNumber>>,
    pub notice: RwSignal<Option<Notice>>,
    /// There is a newer version of this page.
    pub outdated: RwSignal<bool>,
    pub trail: Trail,
    /// What a screen reader is told.
    pub announcement: RwSignal<String>,
    /// Moves with each change of language, which draws the page again.
    language: RwSignal<String>,
    /// The order of cards for this visitor and session.
    seed: u64,
}

impl core::ops::Deref for Session {
    type Target = SessionCells;

    fn deref(&self) -> &SessionCells {
        self.0
    }
}

impl Session {
    /// `seed` is that of the order in which the page has its cards.
    pub fn new(language: &str, seed: Option<u32>) -> Self {
        let session = Self(Box::leak(Box::new(SessionCells {
            theme: RwSignal::new(Theme::kept()),
            online: RwSignal::new(network::is_online()),
            stop: RwSignal::new(Stop::Half),
            screen: RwSignal::new(Screen::now()),
            legend: RwSignal::new(false),
            hovered: RwSignal::new(None),
            notice: RwSignal::new(None),
            outdated: RwSignal::new(false),
            trail: Trail::new(),
            announcement: RwSignal::new(String::new()),
            language: RwSignal::new(language.into()),
            seed: kept_seed(seed),
        })));
        network::watch(move |online| session.online.set(online));
        document::watch_screen(move |screen| session.screen.set(screen));
        session
    }

    /// Pulls the sheet up far enough for what is in it to be seen.
    pub fn raise(self) {
        if self.stop.get_untracked() == Stop::Peek {
            self.stop.set(Stop::Half);
        }
    }

    pub fn seed(self) -> u64 {
        self.seed
    }

    pub fn language(self) -> String {
        self.language.get()
    }

    /// Says it to people who listen.
    pub fn announce(self, text: String) {
        self.announcement.set(text);
    }

    /// Shows it for a while, and says it.
    pub fn notify(self, text: String, undo: Option<Vec<BallotNumber>>) {
        self.announce(text.clone());
        self.notice.set(Some(Notice { text, undo }));
    }

    pub fn choose_theme(self, theme: Theme) {
        theme.apply();
        self.theme.set(theme);
    }

    /// Draws the page in another language, and keeps the choice.
    pub fn choose_language(self, language: String) {
        leptos::task::spawn_local(async move {
            match crate::api::languages_file(&language).await {
                Ok(messages) => {
                    i18n::install(&language, messages);
                    document::set_language(&language);
                    storage::write(Shelf::Visits, LANGUAGE, &language).ok();
                    self.language.set(language);
                }
                Err(_) => self.notify(i18n::t("error.language"), None),
            }
        });
    }

    /// The language that the person chose on an earlier visit.
    pub fn kept_language() -> Option<String> {
        storage::read(Shelf::Visits, LANGUAGE)
    }
}

/// The seed of this tab's first page: the order stays as long as the tab.
fn kept_seed(seed: Option<u32>) -> u64 {
    if let Some(kept) = storage::read(Shelf::Tab, SEED).and_then(|text| text.parse().ok()) {
        return kept;
    }
    let seed = seed.unwrap_or_else(random::seed);
    storage::write(Shelf::Tab, SEED, &seed.to_string()).ok();
    seed.into()
}
