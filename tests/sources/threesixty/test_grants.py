"""Files in the columns of the 360Giving standard become the awards table, in any of three formats."""

import csv
import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from support.cases import first
from support.papers import ods_of, spoil

import grantsdata as gd
from grantsdata import summaries
from grantsdata.errors import AwardsError, ExtraError, GrantsDataError, SourceError
from grantsdata.model.contract import check_awards
from grantsdata.model.schema import AWARD_COLUMNS
from grantsdata.sources.register import known_register
from grantsdata.sources.threesixty import workbook

TITLES = ("Identifier", "Title", "Description", "Currency", "Amount Awarded", "Award Date", "Recipient Org:Identifier",
          "Recipient Org:Name", "Funding Org:Name", "Grant Programme:Title")  # fmt: skip
GRANTS = (
    ("360G-x-1", "Advice", "for witnesses", "GBP", 12_345, "2016-04-01", "GB-CHC-1", "Elstow Trust", "A fund", "Youth"),
    ("360G-x-2", "Patrols", "", "GBP", 0.07, "2017-03-31", "", "Cambridgeshire  County Council", "A fund", ""),
    ("360G-x-3", "Training", "", "GBP", 68_040.5, "2017-04-01", "", "Farrowby Society", "A fund", "Courts"),
)

Write = Callable[[Path, Any], Path]


def as_csv(folder: Path, rows: Any, titles: Any = TITLES) -> Path:
    path = folder / "grants.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            [titles, *([f"{c:.2f}" if isinstance(c, float) else c for c in row] for row in rows)]
        )
    return path


def as_workbook(folder: Path, rows: Any, titles: Any = TITLES) -> Path:
    path = folder / "grants.xlsx"
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["this is a page about the file"])
    sheet = book.create_sheet("Grants")
    for row in [titles, *rows]:
        sheet.append([cell if cell != "" else None for cell in row])
    book.save(path)
    return path


def as_package(folder: Path, rows: Any, titles: Any = TITLES) -> Path:
    """As a JSON package; a cell that is empty is left out."""
    grants = []
    for row in rows:
        cells = {title: cell for title, cell in zip(titles, row, strict=True) if cell != ""}
        recipient = {"name": cells.get("Recipient Org:Name"), "id": cells.get("Recipient Org:Identifier")}
        grant = {
            "id": cells.get("Identifier"), "title": cells.get("Title"), "description": cells.get("Description"),
            "currency": cells.get("Currency"), "amountAwarded": cells.get("Amount Awarded"),
            "awardDate": cells.get("Award Date"), "recipientOrganization": [recipient],
            "fundingOrganization": [{"name": cells.get("Funding Org:Name")}],
        }  # fmt: skip
        if "Grant Programme:Title" in cells:
            grant["grantProgramme"] = [{"title": cells["Grant Programme:Title"]}]
        grants.append({key: value for key, value in grant.items() if value is not None})
    path = folder / "grants.json"
    path.write_text(json.dumps({"grants": grants}), encoding="utf-8")
    return path


FORMATS = pytest.mark.parametrize("write", [as_csv, as_workbook, as_package], ids=["csv", "xlsx", "json"])


@FORMATS
def test_grants_become_awards(tmp_path: Path, write: Write) -> None:
    path = write(tmp_path, GRANTS)
    awards = gd.read_360giving(path)
    assert list(awards) == [column.name for column in AWARD_COLUMNS]
    assert [str(dtype) for dtype in awards.dtypes] == [column.dtype for column in AWARD_COLUMNS]
    assert list(awards["award_id"]) == ["360G-x-1", "360G-x-2", "360G-x-3"]
    assert list(awards["service"]) == ["Advice", "Patrols", "Training"]
    assert list(awards["purpose"]) == ["for witnesses", "", ""]
    assert list(awards["financial_year"]) == ["2016-17", "2016-17", "2017-18"]
    assert list(awards["stream"]) == ["Youth", "no programme stated", "Courts"]
    assert list(awards["stream"].cat.categories) == ["Courts", "Youth", "no programme stated"]
    assert list(awards["award_pence"]) == [12_345_00, 7, 68_040_50]
    assert list(awards["award_gbp"]) == [12_345.0, 0.07, 68_040.5]
    assert list(awards["award_status"]) == ["printed"] * 3
    assert list(awards["provider_printed"]) == ["Elstow Trust", "Cambridgeshire County Council", "Farrowby Society"]
    assert list(awards["provider"]) == list(awards["payee"]) == list(awards["provider_printed"])
    assert list(awards["provider_type"]) == ["not in the register", "local government", "not in the register"]
    assert list(awards["provider_identifier"].fillna("")) == ["GB-CHC-1", "GB-LAE-CAM", ""]
    assert list(awards["provider_basis"].astype("object").fillna("")) == ["", "register", ""]
    assert list(awards["source_file"]) == [path.name] * 3
    assert list(awards["source_row"]) == [2, 3, 4]


