"""Characters that stand for something while pandoc works, and are gone from what litbase prints.

Most are of the private use area; where pandoc has to take the sign for part of a word, a letter without case of
a script that no source here is written in (Lisu, Unicode 5.2).
"""

HEAD = "\ua4fa"  # begins a note, whose first letter pandoc would set in capitals
EMPTY = "\U000e0020"  # a variable with nothing to print: keeps a group of words from being dropped
UNCUT = {
    " ": "\U000e0021",
    "-": "\U000e0034",
    "–": "\U000e0035",
    ",": "\U000e0036",
    ";": "\U000e0037",
    "&": "\U000e0038",
}  # where no number is cut in two
NUMBER = "\ua4f7"  # before the place of a number that stands for another: a letter, so that nothing is done to it
WHOLE = "\ua4f9"  # after a word in lower case: no small word, to be capitalised in a title
DROPPED = "\U000e0026"  # around a label that is not to be printed
SHORT_YEAR = "\U000e0023"  # before a year of which the last two digits are printed
OPENING, CLOSING = "\U000e0024", "\U000e0025"  # after an affix's "(" and before its ")"
ASKING = "\U000e0027"  # after a question or exclamation mark that ends a title, whose comma pandoc would drop
TERM = "\U000e0028"  # before a word of the style: capitalised where it begins a note or an entry
NAMELESS = "\U000e0029"  # around what stands for the name of a work that has none
SPACED = "\U000e002a"  # after an affix that ends in a space: what follows it is not run together with its punctuation
INITIAL = "\U000e002b"  # after an initial
QUOTES = {
    "“": "\U000e0030",
    "”": "\U000e0031",
    "‘": "\U000e0032",
    "’": "\U000e0033",
}  # quotation marks as a title has them
QUOTED_LAST = "\U000e0039"  # after a quotation mark that ends a title
SLANTED = "\U000e003a"  # begins what a style sets in italics as a whole
