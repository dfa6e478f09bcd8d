//! Where the header is, and what separates the columns.

use super::rows::Rows;
use super::{Layout, headings, is_blank};
use crate::tidy::tidy;

/// A first line `sep=;` names the separator. Spreadsheets don't count it as a row.
pub(super) fn told_separator(text: &str) -> (&str, Option<u8>) {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    let line = line.trim().trim_matches('"').to_ascii_lowercase();
    let separator = match line.strip_prefix("sep=").map(str::as_bytes) {
        Some(&[separator]) => separator,
        // A tab is trimmed away, with the space around it.
        Some([]) => b'\t',
        _ => return (text, None),
    };
    let rest = rest
        .strip_prefix("\r\n")
        .or_else(|| rest.strip_prefix(['\r', '\n']));
    (rest.unwrap_or_default(), Some(separator))
}

/// The row with the names of the columns.
pub(super) struct Header {
    pub(super) row: u32,
    pub(super) separator: u8,
    pub(super) columns: Vec<Option<String>>,
}

impl Header {
    /// How far down it may be: under a title, empty rows, the date of the list.
    const DEPTH: usize = 30;

    /// The row with most headings that are known or likely, read with the separator
    /// that shows most of them. Where none is, the first row that is not empty.
    pub(super) fn find(layout: &Layout, text: &str, separator: Option<u8>) -> Option<Self> {
        let separators = separator.map_or(vec![b',', b';', b'\t'], |it| vec![it]);
        let mut best: Option<((usize, usize), Self)> = None;
        for separator in separators {
            for (row, record) in Rows::new(text, separator).take(Self::DEPTH) {
                let Some(record) = record else { continue };
                if record.iter().all(is_blank) {
                    continue;
                }
                let columns = columns(&record);
                let mut known: Vec<&str> = columns.iter().flatten().map(String::as_str).collect();
                known.retain(|it| layout.knows(it) || layout.likely(it).is_some());
                known.sort_unstable();
                known.dedup();
                // Of headings that nobody knows, the separator that finds most.
                let score = (known.len(), columns.len());
                if best.as_ref().is_none_or(|(most, _)| score > *most) {
                    best = Some((
                        score,
                        Self {
                            row,
                            separator,
                            columns,
                        },
                    ));
                }
            }
        }
        best.map(|(_, header)| header)
    }
}

/// Headings as columns are spelt; nothing where there is none.
fn columns(record: &csv::StringRecord) -> Vec<Option<String>> {
    let column = |heading: &str| {
        let heading = tidy(heading).unwrap_or_else(|_| heading.trim().to_owned());
        let normal = headings::normal(&heading);
        if normal.is_empty() && !heading.is_empty() {
            return Some(heading);
        }
        (!normal.is_empty()).then_some(normal)
    };
    record.iter().map(column).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_line_may_tell_the_separator() {
        assert_eq!(told_separator("sep=;\r\na;b"), ("a;b", Some(b';')));
        assert_eq!(told_separator("\"SEP=,\"\na,b"), ("a,b", Some(b',')));
        assert_eq!(told_separator("sep=\t\ra\tb"), ("a\tb", Some(b'\t')));
        assert_eq!(told_separator("separator,b\n"), ("separator,b\n", None));
    }
}
