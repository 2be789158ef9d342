"""Where a page breaks off or leaves a table open is a fault of that table; end tags that may be left out are none."""

import pytest

from grantsdata.importers.documents.web.ends import page_ends

CELLS = "<tr><td>Hub<td>£5"


@pytest.mark.parametrize(
    "page",
    [
        f"<table>{CELLS}</table>",
        "<table><tbody><tr><td>Hub</td><td><ul><li>a<li>b</ul></td></tr></tbody></table>",
        f"<table>{CELLS}<br><img src=a></table><p>End",
        "<table><tr><td><table><tr><td>a</table><td>b</table>",
        "</td></table>",
    ],
)
def test_a_page_that_ends_its_tables_has_no_faults(page: str) -> None:
    ends = page_ends(page)
    assert [table.faults for table in ends.tables] == [[]] * page.count("<table")
    assert ends.notes == ()


@pytest.mark.parametrize(
    ("page", "problem", "expected", "row", "text"),
    [
        (
            f"<table>{CELLS}",
            "the page breaks off within this table, after",
            "</table> before the page ends",
            1,
            "£5",
        ),
        (
            f"<div><table>{CELLS}<tr><td>Van</div>",
            "the page goes on with </div> within this table, after",
            "</table>, which is missing",
            2,
            "Van",
        ),
        (
            f"<table>{CELLS}<select>£6</table>",
            "a <select> is left open, after",
            "</select>; what stands in it is not read",
            1,
            "£5",
        ),
        (
            f"<table><form>{CELLS}</form></table>",
            "a </form> ends the cell or row in which it was not begun, after",
            "each cell closed by itself",
            1,
            "£5",
        ),
        (
            f'<table>{CELLS}<tr><td class="a><td>Van</td><td id="b">£6</table>',
            "a tag goes on over the next one, after",
            "each tag and each quotation mark in it closed",
            2,
            "£5",
        ),
    ],
)
def test_a_fault_says_in_which_row_and_after_which_text(
    page: str, problem: str, expected: str, row: int, text: str
) -> None:
    (table,) = page_ends(page).tables
    fault = table.faults[0]
    assert (fault.problem, fault.expected, fault.row, fault.text) == (problem, expected, row, text)
    assert fault.next_step.startswith("Get the file again, or save it again from the browser")


def test_each_table_has_the_faults_that_are_in_it() -> None:
    outer, inner, last = page_ends("<table><tr><td>a<table><tr><td>b</table></table><table><tr><td>c").tables
    assert (outer.faults, inner.faults) == ([], [])
    assert [fault.text for fault in last.faults] == ["c"]


@pytest.mark.parametrize(
    ("page", "note"),
    [
        ("<html><p>Hub", "the page ends without </html>: look whether it has more tables than these"),
        ("<p>Hub<script>var a", "the page never ends its <script>; what stands after it is not read"),
        ("<div><template>Hub</div>", "the page does not end its <template>; what stands in it is not read"),
        ("<table><tr><td>a</table><p cla", "the page breaks off after its last table, with <p cla"),
    ],
)
def test_what_is_open_outside_tables_is_a_note(page: str, note: str) -> None:
    assert note in page_ends(page).notes
