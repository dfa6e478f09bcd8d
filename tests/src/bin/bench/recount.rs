//! Counting 131,778 ballots again: `peta verify`, and the recount page.

use std::{
    collections::BTreeSet,
    fs,
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use journeys::{Browser, JourneyError, Outcome, Screen, Visitor, eventually, peta};
use replay::connection::Connection;
use serde_json::Value;
use wire::Phase;

use crate::{
    ballots::{BALLOTS, Vote},
    table::Figure,
};

const RUNS: usize = 3;
const PATIENCE: Duration = Duration::from_mins(4);

pub(crate) async fn measure() -> Outcome<Vec<Figure>> {
    let scratch = tempfile::tempdir().map_err(JourneyError::Network)?;
    let vote = Vote::cast(scratch.path()).await?;
    for phase in [Phase::Closed, Phase::Objection] {
        vote.peta.phase(&vote.slug, phase).await?;
    }
    let address = vote.server.address();
    let begun = Instant::now();
    let mut connection = Connection::new(address);
    while !connection.get("/archive/result.json").await?.0.is_success() {
        if begun.elapsed() > PATIENCE {
            return Err(JourneyError::broken("no result was published"));
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    let published = begun.elapsed();
    let archive = scratch.path().join("archive");
    vote.peta.archive(&vote.slug, &archive).await?;
    let (native, memory) = verify(&archive)?;
    let page = page(&format!("http://{address}")).await?;
    Ok(vec![
        Figure::plain(
            &format!("result published after the close, {BALLOTS} ballots"),
            published.as_secs_f64(),
            "s",
        ),
        Figure::at_most("peta verify, median of 3", native.as_secs_f64(), 5.0, "s"),
        Figure::at_most("peta verify, highest memory", memory, 256.0, "MiB"),
        Figure::at_most("recount page, Chromium", page.seconds, 25.0, "s"),
        Figure::at_most(
            "recount page, highest memory of its process",
            page.memory,
            256.0,
            "MiB",
        ),
        Figure::at_most(
            "recount page, longest task of the page",
            page.longest,
            100.0,
            "ms",
        ),
    ])
}

/// Median time, and the most memory of any run in MiB.
fn verify(archive: &Path) -> Outcome<(Duration, f64)> {
    let (mut times, mut most) = (Vec::new(), 0.0_f64);
    for _ in 0..RUNS {
        let begun = Instant::now();
        let mut child = Command::new(peta()?)
            .arg("verify")
            .arg(archive)
            .stdout(Stdio::null())
            .spawn()
            .map_err(JourneyError::Network)?;
        let status = loop {
            most = most.max(memory(child.id()));
            if let Some(status) = child.try_wait().map_err(JourneyError::Network)? {
                break status;
            }
            thread::sleep(Duration::from_millis(10));
        };
        times.push(begun.elapsed());
        if !status.success() {
            return Err(JourneyError::broken("peta verify refuses the archive"));
        }
    }
    times.sort_unstable();
    Ok((times[RUNS / 2], most))
}

/// The most memory that a process has had, in MiB.
fn memory(process: u32) -> f64 {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|it| it.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|it| it.trim().strip_suffix("kB")?.trim().parse::<f64>().ok());
    kibibytes.unwrap_or(0.0) / 1024.0
}

struct Page {
    seconds: f64,
    memory: f64,
    longest: f64,
}

async fn page(site: &str) -> Outcome<Page> {
    const WATCH: &str = "window.longest = 0;
        new PerformanceObserver(list => { for (const it of list.getEntries()) window.longest = Math.max(window.longest, it.duration); })
            .observe({ type: 'longtask' });
        const over = new MutationObserver(() => { if (!verdict.hidden) window.seconds ??= (performance.now() - window.from) / 1000; });
        over.observe(verdict, { attributes: true });
        window.from = performance.now();
        document.querySelector('#start').click();";
    let before = renderers();
    let visitor = Visitor::arrive(Browser::Chromium, Screen::LAPTOP, site.to_owned()).await?;
    visitor.go(&format!("{site}/verify")).await?;
    eventually("the page is there", async || {
        match visitor
            .ask("return Boolean(window.verdict)", Vec::new())
            .await
        {
            Ok(Value::Bool(true)) => Ok(()),
            other => Err(format!("{other:?}")),
        }
    })
    .await?;
    visitor.ask(WATCH, Vec::new()).await?;
    let over = "return window.seconds !== undefined || document.querySelector('#left').textContent";
    visitor
        .until_within(PATIENCE, "a verdict", over, Vec::new())
        .await?;
    let told =
        "return [window.seconds, window.longest, document.querySelector('#verdict').className]";
    let told = visitor.ask(told, Vec::new()).await?;
    if told[2] != "good" {
        return Err(JourneyError::broken(format!("the page says {told}")));
    }
    let memory = renderers()
        .difference(&before)
        .map(|it| memory(*it))
        .fold(0.0, f64::max);
    visitor.leave().await?;
    let number = |at: usize| told[at].as_f64().unwrap_or(f64::NAN);
    Ok(Page {
        seconds: number(0),
        longest: number(1),
        memory,
    })
}

/// The processes of Chromium that pages and their workers run in.
fn renderers() -> BTreeSet<u32> {
    let entries = fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|it| it.file_name().to_str()?.parse::<u32>().ok());
    processes
        .filter(|process| {
            let line = fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
            String::from_utf8_lossy(&line).contains("--type=renderer")
        })
        .collect()
}
