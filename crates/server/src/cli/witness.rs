//! `peta witness`.

use std::{path::PathBuf, sync::Arc};

use ledger::log::VerifierKey;
use tokio::sync::watch;
use tracing_subscriber::filter::LevelFilter;

use super::{
    Outcome,
    serve::{PATIENCE, tell, told},
    signals::Signals,
};
use crate::{
    Clock, Listen, net,
    witness::{Witness, routes},
};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The folder with the witness's key and what it has seen.
    #[arg(long, value_name = "DIR")]
    data: PathBuf,
    /// The name of its key, at the first start: an address without https://, such as
    /// witness.example/w1.
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    #[arg(
        long,
        value_name = "ADDRESS",
        default_value = "127.0.0.1:8081",
        help = "Where to listen: an address and a port (0 takes a free one), such as \
                127.0.0.1:8081 or [::1]:8081; unix:/run/peta/witness.sock; or systemd"
    )]
    listen: Listen,
    /// The key of a log to watch, as its server has it at /log/key. May be given
    /// several times.
    #[arg(long = "log", value_name = "NAME+ID+KEY", required = true)]
    logs: Vec<VerifierKey>,
    /// How much is logged: error, warn, info, debug.
    #[arg(long, value_name = "LEVEL", default_value = "info")]
    level: LevelFilter,
}

pub(super) async fn run(arguments: Arguments) -> Outcome {
    let mut signals = Signals::catch()?;
    tell(arguments.level);
    let name = arguments.name.as_deref();
    let witness = Witness::open(&arguments.data, name, arguments.logs, Clock::system())?;
    let witness = Arc::new(witness);
    let listener = arguments.listen.open().await?;
    told(format_args!("key {}", witness.key()));
    told(format_args!("listening on {}", listener.place()?));
    let (stop, stopped) = watch::channel(false);
    let routes = routes(Arc::clone(&witness));
    let serving = tokio::spawn(net::serve(listener, routes, witness, PATIENCE, stopped));
    signals.end().await;
    let _ = stop.send(true);
    serving.await?;
    Ok(())
}
