//! The receipt that this device keeps.

use std::rc::Rc;

use ledger::ReceiptCode;
use wasm_bindgen_futures::spawn_local;
use wire::{ProblemCode, Receipt};

use super::{App, BALLOT, PATH, look, view::Found};
use crate::{
    api::{self, Failure},
    platform::document,
    state::ballot::Keeper,
};

/// Shows it, if there is one, and looks at the log.
pub(super) fn show(app: &Rc<App>) {
    let keeper = Keeper::of(&app.edition);
    let Some(stored) = keeper.record().stored else {
        return;
    };
    let receipt = stored.receipt;
    app.view
        .show_own(&ReceiptCode::of(&receipt.ballot).to_string());
    let app = Rc::clone(app);
    spawn_local(async move {
        let ballot = receipt.ballot.to_string();
        let link = [&*document::origin(), PATH, "#", BALLOT, "=", &*ballot].concat();
        let memory = keeper.log().unwrap_or_default();
        let mut job = vec![("ballot", &*ballot), ("link", &*link), ("memory", &*memory)];
        let promise = receipt.promise.as_ref();
        let promise = promise.map(|it| (it.deadline.to_string(), it.signature.to_string()));
        if let Some((deadline, signature)) = &promise {
            job.extend([("deadline", &**deadline), ("signature", &**signature)]);
        }
        let answer = look(&job).await;
        if let Some(answer) = &answer {
            if let Some(memory) = answer.text("memory").filter(|it| !it.is_empty()) {
                keeper.keep_log(&memory).ok();
            }
            app.view.draw(answer);
        }
        app.view.show_own_found(answer.as_ref().map(Found::of));
        app.view.say_server(counts(&receipt).await);
    });
}

/// What the server says of it: the log alone does not tell which ballot of a
/// credential is the last. Nothing where it says nothing.
async fn counts(receipt: &Receipt) -> Option<&'static str> {
    match api::receipt(receipt.credential).await {
        Ok(found) if found.ballot == receipt.ballot && !found.replaced => Some("proof.counts"),
        Ok(_) => Some("proof.replaced"),
        Err(Failure::Refused(ProblemCode::NotFound)) => Some("proof.not_there"),
        Err(_) => None,
    }
}
