//! The endpoints that the residents' page uses.

use std::collections::BTreeMap;

use serde::{Deserialize, de::DeserializeOwned};
use wire::{
    AreaMap, BallotNumber, Card, Clock, CodeStatus, InnovationSlug, Profile, PublicKey, Receipt,
    Standings,
};

use super::client::{Failure, get, post};
use crate::json;

fn read<T: DeserializeOwned>(body: &str) -> Result<T, Failure> {
    json::from_str(body).map_err(|_| Failure::Garbled)
}

/// What an innovation is searched by beyond its card.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct InnovationText {
    pub number: BallotNumber,
    pub text: String,
}

/// `GET /innovations/texts`
pub async fn texts() -> Result<Vec<InnovationText>, Failure> {
    read(&get("/api/v1/innovations/texts").await?)
}

#[derive(Debug, PartialEq, Deserialize)]
pub struct CardPage {
    items: Vec<Card>,
}

/// `GET /innovations`: the next 500 cards after this ballot number, ascending.
pub async fn cards_after(number: BallotNumber) -> Result<Vec<Card>, Failure> {
    let url = format!("/api/v1/innovations?limit=500&after={}", number.0);
    Ok(read::<CardPage>(&get(&url).await?)?.items)
}

/// `GET /innovations/{slug}`
pub async fn profile(slug: &InnovationSlug) -> Result<Profile, Failure> {
    let mut url = String::from("/api/v1/innovations/");
    url.push_str(slug.as_str());
    read(&get(&url).await?)
}

/// `GET /areas?level=village`
pub async fn villages() -> Result<AreaMap, Failure> {
    read(&get("/api/v1/areas?level=village").await?)
}

/// `GET /clock`: the server's time, and which phase it is.
pub async fn clock() -> Result<Clock, Failure> {
    read(&get("/api/v1/clock").await?)
}

/// `GET /standings`
pub async fn standings() -> Result<Standings, Failure> {
    read(&get("/api/v1/standings").await?)
}

/// `GET /receipts/{credential}`: the latest ballot that the server has of it.
pub async fn receipt(credential: PublicKey) -> Result<Receipt, Failure> {
    let url = format!("/api/v1/receipts/{credential}");
    read(&get(&url).await?)
}

/// `GET /codes/{key}`: whether a code may vote, and the seq of its last ballot.
pub async fn code(key: PublicKey) -> Result<CodeStatus, Failure> {
    let url = format!("/api/v1/codes/{key}");
    read(&get(&url).await?)
}

/// `POST /ballots` with bytes that were signed and kept before.
pub async fn cast(body: &str) -> Result<Receipt, Failure> {
    read(&post("/api/v1/ballots", body).await?)
}

/// The texts of another language.
pub async fn languages_file(language: &str) -> Result<BTreeMap<String, String>, Failure> {
    let url = format!("/locales/{language}.json");
    #[cfg(feature = "rules")]
    {
        let mut texts: BTreeMap<String, String> = read(&get(&url).await?)?;
        for folder in OWN_TEXTS {
            let own = format!("/locales/{folder}/{language}.json");
            texts.extend(read::<BTreeMap<String, String>>(&get(&own).await?)?);
        }
        Ok(texts)
    }
    #[cfg(not(feature = "rules"))]
    read(&get(&url).await?)
}

/// What this bundle says beyond the usual one.
#[cfg(feature = "rules")]
const OWN_TEXTS: &[&str] = if cfg!(feature = "staff") {
    &["rules", "desk"]
} else {
    &["rules"]
};
