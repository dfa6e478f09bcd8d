//! From a camera's picture to the text of the QR code in it.

use rqrr::PreparedImage;

/// The first QR code that can be read. `pixels` are grey, row by row; a picture
/// with too few or too many of them holds nothing.
pub fn decode(width: usize, height: usize, pixels: &[u8]) -> Option<String> {
    if pixels.is_empty() || width.checked_mul(height) != Some(pixels.len()) {
        return None;
    }
    let mut picture =
        PreparedImage::prepare_from_greyscale(width, height, |x, y| pixels[y * width + x]);
    let grids = picture.detect_grids();
    let mut texts = grids.iter().filter_map(|grid| Some(grid.decode().ok()?.1));
    texts.next()
}

#[cfg(test)]
mod tests {
    use qrcode::{Color, QrCode};

    use super::*;

    /// A code of `text` in the middle of a grey picture, `scale` pixels a module.
    fn picture(text: &str, scale: usize) -> (usize, Vec<u8>) {
        let code = QrCode::new(text).unwrap();
        let (width, colors) = (code.width(), code.to_colors());
        let side = (width + 12) * scale;
        let pixels = (0..side * side).map(|at| {
            let (x, y) = (at % side / scale, at / side / scale);
            let inside = (6..6 + width).contains(&x) && (6..6 + width).contains(&y);
            if inside && colors[(y - 6) * width + x - 6] == Color::Dark {
                40
            } else {
                200
            }
        });
        (side, pixels.collect())
    }

    #[test]
    fn a_slip_is_read_also_when_it_is_small() {
        let text = "https://inovasi.example.go.id/kode#k=6754afd957991ac3240954cac9adc6eab51e2d2d10398aaad94cb79f39bc6730";
        for scale in [3, 8] {
            let (side, pixels) = picture(text, scale);
            assert_eq!(
                decode(side, side, &pixels).as_deref(),
                Some(text),
                "{scale}"
            );
        }
    }

    #[test]
    fn a_picture_without_a_code_holds_nothing_and_a_torn_one_neither() {
        assert_eq!(decode(64, 64, &[128; 64 * 64]), None);
        assert_eq!(decode(64, 64, &[128; 63]), None);
        assert_eq!(decode(0, 0, &[]), None);
        assert_eq!(decode(usize::MAX, 2, &[1]), None);
    }
}
