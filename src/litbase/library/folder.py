"""Where things stand in a library folder."""

from dataclasses import dataclass
from pathlib import Path

from litbase.errors import LibraryError, MissingLibrary
from litbase.formats.files import write_whole
from litbase.library.settings import FILE_NAME, TEMPLATE, check_setting, write_setting


@dataclass(frozen=True, slots=True)
class Folder:
    """The paths of a library; everything under `derived` can be made again from the rest."""

    path: Path

    @property
    def bibliography(self) -> Path:
        return self.path / "library.bib"

    @property
    def lock_file(self) -> Path:
        """The records of the source files; not the writing lock."""
        return self.path / "sources.lock"

    @property
    def sources(self) -> Path:
        return self.path / "sources"

    @property
    def annotations(self) -> Path:
        """Evidence that the user keeps."""
        return self.path / "annotations"

    @property
    def derived(self) -> Path:
        return self.path / ".litbase"

    @property
    def pages(self) -> Path:
        return self.derived / "pages.sqlite3"

    @property
    def index(self) -> Path:
        return self.derived / "index"

    @property
    def state(self) -> Path:
        return self.derived / "state.sqlite3"

    @property
    def answers(self) -> Path:
        """What earlier checks of drafts found."""
        return self.derived / "answers.sqlite3"

    @property
    def readings(self) -> Path:
        """What earlier checks read before they traced: works as they are cited, paragraphs of drafts."""
        return self.derived / "readings.sqlite3"

    @property
    def pictures(self) -> Path:
        """Pictures of pages that reports held."""
        return self.derived / "pictures.sqlite3"

    @property
    def drafts(self) -> Path:
        """What drafts were found to cite when they were checked, one file a draft."""
        return self.derived / "drafts"

    @property
    def parsed(self) -> Path:
        return self.derived / "entries.sqlite3"

    @property
    def history(self) -> Path:
        return self.derived / "history"

    @property
    def writing(self) -> Path:
        """The file that the one writer holds."""
        return self.derived / "writing.lock"


def find_library(start: Path) -> Path:
    """Return the nearest folder at or above *start* that holds a `litbase.toml`; raise MissingLibrary."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder
    raise MissingLibrary(start)


def make_library(folder: Path, *, engine: str | None = None) -> None:
    """Make *folder* a library; a `library.bib` that is there stays as it is. The settings come last: they mark it."""
    if (folder / FILE_NAME).exists():
        raise LibraryError(f"'{folder}' is a library already", "open it: litbase --library FOLDER list")
    if engine is not None:
        check_setting("engine", engine)
    folder.mkdir(parents=True, exist_ok=True)
    bibliography = Folder(folder).bibliography
    if not bibliography.exists():
        write_whole(bibliography, b"")
    write_whole(folder / FILE_NAME, TEMPLATE.encode())
    if engine is not None:
        write_setting(folder, "engine", engine)
