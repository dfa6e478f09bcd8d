//! What must outlive a tablet that dies: an `IndexedDB` database whose writes are
//! on disk before they are called done (`durability: "strict"`, Indexed Database
//! API 3.0, section 2.7).

use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Event, EventTarget, IdbDatabase, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

use super::storage::NotKept;

/// An open database. A store in it maps numbers to texts.
#[derive(Clone, Debug)]
pub struct Vault {
    db: IdbDatabase,
}

/// Waits until `target` fires one of `good`, or fails with one of `bad`.
async fn fired(target: &EventTarget, good: &str, bad: [&str; 2]) -> Result<(), NotKept> {
    let waits = Promise::new(&mut |resolve: Function, reject: Function| {
        target.add_event_listener_with_callback(good, &resolve).ok();
        for name in bad {
            target.add_event_listener_with_callback(name, &reject).ok();
        }
    });
    JsFuture::from(waits).await.map(|_| ()).map_err(|_| NotKept)
}

async fn done(request: &IdbRequest) -> Result<JsValue, NotKept> {
    fired(request, "success", ["error", "blocked"]).await?;
    request.result().map_err(|_| NotKept)
}

impl Vault {
    /// Opens the database, and makes it with these stores if it is not there.
    pub async fn open(name: &str, stores: &[&str]) -> Result<Self, NotKept> {
        let factory = leptos::prelude::window()
            .indexed_db()
            .ok()
            .flatten()
            .ok_or(NotKept)?;
        let request: IdbOpenDbRequest = factory.open_with_u32(name, 1).map_err(|_| NotKept)?;
        let names: Vec<String> = stores.iter().map(|it| (*it).to_owned()).collect();
        let made = request.clone();
        let make = Closure::<dyn FnMut(Event)>::new(move |_| {
            if let Ok(db) = made.result() {
                let db: IdbDatabase = db.unchecked_into();
                for name in &names {
                    db.create_object_store(name).ok();
                }
            }
        });
        request.set_onupgradeneeded(Some(make.as_ref().unchecked_ref()));
        let db = done(&request).await?.unchecked_into();
        Ok(Self { db })
    }

    /// A transaction that writes to one store.
    fn writing(&self, store: &str) -> Result<(IdbTransaction, IdbObjectStore), NotKept> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into()).map_err(|_| NotKept)?;
        let begin: Function = Reflect::get(&self.db, &"transaction".into())
            .map_err(|_| NotKept)?
            .unchecked_into();
        let transaction: IdbTransaction = begin
            .call3(&self.db, &store.into(), &"readwrite".into(), &options)
            .map_err(|_| NotKept)?
            .unchecked_into();
        let store = transaction.object_store(store).map_err(|_| NotKept)?;
        Ok((transaction, store))
    }

    /// Adds a value under a new key, and comes back once it is on disk. Fails
    /// where the key is taken.
    pub async fn add(&self, store: &str, key: u32, value: &str) -> Result<(), NotKept> {
        let (transaction, store) = self.writing(store)?;
        store
            .add_with_key(&value.into(), &key.into())
            .map_err(|_| NotKept)?;
        fired(&transaction, "complete", ["error", "abort"]).await
    }

    /// Writes a value, whatever was there, and comes back once it is on disk.
    pub async fn put(&self, store: &str, key: u32, value: &str) -> Result<(), NotKept> {
        let (transaction, store) = self.writing(store)?;
        store
            .put_with_key(&value.into(), &key.into())
            .map_err(|_| NotKept)?;
        fired(&transaction, "complete", ["error", "abort"]).await
    }

    /// All that a store holds, by key.
    pub async fn all(&self, store: &str) -> Result<Vec<(u32, String)>, NotKept> {
        let transaction = self.db.transaction_with_str(store).map_err(|_| NotKept)?;
        let store = transaction.object_store(store).map_err(|_| NotKept)?;
        let keys = store.get_all_keys().map_err(|_| NotKept)?;
        let values = store.get_all().map_err(|_| NotKept)?;
        // Both are asked for before either is waited for: one transaction.
        let (keys, values) = (done(&keys).await, done(&values).await);
        let (keys, values): (Array, Array) = (keys?.unchecked_into(), values?.unchecked_into());
        let pairs = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "only whole numbers of 32 bits are written"
            )]
            let key = key.as_f64()? as u32;
            Some((key, value.as_string()?))
        });
        Ok(pairs.collect())
    }
}
