//! Files of the browser app and language files, embedded by `build.rs`.

use std::{collections::BTreeMap, sync::OnceLock};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};

use wire::Edition;

use crate::{
    document::{self, Answer, Keep},
    encoding::{self, Coding},
    headers,
};

include!(concat!(env!("OUT_DIR"), "/embedded.rs"));

/// Scripts that pages start as web workers.
const WORKERS: [&str; 3] = ["/lens.js", "/monitor.js", "/scan.js"];

/// The recount page, which also lies in archives.
pub(crate) const VERIFY: &str = "/verify.html";

/// One file of the browser app. At least one of the three forms is there.
pub(crate) struct Embedded {
    /// With a leading slash.
    path: &'static str,
    plain: Option<&'static [u8]>,
    brotli: Option<&'static [u8]>,
    gzip: Option<&'static [u8]>,
}

/// A page of the browser app, with a bundle and texts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Bundle {
    Residents,
    /// The residents' page of an edition whose vote asks for more than choosing.
    Rules,
    /// Big screen, remote and kiosk.
    Desk,
    /// Takes a voting code, checks a receipt.
    Code,
}

impl Bundle {
    pub(crate) const ALL: [Self; 4] = [Self::Residents, Self::Rules, Self::Desk, Self::Code];

    /// The residents' page of this edition: nobody pays for a rule that is not
    /// its own.
    pub(crate) const fn of(edition: &Edition) -> Self {
        if edition.is_plain() {
            Self::Residents
        } else {
            Self::Rules
        }
    }

    /// The bundles of one edition: one page for residents.
    pub(crate) const fn all_of(edition: &Edition) -> [Self; 3] {
        [Self::of(edition), Self::Desk, Self::Code]
    }

    /// The page that the server fills, as trunk wrote it.
    pub(crate) const fn template(self) -> &'static str {
        match self {
            Self::Residents => RESIDENTS,
            Self::Rules => RULES,
            Self::Desk => DESK,
            Self::Code => CODE,
        }
    }

    /// Where it is: the pages that it serves by exact path, the first of which
    /// is kept for all of them where there is no network.
    pub(crate) const fn pages(self) -> &'static [&'static [&'static str]] {
        match self {
            Self::Residents | Self::Rules => &[&["/", "/board", "/ballot", "/results", "/about"]],
            Self::Desk => &[&["/desk"], &["/kiosk"]],
            Self::Code => &[&["/kode"], &["/tanda-terima"]],
        }
    }

    /// The web workers that its page starts.
    const fn workers(self) -> &'static [&'static str] {
        match self {
            Self::Residents | Self::Rules => &[],
            Self::Desk => &["/lens", "/scan"],
            Self::Code => &["/lens", "/monitor"],
        }
    }

    /// The files that its page loads, and those of its web workers.
    pub(crate) fn files(self) -> impl Iterator<Item = &'static str> {
        FILES.iter().map(|file| file.path).filter(move |path| {
            let of = |worker: &&str| path.starts_with(*worker);
            self.workers().iter().any(of) || self.template().contains(path)
        })
    }

    /// The folder of the texts that only it has.
    const fn folder(self) -> &'static str {
        match self {
            Self::Residents => "",
            Self::Rules => "rules/",
            Self::Desk => "desk/",
            Self::Code => "code/",
        }
    }

    /// Language tag and file, sorted by tag.
    pub(crate) fn locales(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        LOCALES.iter().filter_map(move |(name, text)| {
            let tag = name.strip_prefix(self.folder())?;
            (!tag.contains('/')).then_some((tag, *text))
        })
    }
}

/// The file at a path, if there is one.
pub(crate) async fn serve(path: &str, request: &HeaderMap) -> Option<Response> {
    let file = FILES.iter().find(|file| file.path == path)?;
    let (coding, body) = match (Coding::negotiate(request), file) {
        (
            Coding::Brotli,
            Embedded {
                brotli: Some(body), ..
            },
        ) => (Coding::Brotli, Bytes::from_static(body)),
        (
            Coding::Gzip,
            Embedded {
                gzip: Some(body), ..
            },
        ) => (Coding::Gzip, Bytes::from_static(body)),
        (
            _,
            Embedded {
                plain: Some(body), ..
            },
        ) => (Coding::Identity, Bytes::from_static(body)),
        (_, Embedded { brotli, .. }) => (Coding::Identity, unpack(brotli.as_deref()?).await?),
    };
    let parts = Answer {
        content_type: content_type(path),
        keep: if has_hash(path) {
            Keep::Ever
        } else {
            Keep::Hour
        },
        tag: tags().get(path)?,
        coding,
    };
    let mut response = document::answer(request, &parts, body);
    let policy = match path {
        // It does not run under the policy of the page that starts it.
        worker if WORKERS.contains(&worker) => headers::WORKER,
        VERIFY => headers::VERIFY,
        _ => return Some(response),
    };
    response.headers_mut().insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(policy),
    );
    Some(response)
}

/// The bytes of a file, for what is no browser.
pub(crate) async fn bytes(path: &str) -> Option<Bytes> {
    let file = FILES.iter().find(|file| file.path == path)?;
    match file.plain {
        Some(plain) => Some(Bytes::from_static(plain)),
        None => unpack(file.brotli?).await,
    }
}

async fn unpack(brotli: &'static [u8]) -> Option<Bytes> {
    let unpacked = tokio::task::spawn_blocking(|| encoding::unbrotli(brotli))
        .await
        .ok()?;
    unpacked.ok().map(Bytes::from)
}

/// Taken from whichever form is there; made at the first request.
fn tags() -> &'static BTreeMap<&'static str, String> {
    static TAGS: OnceLock<BTreeMap<&str, String>> = OnceLock::new();
    TAGS.get_or_init(|| {
        let form = |file: &Embedded| file.brotli.or(file.plain).unwrap_or_default();
        FILES
            .iter()
            .map(|file| (file.path, document::tag(form(file))))
            .collect()
    })
}

/// Tells one build of the browser app from another.
pub(crate) fn digest() -> &'static str {
    static DIGEST: OnceLock<String> = OnceLock::new();
    DIGEST.get_or_init(|| {
        let mut parts = String::new();
        for (path, tag) in tags() {
            parts.extend([path, tag.as_str()]);
        }
        for (name, text) in LOCALES {
            parts.extend([*name, *text]);
        }
        for bundle in Bundle::ALL {
            parts.push_str(bundle.template());
        }
        document::tag(parts.as_bytes())
    })
}

/// Whether trunk put a hash of the contents into the name: `app-0123456789abcdef_bg.wasm`.
/// It writes a number, so that one in sixteen has a digit less.
fn has_hash(path: &str) -> bool {
    path.split(['-', '_', '.', '/'])
        .any(|part| part.len() >= 12 && part.bytes().all(|it| it.is_ascii_hexdigit()))
}

/// The media type by the ending of a name.
pub(crate) fn content_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" | "webmanifest" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "txt" => "text/plain; charset=utf-8",
        "woff2" => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_name_with_a_hash_is_kept_for_ever() {
        for (path, expected) in [
            ("/peta-app-5f1c7a30d2b4e896.js", true),
            ("/peta-app-5f1c7a30d2b4e896_bg.wasm", true),
            ("/peta-code-59b8036087b6b94.js", true),
            ("/icon.svg", false),
            ("/lens_bg.wasm", false),
            ("/peta-app-decade.js", false),
        ] {
            assert_eq!(has_hash(path), expected, "{path}");
        }
    }
}
