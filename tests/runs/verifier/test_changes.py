"""What differs between two days, by the second reading."""

from pathlib import Path

from support.documents import YEAR, year_of_documents

from grantsdata.runs.verifier.changes import changes_of, history_of
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.raw import Raw


def test_the_changes_are_those_worked_out_by_hand(project: Path) -> None:
    year_of_documents(project)
    raw = Raw(project, YEAR)
    between = [
        (one.change, one.award["service"], one.before, one.after) for one in changes_of(raw, "2018-08-31", "2018-12-31")
    ]
    assert between == [("varied", "Refuge", 300000, 350050), ("withdrawn", "Mentoring", 120000, None)]
    assert [(one.day, one.change) for one in history_of(raw)] == [
        ("2018-08-03", "varied"),
        ("2018-08-03", "added"),
        ("2018-10-15", "varied"),
        ("2018-12-14", "withdrawn"),
        ("2019-02-01", "added"),
    ]
    assert Verifier(raw).value("at('2018-05-31', sum())").amount == 700000
    assert Verifier(Raw(project, YEAR, as_at="2018-08-31")).value("as_at()").texts[0] == "31 August 2018"
