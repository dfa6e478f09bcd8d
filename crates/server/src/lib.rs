//! `peta`: REST, first view, static files, Open Graph images, command line.
//!
//! Owns HTTP and the process. It knows neither SQL (`store`) nor how ballots
//! are counted (`voting`), and nothing here reads a count but through
//! [`standings`].

mod address;
mod api;
mod app;
mod assets;
mod backup;
mod chance;
pub mod cli;
mod clock;
mod device;
mod document;
mod encoding;
mod follow;
mod front;
mod guess;
mod headers;
mod health;
mod keys;
mod limits;
mod link;
mod listen;
mod live;
mod log;
mod media;
mod meters;
mod net;
mod office;
mod offline;
mod og;
mod organise;
mod page;
mod patient;
mod problem;
mod queue;
mod repeats;
mod router;
mod run;
mod scripts;
mod snapshot;
mod stage;
mod standings;
mod upkeep;
mod webapp;
mod witness;

pub use chance::Chance;
pub use clock::Clock;
pub use limits::Allowance;
pub use listen::{Listen, ListenError, Listener, Place, SocketFile};
pub use log::LogError;
pub use log::{Witness, WitnessError};
pub use run::{Options, Running, ServeError, start};
