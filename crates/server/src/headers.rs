//! Security headers, on every answer, and the content security policy of
//! the page (CSP level 3).

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};
use sha2::{Digest as _, Sha256};
use wire::TileLayer;

use crate::{app::App, offline, page::Template};

/// For everything that is no page: nothing may be loaded or run.
const CLOSED: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox";

/// For a web worker: it loads its own WebAssembly and nothing else. No sandbox,
/// which would take it away from the site that it works for.
pub(crate) const WORKER: &str = "default-src 'none'; script-src 'wasm-unsafe-eval'; \
     connect-src 'self'; frame-ancestors 'none'; base-uri 'none'";

/// For the recount page, which brings a stricter policy of its own: the hashes of
/// what is in it. It starts its worker from itself.
pub(crate) const VERIFY: &str = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; \
     style-src 'unsafe-inline'; worker-src blob:; connect-src 'self'; img-src data:; \
     frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// On everything but scripts and WebAssembly, which no browser shows: for them
/// these would be 200 bytes more of a first view.
const SHOWN: [(HeaderName, &str); 4] = [
    (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    ),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (header::X_FRAME_OPTIONS, "DENY"),
];

/// As many as are added at most.
const MOST: usize = 10;

/// A year, and of this host alone: at the top of an office's domain it would otherwise
/// close the plain sites of everybody below it.
const HSTS: &str = "max-age=31536000";

/// What of a request the headers of its answer depend on.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    read: bool,
    /// Reads of open data: any page may use them.
    open: bool,
}

impl Asked {
    pub(crate) fn of(request: &Request) -> Self {
        let read = matches!(
            *request.method(),
            Method::GET | Method::HEAD | Method::OPTIONS
        );
        let path = request.uri().path();
        let open = ["/api/", "/log/", "/archive/"]
            .iter()
            .any(|it| path.starts_with(it));
        Self {
            read,
            open: read && open,
        }
    }
}

/// Adds the headers to an answer.
pub(crate) fn secure(app: &App, Asked { read, open }: Asked, response: &mut Response) {
    app.meters.answered(response.status());
    let headers = response.headers_mut();
    headers.reserve(MOST);
    headers.insert(
        header::X_CONTENT_TYPE_OPTIONS,
        HeaderValue::from_static("nosniff"),
    );
    if !is_code(headers) {
        for (name, value) in SHOWN {
            let value = HeaderValue::from_static(value);
            headers.entry(name).or_insert(value);
        }
    }
    if read {
        // By it the service worker knows our answers from a stranger's.
        headers.insert(offline::STAMP, app.snapshot().version().stamp.clone());
    }
    if app.site.is_https() {
        headers.insert(
            header::STRICT_TRANSPORT_SECURITY,
            HeaderValue::from_static(HSTS),
        );
    }
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(CLOSED));
    if open {
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_ORIGIN,
            HeaderValue::from_static("*"),
        );
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("ETag, Link"),
        );
    }
}

fn is_code(headers: &HeaderMap) -> bool {
    headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .is_some_and(|it| it.starts_with("text/javascript") || it == "application/wasm")
}

/// The policy of the page: only scripts and styles that the page itself
/// holds, named by their hashes, and what those scripts load.
pub(crate) fn page_policy(template: &Template, tiles: Option<&TileLayer>) -> HeaderValue {
    let mut scripts = String::new();
    for content in template.scripts() {
        scripts.push_str(" '");
        scripts.push_str(&hash(content));
        scripts.push('\'');
    }
    for integrity in template.integrities() {
        scripts.push_str(" '");
        scripts.push_str(integrity);
        scripts.push('\'');
    }
    let mut styles = String::new();
    for content in template.styles() {
        styles.push_str(" '");
        styles.push_str(&hash(content));
        styles.push('\'');
    }
    let tiles = tiles
        .and_then(|it| origin(&it.url))
        .map(|it| format!(" {it}"))
        .unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src{scripts} 'strict-dynamic' 'wasm-unsafe-eval'; \
         style-src 'self'{styles}; img-src 'self' data:{tiles}; connect-src 'self'; \
         worker-src 'self'; manifest-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    );
    HeaderValue::try_from(policy).unwrap_or(HeaderValue::from_static(CLOSED))
}

fn hash(content: &str) -> String {
    let digest: [u8; 32] = Sha256::digest(content).into();
    format!("sha256-{}", base64(&digest))
}

/// RFC 4648, section 4.
fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for group in bytes.chunks(3) {
        let bits = (0..3).fold(0, |bits: usize, at| {
            bits << 8 | usize::from(group.get(at).copied().unwrap_or(0))
        });
        for digit in 0..4 {
            if digit <= group.len() {
                text.push(char::from(ALPHABET[bits >> (18 - 6 * digit) & 63]));
            } else {
                text.push('=');
            }
        }
    }
    text
}

/// Scheme and host of a tile address; host names may hold `{s}`.
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split('/').next()?;
    let host = host.replace("{s}", "*");
    let plain = |it: char| it.is_ascii_alphanumeric() || matches!(it, '.' | '-' | ':' | '*');
    (matches!(scheme, "https" | "http") && host.chars().all(plain))
        .then(|| format!("{scheme}://{host}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_in_the_rfc() {
        for (bytes, expected) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(bytes.as_bytes()), expected);
        }
    }

    #[test]
    fn the_policy_names_the_tile_host_and_nothing_more_of_it() {
        assert_eq!(
            origin("https://{s}.tile.example.org/{z}/{x}/{y}.png").as_deref(),
            Some("https://*.tile.example.org")
        );
        assert_eq!(origin("javascript:alert(1)"), None);
        assert_eq!(origin("https://a; script-src *"), None);
    }
}
