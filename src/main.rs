//! Starts the browser app.

fn main() {
    peta_app::start();
}
