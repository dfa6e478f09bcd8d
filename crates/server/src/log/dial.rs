//! Asking another server, over http or https.

use std::sync::{Arc, OnceLock};

use axum::{
    body::{Body, to_bytes},
    http::{Request, StatusCode, Uri, header, request, uri::Scheme},
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
    let path = to.path_and_query().map_or("/", |it| it.as_str());
    let request = Request::post(path)
        .header(header::CONTENT_TYPE, "text/plain; charset=utf-8")
        .header(header::CONNECTION, "close");
    let mut line = Line::to(to).await?;
    line.ask(request, Body::from(body), LONGEST).await
}

/// A connection to another server, which is asked one thing after the other.
pub(crate) struct Line {
    sender: http1::SendRequest<Body>,
    authority: String,
}

impl Line {
    /// To the host of that address; nothing else of it matters.
    pub(crate) async fn to(address: &Uri) -> Result<Self, DialError> {
        let host = address.host().ok_or(DialError::Host)?;
        let is_secure = address.scheme() == Some(&Scheme::HTTPS);
        let port = address.port_u16();
        let port = port.unwrap_or(if is_secure { 443 } else { 80 });
        let authority = address.authority().ok_or(DialError::Host)?.to_string();
        // An address of IPv6 stands in brackets.
        let host = host.trim_start_matches('[').trim_end_matches(']');
        let stream = TcpStream::connect((host, port)).await?;
        let sender = if is_secure {
            let name = ServerName::try_from(host.to_owned()).map_err(|_| DialError::Host)?;
            let stream = TlsConnector::from(trust()?).connect(name, stream).await?;
            shake(stream).await?
        } else {
            shake(stream).await?
        };
        Ok(Self { sender, authority })
    }

    /// What is there at `path`, of at most `longest` bytes. Does not follow redirects.
    pub(crate) async fn get(
        &mut self,
        path: &str,
        longest: usize,
    ) -> Result<(StatusCode, Vec<u8>), DialError> {
        self.ask(Request::get(path), Body::empty(), longest).await
    }

    async fn ask(
        &mut self,
        request: request::Builder,
        body: Body,
        longest: usize,
    ) -> Result<(StatusCode, Vec<u8>), DialError> {
        let request = request.header(header::HOST, &self.authority).body(body)?;
        self.sender.ready().await?;
        let answer = self.sender.send_request(request).await?;
        let status = answer.status();
        let body = to_bytes(Body::new(answer.into_body()), longest).await;
        Ok((status, body.map_err(DialError::Answer)?.to_vec()))
    }
}

async fn shake(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) -> Result<http1::SendRequest<Body>, DialError> {
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends when the sender is dropped; what goes wrong, the sender says.
    tokio::spawn(connection);
    Ok(sender)
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
