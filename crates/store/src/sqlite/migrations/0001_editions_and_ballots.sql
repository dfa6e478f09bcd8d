-- 'PETA': tells this file from another program's database.
PRAGMA application_id = 1346720833;
PRAGMA user_version = 1;

CREATE TABLE edition (
    id            INTEGER PRIMARY KEY,
    slug          TEXT    NOT NULL UNIQUE,
    phase         TEXT    NOT NULL CHECK (phase IN (
        'preparing', 'registration', 'verification', 'voting',
        'closed', 'objection', 'final', 'archived')),
    -- Microseconds since 1970, for the check inside the write.
    opens_at      INTEGER,
    closes_at     INTEGER,
    revision      INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL,
    -- JSON of the wire types.
    body          TEXT    NOT NULL,
    categories    TEXT    NOT NULL,
    vocabulary    TEXT    NOT NULL,
    map           TEXT    NOT NULL,
    -- Made once, when voting opens.
    manifest      BLOB,
    manifest_hash BLOB CHECK (length(manifest_hash) = 32),
    CHECK ((manifest IS NULL) = (manifest_hash IS NULL)),
    CHECK (manifest IS NOT NULL OR phase IN ('preparing', 'registration', 'verification'))
) STRICT;

-- Outlives its innovation: a number is never given to another one.
CREATE TABLE ballot_number (
    edition INTEGER NOT NULL REFERENCES edition (id),
    id      TEXT    NOT NULL,
    number  INTEGER NOT NULL CHECK (number > 0),
    PRIMARY KEY (edition, id),
    UNIQUE (edition, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE innovation (
    edition INTEGER NOT NULL,
    id      TEXT    NOT NULL,
    slug    TEXT    NOT NULL,
    body    TEXT    NOT NULL,
    PRIMARY KEY (edition, id),
    UNIQUE (edition, slug),
    FOREIGN KEY (edition, id) REFERENCES ballot_number (edition, id)
) STRICT;

CREATE TABLE media (
    edition      INTEGER NOT NULL REFERENCES edition (id),
    name         TEXT    NOT NULL,
    content_type TEXT    NOT NULL,
    bytes        BLOB    NOT NULL,
    PRIMARY KEY (edition, name)
) STRICT;

-- Keys and devices are random: each table or index that begins with them
-- costs one page of the write-ahead log for each ballot. So there are two of
-- these, and all else goes by numbers that grow.
-- A statement of many rows that can fail half-way keeps a copy of every page it
-- changes, in a file. Ours need none, a transaction fails as a whole. So
-- references are deferred to its end, and no CHECK calls a function such as
-- length(): what reads a row checks its lengths.
CREATE TABLE credential (
    edition INTEGER NOT NULL REFERENCES edition (id) DEFERRABLE INITIALLY DEFERRED,
    -- From 1 in each edition, without a meaning.
    number  INTEGER NOT NULL CHECK (number > 0),
    -- 32 bytes.
    key     BLOB    NOT NULL,
    channel TEXT    NOT NULL CHECK (channel IN ('device', 'code', 'kiosk')),
    -- A hash of 16 bytes; set to NULL when the edition is archived.
    device  BLOB,
    PRIMARY KEY (edition, number),
    UNIQUE (edition, key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_credential_per_device ON credential (edition, device)
    WHERE device IS NOT NULL;

-- Rows are only ever added.
CREATE TABLE ballot (
    edition    INTEGER NOT NULL,
    position   INTEGER NOT NULL CHECK (position > 0),
    -- The number of its row in this edition.
    credential INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 65535),
    channel    TEXT    NOT NULL CHECK (channel IN ('device', 'code', 'kiosk')),
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
