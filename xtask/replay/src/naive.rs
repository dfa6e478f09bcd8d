//! Instant run-off once more, too simple to be wrong: every round is counted
//! anew. The rules are those of docs/PROTOCOL.md, with joint winners.

/// For each project its ballots in the last round that it stood in. `ballots`
/// name projects, the first choice first.
pub(crate) fn run_off(projects: usize, ballots: &[&[usize]]) -> Vec<u64> {
    let mut standing: Vec<usize> = (0..projects).collect();
    let mut last = vec![0; projects];
    let mut past: Vec<Vec<u64>> = Vec::new();
    loop {
        let mut votes = vec![0_u64; projects];
        for ballot in ballots {
            if let Some(project) = ballot.iter().find(|project| standing.contains(project)) {
                votes[*project] += 1;
            }
        }
        for project in &standing {
            last[*project] = votes[*project];
        }
        let leaving = leaving(&standing, &votes, &past);
        if leaving.is_empty() {
            return last;
        }
        standing.retain(|project| !leaving.contains(project));
        past.push(votes);
    }
}

fn leaving(standing: &[usize], votes: &[u64], past: &[Vec<u64>]) -> Vec<usize> {
    let of = |project: &usize| votes[*project];
    let total: u64 = standing.iter().map(of).sum();
    let most = standing.iter().map(of).max().unwrap_or(0);
    if most * 2 > total || total == 0 {
        return Vec::new();
    }
    let least = standing.iter().map(of).min().unwrap_or(0);
    let (lowest, others): (Vec<usize>, Vec<usize>) =
        standing.iter().partition(|project| of(project) == least);
    let mut alike = lowest.clone();
    for votes in past.iter().rev() {
        let least = alike.iter().map(|project| votes[*project]).min();
        alike.retain(|project| Some(votes[*project]) == least);
    }
    let together: u64 = lowest.iter().map(of).sum();
    let no_chance = !others.is_empty() && others.iter().all(|project| together < of(project));
    if alike.len() > 1 && no_chance {
        return lowest;
    }
    if alike.len() == standing.len() {
        return Vec::new();
    }
    alike
}
