"""Manuscripts in LaTeX. Every sample speaks of the fictional Republic of Norland."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.claims.drafts_checked import check_places

from litbase.claims.draft import CitedItem, Draft, SentenceKind, SkippedKind
from litbase.claims.drafts.latex import read_latex


def words(draft: Draft) -> list[str]:
    return [sentence.plain.text for sentence in draft.sentences]


@pytest.mark.parametrize(("written", "items"), [
    (r"\cite{nor2022}", [CitedItem("nor2022")]),
    (r"\autocite[173]{nor2022}", [CitedItem("nor2022", "173")]),
    (r"\parencite[see][p.~173]{nor2022}", [CitedItem("nor2022", "p. 173", prefix="see")]),
    (r"\parencite[see][]{nor2022}", [CitedItem("nor2022", prefix="see")]),  # a note before only
    (r"\citep[pp.\ 12--14 and more]{nor2021,nor2022}",
     [CitedItem("nor2021"), CitedItem("nor2022", "pp. 12--14", suffix="and more")]),  # the note is the last one's
    (r"\citep*{nor2022}", [CitedItem("nor2022")]),
    (r"\autocites[3]{nor2021}[see][\S 4]{nor2022}",
     [CitedItem("nor2021", "3"), CitedItem("nor2022", "§ 4", prefix="see")]),
    (r"\parencites(see)(and others)[3]{nor2021}{nor2022}", [CitedItem("nor2021", "3"), CitedItem("nor2022")]),
    (r"\footcite[\ppno~3--5]{nor2022}", [CitedItem("nor2022", "pp. 3--5")]),
    (r"\citeyearpar{nor2022}", [CitedItem("nor2022", is_author_suppressed=True)]),
    (r"\autocite*[3]{nor2022}", [CitedItem("nor2022", "3", is_author_suppressed=True)]),
    ("\\autocite%\n  [3]%\n  {nor2022}", [CitedItem("nor2022", "3")]),  # broken over lines
    (r"\cite<see>[3]{nor2022}", [CitedItem("nor2022", "3", prefix="see")]),  # apacite
    (r"\Cites{nor:tip-2022_b}", [CitedItem("nor:tip-2022_b")]),
    (r"\volcite{2}[5]{nor2022}", [CitedItem("nor2022", "5", prefix="vol. 2")]),
    (r"\pvolcite[see]{2}[5]{nor2022}", [CitedItem("nor2022", "5", prefix="see vol. 2")]),
])  # fmt: skip
def test_a_citation_command_is_read_with_its_notes(written: str, items: list[CitedItem]) -> None:
    draft = read_latex(f"The number fell {written}. It rose.")
    check_places(draft)
    assert [citation.items for citation in draft.citations] == [tuple(items)]
    assert words(draft) == ["The number fell .", "It rose."]
    assert draft.citations[0].raw == written


@pytest.mark.parametrize(("written", "plain"), [
    (r"So \textcite[3]{nor2022} argues.", "So nor2022 argues."),
    (r"So \citet{nor2022} argues.", "So nor2022 argues."),
    (r"\citeauthor{nor2022} argues so.", "nor2022 argues so."),
])  # fmt: skip
def test_an_author_who_is_part_of_the_sentence_stays_in_it(written: str, plain: str) -> None:
    draft = read_latex(written)
    check_places(draft)
    assert draft.citations[0].is_narrative
    assert words(draft) == [plain]


@pytest.mark.parametrize("written", [
    r"\nocite{nor2022}", r"\citestyle{apa}", r"% \cite{nor2022}", r"\verb|\cite{nor2022}|", r"\label{cite}",
    "\\begin{verbatim}\n\\cite{nor2022}\n\\end{verbatim}", "\\begin{comment}\n\\cite{nor2022}\n\\end{comment}",
    r"\newcommand{\mycite}{x}", r"\cite{}",
])  # fmt: skip
def test_what_cites_nothing_is_no_citation(written: str) -> None:
    assert read_latex(f"It fell {written}\n\n").citations == ()


@pytest.mark.parametrize(("written", "plain"), [
    (r"The \emph{first} and \textbf{second \textit{third}}.", "The first and second third."),
    (r"Caf\'e na\"{\i}ve \c{c}a \v{s} Stra\ss e \o{} \AA ngstr\"om.", "Café naïve ça š Straße ø Ångström."),
    (r"It cost \$9.5~million, 12\,\% or 5\% \& more.", "It cost $9.5 million, 12 % or 5% & more."),
    (r"In 2021--2022---so.", "In 2021–2022—so."),
    ("He said ``it fell'' % why?\n and went.", "He said “it fell” and went."),
    (r"See Table~\ref{tab:one} and \href{https://norland.example}{the page}.", "See Table  and the page."),
    (r"The share of $x = 3$ was $95\%$ of $27{,}600$.", "The share of  was 95% of 27,600."),
    (r"It \enquote{fell by \enquote{half}} then.", "It “fell by ‘half’” then."),
    (r"One\footnote{It rose.} two \ldots{} three\dots", "One two … three…"),
    ("One\\\\two\\newline three.", "One two three."),
    (r"{\small Small} \textcolor{red}{words}\label{x}.", "Small words."),
    (r"\noindent It fell\index{fall}.", "It fell."),
])  # fmt: skip
def test_commands_become_words(written: str, plain: str) -> None:
    draft = read_latex(written)
    check_places(draft)
    assert words(draft) == [plain]


def test_macros_that_stand_for_words_are_followed() -> None:
    text = (
        "\\newcommand{\\tip}{Trafficking Report\\xspace}\n\\begin{document}\nThe \\tip says so.\n\\end{document}\nNo."
    )
    draft = read_latex(text)
    check_places(draft)
    assert words(draft) == ["The Trafficking Report says so."]
    assert draft.skipped[0].kind is SkippedKind.FRONT_MATTER


def test_macros_that_cite_cite_where_they_are_called() -> None:
    draft = read_latex(
        "\\newcommand{\\tip}{\\citep[12]{nor2022}}\\newcommand{\\said}[2]{``#1'' \\parencite[#2]{nor2021}}\n"
        "\\begin{document}It fell \\tip{}. \\said{Boats sank}{7}.\\end{document}"
    )
    check_places(draft)
    assert [one.plain.text for one in draft.sentences] == ["It fell .", "“Boats sank”."]
    assert [(one.raw, one.items) for one in draft.citations] == [
        ("\\tip", (CitedItem("nor2022", "12"),)),
        ("\\said{Boats sank}{7}", (CitedItem("nor2021", "7"),)),
    ]
    assert [one.plain.text for one in draft.quotations] == ["Boats sank"]


def test_what_a_condition_leaves_out_is_a_comment() -> None:
    draft = read_latex("\\begin{document}It fell. \\iffalse It rose \\cite{nor2022}. \\fi So it was.\\end{document}")
    assert ([one.plain.text for one in draft.sentences], draft.citations) == (["It fell.", "So it was."], ())


def test_quotations_are_found_by_their_commands_and_environments() -> None:
    text = (
        "It \\enquote{fell by half} \\autocite[3]{nor2022}.\n"
        "\\begin{displayquote}[\\cite[4]{nor2021}]\nThe number fell. It\nrose.\n\\end{displayquote}\n"
        "So \\textcquote[5]{nor2020}{it stayed}.\n\\begin{quote}Words.\\end{quote}"
    )
    draft = read_latex(text)
    check_places(draft)
    assert [(each.plain.text, each.is_block) for each in draft.quotations] == [
        ("fell by half", False), ("The number fell. It rose.", True), ("it stayed", False), ("Words.", True),
    ]  # fmt: skip
    assert [citation.items[0] for citation in draft.citations] == [
        CitedItem("nor2022", "3"), CitedItem("nor2021", "4"), CitedItem("nor2020", "5"),
    ]  # fmt: skip
    first = next(each for each in draft.sentences if each.kind is SentenceKind.QUOTED)
    assert draft.text[first.start : first.end].startswith("\\cite[4]{nor2021}")


def test_footnotes_cite_where_they_are_called() -> None:
    text = "It fell.\\footnote{See \\cite[3]{nor2022}.\n\nTwice.} It rose.\\footnotemark\n\n\\footnotetext{So it did.}"
    draft = read_latex(text)
    check_places(draft)
    assert words(draft) == ["It fell.", "It rose."]
    assert [[each.plain.text for each in note.sentences] for note in draft.notes] == [
        ["See .", "Twice."],
        ["So it did."],
    ]
    assert draft.citations[0].anchor == text.index("\\footnote")
    assert draft.citations[0].note == 0
    assert draft.notes[1].anchors == ((text.index("\\footnotemark"), text.index("\n\n\\footnotetext")),)
    assert draft.text[: draft.sentences[0].end].endswith("Twice.}")


def test_tables_captions_lists_and_headings() -> None:
    text = (
        "\\section{Cases}\nIt fell.\n\\begin{table}[ht]\\caption{Cases in Norland}\n\\begin{tabular}{lr}\n\\toprule\n"
        "Year & Cases \\\\ \\midrule\n2021 & 24 \\\\\n2022 & 30\n\\end{tabular}\\end{table}\n"
        "\\begin{itemize}\n\\item One fell.\n\\item Two rose.\n\\end{itemize}"
    )
    draft = read_latex(text)
    check_places(draft)
    assert [(each.kind.value, each.plain.text) for each in draft.sentences] == [
        ("prose", "It fell."), ("caption", "Cases in Norland"), ("table-row", "Year \t Cases"),
        ("table-row", "2021 \t 24"), ("table-row", "2022 \t 30"), ("prose", "One fell."), ("prose", "Two rose."),
    ]  # fmt: skip
    assert [each.kind for each in draft.skipped] == [SkippedKind.HEADING]


def test_the_bibliography_is_read_item_by_item() -> None:
    text = (
        "It fell.\n\\begin{thebibliography}{9}\n\\bibitem{nor2022} Office. \\emph{Report}. 2022.\n\n"
        "\\bibitem[Uni21]{nor2021} Union. 2021.\n\\end{thebibliography}\nIt rose."
    )
    draft = read_latex(text)
    check_places(draft)
    assert [(each.key, each.label, each.plain.text) for each in draft.references] == [
        ("nor2022", None, "Office. Report. 2022."), ("nor2021", "Uni21", "Union. 2021."),
    ]  # fmt: skip
    assert words(draft) == ["It fell.", "It rose."]


@given(st.text(alphabet="ab. \n%\\{}[]$&~-'`\"^cite", max_size=100))
def test_whatever_is_written_keeps_its_place(text: str) -> None:
    check_places(read_latex(text))


PIECES = [
    "\\begin{quote}", "\\end{quote}", "\\cite[3]{a}", "\\footnote{", "}", "It fell. ", "\n\n", "\\section{", "\\item",
    "\\begin{tabular}{l}", "\\end{tabular}", "\\enquote{", "& ", "\\\\", "\\bibitem{a}", "\\begin{thebibliography}{9}",
    "\\textcquote[5]{a}{", "\\caption{", "\\'e", "\\end{thebibliography}", "% no\n", "$x$",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=14))
def test_commands_in_any_order_keep_their_places(pieces: list[str]) -> None:
    check_places(read_latex("".join(pieces)))


def test_a_hundred_thousand_words_are_read_in_two_seconds() -> None:
    text = "The \\emph{Office} of Norland found 24 cases \\autocite[3]{nor2022}. It rose, says \\textcite{nor2021}.\n\n"
    started = time.process_time()
    draft = read_latex(text * 7000)
    assert time.process_time() - started < 4.0  # twice the aim, for slow machines
    assert len(draft.citations) == 14000


@pytest.mark.parametrize(("written", "plain"), [
    (r"\enquote{it fell \textelp{} and \textins{then} rose}", "“it fell […] and [then] rose”"),
    (r"\enquote{it fell \textelp{but} rose}", "“it fell […] [but] rose”"),
    (r"\hybridblockcquote{german}[5]{k}{the number fell}", "“the number fell”"),
    (r"\foreigntextcquote{german}[5]{k}{die Zahl fiel}", "“die Zahl fiel”"),
    ("\"<die Zahl fiel\">", "«die Zahl fiel»"),
    (r"It fell\sout{ by 5} then.", "It fell then."),  # struck through
    (r"It \replaced{fell}{rose} then\deleted{, by 5}.", "It fell then."),  # tracked changes
    (r"\newcommand{\nor}{Republic of Norland}The \nor{} fell.", "The Republic of Norland fell."),
    (r"\newcommand{\eg}{e.g.\ }\newcommand\x{y}It fell, \eg\ there.", "It fell, e.g. there."),
    (r"\def\nor{Norland}\renewcommand{\y}[1]{\textbf{#1}}In \nor{} it fell.", "In Norland it fell."),
    (r"\newcommand{\said}[1]{``#1''}He said \said{it fell then}.", "He said “it fell then”."),
    (r"\SI{5}{km} of $\approx 5$ or $>7$.", "5 km of ~5 or >7."),
])  # fmt: skip
def test_commands_are_read_as_what_they_print(written: str, plain: str) -> None:
    draft = read_latex(written)
    check_places(draft)
    assert [" ".join(text.replace("  ", " ").split()) for text in words(draft)] == [plain]


def test_nothing_behind_the_end_of_the_document_is_read() -> None:
    assert words(read_latex("\\begin{document}It fell.\\end{document} It rose.")) == ["It fell."]


@pytest.mark.parametrize(
    "unit", ["\\(", "\\[", "\\begin{quote}", "\\enquote{", "{", "}{", "$", "``", "\\cite[", "\\def\\a"]
)
def test_what_is_never_closed_takes_no_long_time(unit: str) -> None:
    began = time.process_time()
    read_latex(unit * 20_000)
    assert time.process_time() - began < 3
