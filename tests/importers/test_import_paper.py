"""A paper as a file → raw tables and a description that give the awards, in every layout that other offices have."""

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from support.cases import first
from support.damages import look_at
from support.papers import Rows, docx_of, html_of, ods_of, pdf_by_chromium, pdf_by_libreoffice, raw_rows, xlsx_of
from support.reporting import THE_35_AWARDS, awards_of_2017, called, copied_project

import grantsdata as gd
from grantsdata.errors import GrantsDataError, ParameterError, SourceError
from grantsdata.importers.documents.found import Unaccounted
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.documents.word.described import NO_ROW
from grantsdata.importers.import_paper import Imported, import_paper
from grantsdata.importers.new_project import init
from grantsdata.importers.new_year import new_year

TO_FILL_IN = {
    'title = "" # to do: as the paper has it': 'title = "Grants"',
    "# date = 2018-05-01  # to do: the paper's date, in this form": "date = 2018-05-10",
    'source = "" # to do: how to cite it': 'source = "Paper of 10 May 2018"',
}
"""What a person types who has compared the rest with the paper."""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return copied_project(tmp_path / "project")


@pytest.fixture
def empty_project(tmp_path: Path) -> Path:
    """A project with a register and no year."""
    (tmp_path / "project" / "data" / "raw").mkdir(parents=True)
    register = copied_project(tmp_path / "other") / "data" / "raw" / "providers.csv"
    (tmp_path / "project" / "data" / "raw" / "providers.csv").write_bytes(register.read_bytes())
    return tmp_path / "project"


def printed_tables() -> list[Rows]:
    """The two tables as the paper of 2017-18 prints them, without our own words, with the row of the printed total."""
    victims = [row[:4] for row in raw_rows("victims-services.csv")]
    crime = [row[:4] for row in raw_rows("crime-and-disorder-reduction.csv")]
    return [victims, [*crime, ["Total Awards", "", "", "£1,322,248"]]]


HEADINGS = ("Victims' services", "Appendix 1: Crime and disorder reduction")


def toml_of(project: Path, year: str = "2018-19") -> Path:
    return project / "data" / "raw" / year / "paper.toml"


def declared(project: Path, year: str = "2018-19") -> dict:
    return tomllib.loads(toml_of(project, year).read_text(encoding="utf-8"))


def confirm(project: Path, more: dict[str, str] | None = None) -> None:
    """Fill in what a person has to, and take the marks away."""
    path = toml_of(project)
    lines = path.read_text(encoding="utf-8").splitlines()
    for old, new in {**TO_FILL_IN, **(more or {})}.items():
        assert lines.count(old) == 1, old
        lines[lines.index(old)] = new
    path.write_text("\n".join(line.partition(" # ")[0] for line in lines) + "\n", encoding="utf-8")


def brought_in(project: Path, tables: Sequence[Rows], headings: Sequence[str] = (), **streams: str) -> Imported:
    """All tables of a Word document with these tables, brought in for 2018-19."""
    path = docx_of(tables, project.parent / "paper.docx", headings)
    return import_paper(path, "2018-19", range(1, len(tables) + 1), project=project)


def awards(project: Path) -> list[tuple[str, str, float]]:
    table = gd.load_awards("2018-19", include_implied=False, project=project)
    pounds = table["award_gbp"].astype("object").where(table["award_gbp"].notna(), None)
    return list(zip(table["service"], table["provider_printed"], pounds, strict=True))


def test_the_tables_of_2017_give_the_same_awards_back(project):
    brought_in(project, printed_tables(), HEADINGS)
    confirm(project)
    found = gd.load_awards("2018-19", project=project)
    assert [(one.service, one.pounds) for one in THE_35_AWARDS] == list(
        zip(found["service"], found["award_gbp"], strict=True)
    )
    before = awards_of_2017()
    for column in (
        "stream",
        "arrangement",
        "theme",
        "provider",
        "provider_type",
        "award_pence",
        "award_status",
        "remark",
    ):
        assert found[column].astype("object").fillna("").tolist() == before[column].astype("object").fillna("").tolist()
    assert int(found["award_pence"].sum()) == 2_283_508_00
    assert int((found["award_status"] == "implied").sum()) == 1


