"""Numbers of sources: which are one, which are several, and how they are printed."""

import pytest

from litbase.csl.processor import process
from litbase.csl.runs import text_of
from litbase.csl.styles import StyleFile

_STYLE = """<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text"><info>
<title>x</title><id>x</id>
<updated>2020-01-01T00:00:00Z</updated></info><citation><layout><text variable="title"/></layout></citation>
<bibliography><layout><group delimiter=" "><label variable="VARIABLE" form="short"/><text variable="VARIABLE"/>
<choose><if is-numeric="VARIABLE"><text value="(numeric)"/></if></choose></group></layout></bibliography></style>"""


def printed(value: str, variable: str, kind: str = "report") -> str:
    style = StyleFile("x", _STYLE.replace("VARIABLE", variable), "en-US")
    item = {"id": "r", "type": kind, "title": "Report", variable: value}
    return text_of(process(style, [item], (), listed=["r"]).references[0][1])


@pytest.mark.parametrize(
    ("value", "variable", "expected"),
    [
        ("25965/04", "number", "no. 25965/04 (numeric)"),  # the number of an application to a court
        ("Pub. L. 106-386", "number", "no. Pub. L. 106-386"),  # one law, named in words
        ("GAO-06-825", "number", "no. GAO-06-825"),
        ("A/HRC/23/48", "number", "no. A/HRC/23/48"),
        ("2021-14", "number", "nos. 2021–14 (numeric)"),
        ("No. 12", "number", "no. 12 (numeric)"),  # said once
        ("Vol. 3", "volume", "vol. 3 (numeric)"),
        ("2005-VII", "volume", "vols. 2005–VII (numeric)"),
        ("1-2", "issue", "nos. 1–2 (numeric)"),
        ("2 and 3", "issue", "nos. 2 and 3 (numeric)"),
        ("Suppl. 2", "issue", "no. Suppl. 2"),
        ("3rd ed., rev.", "edition", "ed. 3rd ed., rev."),
        ("52.222-50", "section", "sec. 52.222-50"),
        ("2023-07", "version", "v. 2023-07 (numeric)"),  # a month, no range
    ],
)
def test_a_number_is_one_or_several(value: str, variable: str, expected: str) -> None:
    assert printed(value, variable) == expected


@pytest.mark.parametrize("kind", ["legislation", "legal_case"])
def test_the_number_of_a_law_or_a_case_is_one(kind: str) -> None:
    assert printed("106-386", "number", kind) == "no. 106-386 (numeric)"
