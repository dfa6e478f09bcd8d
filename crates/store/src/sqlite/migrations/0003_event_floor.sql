PRAGMA user_version = 3;

-- The channel `paper`: a CHECK can't be changed, so the table is made anew.
-- Read once, written once, in the order of its key; nothing refers to it.
CREATE TABLE ballot_with_paper (
    edition    INTEGER NOT NULL,
    position   INTEGER NOT NULL CHECK (position > 0),
    -- The number of its row in this edition.
    credential INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 65535),
    -- How it was cast; a code is a code in `credential`, whatever it is here.
    channel    TEXT    NOT NULL CHECK (channel IN ('device', 'code', 'kiosk', 'paper')),
    -- Whole minutes since 1970: a voter's exact time is not kept.
    minute     INTEGER NOT NULL,
    -- 32, 32, 64 and 32 bytes.
    hash       BLOB    NOT NULL,
    commitment BLOB    NOT NULL,
    signature  BLOB    NOT NULL,
    salt       BLOB    NOT NULL,
    marks      BLOB    NOT NULL,
    PRIMARY KEY (edition, position),
    UNIQUE (edition, credential, seq),
    FOREIGN KEY (edition, credential) REFERENCES credential (edition, number)
        DEFERRABLE INITIALLY DEFERRED
) STRICT, WITHOUT ROWID;
INSERT INTO ballot_with_paper
    SELECT edition, position, credential, seq, channel, minute, hash, commitment,
           signature, salt, marks
    FROM ballot ORDER BY edition, position;
DROP TABLE ballot;
ALTER TABLE ballot_with_paper RENAME TO ballot;

-- The server's own secrets, 32 bytes each: `sign` for links (Ed25519), `seal`
-- for the queues of kiosks (X25519). Made once.
CREATE TABLE server_key (
    purpose TEXT NOT NULL PRIMARY KEY CHECK (purpose IN ('sign', 'seal')),
    secret  BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE link (
    edition       INTEGER NOT NULL REFERENCES edition (id),
    -- From 1 in each edition.
    number        INTEGER NOT NULL CHECK (number > 0),
    role          TEXT    NOT NULL CHECK (role IN ('presenter', 'kiosk')),
    booth         TEXT,
    -- Microseconds since 1970.
    made_at       INTEGER NOT NULL,
    expires_at    INTEGER NOT NULL,
    revoked_at    INTEGER,
    revoke_reason TEXT,
    -- The enrolled tablet's, 32 bytes. Set once.
    key           BLOB,
    enrolled_at   INTEGER,
    PRIMARY KEY (edition, number),
    UNIQUE (edition, key),
    CHECK ((role = 'kiosk') = (booth IS NOT NULL)),
    CHECK ((revoked_at IS NULL) = (revoke_reason IS NULL)),
    CHECK ((key IS NULL) = (enrolled_at IS NULL)),
    CHECK (role = 'kiosk' OR key IS NULL)
) STRICT, WITHOUT ROWID;

-- What kiosks said of the length of their queues. Rows are only ever added,
-- each with a higher index than those before it.
CREATE TABLE queue_head (
    edition   INTEGER NOT NULL,
    kiosk     INTEGER NOT NULL,
    idx       INTEGER NOT NULL CHECK (idx > 0),
    hash      BLOB    NOT NULL,
    signature BLOB    NOT NULL,
    -- Microseconds since 1970, by the server.
    logged_at INTEGER NOT NULL,
    -- Voting was open then.
    in_time   INTEGER NOT NULL CHECK (in_time IN (0, 1)),
    PRIMARY KEY (edition, kiosk, idx),
    FOREIGN KEY (edition, kiosk) REFERENCES link (edition, number)
) STRICT, WITHOUT ROWID;

-- Each envelope that came, once. Rows are long while they wait: not WITHOUT ROWID.
CREATE TABLE envelope (
    edition   INTEGER NOT NULL,
    kiosk     INTEGER NOT NULL,
    idx       INTEGER NOT NULL CHECK (idx > 0),
    hash      BLOB    NOT NULL,
    prev      BLOB    NOT NULL,
    signature BLOB    NOT NULL,
    -- NULL once its ballot is where it belongs: nothing then leads from a
    -- ballot to its kiosk.
    sealed    BLOB,
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'stored', 'entered', 'refused')),
    -- The problem's code, where it was refused.
    code      TEXT,
    -- Whole minutes since 1970.
    minute    INTEGER NOT NULL,
    -- It came itself while voting was open.
    in_time   INTEGER NOT NULL CHECK (in_time IN (0, 1)),
    PRIMARY KEY (edition, kiosk, idx),
    FOREIGN KEY (edition, kiosk) REFERENCES link (edition, number),
    CHECK ((code IS NULL) = (state <> 'refused')),
    CHECK (sealed IS NOT NULL OR state IN ('stored', 'entered'))
) STRICT;

CREATE INDEX envelopes_waiting ON envelope (edition, kiosk) WHERE state = 'waiting';

-- Signed proof that a kiosk had two queues; bounded for each kiosk.
CREATE TABLE queue_fork (
    edition INTEGER NOT NULL,
    kiosk   INTEGER NOT NULL,
    idx     INTEGER NOT NULL,
    hash    BLOB    NOT NULL,
    minute  INTEGER NOT NULL,
    PRIMARY KEY (edition, kiosk, idx, hash),
    FOREIGN KEY (edition, kiosk) REFERENCES link (edition, number)
) STRICT, WITHOUT ROWID;

-- Paper ballots as two people entered them. Rows are only ever added.
CREATE TABLE paper_entry (
    edition INTEGER NOT NULL,
    kiosk   INTEGER NOT NULL,
    idx     INTEGER NOT NULL,
    -- The code's public key.
    key     BLOB    NOT NULL,
    entry   TEXT    NOT NULL CHECK (entry IN ('first', 'second')),
    minute  INTEGER NOT NULL,
    -- Of the ballot, 32 bytes.
    hash    BLOB    NOT NULL,
    -- JSON of the whole signed ballot.
    ballot  TEXT    NOT NULL,
    PRIMARY KEY (edition, kiosk, idx),
    FOREIGN KEY (edition, kiosk, idx) REFERENCES envelope (edition, kiosk, idx)
) STRICT;

CREATE INDEX entries_of_paper ON paper_entry (edition, key);
