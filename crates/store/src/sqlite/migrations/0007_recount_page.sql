PRAGMA user_version = 7;

-- The recount page that is fixed with the manifest, which names its SHA-256.
CREATE TABLE recount_page (
    edition INTEGER PRIMARY KEY REFERENCES edition (id),
    page    BLOB    NOT NULL
) STRICT;
