//! The booth sheet: which slips a booth got, and what became of them.

use wire::booth_title;

use crate::{
    Event, Paper, PrintError, Printed,
    block::Room,
    canvas::{Align, Canvas},
    fonts::{Fonts, Weight},
    measure::{Frame, mm},
    palette::{HAIR, INK, MUTED, SAND, SEA, SUNSET, WHITE},
    sheets::Sheets,
};

const MARGIN: f32 = mm(15.0);
const WIDTH: f32 = Paper::A4.size().0 - 2.0 * MARGIN;
const BOTTOM: f32 = Paper::A4.size().1 - MARGIN;
/// Parts of the width that the columns of the table take.
const COLUMNS: [f32; 6] = [0.28, 0.14, 0.15, 0.13, 0.13, 0.17];
const ROW: f32 = mm(8.0);
const HIGHEST_ROW: f32 = mm(11.0);

/// A batch of slips that a booth gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handed {
    pub batch: u32,
    pub slips: usize,
    /// The lowest number on them.
    pub first: u32,
    pub last: u32,
}

/// A sheet for a booth to fill in.
pub fn booth_sheet(
    event: &Event<'_>,
    booth: &str,
    handed: &[Handed],
) -> Result<Printed, PrintError> {
    if handed.is_empty() {
        return Err(PrintError::Nothing);
    }
    let fonts = Fonts::load();
    let texts = event.texts();
    let edition = &event.contents.edition;
    let booth = booth_title(texts.booth, booth);
    let title = format!("{}, {booth} – {}", texts.sheet_title, event.name());
    let size = Paper::A4.size();
    let mut sheets = Sheets::new(&fonts, &title, &edition.agency, event.language, size);
    // More batches than a page can list go on, each page with a table of its own.
    for part in handed.chunks(MOST) {
        sheets.page(|canvas| {
            let y = head(canvas, &fonts, event, &booth);
            let y = issued(canvas, &fonts, event, part, handed, y);
            table(canvas, &fonts, event, y);
            signatures(canvas, &fonts, event);
        });
    }
    sheets.finish()
}

/// Batches that one page lists.
const MOST: usize = 6;

fn head(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, booth: &str) -> f32 {
    let texts = event.texts();
    let fit = |text: &str, weight, size| fonts.fit(text, weight, Room::line(WIDTH, size));
    let above = format!("{} · {}", event.name(), event.when.days);
    let above = fit(&above, Weight::Regular, 10.0);
    let y = canvas.block(&above, (MARGIN, MARGIN), SEA, Align::Left);
    let title = fit(texts.sheet_title, Weight::Bold, 20.0);
    let y = canvas.block(&title, (MARGIN, y + mm(1.0)), INK, Align::Left);
    let booth = fit(booth, Weight::Bold, 15.0);
    let mut y = canvas.block(&booth, (MARGIN, y + mm(0.5)), INK, Align::Left) + mm(3.0);
    for (at, text) in (1..).zip(texts.sheet_how) {
        let number = fit(&at.to_string(), Weight::Bold, 9.5);
        canvas.block(&number, (MARGIN, y), SEA, Align::Left);
        let room = Room::column(WIDTH - mm(5.0), 9.5);
        let text = fonts.fit(text, Weight::Regular, room);
        y = canvas.block(&text, (MARGIN + mm(5.0), y), INK, Align::Left) + mm(0.4);
    }
    y + mm(4.0)
}

fn issued(
    canvas: &mut Canvas<'_, '_>,
    fonts: &Fonts,
    event: &Event<'_>,
    part: &[Handed],
    all: &[Handed],
    top: f32,
) -> f32 {
    let texts = event.texts();
    let stops = [0.0, 0.5, 0.75].map(|part| MARGIN + WIDTH * part + mm(2.0));
    let mut y = top;
    let mut row = |cells: [&str; 3], weight, colour, ground| {
        if let Some(ground) = ground {
            canvas.fill(Frame::new(MARGIN, y, WIDTH, mm(7.0)), ground);
        }
        for (text, x) in cells.into_iter().zip(stops) {
            let share = if x < MARGIN + WIDTH * 0.4 { 0.5 } else { 0.25 };
            let text = fonts.fit(text, weight, Room::line(WIDTH * share - mm(4.0), 10.0));
            let put = (x, y + (mm(7.0) - text.height()) / 2.0);
            canvas.block(&text, put, colour, Align::Left);
        }
        y += mm(7.0);
        canvas.line((MARGIN, y), (MARGIN + WIDTH, y), 0.5, HAIR);
    };
    let head = [texts.issued, texts.issued_slips, texts.issued_numbers];
    row(head, Weight::Bold, WHITE, Some(SEA));
    for it in part {
        let batch = texts.batch.replace("{n}", &it.batch.to_string());
        let numbers = format!("{}–{}", it.first, it.last);
        let cells = [batch.as_str(), &it.slips.to_string(), &numbers];
        row(cells, Weight::Regular, INK, None);
    }
    let total: usize = all.iter().map(|it| it.slips).sum();
    let cells = [texts.total, &total.to_string(), ""];
    row(cells, Weight::Bold, INK, Some(SAND));
    y + mm(6.0)
}

