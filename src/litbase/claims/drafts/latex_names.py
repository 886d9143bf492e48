"""The signs of LaTeX, and what its commands and environments do to the words they are given."""

import re

TOKEN = re.compile(
    r"(?P<comment>%[^\n]*(?:\n[ \t]*(?!\s*\n))?|\\iffalse(?![a-zA-Z])(?:[^\\]|\\(?!fi(?![a-zA-Z])))*+(?:\\fi)?)"
    r"|(?P<verbatim>\\(?:verb|lstinline)\*?(?P<bar>[^\sa-zA-Z*{\[])[^\n]*?(?P=bar))"
    r"|(?P<formula>\$\$[^$]*\$\$|\$(?:[^$\\\n]|\\.|\n(?!\s*\n))*\$)"
    r"|(?P<bracketed>\\[(\[])"
    r"|(?P<begin>\\begin\s*\{(?P<opened>[A-Za-z*]+)\})"
    r"|(?P<end>\\end\s*\{(?P<closed>[A-Za-z*]+)\})"
    r"|(?P<accent>\\(?:[`'^\"~=.]\s*|[urHvdckb](?![a-zA-Z])\s*)"
    r"(?:\{\s*\\?(?P<braced>[a-zA-Z])\s*\}|(?:\\(?=[ij]\b))?(?P<letter>[a-zA-Z])))"
    r"|(?P<line_break>\\\\\*?(?:\[[^\]\n]*\])?)"
    r"|(?P<command>\\[a-zA-Z@]+\*?)"
    r"|(?P<escape>\\[^a-zA-Z])"
    r"|(?P<paragraph>(?:(?<![ \t])[ \t]+)?\n[ \t]*\n\s*)"
    r"|(?P<line_end>(?:(?<![ \t])[ \t]+)?\n[ \t]*)"
    r"|(?P<marks>``|''|,,|\"`|\"'|<<|>>|\"<|\">)"
    r"|(?P<dash>(?<!-)-{2,3}(?!-))"
    r"|(?P<tie>~)"
    r"|(?P<cell>&)"
    r"|(?P<between>\}\s*\{)"
    r"|(?P<brace>[{}])"
)
MARKS = {"``": "“", "''": "”", ",,": "„", '"`': "„", "\"'": "“", "<<": "«", ">>": "»", '"<': "«", '">': "»"}
BLANK = re.compile(r"[ \t]*\n?[ \t]*(?!\n)")

ARGUMENTS_GONE = {
    **dict.fromkeys(
        "label ref pageref eqref autoref cref Cref nameref vref vspace hspace includegraphics input include subfile"  # noqa: SIM905
        " bibliography bibliographystyle addbibresource usepackage setlength addtolength index glsadd pagestyle nocite"
        " thispagestyle setcounter addtocounter cmidrule cline selectlanguage todo url nolinkurl path hypersetup color"
        " graphicspath pagenumbering documentclass phantomsection addcontentsline newcommand renewcommand"
        " newenvironment DeclareMathOperator vskip hskip pdfbookmark markboth markright marginpar"
        " marginnote institute affiliation email orcid keywords bibitem Ref printbibliography rule"
        " rowcolor cellcolor columncolor captionsetup lstset linespread fontsize title author date"
        " sout st xout deleted hide phantom hphantom vphantom".split(),
        9,
    ),
    # The first arguments say how, the last one what.
    **dict.fromkeys(("href", "textcolor", "hypertarget", "hyperlink", "foreignlanguage", "colorbox"), 1),
    **dict.fromkeys(("multicolumn", "multirow", "fcolorbox", "resizebox"), 2),
    **dict.fromkeys(("parbox", "scalebox", "raisebox"), 1),
}
"""How many arguments in braces, from the first, are no words; 9 for all of them."""

HEADINGS = frozenset(
    ("part", "chapter", "section", "subsection", "subsubsection", "paragraph", "subparagraph", "frametitle")
)

