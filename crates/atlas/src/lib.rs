//! Where things are: projection, clusters, viewport, labels, and (with the
//! feature `read`) outlines out of `GeoJSON` and `TopoJSON`.
//!
//! Pure: no I/O, no clock, no drawing. Three kinds of coordinates meet here:
//! degrees (longitude, latitude; WGS 84), drawing units (`wire::Frame`) and
//! screen pixels (CSS px from the map's upper left corner).

mod bounds;
pub mod cluster;
pub mod label;
pub mod math;
pub mod outline;
mod projection;
pub mod viewport;

#[cfg(feature = "read")]
pub mod read;

pub use bounds::Bounds;
pub use projection::{project, unproject, world, world_inverse};
