//! Every URL of the app, in one place.

#[cfg(feature = "staff")]
use core::sync::atomic::{AtomicBool, Ordering::Relaxed};

use wire::InnovationSlug;

/// What stands before all paths on a tablet at a booth, so that such a page,
/// loaded again, is the kiosk again.
#[cfg(feature = "staff")]
pub const KIOSK: &str = "/kiosk";

#[cfg(feature = "staff")]
static IS_KIOSK: AtomicBool = AtomicBool::new(false);

/// From now on all pages are a kiosk's.
#[cfg(feature = "staff")]
pub fn become_kiosk() {
    IS_KIOSK.store(true, Relaxed);
}

/// A page of the app, as its path names it. Filters are in the query: `filters`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Page {
    /// Map and board.
    Home,
    /// The board before the map, where there is no room for both.
    Board,
    Innovation(InnovationSlug),
    Ballot,
    Results,
    About,
    /// No such page.
    Missing,
}

impl Page {
    /// The page that a path names, also where somebody typed it in capitals or with a
    /// slash at its end: the server leads from there to the right path.
    pub fn parse(path: &str) -> Self {
        #[cfg(feature = "staff")]
        let path = path.strip_prefix(KIOSK).unwrap_or(path);
        match path.trim_end_matches('/').to_ascii_lowercase().as_str() {
            "" => Self::Home,
            "/board" => Self::Board,
            "/ballot" => Self::Ballot,
            "/results" => Self::Results,
            "/about" => Self::About,
            other => match other.strip_prefix("/innovations/") {
                Some(slug) if !slug.is_empty() && !slug.contains('/') => {
                    Self::Innovation(slug.into())
                }
                _ => Self::Missing,
            },
        }
    }

    /// The path that names this page.
    pub fn path(&self) -> String {
        let path = self.own_path();
        #[cfg(feature = "staff")]
        if IS_KIOSK.load(Relaxed) {
            return [KIOSK, &path].concat();
        }
        path
    }

    fn own_path(&self) -> String {
        match self {
            Self::Home | Self::Missing => "/".into(),
            Self::Board => "/board".into(),
            Self::Innovation(slug) => ["/innovations/", slug.as_str()].concat(),
            Self::Ballot => "/ballot".into(),
            Self::Results => "/results".into(),
            Self::About => "/about".into(),
        }
    }

    /// Whether the page stands on the map's floor, so that the map stays when
    /// one goes from one such page to another.
    pub const fn has_map(&self) -> bool {
        matches!(self, Self::Home | Self::Board | Self::Ballot)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_found_again_by_its_path() {
        for page in [
            Page::Home,
            Page::Board,
            Page::Innovation("si-gesit".into()),
            Page::Ballot,
            Page::Results,
            Page::About,
        ] {
            assert_eq!(Page::parse(&page.path()), page);
        }
    }

    #[test]
    fn slashes_and_capitals_do_not_matter_and_strangers_are_missing() {
        assert_eq!(Page::parse("/board/"), Page::Board);
        assert_eq!(Page::parse("/Results"), Page::Results);
        let innovation = Page::Innovation("si-gesit".into());
        assert_eq!(Page::parse("/innovations/SI-Gesit/"), innovation);
        for path in [
            "/innovations",
            "/innovations/",
            "/innovations/a/b",
            "/admin",
        ] {
            assert_eq!(Page::parse(path), Page::Missing, "{path}");
        }
    }
}
