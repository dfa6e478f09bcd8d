//! The app: its state, its frame, and which page is shown.

use std::time::Duration;

use leptos::prelude::*;
use leptos_router::{
    components::Router,
    hooks::use_location,
    location::{BrowserUrl, LocationProvider},
};
use wire::{Boot, Card, Contest, InnovationSlug};

use crate::{
    components::{NetworkStrip, NoticeBar, TabBar, TopBar},
    i18n::{self, fill, localized, t},
    page::Page,
    pages::{AboutPage, FloorPage, MissingPage, ProfilePage, ResultsPage},
    platform::document,
    state::{BallotBox, CatalogueState, EditionState, Session, Stop},
};

/// How often the clock is looked at: opening and closing are noticed in time.
const TICK: Duration = Duration::from_secs(20);

#[component]
pub fn App(boot: Boot) -> impl IntoView {
    view! {
        <Router>
            <Root boot />
        </Router>
    }
}

/// Makes the state, and draws everything again when the language changes.
#[component]
fn Root(boot: Boot) -> impl IntoView {
    let language = boot.language.clone();
    let (edition, cards, contests) = EditionState::new(boot);
    let session = Session::new(&language);
    let catalogue = CatalogueState::new(edition, session, cards);
    let contests = fill_contests(edition, contests, cards);
    let ballot = BallotBox::new(edition, session, contests.leak());
    provide_context(edition);
    provide_context(session);
    provide_context(catalogue);
    provide_context(ballot);
    set_interval(move || edition.tick(), TICK);
    let asked = catalogue
        .filters
        .with_untracked(|filters| filters.language.clone());
    if let Some(kept) = Session::kept_language()
        && asked.is_empty()
        && kept != language
    {
        session.choose_language(kept);
    }
    move || {
        session.language();
        view! { <Frame /> }.into_any()
    }
}

/// Adds to each contest the innovations that the cards put there.
fn fill_contests(
    edition: EditionState,
    mut contests: Vec<Contest>,
    cards: &[Card],
) -> Vec<Contest> {
    let on_ballot = || -> Vec<_> {
        cards
            .iter()
            .map(|card| (card.number, card.category.clone()))
            .collect()
    };
    if contests.is_empty() {
        return voting::contests(
            edition.edition().rule,
            &edition.facts().categories,
            &on_ballot(),
        );
    }
    if contests.iter().any(|contest| contest.numbers.is_empty()) {
        let counted = voting::contests(
            edition.edition().rule,
            &edition.facts().categories,
            &on_ballot(),
        );
        for contest in &mut contests {
            if let Some(same) = counted.iter().find(|it| it.category == contest.category) {
                contest.numbers.clone_from(&same.numbers);
            }
        }
    }
    contests
}

/// What is drawn anew when one goes to another page.
#[derive(Clone, PartialEq)]
enum Screen {
    /// Home, board and ballot: the map stays.
    Floor,
    Innovation(InnovationSlug),
    Results,
    About,
    Missing,
}

#[component]
fn Frame() -> impl IntoView {
    let session = expect_context::<Session>();
    let path = use_location().pathname;
    let page = Memo::new(move |_| Page::parse(&path.get()));
    let screen = Memo::new(move |_| match page.get() {
        page if page.has_map() => Screen::Floor,
        Page::Innovation(slug) => Screen::Innovation(slug),
        Page::Results => Screen::Results,
        Page::About => Screen::About,
        _ => Screen::Missing,
    });
    on_navigation(page);
    view! {
        <a
            class="c-skip"
            href="#main"
            on:click=move |event| {
                event.prevent_default();
                event.stop_propagation();
                document::focus_heading();
            }
        >
            {t("nav.skip")}
        </a>
        <TopBar page />
        <main class="c-main" id="main" data-screen=move || name(&screen.get())>
            {move || match screen.get() {
                Screen::Floor => view! { <FloorPage page /> }.into_any(),
                Screen::Innovation(slug) => view! { <ProfilePage slug /> }.into_any(),
                Screen::Results => view! { <ResultsPage /> }.into_any(),
                Screen::About => view! { <AboutPage /> }.into_any(),
                Screen::Missing => view! { <MissingPage /> }.into_any(),
            }}
        </main>
        <div class="c-feet">
            <NoticeBar />
            <NetworkStrip />
            <TabBar page />
        </div>
        <div class="u-hidden" role="status" aria-live="polite">
            {move || session.announcement.get()}
        </div>
    }
}

/// For `data-screen`.
const fn name(screen: &Screen) -> &'static str {
    match screen {
        Screen::Floor => "floor",
        Screen::Innovation(_) => "innovation",
        Screen::Results => "results",
        Screen::About => "about",
        Screen::Missing => "missing",
    }
}

/// Does what the router leaves to us: the address bar, title, focus, and
/// telling a screen reader which page this is.
fn on_navigation(page: Memo<Page>) {
    let edition = expect_context::<EditionState>();
    let session = expect_context::<Session>();
    let catalogue = expect_context::<CatalogueState>();
    let address = use_context::<BrowserUrl>();
    Effect::new(move |before: Option<Page>| {
        let page = page.get();
        // Links wait for a view to be ready before the address changes; ours always is.
        if let Some(address) = &address {
            address.ready_to_complete();
        }
        let event = localized(&edition.edition().name);
        let here = match &page {
            Page::Home => t("nav.home"),
            Page::Board => t("nav.board"),
            Page::Ballot => t("nav.ballot"),
            Page::Results => t("nav.results"),
            Page::About => t("nav.about"),
            Page::Missing => t("missing.title"),
            Page::Innovation(slug) => catalogue
                .by_slug(slug)
                .map_or_else(|| t("nav.innovation"), |card| card.name.clone()),
        };
        document::set_title(&fill("title", &[("page", &here), ("event", &event)]));
        if before.as_ref() != Some(&page) {
            match page {
                Page::Board => session.stop.set(Stop::Full),
                Page::Ballot => {}
                _ if before == Some(Page::Board) => session.stop.set(Stop::Peek),
                _ => {}
            }
            if before.is_some() {
                session.announce(here);
                document::focus_heading();
            }
        }
        page
    });
}

/// Takes over the page that the server made.
pub fn start() {
    let Some(boot) = document::text_of("peta-boot") else {
        return;
    };
    // Where the data cannot be read, the server's first view stays as it is.
    let Ok(mut boot) = crate::json::from_str::<Boot>(&boot) else {
        return;
    };
    i18n::install(&boot.language, core::mem::take(&mut boot.messages));
    let Some(root) = document::empty_root("app") else {
        return;
    };
    leptos::mount::mount_to(root, move || view! { <App boot /> }).forget();
}
