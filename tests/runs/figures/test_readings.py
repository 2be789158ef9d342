"""Awards that the two readings have differently, and rows of a page that the raw files do not print."""

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from support.reporting import REPOSITORY

from grantsdata.awards.load import open_year
from grantsdata.report.page.tables import table_html
from grantsdata.runs.figures import readings
from grantsdata.runs.qa.expected import PageData, page_data
from grantsdata.runs.qa.page import Page


@pytest.fixture(scope="module")
def behind() -> PageData:
    return page_data(open_year("2017-18", REPOSITORY))


def test_both_readings_have_the_same_awards(behind: PageData) -> None:
    assert readings.readings_that_differ(behind) == []


@pytest.mark.parametrize(
    ("column", "value"), [("award_pence", 44_600_001), ("provider", "Family Action"), ("stream", None), ("theme", "X")]
)
def test_an_award_that_differs_is_named_with_its_row(column: str, value: object, behind: PageData) -> None:
    spoilt = replace(behind, awards=[{**behind.awards[0], column: value}, *behind.awards[1:]])
    (fault,) = readings.readings_that_differ(spoilt)
    assert fault.startswith("data/raw/2017-18/victims-services.csv row 2, ") and f"“{value}”" in fault


def test_a_lost_award_is_a_fault(behind: PageData) -> None:
    (fault,) = readings.readings_that_differ(replace(behind, awards=behind.awards[1:]))
    assert fault.endswith("one has 34 awards, the other 35")


def page_of(folder: Path, frame: pd.DataFrame, caption: str = "Rows") -> Page:
    path = folder / "page.html"
    path.write_text(table_html(frame, caption), encoding="utf-8")
    path.with_suffix(".ipynb").write_text(json.dumps({"cells": [], "metadata": {}}), encoding="utf-8")
    return Page(path)


FUND = {
    "fund": "Casualty Reduction and Support Fund",
    "purpose": "Young driver computer platform for the whole county",
    "amount_printed": "£67k",
}
MEASURE = {"measure": "Referrals received", "figure": "more than 15,000 referrals", "period": "2016/17"}
STREAM = {"stream": "Youth Fund", "origin": "Money raised under the Police Property Act; now divided into two funds",
          "budget_printed": ""}  # fmt: skip
OTHER = {"contributor": "NHS England", "role": "pools"}


@pytest.mark.parametrize("row", [FUND, MEASURE, STREAM, OTHER])
def test_rows_as_printed_are_no_faults(row: dict[str, str], behind: PageData, tmp_path: Path) -> None:
    assert readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([row])), behind) == []


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (FUND, {"amount_printed": "£76k"}),
        (MEASURE, {"figure": "more than 1,500 referrals"}),
        (MEASURE, {"period": "2017/18"}),
        (STREAM, {"budget_printed": "£1m"}),
        (OTHER, {"role": "matches"}),
    ],
)
def test_a_row_that_the_raw_files_do_not_print_is_a_fault(
    row: dict[str, str], wrong: dict[str, str], behind: PageData, tmp_path: Path
) -> None:
    (fault,) = readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([row | wrong])), behind)
    assert fault.startswith("table “Rows”, row “")


TENDERED = {"service": "Home security for elderly victims of burglary", "award_gbp": 50_000.0}
GRANT = {"service": "Cambridge City Community Safety Partnership", "award_gbp": 39_000.0,
         "recipient": "Cambridge City Council", "purpose": "not in this paper",
         "conditions": "The partnership had to present its spending plan before it received any money.",
         "reasons": "Preventing crime and reassuring the public (from the theme's aim)"}  # fmt: skip
JUDGED = {"provider": "Aspire", "basis": "judgement", "confidence": "low",
          "reason": "The council holds the contract and Aspire delivers; the paper does not say what kind of body "
          "Aspire is, and we take it for a charity's service."}  # fmt: skip


@pytest.mark.parametrize(
    ("column", "other"),
    [
        ("recipient", "Fenland District Council"),
        ("purpose", "Keeps children safe."),
        ("conditions", "none in this paper"),
        ("reasons", "Safeguarding the vulnerable (from the theme's aim)"),
    ],
)
def test_what_is_said_of_an_award_is_its_own(column: str, other: str, behind: PageData, tmp_path: Path) -> None:
    assert readings.details_agree(page_of(tmp_path, pd.DataFrame([GRANT])), behind) == []
    (fault,) = readings.details_agree(page_of(tmp_path, pd.DataFrame([GRANT | {column: other}])), behind)
    assert "not what the raw files say of this award" in fault


