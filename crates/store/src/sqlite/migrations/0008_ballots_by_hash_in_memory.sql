PRAGMA user_version = 8;

-- Who asks where a ballot stands is answered from memory (places.rs): an index in
-- the order of hashes cost each batch as many pages as there are.
DROP INDEX entries_by_ballot;
