"""The widths of the columns of a table in a document: no word is broken to make room for longer texts elsewhere."""

from grantsdata.runs.documents.blocks import Table, plain

_WIDEST, _PADDING, _ROOM = 32, 4, 96
"""Characters: of a word that is not broken, of the space around a column, and of a line across the paper."""


def shares_of_width(table: Table) -> list[float]:
    """Return the share of the width that each column needs: its longest word, or its texts at their usual length."""
    columns = max(sum(cell.width for cell in row.cells) for row in table.rows)
    needed, room = [1.0] * columns, _ROOM - columns * _PADDING
    lengths: list[list[int]] = [[] for _ in range(columns)]
    for row in table.rows:
        if len(row.cells) != columns:
            continue  # merged cells say nothing about a column
        for column, cell in enumerate(row.cells):
            text = plain(cell.text)
            words = text.split(" (") if cell.is_amount and row.kind != "head" else text.split()
            needed[column] = max([needed[column], *(min(len(word), _WIDEST) for word in words)])
            lengths[column].append(min(len(text), 3 * _WIDEST))
    usual = [sum(texts) / len(texts) / 2 if texts else 1 for texts in lengths]
    more = [max(0.0, other - one) for one, other in zip(needed, usual, strict=True)]
    fits = min(1.0, max(0.0, room - sum(needed)) / (sum(more) or 1))  # no word is broken to make room for longer texts
    wide = [one + fits * other + _PADDING for one, other in zip(needed, more, strict=True)]
    return [one / sum(wide) for one in wide]
