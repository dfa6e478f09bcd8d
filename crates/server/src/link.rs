//! Who sends a request, where it takes a signed link: `Authorization: Bearer …`.
//! Tokens are never logged.

use axum::http::{HeaderMap, header};
use store::Link;
use wire::{LinkRole, ProblemCode};

use crate::{app::App, problem::Refusal, run::causes};

/// A link that is good at this moment.
#[derive(Clone, Debug)]
pub(crate) struct Bearer {
    /// What the token lets its bearer do; a remote's link is its presenter's.
    pub(crate) role: LinkRole,
    pub(crate) link: Link,
}

/// The bearer of a request, if it has one of these roles.
pub(crate) async fn bearer(
    app: &App,
    headers: &HeaderMap,
    roles: &[LinkRole],
) -> Result<Bearer, Refusal> {
    let token = headers
        .get(header::AUTHORIZATION)
        .and_then(|it| it.to_str().ok()?.strip_prefix("Bearer "))
        .ok_or_else(invalid)?;
    let keys = app.keys().await.map_err(|error| {
        tracing::error!(error = causes(&error), "the server has no keys");
        Refusal::internal()
    })?;
    let token =
        ledger::Link::read(token.trim(), &keys.sign_key, &app.edition).map_err(|_| invalid())?;
    let link = find(app, token.number).await?.ok_or_else(invalid)?;
    let of = match token.role {
        LinkRole::Remote => LinkRole::Presenter,
        role => role,
    };
    if link.role != of || !roles.contains(&token.role) {
        return Err(invalid());
    }
    if link.revoked.is_some() {
        return Err(revoked());
    }
    let now = app.now();
    let is_over = u64::try_from(now.timestamp()).is_ok_and(|now| now >= token.expires);
    if is_over || now >= link.expires_at {
        return Err(Refusal::new(
            ProblemCode::LinkExpired,
            "This link's time is over. Ask for a new one.",
        ));
    }
    Ok(Bearer {
        role: token.role,
        link,
    })
}

/// A link by its number, revoked or not.
pub(crate) async fn find(app: &App, number: u32) -> Result<Option<Link>, Refusal> {
    app.store.link(&app.edition, number).await.map_err(|error| {
        tracing::error!(error = causes(&error), "can't read a link");
        Refusal::internal()
    })
}

fn invalid() -> Refusal {
    Refusal::new(
        ProblemCode::LinkInvalid,
        "This needs a link of this edition: Authorization: Bearer, and what stands after link=.",
    )
}

pub(crate) fn revoked() -> Refusal {
    Refusal::new(ProblemCode::LinkRevoked, "This link was revoked.")
}
