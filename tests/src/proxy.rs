//! A network between visitor and server that can fail, in the way that one asks for.

use std::{
    io,
    net::SocketAddr,
    sync::atomic::{AtomicBool, Ordering::Relaxed},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt, copy, copy_bidirectional, sink},
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinHandle,
    time::sleep,
};

/// What the network does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weather {
    /// Everything passes.
    Fair,
    /// Connections break, new ones are refused.
    Cut,
    /// Connections stay up and nothing comes through.
    Silent,
    /// What the visitor sends arrives, what the server answers is lost.
    OneWay,
    /// Three in ten connections break within two seconds, half of the answers
    /// are lost once the server has given them, the others take two seconds.
    Storm,
    /// A public network that asks for a login first: it answers for the server.
    Portal,
}

/// A TCP proxy on a free port.
pub struct Proxy {
    address: SocketAddr,
    weather: watch::Sender<Weather>,
    task: JoinHandle<()>,
}

impl Proxy {
    pub async fn before(server: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let (weather, watched) = watch::channel(Weather::Fair);
        let task = tokio::spawn(accept(listener, server, watched));
        Ok(Self {
            address,
            weather,
            task,
        })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    pub fn set(&self, weather: Weather) {
        self.weather.send_replace(weather);
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn accept(listener: TcpListener, server: SocketAddr, weather: watch::Receiver<Weather>) {
    while let Ok((visitor, _)) = listener.accept().await {
        tokio::spawn(carry(visitor, server, weather.clone()));
    }
}

/// Carries one connection until the weather changes or a side ends it.
async fn carry(mut visitor: TcpStream, server: SocketAddr, mut weather: watch::Receiver<Weather>) {
    loop {
        let now = *weather.borrow_and_update();
        match now {
            Weather::Cut => return,
            // Held open, unread, until something changes.
            Weather::Silent => {
                if weather.changed().await.is_err() {
                    return;
                }
            }
            Weather::OneWay => {
                let Ok(mut server) = TcpStream::connect(server).await else {
                    return;
                };
                let (mut from_visitor, _kept) = visitor.split();
                let (mut from_server, mut to_server) = server.split();
                let answers = async { copy(&mut from_server, &mut sink()).await };
                tokio::select! {
                    _ = async { tokio::join!(copy(&mut from_visitor, &mut to_server), answers) } => return,
                    _ = weather.changed() => return,
                }
            }
            Weather::Storm => {
                let Ok(mut server) = TcpStream::connect(server).await else {
                    return;
                };
                let life = if fastrand::u8(..10) < 3 {
                    Duration::from_millis(fastrand::u64(..2000))
                } else {
                    Duration::MAX
                };
                tokio::select! {
                    _ = storm(&mut visitor, &mut server) => return,
                    () = sleep(life) => return,
                    _ = weather.changed() => return,
                }
            }
            Weather::Portal => {
                tokio::select! {
                    _ = answer(&mut visitor) => return,
                    _ = weather.changed() => return,
                }
            }
            Weather::Fair => {
                let Ok(mut server) = TcpStream::connect(server).await else {
                    return;
                };
                tokio::select! {
                    _ = copy_bidirectional(&mut visitor, &mut server) => return,
                    // What was on its way is lost, and so is the connection.
                    _ = weather.changed() => return,
                }
            }
        }
    }
}

/// Ends with the first answer that is lost, or when a side ends it.
async fn storm(visitor: &mut TcpStream, server: &mut TcpStream) -> io::Result<()> {
    let (mut from_visitor, mut to_visitor) = visitor.split();
    let (mut from_server, mut to_server) = server.split();
    // Whether something was asked since the last answer began.
    let asked = AtomicBool::new(false);
    let asks = async {
        let mut part = vec![0; 16 * 1024];
        loop {
            match from_visitor.read(&mut part).await? {
                0 => return Ok::<(), io::Error>(()),
                length => {
                    asked.store(true, Relaxed);
                    to_server.write_all(&part[..length]).await?;
                }
            }
        }
    };
    let answers = async {
        let mut part = vec![0; 16 * 1024];
        loop {
            let length = from_server.read(&mut part).await?;
            if length == 0 {
                return Ok(());
            }
            if asked.swap(false, Relaxed) {
                if fastrand::bool() {
                    return Ok(());
                }
                sleep(Duration::from_secs(2)).await;
            }
            to_visitor.write_all(&part[..length]).await?;
        }
    };
    tokio::select! {
        ended = asks => ended,
        ended = answers => ended,
    }
}

const LOGIN: &str = "\
Content-Type: text/html; charset=utf-8\r\n\
Content-Length: 39\r\n\
Connection: close\r\n\
\r\n\
<!doctype html><title>Wi-Fi</title>\r\n\r\n";

/// Says the same to whatever is asked, and to whoever only reads that it is right so.
async fn answer(visitor: &mut TcpStream) -> io::Result<()> {
    let mut request = [0; 1024];
    if visitor.read(&mut request).await? > 0 {
        let status: &[u8] = if request.starts_with(b"GET ") {
            b"HTTP/1.1 200 OK\r\n"
        } else {
            b"HTTP/1.1 404 Not Found\r\n"
        };
        visitor.write_all(status).await?;
        visitor.write_all(LOGIN.as_bytes()).await?;
        visitor.shutdown().await?;
    }
    // A request that is not read to its end would take the answer with it.
    copy(visitor, &mut sink()).await.map(drop)
}
