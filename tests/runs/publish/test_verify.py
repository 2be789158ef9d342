"""`grantsdata verify`: made again and compared, without touching what is published."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.unattended import YEAR, hashes, retype, started, wait_for, write_notebook

from grantsdata.cli.main import main
from grantsdata.sources.files.lock import held


@pytest.fixture
def verify(quick: Path, capfd: pytest.CaptureFixture[str]) -> Callable[[], tuple[int, str, str]]:
    def command() -> tuple[int, str, str]:
        before = hashes(quick)
        capfd.readouterr()
        code = main(["--project", str(quick), "verify", YEAR])
        assert hashes(quick) == before, "verify only looks"
        return code, *capfd.readouterr()

    return command


@pytest.mark.proof
def test_the_same_bytes(verify: Callable[[], tuple[int, str, str]]) -> None:
    code, out, _ = verify()
    assert code == 0
    # one page, its notebook, 18 tables, and 5 files for other programs
    assert out == "2018-19: all 26 files come out as they are published, byte for byte\n"


def test_a_byte_changed_in_a_page_is_named(quick: Path, verify: Callable[[], tuple[int, str, str]]) -> None:
    page = quick / "outputs" / YEAR / "first.html"
    page.write_bytes(page.read_bytes().replace(b"4,000", b"4,001"))
    page.with_suffix(".ipynb").unlink()
    (quick / "outputs" / YEAR / "data" / "awards.csv").unlink()
    code, out, _ = verify()
    assert code == 1
    assert "DIFFERENT: outputs/2018-19/first.html is not the one that was made" in out
    assert "DIFFERENT: outputs/2018-19/first.ipynb is not there" in out
    assert "DIFFERENT: outputs/2018-19/data/awards.csv is not there" in out
    assert out.count("DIFFERENT") == 3
    # of 26 files, as above, the page, its notebook and one table differ
    assert out.endswith("2018-19: 23 files are the same bytes, 3 differences\n")


@pytest.mark.proof
def test_a_raw_file_that_changed_is_the_reason(quick: Path, verify: Callable[[], tuple[int, str, str]]) -> None:
    retype(quick, YEAR, "£4,000", "£4,100")
    code, out, _ = verify()
    assert code == 1
    assert "Since the run on record: data/raw/2018-19/gr.csv has changed since" in out
    assert "DIFFERENT: first.html comes out differently when it is made again" in out


@pytest.mark.proof
def test_while_a_run_is_busy(quick: Path, verify: Callable[[], tuple[int, str, str]]) -> None:
    go = "import pathlib, time\npathlib.Path('mark').touch()\nwhile not pathlib.Path('go').exists(): time.sleep(0.05)"
    write_notebook(quick, "first", go)
    process = started(quick, YEAR, "--quiet")
    try:
        wait_for(quick / "notebooks" / "mark", process)
        code, out, err = verify()
        assert (code, out) == (4, "")
        assert f"another run holds the lock (process {process.pid} of " in err
    finally:
        (quick / "notebooks" / "go").touch()
        process.communicate(timeout=120)


def test_without_a_record(quick: Path, verify: Callable[[], tuple[int, str, str]]) -> None:
    (quick / "outputs" / YEAR / "run.json").unlink()
    code, _, err = verify()
    assert code == 1
    assert err == "grantsdata: there is no run record of 2018-19. Make its reports first: grantsdata report 2018-19\n"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda record: [1], 'the file is "a list"; expected an object'),
        (lambda record: record | {"reports": [1]}, 'reports[0] is "1"; expected an object'),
        (lambda record: record | {"reports": {}}, 'reports is "an object"; expected a list'),
        (lambda record: record | {"packages": {"pandas": 3}}, 'packages is "an object"; expected an object of texts'),
        (
            lambda record: {key: record[key] for key in record if key != "tables"},
            "tables is not there; expected a list",
        ),
        (
            lambda record: record | {"tables": [{"file": "../../../etc/passwd", "sha256": ""}]},
            'tables[0].file is "../../../etc/passwd"; expected the name of a file within the year\'s folder',
        ),
        (
            lambda record: record | {"reports": record["reports"] * 2},
            'it lists one file twice: "first.html"; expected each file once',
        ),
        (
            lambda record: record | {"reports": [record["reports"][0] | {"page": "second.html"}]},
            'a page is "second.html"; expected its report\'s name, first.html',
        ),
    ],
)
def test_a_record_that_is_none_is_named_with_the_place(
    change: Callable[[Any], Any], said: str, quick: Path, verify: Callable[[], tuple[int, str, str]]
) -> None:
    path = quick / "outputs" / YEAR / "run.json"
    path.write_text(json.dumps(change(json.loads(path.read_text(encoding="utf-8")))), encoding="utf-8")
    assert verify() == (
        1,
        "",
        f"grantsdata: outputs/2018-19/run.json: this is not a run record: {said}. "
        "Make the year again: grantsdata report 2018-19\n",
    )


def test_an_index_and_a_folder_that_somebody_has_changed(
    quick: Path, verify: Callable[[], tuple[int, str, str]]
) -> None:
    """A link is named, and what it leads to is not."""
    year = quick / "outputs" / YEAR
    (year / "x.html").write_text("mine", encoding="utf-8")
    (year / "data" / "x.csv").write_text("mine", encoding="utf-8")
    (year / "notes").mkdir()
    (year / "notes" / "x.txt").write_text("mine", encoding="utf-8")
    (year / "raw").symlink_to(quick / "data" / "raw")
    index = quick / "outputs" / "index.html"
    index.write_bytes(index.read_bytes().replace(b"Grants reports", b"Our reports"))
    code, out, _ = verify()
    assert code == 1
    moves = "is not in the record, and no run made it. grantsdata report 2018-19 moves it to outputs/set-aside/2018-19"
    assert out.splitlines() == [
        *(f"DIFFERENT: outputs/2018-19/{name} {moves}" for name in ("data/x.csv", "notes", "raw", "x.html")),
        "DIFFERENT: outputs/index.html is not there, or not the index of the pages that are published. "
        "grantsdata report --all writes it anew",
        "2018-19: 26 files are the same bytes, 5 differences",
    ]


@pytest.mark.proof
def test_a_report_that_fails_now_is_told(quick: Path, verify: Callable[[], tuple[int, str, str]]) -> None:
    write_notebook(quick, "first", "1 / 0")
    code, _, err = verify()
    assert code == 1
    assert "first failed: cell 3 raised ZeroDivisionError" in err
    with held(quick / "outputs", YEAR):
        pass
