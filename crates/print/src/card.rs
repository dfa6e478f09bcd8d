//! Stand cards: a page for each innovation, to stand beside it at the event.

use wire::{Card, booth_title};

use crate::{
    Event, Paper, PrintError, Printed,
    block::Room,
    canvas::{Align, Canvas},
    event::innovation_page,
    fonts::{CAPITALS, Fonts, Weight},
    measure::{Frame, mm},
    palette::{HAIR, INK, MUTED, SEA, WHITE},
    qr::Qr,
    sheets::Sheets,
};

const MARGIN: f32 = mm(15.0);
const WIDTH: f32 = Paper::A4.size().0 - 2.0 * MARGIN;
const BOTTOM: f32 = Paper::A4.size().1 - MARGIN;
const BAND: Frame = Frame::new(MARGIN, MARGIN, WIDTH, mm(24.0));
const CODE: f32 = mm(92.0);
/// Where the code stands, and the number beside it.
const CODE_TOP: f32 = BOTTOM - mm(24.0) - CODE;

/// One card for each innovation, in the order of their numbers.
pub fn stand_cards(event: &Event<'_>) -> Result<Printed, PrintError> {
    let cards = &event.contents.innovations;
    if cards.is_empty() {
        return Err(PrintError::Nothing);
    }
    let fonts = Fonts::load();
    let edition = &event.contents.edition;
    let title = format!("{} – {}", event.texts().cards_title, event.name());
    let size = Paper::A4.size();
    let mut sheets = Sheets::new(&fonts, &title, &edition.agency, event.language, size);
    for card in cards.iter().map(|it| &it.card) {
        let qr = Qr::new(&event.url(&innovation_page(card)))?;
        sheets.page(|canvas| draw(canvas, &fonts, event, card, &qr));
    }
    sheets.finish()
}

fn draw(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, card: &Card, qr: &Qr) {
    let sign = event.sign_of(card);
    // The category: colour, sign and word.
    canvas.fill_round(BAND, mm(3.0), sign.colour);
    let middle = BAND.top + BAND.height / 2.0;
    canvas.sign(sign.shape, (BAND.left + mm(15.0), middle), mm(8.0), WHITE);
    let label = Room {
        width: WIDTH - mm(36.0),
        height: BAND.height,
        largest: 27.0,
        smallest: 12.0,
    };
    let label = fonts.fit(sign.label, Weight::Bold, label);
    let top = middle - label.height() / 2.0;
    canvas.block(&label, (BAND.left + mm(28.0), top), WHITE, Align::Left);

    // Its name, as large as it fits.
    let name = Room {
        width: WIDTH,
        height: mm(82.0),
        largest: 54.0,
        smallest: 20.0,
    };
    let name = fonts.fit(&card.name, Weight::Bold, name);
    let y = canvas.block(&name, (MARGIN, BAND.bottom() + mm(11.0)), INK, Align::Left);
    let below = Room {
        width: WIDTH,
        height: mm(15.0),
        largest: 17.0,
        smallest: 9.0,
    };
    let home = fonts.fit(&event.home_of(card), Weight::Regular, below);
    let y = canvas.block(&home, (MARGIN, y + mm(4.0)), MUTED, Align::Left);
    summary(canvas, fonts, card, y + mm(8.0));
    number(canvas, fonts, event, card);
    let code = Frame::new(MARGIN + WIDTH - CODE, CODE_TOP, CODE, CODE);
    canvas.qr(qr, (code.left, code.top), CODE);
    canvas.outline(code, mm(3.0), 1.0, HAIR);
    let scan = Room {
        width: CODE,
        height: mm(13.0),
        largest: 13.0,
        smallest: 9.0,
    };
    let scan = fonts.fit(event.texts().card_scan, Weight::Bold, scan);
    canvas.block(
        &scan,
        (code.centre(), code.bottom() + mm(2.0)),
        SEA,
        Align::Centre,
    );
    foot(canvas, fonts, event);
}

/// What it does, where the name leaves room to say it.
fn summary(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, card: &Card, top: f32) {
    let room = Room {
        width: WIDTH,
        height: CODE_TOP - mm(10.0) - top,
        largest: 22.0,
        smallest: 14.0,
    };
    let summary = fonts.fit(&card.summary, Weight::Regular, room);
    if !summary.cut {
        canvas.block(&summary, (MARGIN, top), INK, Align::Left);
    }
}

/// The number on the ballot, and the booth.
fn number(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, card: &Card) {
    let texts = event.texts();
    let width = WIDTH - CODE - mm(8.0);
    let place = (MARGIN, CODE_TOP + 15.0 * CAPITALS);
    canvas.text(
        texts.number,
        place,
        Weight::Regular,
        15.0,
        MUTED,
        Align::Left,
    );
    let number = card.number.to_string();
    let wide = fonts.width(&number, Weight::Bold, 1.0);
    let size = (width / wide).min(190.0);
    let y = CODE_TOP + mm(12.0) + size * CAPITALS;
    // The sides of a figure are white: let its stem stand on the margin.
    let left = MARGIN - size * 0.05;
    canvas.text(&number, (left, y), Weight::Bold, size, INK, Align::Left);
    if !card.booth.is_empty() {
        let room = Room {
            width,
            height: mm(22.0),
            largest: 26.0,
            smallest: 11.0,
        };
        let text = booth_title(texts.booth, &card.booth);
        let booth = fonts.fit(&text, Weight::Bold, room);
        let top = CODE_TOP + CODE - booth.height();
        canvas.block(&booth, (MARGIN, top), SEA, Align::Left);
    }
}

fn foot(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let y = BOTTOM - mm(6.5);
    canvas.line((MARGIN, y), (MARGIN + WIDTH, y), 0.75, HAIR);
    let part = |text: &str, weight, part| fonts.fit(text, weight, Room::line(WIDTH * part, 9.5));
    let top = BOTTOM - 9.5 * 1.2;
    let mut name = format!("{} · {}", event.name(), event.when.days);
    if event.contents.edition.example {
        name = [event.texts().example, ". ", &name].concat();
    }
    let name = part(&name, Weight::Regular, 0.62);
    canvas.block(&name, (MARGIN, top), MUTED, Align::Left);
    let right = part(&event.address(""), Weight::Bold, 0.36);
    canvas.block(&right, (MARGIN + WIDTH, top), SEA, Align::Right);
}
