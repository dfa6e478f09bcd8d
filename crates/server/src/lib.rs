//! peta: REST, static files, command line.
