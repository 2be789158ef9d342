"""The lines of a ledger become lines of a table: all of them or none, each fault at its place in the file."""

from datetime import date
from pathlib import Path

import openpyxl
import pytest
from support.agreements import SOUND, YEAR, year_with
from support.documents import year_of_documents
from support.reporting import called

from grantsdata import load_payments
from grantsdata.errors import ParameterError, SourceError
from grantsdata.runs.edits.records import import_records

HEADER = ["Service", "Date", "Kind", "Amount", "Instalment", "Held back because", "Said in"]
BUS_2 = ["Night bus", date(2018, 11, 5), "paid", 2000.5, "2 of 2", "", "ledger"]
BUS_1 = ["Night bus", date(2018, 6, 1), "paid", "£2,000", "1 of 2", "", "ledger"]


def workbook(path: Path, *rows: list[object], header: list[str] = HEADER) -> Path:
    book = openpyxl.Workbook()
    for row in (["Payments made", *[""] * (len(header) - 1)], header, *rows):
        book.active.append(row)
    for (cell,) in book.active["B3:B9"]:
        cell.number_format = "dd/mm/yyyy"
    book.save(path)
    return path


def test_a_ledger_of_a_spreadsheet_becomes_payments(project: Path) -> None:
    folder = year_with(project, {key: SOUND[key] for key in ("payments", "conditions")})
    before = (folder / "payments.csv").read_text(encoding="utf-8")
    file = workbook(project / "ledger.xlsx", BUS_1, BUS_2)
    done = called(project, "import", str(file), "--year", YEAR, "--as", "payments")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "payments: 1 added; 1 more is there already.")
    assert (folder / "payments.csv").read_text(encoding="utf-8") == (
        before + "GR,Night bus,,2018-11-05,paid,2000.5,2 of 2,,ledger\n"
    )
    assert load_payments(YEAR, project=project)["amount_pence"].tolist() == [200_000, 240_050, 200_000, 40_000, 200_050]
    origin = (folder / "payments.origin.csv").read_text(encoding="utf-8").splitlines()
    assert "6,amount,ledger.xlsx,D4,2000.5," in origin
    assert "6,date,ledger.xlsx,B4,05/11/2018," in origin


def test_a_ledger_with_columns_of_its_own_is_read_by_its_cells(project: Path) -> None:
    folder = year_with(project, {})
    header = ["Posting date", "Grant", "Paid out", "Comment"]
    rows = (["01/06/2018", "Night bus", "£2,000", "1 of 2"], ["05/11/2018", "night bus ", "£2,000.50", "late"])
    book = openpyxl.Workbook()
    for row in (header, *rows):
        book.active.append(row)
    for name in ("ledger.xlsx", "the-same-again.xlsx"):
        book.save(project / name)
    with pytest.raises(SourceError, match=r"D1: unknown column .Comment.; .* leave it out: --leave-out Comment"):
        import_records(project / "ledger.xlsx", YEAR, "payments", project=project)
    with pytest.raises(SourceError, match="B3, column service: no award"):  # it has a capital
        import_records(project / "ledger.xlsx", YEAR, "payments", leave_out=["Comment"], project=project)
    book.active["B3"] = "Night bus"
    for name in ("ledger.xlsx", "the-same-again.xlsx"):
        book.save(project / name)
    line = ("import", str(project / "ledger.xlsx"), "--year", YEAR, "--as", "payments", "--leave-out", "Comment")
    done = called(project, *line)
    assert done.returncode == 0, done.stderr
    assert "without a column for it: kind = paid" in done.stdout
    assert "by its cells: date = Posting date" in done.stdout and "by its cells: amount = Paid out" in done.stdout
    lines = (folder / "payments.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1:] == [
        'GR,Night bus,,2018-06-01,paid,"£2,000",,,ledger.xlsx',
        'GR,Night bus,,2018-11-05,paid,"£2,000.50",,,ledger.xlsx',
    ]
    again = import_records(project / "the-same-again.xlsx", YEAR, "payments", leave_out=["Comment"], project=project)
    assert (again.added, again.already_there) == (0, 2)
    assert called(project, "import", str(project / "ledger.xlsx"), "--year", YEAR, "--leave-out", "x").returncode == 2


