"""`grantsdata export` and `exports.export`: every form has the same awards, and a failure leaves what was there."""

import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
import python_calamine
from support.cases import first
from support.reporting import TABLE_FILES_OF_2017, copied_project, grantsdata

from grantsdata.cli.main import main
from grantsdata.errors import AwardsError, OutputError, ParameterError, YearError
from grantsdata.exports.export import export
from grantsdata.exports.files import FORMATS

SetCell = Callable[[str, int, str, str], None]

YEAR = "2017-18"
FILES = {
    "360giving": ["360giving.json", "360giving-assumed.csv", "360giving.csv"],
    "ods": ["grants.ods"],
    "workbook": ["grants.xlsx"],
    "datapackage": [*TABLE_FILES_OF_2017, "datapackage.json", "csv-metadata.json", "dataset.jsonld"],
    "sqlite": ["grants.sqlite"],
    "ocds": ["ocds.json", "ocds-left-out.csv"],
}


def pence_of_each(folder: Path) -> dict[str, int]:
    """What the awards of each form come to."""
    package = json.loads((folder / "360giving.json").read_text(encoding="utf-8"), parse_float=Decimal)
    contracts = json.loads((folder / "ocds.json").read_text(encoding="utf-8"), parse_float=Decimal)
    worksheet = openpyxl.load_workbook(folder / "grants.xlsx")["Awards"]
    amounts = [row[2] for row in worksheet.iter_rows(min_row=6, values_only=True)]
    opened = python_calamine.CalamineWorkbook.from_path(folder / "grants.ods").get_sheet_by_name("Awards").to_python()
    in_ods = [row[2] for row in opened[5:]]
    with closing(sqlite3.connect(folder / "grants.sqlite")) as database:
        (pence,) = database.execute("SELECT sum(award_pence) FROM awards").fetchone()
    return {
        "360giving": int(sum(grant["amountAwarded"] for grant in package["grants"]) * 100),
        "workbook": round(sum(amount for amount in amounts if amount != "[x]") * 100),
        "ods": round(sum(float(amount) for amount in in_ods if amount != "[x]") * 100),
        "datapackage": int(pd.read_csv(folder / "awards.csv")["award_pence"].sum()),
        "sqlite": pence,
        "ocds": int(sum(one["awards"][0]["value"]["amount"] for one in contracts["releases"]) * 100),
    }


@pytest.mark.parametrize(("include_implied", "pence"), first([(True, 228_350_800), (False, 227_350_800)]))
def test_every_form_has_the_same_awards_to_the_penny(project: Path, include_implied: bool, pence: int) -> None:
    """360Giving has neither the implied £10,000 nor the £15,000 without a provider, nor contracts of £387,065."""
    for to, files in FILES.items():
        written = export(YEAR, to, include_implied=include_implied, project=project, folder=project / "made")
        assert written == [project / "made" / name for name in files]
    assert pence_of_each(project / "made") == dict.fromkeys(FILES, pence) | {
        "360giving": 187_144_300,
        "ocds": 38_706_500,
    }
    assert set(FILES) == set(FORMATS)


def test_a_folder_that_is_not_named_is_the_year_s(project: Path) -> None:
    (path,) = export("2017/18", "sqlite", project=project)
    assert path == project.resolve() / "data" / "exports" / YEAR / "grants.sqlite"
    assert not (project / "data" / "processed").exists()


@pytest.mark.proof
def test_nothing_else_is_left_in_the_folder(project: Path) -> None:
    for to in FORMATS:
        export(YEAR, to, project=project, folder=project / "made" / to)
        assert sorted(path.name for path in (project / "made" / to).iterdir()) == sorted(FILES[to])


@pytest.mark.parametrize("to", first(FORMATS))
def test_faulty_data_writes_nothing_and_leaves_what_is_there(project: Path, set_cell: SetCell, to: str) -> None:
    made = project / "made"
    export(YEAR, to, project=project, folder=made)
    before = {path: path.read_bytes() for path in made.iterdir()}
    set_cell(f"{YEAR}/victims-services.csv", 2, "Award", "£446,00")
    with pytest.raises(AwardsError, match="row 2, column Award"):
        export(YEAR, to, project=project, folder=made)
    assert {path: path.read_bytes() for path in made.iterdir()} == before


def test_a_form_or_year_that_there_is_not_is_told(project: Path) -> None:
    expected = '"excel" is not a format of export; expected one of 360giving, workbook, ods, datapackage, sqlite, ocds.'
    with pytest.raises(ParameterError, match=expected):
        export(YEAR, "excel", project=project)
    with pytest.raises(YearError, match="Years on file: 2017-18"):
        export("2018-19", "sqlite", project=project)
    assert not (project / "data" / "exports").exists()


@pytest.mark.parametrize("to", FORMATS)
def test_a_folder_that_cannot_be_is_told(project: Path, to: str) -> None:
    (project / "taken").write_text("a file", encoding="utf-8")
    with pytest.raises(OutputError, match=r"cannot write .*taken"):
        export(YEAR, to, project=project, folder=project / "taken")


def test_the_command_tells_the_files_that_it_has_written(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    done = grantsdata(project, "export", YEAR, "--to", "360giving", "--output", str(tmp_path / "made"))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.splitlines() == [str(tmp_path / "made" / name) for name in FILES["360giving"]]


@pytest.mark.proof
def test_the_command_leaves_implied_amounts_out_if_told(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--project", str(project), "export", YEAR, "--to", "sqlite", "--output", str(project / "made")]
    assert main([*arguments, "--printed-only"]) == 0
    assert capsys.readouterr().out == f"{project / 'made' / 'grants.sqlite'}\n"
    with closing(sqlite3.connect(project / "made" / "grants.sqlite")) as database:
        assert database.execute("SELECT sum(award_pence) FROM awards").fetchone() == (227_350_800,)
        assert database.execute("SELECT text FROM about WHERE fact = 'Amounts'").fetchone() == (
            "Only printed amounts are counted: one that a printed total implies is left as not stated.",
        )


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["--to", "odt"], 2, 'argument --to: there is no "odt"; expected one of 360giving, '),
        ([], 2, "--to"),
        (["--to", "sqlite", "--output", "paper.txt"], 1, "cannot write"),
    ],
)
def test_a_slip_of_the_command_is_one_plain_message(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str],
    code: int, said: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(project)
    (project / "paper.txt").write_text("a file", encoding="utf-8")
    try:
        ended = main(["--project", str(project), "export", YEAR, *arguments])
    except SystemExit as left:
        ended = left.code
    assert ended == code
    told = capsys.readouterr().err
    assert said in told and "Traceback" not in told
