//! The recovery code: a second way to the key, on paper.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

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

    /// A code as somebody typed it from paper: letters of any case and width, any separators or none, and the
    /// letters that are taken for others of the alphabet are understood.
    pub fn typed(text: &str) -> Result<Self, Invalid> {
        // Compatibility forms: what a keyboard of East Asia types is twice as wide, and the same letters.
        let letters = text.nfkc().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
        let known: Option<Vec<char>> = letters.map(read).collect();
        let known = known.filter(|known| known.len() == LENGTH);
        let known = known.ok_or_else(|| Invalid::new("a recovery code is six groups of four letters and digits"))?;
        Ok(Self(known.chunks(GROUP).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-")))
    }
}

/// The character of the alphabet that somebody means. There is no I, L, O or U in a code, and a keyboard of another
/// script has letters that look like those of ours: \u{4xx} are Cyrillic, \u{3xx} are Greek.
fn read(letter: char) -> Option<char> {
    Some(match letter {
        'O' | '\u{41e}' | '\u{39f}' => '0',
        'I' | 'L' | '\u{406}' | '\u{399}' => '1',
        'U' => 'V',
        '\u{410}' | '\u{391}' => 'A',
        '\u{412}' | '\u{392}' => 'B',
        '\u{421}' => 'C',
        '\u{415}' | '\u{395}' => 'E',
        '\u{41d}' | '\u{397}' => 'H',
        '\u{408}' => 'J',
        '\u{41a}' | '\u{39a}' => 'K',
        '\u{41c}' | '\u{39c}' => 'M',
        '\u{39d}' => 'N',
        '\u{420}' | '\u{3a1}' => 'P',
        '\u{405}' => 'S',
        '\u{422}' | '\u{3a4}' => 'T',
        '\u{425}' | '\u{3a7}' => 'X',
        '\u{423}' | '\u{3a5}' => 'Y',
        '\u{396}' => 'Z',
        letter if ALPHABET.iter().any(|known| char::from(*known) == letter) => letter,
        _ => return None,
    })
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
        for separator in
            ["", " ", "-", "\u{2010}", "\u{2011}", "–", "—", "\u{2212}", "\u{ff0d}", "\u{3000}", "\u{ad}", "_"]
        {
            let typed = code.as_str().replace('-', separator);
            assert_eq!(RecoveryCode::typed(&typed), Ok(code.clone()), "{separator:?}");
        }
        let wide = |c: char| char::from_u32(c as u32 + 0xfee0).unwrap();
        let typed: String = code.as_str().chars().filter(|c| *c != '-').map(wide).collect();
        assert_eq!(RecoveryCode::typed(&format!("\u{feff}{typed}\r\n")), Ok(code.clone()));
        let cyrillic = code.as_str().replace('A', "А").replace('H', "н").replace('V', "u");
        assert_eq!(RecoveryCode::typed(&cyrillic), Ok(code.clone()));
        assert!(RecoveryCode::typed(&code.as_str()[1..]).is_err());
        assert!(RecoveryCode::typed("a passphrase").is_err());
    }
}
