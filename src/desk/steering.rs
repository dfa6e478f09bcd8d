//! Between screen and phone, over the server: the screen tells what it shows
//! and does what was pressed.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::prelude::Effect;

use super::desk::Desk;
use crate::{
    api::{self, Failure, Token},
    platform::{random::chance, stay::pause},
};

/// After a question that failed.
const PAUSE: Duration = Duration::from_secs(3);

/// Listens for the phone, and shows it the screen, as long as the page is open.
pub fn steer(desk: Desk, token: Token) {
    let (token, sending) = (Rc::new(token), Rc::new(Cell::new(false)));
    let hears = Rc::new(Cell::new(false));
    listen(
        desk,
        Rc::clone(&token),
        Rc::clone(&sending),
        Rc::clone(&hears),
    );
    Effect::new(move |_| {
        desk.stage.track();
        // Who sees the screen may press at once: then it has to be heard.
        if hears.get() {
            send(desk, &token, &sending);
        }
    });
}

fn listen(desk: Desk, token: Rc<Token>, sending: Rc<Cell<bool>>, hears: Rc<Cell<bool>>) {
    leptos::task::spawn_local(async move {
        let mut after = None;
        loop {
            match api::commands_after(&token, after).await {
                Ok(Some(commands)) => {
                    // The first answer only says where the list ends; a server
                    // that was started again does not know the screen either.
                    if after.is_none() {
                        hears.set(true);
                        send(desk, &token, &sending);
                    }
                    after = Some(commands.seq);
                    for command in commands.commands {
                        desk.press(&command.key);
                    }
                }
                Ok(None) => {}
                // A link that was revoked steers nothing any more.
                Err(Failure::Refused(_)) => return,
                Err(_) => {
                    after = None;
                    pause(PAUSE.mul_f64(0.5 + chance())).await;
                }
            }
        }
    });
}

/// Tells the server what the screen shows, the latest only, one at a time.
fn send(desk: Desk, token: &Rc<Token>, sending: &Rc<Cell<bool>>) {
    if sending.replace(true) {
        return;
    }
    let (token, sending) = (Rc::clone(token), Rc::clone(sending));
    leptos::task::spawn_local(async move {
        loop {
            let stage = desk.stage.get_untracked();
            let sent = api::publish(&token, &stage).await;
            match sent {
                Ok(_) if desk.stage.get_untracked() == stage => break,
                Ok(_) => {}
                Err(Failure::Refused(_)) => break,
                Err(_) => pause(PAUSE).await,
            }
        }
        sending.set(false);
    });
}
