//! edition.toml: the event, its place, the rules of its vote.

mod region;
mod voting;

use std::cell::RefCell;
use std::path::Path;

use chrono::{NaiveDate, NaiveTime};
use wire::{Edition, Phase, TileLayer};

use crate::cells::date;
use crate::fault::{Fault, Faults, Place};
use crate::keys::Keys;
use crate::text::{is_https, is_slug};
use crate::zone::Span;
use crate::{Limits, file, person};
use region::no_region;
use voting::{Voting, voting};

pub(crate) const FILE: &str = "edition.toml";

/// Nothing only if the file can't be read at all; a faulty value is noted and
/// replaced by a stand-in.
pub(crate) fn read(dir: &Path, limits: &Limits, faults: &mut Faults) -> Option<Edition> {
    let text = file::text(dir, FILE, limits.settings, faults)?;
    let table: toml::Table = match text.parse() {
        Ok(table) => table,
        Err(error) => {
            let error: toml::de::Error = error;
            let at = error.span().map_or(0, |span| span.start).min(text.len());
            let line = 1 + text.get(..at).unwrap_or_default().matches('\n').count();
            let quotes = text.lines().nth(line - 1).and_then(curly_quotes);
            let expected = match quotes {
                Some(_) => "straight quotation marks, \" or ': these are curly ones, as word \
                    processors make them (use a plain text editor)"
                    .to_owned(),
                None => format!("TOML; {}", error.message().replace('\n', " ")),
            };
            let found = quotes.as_deref();
            faults.add(Fault::new(FILE, Place::Line(line as u64), found, expected));
            return None;
        }
    };
    let noted = RefCell::new(core::mem::take(faults));
    let edition = edition(Keys::new(FILE, &table, &noted));
    *faults = noted.into_inner();
    Some(edition)
}

/// The curly quotation marks of a line, but for those within straight ones.
fn curly_quotes(line: &str) -> Option<String> {
    let is_curly = |sign: &char| "“”„‟‘’‚«»″".contains(*sign);
    let outside = line.split('"').step_by(2).flat_map(str::chars);
    let mut quotes: Vec<char> = outside.filter(is_curly).collect();
    quotes.dedup();
    (!quotes.is_empty()).then(|| quotes.into_iter().take(8).collect())
}

fn edition(root: Keys) -> Edition {
    let slug = root.required("slug", 64);
    if !slug.is_empty() && !is_slug(&slug, 64) {
        root.wrong(
            "slug",
            Some(&slug),
            "lower-case letters, digits and hyphens",
        );
    }
    let (starts_on, ends_on) = (day(&root, "starts_on"), day(&root, "ends_on"));
    if let (Some(start), Some(end)) = (starts_on, ends_on)
        && end < start
    {
        root.wrong(
            "ends_on",
            Some(&end.to_string()),
            format!("{start} or later"),
        );
    }
    let voting = root
        .required_table("voting")
        .map_or_else(Voting::default, voting);
    let days =
        [starts_on, ends_on].map(|day| day.map(|day| day.and_time(NaiveTime::MIN).and_utc()));
    let span = Span::around(
        days.into_iter()
            .chain([voting.opens_at, voting.closes_at])
            .flatten(),
    );
    let region = root.required_table("region");
    let edition = Edition {
        slug: slug.as_str().into(),
        name: root.localized("name", true),
        theme: root.localized("theme", false),
        venue: root.required("venue", 200),
        agency: root.required("agency", 200),
        region: region.map_or_else(no_region, |keys| region::region(keys, span)),
        starts_on: starts_on.unwrap_or_default(),
        ends_on: ends_on.unwrap_or_default(),
        phase: Phase::Preparing,
        voting_opens_at: voting.opens_at,
        voting_closes_at: voting.closes_at,
        rule: voting.rule,
        tie_rule: voting.tie_rule,
        lot_source: voting.lot_source,
        minimum_turnout: voting.minimum_turnout,
        objection_days: voting.objection_days,
        visibility: voting.visibility,
        openings: voting.openings,
        witnesses: witnesses(&root),
        sample_ballots: voting.sample_ballots,
        release: voting.release,
        attribution: root.texts("attribution"),
        approximate_borders: root.flag("approximate_borders"),
        tiles: root.table("tiles").and_then(tiles),
        contact: contact(&root),
        example: root.flag("example"),
    };
    root.finish();
    edition
}

fn contact(root: &Keys) -> String {
    let contact = root.required("contact", 200);
    if person::has_mobile_number(&contact) {
        root.wrong("contact", Some(&contact), person::OFFICE);
    }
    contact
}

/// Keys of the form `name+id+base64`. Whether they are any is for the program to
/// say that verifies signatures.
fn witnesses(root: &Keys) -> Vec<String> {
    let keys = root.texts("witnesses");
    for key in &keys {
        let parts: Vec<&str> = key.splitn(3, '+').collect();
        let is_key = matches!(parts[..], [name, id, body]
            if !name.is_empty() && id.len() == 8 && body.len() == 44);
        if !is_key {
            root.wrong("witnesses", Some(key), "keys of the form name+id+base64");
        }
    }
    keys
}

fn day(keys: &Keys, key: &'static str) -> Option<NaiveDate> {
    let text = keys.required(key, 40);
    let day = date(&text);
    if day.is_none() && !text.is_empty() {
        keys.wrong(key, Some(&text), "a date such as 2026-08-04");
    }
    day
}

fn tiles(keys: Keys) -> Option<TileLayer> {
    let url = keys.required("url", 500);
    let filled = ["{z}", "{x}", "{y}"].iter().fold(url.clone(), |url, part| {
        // Each once: a second one stays and is a brace too many.
        url.replacen(part, "0", 1)
    });
    let whole = ["{z}", "{x}", "{y}"].iter().all(|part| url.contains(part));
    let sound = whole && is_https(&filled) && !filled.contains(['{', '}']);
    if !url.is_empty() && !sound {
        let expected = "https:// with {z}, {x} and {y} once each and nothing else in braces";
        keys.wrong("url", Some(&url), expected);
    }
    let attribution = keys.required("attribution", 300);
    if !keys.has("max_zoom") {
        keys.wrong("max_zoom", None, "this key");
    }
    let max_zoom = keys.number("max_zoom", 1, 22);
    keys.finish();
    let max_zoom = u8::try_from(max_zoom?).ok()?;
    Some(TileLayer {
        url,
        attribution,
        max_zoom,
    })
}
