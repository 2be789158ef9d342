"""The parts of a Word or Excel file are found by their relations, whatever their names, and read in one form."""

import re
import zipfile
from io import BytesIO

from grantsdata.sources.safety.open_xml import AS_TRANSITIONAL, Package, Relation, is_strict, rewritten

RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def zipped(parts: dict[str, str]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return made.getvalue()


def related(*entries: str) -> str:
    return f'<Relationships xmlns="{RELATIONS}">{"".join(entries)}</Relationships>'


def relation(name: str, kind: str, target: str, more: str = "") -> str:
    return f'<Relationship Id="{name}" Type="{KIND}/{kind}" Target="{target}" {more}/>'


TYPES = (
    '<Types><Default Extension="xml" ContentType="plain"/>'
    '<Override PartName="/Word/Doc2.xml" ContentType="main"/></Types>'
)
PAPER = zipped(
    {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": related(relation("r1", "officeDocument", "word/doc2.xml")),
        "word/Doc2.xml": "<a/>",
        "word/_rels/doc2.xml.rels": related(
            relation("r1", "footnotes", "notes.xml"),
            relation("r2", "image", "../media/a.png"),
            relation("r3", "image", "/media/b.png"),
            relation("r4", "hyperlink", "https://example.org/a", 'TargetMode="External"'),
        ),
        "word/notes.xml": "",
    }
)


def test_the_main_part_is_found_by_its_relation_and_its_type_by_its_name() -> None:
    package = Package(PAPER)
    assert package.main == "word/doc2.xml"
    assert [package.type_of(name) for name in ("word/doc2.xml", "word/notes.xml", "a.png")] == ["main", "plain", ""]


def test_the_main_part_has_its_usual_name_if_nothing_says_which_it_is() -> None:
    assert Package(zipped({"xl/workbook.xml": "<a/>"})).main == "xl/workbook.xml"
    assert Package(zipped({"readme.txt": "Hub"})).main == ""


def test_relations_lead_to_parts_wherever_they_are() -> None:
    assert Package(PAPER).relations("word/doc2.xml") == [
        Relation("r1", "footnotes", "word/notes.xml", False),
        Relation("r2", "image", "media/a.png", False),
        Relation("r3", "image", "media/b.png", False),
        Relation("r4", "hyperlink", "https://example.org/a", True),
    ]
    assert Package(PAPER).relations("word/notes.xml") == []


def test_a_part_that_is_missing_or_empty_has_no_elements() -> None:
    package = Package(PAPER)
    assert (package.xml("word/notes.xml"), package.xml("word/gone.xml")) == (None, None)
    root = package.xml("WORD/DOC2.XML")
    assert root is not None
    assert root.tag == "a"


STRICT = zipped(
    {"word/document.xml": '<a xmlns="http://purl.oclc.org/ooxml/wordprocessingml/main"/>', "word/a.bin": "Hub"}
)


def test_the_strict_form_is_read_as_the_other() -> None:
    root = Package(STRICT).xml("word/document.xml")
    assert root is not None
    assert root.tag == "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}a"
    assert (is_strict(STRICT), is_strict(PAPER)) == (True, False)


def test_changes_are_made_in_xml_and_in_nothing_else() -> None:
    made = rewritten(STRICT, [AS_TRANSITIONAL, (re.compile(b"Hub"), b"Van")])
    assert not is_strict(made)
    with zipfile.ZipFile(BytesIO(made)) as packed:
        assert packed.read("word/a.bin") == b"Hub"
