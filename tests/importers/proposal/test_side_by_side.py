"""Parts of a table that stand side by side are put one below the other, and no cell of them is lost."""

from grantsdata.importers.documents.found import Cell
from grantsdata.importers.proposal.side_by_side import stacked


def cells(*rows: str) -> list[list[Cell]]:
    return [[Cell(text.strip()) for text in row.split("|")] for row in rows]


def texts(rows: list[list[Cell]] | None) -> list[str] | None:
    return None if rows is None else [" | ".join(cell.text for cell in row) for row in rows]


def test_parts_with_the_same_header_are_put_below_each_other() -> None:
    rows = cells("Group | Grant | Group | Grant", "Ely | £500 | March | £20", "Soham | £7 | | ", "| | | £527")
    assert texts(stacked(rows)) == ["Group | Grant", "Ely | £500", "Soham | £7", "March | £20", " | £527"]


def test_the_titles_of_the_parts_stand_above_their_rows() -> None:
    rows = cells("Arts | | Sport | ", "Group | Grant | Group | Grant", "Ely | £500 | March | £20")
    assert texts(stacked(rows)) == ["Group | Grant", "Arts | ", "Ely | £500", "Sport | ", "March | £20"]


def test_other_tables_stay_as_they_are() -> None:
    assert stacked(cells("Group | Grant | Match", "Ely | £500 | £20")) is None
    assert stacked(cells("Group | Grant | Grant", "Ely | £500 | £20")) is None
    assert stacked(cells("Bid | Grant | Bid | Grant", "£5 | £500 | £5 | £20")) is None  # two years of one award
    assert stacked(cells("Group | Ward | Group | Ward", "Ely | North | March | South")) is None
    over_both = [*cells("Group | Grant | Group | Grant", "Ely | £500 | March | £20")]
    over_both.append([Cell("A note"), Cell("", merged="left"), Cell("", merged="left"), Cell("", merged="left")])
    assert stacked(over_both) is None
