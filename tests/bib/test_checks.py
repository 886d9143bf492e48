"""What the checks find, and what they leave alone."""

from pathlib import Path

import pytest

from litbase.bib.bibliography import Bibliography
from litbase.bib.checks import check

GOOD = "@report{g, author={{Ministry of Norland}}, title={T}, institution={I}, year=2020}\n"


def found(text: str) -> list[tuple[str, str | None]]:
    return [(problem.check, problem.key) for problem in check(Bibliography(Path("x.bib"), text.encode()))]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("@book{a, author={B, C}, title={T}}", ("missing-field", "a")),
        ("@misc{a, title={T}, date={2019-02-30}}", ("impossible-date", "a")),
        ("@misc{a, title={T}, urldate={2019-13-01}}", ("impossible-date", "a")),
        ("@misc{a, title={T}, author={Ministry of Labour}}", ("unbraced-organisation", "a")),
        ("@misc{a, title={T}, author={Ford, A. and United Nations Office}}", ("unbraced-organisation", "a")),
        ("@misc{a, title={T}, crossref={none}}", ("unresolved-reference", "a")),
        ("@misc{a, title={T}, xdata={none}}", ("unresolved-reference", "a")),
        ("@misc{a, title={T}}\n@misc{a, title={U}}", ("duplicate-key", "a")),
        ("@misc{a, title={T}", ("broken-block", None)),
        (
            "@misc{a, title={T}, doi={10.5555/X}}\n@misc{b, title={U}, doi={https://doi.org/10.5555/x}}",
            ("duplicate-entry", "b"),
        ),
        (
            "@book{a, author={B, C}, title={T}, year=1999, isbn={978-0-306-40615-7}}\n"
            "@book{b, author={B, C}, title={T}, year=1999, isbn={0306406152}}",
            ("duplicate-entry", "b"),
        ),  # the same book number in its long and short form
        (
            "@misc{a, title={T}, number={A/HRC/25/63}}\n@misc{b, title={U}, number={A/HRC/25/63}}",
            ("duplicate-entry", "b"),
        ),
    ],
)
def test_problems_are_found(text: str, problem: tuple[str, str | None]) -> None:
    assert found(GOOD + text) == [problem]


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, title={T}, year={n.d.}}",
        "@misc{a, title={T}, date={2019/2020}}",
        "@misc{a, title={T}, author={{Ministry of Labour}}}",
        "@misc{a, title={T}, author={Bank, Ada}}",  # a person's name may be a word for an organisation
        "@report{a, author={{M}}, title={T}, institution={I}, year=2021, isbn={978-0-306-40615-7}}\n"
        "@report{b, author={{M}}, title={T}, institution={I}, year=2022, isbn={978-0-306-40615-7}}",  # annual
        "@report{a, author={{M}}, title={T}, institution={I}, year=2021}\n"
        "@report{b, author={{M}}, title={T}, institution={I}, year=2021}",  # nothing identifies them
        "@misc{a, title={T}, number={A/1/2/3}, edition={1}}\n@misc{b, title={T}, number={A/1/2/3}, edition={2}}",
        "@inproceedings{a, author={B, C}, title={T}, crossref={p}}\n@proceedings{p, title={P}, year=2000}",
        "@comment{anything}\nfree text",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert found(GOOD + text) == []
