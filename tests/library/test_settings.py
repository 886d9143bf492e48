"""`litbase.toml`: what it says, and changes to it that leave the rest alone."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from litbase.errors import NewerLibrary, SettingsError
from litbase.library.settings import FILE_NAME, Settings, current_settings, read_settings, write_setting


def settings_file(folder: Path, text: str) -> Path:
    path = folder / FILE_NAME
    path.write_bytes(text.encode())
    return path


def test_what_is_not_said_has_its_default(tmp_path: Path) -> None:
    settings_file(tmp_path, "format = 1\n")
    assert read_settings(tmp_path) == Settings()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('format = 1\nstyle = "apa"  # ours\n', 'format = 1\nstyle = "mla"  # ours\n'),  # a comment on the same line
        ("format = 1\nstyle = 'apa'\n", 'format = 1\nstyle = "mla"\n'),  # a literal string
        ("format = 1\n", 'format = 1\nstyle = "mla"\n'),  # not set before
        ("format = 1", 'format = 1\nstyle = "mla"\n'),  # no line end at the end
        ('# style = "x"\nformat = 1\n[mine]\na = 1\n', '# style = "x"\nformat = 1\nstyle = "mla"\n[mine]\na = 1\n'),
        ('format = 1\r\nstyle = "a"\r\nx = 1\r\n', 'format = 1\r\nstyle = "mla"\r\nx = 1\r\n'),  # Windows line ends
    ],
)
def test_setting_a_value_leaves_the_rest_as_it_is(tmp_path: Path, before: str, after: str) -> None:
    path = settings_file(tmp_path, before)
    assert write_setting(tmp_path, "style", "mla").style == "mla"
    assert path.read_bytes().decode() == after


def test_unsetting_takes_the_line_out(tmp_path: Path) -> None:
    path = settings_file(tmp_path, 'format = 1\nengine = "whoosh"\nstyle = "apa"\n')
    assert write_setting(tmp_path, "engine", None).engine is None
    assert path.read_text() == 'format = 1\nstyle = "apa"\n'


@given(value=st.text(min_size=1).filter(lambda text: text.strip() and max(text) < "\ud800"))
def test_any_text_is_read_back_as_it_was_written(tmp_path_factory: pytest.TempPathFactory, value: str) -> None:
    folder = tmp_path_factory.mktemp("settings")
    settings_file(folder, 'format = 1\nkey_pattern = "[corp]"\n')
    assert write_setting(folder, "key_pattern", value).key_pattern == value
    assert write_setting(folder, "key_pattern", "x").key_pattern == "x"


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    settings_file(tmp_path, "format = 99\n")
    with pytest.raises(NewerLibrary, match="format 99"):
        current_settings(tmp_path)


def test_an_older_format_is_migrated_and_the_file_kept(tmp_path: Path) -> None:
    path = settings_file(tmp_path, '# mine\nstyle = "mla"\n')
    assert current_settings(tmp_path) == Settings(style="mla")
    assert path.read_text() == 'format = 1\n# mine\nstyle = "mla"\n'
    assert (tmp_path / f"{FILE_NAME}.format-0").read_text() == '# mine\nstyle = "mla"\n'


@pytest.mark.parametrize(
    "text",
    ["format = ", "format = 'one'", "format = true", "format = 1\nstyle = 3", 'format = 1\nengine = "lucene"'],
)
def test_what_cannot_be_a_setting_is_refused(tmp_path: Path, text: str) -> None:
    settings_file(tmp_path, text)
    with pytest.raises(SettingsError):
        read_settings(tmp_path)


def test_a_refused_value_changes_nothing(tmp_path: Path) -> None:
    path = settings_file(tmp_path, "format = 1\n")
    for name, value in (("engine", "lucene"), ("colour", "red"), ("style", " ")):
        with pytest.raises(SettingsError):
            write_setting(tmp_path, name, value)
    assert path.read_text() == "format = 1\n"