def made_as(kind: str, folder: Path) -> Path:
    """The paper of 2017-18 as another kind of file."""
    tables = printed_tables()
    if kind == "PDF of LibreOffice":
        return pdf_by_libreoffice(docx_of(tables, folder / "paper.docx", HEADINGS), folder)
    if kind == "PDF of Chromium":
        return pdf_by_chromium(html_of(tables, HEADINGS), folder / "paper.pdf")
    if kind == "XLSX":
        return xlsx_of(tables, folder / "paper.xlsx", HEADINGS)
    if kind == "ODS":
        return ods_of(tables, folder / "paper.ods", HEADINGS)
    path = folder / "paper.html"
    path.write_text(html_of(tables, HEADINGS), encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", first(["XLSX", "HTML", "PDF of LibreOffice", "PDF of Chromium", "ODS"], 2))
def test_every_kind_of_file_gives_the_same_awards_back(project, kind):
    path = made_as(kind, project.parent)
    looked = import_paper(path, "2018-19", project=project)
    chosen = [one.number for one in looked.found if one.proposed]
    import_paper(path, "2018-19", chosen, project=project)
    confirm(project)
    found = gd.load_awards("2018-19", project=project)
    assert [(one.service, one.pounds) for one in THE_35_AWARDS] == list(
        zip(found["service"], found["award_gbp"], strict=True)
    )
    before = awards_of_2017()
    for column in ("stream", "theme", "provider", "award_status", "remark"):
        assert found[column].astype("object").fillna("").tolist() == before[column].astype("object").fillna("").tolist()


def test_each_cell_is_written_as_printed_with_the_place_that_it_came_from(project):
    brought_in(project, printed_tables(), HEADINGS)
    folder = project / "data" / "raw" / "2018-19"
    with (folder / "crime-and-disorder-reduction.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.reader(file)) == printed_tables()[1]
    with (folder / "crime-and-disorder-reduction.origin.csv").open(encoding="utf-8", newline="") as file:
        origins = list(csv.DictReader(file))
    assert len(origins) == 27 * 4
    (third,) = [one for one in origins if (one["row"], one["column"]) == ("3", "Theme")]
    assert (third["file"], third["found_at"], third["text"]) == ("paper.docx", "row 3, cell 1", "")
    assert third["notes"] == "one with the cell above"


def test_what_is_proposed_is_marked_until_a_person_has_looked(project):
    imported = brought_in(project, printed_tables(), HEADINGS)
    text = toml_of(project).read_text(encoding="utf-8")
    assert 'stream = "CDR" # guess: as in the year before' in text
    assert "row = 27 # guess: a row that looks like a total" in text
    assert "] # guess: a text stands where the amount should be, and the provider's cell is empty" in text
    (first,) = imported.found[0].proposed.sums
    assert first == "no total of the whole table is printed; 10 of 10 amounts can be read and add up to £961,260"
    assert imported.found[1].proposed.sums == [
        "row 27, Total Awards: 24 of 25 amounts can be read and add up to £1,312,248: £10,000 less than the "
        "£1,322,248 printed"
    ]


def test_without_tables_named_nothing_is_written(project):
    path = docx_of(printed_tables(), project.parent / "paper.docx", HEADINGS)
    imported = import_paper(path, "2018-19", project=project)
    assert [one.proposed.file for one in imported.found] == ["victims-services.csv", "crime-and-disorder-reduction.csv"]
    assert imported.written == []
    assert not (project / "data" / "raw" / "2018-19").exists()


def test_a_table_that_is_on_file_is_never_replaced(project):
    brought_in(project, printed_tables(), HEADINGS)
    folder = project / "data" / "raw" / "2018-19"
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    with pytest.raises(ParameterError, match=r"Table 1 is on file already, .*2018-19/victims-services.csv. Nothing"):
        brought_in(project, printed_tables()[:1], HEADINGS)
    assert not (folder / "victims-services-2.csv").exists()
    other = [row.copy() for row in printed_tables()[0]]
    other[1][1] = "A service of another name"
    brought_in(project, [other], HEADINGS)
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert "of another name" in (folder / "victims-services-2.csv").read_text(encoding="utf-8")
    assert [table["file"] for table in declared(project)["award_tables"]] == [
        "victims-services.csv",
        "crime-and-disorder-reduction.csv",
        "victims-services-2.csv",
    ]


def test_what_the_paper_says_of_itself_is_found(project):
    path = docx_of(printed_tables(), project.parent / "paper.docx", HEADINGS)
    document = docx.Document(str(path))
    first = document.paragraphs[0]
    for text in (
        "Subject: Grants for 2018/19",
        "To the Board, 10th May 2018",
        "The total budget is £2.4m. The budget is £1,050,000 for victims' services and £1.3m for crime and disorder "
        "reduction.",
        "Last year £9m was spent.",
    ):
        first.insert_paragraph_before(text)
    document.save(str(path))
    imported = import_paper(path, "2018-19", [1, 2], project=project)
    assert imported.about.title == "Grants for 2018/19"
    paper = declared(project)
    assert (paper["paper"]["title"], str(paper["paper"]["date"])) == ("Grants for 2018/19", "2018-05-10")
    assert paper["paper"]["source"] == "Paper “Grants for 2018/19”, 10 May 2018"
    assert paper["overall_budget"]["printed"] == "£2.4m"
    assert [one["budget_printed"] for one in paper["streams"]] == ["£1,050,000", "£1.3m", "", ""]
    text = toml_of(project).read_text(encoding="utf-8")
    assert text.count("# guess: found in the text of the file") == 6
    assert "# date" not in text


# ---- Layouts of other offices ---------------------------------------------------------------------

STREAMS = """
[paper]
title = "Grants"
body = "Commissioner for Testshire"
date = 2018-05-10
financial_year = "2018-19"
source = "Paper of 10 May 2018"
licence = "Open Government Licence v3.0"

[overall_budget]
label = "Grants budget"
printed = ""

[[streams]]
code = "VF"
name = "Victims fund"
funder = "Ministry"
origin = "Ministry grant"
budget_printed = ""
in_overall_budget = true

[[streams]]
code = "SF"
name = "Safety fund"
funder = "Main grant"
origin = "Main grant"
budget_printed = ""
in_overall_budget = true
"""


@pytest.fixture
def testshire(empty_project: Path) -> Path:
    """A project of another office: two streams, no tables yet."""
    toml_of(empty_project).parent.mkdir()
    toml_of(empty_project).write_text(STREAMS, encoding="utf-8")
    return empty_project


def entry(project: Path) -> dict:
    (table,) = declared(project)["award_tables"]
    return table


SECTIONED = [
    ["Project", "Organisation", "Award"],
    ["Young people", "←", "←"],
    ["Boxing", "Night Owls", "£1,000.50"],
    ["Music", "〃", "£999.50"],
    ["Subtotal", "", "£2,000"],
    ["Safer homes", "←", "←"],
    ["Locks", "Locks Ltd", "£3,000"],
    ["Received from the council", "", "£500"],
    ["Grand total", "", "£5,010"],
    ["Figures are provisional and may be changed by the Board in the course of the year.", "←", "←"],
]


def test_headings_subtotals_income_and_notes_among_the_awards(testshire):
    imported = brought_in(testshire, [SECTIONED], ["Safety fund: grants"])
    assert awards(testshire) == [
        ("Boxing", "Night Owls", 1000.5),
        ("Music", "Night Owls", 999.5),
        ("Locks", "Locks Ltd", 3000),
    ]
    found = gd.load_awards("2018-19", project=testshire)
    assert list(found["theme"]) == ["Young people", "Young people", "Safer homes"]
    assert entry(testshire)["stream"] == "SF"
    assert [(one["row"], one["because"]) for one in entry(testshire)["left_out"]] == [(8, "income"), (10, "note")]
    assert imported.found[0].proposed.sums == [
        "row 5, Subtotal: 2 of 2 amounts can be read and add up to £2,000, as printed",
        "row 9, Grand total: 3 of 3 amounts can be read and add up to £5,000: £10 less than the £5,010 printed",
    ]
    findings = gd.load_findings("2018-19", project=testshire).set_index("code")
    assert findings.loc["total-differs", "difference_gbp"] == -10
    assert findings.loc["total-agrees", "ours_gbp"] == 2000
    assert "income-among-awards" in findings.index


def test_a_header_of_two_rows_with_years_side_by_side(testshire):
    table = [
        ["Project", "Organisation", "Award", "←", "←"],
        ["〃", "〃", "2017/18", "2018/19", "2019/20"],
        ["Boxing", "Night Owls", "£10", "£20.25", "£30"],
        ["Old lamps", "Lamps Ltd", "£11", "-", "-"],
        ["Locks", "Locks Ltd", "", "£1,021", ""],
    ]
    imported = brought_in(testshire, [table])
    assert awards(testshire) == [("Boxing", "Night Owls", 20.25), ("Locks", "Locks Ltd", 1021)]
    assert entry(testshire)["header_rows"] == 2
    assert entry(testshire)["ignored_columns"] == ["Award 2017/18", "Award 2019/20"]
    reasons = {key: reason for key, _, reason in imported.found[0].proposed.columns}
    assert reasons["award"] == "holds amounts, and its header names the year"


def test_several_funds_in_one_table_by_a_column_and_by_headings(testshire):
    by_column = [
        ["Fund", "Project", "Recipient", "Amount"],
        ["Victims fund", "Counselling", "Night Owls", "£1"],
        ["Safety fund", "Locks", "Locks Ltd", "£2"],
    ]
    by_heading = [
        ["Project", "Recipient", "Amount"],
        ["Victims fund", "←", "←"],
        ["Listening", "Night Owls", "£4"],
        ["Safety fund", "←", "←"],
        ["Lamps", "Lamps Ltd", "£8"],
    ]
    brought_in(testshire, [by_column, by_heading])
    found = gd.load_awards("2018-19", project=testshire)
    assert list(found["stream"]) == ["Victims fund", "Safety fund", "Victims fund", "Safety fund"]
    assert found["award_gbp"].sum() == 15
    first, second = declared(testshire)["award_tables"]
    assert "stream" not in first.keys() | second.keys()
    assert second["section_rows"] == ["stream"]


def test_amounts_with_spaces_and_promises_for_later_years(testshire):
    table = [
        ["Project", "Organisation", "Funding"],
        ["Boxing", "Night Owls", "£334, 818"],
        ["Locks", "Locks Ltd", "£8,000 (then £8,000 in 2019-20)"],
    ]
    imported = brought_in(testshire, [table])
    assert awards(testshire) == [("Boxing", "Night Owls", 334_818), ("Locks", "Locks Ltd", 8000)]
    assert entry(testshire)["spaced_amounts"] is True
    assert "2 of 2 amounts can be read and add up to £342,818" in imported.found[0].proposed.sums[0]


def test_a_table_without_a_header_is_called_by_its_places(testshire):
    imported = brought_in(testshire, [[["Boxing", "Night Owls", "£7"], ["Locks", "Locks Ltd", "£8"]]])
    assert "no header is printed; the columns are called by their places" in imported.found[0].printed.notes
    assert [pounds for _, _, pounds in awards(testshire)] == [7, 8]
    assert set(entry(testshire)["columns"].values()) == {"column 1", "column 2", "column 3"}


def test_a_title_blank_rows_and_a_repeated_header_are_left_out_and_told(testshire):
    table = [
        ["Grants made by the Board", "←", "←"],
        ["Project", "Organisation", "Award"],
        ["Boxing", "Night Owls", "£7"],
        ["", "", ""],
        ["Project", "Organisation", "Award"],
        ["Locks", "Locks Ltd", "£8"],
    ]
    imported = brought_in(testshire, [table])
    assert [pounds for _, _, pounds in awards(testshire)] == [7, 8]
    assert imported.found[0].printed.notes == [
        "a title above the header is left out: “Grants made by the Board”",
        "a blank row is left out",
        "a header is printed again among the rows left out",
    ]
    assert entry(testshire)["file"] == "grants-made-by-the-board.csv"


def test_an_amount_that_cannot_be_read_is_kept_as_printed_and_told(testshire):
    table = [["Project", "Organisation", "Award"], ["Boxing", "Night Owls", "£12,34"], ["Locks", "Locks Ltd", "£8"]]
    imported = brought_in(testshire, [[*table, ["Lamps", "Lamps Ltd", "£9"]]])
    assert imported.found[0].proposed.doubts == [
        "row 2: “£12,34” cannot be read as an amount; say in corrections of paper.toml how it is read"
    ]
    with pytest.raises(GrantsDataError, match='row 2, column Award: cannot read "£12,34"'):
        awards(testshire)


def test_a_table_that_is_none_of_awards_is_told_and_not_written(project):
    table = [["Risk", "Owner", "Action"], ["Fire", "Chief", "Buckets"]]
    path = docx_of([*printed_tables(), table], project.parent / "paper.docx", HEADINGS)
    imported = import_paper(path, "2018-19", project=project)
    assert imported.found[2].proposed is None
    with pytest.raises(ParameterError, match="Table 3 does not look like a table of awards"):
        import_paper(path, "2018-19", [1, 3], project=project)
    with pytest.raises(ParameterError, match="There is no table 4 in the file; expected 1 to 3"):
        import_paper(path, "2018-19", [4], project=project)
    assert not (project / "data" / "raw" / "2018-19").exists()


def test_a_stream_that_is_named_decides(testshire):
    table = [["Project", "Organisation", "Award"], ["Boxing", "Night Owls", "£7"]]
    path = docx_of([table], testshire.parent / "paper.docx", ["Victims fund"])
    import_paper(path, "2018-19", [1], streams={1: "SF"}, project=testshire)
    assert entry(testshire)["stream"] == "SF"


def test_the_command_looks_first_and_then_writes(project):
    path = docx_of(printed_tables(), project.parent / "paper.docx", HEADINGS)
    looked = called(project, "import", str(path), "--year", "2018-19")
    assert looked.returncode == 0
    assert "Table 2 (table 2, 27 rows of 4 cells): Appendix 1: Crime and disorder reduction" in looked.stdout
    assert "£10,000 less than the £1,322,248 printed" in looked.stdout
    assert looked.stdout.splitlines()[-1].endswith("add --tables 1,2")
    written = called(project, "import", str(path), "--year", "2018-19", "--tables", "all")
    assert "written: data/raw/2018-19/victims-services.csv" in written.stdout.splitlines()
    confirm(project)
    checked = called(project, "check", "2018-19")
    assert checked.returncode == 0
    last = "2018-19: no faults; findings: 0 errors, 2 warnings, 14 notes, 0 checks passed"
    assert checked.stdout.splitlines()[-1] == last


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--tables", "one"), '--tables is "one"; expected numbers such as 1,2 or the word all.'),
        (("--stream", "VS"), '--stream is "VS"; expected the number of a table and a code, such as 2=VS.'),
        (("--tables", "9"), "There is no table 9 in the file; expected 1 to 2."),
    ],
)
def test_a_wrong_option_is_told(project, arguments, says):
    path = docx_of(printed_tables(), project.parent / "paper.docx", HEADINGS)
    done = called(project, "import", str(path), "--year", "2018-19", *arguments)
    assert done.returncode == 2
    assert says in done.stderr
    assert not (project / "data" / "raw" / "2018-19").exists()


