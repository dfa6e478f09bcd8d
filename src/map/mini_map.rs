//! A still map with one pin, for the page of an innovation.

use atlas::project;
use leptos::prelude::*;
use wire::{AreaMap, Level, Shape};

use super::shape;

/// How large the pin is, in shares of the drawing's width.
const PIN: f64 = 1.0 / 340.0;

/// The region with one pin; a link to the large map goes around it.
#[component]
pub fn MiniMap(
    areas: &'static AreaMap,
    point: [f64; 2],
    colour: u8,
    shape: Shape,
    /// What a person who can't see it should know.
    label: String,
) -> impl IntoView {
    let frame = areas.frame;
    let [x, y] = project(&frame, point);
    let mut place = String::from("translate(");
    for (value, end) in [(x, " "), (y, ") scale(")] {
        super::node::push_pixels(&mut place, value);
        place.push_str(end);
    }
    place.push_str(&(f64::from(frame.width) * PIN).to_string());
    place.push(')');
    let sides = ["0 0", &frame.width.to_string(), &frame.height.to_string()].join(" ");
    let paths = |level: Level, class: &'static str| {
        areas
            .areas
            .iter()
            .filter(move |area| area.level == level)
            .map(move |area| view! { <path class=class d=area.path.as_str()></path> })
            .collect_view()
    };
    view! {
        <svg class="c-minimap" viewBox=sides role="img" aria-label=label>
            {paths(Level::Neighbour, "c-map__neighbour")}
            {paths(Level::District, "c-map__district")}
            {paths(Level::Region, "c-map__region")}
            <g class="c-minimap__pin" data-cat=colour transform=place>
                <circle r="14"></circle>
                <path d=shape::path(shape)></path>
            </g>
        </svg>
    }
}
