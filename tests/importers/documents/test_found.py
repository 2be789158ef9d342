"""Cells that may be merged become rows of one length; what claims too much is refused before it is made."""

import pytest

from grantsdata.errors import SourceError
from grantsdata.importers.documents.found import (
    MOST_CELLS,
    MOST_COLUMNS,
    NO_CELL,
    Box,
    Cell,
    FoundTable,
    Unaccounted,
    check_count,
    check_size,
    check_tables,
    grid,
    one_line,
    rectangular,
)

STEP = "Copy the part that is printed into a file of its own."


@pytest.mark.parametrize(
    ("text", "line"),
    [("  Hub\n\tand\u00a0van ", "Hub and van"), ("com\xadmission\u200bed", "commissioned"), ("\ufeff", ""), ("", "")],
)
def test_a_text_is_read_as_it_appears_on_paper(text: str, line: str) -> None:
    assert one_line(text) == line


def test_a_merged_cell_has_its_text_in_its_first_place() -> None:
    boxes = [Box(Cell("a", "A1"), 0, 0, height=2, width=2), Box(Cell("b", "C2"), 1, 2)]
    assert grid(boxes, [["A1", "B1", "C1"], ["A2", "B2", "C2"]]) == [
        [Cell("a", "A1"), Cell("", "B1", "left"), Cell("", notes=(NO_CELL,))],
        [Cell("", "A2", "above"), Cell("", "B2", "above"), Cell("b", "C2")],
    ]


def test_two_texts_in_one_place_are_both_kept() -> None:
    both = [Box(Cell("£5", "A1", notes=("one",)), 0, 0), Box(Cell("£6", "A1", notes=("two",)), 0, 0)]
    claimed = "two texts claim this place, “£5” and “£6”; compare it with the paper"
    assert grid(both) == [[Cell("£5 £6", "A1", "", ("one", "two", claimed))]]
    assert grid([Box(Cell("", "A1"), 0, 0), both[1]]) == [[Cell("£6", "A1", "", ("two",))]]
    hidden = 'text that the merged cell hides: "£6"'
    assert grid(both, covers=True) == [[Cell("£5", "A1", "", ("one", hidden, "two"))]]


def test_a_merged_cell_over_another_one_is_told() -> None:
    (row,) = grid([Box(Cell("b", "B1"), 0, 1), Box(Cell("a", "A1"), 0, 0, width=2)])
    assert row == [Cell("a", "A1"), Cell("b", "B1", notes=("the merged cell at A1 claims this place too",))]


def test_rows_are_made_as_long_as_the_longest_and_lose_columns_without_a_cell() -> None:
    a, b, left = Cell("a"), Cell("b"), Cell("", merged="left")
    missing = Cell("", notes=(NO_CELL,))
    assert rectangular([[a, left, b], [b, left]]) == ((a, b), (b, missing))
    assert rectangular([]) == ()


def test_a_table_at_the_limits_is_made_and_one_beyond_them_is_refused() -> None:
    check_size(MOST_CELLS, MOST_COLUMNS)
    for cells, columns, said in (
        (100_001, 1, "A table claims 100,001 cells; expected at most 100,000."),
        (1, 16_385, "A table claims 16,385 columns; expected at most 16,384."),
    ):
        with pytest.raises(SourceError) as refused:
            check_size(cells, columns)
        assert str(refused.value) == f"{said} {STEP}"
    with pytest.raises(SourceError, match="claims 17,179,869,184 cells"):
        grid([Box(Cell("a"), 0, 0, height=1_048_576, width=16_384)])


def test_tables_are_counted_and_their_cells_together() -> None:
    half = FoundTable("table 1", "", ((Cell(""),),) * (MOST_CELLS // 2))
    check_tables([half, half, FoundTable("table 3", "", ())])
    with pytest.raises(SourceError) as refused:
        check_tables([half, half, FoundTable("table 3", "", ((Cell(""),),))])
    assert str(refused.value) == f"The tables claim 100,001 cells together; expected at most 100,000. {STEP}"
    with pytest.raises(SourceError, match=r"^The file has 3 sheets; expected at most 2\. "):
        check_count(3, "sheets", 2)


def test_a_word_that_is_unaccounted_for_says_where_it_is_and_which_way() -> None:
    shown = Unaccounted("£5", "page 1", "Hub £5")
    assert str(shown) == 'page 1: "£5" is shown, and is in no table or text that was read; beside it: Hub £5'
    assert (shown.is_number, Unaccounted("Hub", "page 1", "").is_number) == (True, False)
    invented = Unaccounted("£6", "row 2", "", is_shown=False)
    assert invented.problem == '"£6" is in a table, and the document does not show it'
