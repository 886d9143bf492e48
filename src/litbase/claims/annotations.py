"""Evidence that the user keeps, as W3C Web Annotations: the words, the page, and the bytes they were read from."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from litbase.model.claim import Evidence, Finding
from litbase.model.page import Page

_AROUND = 32  # characters before and after the words, to tell equal words apart (Web Annotation, 4.2.4)
_CONTEXT = [
    "http://www.w3.org/ns/anno.jsonld",
    {"litbase": "urn:litbase:", "key": "litbase:key", "sha256": "litbase:sha256"},
]


@dataclass(frozen=True, slots=True)
class Kept:
    """A passage that was kept: where it was read, and its words."""

    key: str
    file: str
    sha256: str
    page_number: int
    words: str


def annotation_of(finding: Finding, evidence: Evidence, page: Page, *, draft: str, created: str) -> tuple[str, bytes]:
    """Return a name for the annotation, the same for the same passage and claim, and its JSON-LD.

    *page* is the whole page; *created* an ISO 8601 date.
    """
    named = "\x1f".join([evidence.sha256, str(page.number), evidence.text, finding.claim.text])
    name = f"{evidence.key}-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
    annotation: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"urn:litbase:annotation:{name}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": created,
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": finding.claim.text},
            {"type": "TextualBody", "purpose": "tagging", "value": finding.verdict.value},
            {"type": "TextualBody", "purpose": "identifying", "value": f"{draft}#{finding.id}"},
        ],
        "target": {
            "source": evidence.file,
            "key": evidence.key,
            "sha256": evidence.sha256,
            "selector": [
                {
                    "type": "TextQuoteSelector",
                    "exact": evidence.text,
                    "prefix": page.text[max(evidence.start - _AROUND, 0) : evidence.start],
                    "suffix": page.text[evidence.end : evidence.end + _AROUND],
                },
                {
                    "type": "FragmentSelector",
                    "conformsTo": "http://tools.ietf.org/rfc/rfc3778",
                    "value": f"page={page.number}",
                },
            ],
        },
    }
    return name, (json.dumps(annotation, ensure_ascii=False, indent=2) + "\n").encode()


def read_annotation(content: bytes) -> Kept | None:
    """Return the passage that an annotation keeps, None if *content* is no annotation of ours."""
    try:
        target = json.loads(content)["target"]
        selectors = {one["type"]: one for one in target["selector"]}
        number = int(str(selectors["FragmentSelector"]["value"]).removeprefix("page="))
        words = selectors["TextQuoteSelector"]["exact"]
        found = Kept(target["key"], target["source"], target["sha256"], number, words)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return (
        found if all(isinstance(value, str) for value in (found.key, found.file, found.sha256, found.words)) else None
    )


def why_it_no_longer_stands(kept: Kept, sha256: str | None, page: Page | None) -> str | None:
    """Return why a kept passage is no longer what its file says, None if it still is.

    *sha256*: of the bytes that the file has now, None if there is no such file; *page*: the page on which it stood, as
    it is now.
    """
    if sha256 is None:
        return f"'{kept.file}' is no longer in the library"
    if sha256 != kept.sha256:
        return f"'{kept.file}' is another file than when the passage was kept"
    if page is None or kept.words not in page.text:
        return f"the words no longer stand on file p. {kept.page_number} of '{kept.file}'"
    return None
