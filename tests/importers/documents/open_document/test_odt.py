"""A text of LibreOffice gives back its tables and texts as they are shown, and says what is hidden or deleted."""

from pathlib import Path

import odfdo
import pytest
from support.open_document import file_of, styles_part
from support.papers import odt_of, signs_of

from grantsdata.importers.documents.found import Cell, Document
from grantsdata.importers.documents.open_document.odt import document
from grantsdata.importers.documents.reading import read_document

ROWS = [
    ["Service", "Provider", "Award"],
    ["Hub", "Ely", "£446,000"],
    ["〃", "March", "£500"],
    ["Total", "←", "£446,500"],
]


def typed(path: Path, body: str, styles: str = "", before: str = "") -> Document:
    """A text whose body is typed."""
    document = odfdo.Document("text")
    document.body.clear()
    for part in (before, *body.split("\n")):
        if part.strip():
            document.body.append(odfdo.Element.from_tag(part))
    for style in filter(None, styles.split("\n")):
        document.insert_style(odfdo.Element.from_tag(style), automatic=True)
    document.save(str(path))
    return read_document(path)


def table(*rows: str) -> str:
    """A table of rows of cells, each typed as the content of its paragraph between bars."""
    cell = "<table:table-cell><text:p>{}</text:p></table:table-cell>"
    lines = ("".join(cell.format(text) for text in row.split("|")) for row in rows)
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    return f'<table:table table:name="T">{body}</table:table>'


def style(name: str, properties: str, family: str = "text", kind: str = "text") -> str:
    inner = f"<style:{kind}-properties {properties}/>"
    return f'<style:style style:name="{name}" style:family="{family}">{inner}</style:style>'


def test_tables_headings_and_paragraphs_are_read(tmp_path: Path) -> None:
    found = read_document(odt_of([ROWS, ROWS], tmp_path / "paper.odt", ["Witness care", "Roads"]))
    assert [(one.place, one.heading, signs_of(one)) for one in found.tables] == [
        ("table 1", "Witness care", ROWS),
        ("table 2", "Roads", ROWS),
    ]
    assert found.paragraphs == ("Witness care", "Roads")
    assert (found.notes, found.unaccounted) == ((), ())


@pytest.mark.parametrize(
    ("properties", "text", "note"),
    [
        ('style:text-position="super 58%"', "£500", 'raised mark "1"'),
        ('text:display="none"', "£500", 'hidden text left out: "1"'),
        ('fo:color="#ffffff"', "£500", 'hidden text left out: "1"'),
        ('fo:font-size="1pt"', "£500", 'hidden text left out: "1"'),
        ('fo:color="#ffffff" fo:background-color="#000000"', "£5001", ""),
        ('style:text-line-through-style="solid"', "£500", "struck out and left out: “1”"),
    ],
)
def test_a_part_of_an_amount_is_read_as_it_is_printed(tmp_path: Path, properties: str, text: str, note: str) -> None:
    rows = table("Hub|Award", 'Hub|£500<text:span text:style-name="A">1</text:span>')
    found = typed(tmp_path / "paper.odt", rows, style("A", properties))
    cell = found.tables[0].rows[1][1]
    assert (cell.text, cell.notes) == (text, (note,) if note else ())
    assert found.unaccounted == ()


def test_white_words_in_a_dark_cell_are_read(tmp_path: Path) -> None:
    cell = '<table:table-cell table:style-name="D"><text:p text:style-name="W">{}</text:p></table:table-cell>'
    rows = f"<table:table><table:table-row>{cell.format('Hub')}{cell.format('£5')}</table:table-row></table:table>"
    dark = style("D", 'fo:background-color="#003366"', "table-cell", "table-cell")
    white = style("W", 'fo:color="#ffffff"', "paragraph")
    assert signs_of(typed(tmp_path / "dark.odt", rows, f"{dark}\n{white}").tables[0]) == [["Hub", "£5"]]


