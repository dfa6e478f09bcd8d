//! Nothing stands between a reader and the page: not the program that has not
//! arrived, not a long word, not large letters, not the controls of the map.

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Texts, Visitor, journey, same};
use serde_json::json;
use wire::{Card, Phase};

const SCREENS: [Screen; 2] = [Screen::PHONE, Screen::LAPTOP];

/// One of each kind of page.
fn pages(card: &Card) -> Vec<String> {
    let profile = format!("/innovations/{}", card.slug);
    let selected = format!("/?selected={}", card.slug);
    let others = [
        "/",
        "/board",
        "/ballot",
        "/results",
        "/about",
        "/kode",
        "/tanda-terima",
        "/nowhere",
    ];
    others
        .map(str::to_owned)
        .into_iter()
        .chain([profile, selected])
        .collect()
}

/// A shared link on a slow line: the middle of the heading belongs to the heading.
#[test]
fn before_the_app_is_there() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let card = &site.cards().await?[1];
            visitor.scripts(false).await?;
            for screen in SCREENS {
                visitor.screen(screen).await?;
                for page in pages(card) {
                    visitor.go(&site.url(&page)).await?;
                    let script = "const it = document.querySelector('main h1');
                        const { x, y, width, height } = it.getBoundingClientRect();
                        const top = document.elementFromPoint(x + width / 2, y + height / 2);
                        return it.contains(top) || `${top?.outerHTML.slice(0, 120)} over ${it.textContent}`";
                    let what = format!("the heading of {page} is seen at {}", screen.width);
                    visitor.until(&what, script).await?;
                }
            }
            visitor.scripts(true).await
        },
    )
}

/// As long as a name may be, without a place to break.
fn word(letters: usize) -> String {
    "PEMBERDAYAANPEREMPUAN"
        .chars()
        .cycle()
        .take(letters)
        .collect()
}

/// The longest words, with letters of twice the size, in both languages.
#[test]
fn long_words_in_large_letters() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            let change = |table: String| {
                table
                    .replace(",JAGA ROB,", &format!(",{},", word(120)))
                    .replace(",ADUK KOPI,", &format!(",{},", word(26)))
                    .replace("Badan Penanggulangan Bencana D", &format!("{} D", word(90)))
            };
            site.innovations(change).await?;
            site.phase(Phase::Voting).await?;
            let cards = site.cards().await?;
            let long: Vec<&Card> = cards
                .iter()
                .filter(|card| card.name.starts_with("PEMBERDAYAANPEREMPUAN"))
                .collect();
            let [first, .., last] = long[..] else {
                return Err(JourneyError::broken("the long names are not there"));
            };
            for card in [first, last] {
                visitor.open(&format!("/innovations/{}", card.slug)).await?;
                visitor.pick(card).await?;
            }
            let texts = Texts::of("id")?;
            visitor.open("/ballot?lang=id").await?;
            visitor
                .press(".c-ballot__bar button", texts.get("ballot.review")?)
                .await?;
            visitor.find("dialog[open]", "").await?;
            in_both_sizes(visitor, "the review").await?;
            visitor
                .press("dialog[open] button", texts.get("review.cast")?)
                .await?;
            visitor.ballot_is("stored").await?;
            for language in ["id", "en"] {
                for page in pages(first) {
                    let sign = if page.contains('?') { '&' } else { '?' };
                    let page = format!("{page}{sign}lang={language}");
                    visitor.open(&page).await?;
                    in_both_sizes(visitor, &page).await?;
                }
            }
            Ok(())
        },
    )
}

async fn in_both_sizes(visitor: &Visitor, page: &str) -> Outcome {
    for percent in [100, 200] {
        visitor.text_size(percent).await?;
        let what = format!("{page}, text at {percent} %");
        visitor.fits_its_width(&what).await?;
        visitor.nothing_is_clipped(&what).await?;
    }
    Ok(())
}

