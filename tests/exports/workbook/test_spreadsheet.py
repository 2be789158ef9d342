"""The workbook, read back by openpyxl and as the archive that it is: sheets, sums by hand, notes, texts, bytes."""

import re
import warnings
import zipfile
from collections.abc import Callable
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.cases import first
from support.documents import year_of_documents
from support.examples import examples
from support.reporting import APPROPRIATE_ADULTS, THE_35_AWARDS, add_year, copied_project

from grantsdata.awards.load import open_year
from grantsdata.exports.export import export
from grantsdata.exports.origin import origin_of
from grantsdata.exports.tables import year_tables
from grantsdata.exports.workbook.sheets import sheets_of
from grantsdata.exports.workbook.spreadsheet import CUT, LONGEST, write_spreadsheet
from grantsdata.model.years import FinancialYear

SetCell = Callable[[str, int, str, str], None]
Replace = Callable[[str, str, str], None]

YEAR = "2017-18"
VICTIMS, CRIME = f"{YEAR}/victims-services.csv", f"{YEAR}/crime-and-disorder-reduction.csv"
SHEETS = [
    "Cover", "Contents", "Notes", "Awards", "By stream", "By stream and type", "By provider type", "By provider",
    "By payee", "By arrangement", "By theme", "Budget", "Findings", "Separate funds", "Measures",
    "Other contributors", "Agreements", "Conditions", "Single tenders", "Promises",
]  # fmt: skip


@cache
def read(path: Path) -> Any:
    """Look, do not touch: each is read once."""
    return openpyxl.load_workbook(path)


