//! The API and the pages, through a real socket.

mod app;
mod brake;
mod codes;
mod events;
mod fixture;
mod hostile;
mod leak;
mod offline;
mod pages;
mod process;
mod reads;
mod real;
mod stop;
mod time;
mod vote;
