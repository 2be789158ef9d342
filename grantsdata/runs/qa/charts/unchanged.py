"""Each chart is on the page as the notebook drew it, to the last place."""

import re
from typing import Any

from bs4 import BeautifulSoup, Tag

from grantsdata.runs.qa.charts.described import picture_name
from grantsdata.runs.qa.charts.harmless import inside
from grantsdata.runs.qa.page import Page


def charts_are_unchanged(page: Page) -> list[str]:
    """The page has the drawings of the notebook, in their order; only how the same HTML is written may differ."""
    if page.of_notebook is None:
        return []
    made = [
        svg
        for html in page.of_notebook
        for text in re.findall(r"<svg.*?</svg>", html, re.DOTALL)
        for svg in BeautifulSoup(text, "html.parser").find_all("svg")
    ]
    shown = page.named("svg")
    if len(made) != len(shown):
        return [f"{len(shown)} drawings, but the notebook made {len(made)}"]
    return [
        f"{picture_name(there)}: its drawing is not as the notebook left it"
        for here, there in zip(made, shown, strict=True)
        if _said(here) != _said(there)
    ]


def _said(svg: Tag) -> list[Any]:
    """All elements of a drawing with their attributes and texts, in whatever way they are written."""
    return [
        (
            tag.name,
            sorted((name, str(value)) for name, value in tag.attrs.items()),
            list(tag.find_all(string=True, recursive=False)),
        )
        for tag in inside(svg)
    ]
