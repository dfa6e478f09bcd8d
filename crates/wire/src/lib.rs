//! Types that cross HTTP: ids, request and response bodies, problem codes.
//!
//! Owns the JSON shapes of `/api/v1` and nothing else: no I/O, no rules, no
//! counting. Everything here is readable by the server, the browser app and
//! the tests alike, so a change of a field is a change of the public API.

extern crate alloc;

mod area;
mod ballot;
mod boot;
mod booth;
mod bytes;
mod category;
mod clock;
mod code;
mod contents;
mod edition;
mod hex;
mod id;
mod innovation;
mod kiosk;
mod link;
mod live;
mod localized;
mod manifest;
mod problem;
mod region;
mod result;
mod rounds;
mod sort;
mod stage;
mod standings;
mod time;

pub use area::{AreaMap, AreaShape, Frame, Level};
pub use ballot::{Ballot, Channel, Mark, Promise, Receipt};
pub use boot::{Boot, CodeBoot, Village};
pub use booth::booth_title;
pub use bytes::HexBytes;
pub use category::{Category, Shape};
pub use clock::Clock;
pub use code::{CodeState, CodeStatus};
pub use contents::{Contents, MediaFile};
pub use edition::{Edition, Phase, RankedCount, Release, Rule, TieRule, TileLayer, Visibility};
pub use hex::{Hash, Hex, PublicKey, Salt, Signature};
pub use id::{AreaCode, BallotNumber, CategoryCode, EditionSlug, InnovationId, InnovationSlug};
pub use innovation::{Card, Change, Picture, Precision, Profile};
pub use kiosk::{
    Delivered, Delivery, Enrolled, Enrolment, Envelope, EnvelopeOutcome, EnvelopeResult, Head,
    LoggedHead, PaperEntry, Roll, SealKey,
};
pub use link::{LinkInfo, LinkRole, RemoteLink};
pub use live::Live;
pub use localized::{Localized, Term, Vocabulary};
pub use manifest::{Contest, ListedInnovation, Manifest, OBJECTION_DAYS, Values};
pub use problem::{FieldProblem, Problem, ProblemCode};
pub use region::{Offset, Region};
pub use result::{
    JuryMean, OpeningPolicy, PublishedJury, PublishedResult, PublishedRoll, RollBatch,
};
pub use rounds::{Round, RoundRule, Rounds};
pub use sort::sort;
pub use stage::{Command, Commands, Press, Published, Stage};
pub use standings::{
    BoothCount, ChannelCount, ContestStandings, Disclosure, HourCount, Settled, Standing, Standings,
};
