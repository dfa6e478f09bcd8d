#!/usr/bin/env python3
"""Tests of tools/verify.py, with archives built here from docs/PROTOCOL.md.

    python3 tools/test_verify.py                            the tests
    python3 tools/test_verify.py --write DIR                one valid archive, for other checkers

--write takes further: --seed N, --ballots N (at least so many), --key-changes N, --no-openings and
--no-result.
"""

from __future__ import annotations

import argparse
import base64
import contextlib
import io
import json
import random
import shutil
import struct
import subprocess
import sys
import tempfile
import unittest
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

import verify

HERE = Path(__file__).resolve().parent
VECTORS = HERE.parent / "crates/ledger/tests"
ORIGIN = "vote.example/uji-2026"
DEVICE, CODE, KIOSK, PAPER = range(4)
NAMES = ["device", "code", "kiosk", "paper"]
TIME = 1_786_161_600


# The builder: an organiser's log and archive, in the protocol's words


def leaf_hash(entry: bytes) -> bytes:
    """The RFC 6962 leaf hash."""
    return sha256(b"\x00" + entry).digest()


def root_of_hashes(hashes: list[bytes]) -> bytes:
    """The root, by the definition of the protocol: split at the largest power of two."""
    if not hashes:
        return sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    middle = 1 << ((len(hashes) - 1).bit_length() - 1)
    left, right = root_of_hashes(hashes[:middle]), root_of_hashes(hashes[middle:])
    return sha256(b"\x01" + left + right).digest()


def root_of(entries: list[bytes]) -> bytes:
    """The root over entries."""
    return root_of_hashes([leaf_hash(entry) for entry in entries])


def secret(label: str) -> Ed25519PrivateKey:
    """A key pair made of a label."""
    return Ed25519PrivateKey.from_private_bytes(sha256(label.encode()).digest())


def public(key: Ed25519PrivateKey) -> bytes:
    """Its public key."""
    return key.public_key().public_bytes_raw()


def text(words: str | bytes) -> bytes:
    """A text as entries have it."""
    data = words if isinstance(words, bytes) else words.encode()
    return struct.pack(">H", len(data)) + data


def canonical(marks: list[tuple[int, int, int]]) -> bytes:
    """Canonical marks."""
    return struct.pack(">H", len(marks)) + b"".join(struct.pack(">HIH", *mark) for mark in marks)


def with_lengths(pieces: list[bytes]) -> bytes:
    """A tile of entries or a file of openings."""
    return b"".join(struct.pack(">H", len(piece)) + piece for piece in pieces)


def path_of(number: int) -> str:
    """A tile's number in groups of three."""
    groups = [f"{number % 1000:03}"]
    while number := number // 1000:
        groups.append(f"x{number % 1000:03}")
    return "/".join(reversed(groups))


def vkey(name: str, key: Ed25519PrivateKey, algorithm: int = 1) -> str:
    """A key as it is written."""
    body = bytes([algorithm]) + public(key)
    key_id = sha256(name.encode() + b"\n" + body).digest()[:4]
    return f"{name}+{key_id.hex()}+{base64.b64encode(body).decode()}"


def cosignature_line(name: str, key: Ed25519PrivateKey, words: str, time: int) -> str:
    """A witness's line under a note."""
    key_id = bytes.fromhex(vkey(name, key, 4).split("+")[1])
    signed = key.sign(f"cosignature/v1\ntime {time}\n{words}".encode())
    line = base64.b64encode(key_id + struct.pack(">Q", time) + signed).decode()
    return f"\u2014 {name} {line}\n"


def signature_line(name: str, key: Ed25519PrivateKey, words: str) -> str:
    """A line under a note."""
    key_id = bytes.fromhex(vkey(name, key).split("+")[1])
    signed = base64.b64encode(key_id + key.sign(words.encode())).decode()
    return f"\u2014 {name} {signed}\n"


def compact(document: Any) -> bytes:
    """JSON without spaces."""
    return json.dumps(document, separators=(",", ":"), ensure_ascii=False).encode()


class Election:
    """One election: what is written goes into the log, and at last into a folder."""

    def __init__(self, seed: int = 1, rule: dict[str, Any] | None = None,
                 openings: str = "all", codes: int = 12,
                 witnesses: list[str] | None = None, verifier: str | None = None) -> None:
        self.seed = seed
        self.chance = random.Random(seed)
        self.log_key = secret(f"log {seed}")
        self.log_keys = [self.log_key]
        self.origin = ORIGIN
        self.entries: list[bytes] = []
        self.opening_of: dict[bytes, bytes] = {}
        self.later = verify.Later()
        self.more_files: dict[str, bytes] = {}
        self.codes = {1: [secret(f"code {seed} 1 {place}") for place in range(codes)],
                      2: [secret(f"code {seed} 2 {place}") for place in range(codes)]}
        self.booths = {1: "Manggar"}
        self.manifest = self.make_manifest(rule or {"kind": "one_per_category"}, openings)
        if witnesses is not None:
            self.manifest["witnesses"] = witnesses
        if verifier is not None:
            self.manifest["verifier"] = verifier
        self.manifest_bytes = compact(self.manifest)
        self.result: dict[str, Any] = {}
        self.result_bytes = b"{}"
        self.openings: list[bytes] = []
        self.publish_openings = True
        self.more_text = ""
        self.at: dict[str, int] = {}
        self.signed_by: list[tuple[str, Ed25519PrivateKey]] | None = None

    def make_manifest(self, rule: dict[str, Any], openings: str) -> dict[str, Any]:
        """Two categories of three and two innovations, or one contest over all five."""
        all_keys = sorted(public(key) for keys in self.codes.values() for key in keys)
        numbers = {"desa": [1, 2, 3], "sekolah": [4, 70_000]}
        if rule["kind"] == "one_per_category":
            contests = [{"category": category, "max_marks": 1, "numbers": some}
                        for category, some in numbers.items()]
        else:
            contests = [{"max_marks": rule.get("max", 1), "numbers": sum(numbers.values(), [])}]
        manifest = {
            "version": 1, "edition": "uji-2026", "name": {"id": "Uji", "en": "Trial"},
            "rule": rule, "tie_rule": "joint_winners", "visibility": {"kind": "live"},
            "contests": contests,
            "innovations": [
                {"number": number, "id": f"inovasi-{number}", "name": f"Inovasi {number}",
                 "category": category}
                for category, some in numbers.items() for number in some
            ],
            "openings": openings,
        }
        if all_keys:
            manifest["roll"] = root_of(all_keys).hex()
        return manifest

    def manifest_hash(self) -> bytes:
        """The hash that ballots are signed against."""
        return sha256(b"peta/manifest/v1" + self.manifest_bytes).digest()

    def add(self, entry: bytes) -> int:
        """Put an entry into the log; gives its index."""
        self.entries.append(entry)
        return len(self.entries) - 1

    def add_manifest(self) -> int:
        return self.add(b"\x02" + self.manifest_hash())

    def add_open(self) -> int:
        return self.add(b"\x03" + self.manifest_hash() + struct.pack(">Q", TIME))

    def add_close(self) -> int:
        return self.add(b"\x06" + self.manifest_hash() + struct.pack(">Q", TIME + 3600))

    def activation(self, batch: int) -> bytes:
        keys = sorted(public(key) for key in self.codes[batch])
        return b"\x05" + struct.pack(">II", batch, len(keys)) + root_of(keys)

    def add_void(self, what: int, name: bytes, reason: str | bytes = "Diminta pemilih.") -> int:
        return self.add(bytes([4, what]) + name + text(reason))

    def add_incident(self, words: str | bytes) -> int:
        return self.add(b"\x0a" + struct.pack(">Q", TIME) + text(words))

    def marks(self) -> list[tuple[int, int, int]]:
        """Marks of chance that obey the manifest."""
        rule, contests = self.manifest["rule"], self.manifest["contests"]
        marks: list[tuple[int, int, int]] = []
        while not marks:
            for index, contest in enumerate(contests):
                some = self.chance.sample(
                    contest["numbers"],
                    self.chance.randint(0, min(len(contest["numbers"]), contest["max_marks"])))
                values = list(range(1, len(some) + 1)) if rule["kind"] == "ranked" \
                    else [1] * len(some)
                marks += [(index, number, value) for number, value in zip(some, values)]
        return sorted(marks)

    def ballot(self, key: Ed25519PrivateKey, channel: int, seq: int,
               marks: list[tuple[int, int, int]] | bytes | None = None,
               manifest_hash: bytes | None = None) -> bytes:
        """An entry of a ballot; its opening is kept."""
        body = marks if isinstance(marks, bytes) else canonical(marks or self.marks())
        salt = self.chance.randbytes(32)
        commitment = sha256(b"peta/ballot/v1" + salt + body).digest()
        fields = ((manifest_hash or self.manifest_hash()) + public(key)
                  + struct.pack(">H", seq) + commitment)
        entry = bytes([1, channel]) + fields + key.sign(b"peta/cast/v1" + fields)
        self.opening_of[leaf_hash(entry)] = leaf_hash(entry) + salt + body
        return entry

    def add_ballot(self, *args: Any, **named: Any) -> int:
        return self.add(self.ballot(*args, **named))

    def counting(self, size: int) -> tuple[list[bytes], int, int]:
        """Ballots that count in the order of the log, how many are replaced, how many void."""
        first = self.entries[:size]
        ballots = [entry for entry in first if entry[0] == 1]
        batches = {struct.pack(">I", number): set(map(public, keys))
                   for number, keys in self.codes.items()}
        hashes: set[bytes] = set()
        credentials: set[bytes] = set()
        for entry in first:
            if entry[0] == 4 and entry[1] == 1:
                hashes.add(entry[2:34])
            elif entry[0] == 4:
                credentials |= {entry[2:34]} if entry[1] == 2 else batches[entry[2:6]]
        alive = [entry for entry in ballots
                 if leaf_hash(entry) not in hashes and entry[34:66] not in credentials]
        last: dict[bytes, bytes] = {}
        for entry in alive:
            kept = last.setdefault(entry[34:66], entry)
            if entry[66:68] > kept[66:68]:
                last[entry[34:66]] = entry
        counting = [entry for entry in alive if last[entry[34:66]] is entry]
        return counting, len(alive) - len(counting), len(ballots) - len(alive)

    def contests(self, openings: list[bytes]) -> list[dict[str, Any]]:
        """Counts for the rules whose votes are marks, by the definition."""
        given = [self.read_marks(opening[64:]) for opening in openings]
        if (self.manifest["rule"]["kind"] not in ("one_per_category", "approval")
                or self.later != verify.Later()):
            return verify.count(self.manifest, given, later=self.later)
        contests = []
        for index, contest in enumerate(self.manifest["contests"]):
            inside = [[number for place, number, _ in marks if place == index] for marks in given]
            votes = {number: sum(marks.count(number) for marks in inside)
                     for number in contest["numbers"]}
            values = list(votes.values())
            rows = [{"number": number, "votes": votes[number],
                     "rank": 1 + sum(value > votes[number] for value in values),
                     "tied": values.count(votes[number]) > 1}
                    for number in sorted(votes, key=lambda number: (-votes[number], number))]
            head = {"category": contest["category"]} if "category" in contest else {}
            contests.append(head | {"ballots": sum(map(bool, inside)),
                                    "marks": sum(map(len, inside)), "rows": rows})
        return contests

    @staticmethod
    def read_marks(data: bytes) -> list[tuple[int, int, int]]:
        """Marks out of an opening."""
        return [struct.unpack(">HIH", data[at:at + 8]) for at in range(2, len(data) - 7, 8)]

    def add_result(self, size: int | None = None,
                   change: Callable[[dict[str, Any]], None] | None = None) -> tuple[int, int]:
        """The two entries of a result; `change` may spoil the document before it is hashed."""
        size = len(self.entries) if size is None else size
        counting, replaced, void = self.counting(size)
        self.openings = [self.opening_of[leaf_hash(entry)] for entry in counting]
        channels = [entry[1] for entry in counting]
        self.result = {
            "version": 1, "edition": "uji-2026", "manifest": self.manifest_hash().hex(),
            "size": size, "ballots": len(counting),
            "channels": [{"channel": NAMES[channel], "ballots": channels.count(channel)}
                         for channel in range(4) if channel in channels],
            "replaced": replaced, "void": void, "contests": self.contests(self.openings),
        }
        if change:
            change(self.result)
        self.result_bytes = compact(self.result)
        at = self.add(b"\x07" + struct.pack(">Q", len(self.openings)) + root_of(self.openings))
        return at, self.add(self.result_entry(size))

    def result_entry(self, size: int) -> bytes:
        return b"\x08" + sha256(self.result_bytes).digest() + struct.pack(">Q", size)

    def change_key(self, by: Ed25519PrivateKey | None = None) -> int:
        """A new key of the log, signed by the one before."""
        new = secret(f"log {self.seed} {len(self.entries)}")
        both = public(self.log_key) + public(new)
        message = b"peta/log-key/v1" + self.origin.encode() + b"\n" + both
        at = self.add(b"\x09" + public(new) + (by or self.log_key).sign(message))
        self.log_key = new
        self.log_keys.append(new)
        return at

    def roll(self) -> dict[str, Any]:
        """The roll as it is published."""
        batches = []
        for number, keys in sorted(self.codes.items()):
            batch = {"number": number}
            if number in self.booths:
                batch["booth"] = self.booths[number]
            batches.append(batch | {"keys": sorted(public(key).hex() for key in keys)})
        return {"batches": batches}

    def checkpoint(self, size: int | None = None) -> bytes:
        """A signed checkpoint over the first `size` entries."""
        entries = self.entries if size is None else self.entries[:size]
        root = base64.b64encode(root_of(entries)).decode()
        words = f"{self.origin}\n{len(entries)}\n{root}\n{self.more_text}"
        signers = [(self.origin, self.log_key)] if self.signed_by is None else self.signed_by
        lines = "".join(signature_line(name, key, words) for name, key in signers)
        return f"{words}\n{lines}".encode()

    def files(self) -> dict[str, bytes]:
        """All files of the archive."""
        files = {
            "log/key": "".join(vkey(self.origin, key) + "\n" for key in self.log_keys).encode(),
            "log/checkpoint": self.checkpoint(),
            "manifest.json": self.manifest_bytes,
            "roll.json": compact(self.roll()),
        }
        if any(entry[:1] == b"\x08" for entry in self.entries):
            files["result.json"] = self.result_bytes
        for at in range(0, len(self.entries), 256):
            some = self.entries[at:at + 256]
            partial = "" if len(some) == 256 else f".p/{len(some)}"
            files[f"log/tile/entries/{path_of(at // 256)}{partial}"] = with_lengths(some)
        files |= self.hash_tiles() | self.more_files
        if self.publish_openings:
            for at in range(0, len(self.openings), 256):
                files[f"openings/{path_of(at // 256)}"] = with_lengths(self.openings[at:at + 256])
        return files

    def hash_tiles(self) -> dict[str, bytes]:
        """The tiles of hashes on all levels."""
        files, level = {}, 0
        hashes = [leaf_hash(entry) for entry in self.entries]
        while hashes:
            for at in range(0, len(hashes), 256):
                some = hashes[at:at + 256]
                partial = "" if len(some) == 256 else f".p/{len(some)}"
                files[f"log/tile/{level}/{path_of(at // 256)}{partial}"] = b"".join(some)
            hashes = [root_of_hashes(hashes[at:at + 256])
                      for at in range(0, len(hashes) - 255, 256)]
            level += 1
        return files


