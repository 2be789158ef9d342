"""A page and its notebook are read as the checks need them: nothing in the file is passed over."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from grantsdata.runs.qa.page import Page, PageFault, decoded_data, spaced


def page_of(folder: Path, html: str, cells: list[dict[str, Any]] | None = None) -> Page:
    path = folder / "2017-18" / "annual-report.html"
    path.parent.mkdir()
    path.write_text(html, encoding="utf-8")
    if cells is not None:
        path.with_suffix(".ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return Page(path)


def output(kind: str, html: str | list[str] = "", **facts: Any) -> dict[str, Any]:
    return {"data": {"text/html": html}, "metadata": {"grantsdata": {"kind": kind, **facts}}}


def test_a_name_that_may_break_is_still_one_text(tmp_path: Path) -> None:
    page = page_of(tmp_path, "<p>victims-<wbr>services.csv</p>")
    assert page.name == "2017-18/annual-report"
    assert page.named("p")[0].string == "victims-services.csv" and page.named("wbr") == []


def test_an_attribute_that_stands_twice_is_seen_twice(tmp_path: Path) -> None:
    """A browser follows the first one, a parser would keep only the second."""
    [link] = page_of(tmp_path, '<a href="https://outside.invalid/" href="#main">x</a>').named("a")
    assert link.attrs == {"href": "https://outside.invalid/", "href, a second time": "#main"}


def test_elements_are_found_by_name_and_by_class(tmp_path: Path) -> None:
    page = page_of(tmp_path, '<h2 class="a b">1</h2><table class="b"></table><h3>2</h3>')
    assert [tag.name for tag in page.named("h2", "h3")] == ["h2", "h3"]
    assert [tag.name for tag in page.classed("b")] == ["h2", "table"]
    assert page.tables == page.named("table") and len(page.tables) == 1


def test_the_outputs_of_the_notebook_are_read_in_order(tmp_path: Path) -> None:
    cells = [
        {"cell_type": "markdown", "source": "Prose"},
        {"cell_type": "code", "outputs": [output("table", ["<p>", "1</p>"], caption="A"), {"data": {}}]},
        {"cell_type": "code", "outputs": [output("table", "2", caption="B", empty=True), output("chart", "3")]},
    ]
    page = page_of(tmp_path, "", cells)
    assert page.cells == cells
    assert page.of_notebook == ["<p>1</p>", "", "2", "3"]
    assert [facts.get("kind") for facts in page.facts] == ["table", None, "table", "chart"]
    assert page.facts_of_kind("table") == [{"kind": "table", "caption": "A"}]


def test_a_page_without_a_notebook_is_one_without_cells(tmp_path: Path) -> None:
    """The index has none."""
    page = page_of(tmp_path, "<p>x</p>")
    assert (page.notebook, page.notebook_text, page.of_notebook) == (None, None, None)
    assert page.cells == [] and page.facts == []


def test_the_text_of_an_element_has_single_spaces(tmp_path: Path) -> None:
    [cell] = page_of(tmp_path, "<td>\n£10,000 <span>implied</span>\n  by us</td>").named("td")
    assert spaced(cell) == "£10,000 implied by us"


@pytest.mark.parametrize(
    "address",
    [
        "data:text/csv;base64," + base64.b64encode("\ufeffÄ,£1".encode()).decode(),
        "data:text/csv;charset=utf-8,%C3%84,%C2%A31",
    ],
)
def test_what_an_address_holds_is_read_in_both_encodings(address: str) -> None:
    assert decoded_data(address) == "Ä,£1"


def test_a_fault_begins_with_its_page() -> None:
    assert str(PageFault("2017-18/disclosure", "no caption")) == "2017-18/disclosure: no caption"
