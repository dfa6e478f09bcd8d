//! Native, WebAssembly and Python count 1,000 random elections with ties, byte for
//! byte the same.

use std::{
    io::Write as _,
    process::{Command, Stdio},
};

use fastrand::Rng;
use journeys::{JourneyError, Outcome, root, verifier_folder};
use serde_json::{Value, json};

const ELECTIONS: usize = 1000;

/// Runs the page's own program on each line that it is given.
const NODE: &str = "
const fs = require('fs'), folder = process.argv[1];
const bindgen = new Function(fs.readFileSync(folder + '/verifier.js', 'utf8') + ';return wasm_bindgen;')();
bindgen.initSync({ module: fs.readFileSync(folder + '/verifier_bg.wasm') });
for (const line of fs.readFileSync(0, 'utf8').split('\\n')) if (line) console.log(bindgen.count(line));
";

/// Few ballots and few to choose from, so that many of them tie.
fn election(chance: &mut Rng) -> Value {
    let contests = if chance.bool() { 1 } else { chance.usize(2..5) };
    let rule = match chance.u8(0..6) {
        0 => json!({ "kind": "one_per_category" }),
        1 => json!({ "kind": "approval", "max": chance.u16(1..5) }),
        2 => {
            let total = chance.u16(1..12);
            json!({ "kind": "points", "total": total, "max": chance.u16(1..=total) })
        }
        3 => json!({ "kind": "score", "max": chance.u16(1..6) }),
        4 => json!({ "kind": "ranked", "max": chance.u16(1..6), "count": "borda" }),
        _ => json!({ "kind": "ranked", "max": chance.u16(1..6), "count": "instant_runoff" }),
    };
    let kind = rule["kind"].as_str().unwrap_or_default().to_owned();
    let contests = if kind == "one_per_category" {
        contests
    } else {
        1
    };
    let number_of =
        |rule: &Value, key: &str| u16::try_from(rule[key].as_u64().unwrap_or(1)).unwrap_or(1);
    let (max, total) = (number_of(&rule, "max"), number_of(&rule, "total"));
    let mut next = 0_u32;
    let all: Vec<Vec<u32>> = (0..contests)
        .map(|_| {
            let size = chance.u32(1..7);
            next += size;
            (next - size + 1..=next).collect()
        })
        .collect();
    let listed: Vec<Value> = all
        .iter()
        .map(|numbers| {
            let size = u16::try_from(numbers.len()).unwrap_or(1);
            let mut contest = match kind.as_str() {
                "one_per_category" => {
                    json!({ "category": format!("k{}", numbers[0]), "max_marks": 1 })
                }
                "approval" | "ranked" => json!({ "max_marks": max }),
                "points" => json!({ "max_marks": total.min(size) }),
                _ => json!({ "max_marks": size }),
            };
            match kind.as_str() {
                "points" => {
                    contest["values"] = json!({ "kind": "points", "total": total, "max": max });
                }
                "score" => contest["values"] = json!({ "kind": "score", "max": max }),
                "ranked" => contest["values"] = json!({ "kind": "places", "count": rule["count"] }),
                _ => {}
            }
            contest["numbers"] = json!(numbers);
            contest
        })
        .collect();
    let ballots: Vec<Vec<(usize, u32, u16)>> = (0..chance.usize(0..14))
        .map(|_| ballot(chance, &kind, &all, max, total))
        .filter(|it| !it.is_empty())
        .collect();
    let tie_rule = ["joint_winners", "jury_mean", "lot"][chance.usize(0..3)];
    let mut manifest = json!({
        "version": 1, "edition": "acak", "name": {}, "rule": rule, "tie_rule": tie_rule,
        "visibility": { "kind": "live" }, "contests": listed, "innovations": [],
    });
    if tie_rule == "lot" {
        manifest["lot_source"] = json!("undian");
    }
    if chance.u8(0..4) == 0 {
        manifest["minimum_turnout"] = json!(chance.u16(1..12));
    }
    let mut election =
        json!({ "manifest": manifest, "total_ballots": ballots.len(), "ballots": ballots });
    // In some of them it is not known yet; not every innovation has a mean.
    match tie_rule {
        "jury_mean" if chance.u8(0..4) > 0 => election["jury"] = means(chance, next),
        "lot" if chance.u8(0..4) > 0 => {
            let value = format!("{}, {} – {}", chance.u8(..), chance.u8(..), chance.u8(..));
            let manifest = wire::Hex::<32>([0; 32].map(|_: u8| chance.u8(..)));
            election["lot"] = json!([value, manifest.to_string()]);
        }
        _ => {}
    }
    election
}

