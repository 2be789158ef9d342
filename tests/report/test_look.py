"""The style that an output brings into a notebook, and that a page takes away again."""

from hypothesis import given
from hypothesis import strategies as st

from grantsdata.report.look import in_notebook, on_page


def test_an_output_brings_its_style_and_nothing_brings_none() -> None:
    html = in_notebook("<p>So much.</p>")
    assert html.startswith('<div class="grantsdata"><style>div.grantsdata.grantsdata {max-width:')
    assert html.endswith("</style><p>So much.</p></div>")
    assert in_notebook("") == ""


def test_each_rule_holds_for_outputs_of_this_package_only() -> None:
    style = in_notebook("x").partition("<style>")[2].partition("</style>")[0]
    selectors = [one for rule in style.split("}") if rule for one in rule.partition("{")[0].split(",")]
    assert selectors
    assert [one for one in selectors if not one.startswith("div.grantsdata.grantsdata ")] == []


@given(st.text())
def test_a_page_gets_the_piece_as_it_was(html: str) -> None:
    assert on_page(in_notebook(html)) == html


def test_other_html_stays_as_it_is() -> None:
    assert on_page("<div>mine</div>") == "<div>mine</div>"