def test_notes_comments_and_text_boxes_in_cells_are_quoted(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        "<text:note-body><text:p>Of this £300 is new.</text:p></text:note-body></text:note>"
    )
    comment = "<office:annotation><text:p>Is it £46,000?</text:p></office:annotation>"
    box = "<draw:frame><draw:text-box><text:p>Up £7</text:p></draw:text-box></draw:frame>"
    found = typed(tmp_path / "notes.odt", table("Hub|Award", f"Van|£500{note}{comment}{box}"))
    assert found.tables[0].rows[1][1] == Cell(
        "£500",
        "row 2, cell 2",
        "",
        (
            'footnote 1 is marked here: "Of this £300 is new."',
            'a comment stands here: "Is it £46,000?"',
            'a text box stands here: "Up £7"',
        ),
    )
    assert found.unaccounted == ()


def test_texts_outside_tables_are_listed(tmp_path: Path) -> None:
    note = (
        '<text:note text:note-class="endnote"><text:note-citation>i</text:note-citation>'
        "<text:note-body><text:p>Of this £300 is new.</text:p></text:note-body></text:note>"
    )
    body = (
        f"<text:p>We spend £9,000.{note}</text:p>\n"
        "<text:list><text:list-item><text:p>Roads: £1</text:p></text:list-item></text:list>\n"
        f"<text:p><draw:frame><draw:text-box>{table('Hub|£5', 'Van|£6')}</draw:text-box></draw:frame></text:p>\n"
        '<text:section text:name="s" text:display="none"><text:p>Secret £8</text:p></text:section>'
    )
    found = typed(tmp_path / "texts.odt", body)
    assert found.paragraphs == ("We spend £9,000.", "Roads: £1", "Of this £300 is new.")
    assert [(one.place, signs_of(one)) for one in found.tables] == [
        ("table 1, in a text box", [["Hub", "£5"], ["Van", "£6"]])
    ]
    assert found.notes == ('a hidden section is left out: "Secret £8"',)
    assert found.unaccounted == ()


def test_tracked_changes_are_told(tmp_path: Path) -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="a"><text:deletion><office:change-info/>'
        '<text:p>£400</text:p></text:deletion></text:changed-region><text:changed-region text:id="b"><text:insertion>'
        "<office:change-info/></text:insertion></text:changed-region></text:tracked-changes>"
    )
    cell = (
        '<text:change text:change-id="a"/><text:change-start text:change-id="b"/>£500<text:change-end '
        'text:change-id="b"/>'
    )
    found = typed(tmp_path / "changes.odt", table("Hub|Award", f"Van|{cell}"), before=changes)
    assert found.tables[0].rows[1][1] == Cell(
        "£500",
        "row 2, cell 2",
        "",
        ('deleted by a tracked change: "£400"', "inserted by a tracked change: “£500”"),
    )
    assert found.unaccounted == ()


def test_a_nested_table_follows_the_one_that_contains_it(tmp_path: Path) -> None:
    inner = f"<table:table-cell><text:p>Details</text:p>{table('Van|£1', 'Bus|£2')}</table:table-cell>"
    first = "<table:table-cell><text:p>Hub</text:p></table:table-cell>"
    body = f"<table:table><table:table-row>{first}{inner}</table:table-row></table:table>"
    found = typed(tmp_path / "nested.odt", body)
    assert [(one.place, signs_of(one)) for one in found.tables] == [
        ("table 1", [["Hub", "Details"]]),
        ("table 1, within row 1", [["Van", "£1"], ["Bus", "£2"]]),
    ]
    assert found.unaccounted == ()


def test_a_table_of_one_cell_is_a_frame_around_its_text(tmp_path: Path) -> None:
    inner = f"<table:table-cell><text:p>from</text:p>{table('£5,000')}</table:table-cell>"
    first = "<table:table-cell><text:p>Hub</text:p></table:table-cell>"
    body = f"<table:table><table:table-row>{first}{inner}</table:table-row></table:table>"
    found = typed(tmp_path / "frame.odt", body)
    assert [signs_of(one) for one in found.tables] == [[["Hub", "from £5,000"]]]
    assert found.unaccounted == ()


