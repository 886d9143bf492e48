"""Brackets and the ones that close them."""


def closing(text: str, opening: int, pair: str, *, until: int | None = None) -> int | None:
    """Return where the bracket of *pair* at *opening* is closed, None if it is not; a backslash hides the next sign."""
    depth = 0
    position = opening
    last = len(text) if until is None else until
    while position < last:
        character = text[position]
        if character == "\\":
            position += 1
        elif character == pair[0]:
            depth += 1
        elif character == pair[1]:
            depth -= 1
            if depth == 0:
                return position
        position += 1
    return None
