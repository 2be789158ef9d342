"""The lines of a table are found by the headings of their columns, and none is left out."""

from pathlib import Path

import pytest

from grantsdata.errors import ParameterError, SourceError
from grantsdata.importers.lines import found_lines, iso_day, plain

HEADINGS = {plain(name): name for name in ("service", "amount", "said_in")}


def lines(folder: Path, text: str, **given: int) -> list[dict[str, str]]:
    file = folder / "ledger.csv"
    file.write_text(text, encoding="utf-8")
    return found_lines(file, HEADINGS, ["service", "amount"], **given).texts


def test_columns_are_found_in_any_order_and_a_missing_one_is_blank(tmp_path: Path) -> None:
    found = lines(tmp_path, "AMOUNT,Service\n£5,Bus\n")
    assert found == [{"service": "Bus", "amount": "£5", "said_in": ""}]


def test_all_columns_at_fault_are_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError) as refusal:
        lines(tmp_path, "Service,VAT,Said in,said_in\nBus,£1,p. 2,p. 2\n")
    unknown, missing, twice = map(str, refusal.value.faults)
    assert unknown.startswith('ledger.csv, row 1, cell 2: unknown column "VAT"; expected only service, amount, said_in')
    assert 'the column is missing: "amount"' in missing
    assert 'two columns with the same meaning: "said_in"' in twice


def test_a_column_is_known_by_its_cells_where_it_alone_fits(tmp_path: Path) -> None:
    file = tmp_path / "ledger.csv"
    file.write_text("Grant,Net,Gross,Comment\nBus,£5,£6,late\n", encoding="utf-8")
    of_cells = {"service": lambda texts: texts == ["Bus"], "amount": lambda texts: texts[0].startswith("£")}
    with pytest.raises(SourceError) as refusal:  # which of the two amounts it is, no one can say
        found_lines(file, HEADINGS, ["service"], evidence=of_cells, leave_out=["Comment"])
    net, gross = map(str, refusal.value.faults)
    assert 'unknown column "Net"' in net and "--leave-out Gross" in gross
    found = found_lines(file, HEADINGS, ["service", "amount"], evidence=of_cells, leave_out=["comment", "Gross"])
    assert found.texts == [{"service": "Bus", "amount": "£5", "said_in": ""}]
    assert found.by_cells == {"service": "Grant", "amount": "Net"}
    assert [(name, what) for _, name, what in found.record] == [("Gross", "left out"), ("Comment", "left out")]
    with pytest.raises(ParameterError, match='no column "VAT"; it has Grant, Net, Gross, Comment'):
        found_lines(file, HEADINGS, ["service"], evidence=of_cells, leave_out=["VAT"])


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ParameterError, match="There is no table 2 with rows in the file; it has 1"):
        lines(tmp_path, "Service,Amount\nBus,£5\n", number=2)


def test_days_are_read_as_britain_writes_them_and_other_texts_stay() -> None:
    days = ["3 August 2017", "3rd Aug 2017", "03/08/2017", "3-Aug-17", "2017-08-03", "3.8.2017"]
    timed = ["2017-08-03 0:00:00", "2017-08-03T14:32:05.250Z", "03/08/2017 00:00"]
    assert [iso_day(day) for day in [*days, *timed]] == ["2017-08-03"] * 9
    others = [
        "0:00:00",
        "2017-08-03 noon",
        "08/31/2017",
        "August 2017",
        "3 Augment 2017",
        "31 June 2017",
        "3/8-2017",
        "",
    ]
    assert [iso_day(text) for text in others] == others


def table(*rows: str) -> str:
    return "".join(f"<tr><td>{'<td>'.join(row.split(','))}" for row in rows).join(("<table>", "</table>"))


def test_of_several_tables_the_one_that_has_the_columns_or_that_is_named_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "ledger.html"
    bus, van = table("Service,Amount", "Bus,£5"), table("Service,Amount", "Van,£6")
    notes = table("Day,Words", "1 May,None")
    file.write_text(f"<html>{notes}<p>and</p>{van}</html>", encoding="utf-8")
    needed = ["service", "amount"]
    assert found_lines(file, HEADINGS, needed).texts == [{"service": "Van", "amount": "£6", "said_in": ""}]
    file.write_text(f"<html>{bus}<p>and</p>{notes}<p>and</p>{van}</html>", encoding="utf-8")
    assert found_lines(file, HEADINGS, needed, 3).texts == [{"service": "Van", "amount": "£6", "said_in": ""}]
    with pytest.raises(ParameterError) as several:
        found_lines(file, HEADINGS, needed)
    assert str(several.value) == "Tables 1, 3 have the columns; choose one with --tables NUMBER."
    file.write_text(f"<html>{notes}<p>and</p>{notes}</html>", encoding="utf-8")
    with pytest.raises(ParameterError) as none:
        found_lines(file, HEADINGS, needed)
    assert str(none.value) == "No table of the file has all the columns that are needed: service, amount."
