"""The settings of a library, in `litbase.toml`: read by tomllib, changed line by line so that comments stay."""

import re
import tomllib
from dataclasses import dataclass, fields
from pathlib import Path

from litbase.errors import NewerLibrary, SettingsError
from litbase.formats.files import write_whole

FILE_NAME = "litbase.toml"
FORMAT = 1
ENGINES = ("tantivy", "whoosh")


@dataclass(frozen=True, slots=True)
class Settings:
    """`engine` None: the best one installed; `language` ISO 639-1, None: as each document says.

    `semantic` "on" or the folder of a model: passages are ranked by meaning too.
    """

    format: int = FORMAT
    style: str = "apa"
    key_pattern: str = "[corp][year]"
    engine: str | None = None
    language: str | None = None
    semantic: str | None = None


NAMES = tuple(field.name for field in fields(Settings) if field.name != "format")

TEMPLATE = """\
# The settings of this litbase library. Change them here or with: litbase config NAME VALUE
format = 1
style = "apa"
key_pattern = "[corp][year]"
# engine = "tantivy"      # or "whoosh"; unset: the best one installed
# language = "en"         # of documents whose own language cannot be told
# semantic = "on"         # passages ranked by meaning too; or the folder of a model. Needs litbase[semantic]
"""


def read_settings(folder: Path) -> Settings:
    """Return the settings of the library at *folder*; raise SettingsError or NewerLibrary."""
    path = folder / FILE_NAME
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"'{FILE_NAME}' cannot be read: {error}", "mend the file by hand") from error
    found = table.get("format", 0)
    if not isinstance(found, int) or isinstance(found, bool):
        raise SettingsError(f"'format' in '{FILE_NAME}' is not a whole number", f"write: format = {FORMAT}")
    if found > FORMAT:
        raise NewerLibrary(found, FORMAT)
    values = {name: check_setting(name, table[name]) for name in NAMES if name in table}
    return Settings(format=found, **values)


def check_setting(name: str, value: object) -> str:
    """Return *value* if the setting *name* can have it; raise SettingsError."""
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"'{name}' in '{FILE_NAME}' is not a text", f'write: {name} = "…"')
    if name == "engine" and value not in ENGINES:
        raise SettingsError(f"there is no engine '{value}'", f"choose {' or '.join(ENGINES)}")
    return value


def current_settings(folder: Path) -> Settings:
    """Return the settings, brought to the present format first; the file as it was is kept beside it."""
    settings = read_settings(folder)
    if settings.format == FORMAT:
        return settings
    path = folder / FILE_NAME
    before = path.read_bytes()
    write_whole(folder / f"{FILE_NAME}.format-{settings.format}", before)
    text = re.sub(r"(?m)^\s*format\s*=.*\n?", "", before.decode("utf-8-sig"), count=1)
    write_whole(path, f"format = {FORMAT}\n{text}".encode())
    return read_settings(folder)


def write_setting(folder: Path, name: str, value: str | None) -> Settings:
    """Set *name* in the file, or take it out where *value* is None; every other line stays as it is."""
    if name not in NAMES:
        raise SettingsError(f"there is no setting '{name}'", f"the settings are {', '.join(NAMES)}")
    if value is not None:
        check_setting(name, value)
    path = folder / FILE_NAME
    before = path.read_bytes()
    text = _spliced(before.decode("utf-8-sig"), name, value)
    write_whole(path, text.encode())
    try:
        return read_settings(folder)
    except SettingsError:
        write_whole(path, before)
        raise


def _spliced(text: str, name: str, value: str | None) -> str:
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)  # not splitlines: TOML knows fewer line ends
    line = None if value is None else f"{name} = {_quoted(value)}"
    # Settings stand before the first table header (TOML 1.0, "Table").
    end = next((at for at, held in enumerate(lines) if re.match(r"\s*\[", held)), len(lines))
    for at in range(end):
        match = re.match(rf"""\s*{name}\s*=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*')(?P<rest>[^\n]*\n?)""", lines[at])
        if match:
            lines[at] = "" if line is None else line + match["rest"]
            return "".join(lines)
    if line is not None:
        if end and not lines[end - 1].endswith("\n"):
            lines[end - 1] += "\n"
        lines.insert(end, line + "\n")
    return "".join(lines)


def _quoted(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda m: f"\\u{ord(m[0]):04x}", escaped) + '"'
