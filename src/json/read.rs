//! From a tree to serde's types.

use std::slice;

use serde::{
    Deserializer,
    de::{
        self, DeserializeSeed, EnumAccess, IntoDeserializer, MapAccess, SeqAccess, VariantAccess,
        Visitor, value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};

use super::{Unexpected, parse::Tree};

impl de::Error for Unexpected {
    fn custom<T: std::fmt::Display>(_: T) -> Self {
        Self
    }

    // The texts of serde's own errors are never made.
    fn invalid_type(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_value(_: de::Unexpected<'_>, _: &dyn de::Expected) -> Self {
        Self
    }

    fn invalid_length(_: usize, _: &dyn de::Expected) -> Self {
        Self
    }

    fn unknown_variant(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_: &str, _: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_: &'static str) -> Self {
        Self
    }
}

impl<'t> Deserializer<'t> for &'t Tree<'t> {
    type Error = Unexpected;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Null => visitor.visit_unit(),
            Tree::Bool(value) => visitor.visit_bool(*value),
            Tree::Number(text) => {
                if let Ok(value) = text.parse::<u64>() {
                    visitor.visit_u64(value)
                } else if let Ok(value) = text.parse::<i64>() {
                    visitor.visit_i64(value)
                } else {
                    visitor.visit_f64(float(text)?)
                }
            }
            Tree::Text(text) => visitor.visit_borrowed_str(text),
            Tree::List(items) => visitor.visit_seq(Items(items.iter())),
            Tree::Object(members) => visitor.visit_map(Members {
                rest: members.iter(),
                value: None,
            }),
        }
    }

    fn deserialize_bool<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Bool(value) => visitor.visit_bool(*value),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_u64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Number(text) => visitor.visit_u64(text.parse().map_err(|_| Unexpected)?),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_u8<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u16<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_u32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_u64(visitor)
    }

    fn deserialize_i64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Number(text) => visitor.visit_i64(text.parse().map_err(|_| Unexpected)?),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_i32<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_i64(visitor)
    }

    fn deserialize_f64<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Number(text) => visitor.visit_f64(float(text)?),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Text(text) => visitor.visit_borrowed_str(text),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::List(items) => visitor.visit_seq(Items(items.iter())),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_tuple<V: Visitor<'t>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Object(members) => visitor.visit_map(Members {
                rest: members.iter(),
                value: None,
            }),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Object(members) => visitor.visit_seq(Fields {
                names: fields.iter(),
                members,
            }),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unexpected> {
        match self {
            Tree::Text(text) => visitor.visit_enum(Variant(text)),
            _ => Err(Unexpected),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, Unexpected> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        <V: Visitor<'t>>
        i8 i16 i128 u128 f32 char bytes byte_buf unit unit_struct tuple_struct
    }
}

impl<'t> IntoDeserializer<'t, Unexpected> for &'t Tree<'t> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct Items<'t>(slice::Iter<'t, Tree<'t>>);

impl<'t> SeqAccess<'t> for Items<'t> {
    type Error = Unexpected;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unexpected> {
        match self.0.next() {
            Some(item) => seed.deserialize(item).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

/// The values of an object in the order of a struct's fields. What serde makes
/// of a sequence is a third of the code that it makes of a map, because it need
/// not be ready for any order of keys. A field that is missing is like the end
/// of a sequence: serde asks on, and takes its default or refuses.
struct Fields<'t> {
    names: slice::Iter<'static, &'static str>,
    members: &'t [Member<'t>],
}

type Member<'t> = (std::borrow::Cow<'t, str>, Tree<'t>);

fn member<'t>(members: &'t [Member<'t>], name: &str) -> Option<&'t Tree<'t>> {
    let found = members.iter().find(|(key, _)| key == name)?;
    Some(&found.1)
}

impl<'t> SeqAccess<'t> for Fields<'t> {
    type Error = Unexpected;

    fn next_element_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unexpected> {
        let name = self.names.next().ok_or(Unexpected)?;
        match member(self.members, name) {
            Some(value) => seed.deserialize(value).map(Some),
            None => Ok(None),
        }
    }
}

struct Members<'t> {
    rest: slice::Iter<'t, Member<'t>>,
    value: Option<&'t Tree<'t>>,
}

impl<'t> MapAccess<'t> for Members<'t> {
    type Error = Unexpected;

    fn next_key_seed<S: DeserializeSeed<'t>>(
        &mut self,
        seed: S,
    ) -> Result<Option<S::Value>, Unexpected> {
        match self.rest.next() {
            Some((key, value)) => {
                self.value = Some(value);
                seed.deserialize(BorrowedStrDeserializer::new(key))
                    .map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<S: DeserializeSeed<'t>>(&mut self, seed: S) -> Result<S::Value, Unexpected> {
        seed.deserialize(self.value.take().ok_or(Unexpected)?)
    }
}

/// An enumeration's value as a word: ours have no others.
struct Variant<'t>(&'t str);

impl<'t> EnumAccess<'t> for Variant<'t> {
    type Error = Unexpected;
    type Variant = Self;

    fn variant_seed<S: DeserializeSeed<'t>>(self, seed: S) -> Result<(S::Value, Self), Unexpected> {
        Ok((
            seed.deserialize(BorrowedStrDeserializer::new(self.0))?,
            self,
        ))
    }
}

impl<'t> VariantAccess<'t> for Variant<'t> {
    type Error = Unexpected;

    fn unit_variant(self) -> Result<(), Unexpected> {
        Ok(())
    }

    fn newtype_variant_seed<S: DeserializeSeed<'t>>(self, _: S) -> Result<S::Value, Unexpected> {
        Err(Unexpected)
    }

    fn tuple_variant<V: Visitor<'t>>(self, _: usize, _: V) -> Result<V::Value, Unexpected> {
        Err(Unexpected)
    }

    fn struct_variant<V: Visitor<'t>>(
        self,
        _: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Unexpected> {
        Err(Unexpected)
    }
}

/// A decimal number: exact up to 15 digits, within two units in the last place
/// beyond that. The standard library's is exact always, and 10 KiB larger.
#[expect(
    clippy::cast_precision_loss,
    reason = "that is the loss described above"
)]
pub fn float(text: &str) -> Result<f64, Unexpected> {
    let (mut digits, mut exponent): (u64, i32) = (0, 0);
    let (mut seen, mut after_point) = (false, false);
    let bytes = text.as_bytes();
    let negative = bytes.first() == Some(&b'-');
    for (at, byte) in bytes.iter().enumerate().skip(usize::from(negative)) {
        match byte {
            b'0'..=b'9' => {
                seen = true;
                if digits < u64::MAX / 10 - 1 {
                    digits = digits * 10 + u64::from(byte - b'0');
                    exponent -= i32::from(after_point);
                } else {
                    exponent += i32::from(!after_point);
                }
            }
            b'.' if !after_point => after_point = true,
            b'e' | b'E' if seen => {
                let given: i32 = text[at + 1..].parse().map_err(|_| Unexpected)?;
                exponent = exponent.saturating_add(given);
                break;
            }
            _ => return Err(Unexpected),
        }
    }
    if !seen {
        return Err(Unexpected);
    }
    let scale = |places: i32| (0..places.min(400)).fold(1.0, |scale: f64, _| scale * 10.0);
    let size = digits as f64;
    let size = if exponent < 0 {
        size / scale(-exponent)
    } else {
        size * scale(exponent)
    };
    Ok(if negative { -size } else { size })
}
