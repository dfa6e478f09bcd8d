//! edition.toml and categories.csv.

use super::check;

#[test]
fn settings() {
    let file = "edition.toml";
    check(&[
        (
            file,
            "slug = \"pekan-2026\"",
            "slug = \"Pekan 2026\"",
            "edition.toml, key \"slug\": found \"Pekan 2026\", expected lower-case letters, digits and hyphens",
        ),
        (
            file,
            "venue = \"Auditorium\"",
            "",
            "edition.toml, key \"venue\": expected this key",
        ),
        (
            file,
            "venue = \"Auditorium\"",
            "venue = 3",
            "edition.toml, key \"venue\": found \"3\", expected a text in quotation marks",
        ),
        (
            file,
            "attribution =",
            "atribution =",
            "edition.toml, key \"atribution\": expected no key of this name here (did you mean \"attribution\"?)",
        ),
        (
            file,
            "[\"Batas: contoh\"]",
            "\"Batas\"",
            "edition.toml, key \"attribution\": found \"\"Batas\"\", expected a list of texts: [\"…\", \"…\"]",
        ),
        (
            file,
            "starts_on = \"2026-08-04\"",
            "starts_on = \"4 Agustus\"",
            "edition.toml, key \"starts_on\": found \"4 Agustus\", expected a date such as 2026-08-04",
        ),
        (
            file,
            "ends_on = 2026-08-07",
            "ends_on = 2026-08-01",
            "edition.toml, key \"ends_on\": found \"2026-08-01\", expected 2026-08-04 or later",
        ),
        (
            file,
            "id = \"Pekan Inovasi 2026\"",
            "",
            "edition.toml, key \"name.id\": expected a text in Indonesian",
        ),
        (
            file,
            "en = \"Innovation",
            "English = \"Innovation",
            "edition.toml, key \"name.English\": expected a language tag such as id or en",
        ),
        (
            file,
            "\"approval\"",
            "\"shouting\"",
            "edition.toml, key \"voting.rule\": found \"shouting\", expected one_per_category, approval, points, score or ranked",
        ),
        (
            file,
            "max = 5",
            "",
            "edition.toml, key \"voting.max\": expected this key, with rule \"approval\"",
        ),
        (
            file,
            "max = 5",
            "max = 0",
            "edition.toml, key \"voting.max\": found \"0\", expected a whole number from 1 to 100",
        ),
        (
            file,
            "\"approval\"",
            "\"one_per_category\"",
            "edition.toml, key \"voting.max\": expected no such key with rule \"one_per_category\"",
        ),
        (
            file,
            "\"frozen\"",
            "\"secret\"",
            "edition.toml, key \"voting.visibility\": found \"secret\", expected live, frozen or hidden",
        ),
        (
            file,
            "frozen_minutes = 60",
            "",
            "edition.toml, key \"voting.frozen_minutes\": expected this key, with visibility \"frozen\"",
        ),
        (
            file,
            "frozen_minutes = 60",
            "frozen_minutes = 60\nrelease_ballots = 0",
            "edition.toml, key \"voting.release_ballots\": found \"0\", expected a whole number from 1 to 1000",
        ),
        (
            file,
            "closes_at = 2026-08-07T15:00:00+07:00",
            "",
            "edition.toml, key \"voting.closes_at\": expected this key, with visibility \"frozen\"",
        ),
        (
            file,
            "2026-08-07T15:00:00+07:00",
            "2026-08-04T08:00:00+07:00",
            "edition.toml, key \"voting.closes_at\": found \"2026-08-04T01:00:00Z\", expected a moment after opens_at, 2026-08-04T02:00:00Z",
        ),
        (
            file,
            "2026-08-04T09:00:00+07:00",
            "2026-08-04 09.00",
            "edition.toml, key \"voting.opens_at\": found \"2026-08-04 09.00\", expected a date and time with its offset, such as 2026-08-04T09:00:00+07:00",
        ),
        (
            file,
            "https://tile",
            "http://tile",
            "edition.toml, key \"tiles.url\": found \"http://tile.example.org/{z}/{x}/{y}.png\", expected https:// with {z}, {x} and {y} once each and nothing else in braces",
        ),
        (
            file,
            "https://tile",
            "https://{s}.tile",
            "edition.toml, key \"tiles.url\": found \"https://{s}.tile.example.org/{z}/{x}/{y}.png\", expected https:// with {z}, {x} and {y} once each and nothing else in braces",
        ),
        (
            file,
            "max_zoom = 19",
            "max_zoom = 30",
            "edition.toml, key \"tiles.max_zoom\": found \"30\", expected a whole number from 1 to 22",
        ),
        (
            file,
            "[voting]",
            "[vote]",
            "edition.toml, key \"voting\": expected this table\nedition.toml, key \"vote\": expected no key of this name here",
        ),
    ]);
}

