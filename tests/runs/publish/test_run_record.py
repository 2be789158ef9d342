"""The run record against figures typed by hand, and what it must not tell."""

import csv
import hashlib
import json
import os
import platform
import re
import socket
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import named
from support.examples import examples
from support.unattended import QUIET, YEAR, Run, retype

from grantsdata.errors import GrantsDataError, ReportError
from grantsdata.model.report import ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.inputs import Inputs
from grantsdata.runs.publish import verify
from grantsdata.runs.publish.plan import Request, plan_pages
from grantsdata.runs.publish.run_record import checked_record, failure, files_of, read_record, write_record
from grantsdata.runs.publish.up_to_date import index_is_up_to_date, up_to_date_record

FIRST_RUN = {
    "first_run": True,
    "added": [],
    "removed": [],
    "changed": [],
    "award_pence_before": None,
    "award_pence_after": 550_000,  # 4,000 and 1,500
}
LIGHTS = {"award_id": "2018-19-GR-street-lights", "service": "Street lights", "provider": "Cambridge City Council"}
PATROLS = {"award_id": "2018-19-GR-night-patrols", "service": "Night patrols", "provider": "Fenland District Council"}
FOOTBALL = {
    "award_id": "2018-19-OUT-football-at-night",
    "service": "Football at night",
    "provider": "Fenland District Council",
}


def record_of(project: Path) -> dict[str, Any]:
    record: dict[str, Any] = json.loads((project / "outputs" / YEAR / "run.json").read_text(encoding="utf-8"))
    return record


def rows(project: Path, name: str, *awards: tuple[str, str, str]) -> None:
    """Type a table again."""
    path = project / "data" / "raw" / YEAR / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([("Service", "Provider", "Award"), *awards])


def test_the_record_of_a_first_run(good: Path) -> None:
    record = record_of(good)
    assert (record["format"], record["outcome"], record["year"], record["include_implied"]) == (
        1, "published", YEAR, True,
    )  # fmt: skip
    assert record["totals"] == {"awards": 2, "award_pence": 550_000, "implied_pence": 0}
    assert record["changes"] == FIRST_RUN
    (report,) = record["reports"]
    assert (report["name"], report["notebook"], report["parameters"]) == ("first", "first", {})
    assert 0 < report["seconds"] < 120
    assert record["git_commit"] is None
    assert record["python"] == platform.python_version()
    for name in ("pandas", "matplotlib", "papermill", "nbconvert", "ipykernel"):
        assert record["packages"][name] == version(name)


def test_every_sha256_of_the_record_is_true(good: Path) -> None:
    record, folder = record_of(good), good / "outputs" / YEAR
    told = {entry["page"]: entry["sha256"] for entry in record["reports"]}
    told |= {entry["file"]: entry["sha256"] for entry in record["tables"]}
    there = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    assert set(told) == set(there) - {"run.json", "first.ipynb"}
    raw = {entry["file"]: entry["sha256"] for entry in record["inputs"] if not entry["file"].startswith("grantsdata/")}
    assert set(raw) == {
        "data/raw/2018-19/gr.csv", "data/raw/2018-19/out.csv", "data/raw/2018-19/paper.toml", "data/raw/providers.csv",
        "notebooks/first.ipynb", "notebooks/reports.toml",
    }  # fmt: skip
    for path, digest in [(there[name], told[name]) for name in told] + [(good / name, raw[name]) for name in raw]:
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest, path
    lines = "".join(f"{entry['sha256']}  {entry['file']}\n" for entry in record["inputs"])
    assert record["inputs_sha256"] == hashlib.sha256(lines.encode()).hexdigest()


def test_the_record_tells_nothing_of_the_machine_or_its_user(good: Path) -> None:
    text = (good / "outputs" / YEAR / "run.json").read_text(encoding="utf-8")
    for private in (str(good), str(good.parent), str(Path.home()), str(Path(__file__).parents[3]), os.sep + "tmp"):
        assert private not in text
    assert not re.search(rf"\b{re.escape(socket.gethostname())}\b", text)
    assert "\\" not in text


