//! What makes the site an app on a phone's home screen: the manifests (W3C Web
//! Application Manifest) of the residents' page and of a kiosk, and icons.

use std::sync::{Arc, OnceLock};

use axum::{
    extract::{Path, State},
    http::{HeaderMap, Uri},
    response::Response,
};
use resvg::{
    tiny_skia::{Color, Pixmap, Transform},
    usvg,
};
use serde_json::{Value, json};

use crate::{
    app::Shared,
    document::{Document, Effort, Keep},
    page::{self, Language},
    problem::Refusal,
    snapshot::{Key, Snapshot},
};

const ICON: &str = include_str!("../../../public/icon.svg");
/// The ground of the page (style/tokens.css).
const GROUND: [u8; 3] = [0xfb, 0xf8, 0xf3];
/// What a home screen shows of a name.
const SHORT: usize = 15;

/// Whose manifest it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Residents,
    Kiosk,
}

/// `GET /manifest.webmanifest`
pub(crate) async fn residents(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    answer(&app, Kind::Residents, &uri, &headers).await
}

/// `GET /kiosk.webmanifest`
pub(crate) async fn kiosk(State(app): State<Shared>, uri: Uri, headers: HeaderMap) -> Response {
    answer(&app, Kind::Kiosk, &uri, &headers).await
}

async fn answer(app: &Shared, kind: Kind, uri: &Uri, headers: &HeaderMap) -> Response {
    let language = page::language_of(uri);
    let document = app
        .snapshot()
        .document(Key::WebApp(kind, language.tag), |it| {
            let text = manifest(it, language, kind).to_string();
            Document::new(
                "application/manifest+json",
                Keep::Ask,
                Effort::Quick,
                text.into(),
            )
        });
    document.answer(headers).await
}

fn manifest(snapshot: &Snapshot, language: &Language, kind: Kind) -> Value {
    let name = snapshot.edition().name.get(language.tag);
    let icon = |file: &str, size: &str, purpose: &str| json!({ "src": format!("/icons/{file}.png"), "sizes": size, "type": "image/png", "purpose": purpose });
    let mut manifest = json!({
        "id": "/",
        "name": name,
        "short_name": short(name),
        "lang": language.tag,
        "start_url": language.link("/"),
        "scope": "/",
        "display": "standalone",
        "background_color": "#fbf8f3",
        "theme_color": "#fbf8f3",
        "icons": [
            { "src": "/icon.svg", "sizes": "any", "type": "image/svg+xml" },
            icon("192", "192x192", "any"),
            icon("512", "512x512", "any"),
            icon("maskable-512", "512x512", "maskable"),
        ],
    });
    if kind == Kind::Kiosk {
        manifest["id"] = "/kiosk".into();
        manifest["name"] = format!("{name}: kiosk").into();
        manifest["short_name"] = "Kiosk".into();
        manifest["start_url"] = language.link("/kiosk").into();
        manifest["scope"] = "/kiosk".into();
        manifest["display"] = "fullscreen".into();
        manifest["orientation"] = "any".into();
        manifest["theme_color"] = "#14213d".into();
    }
    manifest
}

/// The first words, as many as a home screen has room for; none that leads to
/// another one ("dan", "and").
fn short(name: &str) -> String {
    let mut words: Vec<&str> = Vec::new();
    for word in name.split_whitespace() {
        let taken: usize = words.iter().map(|it| it.chars().count() + 1).sum();
        if !words.is_empty() && taken + word.chars().count() > SHORT {
            break;
        }
        words.push(word);
    }
    while words.len() > 1
        && words
            .last()
            .is_some_and(|it| it.chars().all(char::is_lowercase))
    {
        words.pop();
    }
    words.join(" ")
}

/// File, side in pixels, and how much of it the drawing takes: what a phone
/// cuts into its own shape keeps a margin.
const ICONS: [(&str, u16, f32); 4] = [
    (FAVICON, 48, 1.0),
    ("192.png", 192, 1.0),
    ("512.png", 512, 1.0),
    ("maskable-512.png", 512, 0.62),
];

/// What browsers and messengers look for without being told.
const FAVICON: &str = "favicon.png";
/// Innovations are for everybody to find; receipts, codes and the staff's pages aren't,
/// and the log and the archive are no pages.
const ROBOTS: &str = "\
User-agent: *
Disallow: /api/
Disallow: /archive/
Disallow: /desk
Disallow: /kiosk
Disallow: /kode
Disallow: /log/
Disallow: /tanda-terima
";

/// `GET /robots.txt`
pub(crate) async fn robots(headers: HeaderMap) -> Response {
    let text = Document::new("text/plain", Keep::Hour, Effort::Quick, ROBOTS.into());
    text.answer(&headers).await
}

/// `GET /favicon.ico`: a PNG, which every browser takes under that name.
pub(crate) async fn favicon(headers: HeaderMap) -> Result<Response, Refusal> {
    icon(Path(FAVICON.to_owned()), headers).await
}

/// `GET /icons/{file}`
pub(crate) async fn icon(
    Path(file): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    static DRAWN: [OnceLock<Option<Arc<Document>>>; ICONS.len()] =
        [const { OnceLock::new() }; ICONS.len()];
    let at = ICONS
        .iter()
        .position(|(name, ..)| *name == file)
        .ok_or_else(Refusal::not_found)?;
    // A few milliseconds, once.
    let drawn = tokio::task::spawn_blocking(move || {
        let (_, side, share) = ICONS[at];
        let make = || {
            draw(side, share)
                .map(|png| Document::new("image/png", Keep::Hour, Effort::Quick, png.into()))
        };
        DRAWN[at].get_or_init(make).clone()
    });
    let document = drawn.await.ok().flatten().ok_or_else(|| {
        tracing::error!("an icon could not be drawn");
        Refusal::internal()
    })?;
    Ok(document.answer(&headers).await)
}

fn draw(side: u16, share: f32) -> Option<Vec<u8>> {
    let tree = usvg::Tree::from_str(ICON, &usvg::Options::default()).ok()?;
    let mut pixels = Pixmap::new(side.into(), side.into())?;
    if share < 1.0 {
        let [red, green, blue] = GROUND;
        pixels.fill(Color::from_rgba8(red, green, blue, 255));
    }
    let side = f32::from(side);
    let scale = side * share / tree.size().width().max(tree.size().height());
    let margin = side * (1.0 - share) / 2.0;
    let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
    resvg::render(&tree, place, &mut pixels.as_mut());
    pixels.encode_png().ok()
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn a_short_name_is_whole_words() {
        for (name, expected) in [
            ("Pekan Inovasi dan Kewirausahaan 2026", "Pekan Inovasi"),
            ("Innovation and Entrepreneurship Week", "Innovation"),
            ("Kewirausahaanpemuda 2026", "Kewirausahaanpemuda"),
            ("Pekan", "Pekan"),
            ("", ""),
        ] {
            assert_eq!(short(name), expected);
        }
    }
}
