"""A number that is unaccounted for holds a file back, unless there is a reason; every such word is on record."""

from grantsdata.importers.documents.found import Unaccounted
from grantsdata.importers.source import Source

NUMBER = Unaccounted("7,500", "page 3", "Hub £7,500 Van")
WORD = Unaccounted("Bus", "page 4", "the Bus stop")


def test_only_numbers_hold_a_file_back_and_only_without_a_reason() -> None:
    (fault,) = Source("paper.pdf", [NUMBER, WORD], "").faults
    assert str(fault).startswith("paper.pdf, page 3: ") and "--although" in str(fault)
    assert Source("paper.pdf", [NUMBER, WORD], "a label in a chart").faults == []


def test_each_word_is_on_record_with_the_reason() -> None:
    shown = "is shown, and is in no table or text that was read; beside it:"
    assert Source("paper.pdf", [NUMBER, WORD], "").record == [
        ("page 3", "7,500", f'"7,500" {shown} Hub £7,500 Van'),
        ("page 4", "Bus", f'"Bus" {shown} the Bus stop'),
    ]
    (number,) = Source("paper.pdf", [NUMBER], "a label").record
    assert number[2].endswith('; written although: "a label"')
