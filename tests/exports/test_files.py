"""The names of the files that are published and exported: each once, each with its description."""

from grantsdata.exports.files import ASSUMED, DATABASE, FORMATS, GIVING, PACKAGE, SHARED_FILES, SPREADSHEET, TABLE_FILES


def test_each_format_is_named_once() -> None:
    assert FORMATS == ("360giving", "workbook", "ods", "datapackage", "sqlite", "ocds")


def test_no_file_is_both_a_table_and_for_other_programs() -> None:
    names = [*TABLE_FILES, *SHARED_FILES]
    assert len(set(names)) == len(names)
    assert {name.rpartition(".")[2] for name in TABLE_FILES} == {"csv", "parquet"}


def test_each_file_for_other_programs_is_described_for_the_index() -> None:
    assert list(SHARED_FILES) == [SPREADSHEET, GIVING, ASSUMED, PACKAGE, DATABASE]
    assert all(text and not text.endswith(".") for text in SHARED_FILES.values())
