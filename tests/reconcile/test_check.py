"""`grantsdata check`: every fault and finding at once, each with its place, for people and for programs."""

import csv
import json
import os
import re
import signal
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.cases import first
from support.reporting import APPROPRIATE_ADULTS, add_year, environment, grantsdata

from grantsdata.cli.data.entries import entry_line
from grantsdata.cli.main import main
from grantsdata.reconcile.check import Entry
from grantsdata.reconcile.findings import Place
from grantsdata.sources.files.lines import Lines

RAW = "data/raw/2017-18"
VICTIMS, CRIME = f"{RAW}/victims-services.csv", f"{RAW}/crime-and-disorder-reduction.csv"
PAPER, NOTES, MEASURES, FUNDS = (
    f"{RAW}/{name}" for name in ("paper.toml", "board-paper.md", "measures.csv", "separate-funds.csv")
)
PROMISES = f"{RAW}/promises.csv"
PROVIDERS, REPORTS = "data/raw/providers.csv", "notebooks/reports.toml"

Capture = pytest.CaptureFixture[str]


def checked(project: Path, capsys: Capture, *arguments: str) -> tuple[int, list[dict[str, Any]]]:
    """The exit code and the entries of `check --json`, whose output is one object and nothing else."""
    code = main(["--project", str(project), "check", "--json", *arguments])
    output = capsys.readouterr()
    assert output.err == ""
    told = json.loads(output.out)
    assert list(told) == ["format", "counts", "entries"]
    return code, told["entries"]


def places(entries: Sequence[dict[str, Any]], severity: str = "fault") -> list[tuple[str, int | None, str | None]]:
    return [(one["file"], one["row"], one["column"]) for one in entries if one["severity"] == severity]


def edit(path: Path, change: Callable[[str], str]) -> None:
    before = path.read_text(encoding="utf-8")
    after = change(before)
    assert after != before
    path.write_text(after, encoding="utf-8", newline="\n")


