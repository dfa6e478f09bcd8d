#!/usr/bin/env python3
"""An independent checker of an election archive, written from docs/PROTOCOL.md alone.

    python3 tools/verify.py ARCHIVE_FOLDER [--log-key VKEY] [--checkpoint FILE] [--json]
    python3 tools/verify.py --count < elections.jsonl

It follows "Checking it" step by step and names the first thing that does not hold. It shares
no code with the software that it checks. Needs Python 3.11 and the package `cryptography`.
Exit status: 0 all holds, 1 refused, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import base64
import binascii
import json
import multiprocessing
import os
import re
import stat
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

Mark = tuple[int, int, int]

BALLOT, MANIFEST, OPEN, VOID, ACTIVATION = range(1, 6)
CLOSE, OPENINGS, RESULT, KEY_CHANGE, INCIDENT = range(6, 11)
KIND_NAMES = {
    BALLOT: "ballot", MANIFEST: "manifest", OPEN: "open", VOID: "void", ACTIVATION: "activation",
    CLOSE: "close", OPENINGS: "openings", RESULT: "result", KEY_CHANGE: "key change",
    INCIDENT: "incident",
}
FIXED_LENGTHS = {
    BALLOT: 164, MANIFEST: 33, OPEN: 41, ACTIVATION: 41, CLOSE: 41, OPENINGS: 41, RESULT: 41,
    KEY_CHANGE: 97,
}
VOID_BALLOT, VOID_CREDENTIAL, VOID_BATCH = 1, 2, 3
VOID_NAME_LENGTHS = {VOID_BALLOT: 32, VOID_CREDENTIAL: 32, VOID_BATCH: 4}
CHANNELS = ["device", "code", "kiosk", "paper"]
DEVICE, CODE, KIOSK, PAPER = range(4)
SEQ_LIMITS = {DEVICE: 500, CODE: 32_000, KIOSK: 32_000, PAPER: 32_000}

TILE_WIDTH = 256
NOTE_LIMIT = 512 * 1024
SIGNATURE_LIMIT = 64
TEXT_LIMIT = 1_000
KEY_FILE_LIMIT = 4 * 1024
JSON_LIMIT = 64 * 1024 * 1024
TILE_LIMIT = TILE_WIDTH * (2 + 0xFFFF)
LONGEST_KNOWN_ENTRY = 1 + 1 + 32 + 2 + TEXT_LIMIT
POOL_FROM = 4_096
POOL_CHUNK = 1_024

FIELD_PRIME = 2**255 - 19
SMALL_ORDER_Y = {
    0,
    1,
    FIELD_PRIME - 1,
    int.from_bytes(
        bytes.fromhex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05"), "little"
    ),
    int.from_bytes(
        bytes.fromhex("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a"), "little"
    ),
}


class Refused(Exception):
    """The first thing that does not hold, and where."""


# Bytes, hashes, signatures


def hash_of_leaf(entry: bytes) -> bytes:
    """The RFC 6962 leaf hash; of a ballot's entry this is the ballot hash."""
    return sha256(b"\x00" + entry).digest()


