"""What somebody edits in the board paper is listed as exactly that, whatever program it was saved with."""

import copy
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from support.cases import first
from support.documents import year_of_documents
from support.papers import docx_of, raw_rows
from support.reporting import APPROPRIATE_ADULTS, REPOSITORY, copied_project

from grantsdata.errors import ParameterError, SourceError
from grantsdata.runs.edits.compare import Compared, Edit, compare

YEAR = "2017-18"
VICTIMS, CRIME = (f"data/raw/{YEAR}/{name}.csv" for name in ("victims-services", "crime-and-disorder-reduction"))
SECURITY = "Home security for elderly victims of burglary"


@pytest.fixture(scope="module")
def paper(published: Path) -> Path:
    return published / "outputs" / YEAR / "board-paper.docx"


def row_of(document: Document, service: str) -> Any:
    return next(row for table in document.tables for row in table.rows if row.cells[0].text == service)


def write(document: Document, service: str, column: str, text: str) -> None:
    table = next(one for one in document.tables if any(row.cells[0].text == service for row in one.rows))
    place = [cell.text for cell in table.rows[0].cells].index(column)
    row_of(document, service).cells[place].text = text


def amount(document: Document) -> None:
    write(document, SECURITY, "Amount", "£55,000")


def provider(document: Document) -> None:
    write(document, "Crimestoppers", "Provider", "Catch22")


def new_row(document: Document) -> None:
    """As in Word: a row like the one above it, with other texts."""
    like = row_of(document, "Restorative Justice Hub")._tr
    like.addnext(copy.deepcopy(like))
    table = next(one for one in document.tables if any(row._tr is like for row in one.rows))
    place = [row._tr for row in table.rows].index(like) + 1
    heads = [cell.text for cell in table.rows[0].cells]
    for name, text in (("Service", "Night bus"), ("Amount", "£5,000"), ("Provider", "Family Action")):
        table.rows[place].cells[heads.index(name)].text = text


def deleted_row(document: Document) -> None:
    row = row_of(document, "Police Cadets")._tr
    row.getparent().remove(row)


def moved_row(document: Document) -> None:
    row_of(document, "Restorative Justice Hub")._tr.addnext(row_of(document, SECURITY)._tr)


def row_in_another_order(document: Document) -> None:
    row_of(document, "Fenland Community Safety Partnership")._tr.addnext(row_of(document, "Police Cadets")._tr)


def row_under_another_theme(document: Document) -> None:
    row_of(document, "Peterborough Safeguarding Adults Board")._tr.addnext(row_of(document, "Police Cadets")._tr)


def other_looks(document: Document) -> None:
    for table in document.tables:
        for row in table.rows:
            for cell in row.cells:
                for run in cell.paragraphs[0].runs:
                    run.bold, run.font.size = True, Pt(8)
    document.paragraphs[0].text = "Another text"


def everything(document: Document) -> None:
    for edit in (amount, provider, new_row, deleted_row):
        edit(document)


def edited(paper: Path, folder: Path, edit: Callable[[Document], None]) -> Path:
    document = docx.Document(str(paper))
    edit(document)
    document.save(str(folder / "edited.docx"))
    return folder / "edited.docx"


def found(path: Path) -> Compared:
    return compare(path, YEAR, project=REPOSITORY)


def without_place(edits: list[Edit]) -> list[tuple[str, str, str, str, str, str, int]]:
    """The edits without the tables' numbers, which change with the paper."""
    return [(one.kind, one.service, one.column, one.old, one.new, one.file, one.row) for one in edits]


AMOUNT = ("changed", SECURITY, "Amount", "£50,000", "£55,000", VICTIMS, 10)
PROVIDER = ("changed", "Crimestoppers", "Provider", "Crimestoppers", "Catch22", CRIME, 15)
NEW = ("added", "Night bus", "", "", "Night bus; Family Action; £5,000", "", 0)
DELETED = ("deleted", "Police Cadets", "", "Police Cadets; Cambridgeshire Constabulary; £10,000", "", CRIME, 24)
FROM, TO = "Victims' services, Single tender", "Victims' services, Grant agreement"
CRIME_WORDS = "Crime and disorder reduction"
MOVED = ("moved", SECURITY, "", FROM, TO, VICTIMS, 10)
OTHER_THEME = ("moved", "Police Cadets", "", f"{CRIME_WORDS}, Communities", f"{CRIME_WORDS}, Victims", CRIME, 24)


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (lambda document: None, []),
        (amount, [AMOUNT]),
        (provider, [PROVIDER]),
        (new_row, [NEW]),
        (deleted_row, [DELETED]),
        (moved_row, [MOVED]),
        (row_under_another_theme, [OTHER_THEME]),
        (row_in_another_order, []),
        (other_looks, []),
        (everything, [NEW, AMOUNT, PROVIDER, DELETED]),
    ],
    ids=lambda value: getattr(value, "__name__", None) if callable(value) else "",
)
def test_each_edit_is_listed_and_nothing_else(
    paper: Path, tmp_path: Path, edit: Callable[[Document], None], expected: list[tuple[object, ...]]
) -> None:
    assert without_place(found(edited(paper, tmp_path, edit)).edits) == expected


