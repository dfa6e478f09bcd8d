PRAGMA user_version = 9;

-- Since when an edition is in its phase, in microseconds since 1970.
ALTER TABLE edition ADD COLUMN phase_at INTEGER NOT NULL DEFAULT 0;
UPDATE edition SET phase_at = changed_at;

-- The edition that a server serves; one row at most.
CREATE TABLE shown (
    id      INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    edition INTEGER NOT NULL REFERENCES edition (id)
) STRICT;
-- So far it was the one that was changed last; but a vote that runs stays on show.
INSERT INTO shown
SELECT 1, id FROM edition ORDER BY phase = 'voting' DESC, changed_at DESC, id DESC LIMIT 1;
