"""The check of the running shares on a page: a small page, to which a table of them is added."""

import shutil
from pathlib import Path

import pandas as pd
import pytest
from support.unattended import YEAR

from grantsdata.report.page.tables import table_html
from grantsdata.runs.qa.checks import faults_of_page
from grantsdata.runs.qa.page import Page


@pytest.fixture
def page(good: Path, tmp_path: Path) -> Path:
    """The small page and its notebook, to add to."""
    for kind in ("html", "ipynb"):
        shutil.copyfile(good / "outputs" / YEAR / f"first.{kind}", tmp_path / f"first.{kind}")
    return tmp_path / "first.html"


@pytest.mark.parametrize(
    ("shares", "said"),
    [
        ([0.5, 0.8, 1.0], []),
        ([0.5, 0.9, 1.0], ["row “Second”, column “Running share”: shows 90.0%; expected 80.0%"]),
        ([0.5, 0.8, 0.99], ["row “Third”, column “Running share”: shows 99.0%; expected 100.0%"]),
    ],
)
def test_a_running_share_that_is_not_that_of_the_rows_above_is_a_fault(
    shares: list[float], said: list[str], page: Path
) -> None:
    table = pd.DataFrame(
        {"provider": ["First", "Second", "Third"], "award_gbp": [50.0, 30.0, 20.0], "running_share": shares}
    )
    text = page.read_text(encoding="utf-8")
    assert text.count("</main>") == 1
    page.write_text(text.replace("</main>", f"{table_html(table, 'Providers')}</main>"), encoding="utf-8")
    faults = [fault for fault in faults_of_page(Page(page, [])) if "Running share" in fault]
    assert faults == [f"table “Providers”, {one}" for one in said]
