"""The arrows point down: which part may import which, and where each third-party package lives."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "litbase"
MODULES = sorted(PACKAGE.rglob("*.py"))

# A part may import itself and the parts named here, nothing else of litbase.
ALLOWED = {
    "errors": set(),
    "model": {"errors"},
    "formats": {"model", "errors"},
    "bib": {"formats", "model", "errors"},
    "sources": {"formats", "model", "errors"},
    "search": {"bib", "sources", "formats", "model", "errors"},
    "claims": {"search", "bib", "sources", "formats", "model", "errors"},
    "csl": {"search", "bib", "sources", "formats", "model", "errors"},
    "exchange": {"search", "bib", "sources", "formats", "model", "errors"},
    "catalog": {"search", "bib", "sources", "formats", "model", "errors"},
    "library": {"claims", "csl", "exchange", "catalog", "search", "bib", "sources", "formats", "model", "errors"},
    "cli": {"library", "catalog", "csl", "exchange", "web", "mcp", "model", "errors"},
    "web": {"library", "formats", "catalog", "csl", "exchange", "model", "errors"},
    "mcp": {"library", "catalog", "csl", "exchange", "model", "errors"},
}

# One home for each third-party package.
HOMES = {
    "bibtexparser": {"bib"},
    "pylatexenc": {"bib"},
    "pypdf": {"sources"},
    "pypdfium2": {"sources"},
    "py3langid": {"sources"},
    "numpy": {"sources", "claims"},
    "tantivy": {"search"},
    "whoosh": {"search"},
    "nupunkt": {"search"},
    "lxml": {"formats"},
    "yaml": {"exchange"},
    "zipfile": {"formats"},
    "jinja2": {"formats"},
    "PIL": {"sources"},
    "fastapi": {"web"},
    "mcp": {"mcp"},
    "uvicorn": {"cli"},
    "click": {"cli"},
    "rich": {"cli"},
    "rapidfuzz": {"bib", "search", "claims", "library", "catalog"},
}

# Slow to import: only inside the function that uses them, so that the command line feels instant.
LATE = {
    "bibtexparser", "pylatexenc", "pypdf", "pypdfium2", "py3langid", "numpy", "tantivy", "whoosh", "nupunkt", "lxml",
    "rich", "jinja2", "PIL", "uvicorn", "multiprocessing", "concurrent",
}  # fmt: skip


def part_of(module: Path) -> str:
    relative = module.relative_to(PACKAGE)
    return relative.parts[0] if len(relative.parts) > 1 else relative.stem


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports are absolute"
            yield node.module or ""


def runs_at_import(tree: ast.Module) -> Iterator[ast.stmt]:
    """The statements run when the module is imported, without those for type checkers only."""
    for node in tree.body:
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if not isinstance(node, ast.FunctionDef | ast.ClassDef):
            yield node


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_module_imports_only_parts_below_its_own(module: Path) -> None:
    part = part_of(module)
    if part == "__init__":
        return
    part = "cli" if part == "__main__" else part
    used = {name.split(".")[1] for name in imports(ast.parse(module.read_text("utf-8"))) if name.startswith("litbase.")}
    assert used <= ALLOWED[part] | {part}


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_a_third_party_package_is_imported_in_its_one_home(module: Path) -> None:
    part = part_of(module)
    strangers = {
        name
        for name in imports(ast.parse(module.read_text("utf-8")))
        if part not in HOMES.get(name.split(".")[0], {part})
    }
    assert not strangers


@pytest.mark.parametrize("module", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_slow_packages_are_imported_only_when_used(module: Path) -> None:
    early = {
        name
        for statement in runs_at_import(ast.parse(module.read_text("utf-8")))
        for name in imports(statement)
        if name.split(".")[0] in LATE or name in LATE
    }
    assert not early


@pytest.mark.parametrize(
    "module",
    [path for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE],
    ids=lambda path: path.relative_to(PACKAGE).as_posix(),
)
def test_a_part_opens_with_one_sentence_and_nothing_else(module: Path) -> None:
    (sentence,) = ast.parse(module.read_text("utf-8")).body
    assert isinstance(sentence, ast.Expr)


def test_the_command_line_starts_without_anything_slow() -> None:
    """Every command is imported, and none of the slow packages comes along."""
    code = (
        "import sys, importlib; from litbase.cli.main import COMMANDS;"
        "[importlib.import_module(f'litbase.cli.{module}') for module, _ in COMMANDS.values()];"
        "print(*{name.split('.')[0] for name in sys.modules} | set(sys.modules))"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not (LATE | {"http", "ssl", "urllib.request", "rapidfuzz", "sqlite3"}) & set(loaded)


def test_the_commands_are_listed_without_importing_any() -> None:
    code = (
        "import sys; from litbase.cli.main import run; run(['--help']);"
        "print(*(name for name in sys.modules if name.startswith('litbase.')), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert set(done.stderr.split()) == {"litbase.cli", "litbase.cli.main", "litbase.errors"}