@pytest.fixture
def paper_with_a_lost_number(project, monkeypatch) -> Path:
    """A paper that shows a number and a word which its reader has missed."""
    path = docx_of(printed_tables(), project.parent / "paper.docx", HEADINGS)
    lost = (Unaccounted("7,500", "page 3", "Hub £7,500 Van"), Unaccounted("Bus", "page 4", "the Bus stop"))
    document = replace(read_document(path), unaccounted=lost)
    monkeypatch.setattr("grantsdata.importers.import_paper.read_isolated", lambda path: document)
    return path


def test_nothing_is_written_while_a_number_is_unaccounted_for(project, paper_with_a_lost_number):
    with pytest.raises(SourceError) as raised:
        import_paper(paper_with_a_lost_number, "2018-19", [1, 2], project=project)
    assert str(raised.value) == (
        'paper.docx, page 3: "7,500" is shown, and is in no table or text that was read (beside it: Hub £7,500 Van); '
        "expected every number in one place. Compare the place with the paper. If every award is there, add: "
        '--although "REASON"'
    )
    assert not (project / "data" / "raw" / "2018-19").exists()


def test_the_reason_why_tables_are_written_although_a_number_is_missing_is_recorded(project, paper_with_a_lost_number):
    although = 'it is in a chart, "figure 2"'
    import_paper(paper_with_a_lost_number, "2018-19", [1], although=although, project=project)
    with (project / "data" / "raw" / "2018-19" / "victims-services.origin.csv").open(encoding="utf-8", newline="") as f:
        *_, number, word = csv.reader(f)
    assert number[:5] == ["", "", "paper.docx", "page 3", "7,500"]
    assert number[5] == (
        '"7,500" is shown, and is in no table or text that was read; beside it: Hub £7,500 Van; '
        'written although: "it is in a chart, "figure 2""'
    )
    assert word[3:5] == ["page 4", "Bus"]


