import random
import string
from typing import ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from litbase.model.page import Box, Layout, LocatorKind, Mark, Page, Run
from litbase.sources.paragraphs import find_marks

PROSE = "the inspectors heard that the crew had not been paid since the boat left the harbour of Vestholm in March"


def values(texts: list[str], kind: LocatorKind, layouts: list[Layout] | None = None) -> list[str]:
    marks, _ = find_marks(texts, layouts=layouts or [])
    return [mark.value for page in marks for mark in page if mark.kind is kind and not mark.continued]


def cited_by(texts: list[str]) -> LocatorKind:
    return find_marks(texts)[1]


def paragraphs(first: int, last: int) -> str:
    return "\n\n".join(
        f"{n}. The Commission found that {PROSE}.\nIt was told so by {n} witnesses." for n in range(first, last + 1)
    )


class TestParagraphs:
    pages: ClassVar = [
        paragraphs(1, 4),
        "who had left the boat.\n\n" + paragraphs(5, 9),
        paragraphs(10, 14),
        paragraphs(15, 18),
    ]

    def test_numbers_that_run_through_the_document_are_its_paragraphs(self) -> None:
        assert values(self.pages, LocatorKind.PARAGRAPH) == [str(n) for n in range(1, 19)]
        assert cited_by(self.pages) is LocatorKind.PARAGRAPH

    def test_mark_stands_where_the_paragraph_begins(self) -> None:
        marks, _ = find_marks(self.pages)
        begun = [mark for mark in marks[1] if not mark.continued]
        assert [self.pages[1][mark.start :].startswith(f"{mark.value}. The Commission") for mark in begun] == [True] * 5

    def test_paragraph_goes_on_over_the_page(self) -> None:
        marks, _ = find_marks(self.pages)
        assert marks[1][0] == Mark(LocatorKind.PARAGRAPH, "4", 0, continued=True)
        page = Page(2, None, self.pages[1], marks=marks[1])
        assert page.mark_at(3, LocatorKind.PARAGRAPH) == marks[1][0]

    def test_page_that_begins_with_a_paragraph_does_not_go_on_with_the_last(self) -> None:
        marks, _ = find_marks(self.pages)
        assert [mark.value for mark in marks[2] if mark.start == 0] == ["10"]

    def test_lists_inside_a_paragraph_are_not_paragraphs(self) -> None:
        listed = "\n".join(
            f"{n}. Boats under {n}0 metres that carry no more than three people to sea at a time" for n in range(1, 4)
        )
        pages = [paragraphs(1, 6), paragraphs(7, 9) + "\n\n" + listed + "\n\n" + paragraphs(10, 14), paragraphs(15, 20)]
        assert values(pages, LocatorKind.PARAGRAPH) == [str(n) for n in range(1, 21)]

    def test_one_missed_number_does_not_end_the_count(self) -> None:
        pages = [paragraphs(1, 6), paragraphs(8, 14), paragraphs(15, 20)]
        assert values(pages, LocatorKind.PARAGRAPH) == [str(n) for n in range(1, 21) if n != 7]

    def test_numbered_parts_of_a_paragraph_are_cited_with_it(self) -> None:
        parts = "\n".join(f"18.{n} Ratify the convention on work in fishing (Arvenia);" for n in range(1, 8))
        pages = [*self.pages[:3], paragraphs(15, 18) + "\n\n" + parts, paragraphs(19, 20)]
        assert values(pages, LocatorKind.PARAGRAPH)[17:26] == ["18", *(f"18.{n}" for n in range(1, 8)), "19"]

    def test_paragraphs_may_be_numbered_by_chapter(self) -> None:
        texts = [
            "\n\n".join(f"{chapter}.{n} The Commission found that {PROSE}." for n in range(1, 6))
            for chapter in range(1, 5)
        ]
        assert values(texts, LocatorKind.PARAGRAPH) == [f"{c}.{n}" for c in range(1, 5) for n in range(1, 6)]
        assert cited_by(texts) is LocatorKind.PARAGRAPH

    def test_numbered_headings_are_not_paragraphs(self) -> None:
        texts = ["\n\n".join(f"{c}.{n} Findings\n\n{PROSE}" for n in range(1, 6)) for c in range(1, 5)]
        assert cited_by(texts) is LocatorKind.PAGE

    @pytest.mark.parametrize(
        "page",
        [
            lambda n: f"{PROSE}\n\n{n}. Quill, A. (2019)\n",  # short: a reference or a heading
            lambda n: f"{PROSE}\n\n{n} boats were visited and none of them had a list of its crew on board at all\n",
            lambda n: (
                f"{PROSE}\n\n({chr(96 + n)}) The crew of the boat had been told that there would be wages at the end\n"
            ),
            lambda n: (
                f"{PROSE}\n\n{2000 + 3 * n}. The harbour police wrote this down and then did nothing about it at all\n"
            ),
        ],
    )
    def test_other_numbers_are_not_paragraphs(self, page) -> None:  # type: ignore[no-untyped-def]
        texts = [page(n) for n in range(1, 13)]
        assert values(texts, LocatorKind.PARAGRAPH) == []
        assert cited_by(texts) is LocatorKind.PAGE

    def test_footnotes_are_not_paragraphs(self) -> None:
        texts, layouts = [], []
        for n in range(1, 13):
            lines = [
                PROSE,
                PROSE,
                PROSE,
                f"{n}. The Commission heard this from three witnesses who asked not to be named.",
            ]
            texts.append("\n".join(lines))
            layouts.append(layout_of(lines, heights=[10, 10, 10, 7]))
        assert values(texts, LocatorKind.PARAGRAPH, layouts) == []

    def test_list_on_one_page_of_many_is_not_the_documents_numbering(self) -> None:
        texts = [PROSE] * 20 + [paragraphs(1, 12)] + [PROSE] * 3
        assert cited_by(texts) is LocatorKind.PAGE


