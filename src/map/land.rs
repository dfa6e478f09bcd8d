//! Sea, neighbours, districts and villages, and which part of them is shown at first.

use atlas::{Bounds, outline};
use wire::{AreaShape, Level};

use super::{choropleth::Shades, input::MapInput, mini_map::outlines};
use crate::{
    platform::dom::{Element, group, nothing, svg},
    reactive::Memo,
};

/// Sea to villages, from the bottom up.
pub fn land(input: MapInput, shades: Memo<Shades>) -> Element {
    let areas = input.areas;
    let districts = areas
        .areas
        .iter()
        .filter(|area| area.level == Level::District)
        .map(|area| district(input, shades, area));
    let villages = svg("g", "c-map__villages").live(move || match input.villages.get() {
        Some(map) => {
            let villages = map.areas.iter();
            group(villages.map(|area| tappable(input, "c-map__village", area)))
        }
        None => nothing(),
    });
    group([
        svg("g", "c-map__shelf").child(outlines(areas, Level::Region)),
        outlines(areas, Level::Neighbour),
        group(districts),
        villages,
        outlines(areas, Level::Region),
    ])
}

/// A district also carries the shade of the choropleth.
fn district(input: MapInput, shades: Memo<Shades>, area: &'static AreaShape) -> Element {
    tappable(input, "c-map__district", area).live_attr("data-step", move || {
        Some(shades.with(|shades| shades.step(&area.code)).to_string())
    })
}

/// An area that the board can be filtered by. (Villages only once they are seen.)
fn tappable(input: MapInput, class: &str, area: &'static AreaShape) -> Element {
    svg("path", class)
        .attr("d", &area.path)
        .attr("data-code", area.code.as_str())
        .class_if("is-active", move || {
            input
                .active_areas
                .with(|active| active.contains(area.code.as_str()))
        })
}

/// What is shown at first: the largest part of each district, so that small
/// islands far out don't make the land small; everything where there is no district.
pub fn region_of(areas: &[AreaShape]) -> Bounds {
    let mut whole = Bounds::EMPTY;
    for area in areas.iter().filter(|area| area.level == Level::District) {
        let parts = outline::rings(&area.path).unwrap_or_default();
        let largest = parts
            .iter()
            .map(|ring| Bounds::of(ring.iter().map(|point| point.map(f64::from))))
            .max_by(|a, b| (a.width() * a.height()).total_cmp(&(b.width() * b.height())));
        if let Some(part) = largest {
            whole.include([part.west, part.north]);
            whole.include([part.east, part.south]);
        }
    }
    if whole.width() > 0.0 {
        return whole;
    }
    Bounds::of(areas.iter().flat_map(|area| {
        let [west, north, east, south] = area.bounds.map(f64::from);
        [[west, north], [east, south]]
    }))
}
