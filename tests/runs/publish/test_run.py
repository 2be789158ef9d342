"""Several years in one run: an error in one is the outcome of that year, and hooks are told of what happened."""

import json
import shlex
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from grantsdata.errors import BusyError, Fault, GrantsDataError, ReportError, SourceError, Stopped
from grantsdata.model.years import FinancialYear
from grantsdata.runs.publish import run as module
from grantsdata.runs.publish.outcome import Outcome
from grantsdata.runs.publish.plan import Request
from grantsdata.runs.publish.publish import Published
from grantsdata.runs.publish.run import Hooks, run
from grantsdata.runs.workers.task import Event

NO_HOOKS = Hooks()
YEARS = [FinancialYear(start) for start in (2017, 2018, 2019)]


class Idle:
    """Workers that are given nothing to do."""

    def submit(self, *task: object) -> None:
        raise AssertionError("no task is asked for")

    def cancel(self, tasks: object) -> None:
        pass

    def idle(self) -> bool:
        return True

    def events(self) -> list[Event]:
        return []


def published(changed: bool) -> Published:
    return Published([], [], [], [], [], Path("index.html"), {"year": "as published"}, changed, [], [])


@pytest.fixture
def run_with(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., list[Outcome]]:
    """`run_with({year: error or whether anything changed})`: the outcomes, with what is published left out."""

    def each(ends: dict[FinancialYear, GrantsDataError | bool], hooks: Hooks = NO_HOOKS) -> list[Outcome]:
        def publishing(request: Request, root: Path) -> Any:
            yield []
            end = ends[request.year]
            if isinstance(end, BaseException):
                raise end
            return published(end)

        monkeypatch.setattr(module, "publishing", publishing)
        requests = {year: (lambda year=year: Request(year, [])) for year in ends}
        return list(run(requests, Idle(), hooks, project=tmp_path))

    return each


def to_file(path: Path) -> list[str]:
    """A hook that adds the record that it gets to a file."""
    code = f"import sys; open({str(path)!r}, 'ab').write(sys.stdin.buffer.read())"
    return shlex.split(f"{shlex.quote(sys.executable)} -c {shlex.quote(code)}")


def test_an_error_in_one_year_stops_no_other(run_with: Callable[..., list[Outcome]]) -> None:
    first, second, third = YEARS
    error = ReportError("annual-report failed: cell 3 raised KeyError: 'x'")
    outcomes = run_with({first: error, second: False, third: BusyError("another run is at work")})
    assert [outcome.year for outcome in outcomes] == YEARS
    assert [outcome.code for outcome in outcomes] == [1, 0, 4]
    assert [outcome.line for outcome in outcomes] == [
        "2017-18: annual-report failed: cell 3 raised KeyError: 'x'. Nothing was published.",
        "",
        "2019-20: another run is at work.",
    ]


def test_of_several_faults_the_first_is_the_line_and_the_others_are_details(
    run_with: Callable[..., list[Outcome]],
) -> None:
    faults = [Fault("a.csv", "cannot read", "an amount", "Correct it.", row, "Award", "x") for row in (2, 3, 4)]
    (outcome,) = run_with({YEARS[0]: SourceError(faults)})
    assert outcome.code == 2
    assert outcome.line.startswith("2017-18: a.csv") and "(and 2 more) Nothing was published." in outcome.line
    assert [str(fault) for fault in faults[1:]] == outcome.details


def test_the_log_of_a_failure_is_named(run_with: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    error = ReportError("x failed")
    error.log = tmp_path / "outputs" / "failed" / "2017-18" / "run.log"
    (outcome,) = run_with({YEARS[0]: error})
    assert outcome.line.endswith(" Nothing was published. Details: outputs/failed/2017-18/run.log")


def test_a_request_that_cannot_be_built_concerns_only_its_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def wrong() -> Request:
        raise ReportError("no such notebook")

    def publishing(request: Request, root: Path) -> Any:
        yield []
        return published(False)

    monkeypatch.setattr(module, "publishing", publishing)
    requests = {YEARS[0]: wrong, YEARS[1]: lambda: Request(YEARS[1], [])}
    assert [outcome.code for outcome in run(requests, Idle(), project=tmp_path)] == [1, 0]


def test_each_hook_is_run_for_what_it_is_there_for(run_with: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    changed, failed = tmp_path / "changed", tmp_path / "failed"
    hooks = Hooks(on_failure=to_file(failed), on_change=to_file(changed))
    run_with({YEARS[0]: False}, hooks)
    assert not changed.exists() and not failed.exists(), "nothing has changed"
    run_with({YEARS[0]: True}, hooks)
    assert json.loads(changed.read_text(encoding="utf-8")) == {"year": "as published"}
    run_with({YEARS[1]: ReportError("x failed")}, hooks)
    record = json.loads(failed.read_text(encoding="utf-8"))
    assert (record["year"], record["outcome"], record["message"]) == ("2018-19", "failed", "x failed")


@pytest.mark.parametrize(
    ("end", "code", "line"),
    [
        (True, 5, "2017-18: published, but "),
        (ReportError("x failed"), 1, "2017-18: x failed. Nothing was published. Besides, "),
    ],
)
def test_a_hook_that_fails_does_not_hide_the_outcome(
    end: GrantsDataError | bool, code: int, line: str, run_with: Callable[..., list[Outcome]]
) -> None:
    fails = [sys.executable, "-c", "raise SystemExit(3)"]
    (outcome,) = run_with({YEARS[0]: end}, Hooks(fails, fails))
    assert outcome.code == code
    assert outcome.line.startswith(line) and "3" in outcome.line[len(line) :]


def test_an_interruption_ends_all_and_is_told_once(run_with: Callable[..., list[Outcome]], tmp_path: Path) -> None:
    stopped = Stopped()
    stopped.log = tmp_path / "outputs" / "failed" / "2018-19" / "run.log"
    ends: dict[Any, Any] = {YEARS[1]: stopped}
    with pytest.raises(Stopped):
        run_with(ends, Hooks(on_failure=to_file(tmp_path / "failed")))
    assert json.loads((tmp_path / "failed").read_text(encoding="utf-8"))["outcome"] == "interrupted"
