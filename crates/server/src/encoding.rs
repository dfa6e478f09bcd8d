//! Content codings: what a client takes (RFC 9110, section 12.5.3), and
//! packing and unpacking of bodies.

use std::io::{self, Write as _};

use axum::http::{HeaderMap, header};
use flate2::{Compression, write::GzEncoder};

/// How a body is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Coding {
    Brotli,
    Gzip,
    Identity,
}

impl Coding {
    /// The word in `Content-Encoding`; none for the body as it is.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Brotli => Some("br"),
            Self::Gzip => Some("gzip"),
            Self::Identity => None,
        }
    }

    /// The best one that the client takes.
    pub(crate) fn negotiate(headers: &HeaderMap) -> Self {
        let mut gzip = false;
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            for entry in value.to_str().unwrap_or_default().split(',') {
                let mut parts = entry.split(';').map(str::trim);
                let name = parts.next().unwrap_or_default();
                let refused = parts.any(|it| {
                    it.strip_prefix("q=")
                        .is_some_and(|q| q.parse::<f32>().is_ok_and(|weight| weight <= 0.0))
                });
                if refused {
                    continue;
                }
                if name.eq_ignore_ascii_case("br") {
                    return Self::Brotli;
                }
                gzip |= name.eq_ignore_ascii_case("gzip");
            }
        }
        if gzip { Self::Gzip } else { Self::Identity }
    }
}

/// How much time packing may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effort {
    /// A few milliseconds: bodies that change with the votes.
    Quick,
    /// Some ten milliseconds: bodies that live as long as the contents.
    Thorough,
}

pub(crate) fn brotli(bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
    let quality = match effort {
        Effort::Quick => 4,
        Effort::Thorough => 10,
    };
    let params = brotli::enc::BrotliEncoderParams {
        quality,
        // A window that holds the body; a larger one only takes memory.
        lgwin: bytes.len().max(1).ilog2().clamp(15, 21).cast_signed() + 1,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::with_capacity(bytes.len() / 4);
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
    Ok(packed)
}

pub(crate) fn unbrotli(packed: &[u8]) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(packed.len() * 4);
    brotli::BrotliDecompress(&mut &packed[..], &mut bytes)?;
    Ok(bytes)
}

pub(crate) fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::with_capacity(bytes.len() / 3), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_coding_that_is_not_refused() {
        for (accept, expected) in [
            ("", Coding::Identity),
            ("gzip, deflate, br, zstd", Coding::Brotli),
            ("gzip;q=1.0, br;q=0", Coding::Gzip),
            ("BR", Coding::Brotli),
            ("gzip; q=0.000", Coding::Identity),
            ("*", Coding::Identity),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, accept.parse().unwrap());
            assert_eq!(Coding::negotiate(&headers), expected, "{accept}");
        }
    }

    #[test]
    fn what_was_packed_comes_back() {
        let bytes = b"peta inovasi ".repeat(100);
        for effort in [Effort::Quick, Effort::Thorough] {
            let packed = brotli(&bytes, effort).unwrap();
            assert!(packed.len() < bytes.len() / 10);
            assert_eq!(unbrotli(&packed).unwrap(), bytes);
        }
    }
}
