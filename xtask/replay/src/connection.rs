//! One keep-alive HTTP connection to the server under test.

use std::{net::SocketAddr, time::Duration};

use http_body_util::{BodyExt, Full};
use hyper::{
    Method, Request, StatusCode,
    body::Bytes,
    client::conn::http1::{self, SendRequest},
    header::{CONTENT_TYPE, HOST, RETRY_AFTER},
};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, time::sleep};

/// How often a request is sent again before its failure is reported.
const ATTEMPTS: u32 = 5;

/// No answer.
#[derive(Debug, thiserror::Error)]
pub enum ConnectionError {
    #[error("connecting to {server}")]
    Connect {
        server: SocketAddr,
        source: std::io::Error,
    },
    #[error("talking HTTP")]
    Http(#[from] hyper::Error),
    #[error("building a request")]
    Request(#[from] hyper::http::Error),
    #[error("GET {path}: status {status}")]
    Status { path: String, status: StatusCode },
    #[error("GET {path}: not the JSON that was expected")]
    Json {
        path: String,
        source: serde_json::Error,
    },
}

/// A connection that is opened again when it was lost.
pub struct Connection {
    server: SocketAddr,
    sender: Option<SendRequest<Full<Bytes>>>,
}

impl Connection {
    pub fn new(server: SocketAddr) -> Self {
        Self {
            server,
            sender: None,
        }
    }

    /// `GET path`, any status.
    pub async fn get(&mut self, path: &str) -> Result<(StatusCode, Bytes), ConnectionError> {
        self.send(&Method::GET, path, Bytes::new()).await
    }

    /// `GET path`, only 200, as JSON.
    pub async fn json<T: for<'a> serde::Deserialize<'a>>(
        &mut self,
        path: &str,
    ) -> Result<T, ConnectionError> {
        let (status, body) = self.get(path).await?;
        if status != StatusCode::OK {
            return Err(ConnectionError::Status {
                path: path.to_owned(),
                status,
            });
        }
        serde_json::from_slice(&body).map_err(|source| ConnectionError::Json {
            path: path.to_owned(),
            source,
        })
    }

    /// `POST path` with a body of JSON, any status but "later": what the server
    /// puts off, and what got lost, is sent again with the same bytes.
    pub async fn post(
        &mut self,
        path: &str,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), ConnectionError> {
        self.send(&Method::POST, path, body).await
    }

    async fn send(
        &mut self,
        method: &Method,
        path: &str,
        body: Bytes,
    ) -> Result<(StatusCode, Bytes), ConnectionError> {
        let mut attempt = 1;
        loop {
            match self.send_once(method, path, body.clone()).await {
                Ok((status, later, _)) if is_later(status) && attempt < ATTEMPTS => {
                    sleep(later).await;
                }
                Ok((status, _, body)) => return Ok((status, body)),
                Err(error) if attempt < ATTEMPTS => {
                    self.sender = None;
                    if matches!(error, ConnectionError::Connect { .. }) {
                        sleep(Duration::from_millis(50)).await;
                    }
                }
                Err(error) => return Err(error),
            }
            attempt += 1;
        }
    }

    async fn send_once(
        &mut self,
        method: &Method,
        path: &str,
        body: Bytes,
    ) -> Result<(StatusCode, Duration, Bytes), ConnectionError> {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(HOST, self.server.to_string());
        if method == Method::POST {
            request = request.header(CONTENT_TYPE, "application/json");
        }
        let request = request.body(Full::new(body))?;
        let sender = match &mut self.sender {
            Some(sender) if !sender.is_closed() => sender,
            lost => lost.insert(connect(self.server).await?),
        };
        sender.ready().await?;
        let answer = sender.send_request(request).await?;
        let status = answer.status();
        let later = answer
            .headers()
            .get(RETRY_AFTER)
            .and_then(|value| value.to_str().ok()?.parse().ok())
            .map_or(Duration::from_millis(100), Duration::from_secs);
        Ok((
            status,
            later,
            answer.into_body().collect().await?.to_bytes(),
        ))
    }
}

fn is_later(status: StatusCode) -> bool {
    status == StatusCode::SERVICE_UNAVAILABLE || status == StatusCode::TOO_MANY_REQUESTS
}

async fn connect(server: SocketAddr) -> Result<SendRequest<Full<Bytes>>, ConnectionError> {
    let failed = |source| ConnectionError::Connect { server, source };
    let stream = TcpStream::connect(server).await.map_err(failed)?;
    stream.set_nodelay(true).map_err(failed)?;
    let (sender, connection) = http1::handshake(TokioIo::new(stream)).await?;
    // Ends with an error when the server goes away; the sender learns it, too.
    tokio::spawn(async move { connection.await.ok() });
    Ok(sender)
}
