"""What is wrong with a block that cannot be read, in one sentence."""

import re

_HEAD = re.compile(r"@\s*([^\s{(]*)\s*[{(]\s*([^\s,={}()\"]*)\s*([,=})]?)")
_MARK = re.compile(r'[{}"]')
_FIELD_AFTER_VALUE = re.compile(r'[}"]\s+([A-Za-z][\w-]*)\s*=\s*[{"\d]')
_KINDS = {"string": "@string", "preamble": "@preamble", "comment": "@comment"}


def reason_for(raw: str) -> str:
    """Return why the block *raw*, which begins with "@", cannot be read."""
    head = _HEAD.match(raw)
    if head is None:
        return "after '@' a type and an opening brace are missing"
    if re.search(r"\W", head[1]):
        return f"'@{head[1]}' is no entry type: a type is a word"
    kind = _KINDS.get(head[1].lower(), "entry")
    if kind == "entry" and (not head[2] or head[3] == "="):
        return "the entry has no citation key"
    depth, quoted = _state_at_end(raw)
    if quoted:
        return 'a quotation mark (") is never closed'
    if depth > 0:
        return f"the {kind} is never closed: a '}}' is missing"
    missing = _FIELD_AFTER_VALUE.search(raw)
    if missing:
        return f"a comma is missing before the field '{missing[1]}'"
    if kind == "entry" and head[3] not in (",", "}", ")"):
        return f"the comma after the key '{head[2]}' is missing"
    if depth < 0:
        return f"the {kind} closes more braces than it opens"
    return "a field lacks its name, its '=' or its value"


def _state_at_end(raw: str) -> tuple[int, bool]:
    """Return the braces still open at the end and whether a quoted value is."""
    depth, quoted = 0, False
    for match in _MARK.finditer(raw):
        mark = match[0]
        if mark == '"':
            quoted = (not quoted) if depth == 1 else quoted
        else:
            depth += 1 if mark == "{" else -1
    return depth, quoted
