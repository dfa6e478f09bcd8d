//! The paper ballot: what the ballot on the screen has, in the same order, on
//! as many pages as it takes.

mod flow;
mod row;

use crate::{
    Event, Paper, PrintError, Printed,
    block::Room,
    canvas::{Align, Canvas},
    fonts::{Fonts, Weight},
    measure::{Frame, MARGIN, mm},
    palette::{HAIR, INK, MUTED, SEA, SUNSET},
    sheets::Sheets,
};
use flow::{Column, Piece};
use row::Part;

const WIDTH: f32 = Paper::A4.size().0 - 2.0 * MARGIN;
const BOTTOM: f32 = Paper::A4.size().1 - MARGIN;
const GAP: f32 = mm(8.0);
pub(super) const COLUMN: f32 = (WIDTH - GAP) / 2.0;
/// Where a slip is stuck: room for a whole one and a thumb.
const PLACE: Frame = Frame::new(MARGIN + WIDTH - mm(67.0), MARGIN, mm(67.0), mm(38.0));
const FOOT: f32 = mm(7.0);
const FIRST_TOP: f32 = PLACE.bottom() + mm(5.0);
const LATER_TOP: f32 = MARGIN + mm(11.0);

/// The ballot, for as many copies as are needed.
pub fn paper_ballot(event: &Event<'_>) -> Result<Printed, PrintError> {
    if !event.contents.edition.rule.is_choice() {
        return Err(PrintError::NoPaperBallot);
    }
    let fonts = Fonts::load();
    let parts = row::parts(event, &fonts)?;
    if parts.is_empty() {
        return Err(PrintError::Nothing);
    }
    let pages = flow::pages(&parts, columns);
    let texts = event.texts();
    let edition = &event.contents.edition;
    let title = format!("{} – {}", texts.ballot_title, event.name());
    let size = Paper::A4.size();
    let mut sheets = Sheets::new(&fonts, &title, &edition.agency, event.language, size);
    for (at, pieces) in pages.iter().enumerate() {
        sheets.page(|canvas| {
            if at == 0 {
                first_head(canvas, &fonts, event);
            } else {
                later_head(canvas, &fonts, event);
            }
            for placed in pieces {
                match placed.piece {
                    Piece::Heading { part, continued } => {
                        parts[part].heading(canvas, &fonts, event, placed.at, continued);
                    }
                    Piece::Row { part, row } => parts[part].rows[row].draw(canvas, placed.at),
                }
            }
            foot(canvas, &fonts, event, at + 1, pages.len());
        });
    }
    sheets.finish()
}

/// The two columns of a page, by its number from 0.
fn columns(page: usize) -> [Column; 2] {
    let top = if page == 0 { FIRST_TOP } else { LATER_TOP };
    [MARGIN, MARGIN + COLUMN + GAP].map(|left| Column {
        left,
        top,
        bottom: BOTTOM - FOOT,
    })
}

fn first_head(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let texts = event.texts();
    let width = PLACE.left - MARGIN - mm(6.0);
    let room = |height, largest| Room {
        width,
        height: mm(height),
        largest,
        smallest: 7.0,
    };
    let place = (MARGIN, MARGIN);
    let title = fonts.fit(texts.ballot_title, Weight::Bold, room(11.0, 25.0));
    let y = canvas.block(&title, place, INK, Align::Left);
    let name = fonts.fit(event.name(), Weight::Bold, room(10.0, 11.0));
    let y = canvas.block(&name, (MARGIN, y), SEA, Align::Left) + mm(2.0);
    let rule = fonts.fit(&rule(event), Weight::Regular, room(10.5, 10.0));
    let y = canvas.block(&rule, (MARGIN, y), INK, Align::Left) + mm(0.8);
    let height = mm(1.0).max(PLACE.bottom() - y) / mm(1.0);
    let how = fonts.fit(texts.how_to_mark, Weight::Regular, room(height, 10.0));
    canvas.block(&how, (MARGIN, y), INK, Align::Left);
    slip_place(canvas, fonts, event);
}

fn rule(event: &Event<'_>) -> String {
    let texts = event.texts();
    match event.contents.edition.rule {
        wire::Rule::OnePerCategory => texts.rule_category.to_owned(),
        wire::Rule::Approval { max } => texts.rule_approval.replace("{n}", &max.to_string()),
        // Refused before anything is drawn.
        wire::Rule::Points { .. } | wire::Rule::Score { .. } | wire::Rule::Ranked { .. } => {
            String::new()
        }
    }
}

fn slip_place(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let texts = event.texts();
    let (left, top, right, bottom) = (PLACE.left, PLACE.top, PLACE.right(), PLACE.bottom());
    for (from, to) in [
        ((left, top), (right, top)),
        ((left, bottom), (right, bottom)),
        ((left, top), (left, bottom)),
        ((right, top), (right, bottom)),
    ] {
        canvas.dashes(from, to, 1.0, SEA);
    }
    let room = Room::line(PLACE.width - mm(8.0), 12.0);
    let stick = fonts.fit(texts.stick_here, Weight::Bold, room);
    let room = Room {
        width: PLACE.width - mm(8.0),
        height: mm(9.0),
        largest: 8.0,
        smallest: 6.0,
    };
    let why = fonts.fit(texts.stick_why, Weight::Regular, room);
    let y = top + (PLACE.height - stick.height() - why.height() - mm(1.0)) / 2.0;
    let y = canvas.block(&stick, (PLACE.centre(), y), SEA, Align::Centre);
    canvas.block(&why, (PLACE.centre(), y + mm(1.0)), MUTED, Align::Centre);
}

fn later_head(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let title = event.texts().ballot_title;
    let title = fonts.fit(title, Weight::Bold, Room::line(WIDTH * 0.3, 13.0));
    canvas.block(&title, (MARGIN, MARGIN), INK, Align::Left);
    let name = fonts.fit(event.name(), Weight::Bold, Room::line(WIDTH * 0.66, 10.0));
    canvas.block(&name, (MARGIN + WIDTH, MARGIN + 2.0), SEA, Align::Right);
}

fn foot(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, page: usize, of: usize) {
    let texts = event.texts();
    let top = BOTTOM - 8.5 * 1.2;
    canvas.line((MARGIN, top - 3.0), (MARGIN + WIDTH, top - 3.0), 0.5, HAIR);
    let line = |text: &str, part| fonts.fit(text, Weight::Regular, Room::line(WIDTH * part, 8.5));
    let count = texts
        .page
        .replace("{n}", &page.to_string())
        .replace("{of}", &of.to_string());
    canvas.block(&line(&count, 0.2), (MARGIN + WIDTH, top), INK, Align::Right);
    if event.contents.edition.example {
        let (example, x) = (line(texts.example, 0.3), MARGIN + WIDTH / 2.0);
        canvas.block(&example, (x, top), SUNSET, Align::Centre);
    }
    if of > 1 {
        let keep = line(texts.keep_together, 0.33);
        canvas.block(&keep, (MARGIN, top), INK, Align::Left);
    }
}

/// How high a part's pieces are, for the flow.
impl flow::Heights for Part<'_> {
    fn heading(&self) -> f32 {
        row::HEADING
    }

    fn rows(&self) -> impl Iterator<Item = f32> {
        self.rows.iter().map(row::Row::height)
    }
}
