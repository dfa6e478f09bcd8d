//! The parts of the page, and what is said on it.

use ledger::CodeError;

use super::{field::grouped, take::Trouble};
use crate::{
    api::Failure,
    i18n::{fill, t},
    platform::parts::{Field, Part},
};

/// Seconds to wait, where a busy server does not say.
const PATIENCE: u32 = 10;

/// What the person is told instead of a code that is taken up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    Mistyped(CodeError),
    BadLink,
    NoWorker,
    Trouble(Trouble),
    Forgotten,
    /// The code stays, and with it the page as it is.
    Unforgotten(Trouble),
}

/// What is known of the code on this device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Taken {
    pub(super) is_new: bool,
    /// The next ballot replaces one.
    pub(super) has_ballot: bool,
    /// This device has cast without a code before.
    pub(super) device_has_ballot: bool,
}

impl Said {
    /// Whether the same code may be taken another time.
    pub(super) const fn can_be_tried_again(&self) -> bool {
        matches!(
            self,
            Self::Trouble(Trouble::Failed(_) | Trouble::Waiting | Trouble::Unsent)
        ) || self.is_question()
    }

    /// Whether it is for the person to say that the code is theirs.
    pub(super) const fn is_question(&self) -> bool {
        matches!(self, Self::Trouble(Trouble::Used | Trouble::Another))
    }

    /// Whether it is about what stands in the field.
    const fn is_of_field(&self) -> bool {
        matches!(
            self,
            Self::Mistyped(_) | Self::Trouble(Trouble::Unknown | Trouble::Void)
        )
    }

    fn text(&self) -> String {
        match self {
            Self::Mistyped(CodeError::Length(n)) => fill("code.length", &[("n", &n.to_string())]),
            Self::Mistyped(CodeError::Symbol(symbol)) => {
                fill("code.symbol", &[("symbol", &symbol.to_string())])
            }
            Self::Mistyped(CodeError::Check) => t("code.check"),
            Self::BadLink => t("code.bad_link"),
            Self::NoWorker => t("code.no_worker"),
            Self::Forgotten => t("code.forgotten"),
            Self::Trouble(trouble) | Self::Unforgotten(trouble) => trouble_text(*trouble),
        }
    }
}

fn trouble_text(trouble: Trouble) -> String {
    t(match trouble {
        Trouble::Unknown => "code.unknown",
        Trouble::Waiting => "code.waiting",
        Trouble::Void => "code.void",
        Trouble::Used => "code.used",
        Trouble::Another => "code.another",
        Trouble::Unsent => "code.unsent",
        Trouble::NotKept => "code.not_kept",
        Trouble::Failed(Failure::Offline) => "code.offline",
        Trouble::Failed(Failure::Garbled) => "code.garbled",
        Trouble::Failed(Failure::Refused(_)) => "code.refused",
        Trouble::Failed(Failure::Busy { retry_after }) => {
            let seconds = retry_after.unwrap_or(PATIENCE).to_string();
            return fill("code.busy", &[("n", &seconds)]);
        }
    })
}

/// The parts that the server has written.
pub(super) struct View {
    form: Part,
    field: Field,
    input: Part,
    go: Part,
    error: Part,
    busy: Part,
    again: Part,
    taken: Part,
    title: Part,
    replaces: Part,
    device: Part,
    forget: Part,
}

impl View {
    /// None where the page is without them.
    pub(super) fn find() -> Option<Self> {
        Some(Self {
            form: Part::of("code-form")?,
            field: Field::of("code")?,
            input: Part::of("code")?,
            go: Part::of("code-go")?,
            error: Part::of("code-error")?,
            busy: Part::of("code-busy")?,
            again: Part::of("code-again")?,
            taken: Part::of("code-taken")?,
            title: Part::of("code-taken-title")?,
            replaces: Part::of("code-replaces")?,
            device: Part::of("code-device")?,
            forget: Part::of("code-forget")?,
        })
    }

    /// Also groups what is typed, as it is typed.
    pub(super) fn on_submit(&self, act: impl Fn() + 'static) {
        self.form.on("submit", move |event| {
            event.prevent_default();
            act();
        });
        let (field, input) = (self.field.clone(), self.input.clone());
        self.input.on("input", move |_| {
            let value = field.value();
            let (shown, caret) = grouped(&value, field.caret());
            if shown != value {
                field.write(&shown, caret);
            }
            input.unset("aria-invalid");
        });
    }

    pub(super) fn on_again(&self, act: impl Fn() + 'static) {
        self.again.on("click", move |_| act());
    }

    pub(super) fn on_forget(&self, act: impl Fn() + 'static) {
        self.forget.on("click", move |_| act());
    }

    pub(super) fn typed(&self) -> String {
        self.field.value()
    }

    pub(super) fn clear(&self) {
        self.field.write("", 0);
    }

    /// The field, ready to be typed into.
    pub(super) fn open(&self) {
        self.taken.show(false);
        self.form.show(true);
        for part in [&self.input, &self.go] {
            part.unset("disabled");
        }
    }

    pub(super) fn show_taken(&self, taken: Taken) {
        self.hush();
        self.form.show(false);
        let title = if taken.is_new {
            "code.accepted"
        } else {
            "code.kept"
        };
        self.title.say(&t(title));
        self.replaces.show(taken.has_ballot);
        self.device.show(taken.device_has_ballot);
        self.taken.show(true);
        if taken.is_new {
            self.title.focus();
        }
    }

    pub(super) fn say(&self, said: &Said) {
        let place = if *said == Said::Forgotten {
            &self.busy
        } else {
            &self.error
        };
        place.say(&said.text());
        place.show(true);
        self.again.say(&t(if said.is_question() {
            "code.use_it"
        } else {
            "code.retry"
        }));
        self.again.show(said.can_be_tried_again());
        if !matches!(said, Said::Unforgotten(_)) {
            self.open();
        }
        if said.is_of_field() && !self.typed().is_empty() {
            self.input.set("aria-invalid", "true");
        }
        if matches!(said, Said::Mistyped(_) | Said::Forgotten) {
            self.input.focus();
        }
    }

    /// Nothing is wrong any more.
    fn hush(&self) {
        self.error.show(false);
        self.error.say("");
        self.again.show(false);
        self.input.unset("aria-invalid");
    }

    pub(super) fn wait_for(&self, text: &str) {
        self.hush();
        self.busy.say(text);
        for part in [&self.go, &self.forget] {
            part.set("disabled", "");
        }
    }

    pub(super) fn wait_no_more(&self) {
        self.busy.say("");
        for part in [&self.go, &self.forget] {
            part.unset("disabled");
        }
    }
}
