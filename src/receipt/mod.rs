//! The page of a receipt: what this device has cast, or a receipt of another one
//! by its code, its link or its file, checked against the public log. The server
//! has written all of it; this shows, hides and fills in.
//!
//! A receipt shows that a ballot is there, never what it says.

mod own;
mod view;

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use wire::{CodeBoot, EditionSlug, Hash};

use crate::{
    api, i18n, json,
    platform::{document, file, worker},
};
use view::{Found, View};

/// Before the ballot's hash, in the address' fragment: `#b=…`.
const BALLOT: &str = "b";
const PATH: &str = "/tanda-terima";
const MONITOR: &str = "/monitor.js";

/// The page and whose it is.
struct App {
    edition: EditionSlug,
    view: View,
}

/// Takes over the page that the server made. False on another page.
pub fn start() -> bool {
    let Some(view) = View::find() else {
        return false;
    };
    let boot = document::text_of("peta-boot").and_then(|it| json::from_str::<CodeBoot>(&it).ok());
    let Some(boot) = boot else {
        return true;
    };
    i18n::install("", boot.messages);
    let app = Rc::new(App {
        edition: boot.edition,
        view,
    });
    app.listen();
    app.arrive();
    if let Some(root) = document::root() {
        root.set_attribute("data-app", "started").ok();
    }
    true
}

impl App {
    fn listen(self: &Rc<Self>) {
        let app = Rc::clone(self);
        self.view.on_submit(move || {
            let typed = app.view.typed();
            if typed.parse::<ledger::ReceiptCode>().is_ok() {
                app.check("code", typed);
            } else {
                app.view.say_mistyped();
            }
        });
        let app = Rc::clone(self);
        self.view.on_file(move |id| {
            let app = Rc::clone(&app);
            spawn_local(async move {
                if let Some(text) = file::chosen(id).await {
                    app.check("file", text);
                }
            });
        });
        let app = Rc::clone(self);
        document::watch_fragment(move || app.arrive());
    }

    /// With another device's receipt in the address, or without.
    fn arrive(self: &Rc<Self>) {
        match document::take_fragment(BALLOT).map(|it| it.parse::<Hash>()) {
            Some(Ok(ballot)) => self.check("ballot", ballot.to_string()),
            Some(Err(_)) => self.view.say_mistyped(),
            None => {}
        }
        own::show(self);
    }

    /// Checks a receipt of any device.
    fn check(self: &Rc<Self>, what: &'static str, value: String) {
        self.view.wait();
        let app = Rc::clone(self);
        spawn_local(async move {
            let answer = look(&[(what, &value)]).await;
            app.view.show_found(answer.as_ref().map(Found::of));
        });
    }
}

/// Asks the worker. None where it could not be loaded, or the server is away.
async fn look(job: &[(&str, &str)]) -> Option<worker::Answer> {
    let now = api::clock().await.ok()?.now.timestamp().to_string();
    let mut whole = vec![("now", &*now)];
    whole.extend(job);
    worker::ask(MONITOR, &whole).await
}
