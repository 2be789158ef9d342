"""The published pages → `outputs/index.html`: every year and page, with what the pages themselves tell of it.

Nothing is worked out here: titles, headline figures and verdicts are the facts that each page's notebook left.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from grantsdata.errors import YearError
from grantsdata.years import FinancialYear, in_words

TEMPLATES = Path(__file__).with_name("templates") / "grantsdata"

DOWNLOADS = "data"
"""The folder, beside a year's pages, that holds its tables."""


@dataclass(frozen=True)
class _Page:
    name: str
    facts: dict[str, Any]

    @property
    def heading(self) -> str:
        return str(self.facts.get("heading", self.name))


@dataclass(frozen=True)
class _Year:
    year: FinancialYear
    pages: list[_Page]
    downloads: list[tuple[str, int]]

    def told(self, fact: str) -> Any:
        """What the first page that has this fact tells; "" if none has."""
        return next((page.facts[fact] for page in self.pages if fact in page.facts), "")


def write_index(outputs: Path, order: Sequence[str] = ()) -> Path:
    """Write the index of all that is published under `outputs`; the pages named in `order` come first, in it."""
    years = sorted(_years(outputs, order), key=lambda one: one.year, reverse=True)
    environment = Environment(loader=FileSystemLoader(TEMPLATES), autoescape=True, undefined=StrictUndefined)
    template = environment.get_template("site.html.j2")
    path = outputs / "index.html"
    staged = outputs / ".index.html"
    body = next((one.told("body") for one in years if one.told("body")), "")
    html = template.render(years=years, body=body, downloads=DOWNLOADS, in_words=in_words)
    staged.write_text(html, encoding="utf-8", newline="\n")
    return staged.replace(path)


def _years(outputs: Path, order: Sequence[str]) -> Iterator[_Year]:
    for folder in outputs.iterdir():
        try:
            year = FinancialYear.parse(folder.name)
        except YearError:
            continue  # a folder of failed runs, or the like
        pages = [_Page(page.stem, _facts(page.with_suffix(".ipynb"))) for page in sorted(folder.glob("*.html"))]
        place = {name: number for number, name in enumerate(order)}
        pages.sort(key=lambda page: (place.get(page.name, len(place)), page.name))
        downloads = [(path.name, path.stat().st_size) for path in sorted((folder / DOWNLOADS).glob("*.*"))]
        if pages:
            yield _Year(year, pages, downloads)


def _facts(notebook: Path) -> dict[str, Any]:
    """All that the outputs of an executed notebook tell of its page."""
    facts: dict[str, Any] = {}
    if not notebook.is_file():
        return facts
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        for output in cell.get("outputs", []):
            facts |= output.get("metadata", {}).get("grantsdata", {})
    return facts
