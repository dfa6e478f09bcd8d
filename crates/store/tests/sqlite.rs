//! The contract, kept by SQLite.

use std::sync::Arc;

use store::{Purpose, SqliteStore, Store};
use tempfile::TempDir;

async fn fresh() -> (TempDir, Arc<dyn Store>) {
    let folder = tempfile::tempdir().unwrap();
    let address = format!("sqlite:{}", folder.path().join("peta.db").display());
    let store = SqliteStore::open(&address, Purpose::Serve).await.unwrap();
    (folder, Arc::new(store))
}

store::contract_tests!(fresh);