def test_the_command_lists_what_is_unaccounted_for(project, paper_with_a_lost_number, capsys):
    assert look_at(paper_with_a_lost_number, project) == 0
    *_, number, word, last = capsys.readouterr().out.splitlines()
    shown = "is shown, and is in no table or text that was read; beside it:"
    assert number == f'unaccounted for: page 3: "7,500" {shown} Hub £7,500 Van'
    assert word == f'unaccounted for: page 4: "Bus" {shown} the Bus stop'
    assert last.endswith('add --tables 1,2 --although "REASON"')


def test_the_command_lists_the_texts_outside_tables_that_hold_a_number(project, capsys):
    path = docx_of(printed_tables(), project.parent / "paper.docx", ["Victims' services in 2018", "Other awards"])
    look_at(path, project)
    lines = capsys.readouterr().out.splitlines()
    first = lines.index("Texts outside the tables that hold a number:")
    assert lines[first + 1 : first + 3] == [
        "  Victims' services in 2018",
        "Texts outside the tables without a number: 1",
    ]


def test_the_funds_of_a_register_are_the_streams_of_a_new_project(tmp_path: Path) -> None:
    project = tmp_path / "marlshire"
    init(project, "Marlshire Community Foundation", kind="foundation")
    file = tmp_path / "register.csv"
    rows = ["Marlshire grants,,,", '"Total budget for grants: £20,000",,,', ",,,", "Fund,Recipient,Project,Awarded",
            'Main Grants,Marl Foodbank,Warm meals,"£12,500"', "Youth Fund,Marl Scouts,Tents,£900",
            "Main Grants,Marl Hospice,Counselling,£500"]  # fmt: skip
    file.write_text("\n".join(rows) + "\n", encoding="utf-8")
    imported = import_paper(file, "2023-24", [1], project=project)
    streams = [(one["code"], one["name"]) for one in declared(project, "2023-24")["streams"]]
    assert streams == [("MG", "Main Grants"), ("YF", "Youth Fund")]
    (table,) = declared(project, "2023-24")["award_tables"]
    assert table["streams"] == {"Main Grants": "MG", "Youth Fund": "YF"}
    assert table["columns"]["stream"] == "Fund"
    assert imported.about.budgets == ("Total budget for grants: £20,000",)
    assert "budget" not in table["file"]


