//! One module per page.

mod about;
mod ballot;
mod floor;
mod missing;
mod profile;
mod results;

pub use about::about_page;
pub use floor::floor_page;
pub use missing::missing_page;
pub use profile::profile_page;
pub use results::results_page;
