"""A CSV file as the second reading has it: rows by their number, cells by the printed names of their columns."""

from pathlib import Path

from grantsdata.runs.verifier.rows import rows_of


def test_rows_have_their_numbers_and_blank_ones_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("\ufeffService,\n Bus ,£4\n,\nRefuge,£3\n", encoding="utf-8")
    assert rows_of(path) == {2: {"Service": "Bus", "column 2": "£4"}, 4: {"Service": "Refuge", "column 2": "£3"}}


def test_a_header_of_two_rows_is_read_as_one_with_merged_cells(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Service,2017-18,←\n〃,Award,Paid\nBus,£4,£3\n", encoding="utf-8")
    assert rows_of(path, {"header_rows": 2}) == {3: {"Service": "Bus", "2017-18 Award": "£4", "2017-18 Paid": "£3"}}
