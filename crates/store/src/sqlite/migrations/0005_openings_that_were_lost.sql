PRAGMA user_version = 5;

-- Ballots that came back from the public log, which has neither salt nor marks.
-- Both are empty in their rows until somebody sends the same ballot again.
CREATE INDEX ballots_without_opening ON ballot (edition, position) WHERE salt = x'';