def test_a_file_that_is_not_there_is_told(project):
    with pytest.raises(SourceError, match=r"nothing\.docx"):
        import_paper(project / "nothing.docx", "2018-19", project=project)


def test_what_cannot_be_written_leaves_everything_as_it_was(project):
    brought_in(project, printed_tables()[:1], HEADINGS)
    folder = project / "data" / "raw" / "2018-19"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (folder / ".crime-and-disorder-reduction.csv.new").mkdir()  # in the way of what is written first
    with pytest.raises(GrantsDataError, match="cannot write"):
        brought_in(project, printed_tables()[1:], HEADINGS[1:])
    (folder / ".crime-and-disorder-reduction.csv.new").rmdir()
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_description_that_cannot_be_read_is_told_before_anything_is_written(project):
    brought_in(project, printed_tables()[:1], HEADINGS)
    toml_of(project).write_text("[paper\n", encoding="utf-8")
    with pytest.raises(GrantsDataError, match="2018-19/paper"):
        brought_in(project, printed_tables(), HEADINGS)


def test_a_single_tender_by_a_heading_is_an_arrangement(testshire):
    table = [
        ["Project", "Organisation", "Award"],
        ["Grant agreements", "", ""],
        ["Boxing", "Night Owls", "£7"],
        ["Single tender", "", ""],
        ["Locks", "Locks Ltd", "£8"],
        ["Total single tender", "", "£8"],
    ]
    imported = brought_in(testshire, [table])
    found = gd.load_awards("2018-19", project=testshire)
    assert list(found["arrangement"]) == ["Grant agreement", "Single tender"]
    assert imported.found[0].proposed.sums[0] == (
        "row 6, Total single tender: 1 of 1 amounts can be read and add up to £8, as printed"
    )
    (total,) = declared(testshire)["printed_totals"]
    assert total["arrangement"] == "Single tender"


