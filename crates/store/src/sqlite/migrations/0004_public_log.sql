PRAGMA user_version = 4;

-- `log` signs checkpoints (Ed25519): a CHECK can't be changed, so the table is
-- made anew.
CREATE TABLE server_key_with_log (
    purpose TEXT NOT NULL PRIMARY KEY CHECK (purpose IN ('sign', 'seal', 'log')),
    secret  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO server_key_with_log SELECT purpose, secret FROM server_key;
DROP TABLE server_key;
ALTER TABLE server_key_with_log RENAME TO server_key;

-- What the organiser did, as entries of the public log, in the order that it
-- happened. Rows are only ever added, in the transaction that they tell of.
CREATE TABLE log_event (
    edition INTEGER NOT NULL REFERENCES edition (id),
    -- From 1 without gaps.
    number  INTEGER NOT NULL CHECK (number > 0),
    -- Position of the last ballot before it, 0 for none.
    behind  INTEGER NOT NULL CHECK (behind >= 0),
    -- docs/PROTOCOL.md, "Log entries".
    entry   BLOB    NOT NULL,
    PRIMARY KEY (edition, number)
) STRICT, WITHOUT ROWID;

-- The public log. Rows are only ever added.
CREATE TABLE log_entry (
    edition  INTEGER NOT NULL,
    -- From 0 without gaps.
    idx      INTEGER NOT NULL CHECK (idx >= 0),
    -- 32 bytes: of a ballot, its hash.
    leaf     BLOB    NOT NULL,
    -- A ballot, or the number of an event.
    position INTEGER,
    event    INTEGER,
    PRIMARY KEY (edition, idx),
    UNIQUE (edition, position),
    FOREIGN KEY (edition, position) REFERENCES ballot (edition, position)
        DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY (edition, event) REFERENCES log_event (edition, number)
        DEFERRABLE INITIALLY DEFERRED,
    CHECK ((position IS NULL) <> (event IS NULL))
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_entry_per_event ON log_entry (edition, event)
    WHERE event IS NOT NULL;
CREATE INDEX entries_by_ballot ON log_entry (edition, leaf) WHERE position IS NOT NULL;

-- Roots of perfect subtrees of 256^level leaves: hashes of tiles above the leaves.
CREATE TABLE log_node (
    edition INTEGER NOT NULL REFERENCES edition (id),
    level   INTEGER NOT NULL CHECK (level > 0),
    idx     INTEGER NOT NULL CHECK (idx >= 0),
    hash    BLOB    NOT NULL,
    PRIMARY KEY (edition, level, idx)
) STRICT, WITHOUT ROWID;

-- The last checkpoint of each log, replaced by the next.
CREATE TABLE log_head (
    edition    INTEGER NOT NULL PRIMARY KEY REFERENCES edition (id),
    size       INTEGER NOT NULL CHECK (size > 0),
    root       BLOB    NOT NULL,
    -- The signed note.
    checkpoint TEXT    NOT NULL
) STRICT;

-- Published results, the last one in force. Rows are only ever added.
CREATE TABLE log_result (
    edition INTEGER NOT NULL REFERENCES edition (id),
    -- Entries of the log that it was counted from.
    size    INTEGER NOT NULL CHECK (size > 0),
    ballots INTEGER NOT NULL CHECK (ballots >= 0),
    -- A bit for each entry: whether it is a ballot that counts.
    counted BLOB    NOT NULL,
    -- Whether everybody may see the marks.
    open    INTEGER NOT NULL CHECK (open IN (0, 1)),
    -- The exact bytes of result.json.
    body    BLOB    NOT NULL,
    -- Those of roll.json.
    roll    BLOB    NOT NULL,
    PRIMARY KEY (edition, size)
) STRICT;
