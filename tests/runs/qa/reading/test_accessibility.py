"""Tables and charts that a screen reader could not use, or that are saved with other cells, are faults."""

from pathlib import Path

import pytest
from support.drafts import Wrong, faults_found, faults_of_defect, in_table, one_of_each
from system.test_browser_controls import DEFECTS

from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.reading import accessibility

WRONG = {
    "a saved text that is another": Wrong(
        "stream-report-vs",
        in_table("Awards by provider type", "scope", "scope", "police", "health"),
        accessibility.tables_can_be_saved,
        "police",
    ),
    "a saved amount in the wrong column": Wrong(
        "stream-report-vs",
        in_table("Awards by provider type", "scope", "scope", "532195.00,0.553643", "0.553643,532195.00"),
        accessibility.tables_can_be_saved,
        "police, £532,195, 55.4%",
    ),
}


OWN_DEFECTS = {name: defect for name, defect in DEFECTS.items() if defect.check.__module__ == accessibility.__name__}


@pytest.mark.parametrize("name", one_of_each(WRONG))
def test_what_is_wrong_is_caught(name: str, outputs: Path, behind: PageData, tmp_path: Path) -> None:
    faults = faults_found(WRONG[name], outputs, behind, tmp_path)
    assert any(WRONG[name].says in fault for fault in faults), faults


@pytest.mark.parametrize("name", one_of_each(OWN_DEFECTS))
def test_the_defect_is_caught_without_a_browser(name: str, outputs: Path, tmp_path: Path) -> None:
    faults = faults_of_defect(OWN_DEFECTS[name], outputs, tmp_path)
    assert any(OWN_DEFECTS[name].says in fault for fault in faults), faults
