//! Taking up a code and forgetting it: what is asked of the server, and what is
//! kept on the device. What was signed before is sent before: nothing that
//! somebody has cast is lost by it.

use ledger::Credential;
use wire::{CodeState, EditionSlug, ProblemCode};

use crate::{
    api::{self, Failure},
    platform::storage::NotKept,
    state::ballot::{Keeper, Record},
};

/// Why a code is not taken up, or not forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    #[error("no code of this edition")]
    Unknown,
    #[error("the code's batch is not active yet")]
    Waiting,
    #[error("the code is void")]
    Void,
    /// Somebody has voted with it, on another device.
    #[error("the code has voted")]
    Used,
    #[error("the device keeps another code")]
    Another,
    /// A ballot that was signed here is not with the server.
    #[error("a ballot waits to be sent")]
    Unsent,
    #[error("the browser keeps nothing")]
    NotKept,
    #[error("the server gives no answer to work with")]
    Failed(#[source] Failure),
}

impl From<NotKept> for Trouble {
    fn from(_: NotKept) -> Self {
        Self::NotKept
    }
}

/// Where a code comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// May be anybody's: a poster, a message.
    Link,
    /// Typed, or confirmed when asked.
    Person,
}

/// Makes the code what this device votes with. A link's is asked about where
/// taking it could cost somebody a vote.
pub async fn take_up(edition: &EditionSlug, seed: [u8; 32], origin: Origin) -> Result<(), Trouble> {
    let key = Credential::from_seed(seed).public_key();
    let status = api::code(key).await.map_err(|failure| match failure {
        Failure::Refused(ProblemCode::CodeUnknown) => Trouble::Unknown,
        other => Trouble::Failed(other),
    })?;
    match status.state {
        CodeState::Active => {}
        CodeState::Waiting => return Err(Trouble::Waiting),
        CodeState::Void => return Err(Trouble::Void),
    }
    let last = status.seq.unwrap_or(0);
    let code = Keeper::code(edition);
    if code.seed() == Some(seed) {
        return Ok(code.learn_seq(last)?);
    }
    if origin == Origin::Link {
        if code.seed().is_some() {
            return Err(Trouble::Another);
        }
        if last > 0 {
            return Err(Trouble::Used);
        }
    }
    send_what_waits(edition).await?;
    let before = Keeper::of(edition);
    let mut record = before.record();
    let draft = match record.stored {
        // What somebody else has cast with another code is not for the next.
        Some(_) if code.seed().is_some() => Record::default(),
        _ => record.hand_over(),
    };
    if code.seed().is_some() {
        code.forget();
    } else {
        before.keep(&record)?;
    }
    code.learn_seq(last)?;
    code.keep_seed(seed)?;
    // Last: other tabs look when this changes.
    code.keep(&draft).inspect_err(|_| code.forget())?;
    Ok(())
}

/// Leaves nothing of the code on this device; what was cast with it counts.
pub async fn forget(edition: &EditionSlug) -> Result<(), Trouble> {
    send_what_waits(edition).await?;
    Keeper::code(edition).forget();
    Ok(())
}

/// Sends the ballot that waits, the same bytes, and keeps what the server says.
async fn send_what_waits(edition: &EditionSlug) -> Result<(), Trouble> {
    let keeper = Keeper::of(edition);
    let mut record = keeper.record();
    let Some(signed) = record.waiting.clone() else {
        return Ok(());
    };
    match api::cast(&signed.body).await {
        Ok(receipt) => {
            if !record.acknowledge(receipt) {
                return Err(Trouble::Unsent);
            }
        }
        // None of these says no to the ballot.
        Err(
            Failure::Offline
            | Failure::Busy { .. }
            | Failure::Garbled
            | Failure::Refused(
                ProblemCode::Internal | ProblemCode::Unavailable | ProblemCode::Unknown,
            ),
        ) => return Err(Trouble::Unsent),
        Err(Failure::Refused(code)) => record.refuse(signed.seq, code),
    }
    Ok(keeper.keep(&record)?)
}
