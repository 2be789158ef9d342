"""Bytes to text: rows counted, files of another kind known by their first bytes, half a file noticed."""

import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.files.plain_file import Kind
from grantsdata.sources.files.text import (
    cut_off,
    decoded,
    ends_in_figure,
    foreign,
    lines_begun,
    mojibake,
    parsed_json,
    rows_begun,
)

KIND = Kind("a CSV file", SourceError, "Add it.", "Save it as CSV UTF-8.")


def test_a_line_end_within_quotation_marks_begins_no_row() -> None:
    assert lines_begun('a,"b\nc"\nd', True) == (2, True)
    assert rows_begun('a,"b\nc"\nd', False) == (1, False)
    assert rows_begun('c"\nd,"e\n', True) == (1, True)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"Service,Award\n", None),
        (b"", None),
        ("Service".encode("utf-16"), "UTF-16"),
        ("Service".encode("utf-16-le"), "UTF-16"),
        ("Service".encode("utf-16-be"), "UTF-16"),
        (b"PK\x03\x04 anything", "a zipped file"),
    ],
)
def test_what_is_no_text_in_utf_8_is_known_by_its_bytes(content: bytes, kind: str | None) -> None:
    assert foreign(content) == kind


def test_a_character_that_is_not_utf_8_is_told_with_its_row() -> None:
    assert decoded(b"\xef\xbb\xbf\xc2\xa31\n", "a.csv", KIND) == "£1\n"
    with pytest.raises(SourceError, match=r'a\.csv row 2: a character that is not UTF-8 comes after "Caf') as refused:
        decoded(b"Name\nCaf\xe9\n", "a.csv", KIND)
    assert str(refused.value).endswith("Save it as CSV UTF-8.")


def test_each_damaged_character_is_told() -> None:
    with pytest.raises(SourceError) as refused:
        decoded("a\nÂ£5\nb\n\x00\n".encode(), "a.csv", KIND)
    assert [fault.row for fault in refused.value.faults] == [2, 4]


@pytest.mark.parametrize("text", ["", "a,b\n", "a,b\r\n", 'a,"b"'])
def test_a_file_with_an_end_is_not_cut_off(text: str) -> None:
    assert cut_off(text, "a.csv") is None


@pytest.mark.parametrize(("text", "figure"), [("a,b\nc,£5", True), ("a,b\nc,d", False)])
def test_a_file_without_an_end_may_have_lost_its_last_digits(text: str, figure: bool) -> None:
    fault = cut_off(text, "a.csv", 2)
    assert fault is not None
    assert (fault.file, fault.row) == ("a.csv", 2)
    assert ends_in_figure(fault) is figure


def test_letters_read_by_a_wrong_encoding_are_known_and_accents_are_none() -> None:
    assert mojibake("éÂ£") == "Â£"
    assert mojibake("É") is None


def test_json_is_parsed_or_refused_as_a_value() -> None:
    assert parsed_json('{"a": [1, "£"]}') == {"a": [1, "£"]}
    for text in ("{", "[" * 100_000, '"\\ud800"'):
        with pytest.raises(ValueError):
            parsed_json(text)
