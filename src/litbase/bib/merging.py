"""Two programs changed one bibliography: both changes in one file, or a clear refusal."""

from collections import Counter

from litbase.bib.pieces import Pieces, Place
from litbase.errors import ConflictingEdit

_Name = tuple[str, int]  # a key, and how many entries before it have the same


def merge(base: bytes, *, mine: bytes, theirs: bytes, name: str) -> bytes:
    """Return the bibliography *theirs* with what *mine* changed since *base*, entry by entry.

    Raises ConflictingEdit if an entry was changed on both sides and not in the same way.
    """
    before, ours, result = _Side(base), _Side(mine), _Side(theirs)
    wanted = [
        entry
        for entry in {**before.places, **ours.places}
        if ours.text(entry) != before.text(entry) and not ours.agrees(entry, result)
    ]
    conflicts = [entry for entry in wanted if not before.agrees(entry, result)]
    if conflicts:
        raise _conflict(conflicts, name)
    for entry in wanted:
        if entry in ours.places and entry in result.places:
            result.pieces.replace(result.places[entry], ours.text(entry) or "")
    gone = [result.places[entry] for entry in wanted if entry not in ours.places and entry in result.places]
    for place in sorted(gone, reverse=True):
        result.pieces.remove(place)
    for entry in wanted:
        if entry in ours.places and entry not in result.places:
            result.pieces.append(ours.text(entry) or "")
    return result.pieces.content


class _Side:
    """One version of the bibliography."""

    def __init__(self, content: bytes) -> None:
        self.pieces = Pieces(content)
        self.places: dict[_Name, Place] = {}
        seen: Counter[str] = Counter()
        for place, key in self.pieces.entry_places():
            self.places[key, seen[key]] = place
            seen[key] += 1

    def text(self, entry: _Name) -> str | None:
        place = self.places.get(entry)
        return None if place is None else self.pieces.text(place)

    def agrees(self, entry: _Name, other: "_Side") -> bool:
        """Tell whether both versions say the same in this entry, however it is laid out, or both lack it."""
        here, there = self.places.get(entry), other.places.get(entry)
        if here is None or there is None:
            return here is there
        if self.pieces.text(here) == other.pieces.text(there):
            return True
        one, two = self.pieces.entry(here), other.pieces.entry(there)
        return (one.type, sorted(one.fields)) == (two.type, sorted(two.fields))


def _conflict(entries: list[_Name], name: str) -> ConflictingEdit:
    keys = ", ".join(f"'{key}'" for key, _ in entries[:5]) + (" and others" if len(entries) > 5 else "")
    what = "entry was" if len(entries) == 1 else "entries were"
    return ConflictingEdit(
        f"another program changed '{name}' meanwhile, and the same {what} changed here: {keys}",
        f"nothing was written: the other version stands in '{name}'; look at it, then make this change again",
    )
