//! The short code on a receipt.

use wire::Hash;

/// Crockford's base 32: no I, L, O and U.
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// The first 80 bits of a ballot's hash, for people:
/// `7Q3K-0M9D-…`, four groups of four.
pub fn receipt_code(ballot: &Hash) -> String {
    let mut code = String::with_capacity(19);
    let mut bits: u32 = 0;
    let mut held = 0;
    for byte in &ballot.0[..10] {
        bits = bits << 8 | u32::from(*byte);
        held += 8;
        while held >= 5 {
            held -= 5;
            if matches!(code.len(), 4 | 9 | 14) {
                code.push('-');
            }
            let digit = (bits >> held & 31) as usize;
            code.push(char::from(ALPHABET[digit]));
        }
    }
    code
}
