//! Setting a text in lines: as large as it fits, never past its frame.

use crate::fonts::{Fonts, Weight};

/// From one baseline to the next, in parts of the size.
const LEADING: f32 = 1.2;
/// The same from this size on.
const TIGHT: f32 = 1.1;
const LARGE: f32 = 30.0;
/// Where an address may be broken: after these.
const JOINTS: [char; 3] = ['.', '/', '-'];

/// A text in lines at a size.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Block {
    pub(crate) lines: Vec<String>,
    pub(crate) weight: Weight,
    pub(crate) size: f32,
    pub(crate) leading: f32,
    /// Whether the end of the text is missing.
    pub(crate) cut: bool,
}

impl Block {
    /// From the top of the first line to the bottom of the last.
    pub(crate) fn height(&self) -> f32 {
        self.lines.len() as f32 * self.leading
    }
}

/// What a text has to fit into.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    pub(crate) width: f32,
    pub(crate) height: f32,
    /// Sizes of letters, in points.
    pub(crate) largest: f32,
    pub(crate) smallest: f32,
}

impl Room {
    /// One line of that size, or smaller down to two thirds of it.
    pub(crate) const fn line(width: f32, size: f32) -> Self {
        Self {
            width,
            height: size * LEADING,
            largest: size,
            smallest: size / 1.5,
        }
    }

    /// As many lines as it takes, at that size.
    pub(crate) const fn column(width: f32, size: f32) -> Self {
        Self {
            width,
            height: f32::INFINITY,
            largest: size,
            smallest: size,
        }
    }
}

impl Fonts {
    /// The largest size at which the text fits. At the smallest it is cut, and
    /// ends with an ellipsis.
    pub(crate) fn fit(&self, text: &str, weight: Weight, room: Room) -> Block {
        // Rather smaller than with a word that is torn apart.
        for torn in [false, true] {
            let mut size = room.largest;
            loop {
                let block = self.lines(text, weight, room.width, size);
                let whole = torn || !self.splits(text, weight, room.width / size, false);
                if whole && block.height() <= room.height + 0.01 {
                    return self.balanced(text, block, room.width, torn);
                }
                if size <= room.smallest {
                    break;
                }
                size = (size * 0.96).max(room.smallest);
            }
        }
        let block = self.lines(text, weight, room.width, room.smallest);
        self.shortened(block, room)
    }

    fn lines(&self, text: &str, weight: Weight, width: f32, size: f32) -> Block {
        Block {
            lines: self.wrap(text, weight, width / size),
            weight,
            size,
            leading: size * if size < LARGE { LEADING } else { TIGHT },
            cut: false,
        }
    }

    /// The same number of lines, about equally long: no word alone on the last.
    fn balanced(&self, text: &str, block: Block, width: f32, torn: bool) -> Block {
        if block.lines.len() < 2 {
            return block;
        }
        let (mut narrow, mut wide) = (width / 2.0, width);
        let mut best = block;
        for _ in 0..6 {
            let middle = f32::midpoint(narrow, wide);
            let tried = self.lines(text, best.weight, middle, best.size);
            let splits = self.splits(text, best.weight, middle / best.size, torn);
            if tried.lines.len() > best.lines.len() || splits {
                narrow = middle;
            } else {
                wide = middle;
                best = tried;
            }
        }
        best
    }

    /// Whether a word is torn apart in lines of that width; if it has to be,
    /// whether a piece of it is.
    fn splits(&self, text: &str, weight: Weight, ems: f32, torn: bool) -> bool {
        let mut words = text.split_whitespace();
        let wide = |part: &str| self.word(part, weight) > ems;
        if torn {
            words.any(|word| word.split_inclusive(JOINTS).any(wide))
        } else {
            words.any(wide)
        }
    }

    fn shortened(&self, mut block: Block, room: Room) -> Block {
        while block.lines.len() > 1 && block.height() > room.height + 0.01 {
            block.lines.pop();
        }
        block.cut = true;
        if let Some(last) = block.lines.last_mut() {
            last.push('…');
            while self.width(last, block.weight, block.size) > room.width
                && last.chars().count() > 1
            {
                last.pop();
                last.pop();
                last.push('…');
            }
        }
        block
    }

    /// Breaks at spaces; a word that is too long is broken where an address
    /// can be, else anywhere.
    fn wrap(&self, text: &str, weight: Weight, ems: f32) -> Vec<String> {
        let space = self.word(" ", weight);
        let mut lines: Vec<String> = Vec::new();
        let (mut line, mut long) = (String::new(), 0.0);
        for word in text.split_whitespace() {
            let width = self.word(word, weight);
            if !line.is_empty() && long + space + width <= ems {
                line.push(' ');
                line.push_str(word);
                long += space + width;
                continue;
            }
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            if width <= ems {
                word.clone_into(&mut line);
                long = width;
                continue;
            }
            long = 0.0;
            let mut bytes = [0; 4];
            for piece in word.split_inclusive(JOINTS) {
                let width = self.word(piece, weight);
                if !line.is_empty() && long + width > ems {
                    lines.push(std::mem::take(&mut line));
                    long = 0.0;
                }
                for letter in piece.chars() {
                    let letter: &str = letter.encode_utf8(&mut bytes);
                    let width = self.word(letter, weight);
                    if !line.is_empty() && long + width > ems {
                        lines.push(std::mem::take(&mut line));
                        long = 0.0;
                    }
                    line.push_str(letter);
                    long += width;
                }
            }
        }
        if !line.is_empty() {
            lines.push(line);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOM: Room = Room {
        width: 200.0,
        height: 100.0,
        largest: 30.0,
        smallest: 12.0,
    };

    #[test]
    fn no_line_is_wider_than_its_room_and_nothing_is_lost() {
        let fonts = Fonts::load();
        for text in [
            "SIMPUL",
            "Sistem Informasi Pelayanan Umum Lintas Instansi untuk Warga Pesisir",
            "inovasi.belitungtimurkab.go.id/kode",
            "W".repeat(60).as_str(),
        ] {
            let block = fonts.fit(text, Weight::Bold, ROOM);
            assert!(!block.cut && block.height() <= ROOM.height + 0.1, "{text}");
            let joined: String = block.lines.concat();
            assert_eq!(joined.replace(' ', ""), text.replace(' ', ""));
            for line in &block.lines {
                let width = fonts.width(line, Weight::Bold, block.size);
                assert!(width <= ROOM.width + 0.01, "{line}: {width}");
            }
        }
    }

    #[test]
    fn what_never_fits_is_cut_and_says_so() {
        let fonts = Fonts::load();
        let block = fonts.fit(&"kata ".repeat(200), Weight::Regular, ROOM);
        assert!(block.cut && block.lines.last().unwrap().ends_with('…'));
        assert!(block.height() <= ROOM.height + 0.1);
    }

    #[test]
    fn lines_are_about_equally_long() {
        let fonts = Fonts::load();
        let block = fonts.fit(
            "aaaa bbbb cccc dddd",
            Weight::Regular,
            Room::column(80.0, 10.0),
        );
        assert_eq!(block.lines.len(), 2, "{block:?}");
        assert_eq!(block.lines[0].len(), block.lines[1].len());
    }
}