@pytest.mark.proof
def test_awards_added_removed_and_changed(quick: Path, run: Run) -> None:
    """One amount rises from £4,000 to £4,100, an award of £250.50 comes, the one of £1,500 goes to another body."""
    rows(
        quick,
        "gr.csv",
        ("Street lights", "Cambridge City Council", "£4,100"),
        ("Night patrols", "Fenland District Council", "£250.50"),
    )
    assert run(*QUIET) == (0, "", "")
    assert record_of(quick)["changes"] == {
        "first_run": False,
        "added": [{**PATROLS, "award_pence": 25_050}],
        "removed": [],
        "changed": [{**LIGHTS, "award_pence": 410_000, "was": {"award_pence": 400_000}}],
        "award_pence_before": 550_000,
        "award_pence_after": 585_050,
    }
    rows(quick, "gr.csv", ("Night patrols", "Fenland District Council", "£250.50"))
    rows(quick, "out.csv", ("Football at night", "Cambridge City Council", "£1,500"))
    assert run(*QUIET) == (0, "", "")
    changes = record_of(quick)["changes"]
    assert changes["added"] == []
    assert changes["removed"] == [{**LIGHTS, "award_pence": 410_000}]
    (changed,) = changes["changed"]
    assert {name: changed[name] for name in FOOTBALL} == {**FOOTBALL, "provider": "Cambridge City Council"}
    assert changed["was"]["provider"] == "Fenland District Council"
    assert (changes["award_pence_before"], changes["award_pence_after"]) == (585_050, 175_050)


@pytest.mark.proof
def test_an_award_that_only_moves_is_not_called_changed(quick: Path, run: Run) -> None:
    before = record_of(quick)
    assert run(*QUIET, "--force") == (0, "", "")
    after = record_of(quick)
    assert after["changes"] == {**FIRST_RUN, "first_run": False, "award_pence_before": 550_000}
    assert {**after, "changes": 0, "reports": 0} == {**before, "changes": 0, "reports": 0}


@pytest.mark.proof
def test_a_former_set_without_readable_awards_counts_as_none(quick: Path, run: Run) -> None:
    """Bytes that are no table, and a table of another program."""
    parquet = quick / "outputs" / YEAR / "data" / "awards.parquet"
    parquet.write_bytes(b"PAR1")
    retype(quick, YEAR, "£4,000", "£4,100")
    assert run(*QUIET) == (0, "", "")
    assert record_of(quick)["changes"] == {**FIRST_RUN, "award_pence_after": 560_000}
    pd.DataFrame({"award_id": ["a"], "pounds": [1]}).to_parquet(parquet)
    assert run(*QUIET) == (0, "", "")
    assert record_of(quick)["changes"] == {**FIRST_RUN, "award_pence_after": 560_000}


def test_a_record_that_is_not_whole_counts_as_none(quick: Path, run: Run, tmp_path: Path) -> None:
    """As one that somebody has cut short by hand: the next run puts a whole one in its place."""
    (quick / "outputs" / YEAR / "run.json").write_text('{"format": 1, "outcome": "published"}', encoding="utf-8")
    assert run(*QUIET, "--on-change", f"touch {tmp_path / 'told'}") == (0, "", "")
    assert record_of(quick)["changes"] == {**FIRST_RUN, "first_run": False, "award_pence_before": 550_000}
    assert (tmp_path / "told").exists(), "whether anything has changed cannot be known"


@pytest.mark.parametrize("text", ["", "[1]", "{", '{"format": 1}', '{"format": 2, "reports": []}'])
def test_what_is_no_record_is_read_as_none(text: str, tmp_path: Path) -> None:
    (tmp_path / "run.json").write_text(text, encoding="utf-8")
    assert read_record(tmp_path) is None


def test_a_record_with_half_a_character_is_read_as_none(good: Path, tmp_path: Path) -> None:
    record = record_of(good)
    assert read_record(good / "outputs" / YEAR) == record
    record["packages"]["\ud800"] = "1"
    (tmp_path / "run.json").write_text(json.dumps(record), encoding="utf-8")
    assert read_record(tmp_path) is None


