"""The second reading of promises: which a board paper shows, and what had become of each by its date."""

from pathlib import Path

from support.promises import OFFICE, SOURCE, office_with_promises, promise, put_promises

from grantsdata.awards.records.promises import load_earlier_promises, load_promises
from grantsdata.runs.verifier.evaluate import Verifier
from grantsdata.runs.verifier.promises import promises_of
from grantsdata.runs.verifier.raw import Raw


def test_the_paper_of_2017_18_has_seven_of_its_own(project: Path) -> None:
    found = promises_of(Raw(project, "2017-18"))
    assert [(one["paragraph"], one["state"]) for one in found] == [
        ("4.1", ""), ("4.5", ""), ("4.6", ""), ("5.2", ""), ("6.1", ""), ("6.1", ""), ("7.1", ""),
    ]  # fmt: skip


def test_those_of_the_year_before_are_read_with_what_this_year_says_of_them(tmp_path: Path) -> None:
    raw = Raw(office_with_promises(tmp_path), "2018-19")
    found = {one["promise"]: one for one in promises_of(raw)}
    assert {name: one["state"] for name, one in found.items()} == OFFICE | {"A charter": ""}
    assert found["A report on advice"]["outcome_source"] == "Minutes, item 4"
    assert found["A website"]["outcome_source"] == ""  # that outcome is of a day after the paper
    assert found["A website"]["first_made_in"] == SOURCE
    numbers = {state: Verifier(raw).value(f"promises(state={state!r})").amount for state in ("kept", "open", "overdue")}
    assert numbers == {"kept": 1, "open": 2, "overdue": 1}


def test_both_readings_find_the_same(tmp_path: Path) -> None:
    project = office_with_promises(tmp_path)
    office_with_promises(project, year="2019-20")
    put_promises(project, "2019-20", promise("A plan", first_made_in="Paper of May 2016"), promise("A fair"))
    for year in ("2017-18", "2018-19", "2019-20"):
        own, earlier = load_promises(year, project=project), load_earlier_promises(year, project=project)
        again = promises_of(Raw(project, year))
        first = {(one.first_made_in, one.promise, str(one.state)) for one in earlier.itertuples()}
        assert {(one["first_made_in"], one["promise"], one["state"]) for one in again if one["state"]} == first
        assert [one["promise"] for one in again if not one["state"]] == [
            name for name, made_in in zip(own["promise"], own["first_made_in"], strict=True) if not made_in
        ]


def test_a_paper_without_such_a_table_has_none(tmp_path: Path) -> None:
    project = office_with_promises(tmp_path)
    paper = project / "data" / "raw" / "2018-19" / "paper.toml"
    paper.write_text(paper.read_text(encoding="utf-8").partition("[promises]")[0], encoding="utf-8")
    assert promises_of(Raw(project, "2018-19")) == []
