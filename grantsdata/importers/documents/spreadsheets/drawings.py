"""Find what an Excel workbook shows beside the cells of its sheets: text boxes, pictures, charts and objects."""

import re
from collections import Counter
from collections.abc import Iterator

from grantsdata.importers.documents.found import one_line
from grantsdata.sources.safety.open_xml import Package

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_KINDS = {
    "image": "a picture, whose text is not read, stands on a sheet",
    "chart": "a chart, whose numbers are not read, stands on a sheet",
    "package": "an embedded file stands on a sheet: open it in Excel, save it as a file, and import that",
    "oleObject": "an embedded object stands on a sheet: open it in Excel, save it as a file, and import that",
}
_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|[0-9]+|[A-Za-z])')


def drawn(package: Package) -> tuple[list[str], list[str]]:
    """The texts of text boxes, page headers and page footers, and a note on each kind of what has no text."""
    texts: list[str] = []
    told: Counter[str] = Counter()
    sheets = [one for one in package.relations(package.main) if one.kind.endswith("sheet")]
    for sheet in sheets:
        texts += dict.fromkeys(_heads_and_feet(package, sheet.target))
        for one in package.relations(sheet.target):
            told.update([_KINDS[one.kind]] if one.kind in _KINDS else [])
            drawing = package.xml(one.target) if one.kind == "drawing" and not one.is_external else None
            if drawing is not None:
                texts += (
                    one_line("".join(part.text or "" for part in p.iter(_A + "t"))) for p in drawing.iter(_A + "p")
                )
                told.update(_KINDS[other.kind] for other in package.relations(one.target) if other.kind in _KINDS)
    return [text for text in texts if text], [f"{what} ({n} times)" if n > 1 else what for what, n in told.items()]


def _heads_and_feet(package: Package, sheet: str) -> Iterator[str]:
    """The texts in the page headers and footers of a sheet, without codes such as &P for the page's number."""
    root = package.xml(sheet)
    for element in () if root is None else root.iter():
        if element.tag.rpartition("}")[2] in ("oddHeader", "oddFooter", "evenHeader", "firstHeader", "firstFooter"):
            yield one_line(_CODE.sub(" ", element.text or ""))
