"""YAML of strangers, read to nothing but texts, lists and mappings."""

from collections.abc import Mapping
from typing import Any

from litbase.errors import EntryError

_LARGEST = 5_000_000  # characters


def load_mapping(text: str, *, what: str, hint: str) -> Mapping[str, Any]:
    """Return the mapping in *text*; *what* names the file in errors. Raises EntryError."""
    import yaml

    if len(text) > _LARGEST:
        raise EntryError(f"{what} is larger than 5 MB", hint)
    try:
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text, Loader=yaml.SafeLoader)):
            raise EntryError(f"{what} uses YAML aliases, which none needs", "the file may be an attack")
        found = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 (it makes nothing but texts, lists and mappings)
    except (yaml.YAMLError, RecursionError) as error:
        raise EntryError(f"{what} is no YAML", hint) from error
    if not isinstance(found, Mapping):
        raise EntryError(f"{what} describes nothing", hint)
    return {str(name): value for name, value in found.items()}