def spoil_cell(project: Path, file: str, row: int, column: str, text: str) -> None:
    with (project / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    rows[row - 1][rows[0].index(column)] = text
    with (project / file).open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


# ---- Every fault, wherever it is -------------------------------------------------------------------------


def spoil_paper(project: Path) -> None:
    edit(project / PAPER, lambda text: text.replace("date = 2017-05-11", 'date = "11 May"'))


def spoil_notes(project: Path) -> None:
    edit(project / NOTES, lambda text: "Seven of 10.\n" + text)


SPOILT: dict[str, tuple[Callable[[Path], None], list[tuple[str, int | None, str | None]]]] = {
    "paper": (spoil_paper, [(PAPER, None, None)]),
    "awards": (lambda project: spoil_cell(project, VICTIMS, 3, "Award", "£12,34"), [(VICTIMS, 3, "Award")]),
    "other awards": (lambda project: spoil_cell(project, CRIME, 4, "Funding £", "1 000"), [(CRIME, 4, "Funding £")]),
    "promises": (lambda project: spoil_cell(project, PROMISES, 5, "due", "31.12.17"), [(PROMISES, 5, "due")]),
    "measures": (lambda project: spoil_cell(project, MEASURES, 2, "Stream", "QQ"), [(MEASURES, 2, "Stream")]),
    "funds": (lambda project: spoil_cell(project, FUNDS, 3, "Amount", "£5 each"), [(FUNDS, 3, "Amount")]),
    "notes": (spoil_notes, [(NOTES, 1, None), (NOTES, 1, None)]),  # text before a heading, and a figure
    "providers": (lambda project: spoil_cell(project, PROVIDERS, 5, "basis", "hearsay"), [(PROVIDERS, 5, "basis")]),
}


@pytest.mark.parametrize("name", first(SPOILT, 2))
def test_a_fault_is_told_with_its_file_row_and_column(name: str, project: Path, capsys: Capture) -> None:
    spoil, expected = SPOILT[name]
    spoil(project)
    code, entries = checked(project, capsys, "2017-18")
    assert code == 2
    assert places(entries) == expected
    for entry in (entry for entry in entries if entry["severity"] == "fault"):
        assert entry["expected"] and entry["next_step"]
        assert entry["year"] == (None if name == "providers" else "2017-18")


def test_no_fault_hides_another_in_any_file(project: Path, capsys: Capture) -> None:
    for spoil, _ in SPOILT.values():
        spoil(project)
    code, entries = checked(project, capsys, "2017-18")
    assert code == 2
    assert sorted(places(entries), key=str) == sorted((one for _, those in SPOILT.values() for one in those), key=str)


def test_a_paper_that_is_no_toml_does_not_hide_a_row_that_is_too_long(project: Path, capsys: Capture) -> None:
    edit(project / PAPER, lambda text: text.replace('stream = "VS"', "stream = VS"))
    edit(project / VICTIMS, lambda text: text + "Grant Agreements,A,B,213,000,C\n")
    rows = (project / VICTIMS).read_text(encoding="utf-8").count("\n")
    _, entries = checked(project, capsys, "2017-18")
    spoilt = 1 + (project / PAPER).read_text(encoding="utf-8").split("stream = VS")[0].count("\n")
    assert [(one["file"], one["line"]) for one in entries] == [(PAPER, spoilt), (VICTIMS, rows)]


def test_of_a_paper_at_fault_the_tables_that_are_declared_soundly_are_read(project: Path, capsys: Capture) -> None:
    """One is outside the data folder, one has no name that is a name, and one is sound and has a fault."""
    spoil_paper(project)
    stray = '[[award_tables]]\nfile = "../../../stray.csv"\nstream = "VS"\ncolumns = {service = "S", provider = "P", '
    nameless = "[[award_tables]]\nfile = 3\n"
    edit(project / PAPER, lambda text: text + stray + 'award = "A"}\n' + nameless)
    (project / "stray.csv").write_text("S,P,A\nA,B,1 000\n", encoding="utf-8")
    spoil_cell(project, VICTIMS, 3, "Award", "£12,34")
    _, entries = checked(project, capsys, "2017-18")
    assert {place for place in places(entries) if place[0] != PAPER} == {(VICTIMS, 3, "Award")}


def test_a_year_whose_paper_tells_nothing_names_no_table_of_another_year(project: Path, capsys: Capture) -> None:
    folder = add_year(project, [("GR", "Street lights", "Cambridge City Council", "£4,000")])
    (folder / "forgotten.csv").write_text("Service,Award\nLights,£5\n", encoding="utf-8")
    (project / PAPER).write_text("[paper\n", encoding="utf-8")
    code, entries = checked(project, capsys, "2018-19")
    assert code == 0
    assert places(entries, "warning") == [("data/raw/2018-19/forgotten.csv", None, None)]


@pytest.mark.parametrize("text", ["", "streams = 3\naward_tables = 4\nmeasures = [5]\n", "[[streams]]\ncode = 1\n"])
def test_a_paper_that_declares_nothing_does_not_hide_a_file_that_is_no_table(
    text: str, project: Path, capsys: Capture
) -> None:
    (project / PAPER).write_text(text, encoding="utf-8")
    (project / CRIME).write_bytes(b"PK\x03\x04")
    code, entries = checked(project, capsys, "2017-18")
    assert code == 2
    assert {one["file"] for one in entries if one["severity"] == "fault"} == {PAPER, CRIME}


def test_measures_that_are_no_table_do_not_hide_a_figure_in_the_notes(project: Path, capsys: Capture) -> None:
    """Their placeholders are not called unknown: nobody knows."""
    (project / MEASURES).write_bytes(b"\xff\xfeS\x00")
    edit(project / NOTES, lambda text: text + "\nAlmost 99 of them.\n")
    _, entries = checked(project, capsys, "2017-18")
    last = (project / NOTES).read_text(encoding="utf-8").count("\n")
    assert places(entries) == [(NOTES, last, None), (MEASURES, None, None)]


def test_a_year_at_fault_does_not_hide_what_another_year_s_figures_say(project: Path, capsys: Capture) -> None:
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "4 000")])
    code, entries = checked(project, capsys)
    assert code == 2
    assert places(entries) == [("data/raw/2018-19/gr.csv", 2, "Award")]
    warnings = [one for one in entries if one["severity"] == "warning"]
    assert [one["year"] for one in warnings if one["code"]] == ["2017-18"] * 3
    (other,) = [one for one in warnings if not one["code"]]
    assert (other["year"], other["file"]) == ("2018-19", "data/raw/2018-19/paper.toml")
    assert other["message"].startswith("it does not carry on 7 promises of 2017-18 without an outcome:")


