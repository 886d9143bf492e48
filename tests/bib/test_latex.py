"""LaTeX to plain text and back."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.bib.latex import decode, encode, fit_to_codec
from litbase.bib.rich_text import from_rich, to_rich
from litbase.bib.values import is_balanced
from litbase.errors import EntryError


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"G\"odel, {\"o}, \"{o}, \"{\i}, \'\i a", "Gödel, ö, ö, ï, ía"),
        (r"Dvo{\v r}{\'a}k, \c{c}, \c c, \k{a}, \H{o}, \r a", "Dvořák, ç, ç, ą, ő, å"),
        (r"Stra{\ss}e, \O stland, \L{}\'od\'z, {\AE}on", "Straße, Østland, Łódź, Æon"),
        (r"\'{\^a}n", "ấn"),  # two accents, as Vietnamese has them
        ("The {UN} and {\\em its} \\emph{agencies}", "The UN and its agencies"),
        ("1990--2000 --- ``so'' it is", "1990–2000 — “so” it is"),
        (r"Bed \& Breakfast, 5\,\%, \$9.5, a\_b, \#1", "Bed & Breakfast, 5\u2009%, $9.5, a_b, #1"),
        ("two\n      lines", "two lines"),
        ("p.~5", "p.\u00a05"),
        (r"$\alpha$ and 5$^{th}$", "α and 5^th"),
        ("5$^{th}$ report", "5th report"),
        ("from $9.5 million to $12 million", "from $9.5 million to $12 million"),  # money is no formula
        (r"{\unknown} \odd{words} \textgreek{a} 50% & more", "unknown words a 50% & more"),
        (r"\noopsort{1973b}1973", "1973"),
        (r"\href{https://norland.example}{Norland} \url{x}", "Norland x"),
        ("unbalanced { brace", "unbalanced brace"),
        ("\\", "\\"),
        ("", ""),
    ],
)
def test_latex_prints_as(latex: str, plain: str) -> None:
    assert decode(latex) == plain


def test_ascii_only_names_letters_by_commands() -> None:
    assert encode("Émile Ørsted, ắ – “x”", ascii_only=True) == (
        r"\'{E}mile \O{}rsted, \'{\u{a}} \textendash{} \textquotedblleft{}x\textquotedblright{}"
    )
    assert encode("Émile & Co.") == r"Émile \& Co."


COMMON = st.text(
    alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Co", "Cn", "Cs", "Zl", "Zp"]), max_size=60
)


@given(COMMON, st.booleans())
def test_decoding_undoes_encoding(text: str, ascii_only: bool) -> None:
    text = unicodedata.normalize("NFC", re.sub(" +", " ", text).strip())
    written = encode(text, ascii_only=ascii_only)
    assert is_balanced(written)
    assert decode(written) == text


@given(st.text(alphabet="\\{}$%&~^_\"'`abij#- \n", max_size=40))
def test_anything_can_be_decoded(text: str) -> None:
    assert isinstance(decode(text), str)
    assert isinstance(to_rich(text), str)


def test_what_a_codec_lacks_is_written_in_latex() -> None:
    assert fit_to_codec("Łódź", "latin-1") == r"\L{}ód\'{z}"
    with pytest.raises(EntryError):
        fit_to_codec("诺兰", "latin-1")


@pytest.mark.parametrize(
    ("latex", "rich"),
    [
        ("The {UN} in Norland", 'The <span class="nocase">UN</span> in Norland'),
        ("{{Whole} title}", '<span class="nocase">Whole title</span>'),
        (
            "{U}nder the {N}orland's flag",
            '<span class="nocase">Under</span> the <span class="nocase">Norland</span>\'s flag',
        ),
        (r"An \emph{emphatic} word", "An <i>emphatic</i> word"),
        (r"{\em Old} style", "<i>Old</i> style"),
        (r"H\textsubscript{2}O, 5\textsuperscript{th}", "H<sub>2</sub>O, 5<sup>th</sup>"),
        (r"{\'E}mile and \'{e}", "Émile and é"),  # braces of accents protect nothing
        (r"{{}\emph{Title}: more}", '<span class="nocase"><i>Title</i>: more</span>'),
    ],
)
def test_marks_in_titles_are_tags(latex: str, rich: str) -> None:
    assert to_rich(latex) == rich
    assert to_rich(from_rich(rich)) == rich


def test_tags_that_do_not_match_still_balance() -> None:
    for text in ("<i>a", "a</i>", "<i><b>a</i>b</b>", "a < b > c", "<span>x</span>"):
        assert is_balanced(from_rich(text))
