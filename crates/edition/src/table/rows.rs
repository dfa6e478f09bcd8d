//! The records of a CSV text, each with the number of its row in a spreadsheet.

/// Reads records one by one. Blank lines are no records, but count as rows: they
/// are rows in a spreadsheet. A record with line breaks in quotes is one row.
pub(super) struct Rows<'a> {
    reader: csv::Reader<&'a [u8]>,
    bytes: &'a [u8],
    /// Up to where it has been read.
    at: usize,
    number: u32,
}

impl<'a> Rows<'a> {
    pub(super) fn new(text: &'a str, separator: u8) -> Self {
        let reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(separator)
            .from_reader(text.as_bytes());
        Self {
            reader,
            bytes: text.as_bytes(),
            at: 0,
            number: 0,
        }
    }

    /// Line ends before the next record, which are a blank row each. The second
    /// half of the last record's own CRLF is none.
    fn blank_rows(&self) -> u32 {
        let mut rest = &self.bytes[self.at..];
        if self.at > 0 && self.bytes[self.at - 1] == b'\r' {
            rest = rest.strip_prefix(b"\n").unwrap_or(rest);
        }
        let mut blank = 0;
        loop {
            rest = match rest {
                [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => rest,
                _ => return blank,
            };
            blank += 1;
        }
    }
}

impl Iterator for Rows<'_> {
    /// From 1. Nothing instead of the fields where the record can't be read.
    type Item = (u32, Option<csv::StringRecord>);

    fn next(&mut self) -> Option<Self::Item> {
        let blank = self.blank_rows();
        let mut record = csv::StringRecord::new();
        let read = self.reader.read_record(&mut record);
        if let Ok(false) = read {
            return None;
        }
        let end = usize::try_from(self.reader.position().byte()).unwrap_or(usize::MAX);
        // It always moves on: a record that could not be read ends the table.
        if end <= self.at {
            return None;
        }
        self.at = end.min(self.bytes.len());
        self.number = self.number.saturating_add(blank).saturating_add(1);
        Some((self.number, read.is_ok().then_some(record)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(u32, Vec<String>)> {
        let record = |it: csv::StringRecord| it.iter().map(str::to_owned).collect();
        Rows::new(text, b',')
            .map(|(number, it)| (number, it.map_or(Vec::new(), record)))
            .collect()
    }

    fn numbers(text: &str) -> Vec<u32> {
        read(text).into_iter().map(|(number, _)| number).collect()
    }

    #[test]
    fn blank_lines_count_whatever_ends_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = |lines: &[&str]| lines.join(end);
            assert_eq!(numbers(&text(&["a,b", "1,2", "3,4"])), [1, 2, 3]);
            assert_eq!(
                numbers(&text(&["a,b", "", "", "1,2", "", "3,4", "", ""])),
                [1, 4, 6]
            );
            assert_eq!(numbers(&text(&["", "", "a,b", "1,2"])), [3, 4]);
            assert_eq!(numbers(&text(&["a,b", ",", "1,2", ""])), [1, 2, 3]);
            // A cell of several lines, one of them blank, is one row.
            let cell = format!("\"x{end}{end}y\",2");
            assert_eq!(numbers(&text(&["a,b", &cell, "", "3,4"])), [1, 2, 4]);
        }
        assert_eq!(numbers(""), [0; 0]);
        assert_eq!(numbers("\r\n\r\n"), [0; 0]);
    }

    #[test]
    fn cells_are_those_of_rfc_4180() {
        let text = "a,\"b \"\"c\"\", d\",\r\n\r\n\"\n\",x\"y";
        assert_eq!(
            read(text),
            [
                (1, vec!["a".into(), "b \"c\", d".into(), String::new()]),
                (3, vec!["\n".into(), "x\"y".into()]),
            ]
        );
    }
}