QUOTED = {
    "enquote": 0,
    "textquote": 0,
    "blockquote": 0,
    "foreignquote": 1,
    "hyphenquote": 1,
    "foreigntextquote": 1,
    "foreignblockquote": 1,
    "hyphentextquote": 1,
    "hyphenblockquote": 1,
    "hybridblockquote": 1,
    "textcquote": 0,
    "blockcquote": 0,
    "foreigntextcquote": 1,
    "foreignblockcquote": 1,
    "hyphentextcquote": 1,
    "hyphenblockcquote": 1,
    "hybridblockcquote": 1,
}
"""Commands of csquotes and how many arguments stand before the words; those with "cquote" cite in the next."""
ALTERED = {"textelp": "[…]", "textins": "", "textdel": "[…]"}
"""What csquotes writes for words left out or put in ("\\textelp{}", "\\textins{word}")."""
DEFINING = frozenset(
    "newcommand renewcommand providecommand DeclareRobustCommand NewDocumentCommand RenewDocumentCommand def gdef edef"  # noqa: SIM905
    " xdef newenvironment renewenvironment DeclareMathOperator newtheorem".split()
)

QUOTATIONS = frozenset(
    ("quote", "quotation", "displayquote", "displaycquote", "verse", "quoting", "foreigndisplayquote")
)
TABLES = frozenset(("tabular", "tabular*", "tabularx", "tabulary", "longtable", "longtabu", "tabu", "tblr"))
FORMULAS = frozenset(
    "equation align gather multline eqnarray math displaymath alignat flalign subequations dmath".split()  # noqa: SIM905
)
CODE = frozenset(
    "verbatim Verbatim lstlisting minted tikzpicture filecontents algorithm algorithmic pgfpicture alltt Sinput"  # noqa: SIM905
    " Soutput knitrout forest".split()
)
WITH_ARGUMENTS = {
    **dict.fromkeys(("tabular", "longtable", "longtabu", "tabu", "tblr", "minipage", "multicols"), 1),
    **dict.fromkeys(("tabular*", "tabularx", "tabulary", "adjustwidth", "wrapfigure"), 2),
    **dict.fromkeys(("thebibliography", "spacing", "otherlanguage", "frame", "subfigure", "subtable"), 1),
}
"""How many arguments in braces behind "\\begin{…}" are no words."""

SIGNS = {
    "ldots": "…", "dots": "…", "textellipsis": "…", "textendash": "–", "textemdash": "—", "textquoteleft": "‘",
    "textquoteright": "’", "textquotedblleft": "“", "textquotedblright": "”", "guillemotleft": "«",
    "guillemotright": "»", "glqq": "„", "grqq": "“", "flqq": "«", "frqq": "»", "quotedblbase": "„", "ss": "ß",
    "ae": "æ",
    "AE": "Æ", "oe": "œ", "OE": "Œ", "o": "ø", "O": "Ø", "aa": "å", "AA": "Å", "l": "ł", "L": "Ł", "i": "ı", "j": "ȷ",
    "dh": "ð", "DH": "Ð", "th": "þ", "TH": "Þ", "dj": "đ", "DJ": "Đ", "S": "§", "P": "¶", "pounds": "£",
    "textsterling": "£", "euro": "€", "texteuro": "€", "EUR": "€", "textdollar": "$", "percent": "%",
    "textpercent": "%",
    "textbackslash": "\\", "copyright": "©", "textregistered": "®", "texttrademark": "™", "textdegree": "°",
    "textquotesingle": "'", "slash": "/", "textasciitilde": "~", "textunderscore": "_", "quad": " ", "qquad": " ",
    "space": " ", "newline": " ", "linebreak": " ", "LaTeX": "LaTeX", "TeX": "TeX", "textbar": "|", "textless": "<",
    "textgreater": ">", "thinspace": " ", "enspace": " ", "nobreakspace": " ", "textperthousand": "‰",
}  # fmt: skip

ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", "=": "\u0304", "u": "\u0306", ".": "\u0307",
    '"': "\u0308", "r": "\u030a", "H": "\u030b", "v": "\u030c", "d": "\u0323", "c": "\u0327", "k": "\u0328",
    "b": "\u0331",
}  # fmt: skip
