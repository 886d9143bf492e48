import random
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.sources.page_making import HEIGHT, Print, body, foot, make_page, pages_printing

from litbase.sources.labels import PageLabel, infer_labels
from litbase.sources.numerals import roman


def shown(labels: tuple[PageLabel, ...]) -> list[str]:
    """Labels as people see them: inferred in brackets, unknown "?"."""
    return ["?" if p.label is None else f"[{p.label}]" if p.inferred else p.label for p in labels]


def numbers(first: int, last: int) -> list[str | None]:
    return [str(n) for n in range(first, last + 1)]


ROMANS: list[str | None] = ["i", "ii", "iii", "iv", "v", "vi"]


def test_roman_front_matter_is_followed_by_arabic_pages() -> None:
    printed = [None, *ROMANS, *numbers(1, 12)]
    assert shown(infer_labels(pages_printing(printed), None)) == ["?", *ROMANS, *numbers(1, 12)]


def test_page_without_a_number_is_inferred_from_its_neighbours() -> None:
    printed = [*numbers(51, 54), None, *numbers(56, 60)]
    assert shown(infer_labels(pages_printing(printed), None))[3:6] == ["54", "[55]", "56"]


def test_printed_label_names_the_line_that_prints_it() -> None:
    labels = infer_labels(pages_printing(numbers(7, 12)), None)
    assert [label.line.text for label in labels if label.line] == numbers(7, 12)


def test_the_mark_of_a_note_is_not_the_line_that_prints_the_label() -> None:
    marks = [Print("1", y=92.0, size=5.0)], [Print("3", y=92.0, size=5.0)], []
    pages = [
        make_page(n, [*body(n), *note, Print("A note.", x=80.0, y=86.0), Print(str(n), x=-60.0, y=48.0)])
        for n, note in enumerate(marks, start=1)
    ]
    labels = infer_labels(pages, None)
    assert shown(labels) == ["1", "2", "3"]
    assert [label.line.bottom for label in labels if label.line] == [48.0] * 3


def test_dropped_blank_page_moves_the_count() -> None:
    printed = [*numbers(1, 15), *numbers(17, 31), *numbers(33, 40)]  # 16 and 32 were blank left-hand pages
    assert shown(infer_labels(pages_printing(printed), None)) == printed


def test_chapter_opening_after_a_dropped_blank_has_an_odd_number() -> None:
    printed = [*numbers(1, 15), None, *numbers(18, 30)]
    assert shown(infer_labels(pages_printing(printed), None))[14:17] == ["15", "[17]", "18"]


def test_pages_that_print_a_wrong_number_keep_it() -> None:
    printed = [*numbers(385, 393), "395", "396", "397", *numbers(397, 410)]
    assert shown(infer_labels(pages_printing(printed), None)) == printed


def test_one_number_out_of_line_is_a_misprint() -> None:
    printed = numbers(1, 20)
    printed[9] = "110"
    assert shown(infer_labels(pages_printing(printed), None))[8:11] == ["9", "[10]", "11"]


def test_first_page_of_a_report_is_inferred_back_to_page_1() -> None:
    assert shown(infer_labels(pages_printing([None, *numbers(2, 8)]), None))[0] == "[1]"


def test_first_page_of_an_article_may_print_its_number_elsewhere() -> None:
    pages = [make_page(1, [*body(1), Print("611", x=290.0, y=30.0)])]
    pages += [make_page(n, [*body(n), Print(str(610 + n), x=60.0 if n % 2 else -60.0, y=800.0)]) for n in range(2, 12)]
    assert shown(infer_labels(pages, None)) == numbers(611, 621)


def test_cover_before_page_1_has_no_label() -> None:
    assert shown(infer_labels(pages_printing([None, *numbers(1, 8)]), None))[0] == "?"


def test_pages_far_from_any_witness_are_unknown() -> None:
    labels = shown(infer_labels(pages_printing([*numbers(1, 12), *[None] * 20]), None))
    assert labels[12:18] == [f"[{n}]" for n in range(13, 19)]
    assert set(labels[18:]) == {"?"}


def test_two_numbers_in_a_short_paper_suffice() -> None:
    assert shown(infer_labels(pages_printing(["1", "2"]), None)) == ["1", "2"]


PRINTED_AS: list[Callable[[int], str]] = [
    lambda n: str(n),
    lambda n: f"- {n} -",
    lambda n: f"— {n} —",
    lambda n: f"Page {n} of 48",
    lambda n: f"{n}/48",
    lambda n: f"Página {n} de 48",
    lambda n: f"Seite {n}",
    lambda n: f"第{n}页 共48页",
    lambda n: f"Annual Report of Norland 2016   {n}",
    lambda n: f"{n} | Report of Norland 2016",
    lambda n: str(n).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")),
    lambda n: str(n).translate(str.maketrans("0123456789", "０１２３４５６７８９")),
]


