//! Finding innovations: search, facets, order, distance.
//!
//! Pure, and the same in the browser and on the server. It knows cards and
//! area names, nothing of the network or the screen. Positions are `u32`
//! indexes into the slice of cards that a [`Catalogue`] was made from.

mod area;
mod catalogue;
mod distance;
mod facet;
mod filter;
mod fold;
mod order;
mod words;

pub use area::AreaNames;
pub use catalogue::{Catalogue, Found};
pub use distance::metres;
pub use facet::{Counts, Facets};
pub use filter::{Codes, Filter};
pub use fold::fold;
pub use order::{Order, arrange};