@FORMATS
def test_the_summaries_work_on_them(tmp_path: Path, write: Write) -> None:
    awards = gd.read_360giving(write(tmp_path, GRANTS))
    check_awards(awards, awards["stream"].cat.categories)
    by_stream = summaries.awards_by_stream(awards)
    assert list(by_stream["award_gbp"]) == [68_040.5, 12_345.0, 0.07]
    assert list(summaries.awards_by_provider_type(awards)["award_gbp"]) == [80_385.5, 0.07]
    assert int(summaries.size_bands(awards)["awards"].sum()) == 3
    assert summaries.providers_ranked(awards)["running_share"].iloc[-1] == 1


def changed(**cells: Any) -> tuple[Any, ...]:
    """The first grant, with these cells otherwise; `Amount` stands for the title that begins so."""
    titles = {
        next(title for title in TITLES if title.startswith(name.replace("_", " "))): cells[name] for name in cells
    }
    return tuple(titles.get(title, cell) for title, cell in zip(TITLES, GRANTS[0], strict=True))


KEYS = {"Amount Awarded": "amountAwarded", "Award Date": "awardDate", "Currency": "currency", "Title": "title",
        "Identifier": "id", "Recipient Org:Name": "recipientOrganization/name"}  # fmt: skip


@FORMATS
def test_all_wrong_cells_come_at_once(tmp_path: Path, write: Write) -> None:
    rows = [
        GRANTS[0],
        changed(Identifier="b", Amount=""),
        changed(Identifier="c", Amount="£12,34"),
        changed(Identifier="d", Currency="EUR"),
        changed(Identifier="e", Award="01/04/2016"),
        changed(Identifier="f", Award="", Title=""),
        changed(Identifier="360G-x-1"),
        changed(Identifier="g", Amount="TBC"),
        changed(Identifier=""),
    ]
    path = write(tmp_path, rows)
    with pytest.raises(AwardsError) as refusal:
        gd.read_360giving(path)
    names = KEYS if path.suffix == ".json" else {title: title for title in KEYS}
    assert [(fault.row, fault.column, fault.text) for fault in refusal.value.faults] == [
        (2, names["Identifier"], "360G-x-1"),
        (3, names["Amount Awarded"], ""),
        (4, names["Amount Awarded"], "£12,34"),
        (5, names["Currency"], "EUR"),
        (6, names["Award Date"], "01/04/2016"),
        (7, names["Award Date"], ""),
        (7, names["Title"], ""),
        (8, names["Identifier"], "360G-x-1"),
        (10, names["Identifier"], ""),
    ]
    assert {fault.file for fault in refusal.value.faults} == {path.name}
    assert "paper.toml" not in str(refusal.value)


def test_a_recipient_and_a_programme_that_are_damaged_are_told(tmp_path: Path) -> None:
    broken = list(GRANTS[1])
    broken[7], broken[9] = "", "CafÃ© fund"
    with pytest.raises(AwardsError) as refusal:
        gd.read_360giving(as_workbook(tmp_path, [GRANTS[0], broken]))
    assert [(fault.row, fault.column) for fault in refusal.value.faults] == [
        (3, "Grant Programme:Title"),
        (3, "Recipient Org:Name"),
    ]


def test_what_the_file_says_of_the_kind_and_the_year_goes_before(tmp_path: Path) -> None:
    titles = (*TITLES, "Provider type", "Financial year")
    rows = [(*GRANTS[0], "health", "2015-16"), (*GRANTS[1], "", "2015/16")]
    awards = gd.read_360giving(as_csv(tmp_path, rows, titles))
    assert list(awards["financial_year"]) == ["2015-16", "2015-16"]
    assert list(awards["provider_type"]) == ["health", "not in the register"]
    assert list(awards["provider_basis"].astype("object").fillna("")) == ["paper", ""]
    with pytest.raises(AwardsError) as refusal:
        gd.read_360giving(as_csv(tmp_path, [(*GRANTS[0], "charity", "2016")], titles))
    assert [fault.column for fault in refusal.value.faults] == ["Financial year", "Provider type"]


