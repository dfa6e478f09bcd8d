//! From text to a tree (RFC 8259).

use std::borrow::Cow;

use super::Unexpected;

/// A JSON value. Numbers stay text until somebody says what they should be.
#[derive(Debug)]
pub(super) enum Tree<'a> {
    Null,
    Bool(bool),
    Number(&'a str),
    Text(Cow<'a, str>),
    List(Vec<Tree<'a>>),
    /// In the order of the text.
    Object(Vec<(Cow<'a, str>, Tree<'a>)>),
}

/// Deeper than anything of ours, and far from the end of the stack.
const DEEPEST: u32 = 64;

pub(super) fn document(text: &str) -> Result<Tree<'_>, Unexpected> {
    let mut parser = Parser { text, at: 0 };
    let tree = parser.value(0)?;
    parser.space();
    if parser.at == text.len() {
        Ok(tree)
    } else {
        Err(Unexpected)
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> u8 {
        // Zero is in no JSON text outside of a string.
        self.text.as_bytes().get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == byte;
        self.at += usize::from(found);
        found
    }

    fn word(&mut self, word: &str, tree: Tree<'a>) -> Result<Tree<'a>, Unexpected> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if rest.starts_with(word.as_bytes()) {
            self.at += word.len();
            Ok(tree)
        } else {
            Err(Unexpected)
        }
    }

    fn value(&mut self, depth: u32) -> Result<Tree<'a>, Unexpected> {
        if depth > DEEPEST {
            return Err(Unexpected);
        }
        self.space();
        match self.peek() {
            b'n' => self.word("null", Tree::Null),
            b't' => self.word("true", Tree::Bool(true)),
            b'f' => self.word("false", Tree::Bool(false)),
            b'"' => Ok(Tree::Text(self.string()?)),
            b'[' => self.list(depth),
            b'{' => self.object(depth),
            b'-' | b'0'..=b'9' => Ok(self.number()),
            _ => Err(Unexpected),
        }
    }

    fn list(&mut self, depth: u32) -> Result<Tree<'a>, Unexpected> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.eat(b']') {
            return Ok(Tree::List(items));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.eat(b']') {
                return Ok(Tree::List(items));
            }
            if !self.eat(b',') {
                return Err(Unexpected);
            }
        }
    }

    fn object(&mut self, depth: u32) -> Result<Tree<'a>, Unexpected> {
        self.at += 1;
        let mut members = Vec::new();
        self.space();
        if self.eat(b'}') {
            return Ok(Tree::Object(members));
        }
        loop {
            self.space();
            let key = self.string()?;
            self.space();
            if !self.eat(b':') {
                return Err(Unexpected);
            }
            members.push((key, self.value(depth + 1)?));
            self.space();
            if self.eat(b'}') {
                return Ok(Tree::Object(members));
            }
            if !self.eat(b',') {
                return Err(Unexpected);
            }
        }
    }

    fn number(&mut self) -> Tree<'a> {
        let start = self.at;
        while matches!(self.peek(), b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E') {
            self.at += 1;
        }
        Tree::Number(&self.text[start..self.at])
    }

    fn string(&mut self) -> Result<Cow<'a, str>, Unexpected> {
        if !self.eat(b'"') {
            return Err(Unexpected);
        }
        let mut text = Cow::Borrowed("");
        loop {
            let start = self.at;
            while !matches!(self.peek(), b'"' | b'\\' | 0..=31) {
                self.at += 1;
            }
            let plain = &self.text[start..self.at];
            if text.is_empty() {
                // Most strings have no escape in them, and are never copied.
                text = Cow::Borrowed(plain);
            } else {
                text.to_mut().push_str(plain);
            }
            if self.eat(b'"') {
                return Ok(text);
            }
            if !self.eat(b'\\') {
                return Err(Unexpected);
            }
            let escaped = self.escape()?;
            text.to_mut().push(escaped);
        }
    }

    fn escape(&mut self) -> Result<char, Unexpected> {
        let letter = self.peek();
        self.at += 1;
        Ok(match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => {
                let first = self.hexadecimal()?;
                let code = if (0xD800..0xDC00).contains(&first) {
                    // A character beyond the first plane, as two halves.
                    if !(self.eat(b'\\') && self.eat(b'u')) {
                        return Err(Unexpected);
                    }
                    let second = self.hexadecimal()?;
                    if !(0xDC00..0xE000).contains(&second) {
                        return Err(Unexpected);
                    }
                    0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
                } else {
                    first
                };
                char::from_u32(code).ok_or(Unexpected)?
            }
            _ => return Err(Unexpected),
        })
    }

    fn hexadecimal(&mut self) -> Result<u32, Unexpected> {
        let mut code = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()).to_digit(16).ok_or(Unexpected)?;
            self.at += 1;
            code = code << 4 | digit;
        }
        Ok(code)
    }
}
