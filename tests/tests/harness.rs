//! The harness notices what it is there to notice.

use journeys::{Browser, JourneyError, Outcome, Screen, Setup, Visitor, journey, journeys, same};

journeys!(
    an_error_on_the_console,
    an_inaccessible_page,
    something_too_wide,
    something_cut_off,
    a_keyboard_trap
);

/// The step must end with an error that says this.
fn refused(outcome: Outcome, words: &str) -> Outcome {
    match outcome {
        Err(error) if error.to_string().contains(words) => Ok(()),
        Err(error) => Err(error),
        Ok(()) => Err(JourneyError::broken(format!(
            "nothing was said about {words:?}"
        ))),
    }
}

async fn change(visitor: &Visitor, script: &str) -> Outcome {
    visitor.ask(script, Vec::new()).await.map(drop)
}

fn an_error_on_the_console(browser: Browser) -> Outcome {
    let script = "console.error('peta: on purpose')";
    let outcome = journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, _| {
            visitor.open("/about").await?;
            change(visitor, script).await
        },
    );
    refused(outcome, "on purpose")
}

fn an_inaccessible_page(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, _| {
            visitor.open("/about").await?;
            let script = "document.querySelector('main, .c-page').insertAdjacentHTML('beforeend', '<button></button>')";
            change(visitor, script).await?;
            refused(visitor.page_is_accessible("/about").await, "button-name")
        },
    )
}

fn something_too_wide(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, _| {
            visitor.open("/about").await?;
            let script = "const it = document.createElement('div');
            it.className = 'too-wide'; it.textContent = 'w'.repeat(500);
            it.style.whiteSpace = 'nowrap'; it.style.position = 'absolute'; it.style.left = '0';
            document.body.append(it)";
            change(visitor, script).await?;
            match visitor.fits_its_width("/about").await {
                Err(JourneyError::Waited { seen, .. }) => same(&true, &seen.contains("too-wide")),
                other => refused(other, "too-wide"),
            }
        },
    )
}

fn something_cut_off(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, _| {
            visitor.open("/about").await?;
            let script = "const it = document.createElement('p');
            it.className = 'cut-off'; it.textContent = 'w '.repeat(500);
            it.style.overflow = 'hidden'; it.style.blockSize = '2rem';
            document.querySelector('h1').after(it)";
            change(visitor, script).await?;
            refused(visitor.nothing_is_clipped("/about").await, "P.cut-off")
        },
    )
}

fn a_keyboard_trap(browser: Browser) -> Outcome {
    journey(
        browser,
        Setup::default(),
        Screen::PHONE,
        &async |visitor, _| {
            visitor.open("/about").await?;
            refused(visitor.tab_to(".nowhere", "").await, "Tab does not lead to")
        },
    )
}
