"""What python-docx has no function for: fields, links, numbering, properties of tables."""

from typing import Any

from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.parts.numbering import NumberingPart
from docx.text.paragraph import Paragraph
from docx.text.run import Run

_AFTER = {
    "w:outlineLvl": ("w:divId", "w:cnfStyle", "w:rPr", "w:sectPr", "w:pPrChange"),
    "w:numPr": (
        "w:suppressLineNumbers", "w:pBdr", "w:shd", "w:tabs", "w:suppressAutoHyphens", "w:spacing", "w:ind",
        "w:contextualSpacing", "w:jc", "w:outlineLvl", "w:rPr", "w:sectPr", "w:pPrChange",
    ),
    "w:cantSplit": ("w:trHeight", "w:tblHeader", "w:tblCellSpacing", "w:jc", "w:hidden"),
    "w:tblHeader": ("w:tblCellSpacing", "w:jc", "w:hidden"),
    "w:shd": ("w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark"),
    "w:tblLook": ("w:tblCaption", "w:tblDescription"),
    "w:tblCaption": ("w:tblDescription",),
    "w:tblDescription": (),
    "w:lang": ("w:eastAsianLayout", "w:specVanish", "w:oMath"),
}  # fmt: skip
"""Element → those that come after it: Word refuses a file with its elements in another order."""


def put(parent: Any, name: str, **values: str) -> Any:
    """Give an element the child `name` with these values, in the place of one that it has; return the child."""
    for found in parent.findall(qn(name)):
        parent.remove(found)
    element = OxmlElement(name)
    for key, value in values.items():
        element.set(qn(f"w:{key}"), value)
    later = {qn(one) for one in _AFTER[name]}
    place = next((number for number, one in enumerate(parent) if one.tag in later), len(parent))
    parent.insert(place, element)
    return element


def add_page_number(paragraph: Paragraph) -> None:
    """Add “Page 1 of 9” as fields, which Word fills in."""
    for words, field in (("Page ", "PAGE"), (" of ", "NUMPAGES")):
        paragraph.add_run(words)
        simple = OxmlElement("w:fldSimple")
        simple.set(qn("w:instr"), field)
        run = OxmlElement("w:r")
        text = OxmlElement("w:t")
        text.text = "1"
        run.append(text)
        simple.append(run)
        paragraph._p.append(simple)


def link_in(paragraph: Paragraph, run: Run, address: str) -> None:
    """Make a run of a paragraph, its last, a link to an address."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run.font.underline = True
    paragraph._p.remove(run._r)
    link.append(run._r)
    paragraph._p.append(link)


def set_language(document: Document, language: str) -> None:
    """Set the language that texts have unless they say otherwise."""
    styles = document.styles.element
    for name in ("w:docDefaults", "w:rPrDefault", "w:rPr"):
        found = styles.find(qn(name))
        if found is None:
            found = OxmlElement(name)
            styles.insert(0, found)
        styles = found
    put(styles, "w:lang", val=language, eastAsia=language)


def list_numbering(document: Document, style: Any, *, is_numbered: bool, level: int) -> None:
    """Give the style of a list its bullets or numbers."""
    numbering = _numbering(document)
    abstract = _next(numbering, "w:abstractNum", "w:abstractNumId")
    kind, text = ("decimal", "%1.") if is_numbered else ("bullet", "•")
    left = 360 * (level + 1)
    element = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{abstract}"><w:multiLevelType w:val="singleLevel"/>'
        f'<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{left}" w:hanging="360"/></w:pPr></w:lvl></w:abstractNum>'
    )
    first = numbering.find(qn("w:num"))
    numbering.append(element) if first is None else first.addprevious(element)
    _number(style.get_or_add_pPr(), _add_num(numbering, abstract))


def new_list(document: Document, paragraph: Paragraph) -> int:
    """Return the number of a new list that counts from 1, in the form that the style of the paragraph has."""
    numbering = _numbering(document)
    found = paragraph.style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}/{qn('w:numId')}")  # type: ignore[union-attr]
    of_style = "" if found is None else str(found.get(qn("w:val")))
    nums = {str(one.get(qn("w:numId"))): one for one in numbering.findall(qn("w:num"))}
    if of_style not in nums:
        return 0
    number = _add_num(numbering, int(nums[of_style].find(qn("w:abstractNumId")).get(qn("w:val"))))
    override = parse_xml(f'<w:lvlOverride {nsdecls("w")} w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>')
    numbering.findall(qn("w:num"))[-1].append(override)
    return number


def in_list(paragraph: Paragraph, number: int) -> None:
    """Make a paragraph an item of a list that `new_list` has begun."""
    if number:
        _number(paragraph._p.get_or_add_pPr(), number)


def _number(properties: Any, number: int) -> None:
    element = put(properties, "w:numPr")
    for name, value in (("w:ilvl", "0"), ("w:numId", str(number))):
        inner = OxmlElement(name)
        inner.set(qn("w:val"), value)
        element.append(inner)


def _numbering(document: Document) -> Any:
    """Return the definitions of lists, made if the document has none."""
    related = {relation.reltype: relation for relation in document.part.rels.values()}
    if RELATIONSHIP_TYPE.NUMBERING not in related:
        place = PackURI("/word/numbering.xml")
        element = parse_xml(f"<w:numbering {nsdecls('w')}/>")
        part = NumberingPart(place, CONTENT_TYPE.WML_NUMBERING, element, document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return document.part.numbering_part.element


def _next(numbering: Any, name: str, key: str) -> int:
    return max((int(one.get(qn(key))) for one in numbering.findall(qn(name))), default=0) + 1


def _add_num(numbering: Any, abstract: int) -> int:
    number = _next(numbering, "w:num", "w:numId")
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/></w:num>')
    )
    return number
