//! The page that takes a voting code, from the link on a slip or typed. The
//! server has written all of it; this shows, hides and fills in.
//!
//! The seed of the code never leaves the device: the server is asked about the
//! public key. It knows no router and no map, so that it is small.

mod field;
mod take;
mod view;

use std::{cell::Cell, rc::Rc};

use wasm_bindgen_futures::spawn_local;
use wire::{CodeBoot, EditionSlug, Hex};

use self::{
    take::Origin,
    view::{Said, View},
};
use crate::{
    i18n, json,
    platform::{document, network, worker},
    state::ballot::Keeper,
};

/// Before the seed, in the address' fragment: `#k=…`.
const SEED: &str = "k";
/// The worker that derives a seed from what is typed.
const LENS: &str = "/lens.js";

/// The page and what is under way on it.
struct App {
    edition: EditionSlug,
    view: View,
    is_busy: Cell<bool>,
    /// Of a code that could not be taken up yet, so that nobody has to scan or
    /// type it again.
    pending: Cell<Option<([u8; 32], Origin)>>,
    /// What is pending waits for the person's word, not for a better network.
    is_asked: Cell<bool>,
}

/// Takes over the page that the server made.
pub fn start() {
    let Some(boot) = document::text_of("peta-boot") else {
        return;
    };
    let Ok(boot) = json::from_str::<CodeBoot>(&boot) else {
        return;
    };
    i18n::install("", boot.messages);
    // Once voting is over, the page has nothing to do.
    let Some(view) = View::find() else {
        return;
    };
    let app = Rc::new(App {
        edition: boot.edition,
        view,
        is_busy: Cell::new(false),
        pending: Cell::new(None),
        is_asked: Cell::new(false),
    });
    app.listen();
    app.arrive();
    if let Some(root) = document::root() {
        root.set_attribute("data-app", "started").ok();
    }
}

impl App {
    fn listen(self: &Rc<Self>) {
        let app = Rc::clone(self);
        self.view.on_submit(move || app.on_typed());
        let app = Rc::clone(self);
        self.view.on_again(move || app.on_again());
        let app = Rc::clone(self);
        self.view.on_forget(move || app.on_forget());
        let app = Rc::clone(self);
        document::watch_fragment(move || app.arrive());
        // Also where the browser brings back a page that was left.
        let app = Rc::clone(self);
        network::watch_visible(move || {
            if !app.is_busy.get() && app.pending.get().is_none() {
                app.show_kept(false);
            }
        });
        let app = Rc::clone(self);
        network::watch(move |online| {
            if online && !app.is_asked.get() {
                app.on_again();
            }
        });
    }

    /// With a code in the address, or without.
    fn arrive(self: &Rc<Self>) {
        if let Some(seed) = document::take_fragment(SEED) {
            match seed.parse::<Hex<32>>() {
                Ok(Hex(seed)) => self.take_up(seed, Origin::Link),
                Err(_) => self.view.say(&Said::BadLink),
            }
        } else if !self.is_busy.get() {
            self.show_kept(false);
        }
    }

    fn on_typed(self: &Rc<Self>) {
        if self.is_busy.get() {
            return;
        }
        let code = match field::read(&self.view.typed()) {
            Ok(code) => code,
            Err(error) => {
                self.view.say(&Said::Mistyped(error));
                return;
            }
        };
        self.begin("code.deriving");
        let app = Rc::clone(self);
        spawn_local(async move {
            let typed = code.to_string();
            let job = [("code", typed.as_str()), ("edition", app.edition.as_str())];
            let seed = worker::ask(LENS, &job).await;
            app.end();
            match seed.and_then(|it| it.text("seed")?.parse().ok()) {
                Some(Hex(seed)) => app.take_up(seed, Origin::Person),
                None => app.view.say(&Said::NoWorker),
            }
        });
    }

    fn on_again(self: &Rc<Self>) {
        if let Some((seed, origin)) = self.pending.get() {
            let origin = if self.is_asked.get() {
                Origin::Person
            } else {
                origin
            };
            self.take_up(seed, origin);
        }
    }

    fn take_up(self: &Rc<Self>, seed: [u8; 32], origin: Origin) {
        if self.is_busy.get() {
            return;
        }
        self.begin("code.asking");
        let app = Rc::clone(self);
        spawn_local(async move {
            let taken = take::take_up(&app.edition, seed, origin).await;
            app.end();
            app.is_asked.set(false);
            match taken {
                Ok(()) => {
                    app.pending.set(None);
                    app.view.clear();
                    app.show_kept(true);
                }
                Err(trouble) => {
                    let said = Said::Trouble(trouble);
                    app.is_asked.set(said.is_question());
                    app.pending
                        .set(said.can_be_tried_again().then_some((seed, origin)));
                    app.view.say(&said);
                }
            }
        });
    }

    fn on_forget(self: &Rc<Self>) {
        if self.is_busy.get() {
            return;
        }
        self.begin("code.asking");
        let app = Rc::clone(self);
        spawn_local(async move {
            let forgotten = take::forget(&app.edition).await;
            app.end();
            match forgotten {
                Ok(()) => app.view.say(&Said::Forgotten),
                Err(trouble) => app.view.say(&Said::Unforgotten(trouble)),
            }
        });
    }

    /// What is on this device: a code, just taken up or from an earlier visit,
    /// or the field to type one into.
    fn show_kept(&self, is_new: bool) {
        let code = Keeper::code(&self.edition);
        if code.seed().is_none() {
            self.view.open();
            return;
        }
        let device = Keeper::device(&self.edition).record();
        self.view.show_taken(view::Taken {
            is_new,
            has_ballot: code.last_seq() > 0,
            device_has_ballot: device.stored.is_some(),
        });
    }

    fn begin(&self, key: &str) {
        self.is_busy.set(true);
        self.view.wait_for(&i18n::t(key));
    }

    fn end(&self) {
        self.is_busy.set(false);
        self.view.wait_no_more();
    }
}
