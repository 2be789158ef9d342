"""The text of a part of a Word document as it is printed; what is deleted, hidden or no text is told."""

import pytest
from support.word import element, paragraph, run

from grantsdata.importers.documents.word.text import Texts

HIGH = "<w:vertAlign w:val='superscript'/>"
COMMENT = "<w:r><w:commentReference w:id='4'/></w:r>"


def cell(*content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(content)}</w:tc>"


@pytest.mark.parametrize(
    ("content", "text", "notes"),
    [
        (run("£500") + run("1", HIGH), "£500", ['raised mark "1"']),
        (run("1") + run("s", HIGH) + run("t", HIGH), "1st", []),
        (run("£500", "<w:sz w:val='22'/>") + run("1", "<w:sz w:val='14'/>"), "£500", ['small mark "1"']),
        (run("secret", "<w:vanish/>") + run("£5"), "£5", ['hidden text left out: "secret"']),
        (run("£5", "<w:strike/>"), "£5", ["struck out: “£5”"]),
        (f"<w:ins>{run('£6')}</w:ins>", "£6", ["inserted by a tracked change: “£6”"]),
        ("<w:del><w:r><w:delText>£5</w:delText></w:r></w:del>", "", ['deleted by a tracked change: "£5"']),
        (f"{run('£5')}<w:hyperlink w:anchor='n'>{run('[1]')}</w:hyperlink>", "£5",
         ['footnote mark "[1]", which is a link']),
        (f"{run('£5')}<w:hyperlink>{run('1')}</w:hyperlink>", "£51", []),
        (run("£5") + COMMENT + COMMENT, "£5", ['a comment stands here: "Is it £50?"', "a comment stands here"]),
        ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/></w:r>", "a b c-", []),
        ("<w:r><w:drawing/></w:r>", "", ["a picture stands here"]),
        ("<w:r><w:drawing><c:chart/></w:drawing></w:r>", "", ["a chart stands here, whose numbers are not read"]),
        ("<w:r><w:object/></w:r>", "", ["an embedded object stands here: open it in Word with a double click, save it "
                                        "as a file, and import that"]),
    ],
)  # fmt: skip
def test_the_text_of_a_cell_and_what_it_holds_besides(content: str, text: str, notes: list[str]) -> None:
    texts = Texts(notes={("comment", "4"): "Is it £50?"})
    assert texts.of_cell(element(cell(paragraph(content)))) == (text, notes)


def test_a_text_in_the_colour_of_its_cell_or_table_is_not_seen() -> None:
    white = paragraph(run("£5", "<w:color w:val='FFFFFF'/>"))
    dark = "<w:shd w:val='clear' w:fill='003366'/>"
    texts = Texts()
    assert texts.of_cell(element(cell(white))) == ("", ['hidden text left out: "£5"'])
    assert texts.of_cell(element(cell(white, properties=dark))) == ("£5", [])
    assert texts.of_cell(element(cell(white)), "") == ("£5", [])


def test_a_cell_that_a_tracked_change_deletes_is_blank() -> None:
    gone = cell(paragraph(run("£5")), properties="<w:cellDel/>")
    assert Texts().of_cell(element(gone)) == ("", ['deleted by a tracked change: "£5"'])


def test_footnotes_are_counted_over_the_document_and_told_in_tables_only() -> None:
    texts = Texts(notes={("footnote", "8"): "Of £9."})
    marks = [element(paragraph(f"<w:r><w:footnoteReference w:id='{name}'/></w:r>")) for name in (7, 8)]
    assert texts.of_paragraph(marks[0]) == ("\n", [])
    assert texts.of(marks[1]) == ("\n", ['footnote 2 is marked here: "Of £9."'])
    assert (texts.seen, texts.notes) == ({"footnote": 2, "endnote": 0}, {})


def test_the_number_of_a_list_is_told_in_tables_only() -> None:
    listed = element(paragraph(run("Hub"), properties="<w:numPr/>"))
    assert Texts().of(listed) == ("Hub\n", ["a list's number or bullet stands before the text"])
    assert Texts().of_paragraph(listed) == ("Hub\n", [])


def field(kind: str) -> str:
    return f"<w:r><w:fldChar w:fldCharType='{kind}'/></w:r>"


def test_a_field_shows_its_result_and_one_that_does_not_end_shows_all() -> None:
    formula = "<w:r><w:instrText> =SUM(ABOVE) </w:instrText></w:r>"
    ended = paragraph(field("begin"), formula, run("£7"), field("separate"), run("£8"), field("end"))
    instruction = 'left out, since it is the instruction of a field: "£7"'
    assert Texts().of(element(ended)) == ("£8\n", ["formula =SUM(ABOVE)", instruction])
    assert Texts().of(element(paragraph(field("begin"), run("£7")))) == ("£7\n", [])


def test_a_mark_of_a_field_of_an_unknown_kind_ends_nothing() -> None:
    marks = [field("begin"), "<w:r><w:instrText>PAGE</w:instrText></w:r>", field("x"), field("separate"), run("£8")]
    assert Texts().of(element(paragraph(*marks, field("end"), run(" left")))) == ("£8 left\n", [])


def test_a_field_does_not_end_in_a_text_box_nor_begin_in_one() -> None:
    for inner, outer in (("begin", "end"), ("end", "begin")):
        box = f"<w:r><w:pict><w:txbxContent>{paragraph(field(inner), run('£7'))}</w:txbxContent></w:pict></w:r>"
        marks = (box, field(outer)) if outer == "end" else (field(outer), box)
        text, notes = Texts().of(element(paragraph(*marks, run("£8"))))
        assert (text, notes) == ("£8\n", ['a text box stands here: "£7"'])
