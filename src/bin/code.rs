//! Starts the page that takes a voting code.

fn main() {
    peta_app::start_code();
}
