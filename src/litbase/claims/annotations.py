"""Evidence that the user keeps, as W3C Web Annotations: the words, the page, and the bytes they were read from."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, unquote

from litbase.model.claim import Evidence, Finding
from litbase.model.page import Page

_UP = "../"  # from the annotation's folder to the library's
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

    *page* is the whole page; *created* an ISO 8601 date, which is written with a time, as the model asks (3.3.1).
    The source is told as an address relative to the annotation (RFC 3986), which stands in a folder beside `sources`.
    """
    named = "\x1f".join([evidence.sha256, str(page.number), evidence.text, finding.claim.text])
    key = "".join(letter if letter.isalnum() or letter in "-_." else "_" for letter in evidence.key)
    name = f"{key}-{hashlib.sha256(named.encode()).hexdigest()[:12]}"
    annotation: dict[str, Any] = {
        "@context": _CONTEXT,
        "id": f"urn:litbase:annotation:{quote(name)}",
        "type": "Annotation",
        "motivation": "assessing",
        "created": f"{created}T00:00:00Z",
        "body": [
            {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": finding.claim.text},
            {"type": "TextualBody", "purpose": "tagging", "value": finding.verdict.value},
            {"type": "TextualBody", "purpose": "identifying", "value": f"{draft}#{finding.id}"},
        ],
        "target": {
            "source": f"{_UP}{quote(evidence.file)}",
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
        file = unquote(target["source"].removeprefix(_UP))
        found = Kept(target["key"], file, target["sha256"], number, words)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return (
        found if all(isinstance(value, str) for value in (found.key, found.file, found.sha256, found.words)) else None
    )


def why_it_no_longer_stands(kept: Kept, sha256: str | None, page: Page | None, *, is_altered: bool) -> str | None:
    """Return why a kept passage is no longer what its file says, None if it still is.

    *sha256*: of the bytes on record, None if there is no such file; *page*: the page on which it stood, as it was read;
    *is_altered*: the file is gone, or no longer holds those bytes.
    """
    if sha256 is None:
        return f"'{kept.file}' is no longer in the library"
    if is_altered:
        return f"'{kept.file}' is gone or was changed since the passage was kept"
    if sha256 != kept.sha256:
        return f"'{kept.file}' is another file than when the passage was kept"
    if page is None or kept.words not in page.text:
        return f"the words no longer stand on file p. {kept.page_number} of '{kept.file}'"
    return None
