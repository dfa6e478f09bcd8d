PRAGMA user_version = 10;

-- Every address that an innovation ever had: it leads to it for ever, and never to
-- another one, also when the innovation is gone.
CREATE TABLE innovation_slug (
    edition  INTEGER NOT NULL,
    slug     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    -- Of the edition, when the innovation got it last.
    revision INTEGER NOT NULL,
    PRIMARY KEY (edition, slug),
    FOREIGN KEY (edition, id) REFERENCES ballot_number (edition, id)
) STRICT, WITHOUT ROWID;

INSERT INTO innovation_slug (edition, slug, id, revision)
SELECT edition, slug, id, 1 FROM innovation;
