//! What the first page brought along for itself, so that it is not fetched again.

use std::sync::Arc;

use wire::{Boot, InnovationSlug, Profile, Standings};

use crate::reactive::StoredValue;

/// Taken once, by the page that it is for.
#[derive(Clone, Copy)]
pub struct Arrival {
    profile: StoredValue<Option<Arc<Profile>>>,
    standings: StoredValue<Option<Arc<Standings>>>,
}

impl Arrival {
    pub fn of(boot: &mut Boot) -> Self {
        Self {
            profile: StoredValue::new(boot.profile.take().map(Arc::new)),
            standings: StoredValue::new(boot.standings.take().map(Arc::new)),
        }
    }

    /// This innovation, if it is what the visitor came for.
    pub fn profile(self, slug: &InnovationSlug) -> Option<Arc<Profile>> {
        self.profile
            .with_value(Option::clone)
            .filter(|profile| profile.card.slug == *slug)
    }

    /// The counts as they were when the page was made.
    pub fn standings(self) -> Option<Arc<Standings>> {
        self.standings.try_update_value(Option::take).flatten()
    }
}
