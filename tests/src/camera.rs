//! What the camera of a browser sees, and what a camera sees on its screen.

use std::fs;

use qrcode::{Color, EcLevel, QrCode};

use crate::{
    error::{JourneyError, Outcome},
    visitor::Visitor,
};

const WIDTH: usize = 640;
const HEIGHT: usize = 480;
/// Of one module, in pixels.
const MODULE: usize = 5;
/// Neither black nor white: a slip in a hand.
const BACK: u8 = 120;
const INK: u8 = 40;
const PAPER: u8 = 215;

impl Visitor {
    /// Holds a QR code before the camera. Chromium only, and before the camera
    /// is opened.
    pub fn show_code(&self, text: &str) -> Outcome {
        let path = self.film();
        fs::write(&path, film(text)?).map_err(|source| JourneyError::File { path, source })
    }
}

impl Visitor {
    /// What a phone reads that is held before a QR code on the screen.
    pub async fn read_code(&self, selector: &str) -> Outcome<String> {
        let picture = self.find(selector, "").await?.screenshot_as_png().await?;
        let unread = |why: String| JourneyError::broken(format!("{selector} is not read: {why}"));
        let mut decoder = png::Decoder::new(std::io::Cursor::new(picture));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::STRIP_16);
        let mut reader = decoder
            .read_info()
            .map_err(|error| unread(error.to_string()))?;
        let mut bytes = vec![0; reader.output_buffer_size().unwrap_or_default()];
        let info = reader
            .next_frame(&mut bytes)
            .map_err(|error| unread(error.to_string()))?;
        let (width, samples) = (info.width as usize, info.color_type.samples());
        let mut grey =
            rqrr::PreparedImage::prepare_from_greyscale(width, info.height as usize, |x, y| {
                bytes[(y * width + x) * samples]
            });
        let grids = grey.detect_grids();
        let grid = grids.first().ok_or_else(|| unread("no code".to_owned()))?;
        grid.decode()
            .map(|it| it.1)
            .map_err(|error| unread(error.to_string()))
    }
}

/// One picture as a film in YUV4MPEG2, which begins anew when it is over.
fn film(text: &str) -> Outcome<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::M)
        .map_err(|error| JourneyError::broken(error.to_string()))?;
    let (side, colors) = (code.width(), code.to_colors());
    let quiet = 4;
    let paper = (side + 2 * quiet) * MODULE;
    let (left, top) = ((WIDTH - paper) / 2, (HEIGHT - paper) / 2);
    let mut grey = vec![BACK; WIDTH * HEIGHT];
    for (at, pixel) in grey.iter_mut().enumerate() {
        let (x, y) = (at % WIDTH, at / WIDTH);
        let Some((x, y)) = x.checked_sub(left).zip(y.checked_sub(top)) else {
            continue;
        };
        if x >= paper || y >= paper {
            continue;
        }
        let module = (x / MODULE)
            .checked_sub(quiet)
            .zip((y / MODULE).checked_sub(quiet));
        let dark = module
            .is_some_and(|(x, y)| x < side && y < side && colors[y * side + x] == Color::Dark);
        *pixel = if dark { INK } else { PAPER };
    }
    let mut film =
        format!("YUV4MPEG2 W{WIDTH} H{HEIGHT} F30:1 Ip A1:1 C420jpeg\nFRAME\n").into_bytes();
    film.extend(grey);
    // No colour: both chroma planes, of half the width and height.
    film.extend(vec![128; WIDTH * HEIGHT / 2]);
    Ok(film)
}
