"""Real pages, spoilt in known ways, as the tests of the page checks need them.

Where a figure is made wrong it is so everywhere, on the page, in the table that is saved and in the notebook, as a
mistake of the program would make it: only the awards themselves then show it.
"""

import base64
import csv
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from support.browsing import READER, YEAR
from support.cases import named

from grantsdata.runs.qa.checks import ALWAYS_THERE, CHECKS_AGAINST_AWARDS
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page

SMALL_YEAR = "2018-19"
SMALL = (
    ("GR", "Youth club", "Charity One", "£1,000"),
    ("GR", "Helpline", "Charity Two", "£2,500.50"),
    ("GR", "Night bus", "Charity One", ""),
    ("OUT", "Fete", "Village Hall", "£300"),
)
"""A total of £4,000 is printed for the first three, so that it implies £499.50 for the third."""


class Draft:
    """A page that is to be spoilt: its HTML, and its notebook as JSON."""

    def __init__(self, good: Path) -> None:
        self.beside = [path.name for path in good.parent.glob("*.html")]
        self.html = _plain(good.read_text(encoding="utf-8"))
        self.notebook = json.loads(good.with_suffix(".ipynb").read_text(encoding="utf-8"))
        for output in self.outputs():
            if "text/html" in output.get("data", {}):
                output["data"]["text/html"] = _plain("".join(output["data"]["text/html"]))

    def write(self, folder: Path, name: str) -> Page:
        path = folder / YEAR / f"{name}.html"
        path.parent.mkdir()
        path.write_text(self.html, encoding="utf-8", newline="\n")
        path.with_suffix(".ipynb").write_text(json.dumps(self.notebook), encoding="utf-8")
        return Page(path, private=[READER], promised=(*ALWAYS_THERE, *self.beside))

    def outputs(self) -> Iterator[dict[str, Any]]:
        yield from (output for cell in self.notebook["cells"] for output in cell.get("outputs", []))


def _plain(html: str) -> str:
    """Without the attributes of cells that only the style sheet and screen readers use, so that cells are short."""
    return re.sub(r' (role|data-label)="[^"]*"', "", html)


Spoil = Callable[[Draft], object]


def changed(text: str, old: str, new: str, saved: tuple[str, str]) -> str:
    """Another text, shown and in the CSV files that the text holds."""

    def other(found: "re.Match[str]") -> str:
        lines = base64.b64decode(found[2]).decode("utf-8-sig").replace(*saved)
        return found[1] + base64.b64encode(lines.encode("utf-8-sig")).decode()

    return re.sub(r"(data:text/csv[^,]*,)([A-Za-z0-9+/=]+)", other, text.replace(old, new))


def in_table(caption: str, old: str, new: str, *saved: str) -> Spoil:
    """One table tells something else throughout: on the page, where it is saved, and in the notebook."""

    def spoil(draft: Draft) -> None:
        begin = draft.html.index(f"{caption}</caption>")
        end = draft.html.index("Save as CSV</a>", begin)
        part = draft.html[begin:end]
        pair = (saved[0], saved[1]) if saved else (old, new)
        other = changed(part, old, new, pair)
        assert old in part and other != part
        draft.html = draft.html[:begin] + other + draft.html[end:]
        for output in draft.outputs():
            if output.get("metadata", {}).get("grantsdata", {}).get("caption") == caption:
                output["data"]["text/html"] = changed("".join(output["data"]["text/html"]), old, new, pair)

    return spoil


def everywhere(old: str, new: str) -> Spoil:
    """A text of the prose is another, on the page and in the notebook."""

    def spoil(draft: Draft) -> None:
        assert old in draft.html
        draft.html = draft.html.replace(old, new)
        for output in draft.outputs():
            for kind, text in output.get("data", {}).items():
                output["data"][kind] = "".join(text).replace(old, new)
            facts = output.get("metadata", {}).get("grantsdata", {})
            facts |= json.loads(json.dumps(facts, ensure_ascii=False).replace(old, new))

    return spoil


