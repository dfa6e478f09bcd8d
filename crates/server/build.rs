//! Embeds the browser app and the language files.
//!
//! `PETA_DIST` names the folder that trunk wrote. Without it only a minimal
//! page is embedded, so that the API builds and runs without the browser app.
//! Every file is compressed here, once, so that nobody pays for it later.

use std::{
    env,
    error::Error,
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};

/// The pages of the browser app, one for each bundle.
const PAGES: [(&str, &str); 4] = [
    ("RESIDENTS", "index.html"),
    ("RULES", "rules.html"),
    ("DESK", "desk.html"),
    ("CODE", "code.html"),
];

type Outcome<T> = Result<T, Box<dyn Error>>;

fn main() -> Outcome<()> {
    println!("cargo::rerun-if-env-changed=PETA_DIST");
    println!("cargo::rerun-if-changed=build.rs");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let locales = root.join("../../locales");

    let mut code = String::new();
    writeln!(code, "pub(crate) static LOCALES: &[(&str, &str)] = &[")?;
    for file in files(&locales)? {
        if file.extension().is_some_and(|it| it == "json") {
            let name = relative(&locales, &file.with_extension(""))?;
            let file = literal(&file.canonicalize()?);
            writeln!(code, "({name:?}, include_str!({file})),")?;
        }
    }
    writeln!(code, "];")?;

    let dist = env::var_os("PETA_DIST")
        .filter(|it| !it.is_empty())
        .map(PathBuf::from);
    let mut templates = Vec::new();
    for (name, page) in PAGES {
        let template = match &dist {
            Some(dist) => dist.join(page),
            None => root.join("assets/index.html"),
        };
        println!("cargo::rerun-if-changed={}", template.display());
        let template = template
            .canonicalize()
            .map_err(|error| format!("{}: {error}", template.display()))?;
        let text = literal(&template);
        writeln!(code, "static {name}: &str = include_str!({text});")?;
        templates.push(template);
    }

    writeln!(code, "pub(crate) static FILES: &[Embedded] = &[")?;
    if let Some(dist) = dist {
        let dist = dist.canonicalize()?;
        for file in files(&dist)? {
            if !templates.contains(&file) {
                embed(&mut code, &dist, &file, &out)?;
            }
        }
    }
    writeln!(code, "];")?;
    fs::write(out.join("embedded.rs"), code)?;
    Ok(())
}

/// A path as Rust writes a text.
fn literal(path: &Path) -> String {
    format!("{:?}", path.to_string_lossy())
}

/// The path of a file inside of a folder, with slashes.
fn relative(folder: &Path, file: &Path) -> Outcome<String> {
    let path = file.strip_prefix(folder)?.to_string_lossy();
    Ok(path.replace('\\', "/"))
}

/// All files under a folder, sorted, so that the same input gives the same binary.
fn files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut found = Vec::new();
    let Ok(entries) = fs::read_dir(folder) else {
        return Ok(found);
    };
    for entry in entries {
        let path = entry?.path();
        if path.is_dir() {
            found.extend(files(&path)?);
        } else {
            println!("cargo::rerun-if-changed={}", path.display());
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn embed(code: &mut String, dist: &Path, file: &Path, out: &Path) -> Outcome<()> {
    let bytes = fs::read(file)?;
    let path = relative(dist, file)?;
    let name = path.replace('/', "__");
    let mut variants = [None, None];
    for (variant, (ending, packed)) in variants
        .iter_mut()
        .zip([("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)])
    {
        // A picture does not get smaller; then only the file itself is kept.
        if packed.len() + packed.len() / 20 < bytes.len() {
            let target = out.join(format!("{name}.{ending}"));
            fs::write(&target, packed)?;
            *variant = Some(target);
        }
    }
    let include = |target: &Option<PathBuf>| match target {
        Some(target) => format!("Some(include_bytes!({}))", literal(target)),
        None => "None".to_owned(),
    };
    // What has a brotli form can be unpacked from it for the rare client
    // that takes nothing else.
    let plain = if variants[0].is_some() {
        &None
    } else {
        &Some(file.to_owned())
    };
    writeln!(
        code,
        "Embedded {{ path: {:?}, plain: {}, brotli: {}, gzip: {} }},",
        format!("/{path}"),
        include(plain),
        include(&variants[0]),
        include(&variants[1]),
    )?;
    Ok(())
}

fn brotli(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let params = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: bytes.len(),
        ..Default::default()
    };
    let mut packed = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut packed, &params)?;
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}
