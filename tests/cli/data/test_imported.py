"""What an import found, as lines: tables with long rows shortened, texts with numbers, and words not accounted for."""

import datetime
from pathlib import Path

from grantsdata.cli.data.imported import file_lines, imported_keys
from grantsdata.importers.documents.found import Cell, FoundTable, Unaccounted
from grantsdata.importers.import_paper import Imported, NumberedTable
from grantsdata.importers.proposal.about import StatedFacts
from grantsdata.importers.proposal.raw_table import PrintedRows

FACTS = StatedFacts("Grants", "Fairshire", datetime.date(2018, 5, 11), ("The budget is £5.",))


def numbered(rows: list[list[str]], **more: str) -> NumberedTable:
    cells = [[Cell(text) for text in row] for row in rows]
    found = FoundTable("table 1", "Awards", tuple(map(tuple, cells)))
    return NumberedTable(1, found, PrintedRows(rows, cells, 1, (), ["A note."]) if rows else None, None, **more)


def imported(*tables: NumberedTable, **more: object) -> Imported:
    given = {"notes": [], "texts": [], "unaccounted": [], "written": []} | more
    return Imported(found=list(tables), about=FACTS, **given)  # type: ignore[arg-type]


def test_what_the_text_says_comes_first() -> None:
    assert list(file_lines(imported(notes=["It has a comment."])))[:5] == [
        "note: It has a comment.",
        "Title, as the text has it: Grants",
        "Date, as the text has it: 2018-05-11",
        "On budgets the text says: The budget is £5.",
        "No table was found in the file.",
    ]


def test_amounts_in_a_file_without_a_table_are_said_to_need_one() -> None:
    lines = list(file_lines(imported(texts=["Hub, Farrowby: £446,000"])))
    after = lines.index("No table was found in the file.") + 1
    assert lines[after].endswith("with a row for each, in a CSV file or a copy of this one, and import that.")
    assert "  Hub, Farrowby: £446,000" in lines[after:]
    assert not any("Amounts stand" in line for line in file_lines(imported(texts=["Made in May 2018."])))


def test_of_many_rows_the_first_six_and_the_last_are_shown_in_columns() -> None:
    rows = [["Name", "Award"], *([f"n{number}", f"£{number}"] for number in range(1, 10))]
    lines = list(file_lines(imported(numbered(rows))))
    first = lines.index("Table 1 (table 1, 10 rows of 2 cells): Awards")
    assert lines[first + 1 : first + 11] == [
        "  | Name | Award",
        "  | n1   | £1",
        "  | n2   | £2",
        "  | n3   | £3",
        "  | n4   | £4",
        "  | n5   | £5",
        "  | … 3 more rows",
        "  | n9   | £9",
        "  note: A note.",
        "  does not look like a table of awards",
    ]


def test_seven_rows_are_shown_in_full() -> None:
    lines = list(file_lines(imported(numbered([[str(number)] for number in range(7)]))))
    assert not [line for line in lines if "more rows" in line]
    assert "  | 6" in lines


def test_a_table_below_no_header_and_one_of_other_years_say_so() -> None:
    assert "  holds nothing below a header" in list(file_lines(imported(numbered([]))))
    other = numbered([["Award 2012"]], why_not="its amounts are those of 2012-13")
    assert "  its amounts are those of 2012-13" in list(file_lines(imported(other)))


def test_texts_with_a_number_are_shown_and_the_others_counted() -> None:
    lines = list(file_lines(imported(texts=["It costs £5.", "Nothing else.", "No more."])))
    assert lines[-3:] == [
        "Texts outside the tables that hold a number:",
        "  It costs £5.",
        "Texts outside the tables without a number: 2",
    ]


def test_every_number_that_is_not_accounted_for_is_shown_and_twenty_of_the_other_words() -> None:
    words = [Unaccounted(f"{number}", "page 1", "") for number in range(30)]
    words += [Unaccounted("word", "page 2", "") for _ in range(23)]
    lines = [line for line in file_lines(imported(unaccounted=words)) if line.startswith("unaccounted for: ")]
    assert len(lines) == 30 + 20 + 1
    assert lines[-1] == "unaccounted for: 3 more words"


def test_for_programs_texts_are_in_full_and_numbers_are_marked() -> None:
    keys = imported_keys(
        imported(
            numbered([["Name"], ["long " * 20]]),
            unaccounted=[Unaccounted("7", "page 1", "a 7")],
            written=[Path("a.csv")],
        )
    )
    assert (keys["title"], keys["dated"], keys["written"]) == ("Grants", "2018-05-11", [Path("a.csv")])
    (table,) = keys["tables"]
    assert table["rows"] == [["Name"], ["long " * 20]]
    assert (table["number"], table["looks_like_awards"], table["file"], table["guesses"]) == (1, False, None, [])
    assert keys["unaccounted"] == [
        {"word": "7", "at": "page 1", "beside": "a 7", "is_shown": True, "is_number": True},
    ]
