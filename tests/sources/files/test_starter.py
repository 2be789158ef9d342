"""The files that new projects are made from: as they lie, without what editors leave, with paths that hold anywhere."""

from pathlib import Path

import pytest

from grantsdata.sources.files import starter
from grantsdata.sources.files.starter import EXAMPLE, NOTEBOOKS, project_template, starter_files


def test_a_folder_comes_with_its_files_in_order_and_without_what_editors_leave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(starter, "PACKAGED", tmp_path)
    for name in ("n/b.ipynb", "n/a.ipynb", "n/~$a.docx", "n/.hidden", "n/__pycache__/a.pyc", "n/sub/c.md", "other.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    assert starter_files("other.md", "n") == {
        "other.md": b"other.md", "n/a.ipynb": b"n/a.ipynb", "n/b.ipynb": b"n/b.ipynb", "n/sub/c.md": b"n/sub/c.md",
    }  # fmt: skip
    with pytest.raises(FileNotFoundError):
        starter_files("gone.md")


def test_the_notebooks_and_the_example_are_there() -> None:
    found = starter_files(NOTEBOOKS, *EXAMPLE)
    assert {"notebooks/annual-report.ipynb", "data/raw/providers.csv", "data/raw/2017-18/paper.toml"} <= set(found)
    assert not [path for path in found if path.startswith("/") or "\\" in path]


def test_a_template_that_is_not_there_is_an_error() -> None:
    with pytest.raises(FileNotFoundError):
        project_template("gone.md")
