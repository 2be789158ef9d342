"""Each chart is on the page as the notebook drew it."""

import json
from pathlib import Path

import pytest
from support.charted import charted, spoilt

from grantsdata.runs.qa.charts import charts_are_unchanged
from grantsdata.runs.qa.page import Page


def beside(page: Page, html: str) -> Page:
    """The page with a notebook whose only output is this HTML."""
    output = {"output_type": "display_data", "data": {"text/html": html}, "metadata": {}}
    cells = [{"cell_type": "code", "source": "", "metadata": {}, "execution_count": 1, "outputs": [output]}]
    page.path.with_suffix(".ipynb").write_text(json.dumps({"cells": cells}), encoding="utf-8")
    return Page(page.path)


def test_the_same_drawing_is_the_same_however_it_is_written(tmp_path: Path) -> None:
    page = charted(tmp_path)
    assert charts_are_unchanged(page) == [], "without a notebook there is nothing to compare"
    other = page.html.replace('class="solid"', "class='solid'").replace("viewBox", "viewbox")
    assert charts_are_unchanged(beside(page, other)) == []


@pytest.mark.parametrize(
    ("old", "new"), [("<title>Police", "<title>Health"), ('d="M', 'd="M1'), ('class="bar c0"', 'class="bar c1"')]
)
def test_a_drawing_that_changed_on_its_way_is_found(old: str, new: str, tmp_path: Path) -> None:
    page = charted(tmp_path)
    (fault,) = charts_are_unchanged(beside(spoilt(page, (old, new)), page.html))
    assert "not as the notebook left it" in fault


def test_a_drawing_too_few_is_found(tmp_path: Path) -> None:
    page = charted(tmp_path)
    lost = page.path.with_name("lost.html")
    lost.write_text(page.html.replace("<svg", "<span", 1), encoding="utf-8")
    assert charts_are_unchanged(beside(Page(lost), page.html)) == ["1 drawings, but the notebook made 2"]