def write_files(files: dict[str, bytes], folder: Path) -> None:
    """Write an archive into a folder."""
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def build_election(seed: int = 1, ballots: int = 40, size: int | None = None,
                   key_changes: int = 0, **named: Any) -> Election:
    """A whole valid election with all kinds of entries.

    At least `ballots` ballots, or with `size` exactly so many entries. The marked places are
    in `at`. Of the key changes the first comes before most ballots, the others at the end.
    """
    election = Election(seed, **named)
    at = election.at
    at["manifest"] = election.add_manifest()
    at["activation"] = election.add(election.activation(1))
    at["open"] = election.add_open()
    one, two = election.codes[1], election.codes[2]
    devices = [secret(f"device {seed} {place}") for place in range(6)]
    at["device"] = election.add_ballot(devices[0], DEVICE, 1)
    at["code"] = election.add_ballot(one[0], CODE, 1)
    at["code again"] = election.add_ballot(one[0], KIOSK, 2)
    at["outdated"] = election.add_ballot(one[0], PAPER, 7)
    election.add_ballot(one[0], CODE, 5)
    at["activation 2"] = election.add(election.activation(2))
    election.add_ballot(one[1], KIOSK, 1)
    election.add_ballot(one[2], PAPER, 32_000)
    election.add_ballot(devices[1], DEVICE, 3)
    at["void later"] = election.add_ballot(devices[1], DEVICE, 500)
    at["lost"] = election.add_ballot(one[3], CODE, 1)
    election.add_ballot(one[4], CODE, 1)
    election.add_ballot(two[0], CODE, 1)
    election.add_ballot(two[1], KIOSK, 1)
    at["incident"] = election.add_incident("Listrik padam.\nKios 2 terus menerima.")
    if key_changes:
        at["key change"] = election.change_key()
    more = 0
    while len(election.entries) < (ballots if size is None else size - 13):
        election.add_ballot(secret(f"more {seed} {more}"), DEVICE, 1)
        more += 1
    hashes = [leaf_hash(entry) for entry in election.entries]
    at["void ballot"] = election.add_void(1, hashes[at["void later"]])
    at["close"] = election.add_close()
    at["behind"] = election.add_ballot(one[5], KIOSK, 1)
    election.add_ballot(one[6], PAPER, 1)
    at["void credential"] = election.add_void(2, public(one[3]), "Kode hilang.")
    at["openings 1"], at["result 1"] = election.add_result()
    election.add_ballot(one[7], KIOSK, 1)
    at["void batch"] = election.add_void(3, struct.pack(">I", 2), "Amplop terbuka – lihat acara.")
    counted = len(election.entries)
    election.add_incident("Kotak dibuka.")
    at["openings"], at["result"] = election.add_result(counted)
    at["last ballot"] = election.add_ballot(one[8], KIOSK, 1)
    for _ in range(1, key_changes):
        at["last key change"] = election.change_key()
    return election


def without_result(election: Election) -> None:
    """A log without its results, of which all entries are counted; openings are made for that."""
    taken = ("openings 1", "result 1", "openings", "result")
    for at in sorted((election.at.pop(label) for label in taken), reverse=True):
        del election.entries[at]
    counting = election.counting(len(election.entries))[0]
    election.openings = [election.opening_of[leaf_hash(entry)] for entry in counting]


def build_settled(tie_rule: str = "jury_mean", sample: int = 0) -> Election:
    """Two ties for the first place after the close, which the tie rule settles, or a sample."""
    election = Election()
    election.manifest["tie_rule"] = tie_rule
    if sample:
        election.manifest.update(openings="sample", sample_ballots=sample)
    election.manifest_bytes = compact(election.manifest)
    election.add_manifest()
    election.add_open()
    for voter in range(24):
        marks = [(0, 1 + voter % 3, 1), (1, 4 if voter % 2 else 70_000, 1)]
        election.add_ballot(secret(f"tie {voter}"), DEVICE, 1, marks)
    election.at["close"] = election.add_close()
    if sample:
        election.at["openings"], election.at["result"] = election.add_result()
    if tie_rule == "jury_mean":
        means = [(1, "87.25"), (2, "90"), (3, "90.000"), (4, "7")]
        election.more_files["jury.json"] = compact(
            {"means": [{"number": number, "mean": mean} for number, mean in means]})
        election.at["jury"] = election.add(
            b"\x0b" + sha256(election.more_files["jury.json"]).digest())
        election.later.jury = {1: 87_250_000, 2: 90_000_000, 3: 90_000_000, 4: 7_000_000}
    else:
        election.at["lot"] = election.add(b"\x0c" + text("5, 12, 23 – 31"))
        seed = b"peta/lot/v1" + election.manifest_hash() + "5, 12, 23 – 31".encode()
        election.later.seed = sha256(seed).digest()
    election.at["openings"], election.at["result"] = election.add_result()
    if sample:
        election.publish_openings = False
        election.more_files["sample"] = with_lengths(drawn(election, sample))
    return election


def proof_of(leaves: list[bytes], at: int) -> list[bytes]:
    """The hashes beside the way of a leaf, by the definition of the tree."""
    if len(leaves) == 1:
        return []
    half = 1 << (len(leaves) - 1).bit_length() - 1
    if at < half:
        return [*proof_of(leaves[:half], at), root_of_hashes(leaves[half:])]
    return [*proof_of(leaves[half:], at - half), root_of_hashes(leaves[:half])]


def drawn(election: Election, amount: int) -> list[bytes]:
    """The pieces of a sample of so many openings."""
    leaves = [leaf_hash(opening) for opening in election.openings]
    draws = sorted(
        (sha256(b"peta/sample/v1" + election.later.seed + opening[:32]).digest(), place)
        for place, opening in enumerate(election.openings))
    pieces = []
    for place in sorted(place for _, place in draws[:amount]):
        proof = proof_of(leaves, place)
        pieces.append(struct.pack(">QB", place, len(proof)) + b"".join(proof)
                      + election.openings[place])
    return pieces


# The tests


