//! What must survive: one verb is one transaction.
