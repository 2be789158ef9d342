"""A file that breaks off, and an amount that fell apart, are shown with their faults and never written."""

import json
import resource
from pathlib import Path

import pytest
from support.papers import docx_of, html_of, ods_of, pdf_by_chromium, xlsx_of
from support.reporting import add_year, copied_project, grantsdata

import grantsdata as gd
from grantsdata.errors import AwardsError, SourceError
from grantsdata.importers.documents.found import Document
from grantsdata.importers.documents.reading import read_document
from grantsdata.importers.import_paper import import_paper
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.check import check
from grantsdata.reconcile.unread import tables_without_line_end
from grantsdata.sources.threesixty.breakdown import national_breakdown

HEAD = "<table><tr><th>Service<th>Provider<th>Award"
ROWS = [["Service", "Provider", "Award"], ["Hub", "Ely", "£500"], ["Van", "March", "£12,000"]]


def read(folder: Path, text: str, name: str = "page.html") -> Document:
    (folder / name).write_bytes(text.encode())
    return read_document(folder / name)


def faults(found: Document) -> list[tuple[int | None, str, str | None]]:
    return [(one.row, one.problem, one.text) for table in found.tables for one in table.faults]


CUT_PAGES = {
    "within an amount": (f"{HEAD}<tr><td>Hub<td>Ely<td>£12", "£12"),
    "within the next tag": (f"{HEAD}<tr><td>Hub</td><td>Ely</td><td>£12</t", "£12"),
    "before the end of the table": (f"{HEAD}<tr><td>Hub</td><td>Ely</td><td>£12</td></tr>", "£12"),
    "with the page's own end tags": (f"<html><body>{HEAD}<tr><td>Hub<td>Ely<td>£12</body></html>", "£12"),
    "within a comment": (f"{HEAD}<tr><td>Hub<td>Ely<td>£12<!-- ,000</table>", "£12"),
    "before another table": (f"{HEAD}<tr><td>Hub<td>Ely<td>£12<h2>More</h2><table><tr><td>a</table>", "£12"),
}


@pytest.mark.parametrize(("html", "text"), CUT_PAGES.values(), ids=CUT_PAGES)
def test_a_page_that_ends_before_its_table_does_is_at_fault(tmp_path: Path, html: str, text: str) -> None:
    (fault,) = read(tmp_path, html).tables[0].faults
    assert (fault.file, fault.row) == ("page.html", 2)
    assert "table, after" in fault.problem
    assert fault.expected.startswith("</table>")
    assert (fault.text or "").startswith(text) or text in fault.expected


def test_a_page_that_ends_within_an_entity_is_at_fault(tmp_path: Path) -> None:
    (fault,) = read(tmp_path, f"{HEAD}<tr><td>Hub<td>Ely<td>&poun").tables[0].faults
    assert fault.expected == "</table> before the page ends (it ends with &poun)"


GUESSED_PAGES = {
    "an open quotation mark": (
        "<tr><td>Hub<td>Ely<td class='x>£12</td><td class='y'>000",
        "a tag goes on over the next",
    ),
    "an open start tag": ("<tr><td>Hub<td <td>Ely<td>£12", "a tag goes on over the next"),
    "an open end tag": ("<tr><td>Hub</td><td>Ely</td><td>£12</td<td>000</td>", "a tag goes on over the next"),
    "a text between cells": ("<tr><td>Hub<td>Ely<td>£12</td>,000</tr>", "a text outside all cells"),
    "a text between rows": ("<tr><td>Hub<td>Ely<td>£12</tr>,000", "a text outside all cells"),
    "a script that is left open": ("<tr><td>Hub<td>Ely<td>£12<textarea>,000</td></tr>", "a <textarea> is left open"),
    "an element over two cells": ("<tr><td><b>Hub<td>Ely<td>£12</b>,000</tr>", "a </b> ends the cell or row"),
}


