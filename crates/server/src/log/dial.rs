//! One request to another server, over http or https.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, Uri, header, uri::Scheme},
};
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;
use thiserror::Error;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
};
use tokio_rustls::{
    TlsConnector,
    rustls::{self, ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName},
};

/// Longest answer that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Why there is no answer.
#[derive(Debug, Error)]
pub(crate) enum DialError {
    #[error("the address has no host")]
    Host,
    #[error("no connection")]
    Connection(#[from] std::io::Error),
    #[error("no secure connection")]
    Tls(#[from] rustls::Error),
    #[error("the request could not be made")]
    Request(#[from] axum::http::Error),
    #[error("the exchange broke off")]
    Exchange(#[from] hyper::Error),
    #[error("the answer could not be read")]
    Answer(#[source] axum::Error),
}

/// `POST`s text, and reads the answer to its end. Does not follow redirects.
pub(super) async fn post(to: &Uri, body: String) -> Result<(StatusCode, Vec<u8>), DialError> {
    let host = to.host().ok_or(DialError::Host)?;
    let is_secure = to.scheme() == Some(&Scheme::HTTPS);
    let port = to.port_u16().unwrap_or(if is_secure { 443 } else { 80 });
    let authority = to.authority().ok_or(DialError::Host)?;
    let path = to.path_and_query().map_or("/", |it| it.as_str());
    let request = Request::post(path)
        .header(header::HOST, authority.as_str())
        .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(header::CONNECTION, "close")
        .body(Body::from(body))?;
    // An address of IPv6 stands in brackets.
    let host = host.trim_start_matches('[').trim_end_matches(']');
    let stream = TcpStream::connect((host, port)).await?;
    if !is_secure {
        return exchange(stream, request).await;
    }
    let name = ServerName::try_from(host.to_owned()).map_err(|_| DialError::Host)?;
    let stream = TlsConnector::from(trust()?).connect(name, stream).await?;
    exchange(stream, request).await
}

async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Body>,
) -> Result<(StatusCode, Vec<u8>), DialError> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends with the answer, or when the sender is dropped.
    let answer = async {
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        let body = to_bytes(Body::new(answer.into_body()), LONGEST).await;
        Ok((status, body.map_err(DialError::Answer)?.to_vec()))
    };
    tokio::pin!(answer, connection);
    tokio::select! {
        answer = &mut answer => answer,
        // All was read by then, or nothing more comes.
        ended = &mut connection => {
            ended?;
            answer.await
        }
    }
}

/// With the certificates that the system trusts, read once.
fn trust() -> Result<Arc<ClientConfig>, DialError> {
    static TRUST: OnceLock<Arc<ClientConfig>> = OnceLock::new();
    if let Some(known) = TRUST.get() {
        return Ok(Arc::clone(known));
    }
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        tracing::warn!(%error, "a certificate of the system can't be read");
    }
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(found.certs);
    let made = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(Arc::clone(TRUST.get_or_init(|| Arc::new(made))))
}
