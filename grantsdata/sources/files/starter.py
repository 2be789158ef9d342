"""Find the files that new projects are made from: notebooks, the data dictionary, pages to read, an example.

They lie once in the checkout, where people work with them. The wheel carries copies of them in `grantsdata/starter`, as
pyproject.toml says.
"""

from pathlib import Path

from grantsdata.sources.files.project import CHECKOUT

NOTEBOOKS, DICTIONARY = "notebooks", "data/raw/README.md"
PAGES = tuple(f"docs/{name}.md" for name in ("bringing-in", "comparing", "handing-on", "national", "speed"))
"""The pages that the dictionary, the notebooks' README and messages name."""

EXAMPLE = ("data/raw/README.md", "data/raw/providers.csv", "data/raw/2017-18", "docs/example")
"""The files and folders of the example project, besides its notebooks."""

PACKAGED = Path(__file__).parents[2] / "starter"
TEMPLATES = Path(__file__).parents[2] / "templates" / "project"


def starter_files(*names: str) -> dict[str, bytes]:
    """Return path → content for the named files, and for all files in the named folders, in the order of their names.

    Files that editors leave there are left out. Paths have "/" on every system. Raises OSError for an unreadable file.
    """
    base = PACKAGED if PACKAGED.is_dir() else CHECKOUT
    places = [path for name in names for path in _files_at(base / name)]
    return {path.relative_to(base).as_posix(): path.read_bytes() for path in places}


def project_template(name: str) -> str:
    """Return the text of a template for a new project, with `$names` to fill in."""
    return (TEMPLATES / name).read_text(encoding="utf-8")


def _files_at(place: Path) -> list[Path]:
    if not place.is_dir():
        return [place]
    found = (path for path in place.rglob("*") if path.is_file())
    return sorted(one for one in found if not any(part.startswith((".", "~$", "__")) for part in one.parts[-2:]))