def test_a_second_payment_like_one_on_file_is_not_lost(project: Path) -> None:
    """The ledger of June has one payment of 1 June; that of July has two that are alike."""
    folder = year_with(project, {})
    header = ["Service", "Date", "Amount"]
    line = ["Night bus", "01/06/2018", "£2,000"]
    for name, rows in (("june.xlsx", [line]), ("july.xlsx", [line, line])):
        book = openpyxl.Workbook()
        for row in (header, *rows):
            book.active.append(row)
        book.save(project / name)
    assert import_records(project / "june.xlsx", YEAR, "payments", project=project).added == 1
    before = (folder / "payments.csv").read_bytes()
    added = import_records(project / "july.xlsx", YEAR, "payments", project=project)
    assert (added.added, added.already_there) == (1, 1)  # the ledgers have different names, so both can stand
    assert (folder / "payments.csv").read_bytes().startswith(before)
    assert load_payments(YEAR, project=project)["amount_pence"].sum() == 400_000
    assert import_records(project / "july.xlsx", YEAR, "payments", project=project).already_there == 2


def test_the_first_lines_declare_their_table(project: Path) -> None:
    folder = year_with(project, {})
    toml = folder / "paper.toml"
    comment = "# If the paper has such a table, type it into payments.csv, and delete each # below."
    entry = f'\n{comment}\n# [payments]\n# file = "payments.csv"\n'
    toml.write_text(toml.read_text(encoding="utf-8") + entry, encoding="utf-8")
    import_records(workbook(project / "ledger.xlsx", BUS_1), YEAR, "payments", project=project)
    assert toml.read_text(encoding="utf-8").endswith('\n[payments]\nfile = "payments.csv"\n')
    promises = project / "promises.csv"
    promises.write_text("Promise,Paragraph,By when,Due by\nAn update,4.1,by June,30 June 2018\n", encoding="utf-8")
    import_records(promises, YEAR, "promises", project=project)
    assert (folder / "promises.csv").read_text(encoding="utf-8").splitlines()[
        1
    ] == "An update,,,by June,2018-06-30,4.1,,,,,"
    assert called(project, "check", YEAR).returncode == 0


def test_all_faults_are_named_at_their_places_and_nothing_is_written(project: Path) -> None:
    folder = year_with(project, {"payments": SOUND["payments"]})
    before = (folder / "payments.csv").read_bytes()
    file = workbook(
        project / "ledger.xlsx",
        ["Night buss", date(2018, 11, 5), "paid", "£12,34", "", "", "ledger"],
        ["Night bus", "13/14/2018", "lent", "£5", "", "", ""],
    )
    with pytest.raises(SourceError) as refusal:
        import_records(file, YEAR, "payments", project=project)
    places = sorted(str(fault).split(":")[0] for fault in refusal.value.faults)
    assert places == [
        f"ledger.xlsx, {place}"
        for place in (
            "A3, column service",
            "B4, column date",
            "C4, column kind",
            "D3, column amount",
            "G4, column said_in",
        )
    ]
    with pytest.raises(SourceError, match=r'A3, column service: .* "Night buss"; .* the nearest is "Night bus"'):
        import_records(workbook(file, ["Night buss", *BUS_2[1:]]), YEAR, "payments", project=project)
    with pytest.raises(ParameterError, match='did you mean "payments"'):
        import_records(file, YEAR, "payment", project=project)
    assert (folder / "payments.csv").read_bytes() == before
    assert not (folder / "payments.origin.csv").exists()


def test_a_line_may_name_an_award_that_was_withdrawn_since(project: Path) -> None:
    """The mentoring was withdrawn in December, and a line of `variations.csv` says so."""
    year_of_documents(project)
    file = workbook(project / "ledger.xlsx", ["Mentoring", date(2018, 9, 3), "paid", "£300", "", "", "ledger"])
    assert import_records(file, YEAR, "payments", project=project).added == 1
    header = ["Stream", "Service", "Date", "What changed", "Amount before", "Amount after", "Said in", "Document"]
    book = openpyxl.Workbook()
    for row in (header, ["GR", "Cameras", "15 October 2018", "fewer", "£2,500", "£2,000", "letter", "variation-1"]):
        book.active.append(row)
    book.save(project / "variation.xlsx")
    assert import_records(project / "variation.xlsx", YEAR, "variations", project=project).added == 1