@pytest.mark.parametrize(("rows", "says"), GUESSED_PAGES.values(), ids=GUESSED_PAGES)
def test_what_a_reader_of_the_page_would_have_to_guess_is_at_fault(tmp_path: Path, rows: str, says: str) -> None:
    found = faults(read(tmp_path, f"{HEAD}{rows}</table>"))
    assert found
    assert all(row == 2 for row, _, _ in found)
    assert any(problem.startswith(says) for _, problem, _ in found), found


def test_a_table_ended_by_the_end_of_what_it_stands_in_is_at_fault(tmp_path: Path) -> None:
    found = faults(read(tmp_path, f"<div>{HEAD}<tr><td>Hub<td>Ely<td>£12</div><p>,000</p></table>"))
    assert found == [(2, "the page goes on with </div> within this table, after", "£12")]


@pytest.mark.parametrize(
    "html",
    [
        f"{HEAD}<tr><td>Hub<td>Ely<td>£12,000<tr><td>Van<td>March<td>£5</table>",
        "<table><thead><tr><th>A<th>B<tbody><tr><td><ul><li>x<li>y</ul><td><p>£5<p>from OPCC</table>",
        "<table><caption>Awards<tr><td>a<br>b<td><img src=x>£5<input></table>",
        "<table><tr><td>a<table><tr><td>b<td>c</table><td>d</table>",
        "<html><body><table><tr><td title='less <5'>a<td>£5</td></tr></table></body></html> AT&T",
        html_of([ROWS]),
    ],
)
def test_end_tags_that_html_lets_a_page_leave_out_are_no_fault(tmp_path: Path, html: str) -> None:
    found = read(tmp_path, f"<!doctype html>{html}")
    assert (faults(found), found.notes) == ([], ())


@pytest.mark.parametrize(
    ("end", "note"),
    [
        ("<p>More", "the page ends without </html>: look whether it has more tables than these"),
        ("<!-- <table>", "the page breaks off after its last table, with <!-- <table>"),
        ("<select><option>x", "the page never ends its <select>; what stands after it is not read"),
        ("<b><select>x</b>", "the page does not end its <select>; what stands in it is not read"),
    ],
)
def test_what_is_left_open_outside_tables_is_told(tmp_path: Path, end: str, note: str) -> None:
    found = read(tmp_path, f"<html><table><tr><td>a<td>£5</table>{end}")
    assert faults(found) == []
    assert note in found.notes


def test_an_element_that_changes_no_text_and_is_left_open_in_a_cell_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, "<table><tr><td><b>a</td><td>£5</td></tr></table>")
    assert faults(found) == []
    assert found.notes == ("the page does not end its <b> before </td>; where it ends is a guess",)


SPLIT = {
    "one cell too many": ("Service,Provider,Award\nHub,Ely,446,000\nVan,March,£5\n", [(2, "Hub,Ely,446,000")]),
    "pence after a comma": ("Service,Provider,Award\nHub,Ely,446,50\n", [(2, "Hub,Ely,446,50")]),
    "tabs": ("Service\tProvider\tAward\nHub\tEly\t£1\t250\nVan\tMarch\t£5\n", [(2, "Hub\tEly\t£1\t250")]),
    "semicolons": ("Service;Provider;Award\nHub;Ely;1;000\nVan;March;£5\n", [(2, "Hub;Ely;1;000")]),
    "one cell too few": ("Service,Provider,Award\nHub,£500\nVan,March,£5\n", [(2, "Hub,£500")]),
    "a last cell left out": ("Service,Provider,Award,Notes\nHub,Ely,£446,000\nVan,March,£5,\n", [(2, "£446,000")]),
    "no £": ("Service,Provider,Award,Notes\nHub,Ely,446,050\nVan,March,5,\n", [(2, "446,050")]),
    "no nought": ("Service,Provider,Award,Notes\nHub,Ely,£1,250\nVan,March,£5,new\n", [(2, "£1,250")]),
    "pence": ("Service,Provider,Award,Notes\nHub,Ely,£446,05\nVan,March,£5,\n", [(2, "£446,05")]),
    "no name": ("Service,Provider,Award,\nHub,Ely,446,250\nVan,March,5,50\n", [(2, "446,250"), (3, "5,50")]),
}