def table(path: Path, sheet: str) -> list[dict[str, Any]]:
    """The one table of a sheet; headings without their notes."""
    worksheet = read(path)[sheet]
    (marked,) = worksheet.tables.values()
    header, *rows = worksheet[marked.ref]
    names = [cell.value.split("\n")[0] for cell in header]
    return [dict(zip(names, (cell.value for cell in row), strict=True)) for row in rows]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook of 2017-18: look, do not touch."""
    folder = tmp_path_factory.mktemp("workbook")
    (path,) = export(YEAR, "workbook", project=copied_project(folder / "project"), folder=folder / "made")
    return path


# ---- Sheets and sums ---------------------------------------------------------------------------------


def test_it_has_a_cover_contents_notes_and_one_marked_up_table_a_sheet(made: Path) -> None:
    workbook = read(made)
    assert workbook.sheetnames == SHEETS
    assert [len(workbook[name].tables) for name in SHEETS] == [0] + [1] * 19
    assert [row["Sheet name"] for row in table(made, "Contents")] == SHEETS[3:]
    for name in SHEETS:
        assert not workbook[name].merged_cells.ranges
        assert workbook[name]["A1"].value and workbook[name]["A1"].font.bold, name
    assert [cell.hyperlink.location for cell in workbook["Contents"]["A"][3:]] == [
        f"'{name}'!A1" for name in SHEETS[3:]
    ]


def test_the_awards_are_those_of_the_paper_as_numbers(made: Path) -> None:
    rows = table(made, "Awards")
    assert [(row["Service"], row["Amount"]) for row in rows] == [(one.service, one.pounds) for one in THE_35_AWARDS]
    assert sum(row["Amount"] for row in rows) == 2_283_508
    worksheet = read(made)["Awards"]
    assert {row[2].number_format for row in worksheet["A6:O40"]} == {"£#,##0.00;-£#,##0.00"}
    assert {row[2].data_type for row in worksheet["A6:O40"]} == {"n"}


@pytest.mark.parametrize(
    ("sheet", "column", "amount", "sums"),
    [
        ("By stream", "Stream", "Amount", {"Victims' services": 961_260, "Crime and disorder reduction": 1_322_248}),
        ("By arrangement", "Arrangement", "Amount", {
            "Grant agreement": 574_195, "Commissioned contract": 233_000, "Single tender": 154_065,
            "no arrangement stated": 1_322_248,
        }),
        ("By theme", "Theme", "Amount", {
            "Victims": 353_857, "Offenders": 617_791, "Communities": 350_600, "outside the themes": 961_260,
        }),
        ("Budget", "Name", "Not itemised", {
            "Budget for grants": 16_492, "Victims' services": 38_740, "Crime and disorder reduction": -22_248,
        }),
    ],
)  # fmt: skip
def test_a_sheet_holds_the_paper_s_figures(
    made: Path, sheet: str, column: str, amount: str, sums: dict[str, int]
) -> None:
    assert {row[column]: row[amount] for row in table(made, sheet)} == sums


@pytest.mark.parametrize(("include_implied", "pounds"), first([(False, 2_273_508), (True, 2_283_508)]))
def test_each_breakdown_adds_up_to_all_awards(project: Path, include_implied: bool, pounds: int) -> None:
    (path,) = export(YEAR, "workbook", project=project, include_implied=include_implied, folder=project / "made")
    for sheet in (
        "By stream", "By stream and type", "By provider type", "By provider", "By payee", "By arrangement", "By theme",
    ):  # fmt: skip
        rows = table(path, sheet)
        assert (sum(row["Amount"] for row in rows), sum(row["Awards"] for row in rows)) == (pounds, 35), sheet
        assert sum(row["Of this, implied"] for row in rows) == pounds - 2_273_508, sheet
    amounts = [row["Amount"] for row in table(path, "Awards")]
    assert sum(amount for amount in amounts if amount != "[x]") == pounds
    assert amounts.count("[x]") == (0 if include_implied else 1)


@pytest.mark.proof
def test_pennies_survive(project: Path, set_cell: SetCell) -> None:
    set_cell(VICTIMS, 2, "Award", "£123,456,789.01")
    set_cell(VICTIMS, 3, "Award", "-£0.10")
    (path,) = export(YEAR, "workbook", project=project, folder=project / "made")
    text = zipfile.ZipFile(path).read("xl/worksheets/sheet4.xml").decode()
    assert "<v>123456789.01</v>" in text and "<v>-0.1</v>" in text
    assert [Decimal(str(row["Amount"])) for row in table(path, "Awards")[:2]] == [
        Decimal("123456789.01"), Decimal("-0.1"),
    ]  # fmt: skip


# ---- Notes -------------------------------------------------------------------------------------------


def test_an_implied_amount_refers_to_the_note_on_it(made: Path) -> None:
    rows = table(made, "Awards")
    assert {row["Service"]: row["Amount is"] for row in rows if row["Amount is"] != "printed"} == {
        APPROPRIATE_ADULTS: "implied [note 1]"
    }
    notes = {row["Note number"]: row["Note text"] for row in table(made, "Notes")}
    assert list(notes) == [1, 2, 3, 4, 5]
    assert notes[1].startswith("The amount is not printed in the paper.")
    for name in SHEETS[3:]:
        for cell in read(made)[name]["A5:O5"][0]:
            told = str(cell.value)
            if told.startswith(("Amount is", "Of this, implied")):
                assert told.endswith("\n[note 1]"), (name, told)


@pytest.mark.proof
def test_a_year_without_measures_themes_or_arrangements_has_no_sheet_of_them(project: Path) -> None:
    add_year(project, [("GR", "Lights", "Somebody New", "£4,000"), ("OUT", "Dance", "", "TBC")])
    (path,) = export("2018-19", "workbook", project=project, folder=project / "made")
    assert read(path).sheetnames == [name for name in SHEETS[:13] if name not in ("By arrangement", "By theme")]
    assert [row["Amount"] for row in table(path, "Awards")] == [4000, "[x]"]
    assert table(path, "Awards")[1]["Provider"] == "none named"


def test_no_cell_is_empty(made: Path) -> None:
    for name in SHEETS[1:]:
        assert all(value not in (None, "") for row in table(made, name) for value in row.values()), name


def test_the_cover_says_where_it_is_from(made: Path) -> None:
    told = [cell.value for cell in read(made)["Cover"]["A"]]
    assert told[0] == "Grants awarded in 2017-18"
    for words in (
        "Amounts that a printed total implies are counted, and marked as implied.",
        "Source: Paper to the Business Coordination Board, 11 May 2017, with Appendix 1",
        "Date of the paper: 2017-05-11",
        "Licence of the facts and figures: Open Government Licence v3.0",
    ):
        assert words in told
    assert any(text.startswith("Made from: raw data ") for text in told)


# ---- Bytes -------------------------------------------------------------------------------------------


@pytest.mark.proof
def test_the_same_inputs_give_the_same_bytes(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    (again,) = export(YEAR, "workbook", project=copied_project(tmp_path / "project"), folder=tmp_path / "made")
    assert again.read_bytes() == made.read_bytes()


def test_nothing_in_it_tells_when_it_was_made(made: Path) -> None:
    archive = zipfile.ZipFile(made)
    assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len({entry.external_attr for entry in archive.infolist()}) == 1
    core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[0-9:]+Z", core)) == {"2017-05-11T00:00:00Z"}


# ---- Texts -------------------------------------------------------------------------------------------


def formulas_and_links(path: Path) -> list[str]:
    archive = zipfile.ZipFile(path)
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    found = [name for name in sheets if "<f" in archive.read(name).decode()]
    linked = [name for name in archive.namelist() if "worksheets/_rels" in name]
    return found + [name for name in linked if "hyperlink" in archive.read(name).decode()]


NASTY = [
    "=1+1", '=HYPERLINK("http://example.org","x")', "+44", "-5", "@SUM(A1)", "=", "–", "[words](http://example.org)",
    "[a](b) [c](d)", "$$implied$$", "$$nothing$$", "http://example.org", "_x0041_", "<b>&amp;", "{=1}", "007", "1e5",
    "[x]", " 5 ", "Ω", "\u2028",
]  # fmt: skip


def test_a_text_that_looks_like_something_else_stays_a_text(
    project: Path, set_cell: SetCell, replace_text: Replace
) -> None:
    nasty = [text for text in NASTY if text not in ("\u2028", " 5 ")]
    for row, text in enumerate(nasty[:9], start=3):
        set_cell(VICTIMS, row, "Service", text)
    for row, text in ((2, nasty[4]), (3, nasty[4]), (4, nasty[5])):  # the contributions to rows 7 and 8
        set_cell(f"{YEAR}/contributions.csv", row, "Service", text)
    set_cell(f"{YEAR}/agreements.csv", 2, "service", nasty[5])
    for row, text in enumerate(nasty[6:9], start=2):
        set_cell(f"{YEAR}/tenders.csv", row, "service", text)
    set_cell(f"{YEAR}/contributions.csv", 4, "Contributor", nasty[0])
    for row, text in enumerate(nasty[9:], start=8):
        set_cell(CRIME, row, "Provider", text)
    set_cell(VICTIMS, 3, "Purpose", '=cmd|"/c calc"!A1')
    replace_text(f"{YEAR}/paper.toml", 'source = "Paper to', 'source = "=1+1 [a](b) $$c$$ Paper to')
    (path,) = export(YEAR, "workbook", project=project, folder=project / "made")
    rows = table(path, "Awards")
    assert [row["Service"] for row in rows[1:10]] == nasty[:9]
    assert [row["Provider"] for row in rows[16:26]] == nasty[9:]
    assert [row["Contributor"] for row in table(path, "Other contributors")][2] == nasty[0]
    assert rows[1]["Purpose"] == '=cmd|"/c calc"!A1'
    assert formulas_and_links(path) == []
    assert read(path)["Awards"]["A4"].value.startswith("Source: =1+1 [a](b) $$c$$ Paper to")


def test_each_sheet_names_all_documents_of_the_year(project: Path) -> None:
    year_of_documents(project)
    (path,) = export("2018-19", "workbook", project=project)
    sources = origin_of(open_year("2018-19", project)).sources
    assert sources.startswith("Paper of 11 May 2018; Grants of the summer, decision notice of 3 August 2018; ")
    for sheet in ("Awards", "By stream", "Variations"):
        assert read(path)[sheet]["A4"].value == f"Sources: {sources}"


# XML cannot hold two of the code points: a workbook has _xFFFE_ and _xFFFF_ for them, which Excel reads back.
LETTERS = st.characters(exclude_categories=("Cc", "Cs"), exclude_characters="\ufffe\uffff")
TEXTS = st.text(LETTERS, min_size=1, max_size=50).filter(lambda t: t.strip())


@examples(5, nightly=300)
@given(text=TEXTS | st.sampled_from(NASTY))
def test_any_text_comes_back_unchanged(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("text")
    year = FinancialYear.parse(YEAR)
    tables = year_tables(open_year(year))
    only = {name: frame.iloc[:0] for name, frame in tables.items() if name not in ("awards", "by-stream")}
    awards = tables["awards"].head(2).assign(service=text, provider=text, purpose=text)
    sheets = sheets_of(tables | only | {"awards": awards}, year)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        (path,) = write_spreadsheet(sheets, origin_of(open_year(year)), folder)
    assert formulas_and_links(path) == []
    for row in table(path, "Awards"):
        assert (row["Service"], row["Provider"], row["Purpose"]) == (text,) * 3


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        pytest.param("x" * LONGEST, "x" * LONGEST, marks=pytest.mark.proof),
        pytest.param("x" * (LONGEST + 1), "x" * (LONGEST - len(CUT)) + CUT, marks=pytest.mark.proof),
        pytest.param("😀" * 16_383, "😀" * 16_383, marks=pytest.mark.proof),  # two units each
        pytest.param("😀" * 16_384, "😀" * ((LONGEST - len(CUT)) // 2) + CUT, marks=pytest.mark.proof),
        ("x" + "😀" * 20_000, "x" + "😀" * ((LONGEST - len(CUT) - 1) // 2) + CUT),
    ],
    ids=["just fits", "one too many", "pairs that fit", "pairs that do not", "a pair in two"],
)
def test_what_is_longer_than_a_cell_says_that_it_is_cut(project: Path, set_cell: SetCell, text: str, kept: str) -> None:
    set_cell(VICTIMS, 2, "Purpose", text)
    (path,) = export(YEAR, "workbook", project=project, folder=project / "made")
    found = table(path, "Awards")[0]["Purpose"]
    assert found == kept
    assert len(found.encode("utf-16-le")) // 2 <= LONGEST
