//! What pages are made of. One component per file, named after it.

mod card;
mod icon;
mod notice_bar;
mod phase_line;
mod pick_button;
mod remote;
mod share_row;
mod sheet;
mod sign;
mod tab_bar;
mod top_bar;

pub use card::InnovationCard;
pub use icon::{Icon, icon};
pub use notice_bar::{NetworkStrip, NoticeBar};
pub use phase_line::PhaseLine;
pub use pick_button::PickButton;
pub use remote::{failure_text, failure_view, pending_view};
pub use share_row::ShareRow;
pub use sheet::Sheet;
pub use sign::{sign, sign_label};
pub use tab_bar::TabBar;
pub use top_bar::TopBar;
