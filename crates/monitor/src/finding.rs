//! What a look at the log found.

/// What a look at the log found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// The ballot is in, and the log has only grown.
    In,
    /// The ballot is not in yet, and need not be.
    Soon,
    /// No ballot of the log has this code; the log has only grown.
    Unknown,
    /// There was no answer: nothing is known.
    Unreachable,
    /// What answered is not our server, or gave nothing to check.
    Garbled,
    /// Alarm: the ballot is not in, although it was promised by now.
    Missing,
    /// Alarm: the log is not the one that was seen before.
    Forked,
    /// Alarm: the log has another key than before.
    Key,
    /// Alarm: a signature or a proof does not hold.
    Forged,
}

impl Finding {
    /// Whether the log contradicts itself or its promise.
    pub const fn is_alarm(self) -> bool {
        matches!(
            self,
            Self::Missing | Self::Forked | Self::Key | Self::Forged
        )
    }

    /// Its word in messages.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Soon => "soon",
            Self::Unknown => "unknown",
            Self::Unreachable => "unreachable",
            Self::Garbled => "garbled",
            Self::Missing => "missing",
            Self::Forked => "forked",
            Self::Key => "key",
            Self::Forged => "forged",
        }
    }
}
