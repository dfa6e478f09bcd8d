//! The page as trunk wrote it, cut at the places that the server fills.

use std::sync::OnceLock;

use crate::assets;

const HEAD: &str = "<!--peta:head-->";
const BODY: &str = "<!--peta:body-->";
const BOOT: &str = "<!--peta:boot-->";
const LANGUAGE: &str = "<html lang=\"";

/// A page with holes.
#[derive(Debug)]
pub(crate) struct Template {
    text: &'static str,
}

/// What goes into the holes; each part is HTML already.
pub(super) struct Filling<'a> {
    pub(super) language: &'a str,
    pub(super) head: &'a str,
    pub(super) body: &'a str,
    pub(super) boot: &'a str,
}

impl Template {
    /// The one in this binary.
    pub(crate) fn embedded() -> &'static Self {
        static TEMPLATE: OnceLock<Template> = OnceLock::new();
        TEMPLATE.get_or_init(|| Self { text: assets::template() })
    }

    pub(super) fn fill(&self, filling: &Filling<'_>) -> String {
        let text = match self.text.split_once(LANGUAGE) {
            Some((before, after)) => {
                let after = after.split_once('"').map_or(after, |(_, rest)| rest);
                [before, LANGUAGE, filling.language, "\"", after].concat()
            }
            None => self.text.to_owned(),
        };
        // In the order of the page, so that no filling is searched for a marker.
        let mut page = String::with_capacity(text.len() + filling.boot.len() * 2);
        let mut rest = text.as_str();
        for (marker, part) in [(HEAD, filling.head), (BODY, filling.body), (BOOT, filling.boot)] {
            if let Some((before, after)) = rest.split_once(marker) {
                page.push_str(before);
                page.push_str(part);
                rest = after;
            }
        }
        page.push_str(rest);
        page
    }

    /// The contents of each inline script.
    pub(crate) fn scripts(&self) -> impl Iterator<Item = &'static str> {
        elements(self.text, "script").filter(|(tag, _)| !tag.contains("src=")).map(|(_, it)| it)
    }

    /// The contents of each inline style.
    pub(crate) fn styles(&self) -> impl Iterator<Item = &'static str> {
        elements(self.text, "style").map(|(_, content)| content)
    }

    /// Hashes that trunk gave to the scripts that it loads: `sha384-…`.
    pub(crate) fn integrities(&self) -> impl Iterator<Item = &'static str> {
        self.text
            .split("integrity=\"")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .filter(|hash| hash.starts_with("sha") && !hash.contains(['\'', ';', ' ']))
    }
}

/// Opening tag and contents of each element of that name. Good for a page of
/// our own, not for HTML in general.
fn elements<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
    let close = format!("</{name}>");
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let at = rest.find(&format!("<{name}"))?;
            rest = &rest[at + 1 + name.len()..];
            if !rest.starts_with(['>', ' ', '\n']) {
                continue;
            }
            let (tag, inside) = rest.split_once('>')?;
            let (content, after) = inside.split_once(close.as_str())?;
            rest = after;
            return Some((tag, content));
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: Template = Template {
        text: "<html lang=\"id\"><head><!--peta:head--><style>a{}</style>\
               <script type=\"module\">import a</script><script src=\"/x.js\"></script>\
               <link rel=\"modulepreload\" integrity=\"sha384-abc\"></head>\
               <body><!--peta:body--><!--peta:boot--></body></html>",
    };

    #[test]
    fn parts_go_where_they_belong_and_are_never_filled_themselves() {
        let page = PAGE.fill(&Filling {
            language: "en",
            head: "HEAD<!--peta:boot-->",
            body: "BODY",
            boot: "BOOT",
        });
        assert!(page.starts_with("<html lang=\"en\"><head>HEAD<!--peta:boot--><style>"));
        assert!(page.ends_with("<body>BODYBOOT</body></html>"));
    }

    #[test]
    fn inline_scripts_and_styles_are_found() {
        assert_eq!(PAGE.scripts().collect::<Vec<_>>(), ["import a"]);
        assert_eq!(PAGE.styles().collect::<Vec<_>>(), ["a{}"]);
        assert_eq!(PAGE.integrities().collect::<Vec<_>>(), ["sha384-abc"]);
    }
}
