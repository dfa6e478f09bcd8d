//! From serde's types to text.

use std::fmt::{Display, Write as _};

use serde::{
    Serialize, Serializer,
    ser::{self, Impossible, SerializeMap, SerializeSeq, SerializeStruct, SerializeTuple},
};

use super::Unexpected;

impl ser::Error for Unexpected {
    fn custom<T: Display>(_: T) -> Self {
        Self
    }
}

pub(super) struct Writer<'a>(pub(super) &'a mut String);

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.0.push('"');
        for letter in text.chars() {
            match letter {
                '"' => self.0.push_str("\\\""),
                '\\' => self.0.push_str("\\\\"),
                '\n' => self.0.push_str("\\n"),
                '\u{0}'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    for shift in [4, 0] {
                        let digit = (letter as u32) >> shift & 15;
                        self.0.push(char::from_digit(digit, 16).unwrap_or('0'));
                    }
                }
                _ => self.0.push(letter),
            }
        }
        self.0.push('"');
    }
}

/// A list or an object that is being written.
pub(super) struct Open<'w, 'a> {
    writer: &'w mut Writer<'a>,
    first: bool,
    close: char,
}

impl<'w, 'a> Open<'w, 'a> {
    fn new(writer: &'w mut Writer<'a>, open: char, close: char) -> Self {
        writer.0.push(open);
        Self {
            writer,
            first: true,
            close,
        }
    }

    fn separate(&mut self) {
        if !core::mem::take(&mut self.first) {
            self.writer.0.push(',');
        }
    }

    fn close(self) {
        self.writer.0.push(self.close);
    }
}

macro_rules! unsupported {
    ($($name:ident: $type:ty),* $(,)?) => {$(
        fn $name(self, _: $type) -> Result<(), Unexpected> {
            Err(Unexpected)
        }
    )*};
}

macro_rules! integers {
    ($($name:ident: $type:ty),* $(,)?) => {$(
        fn $name(self, value: $type) -> Result<(), Unexpected> {
            self.serialize_u64(u64::from(value))
        }
    )*};
}

impl<'w, 'a> Serializer for &'w mut Writer<'a> {
    type Ok = ();
    type Error = Unexpected;
    type SerializeSeq = Open<'w, 'a>;
    type SerializeTuple = Open<'w, 'a>;
    type SerializeMap = Open<'w, 'a>;
    type SerializeStruct = Open<'w, 'a>;
    type SerializeTupleStruct = Impossible<(), Unexpected>;
    type SerializeTupleVariant = Impossible<(), Unexpected>;
    type SerializeStructVariant = Impossible<(), Unexpected>;

    unsupported! {
        serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_f32: f32, serialize_f64: f64, serialize_char: char, serialize_bytes: &[u8],
        serialize_unit_struct: &'static str,
    }

    integers! { serialize_u8: u8, serialize_u16: u16, serialize_u32: u32 }

    fn serialize_u64(self, value: u64) -> Result<(), Unexpected> {
        write!(self.0, "{value}").map_err(|_| Unexpected)
    }

    fn serialize_bool(self, value: bool) -> Result<(), Unexpected> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn serialize_str(self, value: &str) -> Result<(), Unexpected> {
        self.text(value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Unexpected> {
        self.serialize_unit()
    }

    fn serialize_some<T: ?Sized + Serialize>(self, value: &T) -> Result<(), Unexpected> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Unexpected> {
        self.0.push_str("null");
        Ok(())
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Unexpected> {
        self.serialize_str(variant)
    }

    fn serialize_newtype_struct<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Unexpected> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: ?Sized + Serialize>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<(), Unexpected> {
        Err(Unexpected)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Open<'w, 'a>, Unexpected> {
        Ok(Open::new(self, '[', ']'))
    }

    fn serialize_tuple(self, _: usize) -> Result<Open<'w, 'a>, Unexpected> {
        Ok(Open::new(self, '[', ']'))
    }

    fn serialize_tuple_struct(
        self,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleStruct, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Unexpected> {
        Err(Unexpected)
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Open<'w, 'a>, Unexpected> {
        Ok(Open::new(self, '{', '}'))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Open<'w, 'a>, Unexpected> {
        Ok(Open::new(self, '{', '}'))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Unexpected> {
        Err(Unexpected)
    }

    fn collect_str<T: ?Sized + Display>(self, value: &T) -> Result<(), Unexpected> {
        self.text(&value.to_string());
        Ok(())
    }
}

impl SerializeSeq for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unexpected> {
        self.separate();
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unexpected> {
        self.close();
        Ok(())
    }
}

impl SerializeTuple for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_element<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unexpected> {
        SerializeSeq::serialize_element(self, value)
    }

    fn end(self) -> Result<(), Unexpected> {
        SerializeSeq::end(self)
    }
}

impl SerializeMap for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_key<T: ?Sized + Serialize>(&mut self, key: &T) -> Result<(), Unexpected> {
        SerializeSeq::serialize_element(self, key)
    }

    fn serialize_value<T: ?Sized + Serialize>(&mut self, value: &T) -> Result<(), Unexpected> {
        self.writer.0.push(':');
        value.serialize(&mut *self.writer)
    }

    fn end(self) -> Result<(), Unexpected> {
        SerializeSeq::end(self)
    }
}

impl SerializeStruct for Open<'_, '_> {
    type Ok = ();
    type Error = Unexpected;

    fn serialize_field<T: ?Sized + Serialize>(
        &mut self,
        key: &'static str,
        value: &T,
    ) -> Result<(), Unexpected> {
        SerializeMap::serialize_key(self, key)?;
        SerializeMap::serialize_value(self, value)
    }

    fn end(self) -> Result<(), Unexpected> {
        SerializeSeq::end(self)
    }
}