@pytest.mark.parametrize(
    ("service", "column", "text", "old", "new"),
    first(
        [
            (SECURITY, "Amount", "", "£50,000", ""),
            (SECURITY, "Amount", "about £50k", "£50,000", "about £50k"),
            (SECURITY, "Service", "Home security", SECURITY, "Home security"),
            (SECURITY, "Provider", "", "Shrievalty Trust", ""),
            (APPROPRIATE_ADULTS, "Amount", "", "£10,000", ""),
            (APPROPRIATE_ADULTS, "Amount", "£12,000", "£10,000", "£12,000"),
            ("Emerging Initiatives", "Provider", "Family Action", "", "Family Action"),
            ("Counselling for young victims of crime", "Remark", "", "Match funded", ""),
            (
                "Police Cadets",
                "Purpose",
                "Cadets.",
                "Running costs of the county's volunteer cadet schemes.",
                "Cadets.",
            ),
        ],
        3,
    ),
)
def test_each_cell_of_an_award_is_compared(
    paper: Path, tmp_path: Path, service: str, column: str, text: str, old: str, new: str
) -> None:
    path = edited(paper, tmp_path, lambda document: write(document, service, column, text))
    edits = [one for one in found(path).edits if one.column == column]
    assert [(one.kind, one.old, one.new) for one in edits] == [("changed", old, new)]


@pytest.mark.parametrize(
    ("service", "column", "text"),
    first([
        (SECURITY, "Amount", "50000.00"),
        (SECURITY, "Provider", "  Shrievalty   Trust "),
        ("Victim Pathfinders (Mental Health Nurses in Victim and Witness Hub)", "Provider",
         "Cambridgeshire and Peterborough Foundation Trust"),
        ("Police Cadets", "Purpose", "Running costs of the county’s volunteer cadet schemes."),
    ], 1),
)  # fmt: skip
def test_what_means_the_same_is_no_edit(paper: Path, tmp_path: Path, service: str, column: str, text: str) -> None:
    """Another form of the amount, spaces, the name as the paper prints it, the quotation marks that Word puts in."""
    assert found(edited(paper, tmp_path, lambda document: write(document, service, column, text))).edits == []


def test_the_place_is_the_table_and_row_as_word_has_them(paper: Path, tmp_path: Path) -> None:
    path = edited(paper, tmp_path, amount)
    tables = docx.Document(str(path)).tables
    table, row = next(
        (number, place)
        for number, one in enumerate(tables, start=1)
        for place, cells in enumerate(one.rows, start=1)
        if cells.cells[0].text == SECURITY
    )
    assert [one.place for one in found(path).edits] == [f"table {table}, row {row}"]


def test_a_total_that_the_rows_no_longer_add_up_to_is_a_note_and_one_that_was_edited_an_edit(
    paper: Path, tmp_path: Path
) -> None:
    (note,) = found(edited(paper, tmp_path, amount)).notes
    assert note.endswith("Total is £154,065, and the rows above it add up to £159,065")

    def total(document: Document) -> None:
        cells = next(row.cells for table in document.tables for row in table.rows if row.cells[1].text == "£154,065")
        cells[1].text = "£160,000"

    (edit,) = found(edited(paper, tmp_path, total)).edits
    assert (edit.kind, edit.service, edit.old, edit.new) == ("total", "Total", "£154,065", "£160,000")


def test_an_award_that_stands_twice_in_a_table_was_added(paper: Path, tmp_path: Path) -> None:
    def twice(document: Document) -> None:
        row = row_of(document, "Police Cadets")._tr
        row.addnext(copy.deepcopy(row))

    assert [(one.kind, one.service) for one in found(edited(paper, tmp_path, twice)).edits] == [
        ("added", "Police Cadets")
    ]


def test_a_table_that_lists_all_awards_once_more_adds_and_deletes_none(paper: Path, tmp_path: Path) -> None:
    def again(document: Document) -> None:
        table = next(one for one in document.tables if any(row.cells[0].text == SECURITY for row in one.rows))
        table._tbl.addnext(copy.deepcopy(table._tbl))
        table._tbl.addnext(copy.deepcopy(document.paragraphs[0]._p))

    assert found(edited(paper, tmp_path, again)).edits == []


