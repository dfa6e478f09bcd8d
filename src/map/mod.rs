//! The innovation map: an own drawing in SVG with pins, clusters and areas.
//!
//! Owns how places are drawn, touched, reached by keyboard and read aloud. It
//! gets data and gives events; it knows neither URLs nor HTTP nor ballots.
//! `scene` holds the drawing outside of the reactive graph: a gesture moves
//! nodes, it makes none.

mod choropleth;
mod geolocation;
mod gesture;
mod innovation_map;
mod legend;
mod mini_map;
mod motion;
mod node;
mod parts;
mod place;
mod scene;
mod shape;

pub use innovation_map::{MapCells, MapEvents, MapInput, innovation_map};
pub use mini_map::mini_map;
pub use shape::shape_icon;
