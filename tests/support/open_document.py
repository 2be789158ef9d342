"""Typed XML of OpenDocument → elements, and the parts of a file that holds it."""

import zipfile
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.open_document.parts import Parts

_NAMES = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(
    f'xmlns:{name}="{_NAMES}{meaning}:1.0"'
    for name, meaning in (
        *((name, name) for name in ("office", "style", "text", "table", "form")),
        *(("draw", "drawing"), ("fo", "xsl-fo-compatible"), ("svg", "svg-compatible")),
    )
)


def element(xml: str) -> Element:
    """One element, whose names have the usual prefixes."""
    return next(iter(ElementTree.fromstring(f'<r {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">{xml}</r>')))


def content_of(body: str, styles: str = "", kind: str = "text") -> str:
    """The main part of a file with this body; `styles` are those that only it uses."""
    automatic = f"<office:automatic-styles>{styles}</office:automatic-styles>"
    whole = f"{automatic}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
    return f'<office:document-content {SPACES} xmlns:xlink="http://www.w3.org/1999/xlink">{whole}</office:document-content>'


def parts_of(body: str, styles: str = "", kind: str = "text", **others: str) -> Parts:
    """The parts of a file: its main one, and `others` by their names, in which `__` stands for a dot."""
    return Parts(file_of(body, styles, kind, **others), kind)


def file_of(body: str, styles: str = "", kind: str = "text", **others: str) -> bytes:
    """The file that has these parts."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as packed:
        packed.writestr("content.xml", content_of(body, styles, kind))
        for name, content in others.items():
            packed.writestr(name.replace("__", "."), content)
    return made.getvalue()


def styles_part(*styles: str, masters: str = "") -> str:
    """The part with the styles of the document, and the pages that it knows (`masters`)."""
    listed = f"<office:styles>{''.join(styles)}</office:styles><office:master-styles>{masters}</office:master-styles>"
    return f"<office:document-styles {SPACES}>{listed}</office:document-styles>"


def chosen_in_word(*entries: str) -> str:
    """A list of entries in a form that comes from Word, of which the first is chosen."""
    listed = "".join(f'<field:param field:name="Dropdown_ListEntry" field:value="{text}"/>' for text in entries)
    name = "urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"
    kind = "vnd.oasis.opendocument.field.FORMDROPDOWN"
    return f'<field:fieldmark xmlns:field="{name}" field:type="{kind}">{listed}</field:fieldmark>'
