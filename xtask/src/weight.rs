//! What a first visit weighs over the wire, and whether that is within budget.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

use crate::{build::Built, failure::Failure, http, sample, workshop::Workshop};

/// The promise for everything until a visitor can pick and cast.
const PROMISE: usize = 200 * 1024;
/// Above it `cargo xtask test` fails, as above all of these. It becomes the promise
/// once the first view is below that again: 200.9 KiB on 28 November 2026.
const LIMIT: usize = 204 * 1024;
/// The promise for what is needed to see text and map.
const VISIBLE_PROMISE: usize = 40 * 1024;
/// For the page that takes a voting code, with its worker.
const CODE_LIMIT: usize = 120 * 1024;

/// Serves the sample edition and weighs the first view with brotli.
pub(crate) fn check(shop: &Workshop, built: &Built) -> Result<(), Failure> {
    let database = shop.target().join("test/weight.db");
    sample::fresh(shop, &built.peta, &database)?;
    let (_server, address) = start(shop.command(&built.peta).args([
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--database",
        &sample::url(&database),
    ]))?;
    let names = files(&built.dist)?;
    let Weight { visible, total } = weigh(address, "/", &names)?;
    println!(
        "        first view, headers included: visible after {} (promise {}), everything {} (promise {})",
        kib(visible),
        kib(VISIBLE_PROMISE),
        kib(total),
        kib(PROMISE)
    );
    at_most(
        "what is needed to see text and map",
        visible,
        VISIBLE_PROMISE,
    )?;
    at_most("the first view", total, LIMIT)?;
    has_no_other_rule(shop, &built.dist, &names)?;
    let code = weigh(address, "/kode", &names)?.total;
    let worker = |name: &str| {
        let files = [format!("/{name}.js"), format!("/{name}_bg.wasm")];
        files
            .iter()
            .map(|path| Ok(get(address, path, "br")?.bytes_on_the_wire))
            .sum::<Result<usize, Failure>>()
    };
    let (lens, monitor) = (worker("lens")?, worker("monitor")?);
    println!(
        "        page for voting codes {}, its worker {} (limit {} together), that of receipts {}",
        kib(code),
        kib(lens),
        kib(CODE_LIMIT),
        kib(monitor)
    );
    at_most(
        "the page for voting codes",
        code + lens.max(monitor),
        CODE_LIMIT,
    )
}

/// The usual residents' program must hold nothing of points, scores and places
/// (docs/adr/0017): not one name of their texts. That of `rules.html` holds them.
fn has_no_other_rule(shop: &Workshop, dist: &Path, names: &[String]) -> Result<(), Failure> {
    let texts = shop.root().join("locales/rules/id.json");
    let texts: BTreeMap<String, String> = serde_json::from_slice(&read(&texts)?)
        .map_err(|error| Failure::new(format!("{}: {error}", texts.display())))?;
    let held = |page: &str| -> Result<Vec<&str>, Failure> {
        let page = read(&dist.join(page))?;
        let page = String::from_utf8_lossy(&page);
        let program = names
            .iter()
            .find(|name| has_extension(name, "wasm") && page.contains(name.as_str()))
            .ok_or_else(|| Failure::new("a page does not name its WebAssembly"))?;
        let program = read(&dist.join(program))?;
        let is_held = |key: &&str| program.windows(key.len()).any(|it| it == key.as_bytes());
        Ok(texts.keys().map(String::as_str).filter(is_held).collect())
    };
    let (usual, rules) = (held("index.html")?, held("rules.html")?);
    println!(
        "        texts of other rules in the usual program {}, in that of rules.html {}",
        usual.len(),
        rules.len()
    );
    if !usual.is_empty() {
        let what = format!("the usual program pays for other rules: {usual:?}");
        return Err(Failure::new(what));
    }
    if rules.is_empty() {
        return Err(Failure::new("no program has the texts of other rules"));
    }
    Ok(())
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    fs::read(file).map_err(|error| Failure::io(file, &error))
}

fn at_most(what: &str, weight: usize, limit: usize) -> Result<(), Failure> {
    if weight <= limit {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{what} weighs {}: more than {}",
        kib(weight),
        kib(limit)
    )))
}

/// Bytes over the wire, headers included.
struct Weight {
    /// Until text and map are there.
    visible: usize,
    total: usize,
}

