//! Query parameters, read strictly: an unknown or repeated one is a mistake
//! that its author should hear of.

use std::collections::BTreeMap;

use axum::http::Uri;
use wire::ProblemCode;

use crate::problem::Refusal;

/// Decoded parameters of one request.
#[derive(Debug)]
pub(super) struct Query(BTreeMap<String, String>);

impl Query {
    pub(super) fn parse(uri: &Uri, known: &[&str]) -> Result<Self, Refusal> {
        let pairs: Vec<(String, String)> = axum::extract::Query::try_from_uri(uri)
            .map(|axum::extract::Query(pairs)| pairs)
            .map_err(|_| Refusal::new(ProblemCode::MalformedRequest, "The query is malformed."))?;
        let mut parameters = BTreeMap::new();
        for (name, value) in pairs {
            if !known.contains(&name.as_str()) {
                return Err(Self::refuse(name, "There is no such parameter here."));
            }
            if parameters.insert(name.clone(), value).is_some() {
                return Err(Self::refuse(name, "This parameter stands twice."));
            }
        }
        Ok(Self(parameters))
    }

    pub(super) fn refuse(parameter: impl Into<String>, detail: impl Into<String>) -> Refusal {
        Refusal::new(
            ProblemCode::MalformedRequest,
            "A query parameter is not as it should be.",
        )
        .at(parameter, detail)
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|text| !text.is_empty())
    }

    /// Values between commas.
    pub(super) fn list(&self, name: &str) -> Vec<&str> {
        self.text(name)
            .map(|it| it.split(',').filter(|it| !it.is_empty()).collect())
            .unwrap_or_default()
    }

    pub(super) fn number<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        self.text(name)
            .map(|text| {
                text.parse()
                    .map_err(|_| Self::refuse(name, "A whole number was expected here."))
            })
            .transpose()
    }
}
