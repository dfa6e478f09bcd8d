//! How a page looks: its size, theme and text, and whether all of it can be seen.

use serde_json::{Value, json};

use crate::{
    browser::Browser,
    error::{JourneyError, Outcome},
    visitor::Visitor,
    wait::eventually,
};

/// A screen, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Screen {
    pub width: u32,
    pub height: u32,
}

impl Screen {
    pub const PHONE: Self = Self {
        width: 360,
        height: 640,
    };
    pub const TABLET: Self = Self {
        width: 768,
        height: 1024,
    };
    pub const LAPTOP: Self = Self {
        width: 1366,
        height: 768,
    };
    pub const DESKTOP: Self = Self {
        width: 1920,
        height: 1080,
    };
}

/// What a page looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// What is wider than the room that it has. The map and rows of toggles are meant
/// to be: one moves them.
const WIDE: &str = "
const room = document.documentElement.clientWidth;
const boxes = 'main, dialog, .c-page, .c-page *, .c-board, .c-board *, .c-ballot, .c-ballot *';
const meant = '.c-map, .c-legend, .c-toggles, .c-rounds__scroll, .u-hidden, svg, select, input';
const wide = [...document.querySelectorAll('body *')].filter(it => {
  if (!it.checkVisibility() || it.closest(meant)) return false;
  const { left, right } = it.getBoundingClientRect();
  if (left < -1 || right > room + 1) return true;
  return getComputedStyle(it).display !== 'inline' && it.matches(boxes) && it.scrollWidth > it.clientWidth + 1;
});
if (wide.length === 0 && document.documentElement.scrollWidth <= room) return true;
return wide.slice(0, 8).map(it => `${it.tagName}.${it.className} ${it.scrollWidth}/${it.clientWidth}`).join(', ');
";

/// Whether nothing has moved for some frames.
const STILL: &str = "
const [selector, done] = arguments;
const places = () => JSON.stringify([...document.querySelectorAll(selector)].map(it => {
  const { x, y } = it.getBoundingClientRect();
  return [x, y].map(Math.round);
}));
const first = places();
let frames = 6;
const look = () => {
  const now = places();
  if (now === '[]' || now !== first) done(now);
  else if (--frames === 0) done(true);
  else requestAnimationFrame(look);
};
requestAnimationFrame(look);
";

/// Text that its box cuts off. The map and what only a screen reader gets are
/// cut off on purpose; a long notice ends after three lines.
const CLIPPED: &str = "
const meant = '.c-map, .u-hidden, .c-notice p';
const cut = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walk.nextNode()) {
  const text = walk.currentNode;
  let box = text.parentElement;
  if (text.data.trim() === '' || box.closest(meant) || !box.checkVisibility({ visibilityProperty: true })) continue;
  while (box !== null && getComputedStyle(box).overflow === 'visible') box = box.parentElement;
  if (box === null) continue;
  const { overflowX, overflowY } = getComputedStyle(box);
  const hides = way => way === 'hidden' || way === 'clip';
  const room = box.getBoundingClientRect();
  const range = document.createRange();
  range.selectNodeContents(text);
  const all = range.getBoundingClientRect();
  if (hides(overflowX) && (all.left < room.left - 1 || all.right > room.right + 1)
      || hides(overflowY) && (all.top < room.top - 1 || all.bottom > room.bottom + 1)) {
    cut.push(`${box.tagName}.${box.className}: ${text.data.trim().slice(0, 60)}`);
  }
}
return cut.length === 0 || cut.slice(0, 5).join('; ');
";

impl Visitor {
    /// Firefox has a least width of its own, some 450 pixels; Chromium shows
    /// exactly what was asked for.
    pub async fn screen(&self, screen: Screen) -> Outcome {
        match self.browser() {
            Browser::Chromium => {
                let metrics = json!({
                    "width": screen.width,
                    "height": screen.height,
                    "deviceScaleFactor": 1,
                    "mobile": screen.width < 600,
                });
                self.driver()
                    .cdp()
                    .send_raw("Emulation.setDeviceMetricsOverride", metrics)
                    .await?;
            }
            Browser::Firefox => {
                self.driver()
                    .set_window_rect(0, 0, screen.width, screen.height + 86)
                    .await?;
            }
        }
        Ok(())
    }

    /// Changes only the colours, so that whatever is open stays open.
    pub async fn colours(&self, theme: Theme) -> Outcome {
        let script = "document.documentElement.dataset.theme = arguments[0]";
        self.ask(script, vec![json!(theme.as_str())]).await?;
        self.settle().await
    }

    /// Chooses a theme, as the button does, for this and later pages.
    pub async fn theme(&self, theme: Theme) -> Outcome {
        let script = "localStorage.setItem('peta/theme', arguments[0])";
        self.ask(script, vec![json!(theme.as_str())]).await?;
        self.reload().await
    }

    /// Waits until fonts, pictures and transitions have come to rest; what goes on
    /// for ever is left out.
    pub async fn settle(&self) -> Outcome {
        let script = "return document.fonts.status === 'loaded'
            && document.getAnimations().every(one => one.playState !== 'running'
                || one.effect.getComputedTiming().endTime === Infinity)
            && [...document.images].every(one => one.complete || one.loading === 'lazy')";
        self.until("the page has come to rest", script).await
    }

    /// Waits until elements of a kind are there and stay where they are: a
    /// drawing that a script moves is no animation that the browser knows of.
    pub async fn comes_to_rest(&self, selector: &str) -> Outcome {
        eventually(&format!("{selector} comes to rest"), async || {
            let answer = self
                .driver()
                .execute_async(STILL, vec![json!(selector)])
                .await
                .map_err(|error| error.to_string())?;
            match answer.json() {
                Value::Bool(true) => Ok(()),
                other => Err(other.to_string()),
            }
        })
        .await
    }

    /// Nothing sticks out to the side: neither of the window, nor of a part of the
    /// page that scrolls by itself, nor of a card's border.
    pub async fn fits_its_width(&self, page: &str) -> Outcome {
        self.until(&format!("{page} fits its width"), WIDE).await
    }

    /// No text is cut off by the box that it is in.
    pub async fn nothing_is_clipped(&self, page: &str) -> Outcome {
        self.settle().await?;
        match self.ask(CLIPPED, Vec::new()).await? {
            Value::Bool(true) => Ok(()),
            cut => Err(JourneyError::broken(format!("{page} cuts off text: {cut}"))),
        }
    }

    /// Text at this many percent of its size.
    pub async fn text_size(&self, percent: u32) -> Outcome {
        let script = "document.documentElement.style.fontSize = arguments[0] + '%';
            dispatchEvent(new Event('resize'))";
        self.ask(script, vec![json!(percent)]).await.map(drop)
    }

    pub async fn picture(&self) -> Outcome<Vec<u8>> {
        Ok(self.driver().screenshot_as_png().await?)
    }
}
