"""Open the parts of an Open XML file (DOCX, XLSX) by their relationships, as ECMA-376 part 2 says.

No name of a part is fixed by the standard. Word and Excel can also save in the Strict form of the standard, which
differs in the names of its namespaces; it is read in the Transitional form that all programs know.
"""

import posixpath
import re
import zipfile
from collections.abc import Sequence
from functools import cached_property
from io import BytesIO
from typing import NamedTuple
from xml.etree import ElementTree

from grantsdata.sources.safety.archives import part

_STRICT = re.compile(rb"""(=\s*["'])http://purl\.oclc\.org/ooxml/(\w+)/""")
_TRANSITIONAL = rb"\1http://schemas.openxmlformats.org/\2/2006/"
_USUAL = ("word/document.xml", "xl/workbook.xml", "xl/workbook.bin", "ppt/presentation.xml")


class Relation(NamedTuple):
    """What a part refers to: an identifier, the last word of the kind (`footnotes`), and the other part's name, or the
    address if it is outside the file."""

    name: str
    kind: str
    target: str
    is_external: bool


class Package:
    """The parts of an Open XML file that `archives.unsafe_because` has found safe."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        with zipfile.ZipFile(BytesIO(content)) as packed:
            self._names = {name.casefold(): name for name in packed.namelist()}

    @cached_property
    def main(self) -> str:
        """The name of the main part, such as `word/document.xml`; "" if there is none."""
        named = (one.target for one in self.relations("") if one.kind == "officeDocument" and not one.is_external)
        return next((name for name in (*named, *_USUAL) if name.casefold() in self._names), "")

    def type_of(self, name: str) -> str:
        """The content type of a part, which says what it holds; "" if the file does not say."""
        types = self.xml("[Content_Types].xml")
        ending = ""
        for entry in types if types is not None else ():
            if entry.get("PartName", "").casefold() == f"/{name}".casefold():
                return entry.get("ContentType", "")
            if name.casefold().endswith("." + entry.get("Extension", "/").casefold()):
                ending = entry.get("ContentType", "")
        return ending

    def xml(self, name: str) -> ElementTree.Element | None:
        """The root element of a part; None if the file has no such part, or one that is empty."""
        content = part(self._content, self._names.get(name.casefold(), name))
        return ElementTree.fromstring(_STRICT.sub(_TRANSITIONAL, content)) if content.strip() else None

    def relations(self, name: str) -> list[Relation]:
        """What a part refers to; what the file itself refers to for the name ""."""
        folder, file = posixpath.split(name)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        return [
            Relation(
                entry.get("Id", ""),
                entry.get("Type", "").rpartition("/")[2],
                entry.get("Target", "") if is_external else _resolved(entry.get("Target", ""), folder),
                is_external,
            )
            for entry in (root if root is not None else ())
            for is_external in [entry.get("TargetMode") == "External"]
        ]


def _resolved(target: str, folder: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


Change = tuple[re.Pattern[bytes], bytes]
"""A pattern in the bytes of a part, and what stands in its place."""

AS_TRANSITIONAL: Change = (_STRICT, _TRANSITIONAL)


def rewritten(content: bytes, changes: Sequence[Change]) -> bytes:
    """The file with the changes made in each of its parts that is XML, for a reader that does not know their forms."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as packed, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as to:
        for info in packed.infolist():
            text = packed.read(info)
            if info.filename.casefold().endswith((".xml", ".rels")):
                for pattern, replacement in changes:
                    text = pattern.sub(replacement, text)
            to.writestr(info, text)
    return made.getvalue()


def is_strict(content: bytes) -> bool:
    """Whether the main part of a file is in the Strict form."""
    return bool(_STRICT.search(part(content, Package(content).main)[:4096]))