def test_without_award_dates_the_planned_start_counts(tmp_path: Path) -> None:
    titles = tuple("Planned Dates:Start Date" if title == "Award Date" else title for title in TITLES)
    assert list(gd.read_360giving(as_csv(tmp_path, GRANTS, titles))["financial_year"])[2] == "2017-18"
    package = json.loads(as_package(tmp_path, GRANTS).read_text(encoding="utf-8"))
    for grant in package["grants"]:
        grant["plannedDates"] = [{"startDate": grant["awardDate"]}, {"startDate": "2020-01-01"}]
    path = tmp_path / "grants.json"
    path.write_text(json.dumps(package), encoding="utf-8")
    assert len(gd.read_360giving(path)) == 3
    for grant in package["grants"]:
        del grant["awardDate"]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(
        AwardsError, match=r"row 2, column plannedDates/startDate: cannot read \"2016-04-01, 2020-01-01\""
    ):
        gd.read_360giving(path)
    for grant in package["grants"]:
        del grant["plannedDates"][1]
    path.write_text(json.dumps(package), encoding="utf-8")
    assert list(gd.read_360giving(path)["financial_year"]) == ["2016-17", "2016-17", "2017-18"]


def test_an_amount_that_is_no_whole_pence_is_refused(tmp_path: Path) -> None:
    for write in (as_workbook, as_package):
        with pytest.raises(AwardsError, match=r'cannot read "0\.125"'):
            gd.read_360giving(write(tmp_path, [changed(Amount=0.125)]))


PACKAGES = {
    "no JSON": ('{"grants": [', "this is not JSON"),
    "not a number": ('{"grants": [{"amountAwarded": NaN}]}', "NaN is not a number"),
    "one key twice": ('{"grants": [{"id": "a", "id": "b"}]}', "a key appears twice in one object: id, id"),
    "a list": ("[]", "this is not a 360Giving package"),
    "no grants": ('{"grants": []}', "this is not a 360Giving package"),
    "grants that are none": ('{"grants": [1]}', "this is not a 360Giving package"),
    "nothing told": ('{"grants": [{}]}', "no grant has the amount; expected amountAwarded"),
    "a deep hole": ("[" * 100_000, "this is not JSON"),
}


@pytest.mark.parametrize(("text", "told"), PACKAGES.values(), ids=PACKAGES)
def test_a_package_that_is_none_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "grants.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        gd.read_360giving(path)
    assert told in str(refusal.value)


@pytest.mark.parametrize(
    ("key", "value", "told"),
    [
        ("title", '"Advice \\ud800"', 'title: a character that cannot be read: "Advice \\ud800"'),
        ("description", '"\\udc00\\ud83d"', 'description: a character that cannot be read: "\\udc00\\ud83d"'),
        (
            "recipientOrganization",
            '[{"name": "Hub\\udfff"}]',
            'recipientOrganization: a character that cannot be read: "Hub\\udfff"',
        ),
        ("fundingOrganization", '[{"\\ud800": 1}]', 'fundingOrganization: a character that cannot be read: "\\ud800"'),
        ("a\\ud800", '""', 'a\\ud800: a character that cannot be read: "a\\ud800"'),
        ("title", '"Advice \\u0000"', 'title: a character that cannot be read: "Advice \\x00"'),
        ("title", '"Advice \\u001b[2J"', 'title: a character that cannot be read: "Advice \\x1b[2J"'),
    ],
)  # fmt: skip
def test_a_character_that_is_none_is_told_by_its_place(tmp_path: Path, key: str, value: str, told: str) -> None:
    path = as_package(tmp_path, GRANTS)
    package = json.loads(path.read_text(encoding="utf-8"))
    package["grants"][1] |= {key.encode().decode("unicode_escape"): json.loads(value)}
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(SourceError) as refusal:
        gd.read_360giving(path)
    assert str(refusal.value) == (
        f"grants.json row 3, column {told}; expected characters that can be seen. Export it again."
    )


def test_whole_characters_that_are_escaped_in_a_package_are_read(tmp_path: Path) -> None:
    path = as_package(tmp_path, GRANTS)
    text = path.read_text(encoding="utf-8").replace("for witnesses", "\\ud83d\\ude00 for\\r\\nwitnesses")
    path.write_text(text, encoding="utf-8")
    assert gd.read_360giving(path)["purpose"].iloc[0] == "\U0001f600 for\r\nwitnesses"