@pytest.mark.parametrize("as_printed", PRINTED_AS)
def test_page_number_is_read_in_every_usual_shape(as_printed: Callable[[int], str]) -> None:
    pages = pages_printing([as_printed(n) for n in range(21, 33)])
    assert shown(infer_labels(pages, None)) == numbers(21, 32)


def test_chapter_folios_keep_their_prefix() -> None:
    printed: list[str | None] = [*(f"A-{n}" for n in range(1, 7)), *(f"II-{n}" for n in range(1, 7))]
    assert shown(infer_labels(pages_printing(printed), None)) == printed


def test_capital_roman_numbers_stay_capital() -> None:
    printed: list[str | None] = ["II", "III", None, "V", "VI"]
    assert shown(infer_labels(pages_printing(printed), None)) == ["[I]", "II", "III", "[IV]", "V", "VI"][1:]


@pytest.mark.parametrize(
    "line",
    [
        lambda n: f"Report of Norland {2016 + n // 50}",  # a year that does not count
        lambda n: f"GE.20-{16000 + n}(E)",  # the job number of the printer
        lambda n: f"Frm {n:05d} Fmt 4702",  # a typesetting counter, as on federal gazettes
        lambda n: f"{n}.{3} Methods of the survey",  # section numbers in running heads
        lambda n: f"Prosecution ........ {3 * n}",  # a line of a table of contents
    ],
)
def test_numbers_that_are_no_page_numbers_give_no_label(line: Callable[[int], str]) -> None:
    pages = [make_page(n, [*body(n), Print(line(n), y=800.0)]) for n in range(1, 13)]
    assert shown(infer_labels(pages, None)) == ["?"] * 12


def test_numbered_section_heads_do_not_displace_page_numbers() -> None:
    pages = [
        make_page(
            n, [*body(n), Print(f"5.{n} Findings", y=800.0), *([foot(str(n), n)] if n not in range(6, 10) else [])]
        )
        for n in range(1, 20)
    ]
    expected = [f"[{n}]" if n in range(6, 10) else str(n) for n in range(1, 20)]
    assert shown(infer_labels(pages, None)) == expected


def test_numbers_at_the_end_of_a_short_text_are_read() -> None:
    """Text set for a smaller sheet ends far above the foot of the page."""
    pages = [make_page(n, [*body(n), Print(str(n), x=300.0, y=0.18 * HEIGHT)]) for n in range(7, 16)]
    assert shown(infer_labels(pages, None)) == numbers(7, 15)


def test_numbers_in_the_middle_of_the_page_are_not_read() -> None:
    pages = [make_page(n, [Print(str(n), y=HEIGHT / 2)]) for n in range(1, 10)]
    assert shown(infer_labels(pages, None)) == ["?"] * 9


class TestOwnLabels:
    def test_are_ignored_when_the_pages_print_others(self) -> None:
        labels = infer_labels(pages_printing([None] * 12 + numbers(1, 20)), numbers(17, 48))
        assert shown(labels)[12:] == numbers(1, 20)
        assert "17" not in shown(labels)[:12]

    def test_fill_pages_that_print_none_when_they_agree(self) -> None:
        own = [*(roman(n) for n in range(1, 21)), *numbers(1, 30)]
        labels = infer_labels(pages_printing([None] * 20 + numbers(1, 30)), own)
        assert shown(labels)[:3] == ["[i]", "[ii]", "[iii]"]

    def test_do_not_name_a_cover_like_a_later_page(self) -> None:
        own: list[str | None] = ["1", "i", "ii", "iii", *numbers(1, 20)]
        labels = infer_labels(pages_printing([None, "i", "ii", "iii", *numbers(1, 20)]), own)
        assert shown(labels)[0] == "?"

    def test_are_followed_where_the_pages_bear_out_every_new_start(self) -> None:
        printed: list[str | None] = ["iii", "iv", "1", "2", "1"]
        assert shown(infer_labels(pages_printing(printed), printed)) == printed

    def test_alone_prove_nothing(self) -> None:
        assert shown(infer_labels(pages_printing([None] * 5), numbers(613, 617))) == ["?"] * 5

    def test_make_a_few_printed_numbers_credible(self) -> None:
        own = [*(roman(n) for n in range(1, 11)), *numbers(1, 40)]
        printed: list[str | None] = [None] * 50
        printed[14], printed[31] = "5", "22"
        labels = shown(infer_labels(pages_printing(printed), own))
        assert (labels[14], labels[31], labels[20]) == ("5", "22", "[11]")

    def test_all_equal_say_nothing(self) -> None:
        assert shown(infer_labels(pages_printing(numbers(3, 9)), ["1"] * 7)) == numbers(3, 9)

    def test_make_a_single_printed_number_credible(self) -> None:
        assert shown(infer_labels(pages_printing(["1"]), ["1"])) == ["1"]