def on_the_page(old: str, new: str) -> Spoil:
    """The page alone tells something else, once."""

    def spoil(draft: Draft) -> None:
        assert old in draft.html
        draft.html = draft.html.replace(old, new, 1)

    return spoil


def without_a_row(caption: str, head: str) -> Spoil:
    """A table loses a row throughout, as if an award or a kind of awards had been forgotten."""

    def spoil(draft: Draft) -> None:
        row = next(
            found[0]
            for found in re.finditer(
                r"<tr[^>]*>.*?</tr>", draft.html[draft.html.index(f"{caption}</caption>") :], re.DOTALL
            )
            if re.search(rf"<th[^>]*>{re.escape(head)}<", found[0])
        )
        begin = draft.html.index(f"{caption}</caption>")
        link = re.compile(r"data:text/csv[^,]*,([A-Za-z0-9+/=]+)").search(draft.html, begin)
        assert link
        lines = base64.b64decode(link[1]).decode("utf-8-sig").splitlines(keepends=True)
        left = [line for line in lines if next(csv.reader([line]))[0] != head and f",{head}," not in line]
        assert len(left) == len(lines) - 1
        data = base64.b64encode("".join(left).encode("utf-8-sig")).decode()
        draft.html = draft.html[:begin] + draft.html[begin:].replace(row, "", 1).replace(link[1], data, 1)

    return spoil


def of_cells(change: Callable[[list[dict[str, Any]]], object]) -> Spoil:
    return lambda draft: change(draft.notebook["cells"])


def first_with(cells: list[dict[str, Any]], words: str) -> dict[str, Any]:
    return next(cell for cell in cells if cell["cell_type"] == "code" and words in "".join(cell["source"]))


def output_lost(words: str, kind: str) -> Spoil:
    """A cell that was run has lost an output, and so has the page: as if a call had been swallowed."""

    def change(cells: list[dict[str, Any]]) -> None:
        cell = first_with(cells, words)
        lost = [one for one in cell["outputs"] if one["metadata"].get("grantsdata", {}).get("kind") == kind]
        cell["outputs"].remove(lost[0])

    return of_cells(change)


def told_by_the_notebook(text: str) -> Spoil:
    def change(cells: list[dict[str, Any]]) -> None:
        cells[-1]["outputs"].append({"output_type": "stream", "name": "stderr", "text": [text]})

    return of_cells(change)


class Wrong(NamedTuple):
    """What is done to which page, the check that has to see it, and a part of what that says."""

    page: str
    spoil: Spoil
    check: Callable[..., list[str]]
    says: str


def one_of_each(wrong: Mapping[str, Wrong]) -> list[Any]:
    """Names of spoilt pages for `parametrize`: one for each check, and as proofs the others."""
    return named({name: name for name in wrong}, *{one.check: name for name, one in wrong.items()}.values())


def faults_found(wrong: Wrong, outputs: Path, data: PageData, folder: Path) -> list[str]:
    """What the check says of a page of `outputs`, spoilt and written to `folder`; `data` are the year's awards."""
    draft = Draft(outputs / f"{wrong.page}.html")
    wrong.spoil(draft)
    page = draft.write(folder, wrong.page)
    return wrong.check(page, data) if wrong.check in CHECKS_AGAINST_AWARDS else wrong.check(page)


def faults_of_defect(defect: Any, outputs: Path, folder: Path) -> list[str]:
    """What its check says of the annual report with a defect of `system.test_browser_controls`."""
    soup = BeautifulSoup((outputs / "annual-report.html").read_text(encoding="utf-8"), "html.parser")
    defect.spoil(soup)
    draft = Draft(outputs / "annual-report.html")
    draft.html = str(soup)
    return list(defect.check(draft.write(folder, "annual-report")))
