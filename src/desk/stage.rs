//! What the big screen shows, and what each key does to it: pure, so that the
//! keyboard, a clicker and the phone in the presenter's hand do the same.

use serde::{Deserialize, Serialize};

/// One thing that the screen can show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scene {
    Join,
    Leaders,
    Map,
    Turnout,
    Reveal,
    Thanks,
}

impl Scene {
    /// In the order of the show; the key of each is its place, from 1.
    pub const ALL: [Self; 6] = [
        Self::Join,
        Self::Leaders,
        Self::Map,
        Self::Turnout,
        Self::Reveal,
        Self::Thanks,
    ];

    /// The word in `data-scene` and in keys.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Join => "join",
            Self::Leaders => "leaders",
            Self::Map => "map",
            Self::Turnout => "turnout",
            Self::Reveal => "reveal",
            Self::Thanks => "thanks",
        }
    }

    fn beside(self, steps: isize) -> Self {
        let at = Self::ALL.iter().position(|it| *it == self).unwrap_or(0);
        Self::ALL[at.saturating_add_signed(steps).min(Self::ALL.len() - 1)]
    }
}

/// The light in the hall.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Hall {
    Dark,
    Daylight,
}

/// All that the presenter has chosen. Small: it goes to the phone as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stage {
    pub scene: Scene,
    /// Which contest, by its index.
    pub contest: usize,
    /// The innovation in the light on the map, by its place among the cards, from 1; 0 for none.
    pub spot: usize,
    /// How many places of the contest are revealed.
    pub revealed: usize,
    /// Counts stand still on this screen.
    pub frozen: bool,
    pub black: bool,
    pub autoplay: bool,
    pub hall: Hall,
    /// Help, or the way to the remote, over the scene.
    pub overlay: Overlay,
}

/// What lies over the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Overlay {
    None,
    Keys,
    Remote,
}

/// What there is to show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Programme {
    /// Places to reveal in each contest.
    pub places: Vec<usize>,
    /// How many innovations there are.
    pub innovations: usize,
}

impl Default for Stage {
    fn default() -> Self {
        Self {
            scene: Scene::Join,
            contest: 0,
            spot: 0,
            revealed: 0,
            frozen: false,
            black: false,
            autoplay: false,
            hall: Hall::Dark,
            overlay: Overlay::None,
        }
    }
}

/// A word for what a key of the keyboard or of a clicker means; `None` for
/// keys that mean nothing here.
pub fn word_of(key: &str) -> Option<&'static str> {
    Some(match key {
        "ArrowRight" | "PageDown" | " " | "Enter" => "next",
        "ArrowLeft" | "PageUp" | "Backspace" => "previous",
        "ArrowDown" => "down",
        "ArrowUp" => "up",
        "b" | "B" | "." => "black",
        "z" | "Z" => "freeze",
        "a" | "A" => "autoplay",
        "t" | "T" => "hall",
        "r" | "R" => "remote",
        "?" | "h" | "H" => "keys",
        "Escape" => "close",
        "1" => "join",
        "2" => "leaders",
        "3" => "map",
        "4" => "turnout",
        "5" => "reveal",
        "6" => "thanks",
        _ => return None,
    })
}

impl Stage {
    /// Does what a word says; false where there is no such word.
    pub fn press(&mut self, word: &str, programme: &Programme) -> bool {
        // Whoever moves on in the dark wants to be seen again.
        let was_black = self.black;
        match word {
            "next" => self.next(programme),
            "previous" => self.previous(programme),
            "down" => self.step_inside(1, programme),
            "up" => self.step_inside(-1, programme),
            "black" => self.black = !was_black,
            "freeze" => self.frozen = !self.frozen,
            "autoplay" => self.autoplay = !self.autoplay,
            "hall" => {
                self.hall = match self.hall {
                    Hall::Dark => Hall::Daylight,
                    Hall::Daylight => Hall::Dark,
                }
            }
            "remote" => self.toggle(Overlay::Remote),
            "keys" => self.toggle(Overlay::Keys),
            "close" => self.overlay = Overlay::None,
            _ => match Scene::ALL.iter().find(|scene| scene.as_str() == word) {
                Some(scene) => self.go(*scene),
                None => return false,
            },
        }
        if matches!(word, "next" | "previous") {
            self.black = false;
            self.overlay = Overlay::None;
        }
        true
    }

    fn toggle(&mut self, overlay: Overlay) {
        self.overlay = if self.overlay == overlay {
            Overlay::None
        } else {
            overlay
        };
    }

    /// Shows a scene from its beginning.
    fn go(&mut self, scene: Scene) {
        self.scene = scene;
        self.contest = 0;
        self.revealed = 0;
        self.spot = 0;
        self.black = false;
        self.overlay = Overlay::None;
    }

    fn has_contests(&self) -> bool {
        matches!(self.scene, Scene::Leaders | Scene::Reveal)
    }

