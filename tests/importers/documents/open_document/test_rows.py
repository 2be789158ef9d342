"""Rows and cells that are written once for many have their numbers, sizes and looks."""

from support.open_document import element, parts_of

from grantsdata.importers.documents.open_document.rows import Looks, cells_of, count, hidden_columns, rows_of
from grantsdata.importers.documents.open_document.styles import Styles


def test_rows_are_counted_also_in_groups_and_repeated() -> None:
    table = element(
        "<table:table><table:table-header-rows><table:table-row/></table:table-header-rows>"
        '<table:table-row-group><table:table-row table:number-rows-repeated="3" table:visibility="collapse"/>'
        '</table:table-row-group><table:table-row table:visibility="visible"/></table:table>'
    )
    assert [row[1:] for row in rows_of(table)] == [(0, 1, False), (1, 3, True), (4, 1, False)]


def test_rows_of_a_group_that_is_folded_up_are_hidden() -> None:
    inner = "<table:table-row-group><table:table-row/></table:table-row-group>"
    folded = f'<table:table-row-group table:display="false">{inner}<table:table-row/></table:table-row-group>'
    table = element(f"<table:table>{folded}<table:table-row/></table:table>")
    assert [row.is_hidden for row in rows_of(table)] == [True, True, False]


def test_cells_have_their_columns_and_sizes_and_covered_ones_have_none() -> None:
    row = element(
        '<table:table-row><table:table-cell table:number-columns-repeated="2"/>'
        '<table:table-cell table:number-columns-spanned="2" table:number-rows-spanned="3"/>'
        '<table:covered-table-cell table:number-rows-spanned="9"/></table:table-row>'
    )
    assert [place[1:] for place in cells_of(row)] == [(0, 2, 1, 1, False), (2, 1, 3, 2, False), (3, 1, 1, 1, True)]


def test_columns_are_hidden_up_to_the_last_that_holds_something() -> None:
    table = element(
        '<table:table><table:table-column table:number-columns-repeated="2"/><table:table-columns>'
        '<table:table-column table:visibility="filter" table:number-columns-repeated="16382"/>'
        "</table:table-columns></table:table>"
    )
    assert hidden_columns(table, 4) == {2, 3}
    assert hidden_columns(table, 2) == set()


def test_a_number_that_is_none_is_one() -> None:
    row = element('<table:table-row table:a="5" table:b="0" table:c="-2" table:d="many" table:e="²"/>')
    assert [count(row, name) for name in "abcdef"] == [5, 1, 1, 1, 1, 1]


def test_a_cell_is_printed_as_it_says_or_as_its_row_column_or_table_says() -> None:
    colours = {"Cell": "111111", "Row": "222222", "Column": "333333"}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table-cell"><style:text-properties fo:color="#{colour}"/>'
        "</style:style>"
        for name, colour in colours.items()
    )
    styles += '<style:style style:name="T" style:family="table"><style:table-properties fo:background-color="#444444"/>'
    parts = parts_of("", f"{styles}</style:style>")
    table = element(
        '<table:table table:style-name="T"><table:table-column/>'
        '<table:table-column table:default-cell-style-name="Column"/>'
        '<table:table-row><table:table-cell table:style-name="Cell"/><table:table-cell/></table:table-row>'
        '<table:table-row table:default-cell-style-name="Row"><table:table-cell/></table:table-row></table:table>'
    )
    looks = Looks(table, Styles(parts), 2)
    found = [looks.of(row.element, place) for row in rows_of(table) for place in cells_of(row.element)]
    assert [look.colour for look in found] == ["111111", "333333", "222222"]
    assert {look.background for look in found} == {"444444"}