@pytest.mark.parametrize(("text", "told"), SPLIT.values(), ids=SPLIT)
def test_an_amount_in_two_cells_of_a_csv_file_is_at_fault(
    tmp_path: Path, text: str, told: list[tuple[int, str]]
) -> None:
    assert [(row, found) for row, _, found in faults(read(tmp_path, text, "awards.csv"))] == told


@pytest.mark.parametrize(
    "text",
    [
        'Service,Provider,Award\nHub,Ely,"£446,000"\nVan,March,£5\n',
        "Awards of 2018-19\nService,Provider,Award\nGrants\nHub,Ely,£446\n\nSubject to review.\n",
        "Service,Provider,Award\nHub,Ely,£446,,\n",
        "Service,Provider,Award,People\nHub,Ely,£446,12\nVan,March,£500,250\n",
        "Service,Provider,Award,People\nHub,Ely,£446.00,250\n",
        "Service,Provider,2018/19,2019/20\nHub,Ely,446,500\nVan,March,£5,£750\n",
        "Service,Provider,2018/19,2019/20\nHub,Ely,446,500\n",
        'Service,Provider,Award\nHub,Ely,"£446,000"',
    ],
)
def test_cells_that_hold_numbers_of_their_own_are_no_fault(tmp_path: Path, text: str) -> None:
    assert faults(read(tmp_path, text, "awards.csv")) == []


def test_many_rows_that_do_not_fit_are_counted(tmp_path: Path) -> None:
    found = faults(read(tmp_path, "Service,Award\n" + "Hub,£446,000\n" * 23, "awards.csv"))
    assert len(found) == 21
    assert found[-1] == (22, "3 more such rows, the first of them", "Hub,£446,000")


@pytest.mark.parametrize("last", ["Ely", "£12"])
def test_a_csv_file_without_a_line_end_is_shown_and_not_written(tmp_path: Path, last: str) -> None:
    project = copied_project(tmp_path / "project")
    path = tmp_path / "awards.csv"
    path.write_text(f"Service,Award,Provider\nVan,£500,March\nBus,£500,Ely\nHub,£7,{last}", encoding="utf-8")
    looked = grantsdata(project, "import", str(path), "--year", "2018-19")
    assert looked.returncode == 0
    told = next(line for line in looked.stdout.splitlines() if "fault:" in line)
    assert told.startswith("  fault: awards.csv row 4: the file ends within its last row, with")
    assert "--tables" not in looked.stdout
    refused = grantsdata(project, "import", str(path), "--year", "2018-19", "--tables", "1")
    assert refused.returncode == 2
    assert "awards.csv row 4: the file ends within its last row" in refused.stderr
    assert not (project / "data" / "raw" / "2018-19").exists()


def test_a_cut_page_is_written_once_it_is_mended(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    path = tmp_path / "page.html"
    whole = html_of([ROWS])
    path.write_text(whole[: whole.index("£12") + 3], encoding="utf-8")
    with pytest.raises(SourceError, match=r"page\.html row 3: the page breaks off within this table, after \"£12\""):
        import_paper(path, "2018-19", [1], project=project)
    assert not (project / "data" / "raw" / "2018-19").exists()
    path.write_text(whole, encoding="utf-8")
    import_paper(path, "2018-19", [1], project=project)
    tables = (project / "data" / "raw" / "2018-19").glob("*.csv")
    (table,) = [one for one in tables if one.suffixes == [".csv"] and "£12,000" in one.read_text(encoding="utf-8")]
    assert table.read_text(encoding="utf-8").endswith('"£12,000"\n')


@pytest.mark.parametrize("kind", ["docx", "xlsx", "ods"])
def test_a_zipped_file_that_is_cut_off_anywhere_is_refused(tmp_path: Path, kind: str) -> None:
    path = {"docx": docx_of, "xlsx": xlsx_of, "ods": ods_of}[kind]([ROWS], tmp_path / f"paper.{kind}")
    content = path.read_bytes()
    for kept in (len(content) - 1, len(content) - 30, len(content) // 2):
        path.write_bytes(content[:kept])
        with pytest.raises(SourceError, match="damaged"):
            read_document(path)


def test_a_pdf_that_is_cut_off_is_shown_and_not_written(tmp_path: Path) -> None:
    path = pdf_by_chromium(html_of([ROWS]), tmp_path / "paper.pdf")
    assert faults(read_document(path)) == []
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"startxref")])
    found = read_document(path)
    assert [one.problem for one in found.tables[0].faults] == ["the PDF breaks off: its last bytes are missing"]
    assert found.notes == ("the list of its objects is missing or wrong; a reader has searched for them",)


