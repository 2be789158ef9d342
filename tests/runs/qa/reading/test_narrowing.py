"""Lists that readers narrow: rules that hide other rows, sums and labels of another choice."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.cases import first

from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.reading.narrowing import lists_are_narrowed_as_they_say

LIST = "#list-every-award-by-group-in-the-papers-order"


def swapped(html: str, one: str, other: str) -> str:
    return html.replace(one, "\0").replace(other, one).replace("\0", other)


def labels_swapped(html: str) -> str:
    """The labels of the first two buttons for streams."""
    found = re.findall(r'for="[^"]*-a[12]"><input[^>]*>([^<]+)</label>', html)[:2]
    return swapped(html, *(f"{text}</label>" for text in found))


WRONG: dict[str, tuple[Callable[[str], str], str]] = {
    "the rows chosen are hidden": (lambda html: html.replace("tbody tr:not(.a1)", "tbody tr.a1"), "its rows are"),
    "no row is hidden": (lambda html: html.replace(f",{LIST}:has(.a1:checked) tbody tr:not(.a1)", ""), "its rows are"),
    "labels of buttons": (labels_swapped, "its sum is not that of"),
    "sums of others": (lambda html: swapped(html, '<p class="a1 b0 c0"', '<p class="a2 b0 c0"'), "its rows are"),
    "legends": (
        lambda html: swapped(html, "<legend>Stream</legend>", "<legend>Provider type</legend>"),
        "is no provider type",
    ),
    "no award": (lambda html: html.replace(".no-award{display:none}", ".no-award{display:block}"), "No award fits"),
    "another choice at first": (
        lambda html: re.sub(r' checked(="")?', "", html, count=1),
        "at first something is chosen",
    ),
    "one group of buttons": (lambda html: re.sub(r'(name="list-[^"]*)-[abc]"', r'\1"', html), "not one group"),
    "all sums at once": (lambda html: re.sub(r'(<p class="a\d b\d c\d") hidden(="")?', r"\1", html), "without a style"),
}


def faults(html: str, folder: Path) -> list[str]:
    (folder / "page.html").write_text(html, encoding="utf-8")
    return lists_are_narrowed_as_they_say(Page(folder / "page.html"))


@pytest.mark.parametrize("name", first(WRONG, 3))
def test_a_list_that_is_narrowed_wrongly_is_a_fault(name: str, outputs: Path, tmp_path: Path) -> None:
    spoil, says = WRONG[name]
    html = (outputs / "annual-report.html").read_text(encoding="utf-8")
    assert faults(html, tmp_path) == []
    assert spoil(html) != html
    assert any(says in fault for fault in faults(spoil(html), tmp_path))
