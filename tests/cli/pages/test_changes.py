"""`changes`: what it prints."""

import json
from pathlib import Path

from support.documents import YEAR, year_of_documents
from support.reporting import called


def test_it_prints_each_change_in_pounds_before_and_after_and_the_files(project: Path, tmp_path: Path) -> None:
    year_of_documents(project)
    days = ("--from", "2018-08-31", "--to", "2018-12-31", "--output", str(tmp_path / "out"))
    done = called(project, "changes", YEAR, *days)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "2018-10-15 varied: Refuge, Shrievalty Trust: £3,000 before, £3,500.50 after "
            "(variation of 15 October 2018)",
            "2018-12-14 withdrawn: Mentoring, Family Action: £1,200 before (decision notice of 14 December 2018)",
            f"{tmp_path}/out/changes.csv",
            f"{tmp_path}/out/changes.atom",
        ],
    )
    found = json.loads(called(project, "changes", YEAR, *days, "--json").stdout)["changes"]
    assert [(one["change"], one["before_pence"], one["after_pence"]) for one in found] == [
        ("varied", 3000_00, 3500_50),
        ("withdrawn", 1200_00, None),
    ]


def test_a_day_that_is_none_is_refused(project: Path) -> None:
    done = called(project, "changes", "2017-18", "--from", "spring", "--to", "2018-12-31")
    assert done.returncode == 2 and '"spring" is not a date; expected one in the form 2017-08-03.' in done.stderr
