//! Code slips: 24 a page, three by eight without gutters, for a guillotine.

use core::num::NonZero;

use wire::{Hex, booth_title};

use crate::{
    Event, Paper, PrintError, Printed,
    block::{Block, Room},
    canvas::{Align, Canvas},
    event::CODE_PAGE,
    fonts::{Fonts, Weight},
    measure::{Frame, MARGIN, mm},
    palette::{HAIR, INK, MUTED, SEA, SUNSET},
    qr::Qr,
    sheets::Sheets,
};

const ACROSS: u16 = 3;
const DOWN: u16 = 8;
/// Slips of a page.
pub const PER_PAGE: NonZero<usize> =
    NonZero::new(ACROSS as usize * DOWN as usize).expect("24 is not zero");

const WIDTH: f32 = (Paper::A4.size().0 - 2.0 * MARGIN) / ACROSS as f32;
const HEIGHT: f32 = (Paper::A4.size().1 - 2.0 * MARGIN) / DOWN as f32;

/// The QR code with its quiet zone, which also keeps it off the cut.
const CODE: f32 = mm(28.0);
const PAD: f32 = mm(1.2);
/// Where the texts begin, and how wide they are.
const TEXT_LEFT: f32 = PAD + CODE + mm(0.6);
const TEXT_WIDTH: f32 = WIDTH - TEXT_LEFT - mm(2.4);
/// Room for eight symbols and, between two groups, most of one.
const CELL: f32 = TEXT_WIDTH / 8.7;
/// From one line of the code to the next, and the white around both.
const LINE: f32 = 12.9;
const BEFORE_CODE: f32 = 2.4;
const AFTER_CODE: f32 = 3.0;
const BEFORE_SECRET: f32 = 1.6;
/// Ticks outside of the grid, for the cutter.
const TICK: f32 = mm(3.0);

/// Codes that were made together for a booth.
#[derive(Clone, Debug)]
pub struct Batch {
    pub number: u32,
    pub booth: String,
    pub slips: Vec<Slip>,
}

/// One code. Whoever has it can vote with it.
#[derive(Clone)]
pub struct Slip {
    /// Its number in the batch.
    pub number: u32,
    /// As it is typed, in groups of four with hyphens.
    pub code: String,
    /// What the QR code carries in its place.
    pub seed: [u8; 32],
}

impl core::fmt::Debug for Slip {
    /// Without the secret.
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Slip {}", self.number)
    }
}

/// What is the same on all slips of a batch.
struct Common {
    name: Block,
    steps: [Block; 3],
    address: Block,
    secret: Block,
    booth: Block,
    /// White above the first line, so that the texts stand in the middle.
    above: f32,
}

/// All slips of a batch.
pub fn slips(event: &Event<'_>, batch: &Batch) -> Result<Printed, PrintError> {
    if batch.slips.is_empty() {
        return Err(PrintError::Nothing);
    }
    let fonts = Fonts::load();
    let texts = event.texts();
    let title = texts
        .slips_title
        .replace("{n}", &batch.number.to_string())
        .replace("{booth}", &booth_title(texts.booth, &batch.booth));
    let title = format!("{title} – {}", event.name());
    let agency = &event.contents.edition.agency;
    let mut sheets = Sheets::new(&fonts, &title, agency, event.language, Paper::A4.size());
    let common = Common::new(event, batch, &fonts);
    for part in batch.slips.chunks(PER_PAGE.get()) {
        let codes = part.iter().map(|slip| Qr::new(&address(event, slip)));
        let codes: Vec<Qr> = codes.collect::<Result<_, _>>()?;
        sheets.page(|canvas| {
            let places = (0..DOWN).flat_map(|row| (0..ACROSS).map(move |column| (column, row)));
            for ((slip, qr), (column, row)) in part.iter().zip(&codes).zip(places) {
                let left = MARGIN + f32::from(column) * WIDTH;
                let top = MARGIN + f32::from(row) * HEIGHT;
                common.draw(canvas, event, batch, slip, qr, (left, top));
            }
            cuts(canvas);
        });
    }
    sheets.finish()
}

fn address(event: &Event<'_>, slip: &Slip) -> String {
    event.url(&format!("{CODE_PAGE}#k={}", Hex(slip.seed)))
}

