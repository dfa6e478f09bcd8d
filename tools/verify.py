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
CLOSE, OPENINGS, RESULT, KEY_CHANGE, INCIDENT, JURY, LOT = range(6, 13)
# The name of each kind, and its length: of a void without its name, of texts without them.
KINDS = {
    BALLOT: ("ballot", 164), MANIFEST: ("manifest", 33), OPEN: ("open", 41), VOID: ("void", 2),
    ACTIVATION: ("activation", 41), CLOSE: ("close", 41), OPENINGS: ("openings", 41),
    RESULT: ("result", 41), KEY_CHANGE: ("key change", 97), INCIDENT: ("incident", 9),
    JURY: ("jury", 33), LOT: ("lot", 1),
}
TEXTS = (VOID, INCIDENT, LOT)
VOID_BALLOT, VOID_CREDENTIAL, VOID_BATCH = 1, 2, 3
VOID_NAME_LENGTHS = {VOID_BALLOT: 32, VOID_CREDENTIAL: 32, VOID_BATCH: 4}
CHANNELS = ["device", "code", "kiosk", "paper"]
SEQ_LIMITS = [500, 32_000, 32_000, 32_000]
DEVICE, CODE, KIOSK, PAPER = range(4)

# Fields of a contest, its rows and its rounds, in the order in which they are written; a result
# has to have the first of a contest, the others where it has them are compared too.
OUTPUT_ORDER = ("category", "ballots", "marks", "abstentions", "undervotes", "short_by",
                "settled", "rows", "rounds", "number", "votes", "rank", "tied", "exhausted",
                "eliminated", "by", "order")
DEMANDED = ("category", "ballots", "marks", "rows")

TILE_WIDTH = 256
TILE_LIMIT = TILE_WIDTH * (2 + 0xFFFF)
NOTE_LIMIT = 512 * 1024
SIGNATURE_LIMIT = 64
TEXT_LIMIT = 1_000
JSON_LIMIT = 64 * 1024 * 1024
POOL_FROM, POOL_CHUNK = 4_096, 1_024

