//! The worst day of an event floor: tablets in a storm, an outage, dead
//! batteries; and at its end each vote counts once.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicUsize, Ordering::Relaxed},
    time::{Duration, Instant},
};

use futures::future::try_join_all;
use tokio::time::sleep;
use wire::{Card, Channel, Phase};

use crate::{
    appearance::Screen,
    browser::Browser,
    error::{JourneyError, Outcome, same},
    proxy::Weather,
    setup::Setup,
    site::Site,
    texts::Texts,
    visitor::Visitor,
    wait::eventually_within,
};

/// How bad the day is.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    pub tablets: usize,
    /// One person each, all with a code of their own.
    pub votes: usize,
    /// How many of them see the tablet die in their hands.
    pub deaths: usize,
    /// How long nothing gets through, from when a third has voted.
    pub outage: Duration,
}

/// What came of it.
#[derive(Clone, Copy, Debug)]
pub struct Report {
    /// Votes that count at the end: as many as people.
    pub counted: u64,
    /// Votes that their voter gave twice, since the tablet died before it said
    /// that it has the first one.
    pub replaced: u64,
    pub deaths: usize,
    /// Until the last one had voted.
    pub voting: Duration,
    /// From when the network was fair again until all had arrived.
    pub arriving: Duration,
}

/// How long the last votes may take once the network is there again.
const ARRIVE: Duration = Duration::from_mins(3);

struct Day<'a> {
    site: &'a Site,
    texts: Texts,
    said: Texts,
    cards: Vec<Card>,
    codes: Vec<String>,
    plan: Plan,
    voted: AtomicUsize,
    died: AtomicUsize,
}

/// Lives through it. Fails where a vote is missing, counts twice or went to
/// another innovation.
pub async fn chaos(plan: Plan) -> Outcome<Report> {
    let site = Site::open(Setup::PREPARING).await?;
    let people = u32::try_from(plan.votes).unwrap_or(u32::MAX);
    let day = Day {
        codes: site.codes(people).await?,
        texts: Texts::of("id")?,
        said: Texts::of("desk/id")?,
        cards: site.cards().await?,
        site: &site,
        plan,
        voted: AtomicUsize::new(0),
        died: AtomicUsize::new(0),
    };
    site.phase(Phase::Voting).await?;
    let mut tablets = Vec::new();
    for _ in 0..plan.tablets {
        let tablet = Visitor::arrive(Browser::Chromium, Screen::TABLET, site.url("")).await?;
        tablet.enrol(&site).await?;
        tablets.push(tablet);
    }
    site.weather(Weather::Storm);
    let begun = Instant::now();
    let (tablets, ()) = tokio::try_join!(day.all(tablets), day.outage())?;
    let voting = begun.elapsed();
    site.weather(Weather::Fair);
    let begun = Instant::now();
    let votes = plan.votes as u64;
    let standings = eventually_within(ARRIVE, "all votes arrive", async || {
        match site.standings().await {
            Ok(standings) if standings.ballots >= votes => Ok(standings),
            other => Err(format!("{other:?}")),
        }
    })
    .await?;
    let arriving = begun.elapsed();
    for tablet in &tablets {
        tablet.queue_is_sent().await?;
    }
    same(&votes, &site.standings().await?.ballots)?;
    same(&votes, &site.came_by(Channel::Kiosk).await?)?;
    day.check_counts().await?;
    for tablet in tablets {
        tablet.leave().await?;
    }
    site.check().await?;
    Ok(Report {
        counted: standings.ballots,
        replaced: standings.replaced,
        deaths: day.died.into_inner(),
        voting,
        arriving,
    })
}

impl Day<'_> {
    /// All tablets at once; each takes the next person until all have voted.
    async fn all(&self, tablets: Vec<Visitor>) -> Outcome<Vec<Visitor>> {
        let next = AtomicUsize::new(0);
        try_join_all(tablets.into_iter().map(|tablet| self.serve(tablet, &next))).await
    }

    async fn serve(&self, mut tablet: Visitor, next: &AtomicUsize) -> Outcome<Visitor> {
        loop {
            let person = next.fetch_add(1, Relaxed);
            if person >= self.plan.votes {
                return Ok(tablet);
            }
            if self.dies_with(person) {
                let moment = Duration::from_millis(fastrand::u64(100..6000));
                let said_so = tokio::select! {
                    voted = self.vote(&tablet, person) => voted.map(|()| true)?,
                    () = sleep(moment) => false,
                };
                tablet = tablet.dies_and_returns(Screen::TABLET).await?;
                self.died.fetch_add(1, Relaxed);
                tablet.open("/kiosk").await?;
                if !said_so {
                    self.vote(&tablet, person).await?;
                }
            } else {
                self.vote(&tablet, person).await?;
            }
            self.voted.fetch_add(1, Relaxed);
        }
    }

    /// Evenly over the day.
    fn dies_with(&self, person: usize) -> bool {
        let Plan { votes, deaths, .. } = self.plan;
        person * deaths / votes != (person + 1) * deaths / votes
    }

    fn pick(&self, person: usize) -> &Card {
        &self.cards[person * 7 % self.cards.len()]
    }

    async fn vote(&self, tablet: &Visitor, person: usize) -> Outcome {
        let card = self.pick(person);
        tablet.press(".c-attract__begin", "").await?;
        tablet.enter_code(&self.codes[person]).await?;
        tablet.press("nav a", self.texts.get("nav.board")?).await?;
        tablet.search(&card.name).await?;
        tablet.pick(card).await?;
        tablet.cast_at_kiosk(&self.texts).await?;
        tablet
            .press(".c-thanks-card button", self.said.get("kiosk.done")?)
            .await?;
        tablet.find(".c-attract__begin", "").await.map(drop)
    }

    async fn outage(&self) -> Outcome {
        while self.voted.load(Relaxed) * 3 < self.plan.votes {
            sleep(Duration::from_millis(200)).await;
        }
        self.site.weather(Weather::Cut);
        sleep(self.plan.outage).await;
        self.site.weather(Weather::Storm);
        Ok(())
    }

    /// Each innovation has the votes of those who picked it.
    async fn check_counts(&self) -> Outcome {
        let mut expected = BTreeMap::new();
        for person in 0..self.plan.votes {
            *expected.entry(self.pick(person).number).or_insert(0) += 1;
        }
        let standings = self.site.standings().await?;
        let rows = standings.contests.iter().flat_map(|contest| &contest.rows);
        let counted: BTreeMap<_, _> = rows
            .filter(|row| row.votes > 0)
            .map(|row| (row.number, row.votes))
            .collect();
        if expected == counted {
            Ok(())
        } else {
            Err(JourneyError::broken(format!(
                "expected {expected:?}, counted {counted:?}"
            )))
        }
    }
}