def test_a_column_of_unknown_arrangements_is_one_of_themes(testshire):
    table = [
        ["Type", "Project", "Organisation", "Award", "Fund"],
        ["Big", "Boxing", "Night Owls", "£7", "No such fund"],
        ["〃", "Locks", "Locks Ltd", "£8", "〃"],
        ["Small", "Lamps", "Lamps Ltd", "TBC", "Another"],
    ]
    imported = brought_in(testshire, [table])
    assert gd.load_awards("2018-19", project=testshire)["theme"].tolist() == ["No such fund", "No such fund", "Another"]
    assert entry(testshire)["ignored_columns"] == ["Type"]
    assert imported.found[0].proposed.sums == [
        "no total of the whole table is printed; 2 of 3 amounts can be read and add up to £15"
    ]


def test_columns_without_telling_headers_are_guessed_by_their_texts(testshire):
    table = [["A", "B", "C", "£"], ["x", "Boxing", "Night Owls", "£7"], ["x", "Locks", "Night Owls", "£8"]]
    imported = brought_in(testshire, [table])
    columns = {key: (column, reason) for key, column, reason in imported.found[0].proposed.columns}
    assert columns["service"] == (
        "B",
        "no header says it; this column has the most different texts of those left",
    )
    assert columns["provider"][0] in ("A", "C")
    assert columns["award"] == ("£", "holds amounts")


def test_tables_that_hold_nothing_are_told_as_such(project):
    blank = [["", ""], ["", ""]]
    header_only = [["Project", "Organisation", "Award"]]
    totals_only = [["Project", "Organisation", "Award"], ["Total", "", "£7"]]
    path = docx_of([blank, header_only, totals_only], project.parent / "paper.docx")
    looked = import_paper(path, "2018-19", project=project)
    assert [one.printed is None for one in looked.found] == [True, True, False]
    assert [one.proposed for one in looked.found] == [None, None, None]
    told = called(project, "import", str(path), "--year", "2018-19").stdout.splitlines()
    assert told.count("  holds nothing below a header") == 2
    assert told[-1].startswith("Nothing was written, since no table looks like one of awards. If the document only")


def test_a_blank_column_is_left_out_and_told(testshire):
    table = [["Project", "", "Organisation", "Award"], ["Boxing", "", "Night Owls", "£7"]]
    imported = brought_in(testshire, [table])
    assert imported.found[0].printed.notes == ["a blank column is left out"]
    assert imported.found[0].printed.names == ["Project", "Organisation", "Award"]


def test_a_declared_file_that_is_no_text_is_not_taken_for_an_empty_table(project):
    brought_in(project, printed_tables(), HEADINGS)
    spoilt = project / "data" / "raw" / "2018-19" / "victims-services.csv"
    spoilt.write_bytes(b"\xff")
    brought_in(project, printed_tables()[:1], HEADINGS)
    assert spoilt.read_bytes() == b"\xff"
    assert spoilt.with_name("victims-services-2.csv").exists()