def test_tables_that_list_no_awards_are_named_and_not_compared(paper: Path) -> None:
    compared = found(paper)
    assert compared.awards == 35
    assert any("The streams and their budgets" in one for one in compared.not_compared)
    assert not any("single tenders" in one for one in compared.not_compared)


def test_the_offices_own_paper_lists_what_was_typed_from_it(tmp_path: Path) -> None:
    """It prints the provider where an amount should be, merges cells, and has other headings than ours."""
    victims = [row[:4] for row in raw_rows("victims-services.csv")]
    crime = [row[:4] for row in raw_rows("crime-and-disorder-reduction.csv")]
    total = [*crime, ["Total Awards", "", "", "£1,322,248"]]
    path = docx_of([victims, total], tmp_path / "paper.docx", ("Victims' services", "Appendix 1"))
    compared = found(path)
    assert (compared.awards, compared.edits) == (35, [])


def test_the_year_is_the_one_that_the_file_names(paper: Path, tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    assert compare(paper, project=project).year == YEAR
    other = project / "data" / "raw" / "2018-19"
    other.mkdir()
    text = (project / "data" / "raw" / YEAR / "paper.toml").read_text(encoding="utf-8")
    (other / "paper.toml").write_text(text, encoding="utf-8")
    assert compare(paper, project=project).year == YEAR

    def no_year(document: Document) -> None:
        for paragraph in document.paragraphs:
            paragraph.text = "words"

    with pytest.raises(ParameterError, match=r"edited\.docx does not say which year it is of; name it"):
        compare(edited(paper, tmp_path, no_year), project=project)


def test_a_file_without_these_awards_is_refused(tmp_path: Path) -> None:
    path = docx_of([[["Service", "Provider", "Award"], ["Bus", "Somebody", "£1,000"]]], tmp_path / "other.docx")
    with pytest.raises(SourceError, match=r"other\.docx: no table of it lists an award of 2017-18"):
        found(path)


def test_an_implied_amount_can_count_as_not_stated(paper: Path, tmp_path: Path) -> None:
    path = edited(paper, tmp_path, lambda document: write(document, APPROPRIATE_ADULTS, "Amount", ""))
    edits = compare(path, YEAR, include_implied=False, project=REPOSITORY).edits
    assert edits == []


def test_changes_that_word_has_tracked_count_as_made_and_are_noted(paper: Path, tmp_path: Path) -> None:
    def tracked(document: Document) -> None:
        row = row_of(document, SECURITY)
        cell = next(one for one in row.cells if one.text == "£50,000").paragraphs[0]._p
        cell.remove(cell.find(qn("w:r")))
        for kind, inner in (("del", "<w:delText>£50,000</w:delText>"), ("ins", "<w:t>£55,000</w:t>")):
            change = f'<w:{kind} {nsdecls("w")} w:id="1" w:author="A"><w:r>{inner}</w:r></w:{kind}>'
            cell.append(parse_xml(change))
        mark = parse_xml(f'<w:del {nsdecls("w")} w:id="2" w:author="A"/>')
        row_of(document, "Police Cadets")._tr.get_or_add_trPr().append(mark)

    compared = found(edited(paper, tmp_path, tracked))
    assert without_place(compared.edits) == [AMOUNT, DELETED]
    assert [note for note in compared.notes if "tracked change" in note and "Police Cadets" in note]


@pytest.mark.proof
@pytest.mark.parametrize("form", ["odt", "docx:MS Word 2007 XML"])
def test_the_same_edits_are_found_after_libreoffice_has_saved_the_file(paper: Path, tmp_path: Path, form: str) -> None:
    path = edited(paper, tmp_path, everything)
    folder = tmp_path / "saved"
    home = f"-env:UserInstallation=file://{tmp_path}/office"
    line = ["soffice", home, "--headless", "--convert-to", form, "--outdir", str(folder), str(path)]
    subprocess.run(line, check=True, capture_output=True, timeout=300)
    saved = folder / f"edited.{form.partition(':')[0]}"
    assert without_place(found(saved).edits) == [NEW, AMOUNT, PROVIDER, DELETED]


def test_a_notice_is_compared_with_the_awards_of_that_notice(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "office")
    year_of_documents(project)
    table = [["Service", "Provider", "Award"], ["Mentoring", "Family Action", "£1,300"]]
    found = compare(docx_of([table], tmp_path / "notice.docx"), "2018-19", project=project)
    assert [(edit.service, edit.old, edit.new, edit.file, edit.row) for edit in found.edits] == [
        ("Mentoring", "£1,200", "£1,300", "data/raw/2018-19/notice-august.csv", 2)
    ]
