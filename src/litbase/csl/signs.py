"""Characters that stand for something while pandoc works, and are gone from what litbase prints.

Most are of the private use area; where pandoc has to take the sign for part of a word, a letter without case of
a script that no source here is written in (Lisu, Unicode 5.2).
"""

HEAD = "\ua4fa"  # begins a note, whose first letter pandoc would set in capitals
EMPTY = "\ue100"  # a variable with nothing to print: keeps a group of words from being dropped
GLUE = "\ue101"  # a space at which a number is not cut in two
WHOLE = "\ua4f9"  # after a word in lower case: no small word, to be capitalised in a title
SHORT_YEAR = "\ue103"  # before a year of which the last two digits are printed
OPENING, CLOSING = "\ue104", "\ue105"  # after an affix's "(" and before its ")"
ASKING = "\ue107"  # after a question or exclamation mark that ends a title, whose comma pandoc would drop
TERM = "\ue108"  # before a word of the style: capitalised where it begins a note or an entry
ALONE = "\ue109"  # after a work without an author among others, which pandoc would put with its neighbour
SPACED = "\ue10a"  # after an affix that ends in a space: what follows it is not run together with its punctuation
INITIAL = "\ue10b"  # after an initial
QUOTES = {"“": "\ue110", "”": "\ue111", "‘": "\ue112", "’": "\ue113"}  # quotation marks as a title has them