#[test]
fn rules() {
    let file = "edition.toml";
    let approval = "rule = \"approval\"\nmax = 5";
    check(&[
        (
            file,
            approval,
            "rule = \"points\"\nmax = 5",
            "edition.toml, key \"voting.points\": expected this key, with rule \"points\"",
        ),
        (
            file,
            approval,
            "rule = \"points\"\npoints = 3\nmax = 5",
            "edition.toml, key \"voting.max\": found \"5\", expected a whole number from 1 to 3, the points of a ballot",
        ),
        (
            file,
            approval,
            "rule = \"score\"",
            "edition.toml, key \"voting.max\": expected this key, with rule \"score\"",
        ),
        (
            file,
            approval,
            "rule = \"score\"\nmax = 5\npoints = 3",
            "edition.toml, key \"voting.points\": expected no such key with rule \"score\"",
        ),
        (
            file,
            approval,
            "rule = \"ranked\"",
            "edition.toml, key \"voting.count\": expected this key, with rule \"ranked\"",
        ),
        (
            file,
            approval,
            "rule = \"ranked\"\ncount = \"schulze\"",
            "edition.toml, key \"voting.count\": found \"schulze\", expected borda or instant_runoff",
        ),
        (
            file,
            approval,
            "rule = \"ranked\"\ncount = \"borda\"\nmax = 21",
            "edition.toml, key \"voting.max\": found \"21\", expected a whole number from 1 to 20",
        ),
        (
            file,
            "max = 5",
            "max = 5\ncount = \"borda\"",
            "edition.toml, key \"voting.count\": expected no such key with rule \"approval\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\ntie_rule = \"coin\"",
            "edition.toml, key \"voting.tie_rule\": found \"coin\", expected joint_winners, jury_mean or lot",
        ),
        (
            file,
            "max = 5",
            "max = 5\ntie_rule = \"lot\"",
            "edition.toml, key \"voting.lot_source\": expected this key, with tie_rule \"lot\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\nlot_source = \"dice\"",
            "edition.toml, key \"voting.lot_source\": expected no such key but with tie_rule \"lot\" or openings \"sample\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\nopenings = \"sample\"\nsample_ballots = 200",
            "edition.toml, key \"voting.lot_source\": expected this key, with openings \"sample\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\nopenings = \"sample\"\nlot_source = \"dice\"",
            "edition.toml, key \"voting.sample_ballots\": expected this key, with openings \"sample\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\nopenings = \"auditors\"\nsample_ballots = 200",
            "edition.toml, key \"voting.sample_ballots\": expected no such key but with openings \"sample\"",
        ),
        (
            file,
            "max = 5",
            "max = 5\nopenings = \"some\"",
            "edition.toml, key \"voting.openings\": found \"some\", expected all, auditors or sample",
        ),
        (
            file,
            "max = 5",
            "max = 5\nminimum_turnout = 0",
            "edition.toml, key \"voting.minimum_turnout\": found \"0\", expected a whole number from 1 to 65535",
        ),
        (
            file,
            "max = 5",
            "max = 5\nobjection_days = 91",
            "edition.toml, key \"voting.objection_days\": found \"91\", expected a whole number from 0 to 90",
        ),
    ]);
}

#[test]
fn categories() {
    let file = "categories.csv";
    check(&[
        (
            file,
            "agency,P",
            "Agency,P",
            "categories.csv, row 2, column \"code\": found \"Agency\", expected lower-case letters, digits and _, at most 64",
        ),
        (
            file,
            "Perangkat daerah",
            "",
            "categories.csv, row 2, column \"label_id\": expected a value",
        ),
        (
            file,
            "0,circle",
            "10,circle",
            "categories.csv, row 2, column \"colour\": found \"10\", expected a whole number from 0 to 9, digits only",
        ),
        (
            file,
            "1,star",
            "0,star",
            "categories.csv, row 3, column \"colour\": found \"0\", expected a colour other than that of agency",
        ),
        (
            file,
            "1,star",
            "1,circle",
            "categories.csv, row 3, column \"shape\": found \"circle\", expected a shape other than that of agency",
        ),
        (
            file,
            "1,star",
            "1,heart",
            "categories.csv, row 3, column \"shape\": found \"heart\", expected one of circle, square, diamond, triangle, triangle_down, pentagon, hexagon, star, cross, drop",
        ),
        (
            file,
            "star,no",
            "star,maybe",
            "categories.csv, row 3, column \"votable\": found \"maybe\", expected yes or no",
        ),
        (
            file,
            "star,no",
            "star",
            "categories.csv, row 3: found \"5 fields\", expected 6 fields, as in the header (is a quotation mark or separator missing or too many?)\ninnovations.csv, row 3, column \"category\": found \"school\", expected a code of categories.csv: agency (Perangkat daerah)",
        ),
        (
            file,
            "label_en",
            "label_id",
            "categories.csv, column \"label_id\": expected this column once, not twice",
        ),
        (
            file,
            "votable",
            "voteable",
            "categories.csv, row 1: expected the headings of this file: rename \"voteable\" to \"votable\"",
        ),
        (
            file,
            "shape",
            "sign",
            "categories.csv, row 1: expected the headings of this file: add \"shape\"; take out \"sign\"",
        ),
    ]);
}
