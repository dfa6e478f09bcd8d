//! Starts the staff's app: big screen, its remote, kiosk.

fn main() {
    peta_app::start_desk();
}
