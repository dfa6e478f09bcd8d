//! Journeys through the running product in real browsers.
