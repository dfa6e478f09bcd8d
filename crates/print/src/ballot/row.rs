//! One innovation on the paper ballot: box, number, name, QR code.

use std::collections::BTreeMap;

use wire::{BallotNumber, Card};

use super::COLUMN;
use crate::{
    Event, PrintError,
    block::{Block, Room},
    canvas::{Align, Canvas},
    event::Sign,
    fonts::{CAPITALS, Fonts, Weight},
    measure::{Frame, mm},
    palette::{HAIR, INK, MUTED, SEA},
    qr::Qr,
};

/// A heading with the white below it.
pub(super) const HEADING: f32 = mm(9.5);
const BOX: f32 = mm(6.0);
const CODE: f32 = mm(15.5);
const LEAST: f32 = CODE + mm(0.5);
/// Where the number ends and the name begins.
const NUMBER_RIGHT: f32 = mm(18.5);
const NAME_LEFT: f32 = mm(21.0);
const NAME_WIDTH: f32 = COLUMN - NAME_LEFT - CODE - mm(1.5);

/// What is chosen between: a contest.
pub(super) struct Part<'a> {
    sign: Option<Sign<'a>>,
    most: u16,
    pub(super) rows: Vec<Row<'a>>,
}

pub(super) struct Row<'a> {
    number: String,
    name: Block,
    /// Where the heading doesn't say it.
    sign: Option<Sign<'a>>,
    qr: Qr,
}

/// The contests in the order of the ballot, with what one can pick in each.
pub(super) fn parts<'a>(event: &Event<'a>, fonts: &Fonts) -> Result<Vec<Part<'a>>, PrintError> {
    let contents = event.contents;
    let cards: BTreeMap<BallotNumber, &Card> = contents
        .innovations
        .iter()
        .map(|it| (it.card.number, &it.card))
        .collect();
    let on_ballot: Vec<_> = cards
        .values()
        .map(|it| (it.number, it.category.clone()))
        .collect();
    let contests = voting::contests(contents.edition.rule, &contents.categories, &on_ballot);
    let parts = contests.iter().map(|contest| {
        let category = contest
            .category
            .as_ref()
            .and_then(|code| contents.categories.iter().find(|it| it.code == *code));
        let rows = contest
            .numbers
            .iter()
            .filter_map(|number| cards.get(number));
        let rows = rows.map(|card| Row::new(event, fonts, card, category.is_none()));
        Ok(Part {
            sign: category.map(|it| event.sign(it)),
            most: contest.max_marks,
            rows: rows.collect::<Result<_, PrintError>>()?,
        })
    });
    parts.collect()
}

impl<'a> Row<'a> {
    fn new(
        event: &Event<'a>,
        fonts: &Fonts,
        card: &Card,
        with_sign: bool,
    ) -> Result<Self, PrintError> {
        let room = Room {
            width: NAME_WIDTH,
            height: mm(17.0),
            largest: 10.5,
            smallest: 5.0,
        };
        Ok(Self {
            number: card.number.to_string(),
            name: fonts.fit(&card.name, Weight::Regular, room),
            sign: with_sign.then(|| event.sign_of(card)),
            qr: Qr::new(&format!(
                "peta:{}/{}",
                event.contents.edition.slug, card.number
            ))?,
        })
    }

    pub(super) fn height(&self) -> f32 {
        (self.name.height() + mm(2.0)).max(LEAST)
    }

    pub(super) fn draw(&self, canvas: &mut Canvas<'_, '_>, (left, top): (f32, f32)) {
        let height = self.height();
        let middle = top + height / 2.0;
        let code = (left + COLUMN - CODE, middle - CODE / 2.0);
        canvas.qr(&self.qr, code, CODE);
        let square = Frame::new(left, middle - BOX / 2.0, BOX, BOX);
        canvas.outline(square, 1.0, 1.1, INK);
        let size = if self.number.len() > 3 { 10.0 } else { 14.0 };
        let raised = if self.sign.is_some() { mm(1.8) } else { 0.0 };
        let baseline = middle + size * CAPITALS / 2.0 - raised;
        let place = (left + NUMBER_RIGHT, baseline);
        canvas.text(&self.number, place, Weight::Bold, size, INK, Align::Right);
        if let Some(sign) = self.sign {
            let place = (left + NUMBER_RIGHT - mm(2.0), baseline + mm(4.0));
            canvas.sign(sign.shape, place, mm(2.0), sign.colour);
        }
        let y = middle - self.name.height() / 2.0;
        canvas.block(&self.name, (left + NAME_LEFT, y), INK, Align::Left);
        // Ends before the code, whose surroundings stay white.
        let (bottom, right) = (top + height, left + COLUMN - CODE);
        canvas.line((left, bottom), (right, bottom), 0.4, HAIR);
    }
}

impl Part<'_> {
    pub(super) fn heading(
        &self,
        canvas: &mut Canvas<'_, '_>,
        fonts: &Fonts,
        event: &Event<'_>,
        (left, top): (f32, f32),
        continued: bool,
    ) {
        let texts = event.texts();
        let colour = self.sign.map_or(SEA, |it| it.colour);
        let y = top + mm(6.8);
        canvas.line((left, y), (left + COLUMN, y), 1.4, colour);
        let middle = top + mm(3.4);
        let indent = match self.sign {
            Some(sign) => {
                canvas.sign(sign.shape, (left + mm(3.0), middle), mm(2.9), colour);
                mm(8.0)
            }
            None => 0.0,
        };
        let side = if continued {
            texts.continued.to_owned()
        } else if self.most == 1 {
            texts.up_to_one.to_owned()
        } else {
            texts.up_to.replace("{n}", &self.most.to_string())
        };
        let side = fonts.fit(&side, Weight::Regular, Room::line(COLUMN * 0.34, 8.5));
        let right = left + COLUMN;
        let put = (right, middle - side.height() / 2.0);
        canvas.block(&side, put, MUTED, Align::Right);
        let label = self.sign.map_or(texts.all_innovations, |it| it.label);
        let room = Room {
            width: COLUMN * 0.64 - indent,
            height: mm(6.4),
            largest: 12.0,
            smallest: 5.5,
        };
        let label = fonts.fit(label, Weight::Bold, room);
        let place = (left + indent, middle - label.height() / 2.0);
        canvas.block(&label, place, INK, Align::Left);
    }
}
