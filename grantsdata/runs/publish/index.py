"""Write `outputs/index.html` from the published pages: every year and page, with the facts of each page.

Nothing is computed here. Titles, headline figures and verdicts are the facts that each page's notebook has left.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from grantsdata.errors import YearError, reading
from grantsdata.exports.files import DOCUMENT_FILES, SHARED_FILES
from grantsdata.model.phrases import sentence
from grantsdata.model.years import FinancialYear
from grantsdata.runs import statement
from grantsdata.runs.publish.run_record import files_of, read_record
from grantsdata.sources.files.environment import installed
from grantsdata.sources.files.project import DOWNLOADS, RECORD
from grantsdata.sources.files.text import parsed_json

if TYPE_CHECKING:
    from jinja2 import Template

_OTHERS = SHARED_FILES | DOCUMENT_FILES
TEMPLATES = Path(__file__).parents[2] / "templates" / "grantsdata"


@dataclass(frozen=True)
class _Page:
    name: str
    facts: dict[str, Any]
    documents: list[str]

    @property
    def heading(self) -> str:
        return str(self.facts.get("heading", self.name))


@dataclass(frozen=True)
class _Year:
    year: FinancialYear
    pages: list[_Page]
    downloads: list[tuple[str, int]]
    handed_on: list[tuple[str, int, str]]
    has_record: bool

    def fact(self, name: str) -> Any:
        """Return the value of a fact from the first page that has it; "" if none has."""
        return next((page.facts[name] for page in self.pages if name in page.facts), "")


def index_html(folders: Iterable[tuple[FinancialYear, Path]], order: Sequence[str] = ()) -> str:
    """Return the index of all years, given each year's folder of pages; those named in `order` come first.

    If a folder has a run record, only files that it lists are shown. Raises InputError if a folder or a notebook in it
    cannot be read.
    """
    years = sorted(_years(folders, order), key=lambda one: one.year, reverse=True)
    names = ("body", "the_body", "contact")
    body, the_body, contact = (next((one.fact(name) for one in years if one.fact(name)), "") for name in names)
    return template().render(
        years=years,
        body=body,
        the_body=the_body or body,
        sentence=sentence,
        contact=contact,
        downloads=DOWNLOADS,
        record=RECORD,
        statement=statement,
        version=installed().get("grantsdata", ""),
    )


@cache
def template() -> "Template":
    """Return the compiled template of the index."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # late, for commands that make no pages

    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    return environment.get_template("site.html.j2")


def published_years(outputs: Path) -> dict[FinancialYear, Path]:
    """Return each year that has a folder in `outputs`; raise InputError if `outputs` cannot be listed."""
    found = {}
    with reading(outputs):
        folders = list(outputs.iterdir())
    for folder in folders:
        try:
            found[FinancialYear.parse(folder.name)] = folder
        except YearError:
            continue  # a folder of failed runs, or the like
    return found


def _years(folders: Iterable[tuple[FinancialYear, Path]], order: Sequence[str]) -> Iterator[_Year]:
    for year, folder in folders:
        with reading(folder):
            if not folder.is_dir():
                continue
            next(folder.iterdir(), None)  # glob treats an unreadable folder as empty; this raises an error
        record = read_record(folder)
        listed = None if record is None else files_of(record)
        found = [path for path in sorted(folder.glob("*.html")) if listed is None or path.name in listed]
        documents = [path.name for path in sorted(folder.glob("*.docx")) if listed is None or path.name in listed]
        pages = [
            _Page(
                page.stem, _facts(page.with_suffix(".ipynb")), [one for one in documents if one == f"{page.stem}.docx"]
            )
            for page in found
        ]
        place = {name: number for number, name in enumerate(order)}
        pages.sort(key=lambda page: (place.get(page.name, len(place)), page.name))
        tables = sorted((folder / DOWNLOADS).glob("*.*"))
        tables = [path for path in tables if listed is None or f"{DOWNLOADS}/{path.name}" in listed]
        sizes = {path.name: path.stat().st_size for path in tables}
        handed_on = [(name, sizes.pop(name), about) for name, about in _OTHERS.items() if name in sizes]
        if pages:
            yield _Year(year, pages, list(sizes.items()), handed_on, record is not None)


def _facts(notebook: Path) -> dict[str, Any]:
    """Return all facts in the outputs of an executed notebook."""
    if not notebook.is_file():
        return {}
    try:
        with reading(notebook):
            found = notebook.stat()
            return _facts_in(notebook, found.st_ino, found.st_mtime_ns, found.st_size)
    except (ValueError, KeyError, TypeError, AttributeError):
        return {}  # not a notebook of this program


@cache
def _facts_in(notebook: Path, *_: int) -> dict[str, Any]:
    """Read the facts of a notebook, once in a run: with many years the index is written many times."""
    facts: dict[str, Any] = {}
    for cell in parsed_json(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            facts |= output.get("metadata", {}).get("grantsdata", {})
    return facts