FIELD_PRIME = 2**255 - 19
SMALL_ORDER_Y = {0, 1, FIELD_PRIME - 1} | {
    int.from_bytes(bytes.fromhex(y), "little") for y in (
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a")
}


class Refused(Exception):
    """The first thing that does not hold, and where."""


def demand(holds: object, finding: str) -> None:
    """Refuse with this finding unless it holds."""
    if not holds:
        raise Refused(finding)


# Bytes, hashes, signatures


def uint(data: bytes, at: int, width: int) -> int:
    """A big-endian number of so many bytes."""
    return int.from_bytes(data[at : at + width], "big")


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


def root_by_proof(leaf: bytes, at: int, size: int, proof: list[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to; None if it is none of such a tree."""
    last, node = size - 1, leaf
    if at > last:
        return None
    for other in proof:
        if last == 0:
            return None
        if at & 1 or at == last:
            node = hash_of_node(other, node)
            while at and not at & 1:
                at, last = at >> 1, last >> 1
        else:
            node = hash_of_node(node, other)
        at, last = at >> 1, last >> 1
    return node if last == 0 else None


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


def badly_signed(ballots: list[tuple[int, bytes]]) -> set[int]:
    """The log indexes of those of these ballots whose signature does not verify."""
    return {index for index, entry in ballots if not ballot_signature_verifies(entry)}


def all_badly_signed(ballots: list[tuple[int, bytes]]) -> set[int]:
    """The same, on all cores where that is worth it."""
    if len(ballots) < POOL_FROM:
        return badly_signed(ballots)
    chunks = (ballots[at : at + POOL_CHUNK] for at in range(0, len(ballots), POOL_CHUNK))
    with multiprocessing.Pool() as pool:
        return set().union(*pool.imap_unordered(badly_signed, chunks))


# Reading what nobody vouches for


def read_file(path: Path, name: str, limit: int) -> bytes:
    """The bytes of an ordinary file of at most `limit` bytes."""
    try:
        demand(stat.S_ISREG(os.stat(path).st_mode), f"{name}: not a file")
        with open(path, "rb") as file:
            data = file.read(limit + 1)
    except FileNotFoundError:
        raise Refused(f"{name}: missing") from None
    except (OSError, ValueError):
        raise Refused(f"{name}: not readable") from None
    demand(len(data) <= limit, f"{name}: longer than {limit} bytes")
    return data


def decode_utf8(data: bytes, where: str) -> str:
    """UTF-8, strictly."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused(f"{where}: no UTF-8") from None


def decode_base64(text: str, where: str) -> bytes:
    """RFC 4648, section 4, with padding, and no other spelling of the same bytes."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    demand(data and base64.b64encode(data).decode() == text, f"{where}: no base64")
    return data


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
        return json.loads(data.decode("utf-8"), object_pairs_hook=unique_fields,
                          parse_constant=refuse_constant)
    except (ValueError, RecursionError):
        raise Refused(f"{name}: no JSON, or a name stands twice in it") from None


def is_count(value: Any, least: int = 0, most: int = 2**64 - 1) -> bool:
    """Whether this is a whole number in bounds (true and 1.0 are none)."""
    return type(value) is int and least <= value <= most


def agrees(published: Any, expected: Any) -> bool:
    """Whether a value has all that is expected, each of its type; further fields are ignored."""
    if type(published) is not type(expected):
        return False
    if type(expected) is dict:
        return all(name in published and agrees(published[name], value)
                   for name, value in expected.items())
    if type(expected) is list:
        return len(published) == len(expected) and all(map(agrees, published, expected))
    return published == expected


def in_order(value: Any) -> Any:
    """Contests as they are written: the known fields only, in their order."""
    if type(value) is dict:
        return {name: in_order(value[name]) for name in OUTPUT_ORDER if name in value}
    return [in_order(item) for item in value] if type(value) is list else value


def printable(text: str) -> str:
    """A text of others, made fit for a terminal."""
    return "".join(char if char.isprintable() else "?" for char in text)


def tile_number(number: int) -> str:
    """1234067 as x001/x234/067."""
    path = f"{number % 1000:03}"
    while number := number // 1000:
        path = f"x{number % 1000:03}/{path}"
    return path


def read_pieces(
    folder: Path, name: str, first: int, total: int, what: str
) -> Iterator[tuple[int, bytes]]:
    """The pieces of one file with their places, from `first`: of a tile of entries or openings.

    Each is a length and so many bytes; nothing stands behind the last.
    """
    try:
        data = read_file(folder / name, name, TILE_LIMIT)
    except Refused as refused:
        raise Refused(f"{what} {first}: {refused}") from None
    return split_pieces(data, name, first, min(first + TILE_WIDTH, total), what)


def split_pieces(
    data: bytes, name: str, first: int, end: int, what: str
) -> Iterator[tuple[int, bytes]]:
    """The pieces in these bytes, with their places."""
    at = 0
    for place in range(first, end):
        demand(at + 2 <= len(data), f"{what} {place}: {name} ends before it")
        begin, at = at + 2, at + 2 + uint(data, at, 2)
        demand(at <= len(data), f"{what} {place}: {name} ends within it")
        yield place, data[begin:at]
    demand(at == len(data), f"{what} {end}: {name} has bytes behind its last")


# Keys, notes, checkpoints


@dataclass(frozen=True)
class LogKey:
    """A log's key: its name, its id, and the public key that signs for it."""

    name: str
    key_id: bytes
    public_key: bytes


def is_key_name(name: str) -> bool:
    """Not empty, no Unicode spaces, no control characters, no plus signs."""
    bad = (char.isspace() or char == "+" or unicodedata.category(char) == "Cc" for char in name)
    return name != "" and not any(bad)


def decode_log_key(text: str, where: str, algorithm: int = 1) -> LogKey:
    """A key as it is written: name+id+base64; algorithm 1 is a log's, 4 a witness's."""
    name, key_id, body = (text.split("+", 2) + ["", ""])[:3]
    demand(is_key_name(name), f"{where}: not name+id+base64")
    data = decode_base64(body, where)
    whose = "log" if algorithm == 1 else "witness"
    demand(len(data) == 33 and data[0] == algorithm,
           f"{where}: not the algorithm and key of a {whose}")
    expected = sha256(name.encode(errors="replace") + b"\n" + data).digest()[:4]
    demand(key_id == expected.hex(), f"{where}: the key id is not that of name and key")
    demand(is_strict_point(data[1:]), f"{where}: no key that may sign")
    return LogKey(name, expected, data[1:])


def decode_log_keys(data: bytes, where: str) -> list[LogKey]:
    """All keys that a log has had, one to a line, the first one first; all have one name."""
    *lines, rest = decode_utf8(data, where).split("\n")
    demand(lines and rest == "", f"{where}: not a key in each line")
    keys = [decode_log_key(line, f"{where}: line {at}") for at, line in enumerate(lines, 1)]
    demand(len({key.name for key in keys}) == 1, f"{where}: keys of several names")
    return keys


@dataclass
class Checkpoint:
    """A log's size and its root."""

    size: int
    root: bytes


def read_checkpoint(path: Path, where: str, keys: list[LogKey]) -> Checkpoint:
    """A checkpoint of the log with these keys, signed by one of them."""
    text, signatures = decode_note(read_file(path, where, NOTE_LIMIT), where)
    signed = False
    for name, signature in signatures:
        for key in keys:
            if (name, signature[:4]) == (key.name, key.key_id):
                signed = signature_verifies(key.public_key, signature[4:], text.encode())
                demand(signed, f"{where}: the signature by {name} does not verify")
    demand(signed, f"{where}: no signature by the log's key")
    origin, checkpoint = decode_checkpoint(text, where)
    demand(origin == keys[0].name, f"{where}: the origin is not the name of the log's key")
    return checkpoint


def count_cosignatures(data: bytes, where: str, witnesses: list[LogKey]) -> int:
    """How many of these witnesses cosigned; a wrong cosignature of one spoils the note."""
    text, signatures = decode_note(data, where)
    found = set()
    for name, signature in signatures:
        for key in witnesses:
            if (name, signature[:4]) != (key.name, key.key_id):
                continue
            time, rest = uint(signature, 4, 8), signature[12:]
            message = f"cosignature/v1\ntime {time}\n{text}".encode()
            demand(len(rest) == 64 and time < 2**63
                   and signature_verifies(key.public_key, rest, message),
                   f"{where}: the cosignature by {name} does not verify")
            found.add(key.public_key)
    return len(found)


def decode_note(data: bytes, where: str) -> tuple[str, list[tuple[str, bytes]]]:
    """A signed note: its text, and the name and bytes (key id, signature) of each signature."""
    whole = decode_utf8(data, where)
    demand(not re.search(r"[\x00-\x09\x0b-\x1f]", whole), f"{where}: has control characters")
    end = whole.rfind("\n\n")
    demand(end > 0 and whole.endswith("\n"), f"{where}: no signed note")
    lines = whole[end + 2 : -1].split("\n")
    demand(len(lines) <= SIGNATURE_LIMIT, f"{where}: more than {SIGNATURE_LIMIT} signatures")
    signatures = []
    for line in lines:
        parts = line.split(" ")
        demand(len(parts) == 3 and parts[0] == "\u2014" and is_key_name(parts[1]),
               f"{where}: a signature line is none")
        signatures.append((parts[1], decode_base64(parts[2], f"{where}: a signature line")))
        demand(len(signatures[-1][1]) > 4, f"{where}: a signature line is none")
    return whole[: end + 1], signatures


def decode_checkpoint(text: str, where: str) -> tuple[str, Checkpoint]:
    """Origin, size, root; further lines are not empty and say nothing to us."""
    lines = text[:-1].split("\n")
    demand(len(lines) >= 3 and "" not in lines, f"{where}: no checkpoint")
    demand(re.fullmatch(r"0|[1-9][0-9]{0,19}", lines[1]) and int(lines[1]) < 2**64,
           f"{where}: the size is none")
    root = decode_base64(lines[2], f"{where}: the root")
    demand(len(root) == 32, f"{where}: the root: not 32 bytes")
    return lines[0], Checkpoint(int(lines[1]), root)


# The manifest and the roll


def is_rule(rule: Any) -> bool:
    """Whether this is a rule that we can count."""
    if type(rule) is not dict:
        return False
    kind, has_max = rule.get("kind"), is_count(rule.get("max"), 1, 0xFFFF)
    return (kind == "one_per_category"
            or kind in ("approval", "score") and has_max
            or kind == "points" and has_max and is_count(rule.get("total"), 1, 2**32)
            or kind == "ranked" and has_max and rule.get("count") in ("borda", "instant_runoff"))


def is_contest(contest: Any) -> bool:
    """Whether this is a contest: its numbers, ascending, and how many marks it takes at most."""
    if type(contest) is not dict or type(contest.get("numbers")) is not list:
        return False
    numbers = contest["numbers"]
    return (is_count(contest.get("max_marks"), 1, 0xFFFF)
            and all(is_count(number, 1, 2**32 - 1) for number in numbers)
            and all(low < high for low, high in zip(numbers, numbers[1:]))
            and type(contest.get("category", "")) is str)


def is_innovation(innovation: Any) -> bool:
    """Whether this has a ballot number and a name."""
    return (type(innovation) is dict and is_count(innovation.get("number"), 1, 2**32 - 1)
            and type(innovation.get("name")) is str)


def check_manifest_shape(manifest: Any) -> None:
    """Refuse a manifest that we could not count by."""
    demand(type(manifest) is dict, "manifest.json: no object")
    demand(is_count(manifest.get("version"), 1, 1), "manifest.json: version: not 1")
    demand(type(manifest.get("edition")) is str, "manifest.json: edition: no text")
    demand(is_rule(manifest.get("rule")), "manifest.json: rule: not one that is known here")
    for name, is_one in (("contests", is_contest), ("innovations", is_innovation)):
        items = manifest.get(name)
        demand(type(items) is list, f"manifest.json: {name}: no list")
        for place, item in enumerate(items):
            demand(is_one(item), f"manifest.json: {name}[{place}]: not what it has to be")
    demand(manifest.get("openings", "auditors") in ("all", "auditors", "sample"),
           "manifest.json: openings: neither all nor auditors nor sample")
    if manifest.get("openings") == "sample":
        demand(is_count(manifest.get("sample_ballots"), 1, 0xFFFF),
               "manifest.json: sample_ballots: no number of ballots")
    demand("roll" not in manifest or decode_hex(manifest["roll"], 32) is not None,
           "manifest.json: roll: not 32 bytes in hexadecimal")
    demand("verifier" not in manifest or decode_hex(manifest["verifier"], 32) is not None,
           "manifest.json: verifier: not 32 bytes in hexadecimal")


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
    for place, batch in enumerate(document["batches"]):
        where = f"roll.json: batches[{place}]"
        demand(type(batch) is dict and is_count(batch.get("number"), 0, 2**32 - 1)
               and type(batch.get("booth", "")) is str and type(batch.get("keys")) is list,
               f"{where}: no batch")
        number, keys = batch["number"], []
        demand(number > max(roll.batches, default=-1), f"{where}: numbers do not ascend")
        roll.batches[number] = keys
        for at, text in enumerate(batch["keys"]):
            key = decode_hex(text, 32)
            demand(key is not None, f"{where}: keys[{at}]: not 32 bytes in hexadecimal")
            demand(key not in roll.batch_of, f"{where}: keys[{at}]: stands twice")
            demand(not keys or keys[-1] < key, f"{where}: keys[{at}]: keys do not ascend")
            roll.batch_of[key] = number
            keys.append(key)
    return roll


# Marks


def decode_marks(data: bytes) -> list[Mark] | None:
    """Canonical marks of exactly these bytes, at least one; None for anything else."""
    amount = uint(data, 0, 2)
    if amount == 0 or len(data) != 2 + 8 * amount:
        return None
    return [(uint(data, at, 2), uint(data, at + 2, 4), uint(data, at + 6, 2))
            for at in range(2, len(data), 8)]


def by_contest(marks: list[Mark]) -> dict[int, list[tuple[int, int]]]:
    """Number and value of the marks in each contest."""
    contests: dict[int, list[tuple[int, int]]] = {}
    for contest, number, value in marks:
        contests.setdefault(contest, []).append((number, value))
    return contests


def why_marks_are_refused(manifest: dict[str, Any], marks: list[Mark]) -> str | None:
    """What of the manifest these marks break; None if they obey it."""
    places = [mark[:2] for mark in marks]
    if any(before >= after for before, after in zip(places, places[1:])):
        return "marks do not ascend"
    rule, contests = manifest["rule"], manifest["contests"]
    for index, given in by_contest(marks).items():
        if index >= len(contests):
            return f"there is no contest {index}"
        for number, _ in given:
            if number not in contests[index]["numbers"]:
                return f"contest {index}: there is no innovation {number}"
        if len(given) > min(most_marks(rule), contests[index]["max_marks"]):
            return f"contest {index}: too many marks"
        if not values_obey(rule, sorted(value for _, value in given)):
            return f"contest {index}: the values of the marks break the rule"
    return None


def values_obey(rule: dict[str, Any], values: list[int]) -> bool:
    """Whether one contest's ascending values are such as the rule has."""
    if rule["kind"] in ("points", "score"):
        most = rule.get("total") if rule["kind"] == "points" else sum(values)
        return values[0] >= 1 and values[-1] <= rule["max"] and sum(values) <= most
    if rule["kind"] == "ranked":
        return values == list(range(1, len(values) + 1))
    return values[0] == values[-1] == 1


def most_marks(rule: dict[str, Any]) -> int:
    """How many marks a ballot may have in a contest by the rule."""
    own = {"one_per_category": 1, "points": rule.get("total"), "score": 0xFFFF}
    return own.get(rule["kind"], rule.get("max"))


# Ties


@dataclass
class Later:
    """What settles ties, known after the close: the jury's means in millionths, the lot's seed."""

    jury: dict[int, int] = field(default_factory=dict)
    seed: bytes | None = None


def seed_of_lot(manifest_hash: bytes, value: str) -> bytes:
    """The seed of the lot with this value, without space at either end."""
    return sha256(b"peta/lot/v1" + manifest_hash + value.strip().encode()).digest()


def decode_mean(text: Any) -> int | None:
    """A decimal below 10^9 with up to six digits after the point, in millionths."""
    if type(text) is not str or not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,6})?", text):
        return None
    whole, _, part = text.partition(".")
    return int(whole) * 10**6 + int(part.ljust(6, "0"))


def decode_jury(document: Any, manifest: dict[str, Any]) -> dict[int, int]:
    """The jury's means: of innovations on the ballot, which ascend."""
    demand(type(document) is dict and type(document.get("means")) is list, "jury.json: no means")
    listed = {number for contest in manifest["contests"] for number in contest["numbers"]}
    means: dict[int, int] = {}
    for place, item in enumerate(document["means"]):
        where = f"jury.json: means[{place}]"
        demand(type(item) is dict and is_count(item.get("number"), 0, 2**32 - 1),
               f"{where}: no number")
        number, mean = item["number"], decode_mean(item.get("mean"))
        demand(number > max(means, default=-1), f"{where}: numbers do not ascend")
        demand(number in listed, f"{where}: nobody can vote for innovation {number}")
        demand(mean is not None, f"{where}: the mean is none")
        means[number] = mean
    return means


def settle(tied: list[int], tie_rule: str, later: Later) -> list[list[int]] | None:
    """Those who tie in groups, best first; None where something is not known yet."""
    if tie_rule == "joint_winners":
        return [sorted(tied)]
    if tie_rule == "jury_mean" and all(number in later.jury for number in tied):
        groups: dict[int, list[int]] = {}
        for number in sorted(tied):
            groups.setdefault(later.jury[number], []).append(number)
        return [groups[mean] for mean in sorted(groups, reverse=True)]
    if tie_rule == "lot" and later.seed is not None:
        draws = {number: sha256(later.seed + number.to_bytes(4, "big")).digest()
                 for number in tied}
        return [[number] for number in sorted(tied, key=lambda number: draws[number])]
    return None


# Counting


def count(manifest: dict[str, Any], ballots: Iterable[list[Mark]],
          total_ballots: int | None = None, later: Later | None = None) -> list[dict[str, Any]]:
    """The `contests` of a result: the marks of the ballots that count, by the manifest's rule.

    The marks have to obey the manifest. `total_ballots` is for those who leave out ballots
    without a mark; otherwise it is the number of `ballots`.
    """
    later = later or Later()
    tallies = [ContestTally(manifest, contest, later) for contest in manifest["contests"]]
    seen = 0
    for seen, marks in enumerate(ballots, 1):
        for contest, given in by_contest(marks).items():
            tallies[contest].add(given)
    total = seen if total_ballots is None else total_ballots
    return [tally.result(total) for tally in tallies]


class ContestTally:
    """What is known of one contest while its ballots come."""

    def __init__(self, manifest: dict[str, Any], contest: dict[str, Any], later: Later) -> None:
        self.later = later
        self.rule: dict[str, Any] = manifest["rule"]
        self.kind: str = self.rule["kind"]
        self.run_off = self.kind == "ranked" and self.rule["count"] == "instant_runoff"
        self.tie_rule = manifest.get("tie_rule", "joint_winners")
        minimum = manifest.get("minimum_turnout")
        self.minimum = minimum if is_count(minimum) else 0
        self.contest = contest
        self.ballots = self.marks = self.undervotes = 0
        self.votes = {number: 0 for number in sorted(contest["numbers"])}
        self.orders: Counter[tuple[int, ...]] = Counter()

    def add(self, given: list[tuple[int, int]]) -> None:
        """Take the marks (number, value) of one ballot in this contest."""
        self.ballots += 1
        self.marks += len(given)
        self.undervotes += self.is_undervote(given)
        if self.run_off:
            by_place = sorted(given, key=lambda mark: mark[1])
            self.orders[tuple(number for number, _ in by_place)] += 1
            return
        for number, value in given:
            if self.kind == "ranked":
                self.votes[number] += self.rule["max"] + 1 - value
            else:
                self.votes[number] += value if self.kind in ("points", "score") else 1

    def is_undervote(self, given: list[tuple[int, int]]) -> bool:
        """Whether this ballot had something left to give."""
        innovations = len(self.votes)
        if self.kind == "points":
            most = min(self.rule["total"], self.rule["max"] * innovations)
            return sum(value for _, value in given) < most
        return len(given) < min(most_marks(self.rule), innovations)

    def result(self, total_ballots: int) -> dict[str, Any]:
        """This contest as it stands in a result.

        Ranks follow votes but in a run-off, where equal votes may have left in different rounds
        and different votes share the first place while a count waits; and but for a tie for the
        first place that was settled.
        """
        votes, ranks, rounds = self.votes, competition_ranks(self.votes), None
        if self.run_off:
            votes, ranks, rounds = instant_run_off(
                list(votes), self.orders, self.tie_rule, self.later)
        settled = None if self.run_off else self.settle_first(ranks)
        sharing = Counter(ranks.values())
        result = {"ballots": self.ballots, "marks": self.marks, "rows": [
            {"number": number, "votes": votes[number], "rank": ranks[number],
             "tied": sharing[ranks[number]] > 1}
            for number in sorted(votes, key=lambda one: (ranks[one], -votes[one], one))]}
        if "category" in self.contest:
            result["category"] = self.contest["category"]
        if self.kind in ("points", "score", "ranked"):
            result["abstentions"] = total_ballots - self.ballots
            result["undervotes"] = self.undervotes
        if self.ballots < self.minimum:
            result["short_by"] = self.minimum - self.ballots
        if settled is not None:
            result["settled"] = settled
        if rounds is not None:
            result["rounds"] = rounds
        return in_order(result)


    def settle_first(self, ranks: dict[int, int]) -> dict[str, Any] | None:
        """How a tie for the first place was settled; puts its order into the ranks."""
        tied = [number for number in self.votes if ranks[number] == 1 and self.votes[number] > 0]
        if len(tied) < 2 or self.tie_rule == "joint_winners" or self.ballots < self.minimum:
            return None
        groups = settle(tied, self.tie_rule, self.later)
        if groups is None:
            return None
        rank = 1
        for group in groups:
            ranks |= dict.fromkeys(group, rank)
            rank += len(group)
        return {"by": self.tie_rule, "order": groups}


def competition_ranks(votes: dict[int, int]) -> dict[int, int]:
    """1 + how many have more votes, for each number: 1, 2, 2, 4."""
    how_many = Counter(votes.values())
    rank_of, rank = {}, 1
    for amount in sorted(how_many, reverse=True):
        rank_of[amount] = rank
        rank += how_many[amount]
    return {number: rank_of[amount] for number, amount in votes.items()}


def instant_run_off(
    numbers: list[int], orders: dict[tuple[int, ...], int], tie_rule: str, later: Later
) -> tuple[dict[int, int], dict[int, int], list[dict[str, Any]]]:
    """Votes in the last round of each number, its rank, and all rounds.

    `orders` has for each order of innovations how many ballots gave it.
    """
    standing = sorted(numbers)
    votes: dict[int, int] = {}
    ranks: dict[int, int] = {}
    history: list[dict[int, int]] = []
    rounds: list[dict[str, Any]] = []
    while True:
        now, exhausted = {number: 0 for number in standing}, 0
        for order, amount in orders.items():
            first = next((number for number in order if number in now), None)
            if first is None:
                exhausted += amount
            else:
                now[first] += amount
        votes |= now
        leaving, by = who_leaves(now, history, tie_rule, later)
        rounds.append({"votes": list(now.values()), "exhausted": exhausted,
                       "eliminated": leaving, "by": by})
        if not leaving:
            last = competition_ranks(now) if by == "majority" else dict.fromkeys(standing, 1)
            return votes, ranks | last, rounds
        history.append(now)
        standing = [number for number in standing if number not in leaving]
        ranks |= dict.fromkeys(leaving, 1 + len(standing))


def who_leaves(
    now: dict[int, int], history: list[dict[int, int]], tie_rule: str, later: Later
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
    groups = settle(alike, tie_rule, later)
    if groups is None:
        return [], "unsettled"
    if len(groups[-1]) == len(now):
        return [], "tie"
    return groups[-1], "joint" if len(groups) == 1 else tie_rule


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
        self.keys: list[LogKey] = []
        self.key_at = 0
        self.checkpoint: Checkpoint | None = None
        self.kept: Checkpoint | None = None
        self.entries: list[bytes] = []
        self.leaves: list[bytes] = []
        self.manifest: dict[str, Any] = {}
        self.manifest_hash = b""
        self.roll = Roll()
        self.ballots: list[tuple[int, bytes]] = []
        self.ballot_hashes: set[bytes] = set()
        self.open_at: int | None = None
        self.close_at: int | None = None
        self.activated_at: dict[int, int] = {}
        self.openings_at: int | None = None
        self.pairs: list[tuple[int, int]] = []
        self.counting: list[int] | None = None
        self.jury_at: int | None = None
        self.lot_at: int | None = None
        self.later = Later()
        self.contests: list[dict[str, Any]] | None = None

    def run(self) -> str | None:
        """All steps in the protocol's order; gives what does not hold, if anything."""
        steps = (self.check_checkpoint, self.check_tiles, self.check_manifest, self.check_roll,
                 self.check_entries, self.check_ballots, self.check_result, self.check_openings,
                 self.check_page)
        try:
            for step in steps:
                step()
        except Refused as refused:
            return printable(str(refused))
        except Exception as error:  # the last net: a checker must not fall over its input
            return f"checker: {type(error).__name__} in {step.__name__}"
        return None

    def read(self, name: str, limit: int = JSON_LIMIT) -> bytes:
        """A file of the archive."""
        return read_file(self.folder / name, name, limit)

    # 1. The checkpoint

    def check_checkpoint(self) -> None:
        """The log's keys, the checkpoint, and what is known at once of the one that was kept."""
        self.keys = decode_log_keys(self.read("log/key", NOTE_LIMIT), "log/key")
        demand(self.known_key in (None, *self.keys),
               "log/key: the key known beforehand is not among them")
        path = self.folder / "log/checkpoint"
        self.checkpoint = read_checkpoint(path, "log/checkpoint", self.keys[-1:])
        if self.kept_path is None:
            return
        where = "kept checkpoint"
        self.kept = read_checkpoint(self.kept_path, where, self.keys)
        size = self.checkpoint.size
        demand(self.kept.size <= size,
               f"{where}: has {self.kept.size} entries, the archive {size}")
        demand(self.kept.size < size or self.kept.root == self.checkpoint.root,
               f"{where}: another root with the same size {size}")

    # 2. The entries

    def check_tiles(self) -> None:
        """All tiles of entries, the root over them, and the root that was kept."""
        tree, size = Tree(), self.checkpoint.size
        kept_root = tree.root()
        for first in range(0, size, TILE_WIDTH):
            name = f"log/tile/entries/{tile_number(first // TILE_WIDTH)}"
            if size - first < TILE_WIDTH:
                name += f".p/{size - first}"
            for _, entry in read_pieces(self.folder, name, first, size, "entry"):
                self.entries.append(entry)
                self.leaves.append(hash_of_leaf(entry))
                tree.push(self.leaves[-1])
                if self.kept and tree.size == self.kept.size:
                    kept_root = tree.root()
        demand(tree.root() == self.checkpoint.root,
               f"log: the root of the {size} entries is not the checkpoint's")
        self.lines.append(
            f"Log {printable(self.keys[0].name)}: {size} entries, root "
            f"{self.checkpoint.root.hex()}, signed with key {self.keys[-1].key_id.hex()}.")
        if self.kept:
            demand(kept_root == self.kept.root,
                   f"kept checkpoint: not the root of the first {self.kept.size} entries")
            self.lines.append(f"It begins with the {self.kept.size} entries that were kept.")

    # 3. The manifest

    def check_manifest(self) -> None:
        """Its hash in the one entry `manifest` before the open, in the open and in the close."""
        data = self.read("manifest.json")
        self.manifest_hash = sha256(b"peta/manifest/v1" + data).digest()
        seen = False
        for index, entry in enumerate(self.entries):
            kind = uint(entry, 0, 1)
            if kind not in (MANIFEST, OPEN, CLOSE):
                continue
            where = f"entry {index}: {KINDS[kind][0]}"
            demand(kind != MANIFEST or not seen, f"{where}: stands twice")
            demand(kind != OPEN or seen, f"{where}: stands before manifest")
            demand(entry[1:33] == self.manifest_hash, f"{where}: not the hash of manifest.json")
            seen = seen or kind == MANIFEST
        demand(seen, "log: no entry manifest")
        self.manifest = decode_json(data, "manifest.json")
        check_manifest_shape(self.manifest)
        self.check_witnesses()
        self.lines.append(
            f"Manifest of {printable(self.manifest['edition'])}: "
            f"{len(self.manifest['contests'])} contest(s), rule {self.manifest['rule']['kind']}.")

    def check_witnesses(self) -> None:
        """How many of those that the manifest names cosigned the checkpoint."""
        named = self.manifest.get("witnesses", [])
        demand(isinstance(named, list) and all(isinstance(it, str) for it in named),
               "manifest.json: witnesses: not a list of keys")
        keys = [decode_log_key(it, "manifest.json: witnesses", 4) for it in named]
        name = "log/checkpoint"
        cosigned = count_cosignatures(self.read(name, NOTE_LIMIT), name, keys)
        if keys:
            self.lines.append(f"{cosigned} of {len(keys)} witnesses cosigned the checkpoint.")

    # 4. The roll

    def check_roll(self) -> None:
        """Its order, and its root in the manifest."""
        self.roll = decode_roll(self.read("roll.json"))
        if "roll" not in self.manifest:
            demand(not self.roll.batches, "roll.json: has batches, and the manifest no roll")
        else:
            demand(self.roll.batches, "roll.json: no batches, and the manifest has a roll")
            root = root_of(sorted(self.roll.batch_of)).hex()
            demand(root == self.manifest["roll"], "roll.json: its root is not the manifest's")
        self.lines.append(f"Roll: {len(self.roll.batch_of)} voting codes in "
                          f"{len(self.roll.batches)} batches.")

    # 5. Entry by entry

    def check_entries(self) -> None:
        """Kind, length, order and contents of each entry but the ballots' contents."""
        for index, entry in enumerate(self.entries):
            kind = check_shape(entry, f"entry {index}")
            where = f"entry {index}: {KINDS[kind][0]}"
            if kind == BALLOT:
                self.ballot_hashes.add(self.leaves[index])
                self.ballots.append((index, entry))
            elif kind == OPEN:
                demand(self.open_at is None, f"{where}: stands twice")
                self.open_at = index
            elif kind == CLOSE:
                demand(self.close_at is None, f"{where}: stands twice")
                demand(self.open_at is not None, f"{where}: stands before open")
                self.close_at = index
            elif kind == ACTIVATION:
                self.take_activation(index, entry, where)
            elif kind == VOID:
                self.check_void(entry, where)
            elif kind == KEY_CHANGE:
                self.take_key_change(entry, where)
            elif kind == JURY:
                demand(self.jury_at is None, f"{where}: stands twice")
                demand(self.close_at is not None, f"{where}: stands before close")
                demand(self.manifest.get("tie_rule") == "jury_mean", f"{where}: no tie asks for it")
                self.jury_at = index
            elif kind == LOT:
                self.take_lot(index, where)
            elif kind in (OPENINGS, RESULT):
                self.take_openings_or_result(index, entry, where)
        demand(self.open_at is not None, "log: no entry open")
        demand(self.close_at is not None, "log: no entry close")
        demand(self.key_at == len(self.keys) - 1, "log/key: a key that no key change leads to")
        if self.key_at:
            self.lines.append(f"Keys: {self.key_at} key change(s), each signed by the key before.")

    def take_activation(self, index: int, entry: bytes, where: str) -> None:
        """An activation is of a batch of the roll, with its count and root, and stands once."""
        number = uint(entry, 1, 4)
        keys = self.roll.batches.get(number)
        demand(keys is not None, f"{where}: batch {number} is not in the roll")
        demand(uint(entry, 5, 4) == len(keys), f"{where}: not the count of batch {number}")
        demand(entry[9:41] == root_of(keys), f"{where}: not the root of batch {number}")
        demand(number not in self.activated_at, f"{where}: batch {number} stands twice")
        self.activated_at[number] = index

    def check_void(self, entry: bytes, where: str) -> None:
        """A void names a ballot before it, or a credential or batch of the roll."""
        name = void_name(entry)
        if entry[1] == VOID_BALLOT:
            demand(name in self.ballot_hashes, f"{where}: no such ballot before it")
        elif entry[1] == VOID_CREDENTIAL:
            demand(name in self.roll.batch_of, f"{where}: the credential is not in the roll")
        else:
            demand(uint(name, 0, 4) in self.roll.batches, f"{where}: the batch is not in the roll")

    def take_key_change(self, entry: bytes, where: str) -> None:
        """The new key is the next one in `log/key`, and the one before signed for it."""
        old, new = self.keys[self.key_at].public_key, entry[1:33]
        self.key_at += 1
        demand(new in [key.public_key for key in self.keys[self.key_at : self.key_at + 1]],
               f"{where}: not to the next key in log/key")
        message = b"peta/log-key/v1" + self.keys[0].name.encode() + b"\n" + old + new
        demand(signature_verifies(old, entry[33:97], message),
               f"{where}: not signed by the key before")

    def take_lot(self, index: int, where: str) -> None:
        """The value stands once, after the close; for a sample behind the first openings."""
        is_sample = self.manifest.get("openings") == "sample"
        demand(self.lot_at is None, f"{where}: stands twice")
        demand(self.close_at is not None, f"{where}: stands before close")
        demand(is_sample or self.manifest.get("tie_rule") == "lot", f"{where}: nothing is drawn")
        demand(not is_sample or self.openings_at is not None or self.pairs,
               f"{where}: stands before the openings that it is drawn from")
        self.lot_at = index

    def take_openings_or_result(self, index: int, entry: bytes, where: str) -> None:
        """They stand in turn, after the close; a result is counted from what stands before."""
        demand(self.close_at is not None, f"{where}: stands before close")
        if entry[0] == OPENINGS:
            demand(self.openings_at is None, f"{where}: stands out of turn")
            self.openings_at = index
            return
        demand(self.openings_at is not None, f"{where}: stands out of turn")
        demand(uint(entry, 33, 8) <= self.openings_at,
               f"{where}: counted from more entries than stand before its openings")
        self.pairs.append((self.openings_at, index))
        self.openings_at = None

    # 6. Each ballot

    def check_ballots(self) -> None:
        """Each ballot by itself, and none twice."""
        bad = all_badly_signed(self.ballots)
        seen: set[bytes] = set()
        for index, entry in self.ballots:
            where = f"entry {index}: ballot"
            channel, seq = entry[1], uint(entry, 66, 2)
            demand(entry[2:34] == self.manifest_hash, f"{where}: of another manifest")
            demand(index not in bad, f"{where}: the signature does not verify")
            demand(1 <= seq <= SEQ_LIMITS[channel],
                   f"{where}: seq {seq} is not 1 to {SEQ_LIMITS[channel]}")
            demand(entry[34:68] not in seen, f"{where}: seq {seq} of this credential stands twice")
            seen.add(entry[34:68])
            demand(index > self.open_at, f"{where}: stands before open")
            demand(index < self.close_at or channel in (KIOSK, PAPER),
                   f"{where}: stands behind close with channel {CHANNELS[channel]}")
            batch = self.roll.batch_of.get(entry[34:66])
            if channel == DEVICE:
                demand(batch is None, f"{where}: channel device with a credential of the roll")
            else:
                demand(batch is not None, f"{where}: the credential is not in the roll")
                demand(self.activated_at.get(batch, index) < index,
                       f"{where}: no activation of batch {batch} before it")
        self.lines.append(f"Ballots: {len(self.ballots)} in the log, "
                          f"{len(self.ballots)} signatures by their credentials.")

    # 7. The result

    def check_result(self) -> None:
        """The published result is that of the last entry `result`; what counts by the log."""
        if not self.pairs:
            demand(not os.path.lexists(self.folder / "result.json"),
                   "result.json: there is no entry result")
            self.lines.append("Result: no result was published yet; all entries are counted.")
            self.read_later(len(self.entries))
            self.count_ballots(len(self.entries))
            return
        index = self.pairs[-1][1]
        where, entry = f"entry {index}: result", self.entries[index]
        self.read_later(uint(entry, 33, 8))
        data, size = self.read("result.json"), uint(entry, 33, 8)
        demand(sha256(data).digest() == entry[1:33], f"{where}: not the hash of result.json")
        result = decode_json(data, "result.json")
        demand(type(result) is dict, "result.json: no object")
        self.lines.append(f"Result: {len(self.pairs)} in the log; the last is in force.")
        expected = {"version": 1, "edition": self.manifest["edition"],
                    "manifest": self.manifest_hash.hex(), "size": size}
        for name, value in (expected | self.count_ballots(size)).items():
            demand(name in result and agrees(result[name], value),
                   f"result.json: {name}: not {json.dumps(value)}")
        check_contests_shape(self.manifest, result.get("contests"))
        self.contests = in_order(result["contests"])

    def read_later(self, size: int) -> None:
        """The jury's means and the lot's value, as far as they stand in the first entries."""
        if self.jury_at is None:
            demand(not os.path.lexists(self.folder / "jury.json"),
                   "jury.json: there is no entry jury")
        else:
            data = self.read("jury.json")
            demand(sha256(data).digest() == self.entries[self.jury_at][1:33],
                   f"entry {self.jury_at}: jury: not the hash of jury.json")
            means = decode_jury(decode_json(data, "jury.json"), self.manifest)
            if self.jury_at < size:
                self.later.jury = means
                self.lines.append(f"Jury: means of {len(means)} innovations settle ties.")
        if self.lot_at is not None and self.lot_at < size:
            self.later.seed = self.seed()

    def seed(self) -> bytes:
        """The seed of the lot, wherever it stands."""
        return seed_of_lot(self.manifest_hash, self.entries[self.lot_at][3:].decode())

    def count_ballots(self, size: int) -> dict[str, Any]:
        """Which of the first `size` entries' ballots count, and these fields of a result."""
        named: dict[int, set[bytes]] = {what: set() for what in VOID_NAME_LENGTHS}
        for entry in self.entries[:size]:
            if entry[0] == VOID:
                named[entry[1]].add(void_name(entry))
        void_batches = {uint(name, 0, 4) for name in named[VOID_BATCH]}
        newest: dict[bytes, tuple[int, int]] = {}
        void = replaced = 0
        for index, entry in self.ballots:
            key = entry[34:66]
            if index >= size:
                break
            if (self.leaves[index] in named[VOID_BALLOT] or key in named[VOID_CREDENTIAL]
                    or self.roll.batch_of.get(key) in void_batches):
                void += 1
                continue
            replaced += key in newest
            newest[key] = max(newest.get(key, (0, 0)), (uint(entry, 66, 2), index))
        self.counting = sorted(index for _, index in newest.values())
        channels = Counter(self.entries[index][1] for index in self.counting)
        self.lines.append(
            f"Of the first {size} entries {len(self.counting)} ballots count, {replaced} were "
            f"replaced, {void} are void (voids: {len(named[VOID_BALLOT])} of ballots, "
            f"{len(named[VOID_CREDENTIAL])} of credentials, {len(void_batches)} of batches).")
        return {
            "ballots": len(self.counting),
            "channels": [{"channel": CHANNELS[channel], "ballots": channels[channel]}
                         for channel in sorted(channels)],
            "replaced": replaced,
            "void": void,
        }

    # 9. The recount page

    def check_page(self) -> None:
        """If there is one, it is the page that the manifest names."""
        name = "verify.html"
        if "verifier" in self.manifest and os.path.lexists(self.folder / name):
            demand(sha256(self.read(name)).digest() == bytes.fromhex(self.manifest["verifier"]),
                   f"{name}: not the page that manifest.json names")
            self.lines.append(f"The page {name} is the one that the manifest names.")

    # 8. The openings

    def check_openings(self) -> None:
        """Each ballot that counts is opened, and the counts are those of the marks."""
        index = self.pairs[-1][0] if self.pairs else None
        entry = self.entries[index] if self.pairs else b""
        names = [f"openings/{tile_number(at)}"
                 for at in range((len(self.counting) + TILE_WIDTH - 1) // TILE_WIDTH)]
        if names and not any(os.path.lexists(self.folder / name) for name in names):
            demand(not entry or uint(entry, 1, 8) == len(self.counting),
                   f"entry {index}: openings: its count is not the number of ballots that count")
            is_drawn = self.manifest.get("openings") == "sample" and self.lot_at is not None
            if entry and is_drawn and os.path.lexists(self.folder / "sample"):
                self.check_sample(entry)
                return
            self.lines.append("Openings: not published. Who voted is proven, but not for what.")
            if entry:
                self.lines.append("The counts of marks are as published, not proven.")
            return
        tree = Tree()
        counted = count(self.manifest, self.opened_marks(names, tree), later=self.later)
        if entry:
            where = f"entry {index}: openings: its"
            demand(uint(entry, 1, 8) == tree.size, f"{where} count is not that of the openings")
            demand(entry[9:41] == tree.root(), f"{where} root is not that of the openings")
            for place, contest in enumerate(self.contests):
                expected = {name: value for name, value in counted[place].items()
                            if name in DEMANDED or name in contest}
                is_same = ("settled" in contest) == ("settled" in expected)
                demand(is_same and agrees(contest, expected),
                       f"result.json: contests[{place}]: not the count of the marks")
        self.contests = counted
        self.lines.append(f"Openings: {tree.size}, each of the commitment in its ballot.")

    def check_sample(self, entry: bytes) -> None:
        """The drawn openings and no others, each in the tree of all."""
        seed, ballots = self.seed(), [self.leaves[index] for index in self.counting]
        draws = sorted((sha256(b"peta/sample/v1" + seed + ballot).digest(), place)
                       for place, ballot in enumerate(ballots))
        drawn = sorted(place for _, place in draws[: self.manifest["sample_ballots"]])
        pieces = split_pieces(self.read("sample"), "sample", 0, len(drawn), "drawn opening")
        for at, piece in pieces:
            where, place = f"drawn opening {at}", uint(piece, 0, 8)
            demand(len(piece) > 8 and place == drawn[at], f"{where}: not the one that was drawn")
            end = 9 + 32 * piece[8]
            proof = [piece[start : start + 32] for start in range(9, end, 32)]
            self.check_opening(place, piece[end:])
            demand(root_by_proof(hash_of_leaf(piece[end:]), place, uint(entry, 1, 8), proof)
                   == entry[9:41], f"{where}: not in the tree of openings")
        self.lines.append(f"Who voted is proven; {len(drawn)} drawn ballots are what they were; "
                          "the totals are by the organiser's count.")

    def opened_marks(self, names: list[str], tree: Tree) -> Iterator[list[Mark]]:
        """The marks of the openings in their order, each checked; the tree gets them too."""
        for at, name in enumerate(names):
            for place, opening in read_pieces(
                    self.folder, name, at * TILE_WIDTH, len(self.counting), "opening"):
                yield self.check_opening(place, opening)
                tree.push(hash_of_leaf(opening))

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


def check_shape(entry: bytes, where: str) -> int:
    """The kind of an entry, if it is known and its bytes are such as that kind has."""
    kind = uint(entry, 0, 1)
    demand(kind in KINDS, f"{where}: its kind is not known")
    name, length = KINDS[kind]
    where = f"{where}: {name}"
    if kind == VOID:
        demand(uint(entry, 1, 1) in VOID_NAME_LENGTHS, f"{where}: of nothing that is known")
        length += VOID_NAME_LENGTHS[entry[1]]
    text_at = length + 2
    if kind in TEXTS:
        length = text_at + uint(entry, length, 2)
    demand(len(entry) >= length, f"{where}: ends too early")
    demand(len(entry) == length, f"{where}: has bytes behind its end")
    if kind in TEXTS:
        demand(1 <= length - text_at <= TEXT_LIMIT,
               f"{where}: its text is not 1 to {TEXT_LIMIT} bytes")
        text = decode_utf8(entry[text_at:], f"{where}: its text")
        demand(not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f]", text),
               f"{where}: its text has control characters")
    demand(kind != BALLOT or entry[1] < len(CHANNELS), f"{where}: channel {entry[1]} is not known")
    return kind


def void_name(entry: bytes) -> bytes:
    """What a void names."""
    return entry[2 : 2 + VOID_NAME_LENGTHS[entry[1]]]


def check_contests_shape(manifest: dict[str, Any], contests: Any) -> None:
    """Refuse contests that are not those of the manifest, or that we could not print."""
    demand(type(contests) is list, "result.json: contests: no list")
    demand(len(contests) == len(manifest["contests"]),
           "result.json: contests: not as many as in the manifest")
    for place, (contest, expected) in enumerate(zip(contests, manifest["contests"])):
        where = f"result.json: contests[{place}]"
        demand(type(contest) is dict and type(contest.get("rows")) is list, f"{where}: no rows")
        demand(("category" in contest) == ("category" in expected)
               and contest.get("category") == expected.get("category"),
               f"{where}: category: not that of the manifest")
        demand(is_count(contest.get("ballots")) and is_count(contest.get("marks")),
               f"{where}: ballots or marks: no number")
        settled = contest.get("settled", {"by": ""})
        demand(type(settled) is dict and type(settled.get("by")) is str,
               f"{where}: settled: not how")
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
        if "settled" in contest:
            by = printable(contest["settled"]["by"])
            yield f"  The tie for the first place was settled by {by}."
        for row in contest["rows"]:
            name = printable(names.get(row["number"], "not in the manifest"))
            tie = ", tie" if row["tied"] else ""
            yield f"  {row['rank']}. no. {row['number']} {name}: {row['votes']} votes{tie}"


def report(verifier: Verifier, fault: str | None) -> str:
    """What was checked, the result, and the verdict as the last line."""
    lines = list(verifier.lines)
    if fault is None:
        lines.extend(result_lines(verifier.manifest, verifier.contests or []))
    return "\n".join([*lines, "OK" if fault is None else f"REFUSED: {fault}"])


def json_report(verifier: Verifier, fault: str | None) -> str:
    """The same for machines; null is what was not reached or not published."""
    checkpoint = verifier.checkpoint
    return json.dumps({
        "ok": fault is None,
        "fault": fault,
        "size": checkpoint and checkpoint.size,
        "root": checkpoint and checkpoint.root.hex(),
        "ballots": None if verifier.counting is None else len(verifier.counting),
        "contests": None if fault else verifier.contests,
    })


def count_lines() -> int:
    """Count each election of standard input; one line of JSON for each."""
    status = 0
    for number, line in enumerate(sys.stdin.buffer, 1):
        try:
            election = json.loads(line)
            ballots = [[tuple(mark) for mark in ballot] for ballot in election["ballots"]]
            later = Later()
            if election.get("jury") is not None:
                later.jury = decode_jury(election["jury"], election["manifest"])
            if election.get("lot") is not None:
                value, manifest_hash = election["lot"]
                later.seed = seed_of_lot(bytes.fromhex(manifest_hash), value)
            contests = count(election["manifest"], ballots, election.get("total_ballots"), later)
        except (Refused, ValueError, KeyError, TypeError, IndexError, RecursionError) as error:
            print(f"line {number}: {type(error).__name__}: {error}", file=sys.stderr)
            contests, status = None, 1
        print(json.dumps(contests, separators=(",", ":"), ensure_ascii=False))
    return status


def main() -> int:
    """Run from the command line."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    parser = argparse.ArgumentParser(description="Checks an election archive.")
    parser.add_argument("archive", nargs="?", type=Path, metavar="ARCHIVE_FOLDER")
    parser.add_argument("--log-key", metavar="VKEY", help="a key of the log, known beforehand")
    parser.add_argument("--checkpoint", type=Path, metavar="FILE", help="an older checkpoint")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--count", action="store_true",
                        help="count elections from standard input, one JSON object in a line")
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