def test_a_grant_to_several_or_in_an_odd_form_is_told(tmp_path: Path) -> None:
    package = json.loads(as_package(tmp_path, GRANTS).read_text(encoding="utf-8"))
    package["grants"][0]["recipientOrganization"].append({"name": "Another", "id": None})
    package["grants"][1]["grantProgramme"] = {"title": "One without a list"}
    package["grants"][2]["amountAwarded"] = {"value": 5}
    path = tmp_path / "grants.json"
    path.write_text(json.dumps(package), encoding="utf-8")
    several = r'column recipientOrganization/name: cannot read "Elstow Trust, Another"; expected one entry'
    with pytest.raises(AwardsError, match=several):
        gd.read_360giving(path)
    del package["grants"][0]["recipientOrganization"][1]
    path.write_text(json.dumps(package), encoding="utf-8")
    with pytest.raises(AwardsError, match="row 4, column amountAwarded: cannot read"):
        gd.read_360giving(path)
    package["grants"][2]["amountAwarded"] = 5
    package["grants"][0]["recipientOrganization"] = ["Just a name"]
    package["grants"][0]["Provider type"] = "health"
    path.write_text(json.dumps(package), encoding="utf-8")
    awards = gd.read_360giving(path)
    assert awards["stream"].iloc[1] == "One without a list"
    assert awards["provider_type"].iloc[0] == "health"


def test_a_workbook_without_one_sheet_of_grants_is_refused(tmp_path: Path) -> None:
    path = as_workbook(tmp_path, GRANTS)
    book = openpyxl.load_workbook(path)
    book.copy_worksheet(book["Grants"])
    book.save(path)
    with pytest.raises(SourceError, match=r'2 of the sheets have .* "About, Grants, Grants Copy"'):
        gd.read_360giving(path)
    path.write_bytes(b"PK\x03\x04 no workbook")
    with pytest.raises(SourceError, match="the workbook cannot be opened"):
        gd.read_360giving(path)


def test_blank_rows_of_a_workbook_are_faults_but_at_its_end(tmp_path: Path) -> None:
    blank = ("",) * len(TITLES)
    path = as_workbook(tmp_path, [GRANTS[0], blank, GRANTS[1], blank])
    book = openpyxl.load_workbook(path)
    book["Grants"]["A9"] = " "
    book.save(path)
    with pytest.raises(AwardsError, match=r"grants\.xlsx row 3: a blank row; expected a grant\. Delete the row\."):
        gd.read_360giving(path)
    with pytest.raises(SourceError, match="a header without rows"):
        gd.read_360giving(as_workbook(tmp_path, []))


def test_without_calamine_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = as_workbook(tmp_path, GRANTS)
    monkeypatch.setitem(sys.modules, "python_calamine", None)
    with pytest.raises(ExtraError, match=r'pip install "grantsdata\[national\]"'):
        gd.read_360giving(path)
    assert len(gd.read_360giving(as_csv(tmp_path, GRANTS))) == 3


def test_a_file_of_another_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"expected \.csv, \.json, \.xlsx"):
        gd.read_360giving(tmp_path / "grants.ods")
    with pytest.raises(SourceError, match="the file is not there"):
        gd.read_360giving(tmp_path / "grants.csv")
    with pytest.raises(SourceError, match="no column for the recipient"):
        gd.read_360giving(as_csv(tmp_path, [("a", "5")], ("Identifier", "Amount Awarded")))


def test_no_project_is_needed_but_one_that_is_named_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, project: Path
) -> None:
    def nowhere(project: object) -> Path:
        raise GrantsDataError("No folder data/raw.")

    monkeypatch.setattr("grantsdata.sources.register.project_folder", nowhere)
    assert known_register().entries() == {}
    with pytest.raises(GrantsDataError, match=r"No folder data/raw\."):
        known_register(tmp_path)
    monkeypatch.undo()
    (project / "data" / "raw" / "providers.csv").write_text("x", encoding="utf-8")
    with pytest.raises(GrantsDataError):
        known_register(project)


def sheet_with(folder: Path, old: bytes, new: bytes) -> Path:
    """The workbook of grants with a change in its sheet of grants."""
    path = as_workbook(folder, GRANTS)
    spoil(path, "xl/worksheets/sheet2.xml", old, new)
    return path


