"""Pages written from templates: everything put in is text, escaped; a name that is not given is an error."""

from functools import lru_cache
from pathlib import Path
from typing import Any


def write_page(template: Path, **values: Any) -> str:
    """Return the HTML of *template* with *values* filled in (jinja2, autoescape on)."""
    return str(_environment(template.parent).get_template(template.name).render(**values))


_ROOMS = (
    ("/", "Search"), ("/sources", "Sources"), ("/check", "Check"), ("/bibliography", "Bibliography"), ("/add", "Add"),
    ("/catalog", "Catalog"),
)  # fmt: skip
# The rooms of the reading room: every page there, a report of a check too, leads to them.


@lru_cache(maxsize=8)
def _environment(folder: Path) -> Any:
    import jinja2

    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["rooms"] = _ROOMS
    return environment