def test_a_reason_is_that_of_the_register(behind: PageData, tmp_path: Path) -> None:
    assert readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([JUDGED])), behind) == []
    wrong = JUDGED | {"reason": "A registered charity; the paper says charity too."}
    (fault,) = readings.printed_rows_agree(page_of(tmp_path, pd.DataFrame([wrong])), behind)
    assert "not as a row of register" in fault


REPAIR = {"kind": "separate remark", "place": "victims-services.csv row 7", "column": "Award",
          "printed": "£213,000 from OPCC", "read_as": "£213,000, with the remark “from OPCC”"}  # fmt: skip


@pytest.mark.parametrize(
    ("wrong", "cells", "says"),
    [
        ({}, 1, ""),
        ({"printed": "£231,000 from OPCC"}, 1, "prints “£213,000 from OPCC”"),
        ({"read_as": "£231,000"}, 1, "is read as 213,000.00 pounds"),
        ({}, 2, "and counted as {'separate remark': 2}"),
    ],
)
def test_repairs_are_those_of_the_raw_files(
    wrong: dict[str, str], cells: int, says: str, behind: PageData, tmp_path: Path
) -> None:
    kinds = pd.DataFrame([{"kind": "separate remark", "cells": cells, "meaning": "words beside an amount are kept"}])
    page = page_of(tmp_path, pd.DataFrame([REPAIR | wrong]))
    page.path.write_text(page.html + table_html(kinds, "Kinds"), encoding="utf-8")
    faults = readings.repairs_agree(Page(page.path), behind)
    assert any(says in fault for fault in faults) if says else faults == []


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ({"file": "data/raw/2017-18/paper.toml", "sha256": "0" * 64}, "has another sha256"),
        ({"name": "pandas", "version": "0.1"}, "pandas has another version"),
    ],
)
def test_files_and_software_are_those_of_the_run(
    row: dict[str, str], says: str, behind: PageData, tmp_path: Path
) -> None:
    (fault,) = readings.repairs_agree(page_of(tmp_path, pd.DataFrame([row])), behind)
    assert says in fault


def test_all_findings_are_listed(behind: PageData, tmp_path: Path) -> None:
    """The findings of 2017-18: two amounts and a source's date to be warned of, six notes, five that agree."""
    listed = [{"severity": one, "sentence": "…"} for one in ["warning"] * 3 + ["note"] * 6 + ["agrees"] * 4]
    assert readings.findings_are_listed(page_of(tmp_path, pd.DataFrame(listed), "All findings"), behind) == []
    (fault,) = readings.findings_are_listed(page_of(tmp_path, pd.DataFrame(listed[1:]), "All findings"), behind)
    assert "'warning': 2" in fault


AWARD = {"service": "Restorative Justice Hub", "provider": "Cambridgeshire Constabulary", "stream": "Victims' services"}
ELSEWHERE = {"service": "Peterborough Substance Misuse Innovation Fund", "paid_to": "Peterborough City Council"}


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (AWARD, {"provider": "Aspire"}),
        (AWARD, {"stream": "Crime and disorder reduction"}),
        (AWARD | {"measured": "no measure"}, {"measured": "a measure for this period"}),
        (ELSEWHERE, {"paid_to": ""}),
        (AWARD | {"paid_to": ""}, {"paid_to": "not named"}),
    ],
)
def test_a_row_has_only_what_one_award_has(
    row: dict[str, str], wrong: dict[str, str], behind: PageData, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings, "notebook_of", lambda page: "year-on-year")
    assert readings.awards_are_as_read(page_of(tmp_path, pd.DataFrame([row])), behind) == []
    (fault,) = readings.awards_are_as_read(page_of(tmp_path, pd.DataFrame([row | wrong])), behind)
    assert "no such award has" in fault


def test_a_kind_of_repair_has_its_own_meaning(behind: PageData, tmp_path: Path) -> None:
    kinds = pd.DataFrame({"kind": ["merged cell"], "cells": [1], "meaning": ["words beside an amount are kept apart"]})
    faults = readings.repairs_agree(page_of(tmp_path, kinds), behind)
    assert "“merged cell” is explained as “words beside an amount are kept apart”" in faults[0]


def test_a_printed_figure_agrees_only_if_a_finding_says_so(behind: PageData, tmp_path: Path) -> None:
    frame = pd.DataFrame({"scope": ["Victims' services"], "compared": ["awards"], "at_printed_precision": [False]})
    (fault,) = readings.findings_are_listed(page_of(tmp_path, frame), behind)
    assert "agree; by the findings" in fault