impl Common {
    fn new(event: &Event<'_>, batch: &Batch, fonts: &Fonts) -> Self {
        let texts = event.texts();
        let step = |n: usize| {
            let text = format!("{}  {}", n + 1, texts.slip_steps[n]);
            fonts.fit(&text, Weight::Regular, Room::line(TEXT_WIDTH, 6.4))
        };
        let mut common = Self {
            above: 0.0,
            name: fonts.fit(
                event.name(),
                Weight::Bold,
                Room {
                    width: TEXT_WIDTH,
                    height: 15.4,
                    largest: 6.9,
                    smallest: 4.6,
                },
            ),
            steps: [step(0), step(1), step(2)],
            address: fonts.fit(
                &event.address(CODE_PAGE),
                Weight::Bold,
                Room {
                    width: TEXT_WIDTH - mm(2.0),
                    height: 13.0,
                    largest: 6.9,
                    smallest: 4.8,
                },
            ),
            secret: fonts.fit(texts.secret, Weight::Bold, Room::line(TEXT_WIDTH, 6.4)),
            booth: fonts.fit(
                &booth_title(texts.booth, &batch.booth),
                Weight::Regular,
                Room::line(CODE - mm(4.0), 5.8),
            ),
        };
        common.above = (HEIGHT - common.height()) / 2.0;
        common
    }

    /// Of the texts beside the QR code.
    fn height(&self) -> f32 {
        let steps: f32 = self.steps.iter().map(Block::height).sum();
        let blocks = [&self.name, &self.address, &self.secret];
        let blocks: f32 = blocks.map(Block::height).iter().sum();
        blocks + BEFORE_CODE + 2.0 * LINE + AFTER_CODE + steps + BEFORE_SECRET
    }

    fn draw(
        &self,
        canvas: &mut Canvas<'_, '_>,
        event: &Event<'_>,
        batch: &Batch,
        slip: &Slip,
        qr: &Qr,
        (left, top): (f32, f32),
    ) {
        canvas.qr(qr, (left + PAD, top + PAD), CODE);
        let middle = left + PAD + CODE / 2.0;
        let y = canvas.block(
            &self.booth,
            (middle, top + PAD + CODE - mm(1.0)),
            MUTED,
            Align::Centre,
        );
        let number = event
            .texts()
            .slip
            .replace("{batch}", &batch.number.to_string())
            .replace("{n}", &slip.number.to_string());
        let (place, size) = ((middle, y + 5.2), 5.8);
        canvas.text(&number, place, Weight::Regular, size, MUTED, Align::Centre);

        let x = left + TEXT_LEFT;
        let y = canvas.block(&self.name, (x, top + self.above), SEA, Align::Left);
        // The last tenth of a line is below its letters.
        let y = y + BEFORE_CODE - LINE * 0.1;
        for (row, line) in (1_u8..).zip(halves(&slip.code)) {
            let y = y + f32::from(row) * LINE;
            for (at, group) in (0_u8..).zip(line) {
                let x = x + f32::from(at) * 4.7 * CELL;
                canvas.cells(group, (x, y), Weight::Bold, 12.0, CELL, INK);
            }
        }
        let mut y = y + 2.1 * LINE + AFTER_CODE;
        for (at, step) in self.steps.iter().enumerate() {
            y = canvas.block(step, (x, y), INK, Align::Left);
            if at == 0 {
                let indent = x + mm(2.0);
                y = canvas.block(&self.address, (indent, y), INK, Align::Left);
            }
        }
        canvas.block(&self.secret, (x, y + BEFORE_SECRET), SUNSET, Align::Left);
    }
}

/// Two groups a line.
fn halves(code: &str) -> impl Iterator<Item = Vec<&str>> {
    let groups: Vec<&str> = code.split('-').collect();
    let lines: Vec<Vec<&str>> = groups.chunks(2).map(<[_]>::to_vec).collect();
    lines.into_iter()
}

/// Lines to cut along, with ticks that stand out of the grid.
fn cuts(canvas: &mut Canvas<'_, '_>) {
    let grid = Frame::new(
        MARGIN,
        MARGIN,
        WIDTH * f32::from(ACROSS),
        HEIGHT * f32::from(DOWN),
    );
    for column in 0..=ACROSS {
        let x = grid.left + f32::from(column) * WIDTH;
        canvas.dashes((x, grid.top), (x, grid.bottom()), 0.35, HAIR);
        for (from, to) in [
            (grid.top - TICK, grid.top),
            (grid.bottom(), grid.bottom() + TICK),
        ] {
            canvas.line((x, from), (x, to), 0.5, INK);
        }
    }
    for row in 0..=DOWN {
        let y = grid.top + f32::from(row) * HEIGHT;
        canvas.dashes((grid.left, y), (grid.right(), y), 0.35, HAIR);
        for (from, to) in [
            (grid.left - TICK, grid.left),
            (grid.right(), grid.right() + TICK),
        ] {
            canvas.line((from, y), (to, y), 0.5, INK);
        }
    }
}
