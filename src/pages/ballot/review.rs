//! The last look before the ballot is signed and sent.

use leptos::prelude::*;

use crate::{
    components::sign,
    i18n::{count, t},
    platform::document,
    state::{
        BallotBox, CatalogueState, EditionState, Session,
        ballot::{CastError, picks::in_contest},
    },
};

/// The dialog's id.
pub(super) const DIALOG: &str = "review";

#[component]
pub fn Review() -> impl IntoView {
    let edition = expect_context::<EditionState>();
    let ballot = expect_context::<BallotBox>();
    let catalogue = expect_context::<CatalogueState>();
    let session = expect_context::<Session>();
    let trouble = RwSignal::new(None::<CastError>);
    let on_cast = move |_| match ballot.cast() {
        Ok(()) => {
            trouble.set(None);
            document::close_dialog(DIALOG);
            document::focus(".c-ballot h1");
            session.notice.set(None);
            session.announce(t("ballot.waiting"));
        }
        Err(error) => trouble.set(Some(error)),
    };
    let picks = move || -> Vec<AnyView> {
        ballot
            .picks()
            .iter()
            .filter_map(|number| catalogue.by_number(*number))
            .map(|card| {
                view! {
                    <li>
                        {sign(edition.category(&card.category))}
                        <span>
                            <span class="c-review__category">
                                {edition.category_label(&card.category)}
                            </span>
                            <strong>{card.name.as_str()}</strong>
                        </span>
                    </li>
                }
                .into_any()
            })
            .collect()
    };
    let open = move || {
        let contests = ballot.contests();
        let picks = ballot.picks();
        let open = contests
            .iter()
            .filter(|it| it.category.is_some() && in_contest(&picks, it).is_empty())
            .count();
        (open > 0).then(|| view! { <p>{count("review.open", open)}</p> })
    };
    view! {
        <dialog class="c-dialog" id=DIALOG aria-labelledby="review-title">
            <h2 id="review-title">{t("review.title")}</h2>
            <ul class="c-review">{picks}</ul>
            {open}
            <p>{t("review.device")}</p>
            {move || {
                trouble
                    .get()
                    .map(|error| view! { <p class="c-alert" role="alert">{t(trouble_text(error))}</p> })
            }}
            <div class="c-dialog__actions">
                <button
                    type="button"
                    class="c-button"
                    on:click=|_| document::close_dialog(DIALOG)
                >
                    {t("review.back")}
                </button>
                <button type="button" class="c-button c-button--primary" on:click=on_cast>
                    {t("review.cast")}
                </button>
            </div>
        </dialog>
    }
}

const fn trouble_text(error: CastError) -> &'static str {
    match error {
        CastError::NoManifest => "problem.voting_not_open",
        CastError::Empty => "problem.invalid_marks",
        CastError::NotKept => "cast.not_kept",
        CastError::NoChance => "cast.no_chance",
        CastError::Exhausted => "cast.exhausted",
    }
}
