"""Pictures of pages that were drawn already: who turns back does not wait again."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MOST = 96_000_000  # bytes

Place = tuple[str, int, tuple[tuple[int, int], ...], bool]


class Pictures:
    """The pictures drawn last, by the bytes of the file, the page, what is marked on it, whether it is cut."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._size = 0
        self._kept: OrderedDict[Place, bytes] = OrderedDict()
        self._lock = Lock()

    def get(self, place: Place, draw: Callable[[], bytes | None]) -> bytes | None:
        """Return the picture of *place*, drawn if it is not kept; None if it cannot be drawn."""
        with self._lock:
            if place in self._kept:
                self._kept.move_to_end(place)
                return self._kept[place]
        picture = draw()
        if picture is not None:
            self._keep(place, picture)
        return picture

    def _keep(self, place: Place, picture: bytes) -> None:
        with self._lock:
            self._size += len(picture) - len(self._kept.pop(place, b""))
            self._kept[place] = picture
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])