/// A page with the files that it names.
fn weigh(address: SocketAddr, path: &str, names: &[String]) -> Result<Weight, Failure> {
    let page = get(address, path, "identity")?;
    let page = String::from_utf8_lossy(&page.body).into_owned();
    let mut visible = get(address, path, "br")?.bytes_on_the_wire;
    println!("        {:>8}  {path}  (page and data)", kib(visible));
    let mut total = visible;
    let mut has_app = false;
    for name in names.iter().filter(|name| page.contains(name.as_str())) {
        let answer = get(address, &format!("/{name}"), "br")?;
        if answer.header("content-encoding") != Some("br") {
            return Err(Failure::new(format!("/{name} is not sent with brotli")));
        }
        println!("        {:>8}  /{name}", kib(answer.bytes_on_the_wire));
        total += answer.bytes_on_the_wire;
        if has_extension(name, "css") {
            visible += answer.bytes_on_the_wire;
        }
        has_app |= has_extension(name, "wasm");
    }
    if has_app {
        Ok(Weight { visible, total })
    } else {
        Err(Failure::new(format!(
            "{path} does not name its WebAssembly"
        )))
    }
}

fn get(address: SocketAddr, path: &str, encoding: &str) -> Result<http::Answer, Failure> {
    let answer = http::get(address, path, encoding)
        .map_err(|error| Failure::new(format!("GET {path}: {error}")))?;
    if answer.status == 200 {
        Ok(answer)
    } else {
        Err(Failure::new(format!(
            "GET {path}: status {}",
            answer.status
        )))
    }
}

/// Scripts, styles and WebAssembly of the browser app, as paths in URLs.
fn files(dist: &Path) -> Result<Vec<String>, Failure> {
    let mut names = Vec::new();
    let mut folders = vec![dist.to_owned()];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| Failure::io(&folder, &error))?;
        for entry in entries {
            let path = entry.map_err(|error| Failure::io(&folder, &error))?.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(name) = path.strip_prefix(dist) {
                names.push(name.display().to_string());
            }
        }
    }
    names.retain(|name| {
        ["js", "css", "wasm"]
            .iter()
            .any(|one| has_extension(name, one))
    });
    names.sort();
    Ok(names)
}

fn has_extension(name: &str, extension: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|one| one == extension)
}

/// Kibibytes with one decimal, rounded up: a budget is not met by rounding.
fn kib(bytes: usize) -> String {
    let tenths = (bytes * 10).div_ceil(1024);
    format!("{}.{} KiB", tenths / 10, tenths % 10)
}

/// A server that is stopped when it is no longer needed.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Starts it, and waits until it says where it listens.
fn start(command: &mut Command) -> Result<(Server, SocketAddr), Failure> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| Failure::new(format!("peta serve: {error}")))?;
    let output = child.stdout.take();
    let server = Server(child);
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        for line in output
            .into_iter()
            .flat_map(|output| BufReader::new(output).lines())
        {
            let Ok(line) = line else { break };
            if let Some(address) = address(&line) {
                let _ = sender.send(address);
            }
        }
    });
    receiver
        .recv_timeout(Duration::from_secs(30))
        .map(|address| (server, address))
        .map_err(|_| Failure::new("peta serve did not say where it listens"))
}

/// The address in a line such as `serving http://127.0.0.1:8080`.
fn address(line: &str) -> Option<SocketAddr> {
    line.split("http://")
        .nth(1)?
        .split(['/', ' ', '"', '\u{1b}'])
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_address_that_a_server_announces() {
        for line in [
            "listening on http://127.0.0.1:4711",
            "url=\"http://127.0.0.1:4711/\" ok",
        ] {
            assert_eq!(address(line), "127.0.0.1:4711".parse().ok(), "{line}");
        }
        assert_eq!(address("starting"), None);
    }

    #[test]
    fn never_rounds_a_weight_down() {
        assert_eq!(kib(1024), "1.0 KiB");
        assert_eq!(kib(1025), "1.1 KiB");
        assert_eq!(kib(220 * 1024), "220.0 KiB");
    }

    #[test]
    fn one_byte_above_a_promise_is_too_much() {
        assert!(at_most("the first view", PROMISE, PROMISE).is_ok());
        let failure = at_most("the first view", PROMISE + 1, PROMISE).expect_err("a byte");
        assert!(failure.to_string().contains("200.1 KiB"), "{failure}");
    }
}
