//! One module per page.

mod about;
mod ballot;
mod floor;
mod missing;
mod profile;
mod results;

pub use about::AboutPage;
pub use floor::FloorPage;
pub use missing::MissingPage;
pub use profile::ProfilePage;
pub use results::ResultsPage;
