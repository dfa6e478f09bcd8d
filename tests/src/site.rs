//! A server with the sample edition, a database of its own, and a network
//! before it.

use std::{collections::BTreeMap, fs, path::PathBuf, sync::Arc, time::Duration};

use ledger::Code;
use replay::{
    cast::{self, Booth},
    connection::Connection,
    pabulib::Vote,
    peta::{Peta, Server},
};
use tempfile::TempDir;
use wire::{Card, CategoryCode, Channel, Clock, EditionSlug, Hex, Phase, Standings};

use crate::{
    error::{JourneyError, Outcome},
    place,
    proxy::{Proxy, Weather},
    setup::{Setup, copy, rewrite},
    wait::eventually,
};

/// The edition's folder, within that of the journey.
const EDITION: &str = "edition";

/// A running product.
pub struct Site {
    peta: Peta,
    slug: EditionSlug,
    server: Server,
    proxy: Proxy,
    folder: TempDir,
}

impl Site {
    pub async fn open(setup: Setup) -> Outcome<Self> {
        let folder = tempfile::tempdir().map_err(JourneyError::Network)?;
        let edition = folder.path().join(EDITION);
        copy(&place::root().join("data/belitung-timur"), &edition)?;
        let slug = rewrite(&edition.join("edition.toml"), setup.voting)?;
        let peta = Peta::new(place::peta()?, folder.path().join("peta.db"));
        peta.import(&edition).await?;
        if setup.phase != Phase::Preparing {
            peta.phase(&slug, setup.phase).await?;
        }
        let server = peta.serve().await?;
        let proxy = Proxy::before(server.address())
            .await
            .map_err(JourneyError::Network)?;
        Ok(Self {
            peta,
            slug,
            server,
            proxy,
            folder,
        })
    }

