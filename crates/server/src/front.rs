//! What stands in front of the server, as told by `--proxies` and as seen: told once
//! where the two disagree.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::Request;

/// For who watches the server from its own machine.
const INSIDE: [&str; 2] = ["/api/v1/health/", "/api/v1/metrics"];

#[derive(Debug, Default)]
pub(crate) struct Front {
    is_told: AtomicBool,
}

impl Front {
    pub(crate) fn look(&self, proxies: u8, request: &Request) {
        if self.is_told.load(Ordering::Relaxed) {
            return;
        }
        let is_forwarded = request.headers().contains_key("x-forwarded-for");
        let path = request.uri().path();
        let is_inside = INSIDE.iter().any(|it| path.starts_with(it));
        let text = match (proxies, is_forwarded) {
            (0, true) => {
                "a request came through a proxy (it has X-Forwarded-For), and --proxies is 0: if \
                 the proxy is yours, everybody behind it shares one address and one limit; say how \
                 many there are"
            }
            (1.., false) if !is_inside => {
                "a request came without X-Forwarded-For, and --proxies says that a proxy adds it: \
                 either the proxy does not, or somebody reaches this server without it; meanwhile \
                 the address of the connection counts"
            }
            _ => return,
        };
        if !self.is_told.swap(true, Ordering::Relaxed) {
            tracing::warn!(proxies, "{text}");
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    #[test]
    fn what_disagrees_is_told_once() {
        let told = |proxies, forwarded: bool, path: &str| {
            let front = Front::default();
            let mut request = Request::builder().uri(path);
            if forwarded {
                request = request.header("x-forwarded-for", "203.0.113.7");
            }
            front.look(proxies, &request.body(Body::empty()).unwrap());
            front.is_told.into_inner()
        };
        assert!(told(0, true, "/"));
        assert!(!told(0, false, "/"));
        assert!(told(1, false, "/"));
        assert!(!told(1, true, "/"));
        assert!(!told(1, false, "/api/v1/health/ready"));
    }
}
