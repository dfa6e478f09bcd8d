//! Projection, simplification, quantised areas, clustering, viewport. Pure.