def test_lines_set_with_tabs_are_a_table(tmp_path: Path) -> None:
    body = "<text:p>Hub<text:tab/>£5</text:p>\n<text:p>Van<text:tab/>£6</text:p>"
    assert signs_of(typed(tmp_path / "tabs.odt", body).tables[0]) == [["Hub", "£5"], ["Van", "£6"]]


def test_a_small_mark_is_a_mark_though_no_style_says_the_size_around_it(tmp_path: Path) -> None:
    note = '<style:style style:name="Note" style:family="text"/>'
    small = '<style:text-properties fo:font-size="50%"/>'
    mark = f'<style:style style:name="Mark" style:family="text" style:parent-style-name="Note">{small}</style:style>'
    cells = ("Service", "Award", "Hub", '£500<text:span text:style-name="Mark">1</text:span>')
    first, second, third, fourth = (f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in cells)
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in (first + second, third + fourth))
    cell = typed(tmp_path / "paper.odt", f"<table:table>{rows}</table:table>", f"{note}\n{mark}").tables[0].rows[1][1]
    assert cell.text == "£500"
    assert any('"1"' in note for note in cell.notes)


def test_drawings_and_fields_that_are_anchored_to_a_page_are_read() -> None:
    """They stand beside the paragraphs of the file."""
    forms = '<office:forms><form:form><form:text form:id="f" form:current-value="£7"/></form:form></office:forms>'
    logo = "<draw:frame><svg:desc>Logo</svg:desc><draw:image/></draw:frame>"
    box = "<draw:frame><draw:text-box><text:p>Up to £9</text:p></draw:text-box></draw:frame>"
    controls = "<draw:control draw:control='f'/><draw:control draw:control='none'/>"
    found = document(file_of(f"{forms}{logo}{box}{controls}<text:p>Hub</text:p>"))
    assert found.paragraphs == ("Up to £9", "Hub")
    assert found.notes == (
        'outside tables, a picture stands here: "Logo"',
        'outside tables, a form field stands here: "£7"',
    )
    assert found.unaccounted == ()


def test_whole_paragraphs_that_a_tracked_change_deleted_or_inserted_are_told() -> None:
    changes = (
        '<text:tracked-changes><text:changed-region text:id="d"><text:deletion><text:p>Van £400</text:p>'
        '</text:deletion></text:changed-region><text:changed-region text:id="i"><text:insertion/>'
        "</text:changed-region></text:tracked-changes>"
    )
    start, end = (f"<text:change-{which} text:change-id='i'/>" for which in ("start", "end"))
    body = f"<text:change text:change-id='d'/>{start}<text:p>Bus £5</text:p>{end}<text:p>Hub</text:p>"
    found = document(file_of(changes + body))
    assert found.paragraphs == ("Bus £5", "Hub")
    assert found.notes == (
        'outside tables, deleted by a tracked change: "Van £400"',
        "outside tables, inserted by a tracked change: “Bus £5”",
    )
    assert found.unaccounted == ()


def test_a_section_that_is_shown_on_a_condition_is_read_and_told() -> None:
    section = (
        "<text:section text:name='s' text:display='condition' text:condition='x'><text:p>Hub £5</text:p></text:section>"
    )
    found = document(file_of(section))
    assert found.paragraphs == ("Hub £5",)
    assert found.notes == ("a section is shown on a condition only; compare with the document as it is shown",)


def test_a_header_that_repeats_is_read_once() -> None:
    header = "<text:p>Police</text:p>"
    both = f"<style:header>{header}</style:header><style:header-left>{header}</style:header-left>"
    footer = "<style:footer><text:p>May</text:p></style:footer>"
    page = f'<style:master-page style:name="Standard">{both}{footer}</style:master-page>'
    found = document(file_of("<text:p>Hub</text:p>", styles__xml=styles_part(masters=page)))
    assert found.paragraphs == ("Hub", "Police", "May")
    assert found.unaccounted == ()
