"""`returns`: what the command prints, and what it hands to programs."""

import json
from pathlib import Path

from support.forms import filled_workbook
from support.json_keys import assert_explained
from support.reporting import called, copied_project
from support.returns import FIRST, PEOPLE, REFUGE, YEAR, office

FORM = "2018-19-GR-refuge-half-1.xlsx"


def test_forms_are_made_read_and_corrected(tmp_path: Path) -> None:
    project = copied_project(tmp_path)
    office(project, [REFUGE | FIRST | PEOPLE | {"returned_on": ""}])
    made = called(project, "returns", YEAR, "--half", "1", "--due", "2018-10-31", "--json")
    written = json.loads(made.stdout)["written"]
    folder = project / "data" / "exports" / YEAR / "returns-half-1"
    assert len(written) == 6 and {Path(one).parent for one in written} == {folder}
    form = folder / FORM
    answers = {"returned_on": "1 November 2018", "actual_1": 3, "data_quality_1": "complete"}
    form.write_bytes(filled_workbook(form.read_bytes(), **answers))
    run = called(project, "returns", YEAR, "--half", "1", "--read", str(folder))
    table = project / "data" / "raw" / YEAR / "returns.csv"
    assert (run.returncode, run.stdout.splitlines()) == (
        0,
        [
            "late: Refuge: returned on 2018-11-01, due by 2018-10-31",
            "missing: Night bus",
            "missing: Cameras",
            "1 new line, 0 changed, 0 as before; 1 form late, 2 missing.",
            str(table),
        ],
    )
    form.write_bytes(filled_workbook(form.read_bytes(), actual_1=4))
    run = called(project, "returns", YEAR, "--half", "1", "--read", str(folder), "--json")
    read = json.loads(run.stdout)
    assert read["changed"] == [
        {"service": "Refuge", "measure": "Women helped", "cells": [{"column": "actual", "before": "3", "after": "4"}]}
    ]
    assert_explained("returns", json.loads(made.stdout), read)
