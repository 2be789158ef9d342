"""The witness of a Word document: the texts of its paragraphs, in its body, headers, notes and comments."""

import zipfile
from io import BytesIO

from support.word import SPACES, paragraph, run

from grantsdata.importers.documents.witness import Shown
from grantsdata.importers.documents.word.shown import shown
from grantsdata.importers.documents.word.styles import Styles
from grantsdata.sources.safety.open_xml import Package

HIGH = "<w:vertAlign w:val='superscript'/>"


def texts(body: str, **others: str) -> list[Shown]:
    """The texts of a document; `others` are parts by their kinds, each with a number after it."""
    entries = "".join(f'<Relationship Type="x/{name.rstrip("12")}" Target="{name}.xml"/>' for name in others)
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("word/document.xml", f"<w:document {SPACES}><w:body>{body}</w:body></w:document>")
        packed.writestr("word/_rels/document.xml.rels", f"<Relationships>{entries}</Relationships>")
        for name, content in others.items():
            packed.writestr(f"word/{name}.xml", f"<w:part {SPACES}>{content}</w:part>")
    return shown(Package(made.getvalue()), Styles())


def test_each_paragraph_with_a_text_has_its_place() -> None:
    table = f"<w:tbl><w:tr><w:tc>{paragraph(run('Hub'))}</w:tc></w:tr></w:tbl>"
    assert texts(paragraph(run("Awards")) + paragraph() + table) == [
        Shown("Awards", "body, paragraph 1"),
        Shown("Hub", "body, paragraph 2"),
    ]


def test_runs_that_are_printed_otherwise_are_words_of_their_own() -> None:
    words = paragraph(run("£5"), run("00"), run("1", HIGH), run(" and", "<w:strike/>"))
    assert [one.text for one in texts(words)] == ["£500 1  and"]


def test_deleted_text_and_text_paths_are_listed_and_the_older_form_is_not() -> None:
    deleted = "<w:del><w:r><w:delText>£5</w:delText></w:r></w:del>"
    path = "<w:r><w:pict><v:textpath string='DRAFT'/></w:pict></w:r>"
    both = f"<mc:AlternateContent><mc:Choice>{run('new')}</mc:Choice><mc:Fallback>{run('old')}</mc:Fallback>"
    found = texts(paragraph(run("£6"), deleted, path, f"{both}</mc:AlternateContent>"))
    assert [one.text.split() for one in found] == [["£6", "£5", "DRAFT", "new"]]


def test_a_text_box_ends_the_paragraph_that_it_stands_in() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(run('in'))}</w:txbxContent></w:pict></w:r>"
    assert [one.text.strip() for one in texts(paragraph(run("a"), box, run("b")))] == ["a", "in", "b"]


def test_headers_that_repeat_one_another_are_listed_once_and_notes_each_time() -> None:
    police, note = paragraph(run("Police 7")), paragraph(run("Of £9."))
    found = texts(paragraph(run("Hub")), header1=police, header2=police, footnotes=note, endnotes=note)
    assert found == [
        Shown("Hub", "body, paragraph 1"),
        Shown("Police 7", "header, paragraph 1"),
        Shown("Of £9.", "footnotes, paragraph 1"),
        Shown("Of £9.", "endnotes, paragraph 1"),
    ]


def test_a_document_without_a_text_shows_nothing() -> None:
    assert texts("") == []


def test_a_text_outside_all_paragraphs_is_listed() -> None:
    assert texts(paragraph(run("Hub")), header1=run("£9")) == [
        Shown("Hub", "body, paragraph 1"),
        Shown("£9", "header, paragraph 1"),
    ]
