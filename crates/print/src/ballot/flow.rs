//! Putting headings and rows into columns and pages. No row is split, and no
//! heading stands without a row below it.

/// Where rows can stand.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) top: f32,
    pub(super) bottom: f32,
}

/// How much height the pieces of a part take.
pub(super) trait Heights {
    fn heading(&self) -> f32;
    fn rows(&self) -> impl Iterator<Item = f32>;
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// Of a part; again where it goes on in another column.
    Heading {
        part: usize,
        continued: bool,
    },
    Row {
        part: usize,
        row: usize,
    },
}

/// A piece with its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) piece: Piece,
    pub(super) at: (f32, f32),
}

/// White between the end of a part and the next heading.
const SPACE: f32 = 8.0;

struct Flow<F> {
    columns: F,
    pages: Vec<Vec<Placed>>,
    column: usize,
    /// Where the next piece would stand.
    y: f32,
}

/// The pieces of each page, in reading order.
pub(super) fn pages<H: Heights, const N: usize>(
    parts: &[H],
    columns: impl Fn(usize) -> [Column; N],
) -> Vec<Vec<Placed>> {
    let y = columns(0)[0].top;
    let mut flow = Flow {
        columns,
        pages: vec![Vec::new()],
        column: 0,
        y,
    };
    for (part, it) in parts.iter().enumerate() {
        if flow.y > flow.here().top {
            flow.y += SPACE;
        }
        for (row, height) in it.rows().enumerate() {
            let heading = if row == 0 { it.heading() } else { 0.0 };
            let fits = flow.y + heading + height <= flow.here().bottom;
            if !fits && flow.y > flow.here().top {
                flow.next_column();
            }
            if row == 0 || flow.y <= flow.here().top {
                let continued = row > 0;
                flow.put(Piece::Heading { part, continued }, it.heading());
            }
            flow.put(Piece::Row { part, row }, height);
        }
    }
    flow.pages
}

impl<F: Fn(usize) -> [Column; N], const N: usize> Flow<F> {
    fn here(&self) -> Column {
        (self.columns)(self.pages.len() - 1)[self.column]
    }

    fn next_column(&mut self) {
        self.column += 1;
        if self.column == N {
            self.column = 0;
            self.pages.push(Vec::new());
        }
        self.y = self.here().top;
    }

    fn put(&mut self, piece: Piece, height: f32) {
        let at = (self.here().left, self.y);
        if let Some(page) = self.pages.last_mut() {
            page.push(Placed { piece, at });
        }
        self.y += height;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Part(Vec<f32>);

    impl Heights for Part {
        fn heading(&self) -> f32 {
            10.0
        }

        fn rows(&self) -> impl Iterator<Item = f32> {
            self.0.iter().copied()
        }
    }

    const HIGH: f32 = 100.0;

    fn columns(page: usize) -> [Column; 2] {
        [0.0, 50.0].map(|left| Column {
            left,
            top: if page == 0 { 40.0 } else { 0.0 },
            bottom: HIGH,
        })
    }

    #[test]
    fn every_row_stands_once_in_order_and_whole() {
        for count in [1_usize, 3, 8, 40, 126] {
            let parts: Vec<Part> = (1..=4)
                .map(|part| {
                    Part(
                        (0..count)
                            .map(|row| 9.0 + ((row * part) % 7) as f32)
                            .collect(),
                    )
                })
                .collect();
            let pages = pages(&parts, columns);
            let all: Vec<Placed> = pages.concat();
            let rows = all.iter().filter_map(|it| match it.piece {
                Piece::Row { part, row } => Some((part, row)),
                Piece::Heading { .. } => None,
            });
            let expected = (0..4).flat_map(|part| (0..count).map(move |row| (part, row)));
            assert!(rows.eq(expected), "{count}");
            for (page, pieces) in pages.iter().enumerate() {
                let top = columns(page)[0].top;
                for pair in pieces.windows(2) {
                    let [one, next] = [pair[0], pair[1]];
                    let alone = matches!(one.piece, Piece::Heading { .. })
                        && !matches!(next.piece, Piece::Row { .. });
                    assert!(!alone && next.at.1 <= HIGH - 9.0, "{next:?}");
                    // A column begins with a heading.
                    let first = one.at.0 < next.at.0;
                    assert!(!first || matches!(next.piece, Piece::Heading { .. }));
                    assert!(one.at.1 >= top);
                }
                assert!(matches!(pieces.last().unwrap().piece, Piece::Row { .. }));
            }
        }
    }
}
