"""Which body took over from which, and when."""

from pathlib import Path

import pytest

from grantsdata.errors import SourceError
from grantsdata.model.years import FinancialYear
from grantsdata.sources.successors import body_in, load_successors

HEADER = "body,successor,since,said_in\n"


def put(project: Path, *lines: str) -> Path:
    (project / "data" / "raw" / "successors.csv").write_text(HEADER + "".join(f"{one}\n" for one in lines), "utf-8")
    return project


def test_a_body_has_its_successor_in_the_years_that_begin_after_the_change(project: Path) -> None:
    known = load_successors(put(project, "Commissioner,Mayor,2028-05-08,an Act", "Mayor,Council,2031-04-01,an Order"))
    years = {
        year: body_in(FinancialYear.parse(year), "Commissioner", known) for year in ("2028-29", "2029-30", "2031-32")
    }
    assert years == {"2028-29": "Commissioner", "2029-30": "Mayor", "2031-32": "Council"}


def test_a_project_may_have_none(project: Path) -> None:
    assert load_successors(project).empty
    assert body_in(FinancialYear.parse("2029-30"), "Commissioner", load_successors(project)) == "Commissioner"


def test_all_faults_are_named_at_their_cells(project: Path) -> None:
    put(project, "A,B,8 May 2028,an Act", "A,C,2028-05-08,", "D,D,2028-05-08,an Act")
    with pytest.raises(SourceError) as refusal:
        load_successors(project)
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [
        (2, "since"), (2, "body"), (3, "said_in"), (3, "body"), (4, "body"),
    ]  # fmt: skip
