"""What a check reads before it traces: the works that can be cited, what paragraphs of drafts cite, their figures."""

import base64
import hashlib
import io
import json
import pickle
from collections.abc import Callable, Sequence
from dataclasses import asdict, astuple, fields
from fractions import Fraction
from pathlib import Path
from typing import Any

from litbase.claims.citations.known import Known
from litbase.claims.citations.mentions import Mention, Year
from litbase.claims.citations.reading import ParagraphReader, in_text
from litbase.claims.citations.works import Author, Work
from litbase.claims.figures.hedges import Qualifier
from litbase.claims.figures.moves import Move, Role
from litbase.claims.figures.quantities import read_quantities
from litbase.claims.figures.quantity import Kind, Quantity
from litbase.claims.kept import Kept, rules_of
from litbase.model.claim import CitationForm
from litbase.model.page import Locator, LocatorKind


class KeptReadings(Kept):
    """The readings in one file, good for one `state` of the bibliography, and for the rules by which they were made."""

    def __init__(self, path: Path, *, state: str) -> None:
        super().__init__(path, state=f"{state} {rules_of('claims', 'search', 'bib', 'catalog', 'model')}")
        self._figures: dict[str, tuple[Quantity, ...]] = {}

    def works(self, name: str, make: Callable[[], Sequence[Work]]) -> tuple[Work, ...]:
        """Return the works kept under *name*, made where there are none."""
        text = self.text(f"works of the {name}")
        if text is not None:
            return tuple(map(_read_work, json.loads(text)))
        works = tuple(make())
        self.keep(f"works of the {name}", json.dumps(list(map(asdict, works)), ensure_ascii=False))
        return works

    def figures(self, text: str) -> tuple[Quantity, ...]:
        """Return the figures of *text*, a sentence of a draft, read where they are not kept."""
        if text not in self._figures:
            kept = self.text(f"figures of {text}")
            if kept is None:
                self._figures[text] = read_quantities(text)
                self.keep(f"figures of {text}", _written_figures(self._figures[text]))
            else:
                self._figures[text] = _read_figures(kept) if kept else ()
        return self._figures[text]

    def reader(self, listed: Sequence[Work]) -> ParagraphReader:
        """Return what reads paragraphs of a draft that itself lists these works, each paragraph only once."""
        own = hashlib.sha256(repr(listed).encode("utf-8", "surrogatepass")).hexdigest()

        def read(text: str, known: Known, labels: Sequence[str], *, earlier: str) -> list[Mention]:
            name = repr((own, known.introductions, tuple(labels), earlier, text))
            kept = self.text(name)
            if kept is not None:
                return list(map(_read_mention, json.loads(kept)))
            mentions = in_text(text, known, labels, earlier=earlier)
            if not any(mention.work for mention in mentions):
                self.keep(name, json.dumps(list(map(_written_mention, mentions)), ensure_ascii=False))
            return mentions

        return read


def _read_work(kept: dict[str, Any]) -> Work:
    authors = tuple(Author(**{name: _frozen(value) for name, value in one.items()}) for one in kept.pop("authors"))
    return Work(authors=authors, **{name: _frozen(value) for name, value in kept.items()})


def _written_mention(one: Mention) -> dict[str, Any]:
    """Return a mention as values of JSON, without those it has by default."""
    values = ((each.name, getattr(one, each.name), each.default) for each in fields(Mention) if each.name != "work")
    written = {name: value for name, value, usual in values if value != usual}
    for name in ("year", "locator"):
        if name in written:
            written[name] = astuple(written[name])
    return written


def _read_mention(kept: dict[str, Any]) -> Mention:
    values = {name: _frozen(value) for name, value in kept.items()} | {"form": CitationForm(kept["form"])}
    if "year" in values:
        values["year"] = Year(*values["year"])
    if "locator" in values:
        kind, value = values["locator"]
        values["locator"] = Locator(LocatorKind(kind), value)
    return Mention(**values)


def _frozen(value: Any) -> Any:
    """Return a value of JSON with tuples for its lists."""
    return tuple(map(_frozen, value)) if isinstance(value, list) else value


class _Figures(pickle.Unpickler):
    """Builds figures and what they are made of, nothing else: the file may be another's."""

    def find_class(self, module: str, name: str) -> Any:
        if name in _PARTS_OF_FIGURES and module == _PARTS_OF_FIGURES[name].__module__:
            return _PARTS_OF_FIGURES[name]
        raise pickle.UnpicklingError(f"{module}.{name} is no part of a figure")


_PARTS_OF_FIGURES: dict[str, type] = {
    one.__name__: one for one in (Quantity, Kind, Qualifier, Move, Role, Fraction, frozenset)
}


def _written_figures(figures: tuple[Quantity, ...]) -> str:
    return base64.b64encode(pickle.dumps(figures, protocol=4)).decode("ascii") if figures else ""


def _read_figures(kept: str) -> tuple[Quantity, ...]:
    figures: tuple[Quantity, ...] = _Figures(io.BytesIO(base64.b64decode(kept))).load()
    return figures