def check(files: dict[str, bytes], known: str | None = None,
          kept: bytes | None = None) -> tuple[verify.Verifier, str | None]:
    """Write an archive and check it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_files(files, folder / "archive")
        if kept is not None:
            (folder / "kept").write_bytes(kept)
        key = verify.decode_log_key(known, "--log-key") if known else None
        verifier = verify.Verifier(folder / "archive", key, folder / "kept" if kept else None)
        return verifier, verifier.run()


def altered(data: bytes, at: int, new: bytes) -> bytes:
    """Bytes with some replaced by others."""
    return data[:at] + new + data[at + len(new):]


def entry_set(label: str, change: Callable[[Election, bytes], bytes]) -> Callable[[Election], None]:
    """A spoiling that changes one entry; the log signs it all the same."""
    def spoil(election: Election) -> None:
        at = election.at[label]
        election.entries[at] = change(election, election.entries[at])
    return spoil


def entry_added(label: str, make: Callable[[Election], bytes]) -> Callable[[Election], None]:
    """A spoiling that puts one entry before another."""
    def spoil(election: Election) -> None:
        election.entries.insert(election.at[label], make(election))
    return spoil


def at_end(make: Callable[[Election], bytes]) -> Callable[[Election], None]:
    """A spoiling that adds one entry to the log."""
    def spoil(election: Election) -> None:
        election.entries.append(make(election))
    return spoil


def swapped(one: str, other: str) -> Callable[[Election], None]:
    """A spoiling that lets two entries change places."""
    def spoil(election: Election) -> None:
        entries, a, b = election.entries, election.at[one], election.at[other]
        entries[a], entries[b] = entries[b], entries[a]
    return spoil


def ballot_set(label: str, channel: int, seq: int,
               key: Callable[[Election], Ed25519PrivateKey], **named: Any
               ) -> Callable[[Election], None]:
    """A spoiling that puts another, signed ballot into the place of one."""
    return entry_set(label, lambda election, _: election.ballot(key(election), channel, seq,
                                                                **named))


def stranger(_: Election) -> Ed25519PrivateKey:
    """A credential that is in no roll."""
    return secret("stranger")


def manifest_set(change: Callable[[dict[str, Any]], None]) -> Callable[[], Election]:
    """An election whose manifest is another from the beginning."""
    def build() -> Election:
        election = Election()
        change(election.manifest)
        election.manifest_bytes = compact(election.manifest)
        election.add_manifest()
        election.add_open()
        election.add_close()
        election.contests = lambda openings: []
        election.add_result()
        return election
    return build


def result_set(change: Callable[[dict[str, Any]], None]) -> Callable[[Election], None]:
    """A spoiling that publishes and logs another result."""
    def spoil(election: Election) -> None:
        del election.entries[election.at["openings"]:]
        election.add_result(election.at["void batch"] + 1, change)
    return spoil


def field_set(name: str, value: Any) -> Callable[[Election], None]:
    """The same with one field set."""
    return result_set(lambda result: result.__setitem__(name, value))


def opening_set(place: int, change: Callable[[bytes], bytes]) -> Callable[[Election], None]:
    """A spoiling that changes a published opening."""
    def spoil(election: Election) -> None:
        election.openings[place] = change(election.openings[place])
    return spoil


def marks_of(marks: list[tuple[int, int, int]] | bytes) -> Callable[[Election], None]:
    """A spoiling that has the first ballot say these marks, opened as they are."""
    def spoil(election: Election) -> None:
        entry = election.ballot(secret("marks"), DEVICE, 1, marks)
        election.entries[election.at["device"]] = entry
        del election.entries[election.at["openings 1"]:]
        # What would be counted of such marks does not matter: it must not come so far.
        election.contests = lambda openings: [
            {"category": contest["category"], "ballots": 0, "marks": 0, "rows": []}
            for contest in election.manifest["contests"]]
        election.add_result()
    return spoil


def without_close(election: Election) -> None:
    """A log that ends before the close."""
    del election.entries[election.at["close"]:]


def key_order(*places: int) -> Callable[[Election], None]:
    """A spoiling of a log with two key changes: its keys in `log/key` are these."""
    def spoil(election: Election) -> None:
        election.log_keys = [election.log_keys[place] for place in places]
    return spoil


def kind(entry: bytes, number: int) -> bytes:
    """The entry with another kind."""
    return bytes([number]) + entry[1:]


LOG_SPOILINGS: list[tuple[str, Callable[[Election], None], str]] = [
    # 1
    ("another origin", lambda e: setattr(e, "origin", "a b"),
     "log/key: line 1: not name+id+base64"),
    ("signed by nobody we know",
     lambda e: setattr(e, "signed_by", [("other.example", secret("other"))]),
     "log/checkpoint: no signature by the log's key"),
    ("too many signatures",
     lambda e: setattr(e, "signed_by", [(ORIGIN, e.log_key)] + [("w.example", e.log_key)] * 64),
     "log/checkpoint: more than 64 signatures"),
    ("an empty line in a checkpoint", lambda e: setattr(e, "more_text", "\nmore\n"),
     "log/checkpoint: no checkpoint"),
    ("a tabulator in a checkpoint", lambda e: setattr(e, "more_text", "\t\n"),
     "log/checkpoint: has control characters"),
    # 3
    ("open before the manifest", swapped("manifest", "open"),
     "entry 0: open: stands before manifest"),
    ("a manifest in another's place", swapped("manifest", "close"),
     "entry 2: open: stands before manifest"),
    ("no manifest", entry_set("manifest", lambda e, b: e.activation(2)),
     "entry 2: open: stands before manifest"),
    ("another manifest", entry_set("manifest", lambda e, b: b[:1] + bytes(32)),
     "entry 0: manifest: not the hash of manifest.json"),
    ("a second manifest", entry_added("close", lambda e: e.entries[0]),
     "entry 41: manifest: stands twice"),
    ("open of another manifest", entry_set("open", lambda e, b: altered(b, 1, bytes(32))),
     "entry 2: open: not the hash of manifest.json"),
    ("close of another manifest", entry_set("close", lambda e, b: altered(b, 9, b"abc")),
     "entry 41: close: not the hash of manifest.json"),
    # 4
    ("a code less in the roll", lambda e: e.codes[2].pop(),
     "roll.json: its root is not the manifest's"),
    ("no batches in the roll", lambda e: e.codes.clear(),
     "roll.json: no batches, and the manifest has a roll"),
    # 5
    ("an empty entry", entry_set("incident", lambda e, b: b""), "entry 17: its kind is not known"),
    ("kind 0", entry_set("incident", lambda e, b: kind(b, 0)), "entry 17: its kind is not known"),
    ("kind 13", entry_set("incident", lambda e, b: kind(b, 13)), "entry 17: its kind is not known"),
    ("jury means that nothing asks for", at_end(lambda e: b"\x0b" + bytes(32)),
     "entry 53: jury: no tie asks for it"),
    ("a lot that nothing asks for", at_end(lambda e: b"\x0c" + text("1")),
     "entry 53: lot: nothing is drawn"),
    ("a lot without a value", at_end(lambda e: b"\x0c" + text("")),
     "entry 53: lot: its text is not 1 to 1000 bytes"),
    ("a long entry of an unknown kind", entry_set("incident", lambda e, b: b"\xff" * 65_535),
     "entry 17: its kind is not known"),
    ("a long incident", entry_set("incident", lambda e, b: b[:9] + text("a" * 65_000)),
     "entry 17: incident: its text is not 1 to 1000 bytes"),
    ("a byte behind an open", entry_set("open", lambda e, b: b + b"\0"),
     "entry 2: open: has bytes behind its end"),
    ("a byte behind a ballot", entry_set("code", lambda e, b: b + b"\0"),
     "entry 4: ballot: has bytes behind its end"),
    ("a byte behind a void", entry_set("void ballot", lambda e, b: b + b"\0"),
     "entry 40: void: has bytes behind its end"),
    ("a short ballot", entry_set("code", lambda e, b: b[:163]), "entry 4: ballot: ends too early"),
    ("a short void", entry_set("void ballot", lambda e, b: b[:34]),
     "entry 40: void: ends too early"),
    ("a kind alone", entry_set("void ballot", lambda e, b: b[:1]),
     "entry 40: void: of nothing that is known"),
    ("two opens", entry_added("device", lambda e: e.entries[2]), "entry 3: open: stands twice"),
    ("two closes", at_end(lambda e: e.entries[e.at["close"]]), "entry 53: close: stands twice"),
    ("close before open", swapped("open", "close"), "entry 2: close: stands before open"),
    ("no close", without_close, "log: no entry close"),
    ("no open", lambda e: e.entries.__delitem__(slice(1, None)), "log: no entry open"),
    ("activation of no batch", entry_set("activation", lambda e, b: altered(b, 4, b"\3")),
     "entry 1: activation: batch 3 is not in the roll"),
    ("activation of another count", entry_set("activation", lambda e, b: altered(b, 8, b"\1")),
     "entry 1: activation: not the count of batch 1"),
    ("activation of another root", entry_set("activation", lambda e, b: altered(b, 40, b"??")[:41]),
     "entry 1: activation: not the root of batch 1"),
    ("activation twice", entry_added("close", lambda e: e.activation(2)),
     "entry 41: activation: batch 2 stands twice"),
    ("void of what", entry_set("void ballot", lambda e, b: altered(b, 1, b"\4")),
     "entry 40: void: of nothing that is known"),
    ("void of no ballot", entry_set("void ballot", lambda e, b: altered(b, 2, b"????")),
     "entry 40: void: no such ballot before it"),
    ("void of a later ballot", entry_added(
        "void ballot", lambda e: b"\4\1" + leaf_hash(e.entries[-1]) + text("a")),
     "entry 40: void: no such ballot before it"),
    ("void of an entry that is no ballot", entry_added(
        "void ballot", lambda e: b"\4\1" + leaf_hash(e.entries[0]) + text("a")),
     "entry 40: void: no such ballot before it"),
    ("void of a device", entry_added(
        "void ballot", lambda e: b"\4\2" + e.entries[3][34:66] + text("a")),
     "entry 40: void: the credential is not in the roll"),
    ("void of no batch", entry_added("void ballot", lambda e: b"\4\3\0\0\0\7" + text("a")),
     "entry 40: void: the batch is not in the roll"),
    ("an empty reason", entry_added("void ballot", lambda e: b"\4\3\0\0\0\1" + text("")),
     "entry 40: void: its text is not 1 to 1000 bytes"),
    ("a long reason", entry_added("void ballot", lambda e: b"\4\3\0\0\0\1" + text("a" * 1001)),
     "entry 40: void: its text is not 1 to 1000 bytes"),
    ("no UTF-8", entry_set("incident", lambda e, b: b[:9] + text(b"\xed\xa0\x80")),
     "entry 17: incident: its text: no UTF-8"),
    ("a control character", entry_set("incident", lambda e, b: b[:9] + text("\u0085")),
     "entry 17: incident: its text has control characters"),
    ("a carriage return", entry_set("incident", lambda e, b: b[:9] + text("a\r\n")),
     "entry 17: incident: its text has control characters"),
    ("openings before the close", entry_added("close", lambda e: e.entries[e.at["openings"]]),
     "entry 41: openings: stands before close"),
    ("a result before the close", entry_added("close", lambda e: e.entries[e.at["result"]]),
     "entry 41: result: stands before close"),
    ("result before openings", swapped("openings 1", "result 1"),
     "entry 45: result: stands out of turn"),
    ("openings twice", entry_added("result 1", lambda e: e.entries[e.at["openings 1"]]),
     "entry 46: openings: stands out of turn"),
    ("a result over its own openings", entry_set(
        "result 1", lambda e, b: b[:33] + struct.pack(">Q", 46)),
     "entry 46: result: counted from more entries than stand before its openings"),
    ("a result of a huge size", entry_set("result", lambda e, b: b[:33] + b"\xff" * 8),
     "entry 51: result: counted from more entries than stand before its openings"),
    ("a channel that is none", ballot_set("device", 4, 1, stranger),
     "entry 3: ballot: channel 4 is not known"),
    ("a channel that is none, unsigned",
     entry_set("code", lambda e, b: b[:1] + b"\xff" + bytes(162)),
     "entry 4: ballot: channel 255 is not known"),
    ("a key that no key change leads to", lambda e: e.log_keys.insert(0, secret("other")),
     "log/key: a key that no key change leads to"),
    ("the same key twice", lambda e: e.log_keys.append(e.log_key),
     "log/key: a key that no key change leads to"),
    ("a key change that log/key does not know", at_end(
        lambda e: b"\x09" + public(secret("other")) + bytes(64)),
     "entry 53: key change: not to the next key in log/key"),
    # 6
    ("a ballot for another manifest",
     ballot_set("device", DEVICE, 1, stranger, manifest_hash=bytes(32)),
     "entry 3: ballot: of another manifest"),
    ("a flipped signature", entry_set("code", lambda e, b: b[:-1] + bytes([b[-1] ^ 1])),
     "entry 4: ballot: the signature does not verify"),
    ("a flipped commitment", entry_set("code", lambda e, b: altered(b, 70, bytes([b[70] ^ 128]))),
     "entry 4: ballot: the signature does not verify"),
    ("a key of small order", entry_set(
        "device", lambda e, b: b[:34] + b"\1" + bytes(31) + b[66:100] + b"\1" + bytes(63)),
     "entry 3: ballot: the signature does not verify"),
    ("seq 0", ballot_set("device", DEVICE, 0, stranger), "entry 3: ballot: seq 0 is not 1 to 500"),
    ("seq 501 of a device", ballot_set("device", DEVICE, 501, stranger),
     "entry 3: ballot: seq 501 is not 1 to 500"),
    ("seq 32,001 of a code", ballot_set("code", CODE, 32_001, lambda e: e.codes[1][0]),
     "entry 4: ballot: seq 32001 is not 1 to 32000"),
    ("seq twice", ballot_set("code again", PAPER, 1, lambda e: e.codes[1][0]),
     "entry 5: ballot: seq 1 of this credential stands twice"),
    ("a ballot twice", at_end(lambda e: e.entries[e.at["behind"]]),
     "entry 53: ballot: seq 1 of this credential stands twice"),
    ("a ballot before open", swapped("open", "device"), "entry 2: ballot: stands before open"),
    ("a device behind close", at_end(lambda e: e.ballot(stranger(e), DEVICE, 1)),
     "entry 53: ballot: stands behind close with channel device"),
    ("a code behind close", at_end(lambda e: e.ballot(e.codes[1][9], CODE, 1)),
     "entry 53: ballot: stands behind close with channel code"),
    ("a code as a device", ballot_set("device", DEVICE, 9, lambda e: e.codes[1][9]),
     "entry 3: ballot: channel device with a credential of the roll"),
    ("a stranger with a code", ballot_set("code", CODE, 1, stranger),
     "entry 4: ballot: the credential is not in the roll"),
    ("a batch that waits", ballot_set("code", CODE, 1, lambda e: e.codes[2][9]),
     "entry 4: ballot: no activation of batch 2 before it"),
    # 7
    ("a result that came before", lambda e: e.entries.__delitem__(slice(e.at["openings"], None)),
     "entry 46: result: not the hash of result.json"),
    ("another edition", field_set("edition", "lain-2026"),
     'result.json: edition: not "uji-2026"'),
    ("another size", field_set("size", 3), "result.json: size: not 49"),
    ("another version", field_set("version", 1.0), "result.json: version: not 1"),
    ("no version", result_set(lambda r: r.pop("version")), "result.json: version: not 1"),
    ("a ballot more", result_set(lambda r: r.update(ballots=r["ballots"] + 1)),
     "result.json: ballots: not 31"),
    ("ballots that are true", field_set("ballots", True), "result.json: ballots: not 31"),
    ("one replaced less", result_set(lambda r: r.update(replaced=r["replaced"] - 1)),
     "result.json: replaced: not 3"),
    ("no voids", field_set("void", 0), "result.json: void: not 4"),
    ("a channel with zero",
     result_set(lambda r: r["channels"].append({"channel": "code", "ballots": 0})),
     'result.json: channels: not [{"channel": "device", "ballots": 24}, '
     '{"channel": "code", "ballots": 1}, {"channel": "kiosk", "ballots": 3}, '
     '{"channel": "paper", "ballots": 3}]'),
    ("a contest less", result_set(lambda r: r["contests"].pop()),
     "result.json: contests: not as many as in the manifest"),
    ("a category of another name",
     result_set(lambda r: r["contests"][0].update(category="sekolah")),
     "result.json: contests[0]: category: not that of the manifest"),
    ("no category", result_set(lambda r: r["contests"][0].pop("category")),
     "result.json: contests[0]: category: not that of the manifest"),
    # 8
    ("a row less", result_set(lambda r: r["contests"][1]["rows"].pop()),
     "result.json: contests[1]: not the count of the marks"),
    ("rows in another order", result_set(lambda r: r["contests"][0]["rows"].reverse()),
     "result.json: contests[0]: not the count of the marks"),
    ("a vote more", result_set(lambda r: r["contests"][1]["rows"][0].update(votes=99)),
     "result.json: contests[1]: not the count of the marks"),
    ("a rank of true", result_set(lambda r: r["contests"][0]["rows"][0].update(rank=1.0)),
     "result.json: contests[0]: a row is none"),
    ("a tie hidden", result_set(lambda r: r["contests"][0]["rows"][0].update(tied=True)),
     "result.json: contests[0]: not the count of the marks"),
    ("the count of openings", entry_set("openings", lambda e, b: altered(b, 8, b"\0")),
     "entry 50: openings: its count is not that of the openings"),
    ("the root of openings", entry_set("openings", lambda e, b: altered(b, 9, bytes(32))),
     "entry 50: openings: its root is not that of the openings"),
    ("an opening less", lambda e: e.openings.pop(), "opening 30: openings/000 ends before it"),
    ("an opening more", lambda e: e.openings.append(e.openings[0]),
     "opening 31: openings/000 has bytes behind its last"),
    ("openings out of order", lambda e: e.openings.reverse(),
     "opening 0: not of the ballot at entry 3"),
    ("an opening of another salt", opening_set(2, lambda b: altered(b, 40, b"salt")),
     "opening 2: does not open the ballot at entry 9"),
    ("an opening of other marks", opening_set(1, lambda b: b[:-1] + b"\2"),
     "opening 1: does not open the ballot at entry 6"),
    ("an empty opening", opening_set(1, lambda b: b""), "opening 1: not of the ballot at entry 6"),
    ("a short opening", opening_set(1, lambda b: b[:40]),
     "opening 1: does not open the ballot at entry 6"),
    ("no marks", marks_of(b"\0\0"), "opening 0: no canonical marks"),
    ("half a mark", marks_of(b"\0\1" + bytes(7)), "opening 0: no canonical marks"),
    ("a byte behind marks", marks_of(canonical([(0, 1, 1)]) + b"\0"),
     "opening 0: no canonical marks"),
    ("a mark twice", marks_of([(0, 1, 1), (0, 1, 1)]), "opening 0: marks do not ascend"),
    ("marks that descend", marks_of([(1, 4, 1), (0, 1, 1)]), "opening 0: marks do not ascend"),
    ("two marks in a category", marks_of([(0, 1, 1), (0, 2, 1)]),
     "opening 0: contest 0: too many marks"),
    ("no such contest", marks_of([(2, 1, 1)]), "opening 0: there is no contest 2"),
    ("an innovation of another contest", marks_of([(0, 4, 1)]),
     "opening 0: contest 0: there is no innovation 4"),
    ("a mark of value 2", marks_of([(0, 1, 2)]),
     "opening 0: contest 0: the values of the marks break the rule"),
    ("a mark of value 0", marks_of([(0, 1, 0)]),
     "opening 0: contest 0: the values of the marks break the rule"),
]

TILE = "log/tile/entries/000.p/53"
FILE_SPOILINGS: list[tuple[str, Callable[[dict[str, bytes]], Any], str]] = [
    ("no checkpoint", lambda f: f.pop("log/checkpoint"), "log/checkpoint: missing"),
    ("no key", lambda f: f.pop("log/key"), "log/key: missing"),
    ("an empty line of keys", lambda f: f.update({"log/key": f["log/key"] + b"\n"}),
     "log/key: line 2: not name+id+base64"),
    ("no line of keys", lambda f: f.update({"log/key": b""}), "log/key: not a key in each line"),
    ("a key without a line feed", lambda f: f.update({"log/key": f["log/key"][:-1]}),
     "log/key: not a key in each line"),
    ("a key of another name", lambda f: f.update(
        {"log/key": f"{vkey('a', secret('a'))}\n".encode() + f["log/key"]}),
     "log/key: keys of several names"),
    ("keys that are no UTF-8", lambda f: f.update({"log/key": b"\xff\n"}), "log/key: no UTF-8"),
    ("a long key", lambda f: f.update({"log/key": b"a" * 600_000}),
     "log/key: longer than 524288 bytes"),
    ("a witness's key", lambda f: f.update({"log/key": vkey("a", secret("a"), 4).encode() + b"\n"}),
     "log/key: line 1: not the algorithm and key of a log"),
    ("another key last", lambda f: f.update(
        {"log/key": f["log/key"] + f"{vkey(ORIGIN, secret('a'))}\n".encode()}),
     "log/checkpoint: no signature by the log's key"),
    ("no UTF-8", lambda f: f.update({"log/checkpoint": b"\xff\n\n"}), "log/checkpoint: no UTF-8"),
    ("an empty note", lambda f: f.update({"log/checkpoint": b""}),
     "log/checkpoint: no signed note"),
    ("a long note", lambda f: f.update({"log/checkpoint": b"a" * 600_000}),
     "log/checkpoint: longer than 524288 bytes"),
    ("no tile", lambda f: f.pop(TILE), f"entry 0: {TILE}: missing"),
    ("a short tile", lambda f: f.update({TILE: f[TILE][:-1]}),
     f"entry 52: {TILE} ends within it"),
    ("an entry less", lambda f: f.update({TILE: f[TILE][:-166]}),
     f"entry 52: {TILE} ends before it"),
    ("an entry more", lambda f: f.update({TILE: f[TILE] + b"\0\0"}),
     f"entry 53: {TILE} has bytes behind its last"),
    ("a flipped entry", lambda f: f.update({TILE: altered(f[TILE], 99, b"?")}),
     "log: the root of the 53 entries is not the checkpoint's"),
    ("no manifest", lambda f: f.pop("manifest.json"), "manifest.json: missing"),
    ("a space in the manifest", lambda f: f.update({"manifest.json": f["manifest.json"] + b" "}),
     "entry 0: manifest: not the hash of manifest.json"),
    ("no roll", lambda f: f.pop("roll.json"), "roll.json: missing"),
    ("a roll that is no JSON", lambda f: f.update({"roll.json": b"[" * 100_000}),
     "roll.json: no JSON, or a name stands twice in it"),
    ("a roll with a name twice", lambda f: f.update({"roll.json": b'{"batches":[],"batches":[]}'}),
     "roll.json: no JSON, or a name stands twice in it"),
    ("a roll that is a list", lambda f: f.update({"roll.json": b"[]"}), "roll.json: no batches"),
    ("a long number", lambda f: f.update({"roll.json": b"9" * 5_000}),
     "roll.json: no JSON, or a name stands twice in it"),
    ("no result", lambda f: f.pop("result.json"), "result.json: missing"),
    ("another result", lambda f: f.update({"result.json": b"{}"}),
     "entry 51: result: not the hash of result.json"),
    ("a folder for a file", lambda f: f.update({"openings/000/a": f.pop("openings/000")}),
     "opening 0: openings/000: not a file"),
]

MANIFEST_SPOILINGS: list[tuple[str, Callable[[dict[str, Any]], Any], str]] = [
    ("another rule", lambda m: m.update(rule={"kind": "majority"}),
     "manifest.json: rule: not one that is known here"),
    ("a rule with max true", lambda m: m.update(rule={"kind": "approval", "max": True}),
     "manifest.json: rule: not one that is known here"),
    ("no edition", lambda m: m.pop("edition"), "manifest.json: edition: no text"),
    ("contests of numbers", lambda m: m.update(contests=[1]),
     "manifest.json: contests[0]: not what it has to be"),
    ("numbers twice", lambda m: m["contests"][1].update(numbers=[4, 4]),
     "manifest.json: contests[1]: not what it has to be"),
    ("no version", lambda m: m.pop("version"), "manifest.json: version: not 1"),
    ("a name of null", lambda m: m["innovations"][2].update(name=None),
     "manifest.json: innovations[2]: not what it has to be"),
    ("openings of somebody", lambda m: m.update(openings="some"),
     "manifest.json: openings: neither all nor auditors nor sample"),
    ("a sample of none", lambda m: m.update(openings="sample", sample_ballots=0),
     "manifest.json: sample_ballots: no number of ballots"),
    ("a roll in capitals", lambda m: m.update(roll="AB" * 32),
     "manifest.json: roll: not 32 bytes in hexadecimal"),
    ("no roll", lambda m: m.pop("roll"), "roll.json: has batches, and the manifest no roll"),
]

ROLL_SPOILINGS: list[tuple[str, Callable[[list[dict[str, Any]]], Any], str]] = [
    ("keys descend", lambda b: b[0]["keys"].reverse(),
     "roll.json: batches[0]: keys[1]: keys do not ascend"),
    ("batches descend", lambda b: b.reverse(), "roll.json: batches[1]: numbers do not ascend"),
    ("a batch twice", lambda b: b[1].update(number=1),
     "roll.json: batches[1]: numbers do not ascend"),
    ("a key twice", lambda b: b[1]["keys"].append(b[0]["keys"][0]),
     "roll.json: batches[1]: keys[12]: stands twice"),
    ("a key in capitals", lambda b: b[1].update(keys=["AB" * 32]),
     "roll.json: batches[1]: keys[0]: not 32 bytes in hexadecimal"),
    ("a short key", lambda b: b[1].update(keys=["ab" * 31]),
     "roll.json: batches[1]: keys[0]: not 32 bytes in hexadecimal"),
    ("a key that is a number", lambda b: b[1].update(keys=[1]),
     "roll.json: batches[1]: keys[0]: not 32 bytes in hexadecimal"),
    ("a batch of text", lambda b: b[1].update(number="2"), "roll.json: batches[1]: no batch"),
    ("a booth of null", lambda b: b[0].update(booth=None), "roll.json: batches[0]: no batch"),
]


class ValidArchives(unittest.TestCase):
    """What holds has to be found to hold."""

    def test_whole_election(self) -> None:
        election = build_election()
        verifier, fault = check(election.files())
        self.assertIsNone(fault)
        self.assertEqual(len(verifier.counting), election.result["ballots"])
        self.assertIn("Openings: 31, each of the commitment in its ballot.", verifier.lines)

    def test_activation_before_the_manifest(self) -> None:
        election = build_election()
        swapped("manifest", "activation")(election)
        self.assertIsNone(check(election.files())[1])

    def test_sizes_at_the_edge_of_a_tile(self) -> None:
        for size in (255, 256, 257, 511, 512, 513, 700):
            with self.subTest(size):
                election = build_election(seed=size, size=size)
                self.assertEqual(len(election.entries), size)
                self.assertIsNone(check(election.files())[1])

    def test_openings_at_the_edge_of_a_file(self) -> None:
        for more in (255, 256, 257):
            with self.subTest(more):
                election = build_election(ballots=40 - 31 + more)
                self.assertEqual(len(election.openings), more)
                files = election.files()
                self.assertIsNone(check(files)[1])
        files.pop("openings/000")
        self.assertEqual(check(files)[1], "opening 0: openings/000: missing")

    def test_what_is_not_looked_at(self) -> None:
        files = build_election().files()
        for name in ("openings/001", "openings/x001/000", "openings/README", "log/tile/9/000",
                     "log/tile/entries/001", "anything"):
            self.assertIsNone(check(files | {name: b"?"})[1])

    def test_unknown_fields(self) -> None:
        election = build_election()

        def more(result: dict[str, Any]) -> None:
            """Fields of later versions everywhere."""
            contest = result["contests"][0]
            for place in (result, result["channels"][1], contest, contest["rows"][0]):
                place["later"] = [{"version": 2}]

        result_set(more)(election)
        roll = election.roll()
        roll["later"] = roll["batches"][0]["later"] = None
        files = election.files() | {"roll.json": compact(roll)}
        verifier, fault = check(files)
        self.assertIsNone(fault)
        self.assertNotIn("later", json.dumps(verifier.contests))
        del files["openings/000"]
        verifier, fault = check(files)
        self.assertIsNone(fault)
        self.assertNotIn("later", json.dumps(verifier.contests))
        self.assertEqual(list(verifier.contests[0]), ["category", "ballots", "marks", "rows"])
        self.assertEqual(list(verifier.contests[0]["rows"][0]), ["number", "votes", "rank", "tied"])
        election = manifest_set(lambda m: m.update(
            later=1, tie_rule="later", minimum_turnout=None))()
        del election.entries[-2:]
        self.assertIsNone(check(election.files())[1])

    def test_no_result_yet(self) -> None:
        election = build_election()
        without_result(election)
        files = election.files()
        verifier, fault = check(files)
        self.assertIsNone(fault)
        self.assertIn("Result: no result was published yet; all entries are counted.",
                      verifier.lines)
        self.assertEqual(len(verifier.counting), len(election.openings))
        self.assertEqual(verifier.contests, election.contests(election.openings))
        self.assertEqual(verify.report(verifier, None).splitlines()[-1], "OK")
        self.assertEqual(check(files | {"result.json": b"{}"})[1],
                         "result.json: there is no entry result")
        spoiled = files["openings/000"][:50] + b"?" + files["openings/000"][51:]
        self.assertEqual(check(files | {"openings/000": spoiled})[1],
                         "opening 0: does not open the ballot at entry 3")
        del files["openings/000"]
        verifier, fault = check(files)
        self.assertIsNone(fault)
        self.assertEqual(json.loads(verify.json_report(verifier, None))["contests"], None)
        self.assertEqual(verify.report(verifier, None).splitlines()[-1], "OK")
        # An entry `openings` alone is no result.
        election.add(b"\x07" + bytes(40))
        self.assertIsNone(check(election.files())[1])

    def test_without_openings(self) -> None:
        election = build_election(openings="auditors")
        election.publish_openings = False
        verifier, fault = check(election.files())
        self.assertIsNone(fault)
        self.assertIn("Openings: not published. Who voted is proven, but not for what.",
                      verifier.lines)
        election.entries[election.at["openings"]] = b"\7" + struct.pack(">Q", 32) + bytes(32)
        self.assertEqual(check(election.files())[1], "entry 50: openings: its count is not the "
                         "number of ballots that count")

    def test_other_rules(self) -> None:
        for rule in ({"kind": "approval", "max": 3}, {"kind": "score", "max": 4},
                     {"kind": "ranked", "max": 4, "count": "borda"},
                     {"kind": "ranked", "max": 4, "count": "instant_runoff"}):
            with self.subTest(rule):
                self.assertIsNone(check(build_election(rule=rule).files())[1])

    def test_without_codes_and_without_ballots(self) -> None:
        election = Election(codes=0)
        election.codes.clear()
        election.add_manifest()
        election.add_open()
        election.add_ballot(secret("a"), DEVICE, 1)
        election.add_close()
        election.add_result(2)
        self.assertIsNone(check(election.files())[1])
        election.result["contests"][0]["rows"][0]["votes"] = 7
        election.result_bytes = compact(election.result)
        election.entries[-1] = election.result_entry(2)
        self.assertEqual(check(election.files())[1],
                         "result.json: contests[0]: not the count of the marks")

    def test_signatures_on_all_cores(self) -> None:
        election = build_election(ballots=verify.POOL_FROM + 50)
        self.assertIsNone(check(election.files())[1])
        for at in (4_000, 3_000):
            election.entries[at] = altered(election.entries[at], 70, b"????")
            self.assertEqual(check(election.files())[1],
                             f"entry {at}: ballot: the signature does not verify")


class AfterTheClose(unittest.TestCase):
    """The jury's means, the lot, and a sample of the openings."""

    def refused(self, election: Election, *spoilings: Callable[[Election], Any]) -> str | None:
        for spoil in spoilings:
            spoil(election)
        return check(election.files())[1]

    def test_settled_ties(self) -> None:
        election = build_settled()
        self.assertIsNone(check(election.files())[1])
        first, second = election.result["contests"]
        self.assertEqual(first["settled"], {"by": "jury_mean", "order": [[2, 3], [1]]})
        self.assertEqual([(row["number"], row["rank"], row["tied"]) for row in first["rows"]],
                         [(2, 1, True), (3, 1, True), (1, 3, False)])
        # 70,000 has no mean: its tie waits.
        self.assertNotIn("settled", second)
        self.assertEqual([row["rank"] for row in second["rows"]], [1, 1])
        election = build_settled("lot")
        self.assertIsNone(check(election.files())[1])
        for contest in election.result["contests"]:
            self.assertEqual(contest["settled"]["by"], "lot")
            self.assertEqual([row["number"] for row in contest["rows"]],
                             sum(contest["settled"]["order"], []))

    def test_what_stands_behind_a_result_settles_nothing_in_it(self) -> None:
        for tie_rule in ("jury_mean", "lot"):
            election = build_settled(tie_rule)
            del election.entries[-2:]
            self.assertEqual(
                self.refused(election, lambda e: e.add_result(e.at["close"] + 1)),
                "result.json: contests[0]: not the count of the marks")
            del election.entries[-2:]
            election.later = verify.Later()
            self.assertIsNone(self.refused(election, lambda e: e.add_result(e.at["close"] + 1)))
            self.assertNotIn("settled", election.result["contests"][0])

    def test_settled_where_nothing_is(self) -> None:
        election = build_settled("lot")
        del election.entries[-2:]
        election.later = verify.Later()
        settled = {"by": "lot", "order": [[1], [2], [3]]}
        election.add_result(election.at["close"] + 1,
                            lambda result: result["contests"][0].update(settled=settled))
        self.assertEqual(check(election.files())[1],
                         "result.json: contests[0]: not the count of the marks")

    def test_spoilt_entries(self) -> None:
        jury, lot = build_settled, lambda: build_settled("lot")

        def again(label: str) -> Callable[[Election], int]:
            return lambda e: e.add(e.entries[e.at[label]])

        def early(label: str) -> Callable[[Election], None]:
            return lambda e: e.entries.insert(2, e.entries[e.at[label]])

        for build, spoil, fault in (
            (jury, again("jury"), "entry 30: jury: stands twice"),
            (lot, again("lot"), "entry 30: lot: stands twice"),
            (jury, early("jury"), "entry 2: jury: stands before close"),
            (lot, early("lot"), "entry 2: lot: stands before close"),
            (jury, lambda e: e.more_files.pop("jury.json"), "jury.json: missing"),
            (jury, lambda e: e.more_files.update({"jury.json": b"{}"}),
             "entry 27: jury: not the hash of jury.json"),
            (lot, lambda e: e.more_files.update({"jury.json": b"{}"}),
             "jury.json: there is no entry jury"),
            (lambda: build_settled("lot", 5), lambda e: e.entries.insert(
                e.at["close"] + 1, e.entries[e.at["lot"]]),
             "entry 27: lot: stands before the openings that it is drawn from"),
        ):
            with self.subTest(fault):
                self.assertEqual(self.refused(build(), spoil), fault)

    def test_spoilt_means(self) -> None:
        for means, fault in (
            ([], None),
            ({}, "jury.json: no means"),
            ([{"number": True, "mean": "1"}], "jury.json: means[0]: no number"),
            ([{"number": 2, "mean": "1"}] * 2, "jury.json: means[1]: numbers do not ascend"),
            ([{"number": 9, "mean": "1"}],
             "jury.json: means[0]: nobody can vote for innovation 9"),
            *(([{"number": 2, "mean": mean}], "jury.json: means[0]: the mean is none")
              for mean in ("1,5", "1.", ".5", "-1", "1000000000", "1.0000001", "1\n", 1)),
        ):
            with self.subTest(str(means)):
                election = build_settled()
                del election.entries[-3:]
                election.later = verify.Later()
                body = compact({"means": means})
                election.more_files["jury.json"] = body
                election.add(b"\x0b" + sha256(body).digest())
                self.assertEqual(self.refused(election, Election.add_result), fault)

    def test_sample(self) -> None:
        for amount, opened in ((5, 5), (24, 24), (200, 24)):
            election = build_settled("lot", amount)
            verifier, fault = check(election.files())
            self.assertIsNone(fault)
            self.assertIn(f"Who voted is proven; {opened} drawn ballots are what they were; "
                          "the totals are by the organiser's count.", verifier.lines)
        del election.more_files["sample"]
        verifier, fault = check(election.files())
        self.assertIsNone(fault)
        self.assertIn("Openings: not published. Who voted is proven, but not for what.",
                      verifier.lines)

    def test_spoilt_samples(self) -> None:
        def piece(at: int, change: Callable[[bytes], bytes]) -> Callable[[list[bytes]], None]:
            return lambda pieces: pieces.__setitem__(at, change(pieces[at]))

        for name, spoil, fault in (
            ("one less", lambda p: p.pop(), "drawn opening 4: sample ends before it"),
            ("one more", lambda p: p.append(p[0]), "drawn opening 5: sample has bytes behind"),
            ("another order", lambda p: p.reverse(), "drawn opening 0: not the one that was drawn"),
            ("another place", piece(1, lambda b: b"\1" + b[1:]),
             "drawn opening 1: not the one that was drawn"),
            ("nothing", piece(1, lambda b: b""), "drawn opening 1: not the one that was drawn"),
            ("another proof", piece(2, lambda b: altered(b, 20, b"????")),
             "drawn opening 2: not in the tree of openings"),
            ("a hash less", piece(3, lambda b: b[:8] + bytes([b[8] - 1]) + b[41:]),
             "drawn opening 3: not in the tree of openings"),
            ("other marks", piece(0, lambda b: altered(b, len(b) - 3, b"\3")), "opening "),
            ("another ballot", piece(0, lambda b: altered(b, 9 + 32 * b[8], b"????")), "opening "),
        ):
            with self.subTest(name):
                election = build_settled("lot", 5)
                pieces = drawn(election, 5)
                spoil(pieces)
                election.more_files["sample"] = with_lengths(pieces)
                self.assertTrue((check(election.files())[1] or "").startswith(fault))
        # A ballot that was not drawn, with all else in order.
        election = build_settled("lot", 5)
        election.more_files["sample"] = with_lengths(drawn(election, 6)[1:])
        self.assertTrue(check(election.files())[1].endswith("not the one that was drawn"))


