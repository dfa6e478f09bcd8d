//! The camera, as grey pictures.

use js_sys::{Object, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    CanvasRenderingContext2d, HtmlCanvasElement, HtmlVideoElement, MediaStream,
    MediaStreamConstraints, MediaStreamTrack,
};

/// Wide enough for a code that is held a hand's breadth away.
const WIDTH: u32 = 640;

/// A camera that is on. It goes off when this is dropped.
pub struct Camera {
    video: HtmlVideoElement,
    stream: MediaStream,
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
}

/// A grey picture, a byte a pixel, row by row.
pub struct Picture {
    pub width: u32,
    pub height: u32,
    pub pixels: Vec<u8>,
}

impl Camera {
    /// Shows the camera in `video`; none where there is none, or it is not allowed.
    pub async fn open(video: &web_sys::HtmlElement) -> Option<Self> {
        let video: HtmlVideoElement = video.clone().dyn_into().ok()?;
        let devices = window().navigator().media_devices().ok()?;
        let wanted = Object::new();
        // A tablet on a stand looks at the voter: the slip is held in front of it.
        Reflect::set(&wanted, &"facingMode".into(), &"user".into()).ok()?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_video(&wanted);
        let asked = devices.get_user_media_with_constraints(&constraints).ok()?;
        let stream: MediaStream = JsFuture::from(asked).await.ok()?.unchecked_into();
        video.set_src_object(Some(&stream));
        video.set_muted(true);
        if let Ok(playing) = video.play() {
            JsFuture::from(playing).await.ok()?;
        }
        let canvas: HtmlCanvasElement =
            document().create_element("canvas").ok()?.dyn_into().ok()?;
        let options = Object::new();
        Reflect::set(&options, &"willReadFrequently".into(), &JsValue::TRUE).ok()?;
        let context = canvas
            .get_context_with_context_options("2d", &options)
            .ok()??
            .dyn_into()
            .ok()?;
        Some(Self {
            video,
            stream,
            canvas,
            context,
        })
    }

    /// What it sees now; none before the first picture.
    pub fn look(&self) -> Option<Picture> {
        let (wide, high) = (self.video.video_width(), self.video.video_height());
        if wide == 0 || high == 0 {
            return None;
        }
        let width = wide.min(WIDTH);
        let height = high * width / wide;
        self.canvas.set_width(width);
        self.canvas.set_height(height);
        let (across, down) = (f64::from(width), f64::from(height));
        self.context
            .draw_image_with_html_video_element_and_dw_and_dh(&self.video, 0.0, 0.0, across, down)
            .ok()?;
        let data = self
            .context
            .get_image_data(0.0, 0.0, across, down)
            .ok()?
            .data();
        // Weights of ITU-R BT.601, in 256ths.
        let pixels = data.chunks_exact(4).map(|rgba| {
            let [r, g, b] = [rgba[0], rgba[1], rgba[2]].map(u32::from);
            u8::try_from((77 * r + 150 * g + 29 * b) >> 8).unwrap_or(u8::MAX)
        });
        Some(Picture {
            width,
            height,
            pixels: pixels.collect(),
        })
    }
}

impl Drop for Camera {
    fn drop(&mut self) {
        for track in self.stream.get_tracks() {
            if let Ok(track) = track.dyn_into::<MediaStreamTrack>() {
                track.stop();
            }
        }
        self.video.set_src_object(None);
    }
}
