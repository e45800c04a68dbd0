//! The recovery code: a second way to the key, on paper.

use std::fmt;

use super::invalid::Invalid;

/// Letters and digits that are not taken for one another: no I, L, O or U (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// How many characters, five bits each: 120 bits, out of reach of guessing.
const LENGTH: usize = 24;

/// How many characters stand together.
const GROUP: usize = 4;

/// A recovery code, `7K2M-...`: six groups of four.
#[derive(Clone, PartialEq, Eq)]
pub struct RecoveryCode(String);

impl RecoveryCode {
    /// The code that these bytes of chance make.
    pub fn new(chance: [u8; LENGTH]) -> Self {
        let character = |byte: &u8| char::from(ALPHABET[usize::from(*byte) % ALPHABET.len()]);
        let groups = chance.chunks(GROUP).map(|group| group.iter().map(character).collect::<String>());
        Self(groups.collect::<Vec<_>>().join("-"))
    }

    /// The code as it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// A code as somebody typed it from paper: small letters, other separators, and the letters that are
    /// taken for digits are understood.
    pub fn typed(text: &str) -> Result<Self, Invalid> {
        let read = |c: char| match c.to_ascii_uppercase() {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            c if c.is_ascii() && ALPHABET.contains(&(c as u8)) => Some(c),
            _ => None,
        };
        let kept: Vec<char> = text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        let known: Option<Vec<char>> = kept.into_iter().map(read).collect();
        let known = known.filter(|known| known.len() == LENGTH);
        let known = known.ok_or_else(|| Invalid::new("a recovery code is six groups of four letters and digits"))?;
        Ok(Self(known.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")))
    }
}

/// Never shows the code.
impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_from_paper_is_the_code() {
        let mut chance = [0; LENGTH];
        for (at, byte) in chance.iter_mut().enumerate() {
            *byte = u8::try_from(at * 11).unwrap();
        }
        let code = RecoveryCode::new(chance);
        assert_eq!(code.as_str().len(), 29);
        let careless = code.as_str().to_lowercase().replace('-', "  ").replace('0', "o").replace('1', "l");
        assert_eq!(RecoveryCode::typed(&careless), Ok(code.clone()));
        assert!(RecoveryCode::typed(&code.as_str()[1..]).is_err());
        assert!(RecoveryCode::typed("a passphrase").is_err());
    }
}