class Checkpoints(unittest.TestCase):
    """Keys known beforehand, key changes, and checkpoints that were kept."""

    def setUp(self) -> None:
        self.election = build_election()
        self.key = vkey(ORIGIN, self.election.log_key)

    def test_known_key(self) -> None:
        self.assertIsNone(check(self.election.files(), self.key)[1])
        for other in (vkey(ORIGIN, secret("other")), vkey("other", self.election.log_key)):
            self.assertEqual(check(self.election.files(), other)[1],
                             "log/key: the key known beforehand is not among them")

    def test_kept_checkpoints(self) -> None:
        for size in range(len(self.election.entries) + 1):
            kept = self.election.checkpoint(size)
            self.assertIsNone(check(self.election.files(), kept=kept)[1])

    def test_witnesses_that_the_manifest_names(self) -> None:
        keys = {name: secret(name) for name in ("one", "two", "stranger")}
        named = [vkey(name, keys[name], 4) for name in ("one", "two")]
        election = build_election(witnesses=named)
        files = election.files()
        words = election.checkpoint().decode().split("\n\n", maxsplit=1)[0] + "\n"
        for who, signed, cosigned in (((), words, 0), (("stranger",), words, 0),
                                      (("one", "one"), words, 1), (("one", "two"), words, 2),
                                      (("two",), "another\n", None)):
            lines = "".join(cosignature_line(it, keys[it], signed, 1_786_000_000 + at)
                            for at, it in enumerate(who))
            files["log/checkpoint"] = election.checkpoint() + lines.encode()
            verifier, fault = check(files)
            if cosigned is None:
                self.assertEqual(fault, "log/checkpoint: the cosignature by two does not verify")
            else:
                self.assertIsNone(fault)
                self.assertIn(f"{cosigned} of 2 witnesses cosigned the checkpoint.",
                              verifier.lines)

    def test_the_page_that_the_manifest_names(self) -> None:
        page = b"<!doctype html>"
        files = build_election(verifier=sha256(page).hexdigest()).files()
        self.assertIsNone(check(files)[1])
        files["verify.html"] = page
        verifier, fault = check(files)
        self.assertIsNone(fault)
        self.assertIn("The page verify.html is the one that the manifest names.", verifier.lines)
        files["verify.html"] = page + b"<script>"
        self.assertEqual(check(files)[1], "verify.html: not the page that manifest.json names")
        files = build_election(verifier="00").files()
        self.assertEqual(check(files)[1],
                         "manifest.json: verifier: not 32 bytes in hexadecimal")

    def test_kept_checkpoints_of_another_past(self) -> None:
        files, size = self.election.files(), len(self.election.entries)
        other = build_election()
        other.entries[5] = other.entries[4]
        self.assertIsNone(check(files, kept=other.checkpoint(5))[1])
        self.assertEqual(check(files, kept=other.checkpoint(6))[1],
                         "kept checkpoint: not the root of the first 6 entries")
        self.assertEqual(check(files, kept=other.checkpoint())[1],
                         f"kept checkpoint: another root with the same size {size}")
        other.entries.append(other.entries[-1])
        self.assertEqual(check(files, kept=other.checkpoint())[1],
                         f"kept checkpoint: has {size + 1} entries, the archive {size}")
        other.log_key = secret("other")
        self.assertEqual(check(files, kept=other.checkpoint(5))[1],
                         "kept checkpoint: no signature by the log's key")
        self.assertEqual(check(files, kept=b"a")[1], "kept checkpoint: no signed note")

    def test_key_changes(self) -> None:
        for changes in (1, 3):
            election = build_election(key_changes=changes)
            files = election.files()
            self.assertEqual(files["log/key"].count(b"\n"), changes + 1)
            for known in (None, *(vkey(ORIGIN, key) for key in election.log_keys)):
                self.assertIsNone(check(files, known)[1])
            for key in election.log_keys:
                election.signed_by = [(ORIGIN, key)]
                self.assertIsNone(check(files, kept=election.checkpoint(18))[1])
            election.signed_by = [(ORIGIN, secret("other"))]
            self.assertEqual(check(files, kept=election.checkpoint(18))[1],
                             "kept checkpoint: no signature by the log's key")

    def test_keys_that_the_log_does_not_have(self) -> None:
        for spoil, expected in (
            (key_order(1, 0, 2), "entry 18: key change: not to the next key in log/key"),
            (key_order(0, 2), "entry 18: key change: not to the next key in log/key"),
            (key_order(2), "entry 18: key change: not to the next key in log/key"),
            (key_order(1, 2), "entry 18: key change: not to the next key in log/key"),
            (key_order(0, 1), "log/checkpoint: no signature by the log's key"),
            (key_order(0, 1, 2, 2), "log/key: a key that no key change leads to"),
            (lambda e: e.entries.__delitem__(e.at["last key change"]),
             "log/key: a key that no key change leads to"),
        ):
            election = build_election(key_changes=2)
            self.assertEqual(election.at["key change"], 18)
            spoil(election)
            with self.subTest(expected):
                self.assertEqual(check(election.files())[1], expected)

    def test_key_change_by_another_key(self) -> None:
        at = self.election.change_key(by=secret("other"))
        for known in (None, self.key):
            self.assertEqual(check(self.election.files(), known)[1],
                             f"entry {at}: key change: not signed by the key before")

    def test_key_change_that_the_log_does_not_follow(self) -> None:
        self.election.change_key()
        self.election.signed_by = [(ORIGIN, self.election.log_keys[0])]
        self.assertEqual(check(self.election.files(), self.key)[1],
                         "log/checkpoint: no signature by the log's key")
        self.election.log_keys.pop()
        self.assertEqual(check(self.election.files(), self.key)[1],
                         "entry 53: key change: not to the next key in log/key")

    def test_strange_notes(self) -> None:
        files = self.election.files()
        note = files["log/checkpoint"]
        body, _, line = note.decode().rpartition("\n\n")
        signed = line.split(" ")[2]
        for new, fault in (
            (note[:-1], "no signed note"),
            (note.replace(b"\n53\n", b"\n053\n"), f"the signature by {ORIGIN} does not verify"),
            (note.replace(signed.encode(), signed.replace("=", "").encode()),
             "a signature line: no base64"),
            (f"{body}\n\n- {ORIGIN} {signed}".encode(), "a signature line is none"),
            (f"{body}\n\n\u2014  {ORIGIN} {signed}".encode(), "a signature line is none"),
            (note + b"\n", "a signature line is none"),
            (note.replace(b"\n", b"\r\n"), "has control characters"),
        ):
            with self.subTest(new):
                self.assertEqual(check(files | {"log/checkpoint": new})[1],
                                 f"log/checkpoint: {fault}")

    def test_strange_checkpoints(self) -> None:
        for words, fault in (
            (f"{ORIGIN}\n053\n{'A' * 43}=\n", "the size is none"),
            (f"{ORIGIN}\n\u0663\n{'A' * 43}=\n", "the size is none"),
            (f"{ORIGIN}\n{2**64}\n{'A' * 43}=\n", "the size is none"),
            (f"{ORIGIN}\n-1\n{'A' * 43}=\n", "the size is none"),
            (f"{ORIGIN}\n53\n{'A' * 43}\n", "the root: no base64"),
            (f"{ORIGIN}\n53\n{'A' * 42}B=\n", "the root: no base64"),
            (f"{ORIGIN}\n53\n{'A' * 44}\n", "the root: not 32 bytes"),
            (f"other\n53\n{'A' * 43}=\n", "the origin is not the name of the log's key"),
            (f"{ORIGIN}\n53\n", "no checkpoint"),
        ):
            with self.subTest(words):
                line = signature_line(ORIGIN, self.election.log_key, words)
                files = self.election.files() | {"log/checkpoint": f"{words}\n{line}".encode()}
                self.assertEqual(check(files)[1], f"log/checkpoint: {fault}")


