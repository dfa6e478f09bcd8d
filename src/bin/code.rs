//! Starts the pages without a map: a voting code, a receipt.

fn main() {
    peta_app::start_small();
}
