//! The API and the pages, through a real socket.

mod app;
mod archive;
mod brake;
mod codes;
mod events;
mod fixture;
mod floor;
mod guess;
mod hostile;
mod ingest;
mod kiosk;
mod leak;
mod links;
mod log;
mod methods;
mod offline;
mod pages;
mod paper;
mod print;
mod process;
mod reader;
mod reads;
mod real;
mod stop;
mod time;
mod vote;