def test_an_arrangement_of_the_whole_table_carries_over(testshire):
    toml = toml_of(testshire)
    table = '[[award_tables]]\nfile = "grants.csv"\nstream = "SF"\narrangement = "Single tender"\n'
    table += '[award_tables.columns]\nservice = "Project"\nprovider = "Organisation"\naward = "Award"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + table, encoding="utf-8")
    (toml.parent / "grants.csv").write_text("Project,Organisation,Award\n", encoding="utf-8")
    brought_in(testshire, [[["Project", "Organisation", "Award"], ["Boxing", "Night Owls", "£7"]]])
    assert (entry(testshire)["file"], entry(testshire)["arrangement"]) == ("grants.csv", "Single tender")
    assert gd.load_awards("2018-19", project=testshire)["arrangement"].tolist() == ["Single tender"]


def test_themes_by_a_column_leave_headings_to_a_person(testshire):
    table = [
        ["Theme", "Project", "Organisation", "Award"],
        ["Young people", "", "", ""],
        ["Sport", "Boxing", "Night Owls", "£7"],
    ]
    brought_in(testshire, [table])
    with pytest.raises(GrantsDataError, match="row 2"):
        awards(testshire)


TWO_YEARS = [
    ["Project", "Organisation", "2019/20 Award", "2020/21 Award"],
    ["Boxing", "Night Owls", "£7,000", "£8,000"],
    ["Locks", "Locks Ltd", "£9,000", "£9,500"],
]


def described(project: Path, year: str, rows: Rows = TWO_YEARS) -> Path:
    """A paper brought in for a year, with all that a person has to fill in; returns the Word document."""
    path = docx_of([rows], project.parent / "two-years.docx", ["Safety fund"])
    import_paper(path, year, [1], project=project)
    start = int(year[:4])
    toml = toml_of(project, year)
    text = "\n".join(line.partition(" # ")[0] for line in toml.read_text(encoding="utf-8").splitlines())
    text = text.replace('title = ""', 'title = "Grants"').replace('source = ""', 'source = "Paper"')
    if "\ndate = " not in text:
        text = text.replace("[paper]\n", f"[paper]\ndate = {start}-05-10\n")
    toml.write_text(text + "\n", encoding="utf-8")
    return path


@pytest.fixture
def two_years(testshire: Path) -> Path:
    """A project whose one paper prints a column for 2019-20 and one for 2020-21, described for 2019-20."""
    folder = toml_of(testshire).parent
    folder = folder.rename(folder.parent / "2019-20")
    text = (folder / "paper.toml").read_text(encoding="utf-8")
    (folder / "paper.toml").write_text(text.replace("2018-19", "2019-20"), encoding="utf-8")
    described(testshire, "2019-20")
    return testshire


def pounds(project: Path, year: str) -> list[float]:
    return gd.load_awards(year, include_implied=False, project=project)["award_gbp"].tolist()


def test_a_column_is_taken_for_the_year_that_it_names_and_for_no_other(two_years):
    assert pounds(two_years, "2019-20") == [7000, 9000]
    described(two_years, "2020-21")
    (table,) = declared(two_years, "2020-21")["award_tables"]
    assert table["columns"]["award"] == "2020/21 Award"
    assert table["ignored_columns"] == ["2019/20 Award"]
    assert pounds(two_years, "2020-21") == [8000, 9500]


def test_a_table_without_a_column_for_the_year_is_not_taken(two_years):
    path = two_years.parent / "two-years.docx"
    looked = called(two_years, "import", str(path), "--year", "2021-22", "--tables", "all")
    says = 'nothing says which column of amounts is of 2021-22: "2019/20 Award", "2020/21 Award"'
    assert says in looked.stdout
    assert not toml_of(two_years, "2021-22").exists()
    with pytest.raises(ParameterError, match="Table 1: nothing says which column of amounts is of 2021-22"):
        import_paper(path, "2021-22", [1], project=two_years)


def test_the_next_year_s_header_has_each_column_once(two_years):
    new_year("2020-21", project=two_years)
    (table,) = declared(two_years, "2020-21")["award_tables"]
    assert table["columns"]["award"] == "2020/21 Award"
    assert table["ignored_columns"] == ["2021/22 Award"]
    header = (toml_of(two_years, "2020-21").parent / table["file"]).read_text(encoding="utf-8")
    assert header == "Project,Organisation,2020/21 Award,2021/22 Award\n"


