//! A still map with one pin, for the page of an innovation.

use atlas::project;
use wire::{AreaMap, Category, Level};

use super::node;
use crate::platform::dom::{Element, group, svg};

/// How large the pin is, in shares of the drawing's width.
const PIN: f64 = 1.0 / 340.0;

/// The region with one pin. `name` is what a person who can't see it should know.
pub fn mini_map(areas: &AreaMap, point: [f64; 2], category: &Category, name: &str) -> Element {
    let frame = areas.frame;
    let [x, y] = project(&frame, point);
    let mut place = String::from("translate(");
    node::push_pixels(&mut place, x);
    place.push(' ');
    node::push_pixels(&mut place, y);
    place.push_str(") scale(");
    node::push_pixels(&mut place, f64::from(frame.width) * PIN);
    place.push(')');
    let pin = svg("g", "c-minimap__pin")
        .attr("data-cat", &category.colour.to_string())
        .attr("transform", &place)
        .child(svg("circle", "").attr("r", "14"))
        .child(svg("path", "").attr("d", category.shape.outline()));
    let sides = ["0 0", &frame.width.to_string(), &frame.height.to_string()].join(" ");
    svg("svg", "c-minimap")
        .attr("viewBox", &sides)
        .attr("role", "img")
        .attr("aria-label", name)
        .child(outlines(areas, Level::Neighbour))
        .child(outlines(areas, Level::District))
        .child(outlines(areas, Level::Region))
        .child(pin)
}

/// The outlines of one level, without names.
pub fn outlines(areas: &AreaMap, level: Level) -> Element {
    let class = match level {
        Level::Region => "c-map__region",
        Level::District => "c-map__district",
        Level::Village => "c-map__village",
        Level::Neighbour => "c-map__neighbour",
    };
    let areas = areas.areas.iter().filter(|area| area.level == level);
    group(areas.map(|area| svg("path", class).attr("d", &area.path)))
}