    fn next(&mut self, programme: &Programme) {
        let places = programme.places.get(self.contest).copied().unwrap_or(0);
        if self.scene == Scene::Reveal && self.revealed < places {
            self.revealed += 1;
        } else if self.has_contests() && self.contest + 1 < programme.places.len() {
            self.contest += 1;
            self.revealed = 0;
        } else if self.scene.beside(1) != self.scene {
            self.go(self.scene.beside(1));
        }
    }

    fn previous(&mut self, programme: &Programme) {
        if self.scene == Scene::Reveal && self.revealed > 0 {
            self.revealed -= 1;
        } else if self.has_contests() && self.contest > 0 {
            self.contest -= 1;
            // What was revealed stays so: nobody waits for it a second time.
            if self.scene == Scene::Reveal {
                self.revealed = programme.places.get(self.contest).copied().unwrap_or(0);
            }
        } else if self.scene.beside(-1) != self.scene {
            self.go(self.scene.beside(-1));
        }
    }

    /// Another contest or innovation within the scene, round and round.
    fn step_inside(&mut self, step: isize, programme: &Programme) {
        if self.scene == Scene::Map {
            self.spot = round(self.spot, step, programme.innovations + 1);
        } else if self.has_contests() {
            self.contest = round(self.contest, step, programme.places.len());
            self.revealed = 0;
        }
    }

    /// The next picture of a show that goes on by itself: round the contests
    /// and the scenes that everyone may see at any time. It never reveals.
    pub fn play_on(&mut self, programme: &Programme) {
        match self.scene {
            Scene::Leaders if self.contest + 1 < programme.places.len() => self.contest += 1,
            Scene::Join => self.go(Scene::Leaders),
            Scene::Leaders => self.go(Scene::Map),
            Scene::Map => self.go(Scene::Turnout),
            Scene::Turnout => self.go(Scene::Join),
            Scene::Reveal | Scene::Thanks => {}
        }
    }
}

fn round(at: usize, step: isize, count: usize) -> usize {
    match count {
        0 => 0,
        count => (at + count).saturating_add_signed(step) % count,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn programme() -> Programme {
        Programme {
            places: vec![3, 2],
            innovations: 4,
        }
    }

    fn after(words: &[&str]) -> Stage {
        let mut stage = Stage::default();
        for word in words {
            assert!(stage.press(word, &programme()), "{word}");
        }
        stage
    }

    #[test]
    fn one_key_goes_through_the_whole_show_and_another_one_back() {
        let mut stage = Stage::default();
        let mut seen = vec![stage.clone()];
        loop {
            stage.press("next", &programme());
            if seen.last() == Some(&stage) {
                break;
            }
            seen.push(stage.clone());
        }
        // Join, two leaders, map, turnout, (0 to 3) and (0 to 2) places, thanks.
        assert_eq!(seen.len(), 1 + 2 + 1 + 1 + 4 + 3 + 1);
        for word in ["thanks", "previous"] {
            stage.press(word, &programme());
        }
        assert_eq!((stage.scene, stage.revealed), (Scene::Reveal, 0));
    }

    #[test]
    fn reveal_goes_place_by_place_then_to_the_next_contest() {
        let stage = after(&["reveal", "next", "next"]);
        assert_eq!((stage.contest, stage.revealed), (0, 2));
        let stage = after(&["reveal", "next", "next", "next", "next"]);
        assert_eq!((stage.contest, stage.revealed), (1, 0));
        let stage = after(&["reveal", "next", "next", "next", "next", "previous"]);
        assert_eq!((stage.contest, stage.revealed), (0, 3));
    }

    #[test]
    fn moving_on_ends_the_dark_and_jumping_to_a_scene_too() {
        assert!(after(&["black"]).black);
        assert!(!after(&["black", "black"]).black);
        assert!(!after(&["black", "next"]).black);
        assert!(!after(&["black", "map"]).black);
    }

    #[test]
    fn the_light_goes_round_the_map() {
        assert_eq!(after(&["map", "down", "down"]).spot, 2);
        assert_eq!(after(&["map", "up"]).spot, 4);
        assert_eq!(after(&["map", "up", "down"]).spot, 0);
    }

    #[test]
    fn a_show_by_itself_never_reveals_and_never_ends() {
        let mut stage = Stage::default();
        for _ in 0..100 {
            stage.play_on(&programme());
            assert!(!matches!(stage.scene, Scene::Reveal | Scene::Thanks));
        }
        let mut stage = after(&["reveal", "next"]);
        let before = stage.clone();
        stage.play_on(&programme());
        assert_eq!(stage, before);
    }

    #[test]
    fn strange_words_do_nothing() {
        let mut stage = Stage::default();
        assert!(!stage.press("delete", &programme()));
        assert_eq!(stage, Stage::default());
    }

    #[test]
    fn an_edition_without_contests_has_nothing_to_go_through() {
        let mut stage = Stage::default();
        for word in ["leaders", "down", "next", "reveal", "next", "up"] {
            stage.press(word, &Programme::default());
        }
        assert_eq!(stage.contest, 0);
    }
}
