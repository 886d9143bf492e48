"""Pictures of pages as the HTML report holds them, kept from report to report: drawing takes longer than a check."""

import base64
from collections.abc import Callable
from typing import TYPE_CHECKING

from litbase.library.parts import Parts
from litbase.library.reading import altered_files

if TYPE_CHECKING:
    from litbase.model.claim import Evidence

_MOST = 200_000_000  # bytes, some thirty long reports; then it is begun anew


class KeptPictures:
    """Addresses that hold the picture themselves (RFC 2397), as long as the file that was drawn is what it was."""

    def __init__(self, parts: Parts, draw: "Callable[[Evidence], bytes | None]") -> None:
        """*draw* returns the picture of a passage, None where there can be none."""
        from litbase.claims.kept import Kept, rules_of

        path = parts.folder.pictures
        if path.is_file() and path.stat().st_size > _MOST:
            path.unlink()
        self._kept: Kept = Kept(path, state=rules_of("sources", "library"))
        self._parts = parts
        self._draw = draw
        self._as_read: dict[str, bool] = {}

    def address(self, evidence: "Evidence") -> str | None:
        """Return the picture of a passage as an address, None where there is none."""
        if not self._is_as_read(evidence.sha256):
            return None
        name = f"{evidence.sha256} {evidence.page.number} {evidence.start} {evidence.end}"
        kept = self._kept.text(name)
        if kept is None:
            content = self._draw(evidence)
            if content is None:
                return None
            kept = f"data:image/webp;base64,{base64.b64encode(content).decode('ascii')}"
            self._kept.keep(name, kept)
        return kept

    def _is_as_read(self, sha256: str) -> bool:
        """Tell whether the file is still what was read, which is looked at once."""
        if sha256 not in self._as_read:
            source = self._parts.pages.source(sha256)
            self._as_read[sha256] = source is not None and not altered_files(self._parts, [source.file])
        return self._as_read[sha256]

    def close(self) -> None:
        self._kept.close()
