PRAGMA user_version = 6;

-- What the organiser brings in after the close, each once: what settles ties, and
-- draws a sample. Its entry is in `log_event`.
CREATE TABLE evidence (
    edition INTEGER NOT NULL REFERENCES edition (id),
    kind    TEXT    NOT NULL CHECK (kind IN ('jury', 'lot')),
    -- The exact bytes of jury.json; the value of the lot in UTF-8.
    body    BLOB    NOT NULL,
    PRIMARY KEY (edition, kind)
) STRICT, WITHOUT ROWID;

-- The file of openings that were drawn for everybody, if there is one.
ALTER TABLE log_result ADD COLUMN sample BLOB;
