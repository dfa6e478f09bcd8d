//! The poster: come and vote. One drawing for both formats, which are similar.

use crate::{
    Event, Paper, PrintError, Printed,
    block::Room,
    canvas::{Align, Canvas},
    event::Sign,
    fonts::{CAPITALS, Fonts, Weight},
    measure::{Frame, mm},
    palette::{HAIR, INK, MUTED, SEA, SUNSET, WHITE},
    qr::Qr,
    sheets::Sheets,
};

const MARGIN: f32 = mm(12.0);
const WIDTH: f32 = Paper::A4.size().0 - 2.0 * MARGIN;
const BOTTOM: f32 = Paper::A4.size().1 - MARGIN;
/// What the headline stands on.
const HEAD: Frame = Frame::new(MARGIN, MARGIN, WIDTH, mm(100.0));
const PAD: f32 = mm(9.0);
const CODE: f32 = mm(96.0);
const CODE_TOP: f32 = HEAD.bottom() + mm(8.0);

/// The poster on one page.
pub fn poster(event: &Event<'_>, paper: Paper) -> Result<Printed, PrintError> {
    let fonts = Fonts::load();
    let edition = &event.contents.edition;
    let title = format!("{} – {}", event.texts().poster_title, event.name());
    let size = paper.size();
    let mut sheets = Sheets::new(&fonts, &title, &edition.agency, event.language, size);
    let qr = Qr::sturdy(&event.url("/"))?;
    let scale = size.0 / Paper::A4.size().0;
    sheets.page(|canvas| {
        canvas.scaled(scale, |canvas| {
            head(canvas, &fonts, event);
            code(canvas, &fonts, event, &qr);
            steps(canvas, &fonts, event);
            foot(canvas, &fonts, event);
        });
    });
    sheets.finish()
}

fn head(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    canvas.fill_round(HEAD, mm(5.0), SEA);
    let inner = WIDTH - 2.0 * PAD;
    let left = HEAD.left + PAD;
    let name = Room {
        width: inner,
        height: mm(14.0),
        largest: 17.0,
        smallest: 9.0,
    };
    let name = fonts.fit(event.name(), Weight::Regular, name);
    let y = canvas.block(&name, (left, HEAD.top + PAD - mm(1.0)), WHITE, Align::Left);
    let headline = Room {
        width: inner,
        height: HEAD.bottom() - mm(24.0) - y,
        largest: 80.0,
        smallest: 20.0,
    };
    let headline = fonts.fit(event.texts().headline, Weight::Bold, headline);
    // In the middle of its room, where it is less high.
    let spare = HEAD.bottom() - mm(24.0) - y - headline.height();
    let top = y + mm(2.0) + (spare / 2.0).max(0.0);
    canvas.block(&headline, (left, top), WHITE, Align::Left);
    // The signs of the categories, as on the map.
    let signs: Vec<Sign> = event
        .contents
        .categories
        .iter()
        .map(|it| event.sign(it))
        .collect();
    let step = (inner / signs.len().max(1) as f32).min(mm(13.0));
    let y = HEAD.bottom() - mm(13.0);
    for (at, sign) in signs.iter().enumerate() {
        let x = left + mm(4.0) + at as f32 * step;
        canvas.sign(sign.shape, (x, y), mm(4.0).min(step * 0.4), WHITE);
    }
}

fn code(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, qr: &Qr) {
    let texts = event.texts();
    let frame = Frame::new(MARGIN, CODE_TOP, CODE, CODE);
    canvas.qr(qr, (frame.left, frame.top), CODE);
    canvas.outline(frame, mm(4.0), 1.5, SEA);
    let line = |text: &str, weight, size| fonts.fit(text, weight, Room::line(CODE, size));
    let scan = line(texts.poster_scan, Weight::Regular, 13.0);
    let x = frame.centre();
    let y = canvas.block(&scan, (x, frame.bottom() + mm(3.0)), MUTED, Align::Centre);
    let or = line(texts.or_open, Weight::Regular, 13.0);
    let y = canvas.block(&or, (x, y), MUTED, Align::Centre);
    let room = Room {
        width: CODE,
        height: mm(15.0),
        largest: 22.0,
        smallest: 9.0,
    };
    let address = fonts.fit(&event.address(""), Weight::Bold, room);
    canvas.block(&address, (x, y + mm(1.0)), SEA, Align::Centre);
}

fn steps(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let left = MARGIN + CODE + mm(9.0);
    let width = MARGIN + WIDTH - left;
    let indent = mm(13.0);
    let each = (CODE + mm(20.0)) / 3.0;
    for (at, (title, text)) in (0_u8..).zip(event.texts().poster_steps) {
        let top = CODE_TOP + f32::from(at) * each;
        let radius = mm(4.8);
        let disc = Frame::new(left, top, 2.0 * radius, 2.0 * radius);
        canvas.fill_round(disc, radius, SUNSET);
        let place = (disc.centre(), top + radius + 15.0 * CAPITALS / 2.0);
        let number = (at + 1).to_string();
        canvas.text(&number, place, Weight::Bold, 15.0, WHITE, Align::Centre);
        let room = Room::line(width - indent, 19.0);
        let title = fonts.fit(title, Weight::Bold, room);
        let middle = top + radius - title.height() / 2.0;
        let y = canvas.block(&title, (left + indent, middle), INK, Align::Left);
        let room = Room {
            width: width - indent,
            height: each - (y - top) - mm(2.0),
            largest: 12.5,
            smallest: 8.0,
        };
        let text = fonts.fit(text, Weight::Regular, room);
        canvas.block(&text, (left + indent, y + mm(1.0)), MUTED, Align::Left);
    }
}

/// When, where, by whom: as many columns as there is something to say.
fn foot(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let texts = event.texts();
    let edition = &event.contents.edition;
    let mut when = vec![event.when.days.clone()];
    let hours = [
        (texts.opens, &event.when.opens),
        (texts.closes, &event.when.closes),
    ];
    for (word, moment) in hours {
        when.extend(moment.iter().map(|moment| format!("{word} {moment}")));
    }
    let columns = [
        (texts.when, when),
        (texts.place, vec![edition.venue.clone()]),
        (texts.host, vec![edition.agency.clone()]),
    ];
    let top = BOTTOM - mm(39.0);
    canvas.line((MARGIN, top), (MARGIN + WIDTH, top), 1.0, HAIR);
    let gap = mm(6.0);
    let mut left = MARGIN;
    for ((title, lines), share) in columns.into_iter().zip([0.42, 0.29, 0.29]) {
        let width = (WIDTH - 2.0 * gap) * share;
        let title = fonts.fit(title, Weight::Regular, Room::line(width, 10.5));
        let mut y = canvas.block(&title, (left, top + mm(4.0)), MUTED, Align::Left) + mm(0.5);
        let height = (BOTTOM - mm(5.0) - y) / lines.len().max(1) as f32;
        for (line, text) in lines.iter().enumerate() {
            let room = Room {
                width,
                height: height - mm(0.5),
                largest: if line == 0 { 14.0 } else { 10.5 },
                smallest: 6.0,
            };
            let weight = if line == 0 {
                Weight::Bold
            } else {
                Weight::Regular
            };
            let text = fonts.fit(text, weight, room);
            y = canvas.block(&text, (left, y), INK, Align::Left) + mm(0.8);
        }
        left += width + gap;
    }
    if edition.example {
        let text = fonts.fit(texts.example, Weight::Bold, Room::line(WIDTH, 9.0));
        let top = BOTTOM - text.height();
        canvas.block(&text, (MARGIN, top), SUNSET, Align::Left);
    }
}