def limited() -> None:
    """So much memory as a small computer gives."""
    resource.setrlimit(resource.RLIMIT_AS, (3_000_000_000, 3_000_000_000))


def told_of(path: Path) -> str:
    """What is said of a file that is refused, in a process of its own that must not be ended by it."""
    code = (
        "import sys, grantsdata as gd\ntry:\n    gd.read_360giving(sys.argv[1])\n"
        "except gd.errors.SourceError as error:\n    print(error)"
    )
    command = [sys.executable, "-c", f"import grantsdata.errors\n{code}", str(path)]
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True, preexec_fn=limited).stdout.strip()


REACH = "Delete the blank rows and columns around the grants, or save the sheet as CSV UTF-8."


@pytest.mark.parametrize(
    ("cell", "places", "name"),
    first(
        [
            (b'<row r="1048576"><c r="XFD1048576"><v>5</v></c></row>', "17,179,869,185", "XFD1048576"),
            (
                b'<row r="1048576"><c r="xfd1048576" t="inlineStr"><is><t>a</t></is></c></row>',
                "17,179,869,185",
                "xfd1048576",
            ),
            (b'<row><c r="XFD1048576"><v>5</v></c></row>', "17,179,869,185", "XFD1048576"),
            (b'<row r="1048576"><c r="XFC1048576"/><c><v>5</v></c></row>', "17,179,869,185", "after the last"),
            (b'<row r="500001"><c><v>5</v></c></row>', "5,000,011", "after the last"),
        ],
        1,
    ),
)
def test_a_workbook_with_a_cell_far_away_is_refused(tmp_path: Path, cell: bytes, places: str, name: str) -> None:
    path = sheet_with(tmp_path, b"</sheetData>", cell + b"</sheetData>")
    row = 1_048_576 if "17" in places else 500_001
    assert told_of(path) == (
        f"grants.xlsx row {row}: the sheets span {places} cells, up to the cell {name} of "
        f"xl/worksheets/sheet2.xml; expected at most 5,000,000. {REACH}"
    )


def test_a_workbook_that_only_says_that_it_reaches_far_is_read(tmp_path: Path) -> None:
    path = sheet_with(tmp_path, b'<dimension ref="A1:J4"', b'<dimension ref="A1:XFD1048576"')
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    spoil(path, "xl/worksheets/sheet2.xml", b"</sheetData>", far)
    assert len(gd.read_360giving(path)) == 3


def test_a_sheet_that_is_listed_many_times_is_refused(tmp_path: Path) -> None:
    path = as_workbook(tmp_path, GRANTS)
    listed = b"".join(b'<sheet name="a%d" sheetId="%d" r:id="rId2"/>' % (n, n) for n in range(10, 2_000))
    xmlns = b' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    spoil(path, "xl/workbook.xml", b"</sheets>", listed.replace(b"<sheet ", b"<sheet" + xmlns + b" ") + b"</sheets>")
    assert told_of(path) == (
        "grants.xlsx: the workbook lists 1,992 sheets and has 2; "
        "expected an Excel workbook (XLSX). Save it again as XLSX."
    )


@pytest.mark.proof
def test_a_text_that_a_workbook_repeats_until_memory_is_full_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_MOST_MEMORY", 150_000_000)
    long = b'<c t="inlineStr"><is><t>' + b"a" * 1_000_000 + b"</t></is></c>"
    path = sheet_with(tmp_path, b"</sheetData>", b"<row>" + long * 150 + b"</row></sheetData>")
    with pytest.raises(SourceError) as refused:
        gd.read_360giving(path)
    assert str(refused.value) == (
        "grants.xlsx: reading it takes more than 150,000,000 bytes of memory; expected an Excel "
        f"workbook (XLSX). {REACH}"
    )


def test_another_kind_of_spreadsheet_under_the_name_of_a_workbook_is_refused(tmp_path: Path) -> None:
    path = ods_of([[["Amount Awarded"], ["5"]]], tmp_path / "grants.xlsx")
    assert told_of(path).startswith(
        "grants.xlsx: the workbook cannot be opened (it is not an XLSX); expected an Excel "
    )
    path = as_workbook(tmp_path, GRANTS)
    spoil(path, "xl/workbook.xml", b"<workbook ", b'<!DOCTYPE a [<!ENTITY b "c">]><workbook ')
    assert "its part xl/workbook.xml defines a document type or entities" in told_of(path)
