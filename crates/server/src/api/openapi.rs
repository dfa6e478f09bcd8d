//! `GET /api/v1/openapi.json`: this API in `OpenAPI` 3.1.

use std::sync::{Arc, OnceLock};

use axum::{body::Bytes, http::HeaderMap, response::Response};

use crate::document::{self, Document, Effort, Keep};

static TEXT: &str = include_str!("../../assets/openapi.json");

pub(super) async fn get(headers: HeaderMap) -> Response {
    static DOCUMENT: OnceLock<Arc<Document>> = OnceLock::new();
    let document = DOCUMENT.get_or_init(|| {
        let body = Bytes::from_static(TEXT.as_bytes());
        Document::new(document::JSON, Keep::Ask, Effort::Thorough, body)
    });
    document.answer(&headers).await
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_address_is_described_and_no_other() {
        let described: serde_json::Value = serde_json::from_str(TEXT).unwrap();
        let described: BTreeSet<String> = described["paths"]
            .as_object()
            .unwrap()
            .keys()
            .map(|path| format!("/api/v1{path}"))
            .collect();
        let served: BTreeSet<String> = super::super::ROUTES
            .iter()
            .map(|(path, _)| (*path).to_owned())
            .collect();
        assert_eq!(described, served);
    }
}
