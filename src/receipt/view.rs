//! The parts of the page, and what is said on it.

use crate::{
    i18n::{fill, number, t},
    platform::{
        file,
        parts::{Field, Part},
        worker::Answer,
    },
};

const FILE: &str = "proof-file";

/// What the worker found.
pub(super) struct Found {
    finding: String,
    /// Which entry it is, and of how many.
    place: Option<(String, String)>,
    code: Option<String>,
    proof: Option<String>,
    evidence: Option<String>,
}

impl Found {
    pub(super) fn of(answer: &Answer) -> Self {
        let count = |name: &str| answer.text(name)?.parse::<usize>().ok();
        let place = count("index").zip(count("size"));
        let ballot = answer.text("ballot").and_then(|it| it.parse().ok());
        Self {
            finding: answer.text("finding").unwrap_or_default(),
            place: place.map(|(index, size)| (number(index + 1), number(size))),
            code: ballot.map(|it| ledger::ReceiptCode::of(&it).to_string()),
            proof: answer.text("proof"),
            evidence: answer.text("evidence"),
        }
    }

    /// The line, and how it looks.
    fn line(&self) -> (String, &'static str) {
        let class = match self.finding.as_str() {
            "in" => "c-alert c-alert--good",
            _ => "c-alert",
        };
        let text = match (self.finding.as_str(), &self.place) {
            ("in", Some((index, size))) => fill("proof.in", &[("index", index), ("size", size)]),
            ("in", None) => t("proof.still_in"),
            ("soon", _) => t("proof.soon"),
            ("unknown", _) => t("proof.unknown"),
            ("unreachable", _) => t("proof.unreachable"),
            ("missing", _) => t("proof.missing"),
            ("forked", _) => t("proof.forked"),
            ("key", _) => t("proof.key"),
            ("forged", _) => t("proof.forged"),
            _ => t("proof.garbled"),
        };
        (text, class)
    }
}

/// The parts of the page.
#[derive(Clone)]
pub(super) struct View {
    own: Part,
    none: Part,
    code: Part,
    line: Part,
    server: Part,
    qr: Part,
    drawing: Part,
    save: Part,
    evidence: Part,
    form: Part,
    input: Part,
    field: Field,
    go: Part,
    file: Part,
    error: Part,
    found: Part,
    found_code: Part,
    found_evidence: Part,
}

impl View {
    /// None where the page is without them.
    pub(super) fn find() -> Option<Self> {
        Some(Self {
            own: Part::of("proof-own")?,
            none: Part::of("proof-none")?,
            code: Part::of("proof-code")?,
            line: Part::of("proof-line")?,
            server: Part::of("proof-server")?,
            qr: Part::of("proof-qr")?,
            drawing: Part::of("proof-drawing")?,
            save: Part::of("proof-save")?,
            evidence: Part::of("proof-evidence")?,
            form: Part::of("proof-form")?,
            input: Part::of("proof-typed")?,
            field: Field::of("proof-typed")?,
            go: Part::of("proof-go")?,
            file: Part::of(FILE)?,
            error: Part::of("proof-error")?,
            found: Part::of("proof-found")?,
            found_code: Part::of("proof-found-code")?,
            found_evidence: Part::of("proof-found-evidence")?,
        })
    }

    /// From now on it does something.
    pub(super) fn on_submit(&self, act: impl Fn() + 'static) {
        self.form.on("submit", move |event| {
            event.prevent_default();
            act();
        });
        for part in [&self.input, &self.go, &self.file] {
            part.unset("disabled");
        }
    }

    pub(super) fn on_file(&self, act: impl Fn(&'static str) + 'static) {
        self.file.on("change", move |_| act(FILE));
    }

    pub(super) fn typed(&self) -> String {
        self.field.value()
    }

    pub(super) fn say_mistyped(&self) {
        self.found.say("");
        self.found_code.say("");
        self.found_evidence.show(false);
        self.input.set("aria-invalid", "true");
        self.error.say(&t("proof.mistyped"));
        self.error.show(true);
        self.input.focus();
    }

    pub(super) fn wait(&self) {
        self.input.unset("aria-invalid");
        self.error.show(false);
        self.found_code.say("");
        self.found_evidence.show(false);
        self.found.set("class", "k-busy");
        self.found.say(&t("proof.looking"));
    }

    /// What was found of a receipt that was typed, opened or scanned.
    pub(super) fn show_found(&self, found: Option<Found>) {
        let Some(found) = found else {
            self.found.set("class", "c-alert");
            self.found.say(&t("proof.unreachable"));
            return;
        };
        let (text, class) = found.line();
        self.found.set("class", class);
        self.found.say(&text);
        self.found_code.say(&found.code.unwrap_or_default());
        offer(&self.found_evidence, "peta-evidence.txt", found.evidence);
    }

    pub(super) fn show_own(&self, code: &str) {
        self.code.say(code);
        self.line.say(&t("proof.looking"));
        self.none.show(false);
        self.own.show(true);
    }

    pub(super) fn show_own_found(&self, found: Option<Found>) {
        let Some(found) = found else {
            self.line.say(&t("proof.unreachable"));
            return;
        };
        let (text, class) = found.line();
        self.line.set("class", class);
        self.line.say(&text);
        let name = found.code.as_deref().unwrap_or("peta");
        offer(&self.save, &[name, ".tlog-proof"].concat(), found.proof);
        offer(&self.evidence, "peta-evidence.txt", found.evidence);
    }

    pub(super) fn say_server(&self, key: Option<&str>) {
        if let Some(key) = key {
            self.server.say(&t(key));
            self.server.show(true);
        }
    }

    /// The QR code of the receipt.
    pub(super) fn draw(&self, answer: &Answer) {
        if let Some(picture) = answer.text("picture") {
            self.drawing.set("src", &picture);
            self.qr.show(true);
        }
    }
}

/// A button that saves a text, where there is one.
fn offer(button: &Part, name: &str, text: Option<String>) {
    button.show(text.is_some());
    if let Some(text) = text {
        let name = name.to_owned();
        button.act(move || {
            file::save_file(&name, &text);
        });
    }
}
