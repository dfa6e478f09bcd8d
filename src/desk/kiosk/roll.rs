//! The codes that may vote, as the server last said: a wrong one is known at
//! once, also without a network.

use core::time::Duration;
use std::{cell::RefCell, collections::BTreeSet, rc::Rc};

use wire::PublicKey;

use crate::{
    api::{self, Token},
    platform::{stay::pause, vault::Vault},
};

/// Its store in the queue's vault.
pub const STORE: &str = "roll";
/// Between two questions.
const PAUSE: Duration = Duration::from_mins(1);

/// Empty where the server was never reached: then it excludes nobody.
#[derive(Clone)]
pub struct Roll {
    keys: Rc<RefCell<BTreeSet<PublicKey>>>,
    vault: Vault,
}

impl Roll {
    pub fn new(vault: Vault) -> Self {
        Self {
            keys: Rc::default(),
            vault,
        }
    }

    /// Whether a code may be one of them.
    pub fn admits(&self, key: &PublicKey) -> bool {
        let keys = self.keys.borrow();
        keys.is_empty() || keys.contains(key)
    }

    /// Keeps it true as long as the page is open.
    pub fn follow(&self, token: Token) {
        let roll = self.clone();
        leptos::task::spawn_local(async move {
            let kept = roll.vault.all(STORE).await.unwrap_or_default();
            let kept = kept.iter().flat_map(|(_, text)| text.split(' '));
            let kept = kept.filter_map(|key| key.parse().ok()).collect();
            roll.keys.replace(kept);
            loop {
                if let Ok(told) = api::roll(&token).await {
                    roll.learn(told.keys.into_iter().collect()).await;
                }
                pause(PAUSE).await;
            }
        });
    }

    async fn learn(&self, keys: BTreeSet<PublicKey>) {
        if *self.keys.borrow() == keys {
            return;
        }
        let text: Vec<String> = keys.iter().map(ToString::to_string).collect();
        self.keys.replace(keys);
        // Where the tablet does not keep it, a wrong code is only found out later.
        self.vault.put(STORE, 1, &text.join(" ")).await.ok();
    }
}
