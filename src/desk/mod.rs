//! The staff's page: what the address names is what it becomes.

use wire::Boot;

use crate::{i18n, json, platform::document};

/// Takes over the page that the server made.
pub fn start() {
    let Some(boot) = document::text_of("peta-boot") else {
        return;
    };
    let Ok(mut boot) = json::from_str::<Boot>(&boot) else {
        return;
    };
    i18n::install(&boot.language, core::mem::take(&mut boot.messages));
}
