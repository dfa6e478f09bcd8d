PRAGMA user_version = 2;

-- Codes come in batches that are tied to a booth. A batch counts once it was
-- activated; it, or one code of it, may be voided. Nothing is ever deleted.
CREATE TABLE code_batch (
    edition      INTEGER NOT NULL REFERENCES edition (id),
    -- From 1 in each edition.
    number       INTEGER NOT NULL CHECK (number > 0),
    booth        TEXT    NOT NULL,
    -- Microseconds since 1970.
    made_at      INTEGER NOT NULL,
    activated_at INTEGER,
    voided_at    INTEGER,
    void_reason  TEXT,
    PRIMARY KEY (edition, number),
    CHECK ((voided_at IS NULL) = (void_reason IS NULL))
) STRICT, WITHOUT ROWID;

-- Which credentials are codes; their keys are in `credential`, so that one key
-- is one credential in every channel.
CREATE TABLE code (
    edition     INTEGER NOT NULL,
    credential  INTEGER NOT NULL,
    batch       INTEGER NOT NULL,
    voided_at   INTEGER,
    void_reason TEXT,
    PRIMARY KEY (edition, credential),
    FOREIGN KEY (edition, credential) REFERENCES credential (edition, number),
    FOREIGN KEY (edition, batch) REFERENCES code_batch (edition, number),
    CHECK ((voided_at IS NULL) = (void_reason IS NULL))
) STRICT, WITHOUT ROWID;

CREATE INDEX codes_of_batch ON code (edition, batch);
