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
    components::{link, log_strip, network_strip, notice_bar, tab_bar, top_bar, update_strip},
    i18n::{self, fill, localized, t},
    page::Page,
    pages::{about_page, floor_page, missing_page, profile_page, results_page},
    platform::{
        document,
        dom::{Element, el, group, live},
        network,
    },
    reactive::Memo,
    state::{
        Arrival, BallotBox, CatalogueState, EditionState, Session, Stop, ballot::Standing, clock,
    },
};

/// How often the clock is looked at: whoever looks over a ballot when the hour
/// strikes is to know it then.
const TICK: Duration = Duration::from_secs(2);

/// The router's context, and in it the app, which makes its own elements.
#[component]
fn App(boot: Boot) -> impl IntoView {
    view! { <Router><Start boot /></Router> }
}

/// Makes the state, and draws everything again when the language changes.
#[component]
fn Start(mut boot: Boot) -> impl IntoView {
    let language = boot.language.clone();
    // Only the home page shows its cards in that order; elsewhere all who open
    // one shared link would get the same.
    let is_home = document::path() == "/";
    let session = Session::new(&language, is_home.then_some(boot.seed));
    let arrival = Arrival::of(&mut boot);
    let (edition, cards, contests) = EditionState::new(boot);
    let catalogue = CatalogueState::new(edition, session, cards);
    let contests = fill_contests(edition, contests, cards);
    let ballot = BallotBox::new(edition, session, contests.leak());
    provide_context(edition);
    provide_context(session);
    provide_context(catalogue);
    provide_context(ballot);
    provide_context(arrival);
    set_interval(move || edition.tick(), TICK);
    clock::follow(edition);
    network::watch_new(move || {
        // Nobody looks and nothing is begun: it can come by itself.
        if !network::is_visible() && ballot.standing() == Standing::Empty {
            document::reload();
        }
        session.outdated.set(true);
    });
    let asked = catalogue
        .filters
        .with_untracked(|filters| filters.language.clone());
    if let Some(kept) = Session::kept_language()
        && asked.is_empty()
        && kept != language
    {
        session.choose_language(kept);
    }
    if let Some(root) = document::root() {
        live(move || {
            session.language();
            frame()
        })
        .take_over(&root);
    }
}

/// Adds to each contest the innovations that the cards put there.
pub fn fill_contests(
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

fn frame() -> Element {
    let session = expect_context::<Session>();
    let path = use_location().pathname;
    let page = Memo::new(move || Page::parse(&path.get()));
    let screen = Memo::new(move || match page.get() {
        page if page.has_map() => Screen::Floor,
        Page::Innovation(slug) => Screen::Innovation(slug),
        Page::Results => Screen::Results,
        Page::About => Screen::About,
        _ => Screen::Missing,
    });
    on_navigation(page);
    let skip = link("c-skip", "#main")
        .text(&t("nav.skip"))
        .on("click", |event| {
            event.prevent_default();
            event.stop_propagation();
            document::focus_heading();
        });
    let main = el("main", "c-main")
        .attr("id", "main")
        .live_attr("data-screen", move || Some(name(&screen.get()).into()))
        .live(move || match screen.get() {
            Screen::Floor => floor_page(page),
            Screen::Innovation(slug) => profile_page(slug),
            Screen::Results => results_page(),
            Screen::About => about_page(),
            Screen::Missing => missing_page(),
        });
    let feet = el("div", "c-feet")
        .live_attr("data-page", move || {
            (page.get() == Page::Ballot).then(|| "ballot".into())
        })
        .child(notice_bar())
        .child(log_strip())
        .child(network_strip())
        .child(update_strip())
        .child(tab_bar(page));
    let said = el("div", "u-hidden")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .live_text(move || session.announcement.get());
    group([skip, top_bar(page), main, feet, said])
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
            session.trail.arrive(&page.path(), before.is_none());
            match page {
                Page::Board | Page::Ballot => session.stop.set(Stop::Full),
                Page::Home if before == Some(Page::Board) => session.stop.set(Stop::Peek),
                _ => {}
            }
            if before.is_some() {
                // What was said of the page before would cover this one's buttons.
                session.notice.set(None);
                session.legend.set(false);
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
    let Some(root) = document::root() else {
        return;
    };
    leptos::mount::mount_to(root, move || view! { <App boot /> }).forget();
}