    /// The address that visitors use: through the network that can fail.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.proxy.address())
    }

    pub fn weather(&self, weather: Weather) {
        self.proxy.set(weather);
    }

    pub fn server(&self) -> &Server {
        &self.server
    }

    /// Makes voting codes for a booth and lets them vote. Only before voting
    /// is opened, and once: the batch is the first.
    pub async fn codes(&self, count: u32) -> Outcome<Vec<String>> {
        let out = self.folder.path().join("codes");
        self.peta.codes(&self.slug, "Manggar", count, &out).await?;
        self.peta.activate_codes(&self.slug, 1).await?;
        let path = out.join("batch-1.csv");
        let table =
            fs::read_to_string(&path).map_err(|source| JourneyError::File { path, source })?;
        let codes = table.lines().skip(1);
        Ok(codes
            .filter_map(|line| Some(line.rsplit_once(',')?.1.to_owned()))
            .collect())
    }

    /// What the QR code of a slip holds, without the site's address.
    pub fn slip(&self, code: &str) -> Outcome<String> {
        let code: Code = code
            .parse()
            .map_err(|error| JourneyError::broken(format!("{code}: {error}")))?;
        Ok(format!("/kode#k={}", Hex(code.seed(&self.slug))))
    }

    /// A signed link's path and fragment: `presenter`, or `kiosk` with a booth.
    pub async fn link(&self, role: &str, booth: Option<&str>) -> Outcome<String> {
        Ok(self.peta.link(&self.slug, role, booth).await?)
    }

    /// Takes a link back.
    pub async fn revoke(&self, number: u32) -> Outcome {
        Ok(self.peta.revoke(&self.slug, number).await?)
    }

    /// Feeds in a kiosk's queue from a text.
    pub async fn ingest(&self, queue: &str) -> Outcome<String> {
        let path = self.folder.path().join("queue.txt");
        fs::write(&path, queue).map_err(|source| JourneyError::File {
            path: path.clone(),
            source,
        })?;
        Ok(self.peta.ingest(&self.slug, &path).await?)
    }

    /// Waits for the published result, and writes the archive of the edition.
    pub async fn archive(&self) -> Outcome<PathBuf> {
        self.result().await?;
        let folder = self.folder.path().join("archive");
        self.peta.archive(&self.slug, &folder).await?;
        Ok(folder)
    }

    /// Waits until the public log has a result.
    pub async fn result(&self) -> Outcome {
        let mut connection = Connection::new(self.server.address());
        eventually("the log has a result", async || {
            match connection.get("/archive/result.json").await {
                Ok((status, _)) if status.is_success() => Ok(()),
                other => Err(format!("{other:?}")),
            }
        })
        .await
    }

    pub fn slug(&self) -> &EditionSlug {
        &self.slug
    }

    /// Ballots that count, by the channel that they came by.
    pub async fn came_by(&self, channel: Channel) -> Outcome<u64> {
        let standings = self.standings().await?;
        let counts = standings.channels.iter();
        Ok(counts
            .filter(|it| it.channel == channel)
            .map(|it| it.ballots)
            .sum())
    }

    /// Moves the edition on, and waits until the running server knows.
    pub async fn phase(&self, phase: Phase) -> Outcome {
        self.peta.phase(&self.slug, phase).await?;
        eventually(
            &format!("the server knows the phase {}", phase.as_str()),
            async || match self.standings().await {
                Ok(standings) if standings.phase == phase => Ok(()),
                other => Err(format!("{other:?}")),
            },
        )
        .await
    }

    /// Other lines for `[voting]`, while the edition is being prepared. The
    /// server knows them by the time that it knows the next phase.
    pub async fn voting(&self, lines: &str) -> Outcome {
        let edition = self.folder.path().join(EDITION);
        rewrite(&edition.join("edition.toml"), lines)?;
        Ok(self.peta.import(&edition).await?)
    }

    /// Another table of innovations, while the edition is being prepared. The
    /// server knows it by the time that it knows the next phase.
    pub async fn innovations(&self, change: impl FnOnce(String) -> String) -> Outcome {
        let edition = self.folder.path().join(EDITION);
        let path = edition.join("innovations.csv");
        let failed = |source| JourneyError::File {
            path: path.clone(),
            source,
        };
        let text = fs::read_to_string(&path).map_err(failed)?;
        fs::write(&path, change(text)).map_err(failed)?;
        Ok(self.peta.import(&edition).await?)
    }

    /// Corrects a text of the innovations, and waits until the running server knows.
    pub async fn correct(&self, old: &str, new: &str) -> Outcome {
        let edition = self.folder.path().join(EDITION);
        let path = edition.join("innovations.csv");
        let failed = |source| JourneyError::File {
            path: path.clone(),
            source,
        };
        let text = fs::read_to_string(&path).map_err(failed)?;
        fs::write(&path, text.replace(old, new)).map_err(failed)?;
        self.peta.import(&edition).await?;
        eventually(&format!("the server knows {new:?}"), async || {
            match self.cards().await {
                Ok(cards) if cards.iter().any(|card| card.summary == new) => Ok(()),
                other => Err(format!("{other:?}")),
            }
        })
        .await
    }

    /// A moment from now, by the server's clock, as edition.toml has it.
    pub async fn moment_in(&self, time: Duration) -> Outcome<String> {
        let clock: Clock = Connection::new(self.server.address())
            .json("/api/v1/clock")
            .await?;
        Ok(serde_json::to_string(&(clock.now + time))?)
    }

    /// What the API says, past the network that can fail.
    pub async fn standings(&self) -> Outcome<Standings> {
        Ok(Connection::new(self.server.address())
            .json("/api/v1/standings")
            .await?)
    }

    /// The innovations, as the API lists them.
    pub async fn cards(&self) -> Outcome<Vec<Card>> {
        let list: List = Connection::new(self.server.address())
            .json("/api/v1/innovations?limit=500")
            .await?;
        Ok(list.items)
    }

    /// Casts that many ballots as other people would: fewer for each next
    /// innovation of a category, so that results look like results.
    pub async fn votes_from_others(&self, ballots: usize) -> Outcome {
        let mut categories: BTreeMap<CategoryCode, Vec<usize>> = BTreeMap::new();
        let cards = self.cards().await?;
        for (at, card) in cards.iter().enumerate() {
            categories
                .entry(card.category.clone())
                .or_default()
                .push(at);
        }
        let votes = (0..ballots)
            .map(|voter| {
                let share = |(index, members): (usize, &Vec<usize>)| {
                    let spread = voter * 7 + index * 3;
                    let weight = spread % (members.len() * (members.len() + 1) / 2);
                    let mut left = weight;
                    let place = (0..members.len()).find(|place| {
                        let share = members.len() - place;
                        let found = left < share;
                        left = left.saturating_sub(share);
                        found
                    });
                    (spread % 4 != 0).then(|| members[place.unwrap_or(0)])
                };
                let projects: Vec<usize> =
                    categories.values().enumerate().filter_map(share).collect();
                let projects = if projects.is_empty() {
                    vec![voter % cards.len()]
                } else {
                    projects
                };
                Vote {
                    voter: voter.to_string(),
                    projects,
                    values: Vec::new(),
                }
            })
            .collect();
        self.cast(&cards, votes).await
    }

    /// Casts that many ballots with one mark each, so few different ones that
    /// everybody may see what each of them holds.
    pub async fn votes_alike(&self, ballots: usize) -> Outcome {
        let cards = self.cards().await?;
        let vote = |voter: usize| Vote {
            voter: voter.to_string(),
            projects: vec![voter * voter % 7],
            values: Vec::new(),
        };
        self.cast(&cards, (0..ballots).map(vote).collect()).await
    }

    async fn cast(&self, cards: &[Card], votes: Vec<Vote>) -> Outcome {
        let ids: Vec<_> = cards.iter().map(|card| card.id.clone()).collect();
        let booth = Booth::open(self.server.address(), &ids, votes).await?;
        let outcome = cast::all(Arc::new(booth), self.server.address(), 16).await?;
        if let Some((_, refusal)) = outcome.refused.first_key_value() {
            return Err(JourneyError::broken(format!("{refusal:?}")));
        }
        Ok(())
    }

    /// The votes of one innovation, as the API tells them.
    pub async fn votes(&self, card: &Card) -> Outcome<u64> {
        let standings = self.standings().await?;
        let mut rows = standings.contests.iter().flat_map(|contest| &contest.rows);
        rows.find(|row| row.number == card.number)
            .map(|row| row.votes)
            .ok_or_else(|| JourneyError::broken(format!("no standing of {}", card.name)))
    }

    /// Waits until the server counts that many ballots.
    pub async fn counts(&self, ballots: u64) -> Outcome<Standings> {
        self.counts_after(ballots, 0).await
    }

    /// Waits until the server counts that many ballots, after as many were
    /// replaced by later ones.
    pub async fn counts_after(&self, ballots: u64, replaced: u64) -> Outcome<Standings> {
        let what = format!("the server counts {ballots} ballots and {replaced} replaced ones");
        eventually(&what, async || match self.standings().await {
            Ok(standings) if (standings.ballots, standings.replaced) == (ballots, replaced) => {
                Ok(standings)
            }
            other => Err(format!("{other:?}")),
        })
        .await
    }

    /// Whether database and ballots are whole.
    pub async fn check(&self) -> Outcome {
        Ok(self.peta.check().await?)
    }
}

#[derive(serde::Deserialize)]
struct List {
    items: Vec<Card>,
}
