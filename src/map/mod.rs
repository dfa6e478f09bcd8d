//! The innovation map: an own drawing in SVG with pins, clusters and areas.
//!
//! Owns how places are drawn, touched, reached by keyboard and read aloud. It
//! gets data and gives events; it knows neither URLs nor HTTP nor ballots.
//! `scene` holds the drawing outside of the reactive graph: a gesture moves
//! nodes, it makes none.

mod choropleth;
mod follow;
mod geolocation;
mod gesture;
mod innovation_map;
mod input;
mod land;
mod legend;
mod mini_map;
mod motion;
mod node;
mod parts;
mod place;
mod scene;
mod shape;
mod touch;

#[cfg(feature = "staff")]
pub use choropleth::{Measure, Shades};
pub use innovation_map::innovation_map;
pub use input::{MapCells, MapEvents, MapInput};
#[cfg(feature = "staff")]
pub use land::region_of;
pub use mini_map::mini_map;
#[cfg(feature = "staff")]
pub use mini_map::outlines;
pub use shape::shape_icon;