/// Few values, so that many of them are equal, in several spellings.
fn means(chance: &mut Rng, innovations: u32) -> Value {
    const SPELLINGS: [&str; 5] = ["7.5", "7.50", "07.500000", "80.25", "0"];
    let has_all = chance.bool();
    let mut means = Vec::new();
    for number in 1..=innovations {
        if has_all || chance.u8(0..8) > 0 {
            let mean = SPELLINGS[chance.usize(0..5)];
            means.push(json!({ "number": number, "mean": mean }));
        }
    }
    json!({ "means": means })
}

fn ballot(
    chance: &mut Rng,
    kind: &str,
    contests: &[Vec<u32>],
    max: u16,
    total: u16,
) -> Vec<(usize, u32, u16)> {
    let mut marks = Vec::new();
    for (contest, numbers) in contests.iter().enumerate() {
        let mut numbers = numbers.clone();
        chance.shuffle(&mut numbers);
        let (mut left, most) = (total, chance.usize(0..=numbers.len()));
        let most = match kind {
            "one_per_category" => most.min(1),
            "approval" | "ranked" => most.min(usize::from(max)),
            _ => most,
        };
        for (place, number) in (1..).zip(&numbers[..most]) {
            let value = match kind {
                "points" if left == 0 => break,
                "points" => chance.u16(1..=max.min(left)),
                "score" => chance.u16(1..=max),
                "ranked" => place,
                _ => 1,
            };
            left = left.saturating_sub(value);
            marks.push((contest, *number, value));
        }
    }
    marks.sort_unstable();
    marks
}

/// What a program prints when it is given all lines.
fn printed(program: &mut Command, lines: &str) -> Outcome<String> {
    let mut child = program
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(JourneyError::Network)?;
    let mut input = child.stdin.take();
    let text = lines.to_owned();
    let writer = std::thread::spawn(move || input.as_mut().map(|it| it.write_all(text.as_bytes())));
    let output = child.wait_with_output().map_err(JourneyError::Network)?;
    drop(writer.join());
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[test]
fn three_programs_count_the_same() -> Outcome {
    let mut chance = Rng::with_seed(4);
    let lines: Vec<String> = (0..ELECTIONS)
        .map(|_| election(&mut chance).to_string())
        .collect();
    let native: Result<Vec<String>, String> = lines.iter().map(|it| verifier::count(it)).collect();
    let native = native.map_err(JourneyError::broken)?;
    let ties = native
        .iter()
        .filter(|it| it.contains("\"tied\":true"))
        .count();
    assert!(ties > ELECTIONS / 4, "{ties} with a tie");
    for by in ["jury_mean", "lot"] {
        let said = format!("\"settled\":{{\"by\":\"{by}\"");
        let settled = native.iter().filter(|it| it.contains(&said)).count();
        assert!(settled > ELECTIONS / 50, "{settled} settled by {by}");
    }
    let all = lines.join("\n") + "\n";
    let mut python = Command::new("python3");
    python
        .arg("-B")
        .arg(root().join("tools/verify.py"))
        .arg("--count");
    let mut node = Command::new("node");
    node.args(["-e", NODE]).arg(verifier_folder()?);
    for (name, program) in [("Python", &mut python), ("WebAssembly", &mut node)] {
        let counted = printed(program, &all)?;
        let counted: Vec<&str> = counted.lines().collect();
        assert_eq!(counted.len(), ELECTIONS, "{name}");
        for ((line, ours), theirs) in lines.iter().zip(&native).zip(counted) {
            assert_eq!(ours, theirs, "{name} of {line}");
        }
    }
    Ok(())
}