def test_the_list_of_reports_is_checked_with_all_years_and_not_with_one(project: Path, capsys: Capture) -> None:
    edit(project / REPORTS, lambda text: text + '\n[[reports]]\nnotebook = "not-there"\n')
    code, entries = checked(project, capsys)
    assert (code, places(entries)) == (2, [(REPORTS, None, None)])
    assert entries[0]["year"] is None
    assert checked(project, capsys, "2017-18")[0] == 0


def test_a_table_that_no_paper_names_is_told_and_one_of_another_year_s_paper_is_not(
    project: Path, capsys: Capture
) -> None:
    folder = add_year(project, [("GR", "Street lights", "Cambridge City Council", "£4,000")])
    (folder / "gr.csv").rename(project / RAW / "shared.csv")
    edit(folder / "paper.toml", lambda text: text.replace('"gr.csv"', '"../2017-18/shared.csv"'))
    (project / RAW / "forgotten.csv").write_text("Service,Award\nLights,£5\n", encoding="utf-8")
    code, entries = checked(project, capsys, "2017-18")
    assert code == 0
    assert [place[0] for place in places(entries, "warning")].count(f"{RAW}/forgotten.csv") == 1
    assert f"{RAW}/shared.csv" not in [place[0] for place in places(entries, "warning")]


@pytest.mark.parametrize("name", first(["2018-19", "2018-2019", "new"], 1))
def test_a_folder_that_no_year_reads_is_told(name: str, project: Path, capsys: Capture) -> None:
    (project / "data" / "raw" / name).mkdir()
    assert checked(project, capsys)[0] == 0
    (project / "data" / "raw" / name / "awards.csv").write_text("Service,Award\nLights,£5\n", encoding="utf-8")
    code, entries = checked(project, capsys)
    assert (code, places(entries)) == (2, [(f"data/raw/{name}", None, None)])


def test_a_project_without_a_year_is_told(tmp_path: Path, project: Path, capsys: Capture) -> None:
    (project / PAPER).rename(tmp_path / "elsewhere.toml")
    code, entries = checked(project, capsys)
    assert (code, places(entries)) == (2, [("data/raw", None, None), (RAW, None, None)])


