"""What is in a zipped file, and why one is not unpacked: each limit, at the limit and one beyond it."""

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest

from grantsdata.errors import SourceError
from grantsdata.sources.safety import archives
from grantsdata.sources.safety.archives import UnsafeArchive, part, parts, scan_elements, unsafe_because

NOT_SAFE = "the file cannot be unpacked safely: "


def zipped(**contents: bytes) -> bytes:
    """A zipped file; `__` in a name stands for a dot."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in contents.items():
            packed.writestr(name.replace("__", "."), content)
    return made.getvalue()


def refusal(content: bytes, **limits: int) -> str:
    with pytest.raises(UnsafeArchive) as refused:
        scan_elements(content, **limits)
    return str(refused.value)


def test_the_files_in_a_zipped_file_are_listed_and_read() -> None:
    content = zipped(a__xml=b"<a/>", b__txt=b"Hub")
    assert parts(content) == ["a.xml", "b.txt"]
    assert (part(content, "b.txt"), part(content, "c.txt")) == (b"Hub", b"")


def test_a_damaged_file_has_no_parts() -> None:
    content = zipped(a__xml=b"<a/>")
    assert (parts(content[:-10]), part(content[:-10], "a.xml")) == ([], b"")
    assert unsafe_because(content[:-10]) == f"{NOT_SAFE}it is damaged (BadZipFile)"


def test_each_element_is_given_with_its_part_its_local_name_and_its_attributes() -> None:
    found: list[tuple[str, str, Mapping[str, str]]] = []
    content = zipped(a__xml=b'<t:a xmlns:t="urn:x" n="1"><b/></t:a>', b__bin=b" <c/>", c__txt=b"Hub <d/>")
    scan_elements(content, lambda *element: found.append(element))
    assert found == [("a.xml", "a", {"n": "1"}), ("a.xml", "b", {}), ("b.bin", "c", {})]
    assert unsafe_because(content) is None


@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("most_elements", 3, "it holds more than 2 XML elements, up to its part b.xml"),
        ("most_xml", 15, "its text unpacks to 15 bytes"),
        ("most_unpacked", 18, "it unpacks to 18 bytes"),
    ],
)
def test_a_file_at_a_limit_is_read_and_one_beyond_it_is_not(limit: str, most: int, said: str) -> None:
    content = zipped(a__xml=b"<a><b/></a>", b__xml=b"<c/>", c__txt=b"Hub")
    scan_elements(content, **{limit: most})
    assert refusal(content, **{limit: most - 1}) == NOT_SAFE + said


def test_elements_may_be_nested_200_deep_and_no_deeper() -> None:
    assert unsafe_because(zipped(a__xml=b"<a>" * 200 + b"</a>" * 200)) is None
    deeper = zipped(a__xml=b"<a>" * 201 + b"</a>" * 201)
    assert unsafe_because(deeper) == f"{NOT_SAFE}its part a.xml holds more than 200 elements within one another"


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b"<!DOCTYPE a><a/>", "defines a document type or entities, which no program writes"),
        (
            b'<!DOCTYPE svg><a xmlns="urn:opendocument"/>',
            "defines a document type or entities, which no program writes",
        ),
        (b'<?xml version="1.0" encoding="latin-1"?><a/>', 'is in the encoding "latin-1", not in UTF-8 or UTF-16'),
        ("<a/>".encode("utf-32"), "is in an encoding other than UTF-8 or UTF-16"),
        ("<?xml version='1.0'?><a/>".encode("cp037"), "is in an encoding other than UTF-8 or UTF-16"),
    ],
)
def test_xml_that_no_office_program_writes_is_refused(xml: bytes, said: str) -> None:
    assert unsafe_because(zipped(a__xml=xml)) == f"{NOT_SAFE}its part a.xml {said}"


def test_xml_that_does_not_end_is_refused_and_a_drawing_by_excel_is_not() -> None:
    said = unsafe_because(zipped(a__xml=b"<a>"))
    assert said is not None
    assert said.startswith("the file is damaged or unusual, and cannot be read (its part a.xml is not valid XML: ")
    assert unsafe_because(zipped(a__vml=b"<a><br></a>")) is None


def test_a_drawing_may_have_its_document_type() -> None:
    assert unsafe_because(zipped(a__svg=b'<!DOCTYPE svg><svg xmlns="http://www.w3.org/2000/svg"/>')) is None


def test_a_tag_that_would_be_read_again_and_again_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_OF_TAG", 100_000)
    attributes = b" ".join(b'a%d="%d"' % (number, number) for number in range(20_000))
    said = unsafe_because(zipped(a__xml=b"<a %s/>" % attributes))
    assert said == f"{NOT_SAFE}its part a.xml holds a tag of more than 100,000 bytes"
    long = b"<a>" + b"x" * 300_000 + b"</a>"
    assert unsafe_because(zipped(a__xml=long)) is None


def test_an_error_of_the_caller_is_not_taken_for_damage() -> None:
    def refuse(part: str, name: str, attributes: Mapping[str, str]) -> None:
        raise SourceError("too many sheets")

    with pytest.raises(SourceError, match="too many sheets"):
        scan_elements(zipped(a__xml=b"<a/>"), refuse)