class SpoiledArchives(unittest.TestCase):
    """Each check of the protocol has to find what breaks it, and name the place."""

    def demand(self, name: str, files: dict[str, bytes], expected: str) -> None:
        with self.subTest(name):
            self.assertEqual(check(files)[1], expected)

    def test_logs(self) -> None:
        for name, spoil, expected in LOG_SPOILINGS:
            election = build_election()
            spoil(election)
            self.demand(name, election.files(), expected)

    def test_files(self) -> None:
        for name, spoil, expected in FILE_SPOILINGS:
            files = build_election().files()
            spoil(files)
            self.demand(name, files, expected)

    def test_manifests(self) -> None:
        for name, change, expected in MANIFEST_SPOILINGS:
            self.demand(name, manifest_set(change)().files(), expected)

    def test_rolls(self) -> None:
        for name, change, expected in ROLL_SPOILINGS:
            election = build_election()
            roll = election.roll()
            change(roll["batches"])
            self.demand(name, election.files() | {"roll.json": compact(roll)}, expected)

    def test_an_empty_log(self) -> None:
        election = build_election()
        election.entries.clear()
        self.demand("empty", election.files(), "log: no entry manifest")

    def test_an_archive_that_is_not_there(self) -> None:
        self.demand("nothing", {"a": b""}, "log/key: missing")

    def test_flipped_bits_everywhere(self) -> None:
        # What no hash and no signature covers is left out: booths, and the tiles of hashes.
        election = build_election(ballots=300)
        election.booths.clear()
        chance = random.Random(7)
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            files = election.files()
            write_files(files, folder)
            read = sorted(file for file in files
                          if not file.startswith("log/tile/") or "entries" in file)
            for turn in range(400):
                file = read[turn % len(read)]
                at, bit = chance.randrange(len(files[file])), chance.randrange(8)
                data = bytearray(files[file])
                data[at] ^= 1 << bit
                (folder / file).write_bytes(data)
                fault = verify.Verifier(folder).run()
                self.assertIsNotNone(fault, (file, at, bit))
                self.assertFalse(fault.startswith("checker:"), (file, at, bit, fault))
                (folder / file).write_bytes(files[file])
            self.assertIsNone(verify.Verifier(folder).run())

    def test_garbage_that_the_log_signed(self) -> None:
        # Flipped and cut entries under a good signature: never a traceback.
        chance = random.Random(8)
        clean = build_election()
        for _ in range(300):
            election = build_election()
            at = chance.randrange(len(clean.entries))
            entry = bytearray(clean.entries[at])
            for _ in range(chance.randint(1, 3)):
                entry[chance.randrange(min(len(entry), chance.choice((2, 40, 200))))] = \
                    chance.randrange(256)
            if chance.random() < 0.3:
                del entry[chance.randrange(len(entry)):]
            election.entries[at] = bytes(entry)
            fault = check(election.files())[1]
            if fault is not None:
                self.assertFalse(fault.startswith("checker:"), fault)

    def test_garbage_in_json(self) -> None:
        chance = random.Random(9)
        junk = [None, True, 1.5, -1, 2**70, "", "x", [], {}, [[]], {"number": 1}]

        def spoil(value: Any) -> Any:
            """The value with one place in it replaced."""
            if type(value) in (dict, list) and value and chance.random() < 0.85:
                place = chance.choice(list(value) if type(value) is dict else range(len(value)))
                value[place] = spoil(value[place])
                return value
            return chance.choice(junk)

        for turn in range(300):
            election = build_election()
            files = election.files()
            if turn % 3 == 0:
                files["roll.json"] = compact(spoil(election.roll()))
            elif turn % 3 == 1:
                spoil(election.result)
                election.result_bytes = compact(election.result)
                election.entries[election.at["result"]] = election.result_entry(49)
                files = election.files()
            else:
                files = manifest_set(spoil)().files()
            verifier, fault = check(files)
            if fault is None:
                verify.report(verifier, fault)
            else:
                self.assertFalse(fault.startswith("checker:"), fault)