def test_a_project_with_nothing_but_a_folder_for_raw_data_lacks_a_year_and_no_list_of_reports(
    tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    code, entries = checked(tmp_path, capsys)
    assert (code, places(entries)) == (2, [("data/raw", None, None)])
    (tmp_path / "notebooks").mkdir()
    code, entries = checked(tmp_path, capsys)
    assert places(entries) == [("data/raw", None, None), (REPORTS, None, None)]


def test_promises_at_fault_are_told_once_and_none_of_them_is_called_overdue(project: Path, capsys: Capture) -> None:
    spoil_cell(project, PROMISES, 5, "due", "31.12.17")
    code, entries = checked(project, capsys, "2017-18", "--as-at", "2030-01-01")
    assert (code, places(entries)) == (2, [(PROMISES, 5, "due")])
    assert not [one for one in entries if str(one["code"]).startswith("promise-")]


# ---- Findings and their places ---------------------------------------------------------------------------


def test_the_findings_of_2017_18_have_their_places(project: Path, capsys: Capture) -> None:
    code, entries = checked(project, capsys, "2017-18")
    assert code == 0
    at = [(one["code"], one["file"], one["row"], one["column"]) for one in entries if one["row"]]
    assert at == [
        ("total-differs", CRIME, 7, "Funding £"),
        ("amount-implied", CRIME, 7, "Funding £"),
        ("provider-blank", CRIME, 26, "Provider"),
        ("correction-declared", CRIME, 7, "Provider"),
        ("correction-declared", CRIME, 7, "Funding £"),
    ]
    assert {one["file"] for one in entries if not one["row"]} == {PAPER}
    assert APPROPRIATE_ADULTS in entries[1]["message"]


def test_a_finding_on_several_rows_names_them_all(project: Path, capsys: Capture) -> None:
    same = ("GR", "Street lights", "Cambridge City Council", "£4,000")
    add_year(project, [same, ("GR", "Nights", "Nobody Ever Heard Of", "(500)"), same], total="£7,500")
    _, entries = checked(project, capsys, "2018-19")
    file = "data/raw/2018-19/gr.csv"
    (twice,) = [one for one in entries if one["code"] == "duplicate-award"]
    assert (twice["row"], twice["column"]) == (2, "Service")
    assert twice["also"] == [{"file": file, "row": 4, "column": "Service", "line": 4}]
    assert places([one for one in entries if one["code"] == "negative-award"], "warning") == [(file, 3, "Award")]
    assert places([one for one in entries if one["code"] == "provider-unknown"], "warning") == [(file, 3, "Provider")]


def test_strict_ends_with_three_where_a_total_is_not_explained(project: Path, capsys: Capture) -> None:
    edit(project / PAPER, lambda text: text.replace("£1,322,248", "£1,000,000"))
    code, entries = checked(project, capsys, "--strict")
    assert code == 3
    assert (entries[0]["severity"], entries[0]["code"], entries[0]["file"]) == ("error", "total-differs", CRIME)
    assert [entries[0]["row"], *(one["row"] for one in entries[0]["also"])] == list(range(2, 27))  # all 25 awards
    assert checked(project, capsys)[0] == 0
    SPOILT["funds"][0](project)
    assert checked(project, capsys, "--strict")[0] == 2


# ---- As people read it -----------------------------------------------------------------------------------


def test_faults_come_first_and_then_the_gravest(project: Path) -> None:
    edit(project / PAPER, lambda text: text.replace("£1,322,248", "£1,000,000"))
    spoil_notes(project)
    done = subprocess.run(
        [sys.executable, "-m", "grantsdata", "--project", str(project), "check"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
        encoding="utf-8",
        check=False,
    )
    *lines, last = done.stdout.splitlines()
    severities = [re.match(r"[^:]+(?::\d+)?: (\w+): ", line)[1] for line in lines]  # type: ignore[index]
    order = ["fault", "error", "warning", "note", "agrees"]
    assert severities == sorted(severities, key=order.index)
    assert set(severities) == set(order)
    assert re.fullmatch(r"2017-18: 2 faults; findings: 1 error, \d+ warnings?, \d+ notes?, \d+ checks? passed", last)


def test_each_line_leads_to_the_line_of_the_file(project: Path, capsys: Capture) -> None:
    """A cell of two lines above it makes row 9 begin on line 10."""
    spoil_cell(project, VICTIMS, 4, "Purpose", "first line\nsecond line")
    spoil_cell(project, VICTIMS, 9, "Award", "£75,00")
    assert main(["--project", str(project), "check"]) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith(
        f'{project / VICTIMS}:10: fault: row 9, column Award: cannot read "£75,00"; expected a form like'
    )
    assert "£75,00" in (project / VICTIMS).read_text(encoding="utf-8").splitlines()[9]


def test_no_control_character_of_the_data_reaches_the_terminal(project: Path, capsys: Capture) -> None:
    nasty = "\x1b[2J\u202e\x07\u2028"
    spoil_cell(project, VICTIMS, 2, "Award", f"£5{nasty}")
    edit(project / VICTIMS, lambda text: text.replace("Purpose", f"Pur{nasty}pose", 1))
    spoil_cell(project, PROVIDERS, 2, "basis", f"a{nasty}")
    edit(project / NOTES, lambda text: text + nasty)
    (project / "data" / "raw" / "2019-20").mkdir()
    (project / "data" / "raw" / "2019-20" / f"a{nasty}.csv").write_text("", encoding="utf-8")
    assert main(["--project", str(project), "check"]) == 2
    output = capsys.readouterr()
    assert 'a control character "\\x1b"' in output.err
    for text in (output.out, output.err):
        assert not [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Zl") and sign != "\n"]


def test_a_line_has_no_control_characters_wherever_they_come_from(tmp_path: Path) -> None:
    entry = Entry("warning", "2017-18", "a\x07.csv", "b\x1b[2J\u202e", 7, "c\x9b", also=(Place("a\x07.csv", 9),))
    line = entry_line(entry, Lines(tmp_path))
    assert line == f"{tmp_path}/a\\x07.csv:7: warning: row 7 and 1 more, column c\\x9b: b\\x1b[2J\\u202e"


def test_control_characters_come_whole_and_escaped_as_json(project: Path) -> None:
    spoil_cell(project, VICTIMS, 2, "Award", "£5\u2028\u202e")
    done = grantsdata(project, "check", "2017-18", "--json", PYTHONIOENCODING="ascii")
    assert done.returncode == 2
    assert done.stdout.isascii()
    assert json.loads(done.stdout)["entries"][0]["text"] == "£5\u2028\u202e"


@pytest.mark.parametrize("year", ["2020-99", "2030-31", "../2017-18", "２０１７-18", ""])
def test_what_is_no_year_on_file_is_a_fault_in_json_too(year: str, project: Path, capsys: Capture) -> None:
    code, entries = checked(project, capsys, year)
    assert code == 2
    assert [one["severity"] for one in entries] == ["fault"]
    assert main(["--project", str(project), "check", year]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_folder_without_raw_data_is_a_fault_in_json_too(tmp_path: Path, capsys: Capture) -> None:
    code, (entry,) = checked(tmp_path, capsys)
    assert code == 2
    assert "data/raw" in entry["message"]


def test_json_counts_by_year_and_the_keys_are_those_that_are_documented(project: Path, capsys: Capture) -> None:
    spoil_cell(project, PROVIDERS, 5, "basis", "hearsay")
    main(["--project", str(project), "check", "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["format"] == 1
    nothing = {"fault": 0, "error": 0, "warning": 0, "note": 0, "agrees": 0}
    assert told["counts"] == {"2017-18": nothing, "project": {**nothing, "fault": 1}}
    (entry,) = told["entries"]
    assert sorted(entry) == [
        "also", "code", "column", "expected", "file", "line", "message", "next_step", "path", "row",
        "severity", "text", "year",
    ]  # fmt: skip
    assert (entry["text"], entry["line"], entry["message"][:14]) == ("hearsay", 5, "unknown label ")


@pytest.mark.proof
@pytest.mark.skipif(os.name == "nt", reason="Windows tells nobody that a reader has left")
@pytest.mark.parametrize("arguments", first([["check"], ["check", "--json"], ["doctor"]], 1))
def test_a_reader_that_has_enough_ends_the_command_in_silence(arguments: list[str], project: Path) -> None:
    command = [sys.executable, "-m", "grantsdata", "--project", str(project), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment()) as run:
        assert run.stdout is not None and run.stderr is not None
        run.stdout.close()
        assert run.stderr.read() == b""
    assert run.returncode == -signal.SIGPIPE


@pytest.mark.proof
def test_check_leaves_no_trace(project: Path) -> None:
    before = sorted(project.rglob("*"))
    assert grantsdata(project, "check").returncode == 0
    assert sorted(project.rglob("*")) == before


# ---- In a second -----------------------------------------------------------------------------------------


def modules_of(project: Path, *arguments: str) -> set[str]:
    """What a command has imported once it is done."""
    code = (
        "import sys\nfrom grantsdata.cli.main import main\n"
        "try:\n    main(sys.argv[1:])\nexcept SystemExit:\n    pass\n"
        "print('MODULES', *sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "--project", str(project), *arguments],
        capture_output=True,
        encoding="utf-8",
        env=environment(),
        check=True,
    )
    return set(done.stdout.rpartition("MODULES ")[2].split())


@pytest.mark.parametrize("arguments", [["--help"], ["years"], ["check", "--help"]])
def test_what_reads_no_table_does_without_pandas(arguments: list[str], project: Path) -> None:
    loaded = modules_of(project, *arguments)
    assert "grantsdata.cli.main" in loaded
    assert not loaded & {"pandas", "numpy", "pyarrow", "matplotlib", "papermill"}


def test_check_loads_nothing_that_draws_words_or_runs(project: Path) -> None:
    loaded = modules_of(project, "check")
    assert "grantsdata.reconcile.totals" in loaded
    unwanted = {"summaries", "wording", "figures", "captions", "page", "reports"}
    assert not {f"grantsdata.{name}" for name in unwanted} & loaded
    assert not loaded & {"matplotlib", "papermill", "nbconvert", "jupyter_client", "IPython", "jinja2"}


@pytest.mark.proof
@pytest.mark.skipif(os.name == "nt", reason="counts processor time as Unix does")
def test_check_takes_about_a_second_of_a_processor(project: Path) -> None:
    """The best of five, and twice the time that it takes on a machine with nothing else to do."""
    import resource  # Windows has none

    took = []
    for _ in range(5):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        assert grantsdata(project, "check").returncode == 0
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        took.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    assert min(took) < 2
