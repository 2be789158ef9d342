"""The parts of an OpenDocument file: its content, its charts, and the headers of the pages that it uses."""

import zipfile
from io import BytesIO

import pytest
from support.open_document import parts_of, styles_part

from grantsdata.errors import SourceError
from grantsdata.importers.documents.open_document.parts import OFFICE, TEXT, Parts

PAGES = "".join(
    f'<style:master-page style:name="{name}" {more}><style:header {how}><text:p>{name}</text:p></style:header>'
    "<style:footer-left><text:p>foot</text:p></style:footer-left></style:master-page>"
    for name, more, how in (
        ("Standard", "", ""),
        ("First", 'style:next-style-name="Second"', ""),
        ("Second", "", 'style:display="false"'),
        ("Unused", "", ""),
    )
)


def test_the_body_and_the_styles_are_found() -> None:
    parts = parts_of("<text:p>Hub</text:p>", styles__xml=styles_part())
    assert [child.tag for child in parts.body] == [TEXT + "p"]
    assert [root.tag for root in parts.roots()] == [OFFICE + "document-styles", OFFICE + "document-content"]


def test_a_file_without_styles_has_no_headers() -> None:
    parts = parts_of("")
    assert (parts.styles, list(parts.margins()), len(parts.roots())) == (None, [], 1)


@pytest.mark.parametrize("content", ["", "<a/>"])
def test_a_file_without_a_body_of_its_kind_is_refused(content: str) -> None:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("content.xml", content)
    with pytest.raises(SourceError, match=r"^Its main part is damaged\. Open it in LibreOffice and save it again\.$"):
        Parts(made.getvalue(), "spreadsheet")


def test_a_chart_is_told_from_other_objects() -> None:
    parts = parts_of("", **{"Object 1/content__xml": "<office:chart/>", "Object 2/content__xml": "<office:text/>"})
    assert [parts.is_chart(f"./Object {number}") for number in (1, 2, 3)] == [True, False, False]


def test_headers_and_footers_are_those_of_pages_that_the_document_uses() -> None:
    first = '<style:style style:name="P" style:family="paragraph" style:master-page-name="First"/>'
    parts = parts_of("", first, styles__xml=styles_part(masters=PAGES))
    assert [(kind, "".join(part.itertext())) for kind, part in parts.margins()] == [
        ("header", "Standard"),
        ("footer", "foot"),
        ("header", "First"),
        ("footer", "foot"),
        ("footer", "foot"),
    ]
