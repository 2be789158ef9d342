"""The text of a paragraph or cell as it is printed; what is deleted, unseen or no text is left out and told."""

import pytest
from support.open_document import chosen_in_word, element, parts_of

from grantsdata.importers.documents.open_document.parts import Parts
from grantsdata.importers.documents.open_document.styles import NO_LOOK, Look, Styles
from grantsdata.importers.documents.open_document.text import Texts, all_text, earlier_values

STYLES = "".join(
    f'<style:style style:name="{name}" style:family="text"><style:text-properties {said}/></style:style>'
    for name, said in (
        ("high", 'style:text-position="super 58%"'),
        ("low", 'style:text-position="sub 100%"'),
        ("gone", 'text:display="none"'),
        ("out", 'style:text-line-through-style="solid"'),
        ("small", 'fo:font-size="6pt"'),
    )
)
CHANGES = (
    '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><office:change-info>by A'
    "</office:change-info><text:p>£5</text:p></text:deletion></text:changed-region>"
    '<text:changed-region text:id="i"><text:insertion/></text:changed-region></text:tracked-changes>'
)
FORMS = '<office:forms><form:form><form:text form:id="f" form:current-value="£7"/></form:form></office:forms>'


def texts_of(parts: Parts) -> Texts:
    return Texts(parts, Styles(parts))


def span(style: str, text: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


def note(kind: str, text: str) -> str:
    body = f"<text:note-citation>1</text:note-citation><text:note-body><text:p>{text}</text:p></text:note-body>"
    return f'<text:note text:note-class="{kind}">{body}</text:note>'


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    [
        ("a\n  b<text:s text:c='2'/>c<text:tab/>d<text:line-break/>e", "a b c d e", []),
        (f"£500{span('high', '1')}", "£500", ['raised mark "1"']),
        (f"1{span('high', 'st')}", "1st", []),
        (f"£500{span('gone', '9')}", "£500", ['hidden text left out: "9"']),
        (f"£500{span('out', ' new')}", "£500 new", ["struck out: “new”"]),
        (f"£500{span('small', '1')}", "£500", ['small mark "1"']),
        (f"£500{span('small', '.50')}", "£500.50", []),
        (f"£500{span('low', '1')}", "£500", ['small mark "1"']),
        (f"CO{span('low', '2')}", "CO2", []),
        ("£5<text:ruby-text>9</text:ruby-text>", "£5", ['a reading aid above the text is left out: "9"']),
        ("<text:section text:display='condition' text:is-hidden='true'>9</text:section>£5", "£5",
         ['hidden text left out: "9"']),
        ("<text:section text:display='condition'>£5</text:section>", "£5",
         ["a section is shown on a condition only; compare with the document as it is shown"]),
        ("£500<text:a xlink:href='#n'>1</text:a>", "£500", ['footnote mark "1", which is a link']),
        ("£500<text:a xlink:href='n'>1</text:a>", "£5001", []),
        (f"£5{note('footnote', 'Of £9.')}", "£5", ['footnote 1 is marked here: "Of £9."']),
        ("£5<office:annotation><text:p>Why?</text:p></office:annotation>", "£5", ['a comment stands here: "Why?"']),
        ("<text:change text:change-id='d'/>£6", "£6", ['deleted by a tracked change: "£5"']),
        (
            "a<text:change-start text:change-id='i'/>b<text:change-end text:change-id='i'/>c",
            "abc",
            ["inserted by a tracked change: “b”"],
        ),
        ("<text:hidden-text text:is-hidden='true' text:string-value='9'/>£5", "£5", ['hidden text left out: "9"']),
        ("<text:hidden-paragraph text:is-hidden='true'/>£5", "", ['hidden text left out: "£5"']),
        ("<draw:frame><draw:text-box><text:p>in a box</text:p></draw:text-box></draw:frame>x", "x",
         ['a text box stands here: "in a box"']),
        ("<draw:frame><svg:desc>a logo</svg:desc><draw:image/></draw:frame>", "", ['a picture stands here: "a logo"']),
        ("<draw:control draw:control='f'/>", "", ['a form field stands here: "£7"']),
        ("<draw:control draw:control='g'/>£5", "£5", []),
        (f"Award: {chosen_in_word('£4', '£5')}", "Award: £4", []),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_and_what_it_holds_besides(content: str, text: str, notes: list[str]) -> None:
    texts = texts_of(parts_of(CHANGES + FORMS, STYLES))
    cell = element(f"<table:table-cell><text:p>{content}</text:p></table:table-cell>")
    assert texts.of_cell(cell, Look(size=10.0)) == (text, notes)


def test_notes_are_counted_in_the_order_of_print_and_kept_for_later_outside_tables() -> None:
    texts = texts_of(parts_of(""))
    texts.is_outside = True
    assert texts.of(element(f"<text:p>a{note('footnote', 'one')}</text:p>")) == ("a\n", [])
    texts.is_outside = False
    second = element(f"<text:p>b{note('footnote', 'two')}{note('endnote', 'end')}</text:p>")
    assert texts.of(second)[1] == ['footnote 2 is marked here: "two"', 'endnote 1 is marked here: "end"']
    assert texts.later == ["one"]


def test_a_table_within_a_cell_and_what_is_skipped_are_no_text() -> None:
    cell = element(
        "<table:table-cell><text:p>a</text:p><table:table><text:p>b</text:p></table:table></table:table-cell>"
    )
    assert texts_of(parts_of("")).of_cell(cell, NO_LOOK) == ("a", [])
    assert texts_of(parts_of("")).of(cell, skipping=(cell[0].tag,)) == ("", [])


def test_a_list_has_a_number_or_a_bullet_before_it() -> None:
    listed = element("<text:list><text:list-item><text:p>Hub</text:p></text:list-item></text:list>")
    assert texts_of(parts_of("")).of_cell(listed, NO_LOOK) == (
        "Hub",
        ["a list's number or bullet stands before the text"],
    )


def test_an_embedded_object_is_a_chart_or_to_be_opened() -> None:
    parts = parts_of("", **{"Object 1/content__xml": "<office:chart/>"})
    frames = [element(f'<draw:frame><draw:object xlink:href="./Object {n}"/></draw:frame>') for n in (1, 2)]
    (chart,), (other,) = (texts_of(parts).drawn(frame) for frame in frames)
    assert chart == "a chart stands here, whose numbers are not read"
    assert other.startswith("an embedded object stands here: open it in LibreOffice with a double click, save it as a ")


def test_all_text_leaves_out_what_no_page_shows() -> None:
    box = element("<draw:frame><svg:title>t</svg:title><text:p>a<text:s/>b</text:p><text:p>c</text:p></draw:frame>")
    assert all_text(box) == "a b c"


def test_what_tracked_changes_of_a_spreadsheet_replaced_is_listed() -> None:
    blank, five = "<table:change-track-table-cell/>", '<table:change-track-table-cell office:value="5"/>'
    hub = "<table:change-track-table-cell><text:p>Hub</text:p></table:change-track-table-cell>"
    changes = f"<table:tracked-changes>{blank}{five}{hub}</table:tracked-changes>"
    assert list(earlier_values(parts_of(changes, kind="spreadsheet").body)) == ["5", "Hub"]
    assert list(earlier_values(parts_of("", kind="spreadsheet").body)) == []