def hash_of_node(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node of the tree."""
    return sha256(b"\x01" + left + right).digest()


class Tree:
    """The root of a growing list of leaves; keeps one hash for each full subtree."""

    def __init__(self) -> None:
        self.size = 0
        self.subtrees: list[bytes] = []

    def push(self, leaf: bytes) -> None:
        """Add a leaf hash; two full subtrees of one size become one."""
        at, node = self.size, leaf
        while at & 1:
            node = hash_of_node(self.subtrees.pop(), node)
            at >>= 1
        self.subtrees.append(node)
        self.size += 1

    def root(self) -> bytes:
        """The root of all leaves so far."""
        if not self.subtrees:
            return sha256(b"").digest()
        root = self.subtrees[-1]
        for left in reversed(self.subtrees[:-1]):
            root = hash_of_node(left, root)
        return root


def root_of(leaves: Iterable[bytes]) -> bytes:
    """The root of the tree with these entries (not yet hashed)."""
    tree = Tree()
    for leaf in leaves:
        tree.push(hash_of_leaf(leaf))
    return tree.root()


def is_strict_point(encoding: bytes) -> bool:
    """Whether an encoded point is canonical (y < p) and not one of the small-order points."""
    y = int.from_bytes(encoding, "little") & (2**255 - 1)
    return y < FIELD_PRIME and y not in SMALL_ORDER_Y


def signature_verifies(public_key: bytes, signature: bytes, message: bytes) -> bool:
    """Ed25519, strictly: canonical encodings only, neither key nor R of small order."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    if not is_strict_point(public_key) or not is_strict_point(signature[:32]):
        return False
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def ballot_signature_verifies(entry: bytes) -> bool:
    """Whether the ballot in this entry is signed by its own credential."""
    return signature_verifies(entry[34:66], entry[100:164], b"peta/cast/v1" + entry[2:100])


def badly_signed(ballots: list[tuple[int, bytes]]) -> list[int]:
    """The log indexes of those of these ballots whose signature does not verify."""
    return [index for index, entry in ballots if not ballot_signature_verifies(entry)]


def all_badly_signed(ballots: list[tuple[int, bytes]]) -> set[int]:
    """The same for many ballots, on all cores where that is worth it."""
    if len(ballots) < POOL_FROM:
        return set(badly_signed(ballots))
    chunks = (ballots[at : at + POOL_CHUNK] for at in range(0, len(ballots), POOL_CHUNK))
    with multiprocessing.Pool() as pool:
        return {index for bad in pool.imap_unordered(badly_signed, chunks) for index in bad}


def u16(data: bytes, at: int) -> int:
    """A big-endian number of two bytes."""
    return int.from_bytes(data[at : at + 2], "big")


def u32(data: bytes, at: int) -> int:
    """A big-endian number of four bytes."""
    return int.from_bytes(data[at : at + 4], "big")


def u64(data: bytes, at: int) -> int:
    """A big-endian number of eight bytes."""
    return int.from_bytes(data[at : at + 8], "big")


# Reading what nobody vouches for


def read_file(path: Path, name: str, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes."""
    try:
        found = os.stat(path)
        if not stat.S_ISREG(found.st_mode):
            raise Refused(f"{name}: not a file")
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Refused(f"{name}: missing") from None
    except (OSError, ValueError):
        raise Refused(f"{name}: not readable") from None
    if len(data) > limit:
        raise Refused(f"{name}: longer than {limit} bytes")
    return data


def decode_base64(text: str) -> bytes | None:
    """RFC 4648, section 4, with padding; None for any other spelling."""
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if base64.b64encode(data).decode() == text else None


def decode_hex(text: Any, length: int) -> bytes | None:
    """Lower-case hexadecimal of a fixed length; None for anything else."""
    if type(text) is not str or not re.fullmatch(r"[0-9a-f]*", text) or len(text) != 2 * length:
        return None
    return bytes.fromhex(text)


def unique_fields(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, in which no name stands twice: readers would differ about it."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise ValueError("a name stands twice")
    return fields


def refuse_constant(name: str) -> None:
    """NaN and Infinity are no JSON."""
    raise ValueError(name)


def decode_json(data: bytes, name: str) -> Any:
    """Strict JSON in UTF-8."""
    try:
        text = data.decode("utf-8")
        return json.loads(
            text, object_pairs_hook=unique_fields, parse_constant=refuse_constant
        )
    except (ValueError, RecursionError):
        raise Refused(f"{name}: no JSON, or a name stands twice in it") from None


def is_count(value: Any, least: int = 0, most: int = 2**64 - 1) -> bool:
    """Whether this is a whole number in bounds (true and 1.0 are none)."""
    return type(value) is int and least <= value <= most


def demand(holds: object, finding: str) -> None:
    """Refuse with this finding unless it holds."""
    if not holds:
        raise Refused(finding)


def printable(text: str) -> str:
    """A text of others, made fit for a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def tile_number(number: int) -> str:
    """1234067 as x001/x234/067."""
    path = f"{number % 1000:03}"
    while number >= 1000:
        number //= 1000
        path = f"x{number % 1000:03}/{path}"
    return path


def tile_pieces(data: bytes, width: int, name: str, where: str, first: int) -> Iterator[bytes]:
    """The `width` pieces of a tile, each a length and so many bytes, and nothing behind them."""
    at = 0
    for place in range(first, first + width):
        demand(at + 2 <= len(data), f"{where} {place}: {name} ends before it")
        end = at + 2 + u16(data, at)
        demand(end <= len(data), f"{where} {place}: {name} ends within it")
        yield data[at + 2 : end]
        at = end
    demand(at == len(data), f"{where} {first + width}: {name} has bytes behind its last")


# Keys, notes, checkpoints


@dataclass(frozen=True)
class LogKey:
    """A log's key: its name, and the public key that signs for it."""

    name: str
    public_key: bytes

    def key_id(self) -> bytes:
        """The first four bytes of the hash of name, algorithm and key."""
        return sha256(self.name.encode() + b"\n\x01" + self.public_key).digest()[:4]


def is_key_name(name: str) -> bool:
    """Not empty, no Unicode spaces, no control characters, no plus signs."""
    bad = (char.isspace() or char == "+" or unicodedata.category(char) == "Cc" for char in name)
    return name != "" and not any(bad)


def decode_log_key(text: str, where: str) -> LogKey:
    """A key as it is written: name+id+base64."""
    parts = text.split("+", 2)
    demand(len(parts) == 3 and is_key_name(parts[0]), f"{where}: not name+id+base64")
    data = decode_base64(parts[2])
    demand(data is not None and len(data) == 33, f"{where}: not 33 bytes in base64")
    demand(data[0] == 1, f"{where}: not the algorithm of a log")
    try:
        key = LogKey(parts[0], data[1:])
        key_id = key.key_id().hex()
    except UnicodeEncodeError:
        raise Refused(f"{where}: no UTF-8") from None
    demand(key_id == parts[1], f"{where}: the key id is not that of name and key")
    demand(is_strict_point(key.public_key), f"{where}: no key that may sign")
    return key


def read_log_key(folder: Path) -> LogKey:
    """The key in the archive."""
    data = read_file(folder / "log/key", "log/key", KEY_FILE_LIMIT)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("log/key: no UTF-8") from None
    demand(text.endswith("\n") and text.count("\n") == 1, "log/key: not one line")
    return decode_log_key(text[:-1], "log/key")


@dataclass
class Note:
    """A signed note: its text, and (name, key id, signature) for each signature."""

    text: str
    signatures: list[tuple[str, bytes, bytes]]

    def is_by(self, key: LogKey, where: str) -> bool:
        """Whether it is signed with this key; refused if one such signature does not verify."""
        mine = [sig for name, key_id, sig in self.signatures
                if name == key.name and key_id == key.key_id()]
        for signature in mine:
            verifies = signature_verifies(key.public_key, signature, self.text.encode())
            demand(verifies, f"{where}: the signature by {printable(key.name)} does not verify")
        return bool(mine)


def decode_note(data: bytes, where: str) -> Note:
    """A note is text, an empty line, signature lines."""
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{where}: no UTF-8") from None
    demand(not re.search(r"[\x00-\x09\x0b-\x1f]", whole), f"{where}: has control characters")
    end = whole.rfind("\n\n")
    demand(end > 0 and whole.endswith("\n"), f"{where}: no signed note")
    lines = whole[end + 2 : -1].split("\n")
    demand(len(lines) <= SIGNATURE_LIMIT, f"{where}: more than {SIGNATURE_LIMIT} signatures")
    return Note(whole[: end + 1], [decode_signature_line(line, where) for line in lines])


def decode_signature_line(line: str, where: str) -> tuple[str, bytes, bytes]:
    """A dash, a name, and key id with signature in base64."""
    parts = line.split(" ")
    demand(len(parts) == 3 and parts[0] == "\u2014" and is_key_name(parts[1]),
           f"{where}: a signature line is none")
    data = decode_base64(parts[2])
    demand(data is not None and len(data) > 4, f"{where}: a signature line is none")
    return parts[1], data[:4], data[4:]


@dataclass
class Checkpoint:
    """A log's name, its size and its root."""

    origin: str
    size: int
    root: bytes


def decode_checkpoint(text: str, where: str) -> Checkpoint:
    """Origin, size, root; further lines are not empty and say nothing to us."""
    lines = text[:-1].split("\n")
    demand(len(lines) >= 3 and "" not in lines, f"{where}: no checkpoint")
    demand(re.fullmatch(r"0|[1-9][0-9]{0,19}", lines[1], re.ASCII) is not None
           and int(lines[1]) < 2**64, f"{where}: the size is none")
    root = decode_base64(lines[2])
    demand(root is not None and len(root) == 32, f"{where}: the root is not 32 bytes in base64")
    return Checkpoint(lines[0], int(lines[1]), root)


# The manifest and the roll


def is_rule(rule: Any) -> bool:
    """Whether this is a rule that we can count."""
    if type(rule) is not dict:
        return False
    match rule.get("kind"):
        case "one_per_category":
            return True
        case "approval" | "score":
            return is_count(rule.get("max"), 1, 0xFFFF)
        case "points":
            return is_count(rule.get("max"), 1, 0xFFFF) and is_count(rule.get("total"), 1, 2**32)
        case "ranked":
            return (is_count(rule.get("max"), 1, 0xFFFF)
                    and rule.get("count") in ("borda", "instant_runoff"))
    return False


def is_contest(contest: Any) -> bool:
    """Whether this is a contest: its numbers, ascending, and how many marks it takes at most."""
    if type(contest) is not dict or type(contest.get("numbers")) is not list:
        return False
    numbers = contest["numbers"]
    return (
        is_count(contest.get("max_marks"), 1, 0xFFFF)
        and all(is_count(number, 1, 2**32 - 1) for number in numbers)
        and all(low < high for low, high in zip(numbers, numbers[1:]))
        and type(contest.get("category", "")) is str
    )


def is_innovation(innovation: Any) -> bool:
    """Whether this has a ballot number and a name."""
    return (
        type(innovation) is dict
        and is_count(innovation.get("number"), 1, 2**32 - 1)
        and type(innovation.get("name")) is str
    )


def check_manifest_shape(manifest: Any) -> None:
    """Refuse a manifest that we could not count by."""
    demand(type(manifest) is dict, "manifest.json: no object")
    demand(is_count(manifest.get("version", 1), 1, 1), "manifest.json: version: not 1")
    demand(type(manifest.get("edition")) is str, "manifest.json: edition: no text")
    demand(is_rule(manifest.get("rule")), "manifest.json: rule: not one that is known here")
    for name, is_one in (("contests", is_contest), ("innovations", is_innovation)):
        items = manifest.get(name)
        demand(type(items) is list, f"manifest.json: {name}: no list")
        for place, item in enumerate(items):
            demand(is_one(item), f"manifest.json: {name}[{place}]: not what it has to be")
    demand(manifest.get("tie_rule", "joint_winners") in ("joint_winners", "jury_mean", "lot"),
           "manifest.json: tie_rule: not one that is known here")
    demand(is_count(manifest.get("minimum_turnout", 0)), "manifest.json: minimum_turnout: none")
    demand(manifest.get("openings", "auditors") in ("all", "auditors"),
           "manifest.json: openings: neither all nor auditors")
    demand("roll" not in manifest or decode_hex(manifest["roll"], 32) is not None,
           "manifest.json: roll: not 32 bytes in hexadecimal")


@dataclass
class Roll:
    """The public keys of voting codes, by batch, and the batch of each."""

    batches: dict[int, list[bytes]] = field(default_factory=dict)
    batch_of: dict[bytes, int] = field(default_factory=dict)


def decode_roll(data: bytes) -> Roll:
    """The roll in order: batch numbers and keys ascend, no key stands twice."""
    document = decode_json(data, "roll.json")
    demand(type(document) is dict and type(document.get("batches")) is list,
           "roll.json: no batches")
    roll = Roll()
    before = -1
    for place, batch in enumerate(document["batches"]):
        number = add_batch(roll, batch, f"roll.json: batches[{place}]")
        demand(number > before, f"roll.json: batches[{place}]: numbers do not ascend")
        before = number
    return roll


def add_batch(roll: Roll, batch: Any, where: str) -> int:
    """Take one batch into the roll; gives its number."""
    demand(type(batch) is dict and is_count(batch.get("number"), 0, 2**32 - 1)
           and type(batch.get("booth", "")) is str and type(batch.get("keys")) is list,
           f"{where}: no batch")
    number, keys = batch["number"], []
    for place, text in enumerate(batch["keys"]):
        key = decode_hex(text, 32)
        demand(key is not None, f"{where}: keys[{place}]: not 32 bytes in hexadecimal")
        demand(key not in roll.batch_of, f"{where}: keys[{place}]: stands twice")
        demand(not keys or keys[-1] < key, f"{where}: keys[{place}]: keys do not ascend")
        roll.batch_of[key] = number
        keys.append(key)
    roll.batches[number] = keys
    return number


# Marks


def decode_marks(data: bytes) -> list[Mark] | None:
    """Canonical marks of exactly these bytes, at least one; None for anything else."""
    if len(data) < 2 or u16(data, 0) == 0 or len(data) != 2 + 8 * u16(data, 0):
        return None
    return [(u16(data, at), u32(data, at + 2), u16(data, at + 6)) for at in range(2, len(data), 8)]


def why_marks_are_refused(manifest: dict[str, Any], marks: list[Mark]) -> str | None:
    """What of the manifest these marks break; None if they obey it."""
    places = [mark[:2] for mark in marks]
    if any(before >= after for before, after in zip(places, places[1:])):
        return "marks do not ascend"
    by_contest: dict[int, list[Mark]] = {}
    for mark in marks:
        by_contest.setdefault(mark[0], []).append(mark)
    for contest, given in by_contest.items():
        if contest >= len(manifest["contests"]):
            return f"there is no contest {contest}"
        why = why_contest_is_refused(manifest["rule"], manifest["contests"][contest], given)
        if why:
            return f"contest {contest}: {why}"
    return None


def why_contest_is_refused(
    rule: dict[str, Any], contest: dict[str, Any], marks: list[Mark]
) -> str | None:
    """The same for the marks in one contest."""
    for _, number, _ in marks:
        if number not in contest["numbers"]:
            return f"there is no innovation {number}"
    if len(marks) > min(most_marks(rule), contest["max_marks"]):
        return "too many marks"
    values = [value for _, _, value in marks]
    match rule["kind"]:
        case "points" | "score":
            obeyed = all(1 <= value <= rule["max"] for value in values)
            if rule["kind"] == "points":
                obeyed = obeyed and sum(values) <= rule["total"]
        case "ranked":
            obeyed = sorted(values) == list(range(1, len(values) + 1))
        case _:
            obeyed = all(value == 1 for value in values)
    return None if obeyed else "the values of the marks break the rule"


def most_marks(rule: dict[str, Any]) -> int:
    """How many marks a ballot may have in a contest by the rule."""
    match rule["kind"]:
        case "one_per_category":
            return 1
        case "points":
            return rule["total"]
        case "score":
            return 0xFFFF
    return rule["max"]


# Counting


def count(
    manifest: dict[str, Any],
    ballots: Iterable[list[Mark]],
    total_ballots: int | None = None,
) -> list[dict[str, Any]]:
    """The `contests` of a result: the marks of the ballots that count, by the manifest's rule.

    The marks have to obey the manifest. `total_ballots` is for those who leave out ballots
    without a mark; otherwise it is the number of `ballots`.
    """
    tallies = [ContestTally(manifest, contest) for contest in manifest["contests"]]
    seen = 0
    for marks in ballots:
        seen += 1
        by_contest: dict[int, list[tuple[int, int]]] = {}
        for contest, number, value in marks:
            by_contest.setdefault(contest, []).append((number, value))
        for contest, given in by_contest.items():
            tallies[contest].add(given)
    total = seen if total_ballots is None else total_ballots
    return [tally.result(total) for tally in tallies]


class ContestTally:
    """What is known of one contest while its ballots come."""

    def __init__(self, manifest: dict[str, Any], contest: dict[str, Any]) -> None:
        self.rule: dict[str, Any] = manifest["rule"]
        self.kind: str = self.rule["kind"]
        self.tie_rule: str = manifest.get("tie_rule", "joint_winners")
        self.minimum: int = manifest.get("minimum_turnout", 0)
        self.contest = contest
        self.ballots = 0
        self.marks = 0
        self.undervotes = 0
        self.votes = {number: 0 for number in sorted(contest["numbers"])}
        self.orders: Counter[tuple[int, ...]] = Counter()

    def is_run_off(self) -> bool:
        """Whether ballots are counted in rounds."""
        return self.kind == "ranked" and self.rule["count"] == "instant_runoff"

    def add(self, given: list[tuple[int, int]]) -> None:
        """Take the marks of one ballot in this contest."""
        self.ballots += 1
        self.marks += len(given)
        self.undervotes += self.is_undervote(given)
        if self.is_run_off():
            by_place = sorted(given, key=lambda mark: mark[1])
            self.orders[tuple(number for number, _ in by_place)] += 1
            return
        for number, value in given:
            self.votes[number] += self.worth(value)

    def worth(self, value: int) -> int:
        """How much a mark of this value adds to the votes."""
        if self.kind == "ranked":
            return self.rule["max"] + 1 - value
        return value if self.kind in ("points", "score") else 1

    def is_undervote(self, given: list[tuple[int, int]]) -> bool:
        """Whether this ballot had something left to give."""
        innovations = len(self.votes)
        if self.kind == "points":
            most = min(self.rule["total"], self.rule["max"] * innovations)
            return sum(value for _, value in given) < most
        return len(given) < min(most_marks(self.rule), innovations)

    def result(self, total_ballots: int) -> dict[str, Any]:
        """This contest as it stands in a result."""
        if self.is_run_off():
            votes, ranks, rounds = instant_run_off(list(self.votes), self.orders, self.tie_rule)
        else:
            votes, rounds = self.votes, None
            ranks = competition_ranks(votes)
        result: dict[str, Any] = {}
        if "category" in self.contest:
            result["category"] = self.contest["category"]
        result["ballots"] = self.ballots
        result["marks"] = self.marks
        result["rows"] = rows_of(votes, ranks)
        if self.kind in ("points", "score", "ranked"):
            result["abstentions"] = total_ballots - self.ballots
            result["undervotes"] = self.undervotes
        if self.ballots < self.minimum:
            result["short_by"] = self.minimum - self.ballots
        if rounds is not None:
            result["rounds"] = rounds
        return result


def competition_ranks(votes: dict[int, int]) -> dict[int, int]:
    """1 + how many have more votes, for each number: 1, 2, 2, 4."""
    how_many = Counter(votes.values())
    rank_of, rank = {}, 1
    for amount in sorted(how_many, reverse=True):
        rank_of[amount] = rank
        rank += how_many[amount]
    return {number: rank_of[amount] for number, amount in votes.items()}


def rows_of(votes: dict[int, int], ranks: dict[int, int]) -> list[dict[str, Any]]:
    """Rows by rank, votes and then ballot number; who shares a rank is tied.

    Ranks follow votes but in a run-off: there equal votes may have left in different rounds, and
    different votes share the first place while a count waits.
    """
    sharing = Counter(ranks.values())
    return [
        {
            "number": number,
            "votes": votes[number],
            "rank": ranks[number],
            "tied": sharing[ranks[number]] > 1,
        }
        for number in sorted(votes, key=lambda one: (ranks[one], -votes[one], one))
    ]


def instant_run_off(
    numbers: list[int], orders: dict[tuple[int, ...], int], tie_rule: str
) -> tuple[dict[int, int], dict[int, int], list[dict[str, Any]]]:
    """Votes in the last round of each number, its rank, and all rounds.

    `orders` has for each order of innovations how many ballots gave it.
    """
    standing = sorted(numbers)
    piles: dict[int, list[tuple[tuple[int, ...], int]]] = {number: [] for number in standing}
    exhausted = deal(orders.items(), set(standing), piles)
    votes: dict[int, int] = {}
    ranks: dict[int, int] = {}
    history: list[dict[int, int]] = []
    rounds: list[dict[str, Any]] = []
    while True:
        now = {number: sum(amount for _, amount in piles[number]) for number in standing}
        votes.update(now)
        leaving, by = who_leaves(now, history, tie_rule)
        rounds.append({"votes": [now[number] for number in standing], "exhausted": exhausted,
                       "eliminated": leaving, "by": by})
        if by == "majority":
            return votes, ranks | competition_ranks(now), rounds
        if not leaving:
            return votes, ranks | {number: 1 for number in standing}, rounds
        history.append(now)
        standing = [number for number in standing if number not in leaving]
        for number in leaving:
            ranks[number] = 1 + len(standing)
            exhausted += deal(piles.pop(number), set(standing), piles)


def deal(
    orders: Iterable[tuple[tuple[int, ...], int]],
    standing: set[int],
    piles: dict[int, list[tuple[tuple[int, ...], int]]],
) -> int:
    """Put ballots on the pile of their first who stands; gives how many are exhausted."""
    exhausted = 0
    for order, amount in orders:
        first = next((number for number in order if number in standing), None)
        if first is None:
            exhausted += amount
        else:
            piles[first].append((order, amount))
    return exhausted


def who_leaves(
    now: dict[int, int], history: list[dict[int, int]], tie_rule: str
) -> tuple[list[int], str]:
    """Who leaves after a round, ascending, and by which rule; nobody where the count ends."""
    left = sum(now.values())
    if any(2 * amount > left for amount in now.values()):
        return [], "majority"
    if left == 0:
        return [], "tie"
    fewest = min(now.values())
    lowest = [number for number, amount in now.items() if amount == fewest]
    if len(lowest) == 1:
        return lowest, "fewest"
    alike = lowest
    for earlier in reversed(history):
        least = min(earlier[number] for number in alike)
        alike = [number for number in alike if earlier[number] == least]
        if len(alike) == 1:
            return alike, "earlier_round"
    more = [amount for amount in now.values() if amount > fewest]
    if more and fewest * len(lowest) < min(more):
        return lowest, "no_chance"
    if tie_rule != "joint_winners":
        return [], "unsettled"
    return ([], "tie") if len(alike) == len(now) else (alike, "joint")


# The steps


class Verifier:
    """Follows "Checking it"; each step refuses at the first thing that does not hold."""

    def __init__(
        self, folder: Path, known_key: LogKey | None = None, kept: Path | None = None
    ) -> None:
        self.folder = folder
        self.known_key = known_key
        self.kept_path = kept
        self.lines: list[str] = []
        self.signer: LogKey | None = None
        self.checkpoint: Checkpoint | None = None
        self.kept: Checkpoint | None = None
        self.entries: list[bytes] = []
        self.leaves: list[bytes] = []
        self.manifest: dict[str, Any] = {}
        self.manifest_hash = b""
        self.roll = Roll()
        self.ballots: list[tuple[int, bytes]] = []
        self.open_at: int | None = None
        self.close_at: int | None = None
        self.activated_at: dict[int, int] = {}
        self.pairs: list[tuple[int, int]] = []
        self.result: dict[str, Any] = {}
        self.counting: list[int] | None = None

    def run(self) -> str | None:
        """All steps in the protocol's order; gives what does not hold, if anything."""
        steps = (
            self.check_checkpoint, self.read_entries, self.check_consistency, self.check_manifest,
            self.check_roll, self.check_entries, self.check_ballots, self.check_result,
            self.check_openings,
        )
        try:
            for step in steps:
                step()
        except Refused as refused:
            return printable(str(refused))
        except Exception as error:  # the last net: a checker must not fall over its input
            return f"checker: {type(error).__name__} in {step.__name__}"
        return None

    # 1. The checkpoint

    def check_checkpoint(self) -> None:
        """Its signature, its origin, and what is known at once of the one that was kept."""
        where = "log/checkpoint"
        note = decode_note(read_file(self.folder / where, where, NOTE_LIMIT), where)
        self.signer = self.find_signer(note, where)
        self.checkpoint = decode_checkpoint(note.text, where)
        demand(self.checkpoint.origin == self.signer.name,
               f"{where}: the origin is not the name of the log's key")
        if self.kept_path is not None:
            self.kept = self.read_kept()

    def find_signer(self, note: Note, where: str) -> LogKey:
        """The key known beforehand, or that of the archive.

        After a key change the archive's key may have come after the known one: whether it did
        is seen in the log (`check_consistency`).
        """
        if self.known_key is not None and note.is_by(self.known_key, where):
            return self.known_key
        key = read_log_key(self.folder)
        signed = note.is_by(key, where)
        if self.known_key is not None:
            signed = signed and key.name == self.known_key.name
        demand(signed, f"{where}: no signature by the log's key")
        return key

    def read_kept(self) -> Checkpoint:
        """The older checkpoint, and what can be said without the entries."""
        where = "kept checkpoint"
        note = decode_note(read_file(self.kept_path, where, NOTE_LIMIT), where)
        keys = [key for key in (self.known_key, self.signer) if key is not None]
        demand(any([note.is_by(key, where) for key in keys]),
               f"{where}: no signature by the log's key")
        kept = decode_checkpoint(note.text, where)
        demand(kept.origin == self.checkpoint.origin, f"{where}: of another log")
        demand(kept.size <= self.checkpoint.size,
               f"{where}: has {kept.size} entries, the archive {self.checkpoint.size}")
        same = kept.size != self.checkpoint.size or kept.root == self.checkpoint.root
        demand(same, f"{where}: another root with the same size {kept.size}")
        return kept

    # 2. The entries

    def read_entries(self) -> None:
        """All tiles of entries, and the root over them."""
        tree, size = Tree(), self.checkpoint.size
        kept_root = tree.root()
        for first in range(0, size, TILE_WIDTH):
            width = min(TILE_WIDTH, size - first)
            for entry in self.read_tile(first, width):
                self.leaves.append(hash_of_leaf(entry))
                tree.push(self.leaves[-1])
                self.entries.append(entry[: LONGEST_KNOWN_ENTRY + 1])
                if self.kept and tree.size == self.kept.size:
                    kept_root = tree.root()
        demand(tree.root() == self.checkpoint.root,
               f"log: the root of the {size} entries is not the checkpoint's")
        if self.kept:
            demand(kept_root == self.kept.root,
                   f"kept checkpoint: not the root of the first {self.kept.size} entries")
        self.lines.append(
            f"Log {printable(self.checkpoint.origin)}: {size} entries, "
            f"root {self.checkpoint.root.hex()}, signed with key {self.signer.key_id().hex()}."
        )
        if self.kept:
            self.lines.append(f"It begins with the {self.kept.size} entries that were kept.")

    def read_tile(self, first: int, width: int) -> Iterator[bytes]:
        """The entries of the tile that begins with entry `first`."""
        name = f"log/tile/entries/{tile_number(first // TILE_WIDTH)}"
        if width < TILE_WIDTH:
            name += f".p/{width}"
        try:
            data = read_file(self.folder / name, name, TILE_LIMIT)
        except Refused as refused:
            raise Refused(f"entry {first}: {refused}") from None
        return tile_pieces(data, width, name, "entry", first)

    def key_changes(self) -> list[tuple[int, bytes, bytes]]:
        """Index, new public key and signature of each key change."""
        return [
            (index, entry[1:33], entry[33:97])
            for index, entry in enumerate(self.entries)
            if entry[:1] == bytes([KEY_CHANGE]) and len(entry) == FIXED_LENGTHS[KEY_CHANGE]
        ]

    def check_consistency(self) -> None:
        """Where the checkpoint is by another key than the known one, the log leads to it."""
        if self.known_key is None or self.signer == self.known_key:
            return
        key = self.known_key.public_key
        for _, new, signature in self.key_changes():
            if self.key_change_verifies(key, new, signature):
                key = new
        demand(key == self.signer.public_key,
               "log/checkpoint: not signed with the key known beforehand, and no key change of "
               "the log leads to its key")

    def key_change_verifies(self, old: bytes, new: bytes, signature: bytes) -> bool:
        """Whether the key before signed for the new one, and the new one may sign."""
        message = b"peta/log-key/v1" + self.checkpoint.origin.encode() + b"\n" + old + new
        return is_strict_point(new) and signature_verifies(old, signature, message)

    # 3. The manifest

    def check_manifest(self) -> None:
        """Its hash in the one entry `manifest` before the open, in the open and in the close."""
        data = read_file(self.folder / "manifest.json", "manifest.json", JSON_LIMIT)
        self.manifest_hash = sha256(b"peta/manifest/v1" + data).digest()
        seen = False
        for index, entry in enumerate(self.entries):
            kind = entry[0] if entry else 0
            if kind not in (MANIFEST, OPEN, CLOSE):
                continue
            where = f"entry {index}: {KIND_NAMES[kind]}"
            demand(kind != MANIFEST or not seen, f"{where}: stands twice")
            demand(kind != OPEN or seen, f"{where}: stands before manifest")
            demand(entry[1:33] == self.manifest_hash, f"{where}: not the hash of manifest.json")
            seen = seen or kind == MANIFEST
        demand(seen, "log: no entry manifest")
        self.manifest = decode_json(data, "manifest.json")
        check_manifest_shape(self.manifest)
        self.lines.append(
            f"Manifest of {printable(self.manifest['edition'])}: "
            f"{len(self.manifest['contests'])} contest(s), rule {self.manifest['rule']['kind']}."
        )

    # 4. The roll

    def check_roll(self) -> None:
        """Its order, and its root in the manifest."""
        self.roll = decode_roll(read_file(self.folder / "roll.json", "roll.json", JSON_LIMIT))
        if "roll" not in self.manifest:
            demand(not self.roll.batches, "roll.json: has batches, and the manifest no roll")
        else:
            demand(self.roll.batches, "roll.json: no batches, and the manifest has a roll")
            root = root_of(sorted(self.roll.batch_of)).hex()
            demand(root == self.manifest["roll"], "roll.json: its root is not the manifest's")
        self.lines.append(
            f"Roll: {len(self.roll.batch_of)} voting codes in {len(self.roll.batches)} batches."
        )

    # 5. Entry by entry

    def check_entries(self) -> None:
        """Kind, length, order and contents of each entry but the ballots' contents."""
        bad_changes = self.bad_key_changes()
        ballot_hashes: set[bytes] = set()
        openings_at: int | None = None
        for index, entry in enumerate(self.entries):
            where = f"entry {index}"
            kind = check_length(entry, where)
            if kind == BALLOT:
                ballot_hashes.add(self.leaves[index])
                self.ballots.append((index, entry))
            elif kind in (OPEN, CLOSE):
                self.take_open_or_close(index, kind)
            elif kind == ACTIVATION:
                self.take_activation(index, entry)
            elif kind == VOID:
                self.check_void(entry, ballot_hashes, where)
            elif kind == KEY_CHANGE:
                demand(index not in bad_changes, f"{where}: key change: {bad_changes.get(index)}")
            elif kind == INCIDENT:
                check_text(entry[9:], f"{where}: incident")
            elif kind == OPENINGS:
                self.demand_turn(index, "openings", openings_at is None)
                openings_at = index
            elif kind == RESULT:
                self.demand_turn(index, "result", openings_at is not None)
                demand(u64(entry, 33) <= openings_at,
                       f"{where}: result: counted from more entries than stand before its openings")
                self.pairs.append((openings_at, index))
                openings_at = None
        demand(self.open_at is not None, "log: no entry open")
        demand(self.close_at is not None, "log: no entry close")

    def take_open_or_close(self, index: int, kind: int) -> None:
        """Each once, the close after the open."""
        where = f"entry {index}: {KIND_NAMES[kind]}"
        if kind == OPEN:
            demand(self.open_at is None, f"{where}: stands twice")
            self.open_at = index
        else:
            demand(self.close_at is None, f"{where}: stands twice")
            demand(self.open_at is not None, f"{where}: stands before open")
            self.close_at = index

    def demand_turn(self, index: int, name: str, in_turn: bool) -> None:
        """`openings` and `result` stand in turn, after the close."""
        demand(self.close_at is not None, f"entry {index}: {name}: stands before close")
        demand(in_turn, f"entry {index}: {name}: stands out of turn")

    def take_activation(self, index: int, entry: bytes) -> None:
        """An activation is of a batch of the roll, with its count and root, and stands once."""
        where, number = f"entry {index}: activation", u32(entry, 1)
        keys = self.roll.batches.get(number)
        demand(keys is not None, f"{where}: batch {number} is not in the roll")
        demand(u32(entry, 5) == len(keys), f"{where}: not the count of batch {number}")
        demand(entry[9:41] == root_of(keys), f"{where}: not the root of batch {number}")
        demand(number not in self.activated_at, f"{where}: batch {number} stands twice")
        self.activated_at[number] = index

    def check_void(self, entry: bytes, ballot_hashes: set[bytes], where: str) -> None:
        """A void names a ballot before it, or a credential or batch of the roll."""
        what = entry[1]
        name = entry[2 : 2 + VOID_NAME_LENGTHS[what]]
        if what == VOID_BALLOT:
            demand(name in ballot_hashes, f"{where}: void: no such ballot before it")
        elif what == VOID_CREDENTIAL:
            demand(name in self.roll.batch_of, f"{where}: void: the credential is not in the roll")
        else:
            demand(u32(name, 0) in self.roll.batches,
                   f"{where}: void: the batch is not in the roll")
        check_text(entry[2 + len(name) :], f"{where}: void")

    def bad_key_changes(self) -> dict[int, str]:
        """What is wrong with key changes, by index.

        The key before the first change is not in the log: without one known beforehand, its
        signature can't be checked, and the report says so.
        """
        changes = self.key_changes()
        bad: dict[int, str] = {}
        old: bytes | None = None
        if self.known_key and all(new != self.known_key.public_key for _, new, _ in changes):
            old = self.known_key.public_key
        for index, new, signature in changes:
            if old is None:
                self.lines.append(f"Key change at entry {index}: by a key that is not known here; "
                                  "give it with --log-key to have this signature checked.")
            elif not self.key_change_verifies(old, new, signature):
                bad[index] = "not signed by the key before"
            old = new
        if changes and old != self.signer.public_key:
            bad.setdefault(changes[-1][0], "the checkpoint over it is not signed with its key")
        return bad

    # 6. Each ballot

    def check_ballots(self) -> None:
        """Each ballot by itself, and none twice."""
        bad = all_badly_signed(self.ballots)
        seen: set[bytes] = set()
        for index, entry in self.ballots:
            where = f"entry {index}: ballot"
            channel, seq = entry[1], u16(entry, 66)
            demand(channel in SEQ_LIMITS, f"{where}: channel {channel} is not known")
            demand(entry[2:34] == self.manifest_hash, f"{where}: of another manifest")
            demand(index not in bad, f"{where}: the signature does not verify")
            demand(1 <= seq <= SEQ_LIMITS[channel],
                   f"{where}: seq {seq} is not 1 to {SEQ_LIMITS[channel]}")
            demand(entry[34:68] not in seen, f"{where}: seq {seq} of this credential stands twice")
            seen.add(entry[34:68])
            demand(index > self.open_at, f"{where}: stands before open")
            demand(index < self.close_at or channel in (KIOSK, PAPER),
                   f"{where}: stands behind close with channel {CHANNELS[channel]}")
            self.check_credential(index, channel, entry[34:66], where)
        self.lines.append(f"Ballots: {len(self.ballots)} in the log, "
                          f"{len(self.ballots)} signatures by their credentials.")

    def check_credential(self, index: int, channel: int, key: bytes, where: str) -> None:
        """A device's credential is none of the roll; all others are of an activated batch."""
        batch = self.roll.batch_of.get(key)
        if channel == DEVICE:
            demand(batch is None, f"{where}: channel device with a credential of the roll")
            return
        demand(batch is not None, f"{where}: the credential is not in the roll")
        demand(self.activated_at.get(batch, index) < index,
               f"{where}: no activation of batch {batch} before it")

    # 7. The result

    def check_result(self) -> None:
        """The published result is that of the last entry `result`; what counts by the log."""
        demand(self.pairs, "log: no entry result")
        index = self.pairs[-1][1]
        where, entry = f"entry {index}: result", self.entries[index]
        data = read_file(self.folder / "result.json", "result.json", JSON_LIMIT)
        demand(sha256(data).digest() == entry[1:33], f"{where}: not the hash of result.json")
        self.result = decode_json(data, "result.json")
        demand(type(self.result) is dict, "result.json: no object")
        size = u64(entry, 33)
        self.demand_field("version", 1)
        self.demand_field("edition", self.manifest["edition"])
        self.demand_field("manifest", self.manifest_hash.hex())
        self.demand_field("size", size)
        self.count_ballots(size)
        check_contests_shape(self.manifest, self.result.get("contests"))

    def demand_field(self, name: str, expected: Any) -> None:
        """A field of the result has exactly this value."""
        demand(same_json(self.result.get(name), expected),
               f"result.json: {name}: not {json.dumps(expected)}")

    def count_ballots(self, size: int) -> None:
        """Which of the first `size` entries' ballots count, and how many do not."""
        void_ballots, void_credentials, void_batches = self.voids(size)
        newest: dict[bytes, tuple[int, int]] = {}
        void = replaced = 0
        for index, entry in self.ballots:
            if index >= size:
                break
            key = entry[34:66]
            if (self.leaves[index] in void_ballots or key in void_credentials
                    or self.roll.batch_of.get(key) in void_batches):
                void += 1
                continue
            replaced += key in newest
            newest[key] = max(newest.get(key, (0, 0)), (u16(entry, 66), index))
        self.counting = sorted(index for _, index in newest.values())
        by_channel = Counter(self.entries[index][1] for index in self.counting)
        self.demand_field("ballots", len(self.counting))
        self.demand_field("channels", [
            {"channel": CHANNELS[channel], "ballots": by_channel[channel]}
            for channel in sorted(by_channel)
        ])
        self.demand_field("replaced", replaced)
        self.demand_field("void", void)
        self.lines.append(
            f"Voids: {len(void_ballots)} of ballots, {len(void_credentials)} of credentials, "
            f"{len(void_batches)} of batches among the first {size} entries.")
        self.lines.append(
            f"Result {len(self.pairs)}, the last, is in force: from the first {size} "
            f"entries {len(self.counting)} ballots count, {replaced} were replaced, {void} are "
            "void.")

    def voids(self, size: int) -> tuple[set[bytes], set[bytes], set[int]]:
        """The ballots, credentials and batches that the first `size` entries make void."""
        named: dict[int, set[bytes]] = {what: set() for what in VOID_NAME_LENGTHS}
        for entry in self.entries[:size]:
            if entry[0] == VOID:
                named[entry[1]].add(entry[2 : 2 + VOID_NAME_LENGTHS[entry[1]]])
        batches = {u32(name, 0) for name in named[VOID_BATCH]}
        return named[VOID_BALLOT], named[VOID_CREDENTIAL], batches

    # 8. The openings

    def check_openings(self) -> None:
        """Each ballot that counts is opened, and the counts are those of the marks."""
        index = self.pairs[-1][0]
        where, entry = f"entry {index}: openings", self.entries[index]
        if self.counting and not self.are_opened():
            demand(u64(entry, 1) == len(self.counting),
                   f"{where}: its count is not the number of ballots that count")
            self.lines.append("Openings: not published. Who voted is proven, but not for what.")
            return
        tree = Tree()
        contests = count(self.manifest, self.opened_marks(tree))
        demand(u64(entry, 1) == tree.size, f"{where}: its count is not that of the openings")
        demand(entry[9:41] == tree.root(), f"{where}: its root is not that of the openings")
        for place, (published, counted) in enumerate(zip(self.result["contests"], contests)):
            demand(same_json(published, counted),
                   f"result.json: contests[{place}]: not the count of the marks")
        self.lines.append(f"Openings: {tree.size}, each of the commitment in its ballot.")

    def are_opened(self) -> bool:
        """Whether the archive has any file of openings."""
        folder = self.folder / "openings"
        try:
            return any(re.fullmatch(r"x?[0-9]{3}", name) for name in os.listdir(folder))
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            raise Refused("openings: not readable") from None

    def opened_marks(self, tree: Tree) -> Iterator[list[Mark]]:
        """The marks of the openings in their order, each checked; the tree gets them too."""
        for first in range(0, len(self.counting), TILE_WIDTH):
            width = min(TILE_WIDTH, len(self.counting) - first)
            name = f"openings/{tile_number(first // TILE_WIDTH)}"
            try:
                data = read_file(self.folder / name, name, TILE_LIMIT)
            except Refused as refused:
                raise Refused(f"opening {first}: {refused}") from None
            pieces = tile_pieces(data, width, name, "opening", first)
            for place, opening in enumerate(pieces, first):
                yield self.check_opening(place, opening)
                tree.push(hash_of_leaf(opening))
        self.demand_no_more_openings()

    def check_opening(self, place: int, opening: bytes) -> list[Mark]:
        """An opening is of the ballot in its place, opens it, and obeys the manifest."""
        where, index = f"opening {place}", self.counting[place]
        demand(opening[:32] == self.leaves[index], f"{where}: not of the ballot at entry {index}")
        commitment = sha256(b"peta/ballot/v1" + opening[32:]).digest()
        demand(len(opening) >= 64 and commitment == self.entries[index][68:100],
               f"{where}: does not open the ballot at entry {index}")
        marks = decode_marks(opening[64:])
        demand(marks is not None, f"{where}: no canonical marks")
        why = why_marks_are_refused(self.manifest, marks)
        demand(why is None, f"{where}: {why}")
        return marks

    def demand_no_more_openings(self) -> None:
        """No file of openings stands behind the last."""
        total = len(self.counting)
        name = f"openings/{tile_number((total + TILE_WIDTH - 1) // TILE_WIDTH)}"
        demand(not os.path.lexists(self.folder / name),
               f"opening {total}: {name}: more openings than ballots that count")


def check_length(entry: bytes, where: str) -> int:
    """The kind of an entry, if it is known and the entry is as long as it says."""
    demand(entry and entry[0] in KIND_NAMES, f"{where}: its kind is not known")
    kind = entry[0]
    if kind in FIXED_LENGTHS:
        expected = FIXED_LENGTHS[kind]
    else:
        before = 9
        if kind == VOID:
            demand(len(entry) > 1 and entry[1] in VOID_NAME_LENGTHS,
                   f"{where}: void: of nothing that is known")
            before = 2 + VOID_NAME_LENGTHS[entry[1]]
        expected = before + 2 + u16(entry, before)
        demand(len(entry) >= before + 2, f"{where}: {KIND_NAMES[kind]}: ends too early")
    demand(len(entry) >= expected, f"{where}: {KIND_NAMES[kind]}: ends too early")
    demand(len(entry) == expected, f"{where}: {KIND_NAMES[kind]}: has bytes behind its end")
    return kind


def check_text(data: bytes, where: str) -> None:
    """A text: its length, 1 to 1,000 bytes of UTF-8, no control characters but line feeds."""
    text = data[2:]
    demand(1 <= len(text) <= TEXT_LIMIT, f"{where}: its text is not 1 to {TEXT_LIMIT} bytes")
    try:
        chars = text.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{where}: its text is no UTF-8") from None
    demand(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", chars),
           f"{where}: its text has control characters")


def same_json(one: Any, other: Any) -> bool:
    """Equal as JSON: 1, 1.0 and true are three values."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def check_contests_shape(manifest: dict[str, Any], contests: Any) -> None:
    """Refuse contests that are not as many as in the manifest, or that we could not print."""
    demand(type(contests) is list, "result.json: contests: no list")
    demand(len(contests) == len(manifest["contests"]),
           "result.json: contests: not as many as in the manifest")
    for place, contest in enumerate(contests):
        where = f"result.json: contests[{place}]"
        demand(type(contest) is dict and type(contest.get("rows")) is list, f"{where}: no rows")
        demand(same_json(contest.get("category"), manifest["contests"][place].get("category")),
               f"{where}: category: not that of the manifest")
        demand(is_count(contest.get("ballots")) and is_count(contest.get("marks")),
               f"{where}: ballots or marks: no number")
        for row in contest["rows"]:
            demand(type(row) is dict and type(row.get("tied")) is bool
                   and all(is_count(row.get(name)) for name in ("number", "votes", "rank")),
                   f"{where}: a row is none")


# The report


def result_lines(manifest: dict[str, Any], contests: list[dict[str, Any]]) -> Iterator[str]:
    """The result by contest, for people."""
    names = {item["number"]: item["name"] for item in manifest["innovations"]}
    for place, contest in enumerate(contests):
        category = f" ({printable(contest['category'])})" if "category" in contest else ""
        yield f"Contest {place}{category}: {contest['ballots']} ballots, {contest['marks']} marks"
        for row in contest["rows"]:
            name = printable(names.get(row["number"], "not in the manifest"))
            tie = ", tie" if row["tied"] else ""
            yield f"  {row['rank']}. no. {row['number']} {name}: {row['votes']} votes{tie}"


def report(verifier: Verifier, fault: str | None) -> str:
    """What was checked, the result, and the verdict as the last line."""
    lines = list(verifier.lines)
    if fault is None:
        lines.extend(result_lines(verifier.manifest, verifier.result["contests"]))
    lines.append("OK" if fault is None else f"REFUSED: {fault}")
    return "\n".join(lines)


def json_report(verifier: Verifier, fault: str | None) -> str:
    """The same for machines; null is what was not reached."""
    checkpoint = verifier.checkpoint
    return json.dumps({
        "ok": fault is None,
        "fault": fault,
        "size": checkpoint and checkpoint.size,
        "root": checkpoint and checkpoint.root.hex(),
        "ballots": None if verifier.counting is None else len(verifier.counting),
        "contests": None if fault else verifier.result["contests"],
    })


def count_lines() -> int:
    """Count each election of standard input; one line of JSON for each."""
    status = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            election = json.loads(line)
            ballots = [[tuple(mark) for mark in ballot] for ballot in election["ballots"]]
            contests = count(election["manifest"], ballots, election.get("total_ballots"))
        except (ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            print(f"line {number}: {type(error).__name__}: {error}", file=sys.stderr)
            contests, status = None, 1
        print(json.dumps(contests, separators=(",", ":"), ensure_ascii=False))
    return status


def arguments() -> argparse.ArgumentParser:
    """The command line."""
    parser = argparse.ArgumentParser(description="Checks an election archive.")
    parser.add_argument("archive", nargs="?", type=Path, metavar="ARCHIVE_FOLDER")
    parser.add_argument("--log-key", metavar="VKEY", help="the log's key, known beforehand")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="an older checkpoint")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--count", action="store_true",
                        help="count elections from standard input, one JSON object in a line")
    return parser


def main() -> int:
    """Run from the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = arguments()
    given = parser.parse_args()
    if given.count == (given.archive is not None):
        parser.error("either ARCHIVE_FOLDER or --count")
    if given.count:
        return count_lines()
    try:
        known = decode_log_key(given.log_key, "--log-key") if given.log_key else None
    except Refused as refused:
        parser.error(str(refused))
    verifier = Verifier(given.archive, known, given.checkpoint)
    fault = verifier.run()
    print(json_report(verifier, fault) if given.json else report(verifier, fault))
    return 0 if fault is None else 1


if __name__ == "__main__":
    sys.exit(main())
