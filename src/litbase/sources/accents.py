"""Accents that a file draws as characters of their own beside their letters, as the older fonts of TeX do."""

import re
import unicodedata

_MARKS = {
    "`": "\u0300", "´": "\u0301", "ˆ": "\u0302", "˜": "\u0303", "¯": "\u0304", "˘": "\u0306", "˙": "\u0307",
    "¨": "\u0308", "˚": "\u030a", "˝": "\u030b", "ˇ": "\u030c", "¸": "\u0327", "˛": "\u0328",
}  # fmt: skip
_DOTLESS = {"ı": "i", "ȷ": "j"}
ACCENTS = "".join(_MARKS)
# The accent comes before its letter, or after it where it fits nothing that follows. A grave one is also a quotation
# mark: it is an accent inside a word, and in "à" where no other mark closes a quotation; at the end of a line "à" is
# read where acute accents show that the page draws its accents so.
ACUTE_BESIDE_LETTER = re.compile("´[a-z]")
GRAVE_AT_LINE_END = "(?<![\\w`])`[aA]$"
BESIDE_LETTER = (
    "[aeiouAEIOU]ˆ(?=[bdfklmnpqrtvxz])|[cCsStT]¸(?![cCsStT])|[´ˆ˜¯˘˙¨˚˝ˇ¸˛][A-Za-zıȷ]"
    "|(?<=[^\\W\\d_]|['’-])`[aeiouAEIOU](?!`)|(?<![\\w`])`[aA](?= [\\w´ˆ])(?![^`]*\\w'(?!\\w))"
)


def composed(pair: str) -> str:
    """Return the accented letter that an accent and a letter beside it make, the pair itself if there is none."""
    accent, letter = (pair[0], pair[1]) if pair[0] in _MARKS else (pair[1], pair[0])
    made = unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _MARKS[accent])
    return made if len(made) == 1 else pair