def test_a_declared_column_of_another_year_is_refused_until_somebody_says_why(two_years):
    toml = toml_of(two_years, "2019-20")
    text = toml.read_text(encoding="utf-8")
    text = text.replace('award = "2019/20 Award"', 'award = "2020/21 Award"')
    text = text.replace('ignored_columns = ["2020/21 Award"]', 'ignored_columns = ["2019/20 Award"]')
    toml.write_text(text, encoding="utf-8")
    checked = called(two_years, "check", "2019-20")
    assert checked.returncode == 2
    assert 'award_tables[1].columns.award names another year: "2020/21 Award"; expected a column of 2019-20' in (
        checked.stdout + checked.stderr
    )
    reason = "The header is a misprint, as the office says."
    text = text.replace("[award_tables.columns]", f'award_year_reason = "{reason}"\n[award_tables.columns]')
    toml.write_text(text, encoding="utf-8")
    assert pounds(two_years, "2019-20") == [8000, 9500]
    findings = gd.load_findings("2019-20", project=two_years).set_index("code")
    assert findings.loc["award-column-explained", "sentence"] == (
        f"The awards are in the column “2020/21 Award”. {reason}"
    )


@pytest.mark.parametrize(
    ("headers", "award", "reason"),
    first(
        [
            (["FY20 award", "FY21 award"], "FY21 award", "holds amounts, and its header names the year"),
            (["2019 to 2020", "2020 to 2021"], "2020 to 2021", "holds amounts, and its header names the year"),
            (["2019", "2020"], "2020", "holds amounts, and its header may mean the year"),
            (["Change 2019/20 to 2020/21", "2020-2021"], "2020-2021", "holds amounts, and its header names the year"),
            (["2020/21 budget", "2020/21 award"], "2020/21 award", "its header names the year, as others do"),
            (["2019/20 award", "Sum"], "Sum", "holds amounts, as others do"),
            (["Last year", "Award"], "Award", "holds amounts, as others do"),
            (["Year 1"], "Year 1", "holds amounts; its header counts the years and names none"),
            (["2020", "2021"], None, ""),
            (["Year 1", "Year 2"], None, ""),
            (["Last year"], None, ""),
            (["2019-22", "2020-23"], None, ""),
        ],
        4,
    ),
)
def test_which_of_several_columns_of_amounts_is_this_year_s(empty_project, headers, award, reason):
    rows = [
        ["Project", "Organisation", *headers],
        ["Boxing", "Night Owls", *["£7,000"] * len(headers)],
        ["Locks", "Locks Ltd", *["£9,000"] * len(headers)],
    ]
    path = docx_of([rows], empty_project.parent / "paper.docx")
    (found,) = import_paper(path, "2020-21", project=empty_project).found
    if award is None:
        assert found.proposed is None
        assert found.why_not.startswith("nothing says which column of amounts is of 2020-21: ")
    else:
        (proposed,) = [one for one in found.proposed.columns if one[0] == "award"]
        assert proposed[1] == award
        assert reason in proposed[2]


def test_a_column_that_counts_the_years_is_a_guess_again_in_the_next_year(testshire):
    rows = [["Project", "Organisation", "Year 1"], ["Boxing", "Night Owls", "£7"], ["Locks", "Locks Ltd", "£8"]]
    path = described(testshire, "2018-19", rows)
    looked = import_paper(path, "2019-20", project=testshire).found[0].proposed
    assert ("award", "Year 1", "holds amounts; its header counts the years and names none") in looked.columns
    new_year("2019-20", project=testshire)
    text = toml_of(testshire, "2019-20").read_text(encoding="utf-8")
    assert "[award_tables.columns] # guess: Year 1 was the award of 2018-19" in text


def test_a_table_that_says_that_no_row_is_an_award_is_refused(project: Path) -> None:
    """The Word documents that this program makes say it of each of their tables."""
    document = docx.Document()
    table = document.add_table(2, 3)
    for row, texts in zip(table.rows, (["Service", "Provider", "Award"], ["Hub", "Ely Trust", "£500"]), strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    description = OxmlElement("w:tblDescription")
    description.set(qn("w:val"), NO_ROW)
    table._tbl.tblPr.append(description)
    document.save(str(project.parent / "paper.docx"))
    with pytest.raises(ParameterError) as refusal:
        import_paper(project.parent / "paper.docx", "2018-19", [1], project=project)
    assert str(refusal.value) == (
        "Table 1: the file says in the alternative text of this table that no row is an award. Nothing was written. If "
        "it lists awards after all, change its alternative text in Word (Table Properties, Alt Text)."
    )
    assert not toml_of(project).exists()


def test_a_paper_can_be_looked_at_where_there_is_no_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    looked = import_paper(docx_of(printed_tables(), tmp_path / "paper.docx", HEADINGS), "2018-19")
    assert ([one.number for one in looked.found if one.proposed], looked.written) == ([1, 2], [])
