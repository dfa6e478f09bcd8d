//! A receipt as a QR code, which another device reads.

use qrcode::{Color, EcLevel, QrCode};

/// Modules around the code that must stay empty (ISO/IEC 18004).
const QUIET: usize = 4;

/// The code for a text, black on white, as the address of a picture. None where
/// the text is too long.
pub fn qr(text: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let colors = code.to_colors().into_iter().enumerate();
    let dark = colors.filter(|(_, color)| *color == Color::Dark);
    let parts =
        dark.map(|(at, _)| format!("M{} {}h1v1h-1z", at % width + QUIET, at / width + QUIET));
    let path = parts.collect::<Vec<_>>().concat();
    let side = width + 2 * QUIET;
    Some(format!(
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {side} {side}' \
         shape-rendering='crispEdges'><path fill='white' d='M0 0h{side}v{side}H0z'/>\
         <path d='{path}'/></svg>"
    ))
}
