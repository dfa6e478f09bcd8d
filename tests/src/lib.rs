//! Journeys through the running product in real browsers, as a new visitor
//! would make them.
//!
//! Each journey has a server, a database and a browser of its own. It sees
//! what a person sees: texts, roles, addresses. The harness is here, the
//! journeys are in `tests/`.

mod appearance;
mod axe;
mod browser;
mod camera;
mod chaos;
mod console;
mod error;
mod hands;
mod journey;
mod kiosk;
mod place;
mod proxy;
mod setup;
mod site;
mod steps;
mod texts;
mod visitor;
mod wait;

pub use appearance::{Screen, Theme};
pub use axe::Violation;
pub use browser::Browser;
pub use chaos::{Plan, Report, chaos};
pub use error::{JourneyError, Outcome, same};
pub use journey::journey;
pub use kiosk::PIN;
pub use place::{peta, root, tool, verifier_folder};
pub use proxy::{Proxy, Weather};
pub use setup::Setup;
pub use site::Site;
pub use texts::Texts;
pub use visitor::Visitor;
pub use wait::{PATIENCE, eventually};
