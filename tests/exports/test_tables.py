"""The files in data/processed: all there, right to the penny, the same each time, and safe to open in a spreadsheet."""

import csv
import json
import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import pytest
from support.agreements import year_with
from support.reporting import copied_project
from support.returns import office

from grantsdata import load_awards
from grantsdata.awards.load import open_year
from grantsdata.errors import AwardsError
from grantsdata.exports.export import export
from grantsdata.exports.tables import write_tables
from grantsdata.summaries.csv_text import safe_for_spreadsheets

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

VICTIMS, CRIME = "2017-18/victims-services.csv", "2017-18/crime-and-disorder-reduction.csv"
TABLES = {
    "awards", "findings", "separate-funds", "measures", "budget-bridge", "budget-breakdown", "by-stream",
    "by-stream-and-provider-type", "by-provider-type", "by-provider", "by-payee", "by-arrangement", "by-theme",
    "by-size", "by-basis", "with-other-contributors", "contributions", "key-figures",
    "agreements", "conditions", "tenders", "promises",
}  # fmt: skip


def rows_of(project: Path, name: str) -> list[dict[str, str]]:
    with (project / "data" / "processed" / "2017-18" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def total(rows: list[dict[str, str]], column: str) -> Decimal:
    return sum((Decimal(row[column]) for row in rows if row[column]), Decimal(0))


def write_processed(year: str, project: Path, include_implied: bool = True) -> list[Path]:
    opened = open_year(year, project)
    return write_tables(opened, project.resolve() / "data" / "processed" / str(opened.year), include_implied)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose tables have been written: look, do not touch."""
    project = copied_project(tmp_path_factory.mktemp("written") / "project")
    write_processed("2017-18", project=project)
    return project


# ---- Files -----------------------------------------------------------------------------------------


def test_every_table_is_written_and_told(project: Path) -> None:
    written = write_processed("2017-18", project=project)
    folder = project / "data" / "processed" / "2017-18"
    assert [path.name for path in written[:2]] == ["awards.csv", "awards.parquet"]
    assert {path.name for path in written} == {f"{name}.csv" for name in TABLES} | {"awards.parquet"}
    assert sorted(written) == sorted(path.resolve() for path in folder.iterdir())


@pytest.mark.proof
def test_the_raw_data_stays_as_it_was(project: Path) -> None:
    before = contents(project / "data" / "raw")
    write_processed("2017-18", project=project)
    assert contents(project / "data" / "raw") == before


def test_two_runs_write_the_same_bytes(project: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    shutil.copytree(project / "data" / "raw", elsewhere / "data" / "raw")
    write_processed("2017-18", project=project)
    first = contents(project / "data" / "processed")
    write_processed("2017-18", project=project)
    write_processed("2017-18", project=elsewhere)
    assert contents(project / "data" / "processed") == first
    assert contents(elsewhere / "data" / "processed") == first


@pytest.mark.proof
def test_a_deleted_folder_is_made_again(project: Path) -> None:
    write_processed("2017-18", project=project)
    first = contents(project / "data" / "processed")
    shutil.rmtree(project / "data" / "processed")
    write_processed("2017/18", project=project)
    assert contents(project / "data" / "processed") == first


def test_faulty_data_writes_nothing_and_leaves_what_is_there(project: Path, set_cell: SetCell) -> None:
    write_processed("2017-18", project=project)
    before = contents(project / "data" / "processed")
    set_cell(VICTIMS, 2, "Award", "£446,00")
    with pytest.raises(AwardsError):
        write_processed("2017-18", project=project)
    assert contents(project / "data" / "processed") == before


def test_a_file_is_utf_8_with_plain_line_ends(written: Path) -> None:
    for name, content in contents(written / "data" / "processed").items():
        if name.endswith(".csv"):
            text = content.decode("utf-8")
            assert "\r" not in text, name
            assert text.endswith("\n"), name


# ---- Sums ------------------------------------------------------------------------------------------


def test_the_awards_add_up_to_the_penny(written: Path) -> None:
    awards = rows_of(written, "awards")
    assert (len(awards), total(awards, "award_pence"), total(awards, "award_gbp")) == (
        35,
        228_350_800,
        Decimal("2283508.00"),
    )
    assert all(Decimal(award["award_pence"]) == Decimal(award["award_gbp"]) * 100 for award in awards)


def test_the_implied_amount_can_be_left_out(project: Path) -> None:
    write_processed("2017-18", include_implied=False, project=project)
    awards = rows_of(project, "awards")
    assert total(awards, "award_pence") == 227_350_800
    (unstated,) = (award for award in awards if award["award_status"] == "not stated")
    assert (unstated["award_pence"], unstated["award_gbp"]) == ("", "")


def test_each_breakdown_of_all_awards_adds_up_to_all_awards(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Award", "£446,000.07")
    write_processed("2017-18", project=project)
    for name in (
        "by-stream", "by-stream-and-provider-type", "by-provider-type", "by-provider", "by-size", "by-basis",
    ):  # fmt: skip
        rows = rows_of(project, name)
        assert (total(rows, "award_gbp"), total(rows, "awards")) == (Decimal("2283508.07"), 35), name


@pytest.mark.parametrize(
    ("name", "column", "sums"),
    [
        ("by-stream", "stream", {"Victims' services": "961260", "Crime and disorder reduction": "1322248"}),
        ("by-theme", "theme", {"Victims": "353857", "Offenders": "617791", "Communities": "350600"}),
        ("by-arrangement", "arrangement",
         {"Grant agreement": "574195", "Commissioned contract": "233000", "Single tender": "154065"}),
    ],
)  # fmt: skip
def test_a_breakdown_holds_the_paper_s_figures(written: Path, name: str, column: str, sums: dict[str, str]) -> None:
    found = {row[column]: Decimal(row["award_gbp"]) for row in rows_of(written, name)}
    assert {label: found[label] for label in sums} == {label: Decimal(amount) for label, amount in sums.items()}


def test_a_large_figure_keeps_all_its_digits(project: Path, set_cell: SetCell) -> None:
    set_cell("2017-18/measures.csv", 6, "Figure", "1,234,567")
    set_cell(VICTIMS, 2, "Award", "£123,456,789.01")
    write_processed("2017-18", project=project)
    assert rows_of(project, "measures")[4]["value"] == "1234567"
    assert rows_of(project, "awards")[0]["award_gbp"] == "123456789.01"
    assert rows_of(project, "awards")[0]["award_pence"] == "12345678901"


# ---- Spreadsheets ----------------------------------------------------------------------------------

NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1", "=", "-", "=HYPERLINK(x)"])
def test_a_text_that_a_spreadsheet_would_run_is_guarded(text: str) -> None:
    table = pd.DataFrame(
        {
            text: [text, "plain"],
            "object": pd.Series([text, None], dtype="object"),
            "label": pd.Categorical([text, "plain"]),
        }
    )
    safe = safe_for_spreadsheets(table)
    assert safe.columns.tolist() == [f"'{text}", "object", "label"]
    assert [safe.iloc[0, column] for column in range(3)] == [f"'{text}"] * 3
    assert safe.iloc[1, 0] == safe.iloc[1, 2] == "plain"
    assert pd.isna(safe.iloc[1, 1])


@pytest.mark.parametrize("text", ["", "'=1", " =1", "1+1", "a@b", "(5,000)", "£-500", "None", "–"])
def test_another_text_stays_as_it_is(text: str) -> None:
    assert safe_for_spreadsheets(pd.DataFrame({"text": [text]}))["text"].tolist() == [text]


@pytest.mark.parametrize("dtype", ["Int64", "Float64", "float64", "int64", "object"])
def test_a_negative_number_stays_a_number(dtype: str) -> None:
    safe = safe_for_spreadsheets(pd.DataFrame({"amount": pd.array([-500, 7], dtype=dtype)}))
    assert safe["amount"].tolist() == [-500, 7]


def test_the_table_itself_is_not_changed() -> None:
    table = pd.DataFrame({"=name": ["=1+1"], "ok": [True]})
    before = table.copy()
    assert safe_for_spreadsheets(table)["ok"].tolist() == [True]
    pd.testing.assert_frame_equal(table, before)


def test_no_cell_of_any_file_can_run(project: Path, set_cell: SetCell, replace_text: Replace) -> None:
    set_cell(VICTIMS, 4, "Service", "=1+1")
    set_cell(VICTIMS, 4, "Provider", '=HYPERLINK("http://example.org")')
    set_cell(VICTIMS, 5, "Purpose", "@SUM(A1)")
    set_cell(VICTIMS, 6, "Award", "-£500")
    set_cell(VICTIMS, 7, "Provider", "+44")
    set_cell("2017-18/separate-funds.csv", 2, "Fund", "-fund")
    set_cell("2017-18/measures.csv", 2, "Measure", "=measure")
    replace_text("2017-18/paper.toml", 'name = "Victims\' services"', 'name = "+Victims"')
    write_processed("2017-18", project=project)
    for name in TABLES:
        rows = rows_of(project, name)
        for cell in [*rows[0], *(cell for row in rows for cell in row.values())]:
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r")) or NUMBER.fullmatch(cell), (name, cell)
    awards = rows_of(project, "awards")
    assert (awards[2]["service"], awards[4]["award_printed"]) == ("'=1+1", "'-£500")
    assert (awards[4]["award_pence"], awards[4]["award_gbp"]) == ("-50000", "-500.00")
    assert awards[2]["stream"] == "'+Victims"


# ---- Parquet ---------------------------------------------------------------------------------------


def test_the_awards_come_back_with_their_dtypes(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 4, "Service", "=1+1")
    awards = load_awards("2017-18", project=project)
    _, parquet, *_ = write_processed("2017-18", project=project)
    back = pd.read_parquet(parquet)
    pd.testing.assert_frame_equal(back, awards)
    assert back["provider_type"].cat.ordered
    assert (str(back["award_pence"].dtype), str(back["service"].dtype)) == ("Int64", "str")
    assert back["service"][2] == "=1+1"


@pytest.mark.parametrize("storage", ["python", "pyarrow"])
def test_the_bytes_are_the_same_however_pandas_keeps_texts(project: Path, published: Path, storage: str) -> None:
    with pd.option_context("mode.string_storage", storage):
        _, parquet, *_ = write_processed("2017-18", project=project)
    assert parquet.read_bytes() == (published / "outputs" / "2017-18" / "data" / "awards.parquet").read_bytes()


# ---- What is on file about the awards --------------------------------------------------------------------


@pytest.mark.proof
def test_payments_and_the_like_are_in_every_format_of_a_year_that_has_them(project: Path) -> None:
    year_with(project)
    for to in ("datapackage", "sqlite", "workbook"):
        export("2018-19", to, project=project, folder=project / "made")
    with (project / "made" / "payments.csv").open(encoding="utf-8", newline="") as file:
        lines = [(row["service"], row["date"], row["kind"], row["amount_pence"]) for row in csv.DictReader(file)]
    assert lines == [
        ("Night bus", "2018-06-01", "paid", "200000"),
        ("Cameras", "2018-07-02", "paid", "240050"),
        ("Night bus", "", "held back", "200000"),
        ("Cameras", "2018-12-03", "returned", "40000"),
    ]
    assert not (project / "made" / "tenders.csv").exists()
    package = json.loads((project / "made" / "datapackage.json").read_text(encoding="utf-8"))
    (payments,) = (one for one in package["resources"] if one["name"] == "payments")
    date, kind = (one for one in payments["schema"]["fields"] if one["name"] in ("date", "kind"))
    assert (date["type"], kind["title"], kind["constraints"]["enum"]) == (
        "date", "What happened", ["paid", "held back", "returned"],
    )  # fmt: skip
    assert frictionless.validate(str(project / "made" / "datapackage.json")).valid
    with closing(sqlite3.connect(project / "made" / "grants.sqlite")) as database:
        sums = "SELECT sum(amount_pence) FROM payments JOIN awards USING (award_id) GROUP BY kind ORDER BY kind"
        assert [pence for (pence,) in database.execute(sums)] == [200_000, 440_050, 40_000]
    sheet = openpyxl.load_workbook(project / "made" / "grants.xlsx")["Variations"]
    assert [cell.value for cell in sheet[5]][4:7] == ["What changed", "Amount before", "Amount after"]
    assert [cell.value for cell in sheet[6]][4:7] == ["a second worker", 3_000, 3_500]


SMALL_COUNTS = re.compile(r"(?<![0-9A-Za-z-])(3|12|15|30|36|66|1,?207|1,?202|2,?409)(?![0-9A-Za-z-])")
"""The counts of `support.returns` that are withheld, and their sums."""


def test_returns_are_in_every_format_without_small_counts(project: Path) -> None:
    """Of the bus, 1,204 and 1,190 riders are shown; of the refuge, 4.5 days."""
    office(project)
    made = project / "made"
    for to in ("datapackage", "sqlite", "workbook", "ods"):
        export("2018-19", to, project=project, folder=made)
    with (made / "returns.csv").open(encoding="utf-8", newline="") as file:
        lines = list(csv.DictReader(file))
    shown = [(row["measure"], row["actual"], row["figure_status"]) for row in lines]
    assert shown[:4] == [
        ("Riders", "1204", "as returned"),
        ("Riders who feel safer", "", "withheld"),
        ("Women helped", "", "withheld"),
        ("Wait for a place", "4.5", "as returned"),
    ]
    assert [row["narrative"] for row in lines[:3:2]] == ["The route was changed.", "not shown, since it has figures"]
    assert frictionless.validate(str(made / "datapackage.json")).valid
    package = json.loads((made / "datapackage.json").read_text(encoding="utf-8"))
    (returns,) = (one for one in package["resources"] if one["name"] == "returns")
    fields = {one["name"]: one for one in returns["schema"]["fields"]}
    assert (fields["actual"]["type"], "unit" in fields["actual"], fields["returned_on"]["type"]) == (
        "number", False, "date",
    )  # fmt: skip
    assert fields["kind"]["constraints"]["enum"] == ["people helped", "count", "share", "measurement"]
    with closing(sqlite3.connect(made / "grants.sqlite")) as database:
        query = (
            "SELECT measure, actual, numerator, figure_status FROM returns JOIN awards USING (award_id) ORDER BY line"
        )
        kept = list(database.execute(query))
    assert kept[:3] == [
        ("Riders", 1204, None, "as returned"),
        ("Riders who feel safer", None, None, "withheld"),
        ("Women helped", None, None, "withheld"),
    ]
    assert [type(row[1]) for row in kept[:4:3]] == [int, float]
    sheet = openpyxl.load_workbook(made / "grants.xlsx")["Returns"]
    head = next(row for row in sheet.iter_rows() if row[0].value == "Service")[0].row
    rows = [[cell.value for cell in sheet[head + n]][4:12] for n in (1, 2, 3)]
    assert rows == [
        ["Riders", "people helped", "people", 200, 1204, "none", "none", "as returned"],
        ["Riders who feel safer", "share", "per cent", 80, "none", "[c]", "[c]", "withheld"],
        ["Women helped", "people helped", "women", 10, "[c]", "none", "none", "withheld"],
    ]


def test_no_file_that_is_handed_on_has_a_small_count(project: Path) -> None:
    """The figures are looked for in each cell of the columns of figures and of what providers say."""
    office(project)
    made = project / "made"
    for to in ("datapackage", "sqlite", "workbook"):
        export("2018-19", to, project=project, folder=made)
    with (made / "returns.csv").open(encoding="utf-8", newline="") as file:
        cells = [
            row[name] for row in csv.DictReader(file) for name in ("actual", "numerator", "denominator", "narrative")
        ]
    with closing(sqlite3.connect(made / "grants.sqlite")) as database:
        cells += [str(cell) for row in database.execute("SELECT actual, numerator, denominator, narrative FROM returns")
                  for cell in row]  # fmt: skip
    book = openpyxl.load_workbook(made / "grants.xlsx")
    cells += [str(row[at].value) for row in book["Returns"].iter_rows(min_row=2) for at in (8, 9, 10, 13)]
    assert [cell for cell in cells if SMALL_COUNTS.search(cell)] == []
    assert not any("three women" in str(content) for content in contents(made).values())
