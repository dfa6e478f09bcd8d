//! `GET /api/v1/innovations`: cards, filtered, ordered, page by page.
//!
//! `after` is the ballot number of the last card that the caller has; a page
//! that is followed by another has a `Link` with `rel="next"` (RFC 8288).

use axum::{
    body::Bytes,
    extract::State,
    http::{HeaderMap, HeaderValue, Uri, header},
    response::Response,
};
use catalogue::{Counts, Filter, Found, Order};
use serde::Serialize;
use wire::{BallotNumber, Card};

use super::query::Query;
use crate::{
    app::Shared,
    document::{self, Document, Effort, Keep},
    problem::Refusal,
};

const PARAMETERS: [&str; 12] = [
    "q", "category", "area", "stage", "kind", "affair", "goal", "sort", "seed", "at", "after",
    "limit",
];
const USUAL: usize = 100;
const MOST: usize = 500;
/// What `at` is.
const PLACE: &str = "Latitude and longitude in degrees: `-2.9,108.2`.";
/// Longest search text, in bytes.
const TEXT: usize = 200;

#[derive(Serialize)]
struct Page<'a> {
    items: Vec<&'a Card>,
    /// All that match, on all pages.
    total: usize,
    facets: Facets<'a>,
}

/// Codes with their counts: what each would give if it were chosen as well.
#[derive(Serialize)]
struct Facets<'a> {
    category: Vec<Value<'a>>,
    area: Vec<Value<'a>>,
    stage: Vec<Value<'a>>,
    kind: Vec<Value<'a>>,
    affair: Vec<Value<'a>>,
    goal: Vec<Value<'a>>,
}

#[derive(Serialize)]
struct Value<'a> {
    code: &'a str,
    count: u32,
}

pub(super) async fn list(
    State(app): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let query = Query::parse(&uri, &PARAMETERS)?;
    let filter = filter(&query)?;
    let order = order(&query)?;
    let limit = query.number("limit")?.unwrap_or(USUAL);
    if limit == 0 || limit > MOST {
        return Err(Query::refuse("limit", format!("From 1 to {MOST}.")));
    }
    let snapshot = app.snapshot();
    let cards = snapshot.cards();
    let mut found = snapshot.catalogue().find(&filter);
    if let Some(order) = &order {
        found.arrange(cards, order);
    }
    // Without an order, and without a text to rank by, cards come by number.
    let by_number =
        query.text("sort") == Some("number") || order.is_none() && filter.text.trim().is_empty();
    if by_number {
        found
            .hits
            .sort_unstable_by_key(|hit| cards[*hit as usize].number);
    }
    let begin = match query.number("after")?.map(BallotNumber) {
        None => 0,
        Some(after) => begin(cards, &found, after, by_number)?,
    };
    let hits = &found.hits[begin..];
    let page = &hits[..limit.min(hits.len())];
    let items: Vec<&Card> = page.iter().map(|hit| &cards[*hit as usize]).collect();
    let next = (page.len() < hits.len())
        .then(|| items.last().map(|card| card.number))
        .flatten();
    let facets = &found.facets;
    let body = document::to_json(&Page {
        items,
        total: found.hits.len(),
        facets: Facets {
            category: values(&facets.categories),
            area: values(&facets.areas),
            stage: values(&facets.stages),
            kind: values(&facets.kinds),
            affair: values(&facets.affairs),
            goal: values(&facets.goals),
        },
    });
    Ok(answer(&app, &uri, &headers, body, next).await)
}

fn values(counts: &Counts) -> Vec<Value<'_>> {
    counts
        .iter()
        .map(|(code, count)| Value { code, count })
        .collect()
}

fn filter(query: &Query) -> Result<Filter, Refusal> {
    let text = query.text("q").unwrap_or_default();
    if text.len() > TEXT {
        return Err(Query::refuse("q", format!("At most {TEXT} bytes.")));
    }
    let words = |name| query.list(name).into_iter().collect();
    Ok(Filter {
        text: text.to_owned(),
        categories: words("category"),
        areas: words("area"),
        stages: words("stage"),
        kinds: words("kind"),
        affairs: words("affair"),
        goals: words("goal"),
    })
}

/// Longitude and latitude. Also where nothing is sorted by it: a decimal comma
/// would be noticed on the day when something is.
fn place(query: &Query) -> Result<Option<[f64; 2]>, Refusal> {
    let Some(text) = query.text("at") else {
        return Ok(None);
    };
    let parts: Vec<_> = text.split(',').map(str::parse::<f64>).collect();
    match parts[..] {
        [Ok(lat), Ok(lon)] if lat.abs() <= 90.0 && lon.abs() <= 180.0 => Ok(Some([lon, lat])),
        _ => Err(Query::refuse("at", PLACE)),
    }
}

fn order(query: &Query) -> Result<Option<Order>, Refusal> {
    let place = place(query)?;
    match query.text("sort") {
        None | Some("number") => Ok(None),
        Some("name") => Ok(Some(Order::Name)),
        Some("random") => Ok(Some(Order::Shuffled(query.number("seed")?.unwrap_or(0)))),
        Some("distance") => match place {
            Some(place) => Ok(Some(Order::Distance(place))),
            None => Err(Query::refuse("at", PLACE)),
        },
        Some(_) => Err(Query::refuse(
            "sort",
            "One of number, name, random, distance.",
        )),
    }
}

/// Where the page begins.
fn begin(
    cards: &[Card],
    found: &Found,
    after: BallotNumber,
    by_number: bool,
) -> Result<usize, Refusal> {
    let number = |hit: &u32| cards[*hit as usize].number;
    if by_number {
        return Ok(found.hits.partition_point(|hit| number(hit) <= after));
    }
    let at = found.hits.iter().position(|hit| number(hit) == after);
    at.map(|at| at + 1)
        .ok_or_else(|| Query::refuse("after", "No match has this ballot number."))
}

async fn answer(
    app: &Shared,
    uri: &Uri,
    headers: &HeaderMap,
    body: Bytes,
    next: Option<BallotNumber>,
) -> Response {
    let document = Document::new(document::JSON, Keep::Ask, Effort::Quick, body);
    let mut response = document.answer(headers).await;
    if let Some(number) = next {
        let rest: Vec<&str> = uri
            .query()
            .unwrap_or_default()
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("after="))
            .collect();
        let after = format!("after={number}");
        let query: Vec<&str> = rest.into_iter().chain([after.as_str()]).collect();
        let link = format!(
            "<{}?{}>; rel=\"next\"",
            app.site.url(uri.path()),
            query.join("&")
        );
        if let Ok(link) = HeaderValue::try_from(link) {
            response.headers_mut().insert(header::LINK, link);
        }
    }
    response
}