def layout_of(lines: list[str], *, heights: list[float]) -> Layout:
    runs, start, top = [], 0, 800.0
    for line, height in zip(lines, heights, strict=True):
        runs.append(Run(start, start + len(line), start, start + len(line), Box(60, top - height, 500, top)))
        start += len(line) + 1
        top -= 3 * height
    return Layout.of(runs)


ARTICLE_SHAPES = [
    "Article {}\nWhoever recruits a person by force shall be punished.",
    "Article {}. Whoever recruits a person by force shall be punished.",
    "ARTICLE {}\nWhoever recruits a person by force shall be punished.",
    "Art. {} – Whoever recruits a person by force shall be punished.",
    "Artículo {}. Será castigado quien reclute a una persona por la fuerza.",
    "Статья {}\nКто вербует человека силой, подлежит наказанию.",
    "Điều {}. Người nào dùng vũ lực tuyển người thì bị phạt tù.",
    "第{}条 以暴力手段招募他人的，处三年以上有期徒刑。",
]


class TestArticles:
    @pytest.mark.parametrize("shape", ARTICLE_SHAPES)
    def test_articles_of_a_law_are_read(self, shape: str) -> None:
        texts = ["\n\n".join(shape.format(n) for n in range(first, first + 5)) for first in (1, 6, 11)]
        assert values(texts, LocatorKind.ARTICLE) == [str(n) for n in range(1, 16)]
        assert cited_by(texts) is LocatorKind.ARTICLE

    def test_chinese_numbers_are_written_in_digits(self) -> None:
        numbers = ["二百三十九", "二百四十", "二百四十一", "二百四十二", "二百四十三", "二百四十四"]
        texts = ["\n".join(f"第{n}条 以暴力手段招募他人的，处三年以上有期徒刑。" for n in numbers)]
        assert values(texts, LocatorKind.ARTICLE) == ["239", "240", "241", "242", "243", "244"]

    def test_roman_and_worded_first_articles_count(self) -> None:
        text = "\n\n".join(
            f"Article {n}\nTous les pêcheurs ont droit à un salaire." for n in ("premier", "2", "3", "4", "5")
        )
        assert values([text], LocatorKind.ARTICLE) == ["1", "2", "3", "4", "5"]

    def test_articles_put_in_later_keep_their_letter(self) -> None:
        text = "\n\n".join(
            f"Article {n}\nWhoever recruits by force is punished." for n in ("8", "9", "9bis", "10", "11", "12")
        )
        assert values([text], LocatorKind.ARTICLE) == ["8", "9", "9bis", "10", "11", "12"]

    def test_mention_at_the_head_of_a_line_is_not_an_article(self) -> None:
        text = "\n".join(f"Article {n} of the Convention was read out in court, where {PROSE}" for n in range(1, 9))
        assert values([text], LocatorKind.ARTICLE) == []

    def test_table_of_contents_is_not_the_law(self) -> None:
        contents = "\n".join(f"Article {n} Title of the article ........ {n}" for n in range(1, 11))
        law = "\n\n".join(f"Article {n}\nWhoever recruits by force, {PROSE}, shall be punished." for n in range(1, 11))
        marks, _ = find_marks([contents, law])
        assert not [mark for mark in marks[0] if mark.kind is LocatorKind.ARTICLE]
        assert [m.value for m in marks[1] if m.kind is LocatorKind.ARTICLE] == [str(n) for n in range(1, 11)]

    def test_commentary_under_headings_of_articles_is_cited_by_page(self) -> None:
        texts = [f"Article {n}\n\n" + "\n".join([PROSE] * 60) for n in range(1, 9)]
        assert values(texts, LocatorKind.ARTICLE) == [str(n) for n in range(1, 9)]
        assert cited_by(texts) is LocatorKind.PAGE

    def test_numbered_parts_of_articles_do_not_make_paragraphs(self) -> None:
        texts = [
            "\n\n".join(
                f"Article {n}\n1. Whoever so acts that {PROSE}, pays.\n2. The court decides that {PROSE}."
                for n in range(a, a + 4)
            )
            for a in (1, 5, 9)
        ]
        assert cited_by(texts) is LocatorKind.ARTICLE


