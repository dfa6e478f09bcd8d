//! The server's own keys: what it signs links with, and what kiosks seal their
//! ballots to.

use ledger::{Credential, SealError, SealSecret};
use store::{ServerKeys, Store, StoreError};
use thiserror::Error;
use wire::PublicKey;

/// Both, with their public halves.
#[derive(Debug)]
pub(crate) struct Keys {
    secrets: ServerKeys,
    pub(crate) sign_key: PublicKey,
    pub(crate) seal: SealSecret,
}

/// Why there are none.
#[derive(Debug, Error)]
pub(crate) enum KeysError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the system gives no random numbers")]
    Random(#[from] getrandom::Error),
    #[error("the server's key can't be used")]
    Seal(#[from] SealError),
}

impl Keys {
    /// The RFC 8032 private key for links.
    pub(crate) fn sign_secret(&self) -> &[u8; 32] {
        &self.secrets.sign
    }
}

/// Those of the database; made from the system's randomness where it has none.
pub(crate) async fn load(store: &dyn Store) -> Result<Keys, KeysError> {
    let mut fresh = ServerKeys {
        sign: [0; 32],
        seal: [0; 32],
    };
    getrandom::fill(&mut fresh.sign)?;
    getrandom::fill(&mut fresh.seal)?;
    let secrets = store.server_keys(fresh).await?;
    Ok(Keys {
        sign_key: Credential::from_seed(secrets.sign).public_key(),
        seal: SealSecret::from_bytes(&secrets.seal)?,
        secrets,
    })
}