/// What of the map is seen: how many innovations its pins stand for, and those
/// that something else answers for at their middle.
const PINS: &str = "
const map = document.querySelector('.c-map__stage').getBoundingClientRect();
const sheet = document.querySelector('.c-sheet').getBoundingClientRect();
const free = sheet.left < map.right - 1 ? sheet.top : map.bottom;
const dead = [];
let sum = 0;
for (const pin of document.querySelectorAll('.c-pin')) {
  const box = pin.firstElementChild.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  if (!pin.checkVisibility() || x < map.left || x > map.right || y < map.top || y > map.bottom || box.top > free) continue;
  sum += Number(pin.textContent.replace(/[^0-9]/g, '') || 1);
  const top = document.elementFromPoint(x, y);
  if (top?.closest('.c-pin') !== pin || pin.inert) dead.push(`${pin.getAttribute('aria-label')}: ${top?.className}`);
}
return { sum, dead };
";

/// What is drawn can be pressed, and at first all is drawn: also the far island.
async fn every_pin_answers(visitor: &Visitor, innovations: usize) -> Outcome {
    for screen in SCREENS {
        visitor.screen(screen).await?;
        visitor.open("/").await?;
        visitor.all(".c-pin", "").await?;
        visitor.comes_to_rest(".c-pin").await?;
        let seen = visitor.ask(PINS, Vec::new()).await?;
        same(&json!({ "sum": innovations, "dead": [] }), &seen)?;
        // Closer, where pins lie below the controls and below the sheet.
        for _ in 0..2 {
            let focus = "document.querySelector('.c-map__stage').focus()";
            visitor.ask(focus, Vec::new()).await?;
            visitor.keys("+").await?;
            visitor.comes_to_rest(".c-pin").await?;
            let seen = visitor.ask(PINS, Vec::new()).await?;
            same(&json!([]), &seen["dead"])?;
        }
    }
    Ok(())
}

#[test]
fn pins_of_the_sample() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| every_pin_answers(visitor, site.cards().await?.len()).await,
    )
}

/// How many innovations stand at one point.
const CROWD: usize = 40;

/// The sample's, and as many more as a large event has, most of them in one hall.
fn large(table: String) -> String {
    let codes = ["desa", "sekolah", "asn", "kecamatan"];
    let places = [
        ("19.06.01.2006", "108.2800,-2.8829"),
        ("19.06.02.2003", "108.0698,-3.0159"),
        ("19.06", ","),
    ];
    let more = (0..126 - 48).map(|at| {
        let (area, point) = places[if at < CROWD - 1 { 0 } else { 1 + at % 2 }];
        let (code, name) = (codes[at % codes.len()], format!("Inovasi Tetangga {at}"));
        let empty = ",".repeat(19);
        format!("X-{at},,{name},,Satu baris.,{code},{area},{point},Dinas Contoh,trial,digital,other,1,,,,agency{empty}\n")
    });
    let mut table = table;
    table.extend(more);
    table
}

/// Forty at one point: a tap lists them on the board, with all that a card has.
#[test]
fn pins_of_a_large_event() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::PREPARING,
        Screen::PHONE,
        &async |visitor, site| {
            site.innovations(large).await?;
            site.phase(Phase::Voting).await?;
            every_pin_answers(visitor, 126).await?;
            Ok(())
        },
    )
}

/// Who reads about one innovation comes back to the board with its filter, and
/// the sheet is as high as it was; who followed a link to it goes to the board.
#[test]
fn back_from_a_profile() -> Outcome {
    journey(
        Browser::Chromium,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, site| {
            let texts = Texts::of("id")?;
            for screen in SCREENS {
                visitor.screen(screen).await?;
                visitor.open("/board?kind=digital").await?;
                for by_link in [true, false] {
                    let place = visitor.place().await?;
                    visitor.press(".c-cards .c-card h3 a", "").await?;
                    visitor.find(".c-profile h1:focus", "").await?;
                    if by_link {
                        visitor.press(".c-back", texts.get("profile.back")?).await?;
                    } else {
                        visitor.back().await?;
                    }
                    visitor
                        .find(".c-sheet[data-stop='full'] .c-card", "")
                        .await?;
                    same(&place, &visitor.place().await?)?;
                }
            }
            let card = &site.cards().await?[1];
            visitor.open(&format!("/innovations/{}", card.slug)).await?;
            visitor.press(".c-back", texts.get("missing.home")?).await?;
            visitor.find(".c-board", "").await?;
            same(&"/board".to_owned(), &visitor.place().await?)
        },
    )
}
