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

CREATE TABLE credential (
    edition INTEGER NOT NULL REFERENCES edition (id),
    key     BLOB    NOT NULL CHECK (length(key) = 32),
    channel TEXT    NOT NULL CHECK (channel IN ('device', 'code', 'kiosk')),
    -- A hash; set to NULL when the edition is archived.
    device  BLOB CHECK (length(device) = 32),
    PRIMARY KEY (edition, key)
) STRICT, WITHOUT ROWID;

CREATE UNIQUE INDEX one_credential_per_device ON credential (edition, device)
    WHERE device IS NOT NULL;

-- Rows are only ever added.
CREATE TABLE ballot (
    edition    INTEGER NOT NULL,
    position   INTEGER NOT NULL CHECK (position > 0),
    credential BLOB    NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq BETWEEN 1 AND 65535),
    channel    TEXT    NOT NULL CHECK (channel IN ('device', 'code', 'kiosk')),
    -- Whole minutes since 1970: a voter's exact time is not kept.
    minute     INTEGER NOT NULL,
    hash       BLOB    NOT NULL CHECK (length(hash) = 32),
    commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
    signature  BLOB    NOT NULL CHECK (length(signature) = 64),
    salt       BLOB    NOT NULL CHECK (length(salt) = 32),
    marks      BLOB    NOT NULL,
    PRIMARY KEY (edition, position),
    UNIQUE (edition, credential, seq),
    FOREIGN KEY (edition, credential) REFERENCES credential (edition, key)
) STRICT, WITHOUT ROWID;
