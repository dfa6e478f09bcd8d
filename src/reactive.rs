//! Leptos' signals with one inner type, so that the browser gets their code once.
//!
//! `RwSignal<T>` and `Memo<T>` of Leptos are compiled anew for each `T`, and
//! this app has some forty: 100 KB of WASM. Here the value is boxed, and `T`
//! only says what is in the box. The graph, its owners and their clean-up are
//! Leptos' own, and so is what each method does. Numbers: docs/PERFORMANCE.md.

use core::{any::Any, marker::PhantomData, ops::Deref};

use leptos::{
    prelude::{LocalStorage, ReadUntracked, Track, UpdateValue, Write},
    reactive::{computed, owner, signal},
};

/// What a signal holds.
type Held = Box<dyn Any + Send + Sync>;

/// What a memo holds: it is only moved by another value.
struct Compared(Box<dyn Same>);

trait Same: Any + Send + Sync {
    fn same(&self, other: &dyn Same) -> bool;
}

impl<T: Any + Send + Sync + PartialEq> Same for T {
    fn same(&self, other: &dyn Same) -> bool {
        (other as &dyn Any).downcast_ref() == Some(self)
    }
}

impl PartialEq for Compared {
    fn eq(&self, other: &Self) -> bool {
        self.0.same(&*other.0)
    }
}

// Each place that compares types holds 16 random bytes: one for each type, not
// one for each use.

#[inline(never)]
fn held<T: 'static>(held: &dyn Any) -> &T {
    match held.downcast_ref() {
        Some(value) => value,
        None => unreachable!("a signal holds what its type says"),
    }
}

#[inline(never)]
fn held_mut<T: 'static>(held: &mut dyn Any) -> &mut T {
    match held.downcast_mut() {
        Some(value) => value,
        None => unreachable!("a signal holds what its type says"),
    }
}

/// What is done with what is held. (A trait of our own: a closure behind
/// `dyn FnMut` brings along a second copy of itself for `FnOnce`.)
trait Reach {
    fn reach(&mut self, held: &mut dyn Any);
}

impl<F: FnMut(&mut dyn Any)> Reach for F {
    fn reach(&mut self, held: &mut dyn Any) {
        self(held);
    }
}

/// How a memo is worked out.
trait WorkOut: Send + Sync {
    fn work_out(&self) -> Compared;
}

impl<T: Any + Send + Sync + PartialEq, F: Fn() -> T + Send + Sync> WorkOut for F {
    fn work_out(&self) -> Compared {
        Compared(Box::new(self()))
    }
}

/// A value that can be changed, and moves what has read it.
pub struct RwSignal<T>(signal::RwSignal<Held>, PhantomData<fn() -> T>);

/// A value worked out from others.
pub struct Memo<T>(computed::Memo<Compared>, PhantomData<fn() -> T>);

/// A value that can be read, whoever changes it.
pub enum Signal<T> {
    Source(RwSignal<T>),
    Memo(Memo<T>),
}

/// A value that ends with the part of the page that made it, and moves nothing.
pub struct StoredValue<T>(
    owner::StoredValue<Box<dyn Any>, LocalStorage>,
    PhantomData<fn() -> T>,
);

macro_rules! copied {
    ($($name:ident)*) => {$(
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    )*};
}

copied!(RwSignal Memo Signal StoredValue);

/// The ways to read that follow from `track` and `with_untracked`.
macro_rules! readable {
    ($($name:ident)*) => {$(
        impl<T: Send + Sync + 'static> $name<T> {
            pub fn with<O>(self, read: impl FnOnce(&T) -> O) -> O {
                self.track();
                self.with_untracked(read)
            }

            pub fn get_untracked(self) -> T
            where
                T: Clone,
            {
                self.with_untracked(T::clone)
            }

            pub fn get(self) -> T
            where
                T: Clone,
            {
                self.with(T::clone)
            }
        }
    )*};
}

readable!(RwSignal Memo Signal);

// What is not generic stands alone, so that it is compiled once.

fn new_source(value: Held) -> signal::RwSignal<Held> {
    signal::RwSignal::new(value)
}