def test_no_pages_have_no_labels() -> None:
    assert infer_labels([], None) == ()


def distracted(truth: list[str | None], *, hidden: float, seed: int) -> list[list[Print]]:
    """Pages printing *truth* at the foot, a share of it hidden, with years and table numbers in the margins."""
    chance = random.Random(seed)
    pages = []
    for index, label in enumerate(truth):
        prints = body(seed + index)
        if label is not None and chance.random() >= hidden:
            prints.append(foot(label, index))
        if chance.random() < 0.3:
            prints.append(Print(str(chance.randint(1990, 2026)), chance.uniform(60, 400), 780))
        for _ in range(chance.choice([0, 0, 1, 4])):
            prints.append(Print(str(chance.randint(1, 400)), chance.uniform(60, 500), chance.uniform(60, 120)))
        pages.append(prints)
    return pages


def truth_of(front: int, blanks: set[int], last: int) -> list[str | None]:
    return [None, *(roman(n) for n in range(1, front + 1)), *(str(n) for n in range(1, last + 1) if n not in blanks)]


documents = st.builds(
    truth_of,
    front=st.sampled_from([0, 8, 14, 20]),
    blanks=st.sets(st.integers(10, 60).map(lambda n: 2 * n), max_size=2),
    last=st.integers(60, 160),
)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(truth=documents, seed=st.integers(0, 10_000))
def test_all_printed_labels_are_right(truth: list[str | None], seed: int) -> None:
    pages = [make_page(n, prints) for n, prints in enumerate(distracted(truth, hidden=0.0, seed=seed), 1)]
    assert shown(infer_labels(pages, None))[1:] == truth[1:]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(truth=documents, seed=st.integers(0, 10_000), hidden=st.sampled_from([0.3, 0.5, 0.7]))
def test_a_wrong_label_never_lacks_the_mark_of_inference(truth: list[str | None], seed: int, hidden: float) -> None:
    pages = [make_page(n, prints) for n, prints in enumerate(distracted(truth, hidden=hidden, seed=seed), 1)]
    for label, printed in zip(infer_labels(pages, None), truth, strict=True):
        assert label.inferred or label.label in (printed, None)


@pytest.mark.parametrize(
    ("hidden", "blanks", "least"),
    [(0.0, {30}, 1.0), (0.5, set(), 0.99), (0.5, {30}, 0.96)],  # where among hidden feet a blank fell is not guessed
)
def test_labels_survive_hidden_feet(hidden: float, blanks: set[int], least: float) -> None:
    right = total = 0
    for seed in range(10):
        truth = truth_of(front=12, blanks=blanks, last=150)
        pages = [make_page(n, prints) for n, prints in enumerate(distracted(truth, hidden=hidden, seed=seed), 1)]
        pairs = list(zip(infer_labels(pages, None), truth, strict=True))[1:]
        right += sum(label.label == printed for label, printed in pairs)
        total += len(pairs)
    assert right / total >= least


def test_labels_only_count_up_without_misprints() -> None:
    truth = truth_of(front=0, blanks={20, 48}, last=90)
    pages = [make_page(n, prints) for n, prints in enumerate(distracted(truth, hidden=0.7, seed=5), 1)]
    known = [int(page.label) for page in infer_labels(pages, None) if page.label is not None]
    assert all(before < after for before, after in pairwise(known))


strange_lines = st.builds(
    Print,
    text=st.text(min_size=1, max_size=20)
    | st.from_regex(r"[ivxlc]{1,6}|-? ?\d{1,5} ?-?|[A-Z]-\d{1,3}", fullmatch=True),
    x=st.floats(-500, 900),
    y=st.floats(-100, 1000),
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    pages=st.lists(st.lists(strange_lines, max_size=5), max_size=12),
    height=st.sampled_from([0.0, 10.0, 842.0]),
    own=st.none() | st.lists(st.none() | st.text(max_size=4), max_size=12),
)
def test_any_pages_have_one_label_each(pages: list[list[Print]], height: float, own: list[str | None] | None) -> None:
    raw = [make_page(number, prints, height=height) for number, prints in enumerate(pages, 1)]
    labels = infer_labels(raw, own)
    assert len(labels) == len(raw)
    assert all(label.inferred is False for label in labels if label.label is None or label.line is not None)


@settings(max_examples=25, deadline=None, derandomize=True)
@given(first=st.integers(2, 60), seed=st.integers(0, 10_000), hidden=st.sampled_from([0.7, 1.0]))
def test_wrong_labels_of_the_file_are_not_taken_for_printed_ones(first: int, seed: int, hidden: float) -> None:
    truth = numbers(1, 80)
    pages = [make_page(n, prints) for n, prints in enumerate(distracted(truth, hidden=hidden, seed=seed), 1)]
    for label, printed in zip(infer_labels(pages, numbers(first, first + 79)), truth, strict=True):
        assert label.line is None or label.label == printed
