//! A QR code as a drawing.

use qrcode::{Color, EcLevel, QrCode};

use crate::platform::dom::{Element, el, svg};

/// Modules around the code that must stay empty (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code for a text, black on white whatever the theme, with `name` for
/// those who can't see it. The text itself where it is too long for a code.
pub fn qr(text: &str, name: &str) -> Element {
    let Ok(code) = QrCode::with_error_correction_level(text, EcLevel::M) else {
        return el("p", "").text(text);
    };
    let (width, colors) = (code.width(), code.to_colors());
    let mut path = String::new();
    for (at, _) in colors
        .iter()
        .enumerate()
        .filter(|(_, it)| **it == Color::Dark)
    {
        let (x, y) = (at % width + QUIET, at / width + QUIET);
        path.push('M');
        path.push_str(&x.to_string());
        path.push(' ');
        path.push_str(&y.to_string());
        path.push_str("h1v1h-1z");
    }
    let side = (width + 2 * QUIET).to_string();
    svg("svg", "c-qr")
        .attr("viewBox", &["0 0", &side, &side].join(" "))
        .attr("role", "img")
        .attr("aria-label", name)
        .attr("shape-rendering", "crispEdges")
        .child(
            svg("rect", "")
                .attr("width", &side)
                .attr("height", &side)
                .attr("fill", "#fff"),
        )
        .child(svg("path", "").attr("d", &path).attr("fill", "#000"))
}
