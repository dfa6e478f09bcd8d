//! Ballots, rules, methods, tally, ties. Pure: no I/O, no clock, no float.
