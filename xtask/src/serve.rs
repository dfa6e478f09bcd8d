//! `cargo xtask run`: the sample edition in a browser of your own.

use std::net::{Ipv4Addr, TcpListener};

use crate::{build, command, failure::Failure, sample, workshop::Workshop};

pub(crate) fn run(shop: &Workshop, port: u16) -> Result<(), Failure> {
    // Before the build: nobody waits minutes to be told this.
    check_port(port)?;
    let built = build::all(shop)?;
    let database = sample::kept(shop, &built.peta)?;
    check_port(port)?;
    println!("serve   http://127.0.0.1:{port} (Ctrl+C stops it)");
    command::run(shop.command(&built.peta).args([
        "serve",
        "--listen",
        &format!("127.0.0.1:{port}"),
        "--database",
        &sample::url(&database),
    ]))
}

fn check_port(port: u16) -> Result<(), Failure> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, port))
        .map(drop)
        .map_err(|error| {
            Failure::new(format!(
                "can't listen on 127.0.0.1:{port}: {error}\n\
             stop what listens there, or choose another: cargo xtask run --port {}",
                port.checked_add(1).unwrap_or(8081)
            ))
        })
}