COUNTRIES = ["AFGHANISTAN", "ALBANIA", "ALGERIA", "CÔTE D’IVOIRE", "VIET NAM", "ZAMBIA"]
REGIONS = ["ARVENIA", "BELMORA", "CASTROVIA", "DRUSK", "ESTMERE", "NORLAND", "TOLVANE"]


def chapter(name: str) -> str:
    return f"{name}\n\n" + "\n".join([PROSE] * 6) + "\n\nProsecution\n" + "\n".join([PROSE] * 6)


class TestChapters:
    def test_countries_in_alphabetical_order_are_chapters(self) -> None:
        texts = ["Introduction\n\n" + PROSE, *map(chapter, COUNTRIES)]
        assert values(texts, LocatorKind.CHAPTER) == [
            "Afghanistan",
            "Albania",
            "Algeria",
            "Côte d'Ivoire",
            "Viet Nam",
            "Zambia",
        ]

    def test_name_over_several_lines_is_one_country_and_not_the_one_before_it(self) -> None:
        long = ["CONGO\n\n(DEMOCRATIC REPUBLIC OF THE)", "CONGO\n(REPUBLIC OF)", "EQUATORIAL\nGUINEA",
                "ISRAEL AND THE\n\nOCCUPIED\n\nPALESTINIAN\n\nTERRITORIES", "KOREA\n\n(REPUBLIC OF)"]  # fmt: skip
        texts = [chapter(name) for name in (*COUNTRIES[:3], *long, *COUNTRIES[4:])]
        assert values(texts, LocatorKind.CHAPTER)[3:] == [
            "Democratic Republic of the Congo",
            "Republic of the Congo",
            "Equatorial Guinea",
            "Israel",
            "South Korea",
            "Viet Nam",
            "Zambia",
        ]

    def test_rank_behind_the_name_does_not_hide_the_country(self) -> None:
        texts = [chapter(f"{name} (Tier {n % 3 + 1})") for n, name in enumerate(COUNTRIES)]
        assert values(texts, LocatorKind.CHAPTER)[0] == "Afghanistan"

    def test_fictional_regions_in_alphabetical_order_are_chapters(self) -> None:
        texts = ["INTRODUCTION\n\n" + PROSE * 5, *map(chapter, REGIONS)]
        assert values(texts, LocatorKind.CHAPTER) == [name.capitalize() for name in REGIONS]

    def test_chapter_holds_on_the_next_page(self) -> None:
        texts = [part for name in COUNTRIES for part in (chapter(name), PROSE)]
        marks, _ = find_marks(texts)
        assert Mark(LocatorKind.CHAPTER, "Albania", 0, continued=True) in marks[3]

    def test_table_of_countries_is_not_chapters(self) -> None:
        texts = ["\n\n".join(COUNTRIES)] * 3
        assert values(texts, LocatorKind.CHAPTER) == []

    def test_headings_out_of_order_are_sections(self) -> None:
        texts = [chapter(name) for name in ("NORLAND", "ARVENIA", "TOLVANE", "BELMORA", "ESTMERE", "DRUSK")]
        assert values(texts, LocatorKind.CHAPTER) == []
        assert "NORLAND" in values(texts, LocatorKind.SECTION)


