//! Finding innovations: search, facets, order. Pure.
