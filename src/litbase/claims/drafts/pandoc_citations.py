"""Citations in pandoc's Markdown ("Citation syntax" in its manual): "[see @key, p. 3; -@other]" and "@key [p. 3]"."""

import re
from collections.abc import Iterator

from litbase.claims.draft import CitedItem
from litbase.claims.drafts.locators import split_locator

CITED_KEY = r"@(?:\{[^{}\s@]+\}|\w(?:\w|[:.#$%&\-+?<>~/](?=\w))*)"
_ITEM = re.compile(rf"(?<![\w@/])(?P<minus>-?)(?P<key>{CITED_KEY})")
# Quarto ("fig-map") and pandoc-crossref ("fig:map"): tables, figures and sections of the draft itself.
_CROSS_REFERENCE = re.compile(
    r"(?:fig|tbl|tab|sec|eq|lst)[-:]\w|(?:thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|nte|tip|wrn|imp|cau)-\w",
    re.IGNORECASE,
)


def key_of(written: str) -> str | None:
    """Return the citation key of "@key" or "@{key}"; None for a cross-reference within the draft."""
    key = written[1:].removeprefix("{").removesuffix("}")
    return None if _CROSS_REFERENCE.match(key) else key


def is_cross_reference(content: str) -> bool:
    """Tell whether brackets hold nothing but references to the draft's own tables, figures and sections."""
    keys = [match.group("key") for match in _ITEM.finditer(content)]
    return bool(keys) and all(key_of(key) is None for key in keys)


def read_group(content: str) -> tuple[CitedItem, ...]:
    """Return the works cited between brackets, () if *content* is no citation."""
    items: list[CitedItem] = []
    for part in _parts(content):
        found = list(_read_items(part))
        if found:
            items += found
        elif items:  # "[@key; but compare the others]"
            last = items[-1]
            items[-1] = CitedItem(
                last.key, last.locator, prefix=last.prefix, suffix=f"{last.suffix}; {part.strip()}".strip("; "),
                is_author_suppressed=last.is_author_suppressed,
            )  # fmt: skip
    return tuple(items)


def read_narrative(key: str, bracketed: str | None, *, is_author_suppressed: bool = False) -> tuple[CitedItem, ...]:
    """Return the works cited by "@key" and the brackets behind it, which hold a locator and may cite others."""
    if bracketed is None:
        return (CitedItem(key, is_author_suppressed=is_author_suppressed),)
    own, _, others = bracketed.partition(";")
    locator, suffix = split_locator(own)
    item = CitedItem(key, locator, suffix=suffix, is_author_suppressed=is_author_suppressed)
    return (item, *read_group(others))


def _parts(content: str) -> Iterator[str]:
    """Yield what stands between semicolons that are not inside braces."""
    start = depth = 0
    for position, character in enumerate(content):
        depth += (character == "{") - (character == "}")
        if character == ";" and depth <= 0:
            yield content[start:position]
            start = position + 1
    yield content[start:]


def _read_items(part: str) -> Iterator[CitedItem]:
    """Yield the work that stands between two semicolons, and those named behind it ("compare @a, p. 9, with @b")."""
    matches = [match for match in _ITEM.finditer(part) if key_of(match.group("key")) is not None]
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(part)
        locator, suffix = split_locator(part[match.end() : end])
        yield CitedItem(
            key_of(match.group("key")), locator, prefix=part[: match.start()].strip() if index == 0 else "",
            suffix=suffix, is_author_suppressed=bool(match.group("minus")),
        )  # fmt: skip
