//! Late envelopes whose ballots stand in the log all the same: they were there in
//! time at a server whose database was lost, and bring their marks back.

use std::collections::{HashMap, HashSet};

use store::Settled;
use wire::{Envelope, Hash, PublicKey};

use super::{
    Desk, DeskError,
    fate::Fate,
    open::{Opened, Rules},
};

impl Desk<'_> {
    /// What became of those that did, by index; nothing is done with all others.
    pub(super) async fn restore(
        &self,
        number: u32,
        kiosk: PublicKey,
        late: Vec<Envelope>,
    ) -> Result<HashMap<u32, Fate>, DeskError> {
        let mut fates = HashMap::new();
        if late.is_empty() {
            return Ok(fates);
        }
        let sealed = self.store.without_opening(self.edition).await?;
        let sealed: HashSet<Hash> = sealed.into_iter().collect();
        if sealed.is_empty() {
            return Ok(fates);
        }
        let rules: Rules = self.rules();
        let opened = tokio::task::spawn_blocking(move || {
            let open = |it: &Envelope| (it.index, rules.open(&kiosk, it));
            late.iter().map(open).collect::<Vec<_>>()
        });
        let mut settled: Vec<(u32, Settled)> = Vec::new();
        for (index, opened) in opened.await? {
            // Of a paper ballot the first entry: that two agreed is known.
            let (Opened::Ballot(cast) | Opened::Paper(_, cast)) = opened else {
                continue;
            };
            if !sealed.contains(&cast.hash()) {
                continue;
            }
            let fate = Fate::of(self.cashier.cast(*cast).await?);
            settled.extend(fate.settled().map(|it| (index, it)));
            fates.insert(index, fate);
        }
        self.store.settle(self.edition, number, &settled).await?;
        Ok(fates)
    }
}
