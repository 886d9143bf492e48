"""Lists of names. The persons are fictional."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.bib.names import OTHERS, Name, format_names, parse_names


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ("Ada Ford", [Name("Ford", "Ada")]),
        ("Ford, Ada and Bo Müller", [Name("Ford", "Ada"), Name("Müller", "Bo")]),
        ("de la Rua, Eva", [Name("Rua", "Eva", "de la")]),
        ("Eva de la Rua Paz", [Name("Rua Paz", "Eva", "de la")]),
        ("von Berg, Jr., Otto", [Name("Berg", "Otto", "von", "Jr.")]),
        ("{van Dijk}, Jan", [Name("van Dijk", "Jan")]),  # braces make the particle part of the name
        ("{Ministry of Labour and Social Affairs}", [Name(literal="Ministry of Labour and Social Affairs")]),
        (
            "{U.S. Department of State} and Ford, Ada",
            [Name(literal="U.S. Department of State"), Name("Ford", "Ada")],
        ),
        ("Ada Ford and others", [Name("Ford", "Ada"), OTHERS]),
        ("UNICEF", [Name("UNICEF")]),
        ("{\\'E}mile {\\O}st", [Name("Øst", "Émile")]),
        ("family=Rua, given=Eva, prefix=de la", [Name("Rua", "Eva", "de la")]),  # biblatex's extended form
        ("family=Rua, given=Eva, prefix=de la, useprefix=false", [Name("Rua", "Eva", "de la", drops_particle=True)]),
        ("García Márquez, {}", [Name("García Márquez")]),  # a family name of two words and no given name
        ("Ada\n   Ford   and\n Bo  Berg", [Name("Ford", "Ada"), Name("Berg", "Bo")]),
        ("Sandford, Al", [Name("Sandford", "Al")]),  # "and" inside a word
        ("Li Wei AND Wang, Fang", [Name("Wei", "Li"), Name("Wang", "Fang")]),
        ("{\\AA}ge Winter", [Name("Winter", "Åge")]),  # a capital, though its command ends in small letters
        ("{} and Ford, Ada", [Name("Ford", "Ada")]),
        ("", []),
        (" and ", []),
    ],
)
def test_names_are_read(field: str, names: list[Name]) -> None:
    assert parse_names(field) == tuple(names)


WORD = st.sampled_from(["Ford", "Ada", "van", "de", "and", "UN", "O’Neil", "Rua-Paz", "Ép", "x, y", "A & B", "_"])
WORDS = st.lists(WORD, min_size=1, max_size=3).map(" ".join)
NAME = st.one_of(
    st.builds(Name, family=WORDS, given=WORDS, particle=st.sampled_from([None, "von", "de la"])),
    st.builds(Name, family=WORDS, given=WORDS, suffix=st.sampled_from(["Jr.", "III"])),
    st.builds(Name, family=WORDS),
    st.builds(Name, literal=WORDS),
)


@given(st.lists(NAME, min_size=1, max_size=3))
def test_written_names_are_read_again(names: list[Name]) -> None:
    assert parse_names(format_names(names)) == tuple(names)


@given(st.text(alphabet="aA ,{}\\~and", max_size=30))
def test_anything_can_be_read_as_names(text: str) -> None:
    assert all(name.sorted_by is not None for name in parse_names(text))
