//! What the map is given, and what it tells.

use std::sync::Arc;

use catalogue::Codes;
use leptos::prelude::Callback;
use wire::{AreaCode, AreaMap, BallotNumber, Card, Category, TileLayer};

use crate::reactive::{RwSignal, Signal};

/// What the map shows.
#[derive(Clone, Copy)]
pub struct MapInput(&'static MapCells);

impl MapInput {
    /// Kept for ever: some hundred bytes for each time that the map is drawn
    /// anew, and in return a handle is one pointer and closures stay small.
    pub fn new(cells: MapCells) -> Self {
        Self(Box::leak(Box::new(cells)))
    }
}

impl core::ops::Deref for MapInput {
    type Target = MapCells;

    fn deref(&self) -> &MapCells {
        self.0
    }
}

/// What is in it. Data that never changes is borrowed for ever.
pub struct MapCells {
    /// Region, districts and neighbours.
    pub areas: &'static AreaMap,
    /// Villages, once somebody has come close enough to want them.
    pub villages: Signal<Option<&'static AreaMap>>,
    /// Ascending by ballot number.
    pub cards: Signal<&'static [Card]>,
    pub categories: &'static [Category],
    /// Positions in `cards` that the filters let through.
    pub shown: Signal<Arc<Vec<u32>>>,
    pub selected: Signal<Option<BallotNumber>>,
    /// Marked here and on the board alike.
    pub hovered: RwSignal<Option<BallotNumber>>,
    pub picked: Signal<Vec<BallotNumber>>,
    /// Areas that the board is filtered by.
    pub active_areas: Signal<Codes>,
    /// Votes by position in `cards`, where the edition lets them be seen.
    pub votes: Signal<Option<Arc<Vec<u64>>>>,
    /// Why there are none to be seen.
    pub votes_note: Signal<String>,
    /// What districts and villages are called here.
    pub words: [&'static str; 2],
    /// The part of the map that the URL names: `lat,lon,zoom`; empty for all of it.
    pub place: Signal<String>,
    /// Pixels at the lower end that the sheet covers.
    pub inset: Signal<f64>,
    /// Whether the legend is open.
    pub legend: RwSignal<bool>,
    pub tiles: Option<&'static TileLayer>,
    pub credits: &'static [String],
    pub approximate: bool,
    /// An area in words: `Lalang, Manggar`.
    pub area_words: Callback<AreaCode, String>,
}

/// What the map tells.
#[derive(Clone, Copy)]
pub struct MapEvents {
    pub select: Callback<Option<BallotNumber>>,
    pub area: Callback<AreaCode>,
    /// Innovations at one spot, which zooming can't part; nothing once another
    /// place of the map was tapped.
    pub spot: Callback<Option<Vec<u32>>>,
    /// The drawing came to rest at another place: for the URL.
    pub place: Callback<String>,
    /// West, south, east and north in degrees of what is seen.
    pub bounds: Callback<[f64; 4]>,
    /// Somebody came close enough to see villages.
    pub villages: Callback<()>,
    /// The person's place: longitude and latitude.
    pub here: Callback<[f64; 2]>,
    /// Whether somebody wants to see votes on the map.
    pub wants_votes: Callback<bool>,
    /// What a screen reader is told.
    pub say: Callback<String>,
}