class Primitives(unittest.TestCase):
    """Fixed bytes, and the group of Ed25519."""

    def vectors(self) -> dict[str, str]:
        lines = (VECTORS / "log.txt").read_text().splitlines()
        return dict(line.split(" ", 1) for line in lines)

    def test_log_vectors(self) -> None:
        fixed = self.vectors()
        key = verify.decode_log_key(fixed["log-key"], "key")
        names = [name for name in fixed if name.startswith("entry-")]
        entries = [bytes.fromhex(fixed[name]) for name in names]
        tree = verify.Tree()
        for size, entry in enumerate([*entries, b""]):
            if f"root-{size}" in fixed:
                self.assertEqual(tree.root().hex(), fixed[f"root-{size}"])
                self.assertEqual(root_of(entries[:size]).hex(), fixed[f"root-{size}"])
            tree.push(verify.hash_of_leaf(entry))
        for name, entry in zip(names, entries):
            self.assertTrue(name.startswith(
                "entry-" + verify.KINDS[verify.check_shape(entry, name)][0].replace(" ", "-")))
        self.assertEqual(sha256(with_lengths(entries)).hexdigest(), fixed["bundle-sha256"])
        hashes = b"".join(map(leaf_hash, entries))
        self.assertEqual(sha256(hashes).hexdigest(), fixed["tile-sha256"])
        change = bytes.fromhex(fixed["entry-key-change"])
        message = b"peta/log-key/v1" + key.name.encode() + b"\n" + key.public_key + change[1:33]
        self.assertTrue(verify.signature_verifies(key.public_key, change[33:], message))

    def test_ballot_vectors(self) -> None:
        fixed = self.vectors()
        ballot, opening = (bytes.fromhex(fixed[name]) for name in ("entry-ballot", "opening"))
        self.assertTrue(verify.ballot_signature_verifies(ballot))
        self.assertEqual(verify.hash_of_leaf(ballot), opening[:32])
        self.assertEqual(bytes.fromhex(fixed["entry-void-ballot"])[2:34], opening[:32])
        self.assertEqual(sha256(b"peta/ballot/v1" + opening[32:]).digest(), ballot[68:100])
        self.assertEqual(verify.decode_marks(opening[64:]), [(0, 3, 1), (2, 70_000, 1)])
        self.assertEqual(verify.root_of([opening]).hex(), fixed["openings-root"])

    def test_proof_vector(self) -> None:
        fixed = self.vectors()
        proof = (VECTORS / "log-proof.txt").read_bytes()
        key = verify.decode_log_key(fixed["log-key"], "key")
        with tempfile.TemporaryDirectory() as name:
            path = Path(name) / "checkpoint"
            path.write_bytes(proof.split(b"\n\n", 1)[1])
            checkpoint = verify.read_checkpoint(path, "proof", [key])
        self.assertEqual((checkpoint.size, checkpoint.root.hex()), (12, fixed["root-12"]))

    def test_small_order(self) -> None:
        """All points of small order are multiples of one of order 8, found by arithmetic here."""
        p = 2**255 - 19
        d = -121665 * pow(121666, -1, p) % p

        def add(a: tuple[int, int], b: tuple[int, int]) -> tuple[int, int]:
            k = d * a[0] * b[0] * a[1] * b[1]
            return ((a[0] * b[1] + a[1] * b[0]) * pow(1 + k, -1, p) % p,
                    (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, p) % p)

        def of_y(y: int) -> tuple[int, int] | None:
            square = (y * y - 1) * pow(d * y * y + 1, -1, p) % p
            x = pow(square, (p + 3) // 8, p)
            for root in (x, x * pow(2, (p - 1) // 4, p) % p):
                if root * root % p == square:
                    return root, y
            return None

        order = 2**252 + 27742317777372353535851937790883648493
        y, torsion = 2, {(0, 1)}
        while len(torsion) < 8:
            y += 1
            point = of_y(y)
            if point is None:
                continue
            multiple = (0, 1)
            for bit in bin(order)[2:]:
                multiple = add(multiple, multiple)
                multiple = add(multiple, point) if bit == "1" else multiple
            turn, torsion = multiple, {(0, 1)}
            while turn not in torsion:
                torsion.add(turn)
                turn = add(turn, multiple)
        self.assertEqual({point[1] for point in torsion}, verify.SMALL_ORDER_Y)
        for x, y in torsion:
            for sign in (0, 1):
                self.assertFalse(verify.is_strict_point((y | sign << 255).to_bytes(32, "little")))
        for y in range(p, 2**255):
            self.assertFalse(verify.is_strict_point(y.to_bytes(32, "little")))

    def test_strict_signatures(self) -> None:
        key, message = secret("a"), b"message"
        good = key.sign(message)
        self.assertTrue(verify.signature_verifies(public(key), good, message))
        larger = (int.from_bytes(good[32:], "little") + 2**252
                  + 27742317777372353535851937790883648493).to_bytes(32, "little")
        self.assertFalse(verify.signature_verifies(public(key), good[:32] + larger, message))
        # With the neutral point as the key, R = S = "nothing" would sign everything.
        neutral = b"\1" + bytes(31)
        self.assertFalse(verify.signature_verifies(neutral, neutral + bytes(32), message))

    def test_tile_numbers(self) -> None:
        for number, path in ((0, "000"), (999, "999"), (1000, "x001/000"),
                             (1_234_067, "x001/x234/067"), (1_000_000, "x001/x000/000")):
            self.assertEqual(verify.tile_number(number), path)
            self.assertEqual(path_of(number), path)


def manifest_of(rule: dict[str, Any], numbers: int, **more: Any) -> dict[str, Any]:
    """A manifest of one contest, as far as counting needs it."""
    return {"rule": rule, "contests": [{"numbers": list(range(1, numbers + 1))}]} | more


def orders(*given: tuple[int, list[int]]) -> list[list[tuple[int, int, int]]]:
    """Ranked ballots: how many, and the innovations in their places."""
    return [sorted((0, number, place) for place, number in enumerate(order, 1))
            for amount, order in given for _ in range(amount)]


RUN_OFF = {"kind": "ranked", "max": 5, "count": "instant_runoff"}


class Counting(unittest.TestCase):
    """The rules by hand."""

    def run_off(self, numbers: int, *given: tuple[int, list[int]], **more: Any
                ) -> tuple[list[tuple[int, int, int]], list[tuple[list[int], int, list[int], str]]]:
        """(number, votes, rank) of each row, and the rounds."""
        contest = verify.count(manifest_of(RUN_OFF, numbers, **more), orders(*given))[0]
        rows = [(row["number"], row["votes"], row["rank"]) for row in contest["rows"]]
        return rows, [tuple(turn.values()) for turn in contest["rounds"]]

    def test_example_of_the_protocol(self) -> None:
        rows, rounds = self.run_off(4, (4, [1]), (3, [2, 1]), (2, [3, 2]), (1, [4, 3]))
        self.assertEqual(rounds, [
            ([4, 3, 2, 1], 0, [4], "fewest"),
            ([4, 3, 3], 0, [3], "earlier_round"),
            ([4, 5], 1, [], "majority"),
        ])
        self.assertEqual(rows, [(2, 5, 1), (1, 4, 2), (3, 3, 3), (4, 1, 4)])

    def test_no_chance_leave_together(self) -> None:
        rows, rounds = self.run_off(4, (5, [1]), (4, [2]), (1, [3, 2]), (1, [4, 2]))
        self.assertEqual(rounds[0], ([5, 4, 1, 1], 0, [3, 4], "no_chance"))
        self.assertEqual(rows, [(2, 6, 1), (1, 5, 2), (3, 1, 3), (4, 1, 3)])

    def test_joint(self) -> None:
        given = ((3, [1]), (2, [2]), (2, [3]))
        rows, rounds = self.run_off(3, *given)
        self.assertEqual(rounds, [([3, 2, 2], 0, [2, 3], "joint"), ([3], 4, [], "majority")])
        self.assertEqual(rows, [(1, 3, 1), (2, 2, 2), (3, 2, 2)])
        for tie_rule in ("jury_mean", "lot"):
            rows, rounds = self.run_off(3, *given, tie_rule=tie_rule)
            self.assertEqual(rounds, [([3, 2, 2], 0, [], "unsettled")])
            self.assertEqual([rank for _, _, rank in rows], [1, 1, 1])

    def test_settled_in_a_run_off(self) -> None:
        given = ((3, [1]), (2, [2]), (2, [3, 1]))
        for means, left, by in (({2: 5, 3: 4}, [3], "jury_mean"), ({2: 5, 3: 5}, [2, 3], "joint"),
                                ({2: 5}, [], "unsettled")):
            later = verify.Later(jury=means)
            manifest = manifest_of(RUN_OFF, 3, tie_rule="jury_mean")
            contest = verify.count(manifest, orders(*given), later=later)[0]
            first = contest["rounds"][0]
            self.assertEqual((first["eliminated"], first["by"]), (left, by))
            self.assertNotIn("settled", contest)

    def test_lot_of_the_protocol(self) -> None:
        seed = verify.seed_of_lot(bytes([9]) * 32, " 123456\n")
        self.assertEqual(seed.hex(),
                         "29f79c4c59a3c43bced7774b3e692606b3cee86b9470504cb056f93f4c451daf")
        later = verify.Later(seed=seed)
        self.assertEqual(verify.settle([1, 2, 3, 4, 5], "lot", later), [[5], [4], [1], [2], [3]])
        self.assertIsNone(verify.settle([1, 2], "lot", verify.Later()))

    def test_all_alike(self) -> None:
        rows, rounds = self.run_off(2, (2, [1]), (2, [2]))
        self.assertEqual(rounds, [([2, 2], 0, [], "tie")])
        self.assertEqual(rows, [(1, 2, 1), (2, 2, 1)])

    def test_nobody_voted(self) -> None:
        rows, rounds = self.run_off(2)
        self.assertEqual(rounds, [([0, 0], 0, [], "tie")])
        self.assertEqual(rows, [(1, 0, 1), (2, 0, 1)])

    def test_borda(self) -> None:
        rule = {"kind": "ranked", "max": 5, "count": "borda"}
        contest = verify.count(manifest_of(rule, 3), orders((2, [3, 1]), (1, [1])))[0]
        self.assertEqual([(row["number"], row["votes"]) for row in contest["rows"]],
                         [(1, 13), (3, 10), (2, 0)])
        self.assertEqual((contest["ballots"], contest["marks"], contest["undervotes"]), (3, 5, 3))

    def test_points_and_score(self) -> None:
        ballots = [[(0, 1, 3), (0, 2, 1)], [(0, 2, 2)], [(0, 1, 3), (0, 2, 2)]]
        points = verify.count(manifest_of({"kind": "points", "total": 5, "max": 3}, 2,
                                          minimum_turnout=10), ballots, 7)[0]
        self.assertEqual(points, {
            "ballots": 3, "marks": 5, "rows": [
                {"number": 1, "votes": 6, "rank": 1, "tied": False},
                {"number": 2, "votes": 5, "rank": 2, "tied": False}],
            "abstentions": 4, "undervotes": 2, "short_by": 7})
        self.assertEqual(list(points), [
            "ballots", "marks", "abstentions", "undervotes", "short_by", "rows"])
        score = verify.count(manifest_of({"kind": "score", "max": 3}, 2), ballots)[0]
        self.assertEqual((score["abstentions"], score["undervotes"]), (0, 1))

    def test_competition_ranks(self) -> None:
        ballots = [[(0, number, 1)] for number in (4, 4, 4, 1, 1, 2, 2, 3)]
        contest = verify.count(manifest_of({"kind": "approval", "max": 1}, 5), ballots)[0]
        self.assertEqual(
            [(row["number"], row["rank"], row["tied"]) for row in contest["rows"]],
            [(4, 1, False), (1, 2, True), (2, 2, True), (3, 4, False), (5, 5, False)])
        self.assertEqual(list(contest), ["ballots", "marks", "rows"])

    def test_what_obeys_a_rule(self) -> None:
        def refused(rule: dict[str, Any], *values: int) -> bool:
            manifest = manifest_of(rule, 4)
            manifest["contests"][0]["max_marks"] = 3
            marks = [(0, number, value) for number, value in enumerate(values, 1)]
            return verify.why_marks_are_refused(manifest, marks) is not None

        points, score = {"kind": "points", "total": 5, "max": 3}, {"kind": "score", "max": 3}
        self.assertEqual([refused(points, *values) for values in
                          ((3, 2), (3, 3), (4,), (0, 1), (1, 1, 1), (1, 1, 1, 1))],
                         [False, True, True, True, False, True])
        self.assertEqual([refused(score, *values) for values in ((3, 3, 3), (4,), (0,))],
                         [False, True, True])
        self.assertEqual([refused(RUN_OFF, *values) for values in
                          ((1,), (2, 1, 3), (2,), (1, 1), (1, 3), (0, 1), (1, 2, 3, 4))],
                         [False, False, True, True, True, True, True])


class CommandLine(unittest.TestCase):
    """What is printed, and the exit status."""

    def run_it(self, *args: str, given: bytes = b"") -> tuple[int, str]:
        done = subprocess.run([sys.executable, str(HERE / "verify.py"), *args], input=given,
                              capture_output=True, check=False)
        return done.returncode, done.stdout.decode()

    def test_archive(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            election = build_election()
            write_files(election.files(), folder)
            status, printed = self.run_it(name)
            self.assertEqual((status, printed.splitlines()[-1]), (0, "OK"))
            status, printed = self.run_it(name, "--json")
            found = json.loads(printed)
            self.assertEqual((status, found["ok"], found["size"]), (0, True, 53))
            self.assertEqual(found["contests"], election.result["contests"])
            shutil.rmtree(folder / "openings")
            (folder / "roll.json").unlink()
            status, printed = self.run_it(name)
            self.assertEqual((status, printed.splitlines()[-1]), (1, "REFUSED: roll.json: missing"))
            status, printed = self.run_it(name, "--json")
            found = json.loads(printed)
            self.assertEqual((status, found["fault"]), (1, "roll.json: missing"))

    def test_usage(self) -> None:
        self.assertEqual(self.run_it()[0], 2)
        self.assertEqual(self.run_it("a", "--count")[0], 2)
        self.assertEqual(self.run_it("a", "--log-key", "b")[0], 2)

    def test_count(self) -> None:
        line = compact({"manifest": manifest_of({"kind": "approval", "max": 1}, 1),
                        "ballots": [[[0, 1, 1]]], "total_ballots": 1})
        self.assertEqual(self.run_it("--count", given=line + b"\n" + line), (0, 2 * (
            '[{"ballots":1,"marks":1,"rows":[{"number":1,"votes":1,"rank":1,"tied":false}]}]\n')))
        self.assertEqual(self.run_it("--count", given=b"{}\n"), (1, "null\n"))


def main() -> None:
    """Tests, or an archive for other checkers."""
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--write", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--ballots", type=int, default=300)
    parser.add_argument("--key-changes", type=int, default=0)
    parser.add_argument("--no-openings", action="store_true")
    parser.add_argument("--no-result", action="store_true")
    given, rest = parser.parse_known_args()
    if given.write is None:
        unittest.main(argv=[sys.argv[0], *rest])
    election = build_election(given.seed, given.ballots, key_changes=given.key_changes)
    if given.no_result:
        without_result(election)
    election.publish_openings = not given.no_openings
    write_files(election.files(), given.write)


if __name__ == "__main__":
    main()