class TestSections:
    def test_taller_lines_are_headings(self) -> None:
        lines = ["Debt and the sea", "", PROSE, PROSE, PROSE]
        layout = layout_of(lines, heights=[14, 1, 10, 10, 10])
        assert values(["\n".join(lines)], LocatorKind.SECTION, [layout]) == ["Debt and the sea"]

    @pytest.mark.parametrize(
        "heading", ["II. STANDARD OF PROOF", "3.2 Method of the survey", "Chapter 4: The law", "SUMMARY"]
    )
    def test_numbers_and_capitals_make_headings(self, heading: str) -> None:
        assert values([f"{PROSE}\n\n{heading}\n\n{PROSE}"], LocatorKind.SECTION) == [heading]

    @pytest.mark.parametrize(
        "line", ["It was so.", "and the crew", "12", "•  a list", "Chapter 4 ........ 17", "The report of the"]
    )
    def test_other_short_lines_are_not_headings(self, line: str) -> None:
        assert values([f"{PROSE}\n\n{line}\n\n{PROSE}"], LocatorKind.SECTION) == []

    def test_section_ends_with_its_chapter(self) -> None:
        texts = [part for name in COUNTRIES for part in (f"{chapter(name)}\n\nPROTECTION\n\n{PROSE}", PROSE)]
        marks, _ = find_marks(texts)
        assert [(m.kind, m.value) for m in marks[3]] == [
            (LocatorKind.CHAPTER, "Albania"),
            (LocatorKind.SECTION, "PROTECTION"),
        ]
        third = [m for m in marks[4] if m.continued]
        assert Mark(LocatorKind.SECTION, "PROTECTION", 0, continued=True) not in third


def test_no_pages_have_no_marks() -> None:
    assert find_marks([]) == ([], LocatorKind.PAGE)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(texts=st.lists(st.text(alphabet=string.printable + "第条二十Articleéß", max_size=300), max_size=6))
def test_marks_lie_on_their_pages_in_order(texts: list[str]) -> None:
    marks, _ = find_marks(texts)
    assert len(marks) == len(texts)
    for text, on_page in zip(texts, marks, strict=True):
        own = [mark.start for mark in on_page if not mark.continued]
        assert own == sorted(own)
        assert all(0 <= start < len(text) for start in own)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(seed=st.integers(0, 1000), count=st.integers(24, 90))
def test_paragraph_numbers_survive_any_page_break(seed: int, count: int) -> None:
    chance = random.Random(seed)
    pages: list[list[str]] = [[]]
    for n in range(1, count + 1):
        pages[-1].append(
            f"{n}. The Commission found that {PROSE}, {chance.randint(1, 90)} of them in {chance.randint(1990, 2020)}."
        )
        if chance.random() < 0.25:
            pages.append([])
    texts = ["\n\n".join(page) for page in pages if page]
    assert values(texts, LocatorKind.PARAGRAPH) == [str(n) for n in range(1, count + 1)]
