//! The page as trunk wrote it, cut at the places that the server fills.

use crate::assets::Bundle;

/// Where a part goes: for its marker, or, where trunk has taken all comments
/// out, before the first of these.
struct Place {
    marker: &'static str,
    else_before: &'static [&'static str],
}

const HEAD: Place = Place {
    marker: "<!--peta:head-->",
    else_before: &["<link", "<style", "<script", "</head>"],
};
const BODY: Place = Place {
    marker: "<!--peta:body-->",
    else_before: &["</div>"],
};
const BOOT: Place = Place {
    marker: "<!--peta:boot-->",
    else_before: &["</body>"],
};
/// The element that the app takes over; the body's part goes into it.
const ROOT: [&str; 2] = ["<div id=\"app\">", "<div id=app>"];
const LANGUAGE: &str = "<html lang=";

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
    pub(crate) const fn of(bundle: Bundle) -> Self {
        Self {
            text: bundle.template(),
        }
    }

    pub(super) fn fill(&self, filling: &Filling<'_>) -> String {
        let mut page = String::with_capacity(self.text.len() + filling.boot.len() * 2);
        // In the order of the page, so that no part is searched for a hole.
        let mut rest = self.text;
        if let Some((before, after)) = rest.split_once(LANGUAGE) {
            let end = after.find('>').unwrap_or(0);
            page.extend([before, LANGUAGE, "\"", filling.language, "\""]);
            rest = &after[end..];
        }
        rest = put(&mut page, rest, &HEAD, filling.head);
        if let Some(at) = ROOT
            .iter()
            .find_map(|root| Some(rest.find(root)? + root.len()))
        {
            page.push_str(&rest[..at]);
            rest = put(&mut page, &rest[at..], &BODY, filling.body);
        }
        rest = put(&mut page, rest, &BOOT, filling.boot);
        page.push_str(rest);
        page
    }

    /// The contents of each inline script.
    pub(crate) fn scripts(&self) -> impl Iterator<Item = &'static str> {
        elements(self.text, "script")
            .filter(|(tag, _)| !tag.contains("src="))
            .map(|(_, it)| it)
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

/// Puts a part in the place of its marker, else before the first of the other
/// places; gives what follows it.
fn put<'t>(page: &mut String, text: &'t str, place: &Place, part: &str) -> &'t str {
    let (at, next) = match text.find(place.marker) {
        Some(at) => (at, at + place.marker.len()),
        None => match place
            .else_before
            .iter()
            .filter_map(|it| text.find(it))
            .min()
        {
            Some(at) => (at, at),
            None => return text,
        },
    };
    page.push_str(&text[..at]);
    page.push_str(part);
    &text[next..]
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
        text: "<html lang=\"id\"><head><meta charset=\"utf-8\"><!--peta:head--><style>a{}</style>\
               <script type=\"module\">import a</script><script src=\"/x.js\"></script>\
               <link rel=\"modulepreload\" integrity=\"sha384-abc\"></head>\
               <body><div id=\"app\"><!--peta:body--></div><!--peta:boot--></body></html>",
    };

    /// The same, as trunk leaves it.
    const SMALL: Template = Template {
        text: "<html lang=id><head><meta charset=utf-8><style>a{}</style>\
               <script type=module>import a</script><script src=/x.js></script>\
               <link rel=modulepreload></head><body><div id=app></div></body></html>",
    };

    #[test]
    fn parts_go_where_they_belong_and_are_never_filled_themselves() {
        for template in [PAGE, SMALL] {
            let page = template.fill(&Filling {
                language: "en",
                head: "HEAD<!--peta:boot-->",
                body: "BODY</div>",
                boot: "BOOT",
            });
            assert!(
                page.starts_with("<html lang=\"en\"><head><meta charset="),
                "{page}"
            );
            let (head, body) = page.split_once("<body>").unwrap();
            assert!(head.contains(">HEAD<!--peta:boot--><style>"), "{page}");
            assert!(
                body.ends_with("BODY</div></div>BOOT</body></html>"),
                "{page}"
            );
        }
    }

    #[test]
    fn inline_scripts_and_styles_are_found() {
        assert_eq!(PAGE.scripts().collect::<Vec<_>>(), ["import a"]);
        assert_eq!(PAGE.styles().collect::<Vec<_>>(), ["a{}"]);
        assert_eq!(PAGE.integrities().collect::<Vec<_>>(), ["sha384-abc"]);
    }
}
