//! Who is asking, as far as the breaker needs to know. Never logged, never stored.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::http::HeaderMap;

/// The network that a request comes from: an IPv4 address, or the first 64
/// bits of an IPv6 address, because one subscriber has all of those.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Network([u8; 16]);

impl Network {
    pub(crate) fn as_bytes(&self) -> [u8; 16] {
        self.0
    }
}

/// Whoever comes through a Unix socket, which has no addresses: one network for all of
/// them, unless a proxy before it says more. Nobody else can have this address.
pub(crate) const LOCAL: SocketAddr = SocketAddr::new(IpAddr::V4(Ipv4Addr::UNSPECIFIED), 0);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(v4) => Self(v4.to_ipv6_mapped().octets()),
            IpAddr::V6(v6) => Self((Ipv6Addr::from(u128::from(v6) >> 64 << 64)).octets()),
        }
    }
}

/// The client's network behind `proxies` trusted reverse proxies.
///
/// Each proxy adds the address that it saw to the end of `X-Forwarded-For`,
/// so with n proxies the n-th entry from the end is the one that ours wrote;
/// what stands before it is anybody's claim.
pub(crate) fn network(peer: SocketAddr, headers: &HeaderMap, proxies: u8) -> Network {
    let forwarded = |nth: usize| {
        let lines: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .collect();
        let entry = lines
            .iter()
            .rev()
            .flat_map(|line| line.rsplit(','))
            .nth(nth)?;
        entry.trim().parse::<IpAddr>().ok()
    };
    let address = match proxies {
        0 => None,
        n => forwarded(usize::from(n) - 1),
    };
    address.unwrap_or(peer.ip()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(forwarded: &[&str], proxies: u8) -> Network {
        through("192.0.2.1:1000".parse().unwrap(), forwarded, proxies)
    }

    fn through(peer: SocketAddr, forwarded: &[&str], proxies: u8) -> Network {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        network(peer, &headers, proxies)
    }

    fn of(address: &str) -> Network {
        address.parse::<IpAddr>().unwrap().into()
    }

    #[test]
    fn without_proxies_nobody_is_believed() {
        assert_eq!(seen(&["203.0.113.7"], 0), of("192.0.2.1"));
    }

    #[test]
    fn the_entry_that_our_own_proxy_wrote_counts() {
        assert_eq!(seen(&["198.51.100.1, 203.0.113.7"], 1), of("203.0.113.7"));
        assert_eq!(seen(&["198.51.100.1", "203.0.113.7"], 1), of("203.0.113.7"));
        assert_eq!(seen(&["198.51.100.1, 203.0.113.7"], 2), of("198.51.100.1"));
        assert_eq!(seen(&["nonsense"], 1), of("192.0.2.1"));
    }

    #[test]
    fn through_a_socket_the_proxy_before_it_is_believed_and_no_header_without_one() {
        let told = ["198.51.100.1, 203.0.113.7"];
        assert_eq!(through(LOCAL, &told, 1), of("203.0.113.7"));
        let all = through(LOCAL, &[], 0);
        assert_eq!(through(LOCAL, &told, 0), all);
        assert_eq!(through(LOCAL, &["198.51.100.9"], 0), all);
    }

    #[test]
    fn a_subscriber_of_ipv6_is_one_network() {
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:192.0.2.1"), of("192.0.2.1"));
    }
}
