//! Every document as a printer gets it: drawn by another program's hands, its
//! QR codes read back by a decoder that shares nothing with who made them.

mod ballot;
mod booth;
mod cards;
mod events;
mod poster;
mod reader;
mod slips;
