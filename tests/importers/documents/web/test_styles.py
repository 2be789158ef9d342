"""Which of several styles says whether a text is shown: the more exact one, or the later one, or an important one."""

from pathlib import Path

import pytest

from grantsdata.importers.documents.reading import read_document


@pytest.mark.parametrize(
    ("sheet", "inline", "text"),
    [
        (".k { display: none } span { display: inline }", "", "£5"),
        ("span { display: none } .k { display: inline }", "", "£59"),
        ("#i { display: none } td .k { display: inline }", "", "£5"),
        (".k { display: none } .k { display: inline }", "", "£59"),
        (".k { display: none !important }", "display: inline", "£5"),
        (".k { display: none }", "display: inline", "£59"),
        (".k { display: none; visibility: visible }", "", "£5"),
        ("p, .k { display: none } td > span { display: inline }", "", "£5"),
        ("", "font-size: 1px", "£5"),
        ("", "color: transparent", "£5"),
    ],
)
def test_the_style_that_goes_before_decides(tmp_path: Path, sheet: str, inline: str, text: str) -> None:
    cell = f'£5<span id="i" class="k" style="{inline}">9</span>'
    page = f"<!doctype html><html><head><style>{sheet}</style></head><body><table><tr><td>Hub</td><td>{cell}</td></tr>"
    (tmp_path / "page.html").write_text(f"{page}</table></body></html>", encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert found.tables[0].rows[0][1].text == text
    assert found.unaccounted == ()


@pytest.mark.parametrize(
    ("style", "text", "notes"),
    [
        ("vertical-align: super", "£5", ('raised mark "1"',)),
        ("visibility: hidden", "£5", ('hidden text left out: "1"',)),
        ("color: red", "£51", ()),
    ],
)
def test_a_text_that_a_style_adds_looks_as_the_style_says(
    tmp_path: Path, style: str, text: str, notes: tuple[str, ...]
) -> None:
    sheet = f"<style>.k::after {{ content: '1'; {style} }}</style>"
    page = f"<!doctype html><html><head>{sheet}</head><body><table><tr><td>Hub</td><td class=k>£5</td></tr></table>"
    (tmp_path / "page.html").write_text(f"{page}</body></html>", encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert (found.tables[0].rows[0][1].text, found.tables[0].rows[0][1].notes) == (text, notes)
    assert found.unaccounted == ()


def test_amounts_in_columns_that_are_no_table_are_told_with_a_step(tmp_path: Path) -> None:
    row = "<div style='display:flex'><div>{}</div><div>{}</div></div>"
    page = f"<!doctype html><html><body>{row.format('Hub', '£446,000')}{row.format('Van', '£500')}</body></html>"
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    found = read_document(tmp_path / "page.html")
    assert found.paragraphs == ("Hub", "£446,000", "Van", "£500")
    assert found.notes == (
        "2 amounts stand outside tables, each in an element of its own, the first “£446,000”: if they are a table, "
        "print the page to PDF in a browser, and import that",
    )