def test_a_pdf_whose_list_of_objects_is_wrong_is_told(tmp_path: Path) -> None:
    path = pdf_by_chromium(html_of([ROWS]), tmp_path / "paper.pdf")
    content = path.read_bytes()
    at = content.rindex(b"startxref") + 10
    path.write_bytes(content[:at] + b"7" + content[content.index(b"\n", at) :])
    found = read_document(path)
    assert found.notes == ("the list of its objects is missing or wrong; a reader has searched for them",)
    assert faults(found) == []


def test_a_typed_table_that_ends_in_a_figure_is_refused_and_one_that_ends_in_a_text_is_told(tmp_path: Path) -> None:
    project = copied_project(tmp_path / "project")
    add_year(project, [("GR", "Street lights", "Cambridge City Council", "213")])
    (path,) = (project / "data" / "raw" / "2018-19").glob("*.csv")
    lines = [line.split(",") for line in path.read_text(encoding="utf-8").splitlines()]
    last = ",".join(lines[-1])
    assert last.endswith("213")
    path.write_text("\n".join(map(",".join, lines)), encoding="utf-8")
    with pytest.raises((AwardsError, SourceError), match="row 2: the file ends within its last row, with"):
        gd.load_awards("2018-19", project=project)
    path.write_text("\n".join(",".join(reversed(line)) for line in lines), encoding="utf-8")
    assert gd.load_awards("2018-19", project=project)["award_pence"].tolist() == [213_00]
    told = [one for one in check(FinancialYear(2018), project=project) if "ends within" in one.message]
    assert [(one.severity, one.file) for one in told] == [("warning", f"data/raw/2018-19/{path.name}")]


@pytest.mark.parametrize("target", ["/dev/zero", "outside.csv"])
def test_the_end_of_a_table_is_looked_at_only_in_a_plain_file_of_the_project(tmp_path: Path, target: str) -> None:
    """A device reports no size and never ends; a file outside the data folder is shown to no one."""
    project = copied_project(tmp_path / "project")
    (tmp_path / "outside.csv").write_text("Name\nsecret", encoding="utf-8")
    link = project / "data" / "raw" / "2017-18" / "linked.csv"
    link.symlink_to(target if target.startswith("/") else tmp_path / target)
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (8 << 30, hard))  # a read without end fails here and harms nothing else
    try:
        assert list(tables_without_line_end(FinancialYear(2017), project)) == []
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


GRANTS = (
    "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Name\n"
    "a-1,Hub,GBP,12000,2018-05-01,Elstow Trust\n"
    "a-2,Van,GBP,500,2018-05-01,Farrowby Soc"
)


def test_a_file_of_grants_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "grants.csv"
    path.write_text(GRANTS, encoding="utf-8")
    says = r"grants\.csv row 3: the file ends within its last row, with \"a-2,Van,GBP,500,2018-05-01,Farrowby Soc\""
    with pytest.raises(SourceError, match=says):
        gd.read_360giving(path)
    with pytest.raises(SourceError, match=says):
        national_breakdown(path, ["provider_printed"])
    package = tmp_path / "grants.json"
    package.write_text(json.dumps({"grants": [{"id": "a-1", "amountAwarded": 12000}]})[:-5], encoding="utf-8")
    with pytest.raises(SourceError, match="this is not JSON"):
        gd.read_360giving(package)
