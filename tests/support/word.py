"""Typed XML of Word → elements; `w:` is the usual prefix."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:v="urn:schemas-microsoft-com:vml"'
)


def element(xml: str) -> Element:
    """One element."""
    return next(iter(ElementTree.fromstring(f"<r {SPACES}>{xml}</r>")))


def run(text: str, properties: str = "") -> str:
    """A run with this text."""
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def paragraph(*content: str, properties: str = "") -> str:
    """A paragraph of this content."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(content)}</w:p>"