fn read_source(signal: signal::RwSignal<Held>) -> impl Deref<Target = Held> {
    signal.read_untracked()
}

fn write_source(signal: signal::RwSignal<Held>, write: &mut dyn Reach) {
    if let Some(mut value) = signal.try_write() {
        write.reach(&mut **value);
    }
}

fn set_source(signal: signal::RwSignal<Held>, value: Held) {
    if let Some(mut held) = signal.try_write() {
        *held = value;
    }
}

fn new_memo(memo: Box<dyn WorkOut>) -> computed::Memo<Compared> {
    computed::Memo::new(move |_| memo.work_out())
}

fn read_memo(memo: computed::Memo<Compared>) -> impl Deref<Target = Compared> {
    memo.read_untracked()
}

impl<T: Send + Sync + 'static> RwSignal<T> {
    pub fn new(value: T) -> Self {
        Self(new_source(Box::new(value)), PhantomData)
    }

    pub fn track(self) {
        self.0.track();
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        read(held(&**read_source(self.0)))
    }

    /// Nothing happens where the signal's part of the page is gone.
    pub fn set(self, value: T) {
        set_source(self.0, Box::new(value));
    }

    /// Nothing happens where the signal's part of the page is gone.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        let mut change = Some(change);
        write_source(self.0, &mut |held: &mut dyn Any| {
            if let Some(change) = change.take() {
                change(held_mut(held));
            }
        });
    }
}

impl<T: PartialEq + Send + Sync + 'static> Memo<T> {
    pub fn new(work_out: impl Fn() -> T + Send + Sync + 'static) -> Self {
        Self(new_memo(Box::new(work_out)), PhantomData)
    }
}

impl<T: 'static> Memo<T> {
    pub fn track(self) {
        self.0.track();
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        read(held(&*read_memo(self.0).0))
    }
}

impl<T: Send + Sync + 'static> Signal<T> {
    pub fn track(self) {
        match self {
            Self::Source(signal) => signal.track(),
            Self::Memo(memo) => memo.track(),
        }
    }

    pub fn with_untracked<O>(self, read: impl FnOnce(&T) -> O) -> O {
        match self {
            Self::Source(signal) => signal.with_untracked(read),
            Self::Memo(memo) => memo.with_untracked(read),
        }
    }
}

fn new_stored(value: Box<dyn Any>) -> owner::StoredValue<Box<dyn Any>, LocalStorage> {
    owner::StoredValue::new_local(value)
}

fn reach_stored(stored: owner::StoredValue<Box<dyn Any>, LocalStorage>, reach: &mut dyn Reach) {
    stored.try_update_value(|value| reach.reach(&mut **value));
}

impl<T: 'static> StoredValue<T> {
    pub fn new(value: T) -> Self {
        Self(new_stored(Box::new(value)), PhantomData)
    }

    /// None where its part of the page is gone.
    pub fn try_update_value<O>(self, change: impl FnOnce(&mut T) -> O) -> Option<O> {
        let (mut change, mut out) = (Some(change), None);
        reach_stored(self.0, &mut |held: &mut dyn Any| {
            if let Some(change) = change.take() {
                out = Some(change(held_mut(held)));
            }
        });
        out
    }

    /// Nothing happens where its part of the page is gone.
    pub fn set_value(self, value: T) {
        self.try_update_value(|held| *held = value);
    }

    /// None where its part of the page is gone.
    pub fn try_get_value(self) -> Option<T>
    where
        T: Clone,
    {
        self.try_update_value(|held| held.clone())
    }

    /// Only for what is asked as long as its part of the page is there.
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }

    /// Only for what is asked as long as its part of the page is there.
    pub fn with_value<O>(self, read: impl FnOnce(&T) -> O) -> O {
        match self.try_update_value(|held| read(held)) {
            Some(out) => out,
            None => unreachable!("a value is asked for after its part of the page is gone"),
        }
    }
}

impl<T> From<RwSignal<T>> for Signal<T> {
    fn from(signal: RwSignal<T>) -> Self {
        Self::Source(signal)
    }
}

impl<T> From<Memo<T>> for Signal<T> {
    fn from(memo: Memo<T>) -> Self {
        Self::Memo(memo)
    }
}
