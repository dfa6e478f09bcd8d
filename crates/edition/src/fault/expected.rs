//! What should be there, in words that rows can share.

/// What should be there. The same words for every row, so that rows with one
/// fault are told in one line; what is particular to a row is a remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Expected {
    pub(super) what: String,
    pub(super) choices: Option<String>,
    pub(super) remark: Option<String>,
}

impl Expected {
    pub(crate) fn new(what: impl Into<String>) -> Self {
        Self {
            what: what.into(),
            choices: None,
            remark: None,
        }
    }

    /// With something that is only said of this row; nothing if it is empty.
    pub(crate) fn but(mut self, remark: impl Into<String>) -> Self {
        self.remark = Some(remark.into()).filter(|it| !it.is_empty());
        self
    }

    /// With all that is allowed.
    pub(crate) fn of(mut self, choices: impl Into<String>) -> Self {
        self.choices = Some(choices.into());
        self
    }
}

impl From<String> for Expected {
    fn from(what: String) -> Self {
        Self::new(what)
    }
}

impl From<&str> for Expected {
    fn from(what: &str) -> Self {
        Self::new(what)
    }
}