def test_the_record_of_a_failure_is_none_of_a_set(good: Path, tmp_path: Path) -> None:
    """As where somebody has moved the folder of a failure to its year's place."""
    assert read_record(tmp_path) is None
    write_record(failure(FinancialYear.parse(YEAR), "failed", "first failed"), tmp_path)
    assert read_record(tmp_path) is None
    assert read_record(good / "outputs" / YEAR) == record_of(good)


DEEP = b"[" * 100_000
NO_RECORDS = {
    "nested deeply": lambda whole: whole.replace(b'"asked": {}', b'"asked": ' + DEEP),
    "not UTF-8": lambda whole: whole + b"\xff",
    "half a character": lambda whole: whole.replace(b'"asked": {', b'"asked": {"\\ud800": "1"'),
    "entries that are none": lambda whole: json.dumps({**json.loads(whole), "reports": [1, 2]}).encode(),
    "entries without anything": lambda whole: json.dumps({**json.loads(whole), "reports": [{}]}).encode(),
}


@pytest.mark.parametrize("spoil", named(NO_RECORDS, "nested deeply"))
def test_a_year_with_a_record_that_is_none_is_made_again(
    spoil: Callable[[bytes], bytes], quick: Path, run: Run
) -> None:
    path = quick / "outputs" / YEAR / "run.json"
    before = record_of(quick)
    path.write_bytes(spoil(path.read_bytes()))
    assert read_record(path.parent) is None
    assert run(*QUIET) == (0, "", "")
    after = record_of(quick)
    assert after["reports"][0]["sha256"] == before["reports"][0]["sha256"]
    assert read_record(path.parent) == after


@pytest.mark.parametrize(
    "name", ["/etc/passwd", "../first.csv", "data/../../x.csv", "data//x.csv", "..", "", "a\\b", "C:x", "a\0b", ".x"]
)
def test_a_record_names_no_file_outside_its_folder(name: str, good: Path, tmp_path: Path) -> None:
    record = record_of(good)
    record["tables"][0]["file"] = name
    write_record(record, tmp_path)
    with pytest.raises(ReportError, match=re.escape("tables[0].file is ")):
        checked_record(tmp_path)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec="utf-8"), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=5,
) | st.sampled_from(["../../etc/passwd", "/etc/passwd", "first.html", "a\0b", "x" * 5000, "\ud800", 10**400, YEAR])
GONE = object()


@st.composite
def spoiled(draw: st.DrawFn, record: Any) -> Any:
    """A record of which one value is any other, or gone."""
    inner = list(record) if isinstance(record, dict) else range(len(record)) if isinstance(record, list) else ()
    if not inner or draw(st.integers(0, 5)) == 0:
        return draw(JSON | st.just(GONE))
    key = draw(st.sampled_from(list(inner)))
    copy, its = record.copy(), draw(spoiled(record[key]))
    if its is GONE:
        del copy[key]
    else:
        copy[key] = its
    return copy


@examples(5, nightly=400)
@given(data=st.data())
def test_nothing_but_a_plain_error_comes_of_any_record(data: st.DataObject, good: Path) -> None:
    """Of one value that is any other: what `report` asks of it, and all that `verify` does but make the pages."""
    record, year = record_of(good), FinancialYear.parse(YEAR)
    path = good / "outputs" / YEAR / "run.json"
    whole = path.read_bytes()
    changed = data.draw(spoiled(record))
    try:
        path.write_text(json.dumps(None if changed is GONE else changed), encoding="utf-8")
        accepted = read_record(path.parent)
        assert all(path.parent in (path.parent / name).resolve().parents for name in files_of(accepted or record))
        up_to_date_record(year, Inputs(good), strict=True)
        index_is_up_to_date(good / "outputs")
        for beside in (False, True):
            with suppress(GrantsDataError):
                plan_pages(Request(year, [ReportPlan("first")], True, beside_others=beside), good)
        with suppress(GrantsDataError), pytest.MonkeyPatch.context() as patch:
            patch.setattr(verify, "run_all", lambda makings, workers: [(0, None)])
            verify.verify(year, project=good)
    finally:
        path.write_bytes(whole)
