//! One journey from start to end, and a picture of where it ended if it went wrong.

use std::{fs, thread};

use tokio::runtime::Builder;

use crate::{
    appearance::Screen,
    browser::Browser,
    error::{JourneyError, Outcome},
    place,
    setup::Setup,
    site::Site,
    visitor::Visitor,
};

/// Makes a journey: a server, a browser, a visitor who has never been here.
///
/// At the end the console must hold no error, and the database must be whole.
pub fn journey(
    browser: Browser,
    setup: Setup,
    screen: Screen,
    make: &impl AsyncFn(&Visitor, &Site) -> Outcome,
) -> Outcome {
    let runtime = Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .map_err(JourneyError::Network)?;
    runtime.block_on(async {
        let site = Site::open(setup).await?;
        let visitor = Visitor::arrive(browser, screen, site.url("")).await?;
        let mut outcome = make(&visitor, &site).await;
        let console = visitor.console_is_clean().await;
        if let Err(error) = &outcome {
            keep_evidence(&visitor).await;
            // What the page complained of is often the cause.
            if let Err(console) = console {
                outcome = Err(JourneyError::broken(format!("{error}\n{console}")));
            }
        } else {
            outcome = console;
        }
        visitor.leave().await?;
        outcome?;
        site.check().await
    })
}

/// What the visitor saw last, in `target/journeys`, named after the test.
async fn keep_evidence(visitor: &Visitor) {
    let folder = place::target().join("journeys");
    let name = thread::current()
        .name()
        .unwrap_or("journey")
        .replace("::", "-");
    let kept = async {
        fs::create_dir_all(&folder).map_err(JourneyError::Network)?;
        let picture = visitor.picture().await?;
        fs::write(folder.join(format!("{name}.png")), picture).map_err(JourneyError::Network)?;
        let page = visitor.source().await?;
        fs::write(folder.join(format!("{name}.html")), page).map_err(JourneyError::Network)
    };
    // The journey's own error matters more than that it could not be pictured.
    drop(kept.await);
}

/// Makes each journey in each browser: a test for each pair.
#[macro_export]
macro_rules! journeys {
    ($($name:ident),+ $(,)?) => {
        mod chromium {
            $(
                #[test]
                fn $name() -> $crate::Outcome {
                    super::$name($crate::Browser::Chromium)
                }
            )+
        }
        mod firefox {
            $(
                #[test]
                fn $name() -> $crate::Outcome {
                    super::$name($crate::Browser::Firefox)
                }
            )+
        }
    };
}
