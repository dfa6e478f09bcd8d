//! A database with the sample edition in it, open for votes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{command, failure::Failure, stamp::Stamp, workshop::Workshop};

const FOLDER: &str = "data/belitung-timur";

/// The database that `cargo xtask run` keeps from one start to the next.
/// Votes cast in it stay; delete `target/run` to begin anew.
pub(crate) fn kept(shop: &Workshop, peta: &Path) -> Result<PathBuf, Failure> {
    let folder = shop.target().join("run");
    let database = folder.join("belitung-timur.db");
    let stamp = Stamp::of(folder.join("sample"), shop.root(), &[FOLDER], "")?;
    if database.is_file() && stamp.is_current() {
        println!("load    sample edition: as before (delete target/run to begin anew)");
        return Ok(database);
    }
    println!("load    sample edition {FOLDER}");
    let known = database.is_file();
    match import(shop, peta, &database) {
        Ok(()) => {}
        Err(failure) if known => {
            // Voting is open in it, and the sample has changed in more than texts.
            println!("        {failure}");
            println!("        the old sample stays; delete target/run to begin anew");
            return Ok(database);
        }
        Err(failure) => return Err(failure),
    }
    if !known {
        open(shop, peta, &database)?;
    }
    stamp.set()?;
    Ok(database)
}

/// A new database at that place.
pub(crate) fn fresh(shop: &Workshop, peta: &Path, database: &Path) -> Result<(), Failure> {
    // With all that stands beside it: the head of another log would be in its way.
    let folder = database.parent().unwrap_or(Path::new("."));
    let name = database.file_name().unwrap_or_default().as_encoded_bytes();
    for file in fs::read_dir(folder).into_iter().flatten().flatten() {
        if file.file_name().as_encoded_bytes().starts_with(name) {
            let _ = fs::remove_file(file.path());
        }
    }
    import(shop, peta, database)?;
    open(shop, peta, database)
}

/// The URL of a database file.
pub(crate) fn url(database: &Path) -> String {
    format!("sqlite:{}", database.display())
}

fn import(shop: &Workshop, peta: &Path, database: &Path) -> Result<(), Failure> {
    let folder = database.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::io(folder, &error))?;
    command::run(
        shop.command(peta)
            .args(["import", "--database", &url(database), FOLDER]),
    )
}

fn open(shop: &Workshop, peta: &Path, database: &Path) -> Result<(), Failure> {
    let file = shop.root().join(FOLDER).join("edition.toml");
    let text = fs::read_to_string(&file).map_err(|error| Failure::io(&file, &error))?;
    let slug = slug(&text)
        .ok_or_else(|| Failure::new(format!("{} has no line `slug = \"…\"`", file.display())))?;
    command::run(shop.command(peta).args([
        "open",
        "--database",
        &url(database),
        slug,
        "--yes",
        slug,
    ]))
}

fn slug(edition: &str) -> Option<&str> {
    edition
        .lines()
        .find_map(|line| line.strip_prefix("slug")?.trim_start().strip_prefix('='))
        .map(|value| value.trim().trim_matches('"'))
}

#[cfg(test)]
mod tests {
    use super::slug;

    #[test]
    fn finds_the_slug_of_an_edition() {
        assert_eq!(
            slug("# slug = \"x\"\nslug = \"pekan-2026\"\n"),
            Some("pekan-2026")
        );
        assert_eq!(slug("name = \"slug\"\n"), None);
    }
}