/// A row for each day and one for a change of attendants in it.
fn table(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>, top: f32) {
    let texts = event.texts();
    let edition = &event.contents.edition;
    let days = (edition.ends_on - edition.starts_on).num_days() + 1;
    let wanted = 2.0 * days.clamp(2, 7) as f32;
    let height = BOTTOM - mm(48.0) - top;
    let rows = wanted.max(6.0).min((height / ROW).floor() - 2.0).max(1.0);
    let step = (height / (rows + 2.0)).min(HIGHEST_ROW);
    let bottom = top + step * (rows + 2.0);
    canvas.fill(Frame::new(MARGIN, top, WIDTH, step), SEA);
    canvas.fill(Frame::new(MARGIN, bottom - step, WIDTH, step), SAND);
    let mut x = MARGIN;
    for (at, (share, title)) in COLUMNS.iter().zip(texts.columns).enumerate() {
        let width = WIDTH * share;
        let cell = |text: &str, weight| fonts.fit(text, weight, Room::line(width - mm(3.0), 9.5));
        let title = cell(title, Weight::Bold);
        let y = top + (step - title.height()) / 2.0;
        canvas.block(&title, (x + mm(1.5), y), WHITE, Align::Left);
        if at == 0 {
            let start = cell(texts.start, Weight::Regular);
            canvas.block(&start, (x + mm(1.5), y + step), MUTED, Align::Left);
            let total = cell(texts.total, Weight::Bold);
            let y = bottom - step + (step - total.height()) / 2.0;
            canvas.block(&total, (x + mm(1.5), y), INK, Align::Left);
        } else {
            canvas.line((x, top + step), (x, bottom), 0.5, HAIR);
        }
        x += width;
    }
    let mut y = top + step;
    while y < bottom - 1.0 {
        canvas.line((MARGIN, y), (MARGIN + WIDTH, y), 0.5, HAIR);
        y += step;
    }
    let frame = Frame::new(MARGIN, top, WIDTH, bottom - top);
    canvas.outline(frame, 0.0, 0.8, INK);
    let check = fonts.fit(texts.sum_check, Weight::Regular, Room::line(WIDTH, 9.0));
    canvas.block(&check, (MARGIN, bottom + mm(1.5)), MUTED, Align::Left);
}

fn signatures(canvas: &mut Canvas<'_, '_>, fonts: &Fonts, event: &Event<'_>) {
    let texts = event.texts();
    let fit = |text: &str, weight, part| fonts.fit(text, weight, Room::line(WIDTH * part, 9.5));
    let date = fit(texts.date, Weight::Regular, 0.15);
    let top = BOTTOM - mm(35.0);
    let y = canvas.block(&date, (MARGIN, top), INK, Align::Left);
    canvas.line((MARGIN + mm(16.0), y), (MARGIN + WIDTH * 0.42, y), 0.6, INK);
    let remarks = fit(texts.remarks, Weight::Regular, 0.15);
    let left = MARGIN + WIDTH * 0.54;
    canvas.block(&remarks, (left, top), INK, Align::Left);
    canvas.line((left + mm(17.0), y), (MARGIN + WIDTH, y), 0.6, INK);
    let columns = [MARGIN, left];
    let signs = texts.signs.into_iter().zip(texts.signs_role);
    for ((sign, role), x) in signs.zip(columns) {
        let sign = fit(sign, Weight::Bold, 0.42);
        canvas.block(&sign, (x, top + mm(9.0)), INK, Align::Left);
        let y = BOTTOM - mm(6.0);
        let end = if x > MARGIN {
            MARGIN + WIDTH
        } else {
            MARGIN + WIDTH * 0.42
        };
        canvas.line((x, y), (end, y), 0.6, INK);
        let role = fit(role, Weight::Regular, 0.42);
        canvas.block(&role, (x, y + mm(1.0)), MUTED, Align::Left);
    }
    if event.contents.edition.example {
        let example = fit(texts.example, Weight::Bold, 0.42);
        let put = (MARGIN + WIDTH, MARGIN);
        canvas.block(&example, put, SUNSET, Align::Right);
    }
}
