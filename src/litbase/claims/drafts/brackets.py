"""Brackets and the ones that close them."""


def matching(text: str, pair: str) -> dict[int, int]:
    """Return where each closed bracket of *pair* is closed; a backslash hides the next sign."""
    found: dict[int, int] = {}
    open_ones: list[int] = []
    position = 0
    while position < len(text):
        character = text[position]
        if character == "\\":
            position += 1
        elif character == pair[0]:
            open_ones.append(position)
        elif character == pair[1] and open_ones:
            found[open_ones.pop()] = position
        position += 1
    return found


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
