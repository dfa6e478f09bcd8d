//! A body that is made once and read many times: entity tag, content coding,
//! conditional requests (RFC 9110, section 13).

use std::{io, sync::Arc};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::Response,
};
use sha2::{Digest as _, Sha256};
use tokio::sync::OnceCell;
use wire::Hex;

pub(crate) use crate::encoding::Effort;
use crate::encoding::{self, Coding};

/// How long a copy may be used without asking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Keep {
    /// Always ask; a 304 is cheap.
    Ask,
    /// An hour: files that change with a new release only.
    Hour,
    /// For ever: the name has a hash of the contents.
    Ever,
}

impl Keep {
    const fn header(self) -> &'static str {
        match self {
            Self::Ask => "no-cache",
            Self::Hour => "public, max-age=3600",
            Self::Ever => "public, max-age=31536000, immutable",
        }
    }
}

/// A body with everything that its readers need.
#[derive(Debug)]
pub(crate) struct Document {
    content_type: &'static str,
    keep: Keep,
    effort: Effort,
    /// Hexadecimal, from the SHA-256 of the body.
    tag: String,
    plain: Bytes,
    brotli: OnceCell<Bytes>,
    gzip: OnceCell<Bytes>,
}

pub(crate) const JSON: &str = "application/json";
pub(crate) const HTML: &str = "text/html; charset=utf-8";

impl Document {
    pub(crate) fn new(
        content_type: &'static str,
        keep: Keep,
        effort: Effort,
        plain: Bytes,
    ) -> Arc<Self> {
        Arc::new(Self {
            content_type,
            keep,
            effort,
            tag: tag(&plain),
            plain,
            brotli: OnceCell::new(),
            gzip: OnceCell::new(),
        })
    }

    /// A JSON body that lives as long as the contents of the edition.
    pub(crate) fn json(value: &impl serde::Serialize) -> Arc<Self> {
        Self::new(JSON, Keep::Ask, Effort::Thorough, to_json(value))
    }

    /// Whether the client has it already.
    pub(crate) fn is_known(&self, request: &HeaderMap) -> bool {
        matches(request, &self.tag)
    }

    /// Answers 304 where the client has it already.
    pub(crate) async fn answer(self: &Arc<Self>, request: &HeaderMap) -> Response {
        // Not worth it below a packet.
        let coding = if self.plain.len() < 1024 {
            Coding::Identity
        } else {
            Coding::negotiate(request)
        };
        let (coding, body) = match self.packed(coding).await {
            Ok(body) => (coding, body),
            Err(error) => {
                tracing::error!(%error, "a body could not be packed");
                (Coding::Identity, self.plain.clone())
            }
        };
        answer(
            request,
            &Answer {
                content_type: self.content_type,
                keep: self.keep,
                tag: &self.tag,
                coding,
            },
            body,
        )
    }

    async fn packed(self: &Arc<Self>, coding: Coding) -> io::Result<Bytes> {
        let cell = match coding {
            Coding::Identity => return Ok(self.plain.clone()),
            Coding::Brotli => &self.brotli,
            Coding::Gzip => &self.gzip,
        };
        let packed = cell
            .get_or_try_init(|| async {
                let this = Arc::clone(self);
                let packed = tokio::task::spawn_blocking(move || match coding {
                    Coding::Brotli => encoding::brotli(&this.plain, this.effort),
                    Coding::Gzip => encoding::gzip(&this.plain),
                    Coding::Identity => Ok(this.plain.to_vec()),
                });
                packed.await.map_err(io::Error::other)?.map(Bytes::from)
            })
            .await?;
        Ok(packed.clone())
    }
}

/// JSON of one of our own types, which can't fail: no map has other keys than text.
pub(crate) fn to_json(value: &impl serde::Serialize) -> Bytes {
    // A receipt's size: what most answers are, once votes are cast.
    let mut text = Vec::with_capacity(1024);
    serde_json::to_writer(&mut text, value).expect("wire types always have a JSON form");
    text.into()
}

/// The first 128 bits of the body's SHA-256.
pub(crate) fn tag(bytes: &[u8]) -> String {
    let hash: [u8; 32] = Sha256::digest(bytes).into();
    let mut short = [0; 16];
    short.copy_from_slice(&hash[..16]);
    Hex(short).to_string()
}

/// What stands in the headers of an answer.
pub(crate) struct Answer<'a> {
    pub(crate) content_type: &'a str,
    pub(crate) keep: Keep,
    pub(crate) tag: &'a str,
    pub(crate) coding: Coding,
}

/// 200 with the body, or 304 without.
pub(crate) fn answer(request: &HeaderMap, parts: &Answer<'_>, body: Bytes) -> Response {
    // A strong tag names bytes as they are sent, so each coding has its own.
    let tag = match parts.coding.name() {
        None => format!("\"{}\"", parts.tag),
        Some(coding) => format!("\"{}-{coding}\"", parts.tag),
    };
    let known = matches(request, parts.tag);
    let mut response = Response::new(if known {
        Body::empty()
    } else {
        Body::from(body)
    });
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static(parts.keep.header()),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        return response;
    }
    if let Ok(content_type) = HeaderValue::from_str(parts.content_type) {
        headers.insert(header::CONTENT_TYPE, content_type);
    }
    if let Some(coding) = parts.coding.name() {
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(coding));
    }
    response
}

/// Whether `If-None-Match` names this body in any coding; compared weakly.
fn matches(request: &HeaderMap, tag: &str) -> bool {
    request.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        value.to_str().unwrap_or_default().split(',').any(|entry| {
            let entry = entry.trim();
            let entry = entry.strip_prefix("W/").unwrap_or(entry).trim_matches('"');
            entry == "*" || entry.split('-').next() == Some(tag)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_is_known_in_any_coding_and_among_others() {
        for (sent, expected) in [
            ("\"abc\"", true),
            ("\"abc-br\"", true),
            ("W/\"abc-gzip\"", true),
            ("\"x\", \"abc\"", true),
            ("*", true),
            ("\"abcd\"", false),
            ("\"ab\"", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_NONE_MATCH, sent.parse().unwrap());
            assert_eq!(matches(&headers, "abc"), expected, "{sent}");
        }
    }
}
