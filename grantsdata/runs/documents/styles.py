"""The styles of a Word document: those that it has, such as an office's own, and ours for what it lacks."""

from dataclasses import dataclass
from typing import cast

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt, RGBColor
from docx.styles import BabelFish
from docx.styles.style import ParagraphStyle, _TableStyle

from grantsdata.runs.documents.word_xml import add_page_number, list_numbering, put

CAPTION, NOTE, IN_TABLE, IN_HEAD, TABLE = "Caption", "Table note", "Table text", "Table heading", "Award table"
TITLE, LEAD, NORMAL = "Title", "Subtitle", "Normal"
_INK, _ACCENT, _SOFT = "0B0C0C", "12436D", "484D50"


@dataclass(frozen=True)
class _Look:
    """How the paragraphs of a style look: sizes and spaces in points."""

    size: float
    bold: bool = False
    colour: str = _INK
    before: float = 0
    after: float = 6
    level: int = 0
    """The level of a heading, from 1; 0 for other texts."""
    keeps: bool = False
    """Whether it stays on the page of what follows."""


_LOOKS = {
    NORMAL: _Look(11),
    TITLE: _Look(22, True, _ACCENT, after=8),
    LEAD: _Look(12, colour=_SOFT),
    "Heading 1": _Look(16, True, _ACCENT, before=18, level=1, keeps=True),
    "Heading 2": _Look(13, True, _ACCENT, before=14, level=2, keeps=True),
    "Heading 3": _Look(11.5, True, _INK, before=10, level=3, keeps=True),
    "Heading 4": _Look(11, True, _SOFT, before=8, level=4, keeps=True),
    "Heading 5": _Look(11, True, _SOFT, before=8, level=5, keeps=True),
    "Footer": _Look(9, colour=_SOFT, after=0),
    CAPTION: _Look(11, True, _INK, before=10, after=4, keeps=True),
    NOTE: _Look(9.5, colour=_SOFT, before=3, after=8),
    IN_TABLE: _Look(9.5, before=2, after=2),
    IN_HEAD: _Look(9.5, True, before=2, after=2, keeps=True),
    "List Bullet": _Look(11, after=3),
    "List Bullet 2": _Look(11, after=3),
    "List Number": _Look(11, after=3),
    "List Number 2": _Look(11, after=3),
}


def empty_document(body: str) -> Document:
    """Return an empty document in our styles: A4, with the name of the body and page numbers in its footer."""
    document = docx.Document()
    for name, look in _LOOKS.items():
        _apply(_style(document, name), look)
    layout = document.sections[0]
    layout.page_width, layout.page_height = Mm(210), Mm(297)
    layout.left_margin = layout.right_margin = Mm(20)
    layout.top_margin = layout.bottom_margin = Mm(20)
    foot = layout.footer.paragraphs[0]
    foot.text = f"{body}\t" if body else ""
    for stop in foot.style.element.findall(f".//{qn('w:tabs')}"):
        stop.getparent().remove(stop)  # the middle and the right margin of another size of paper
    foot.paragraph_format.tab_stops.add_tab_stop(Mm(170), WD_TAB_ALIGNMENT.RIGHT)
    add_page_number(foot)
    _drop_thumbnail(document)
    return document


def style_named(document: Document, name: str) -> ParagraphStyle:
    """Return the style of paragraphs of this name; if the document lacks it, it gets ours."""
    if name not in _names(document):
        _apply(_style(document, name), _LOOKS[name])
    return cast("ParagraphStyle", document.styles[name])


def heading_style(document: Document, level: int) -> ParagraphStyle:
    """Return the style of a heading of the page: its first level is the title of the document."""
    return style_named(document, TITLE if level == 1 else f"Heading {level - 1}")


def list_style(document: Document, kind: str, level: int) -> ParagraphStyle:
    """Return the style of an item of a list with bullets or numbers (`kind`), of which Word has two levels here."""
    return style_named(document, f"List {'Bullet' if kind == 'bullet' else 'Number'}{' 2' if level else ''}")


def _names(document: Document) -> set[str]:
    named = document.styles.element.xpath("./w:style/w:name/@w:val")  # a style object for each would take far longer
    return {BabelFish.internal2ui(str(name)) for name in named}


def _style(document: Document, name: str) -> ParagraphStyle:
    """Return a style of paragraphs, made if there is none."""
    if name in _names(document):
        return cast("ParagraphStyle", document.styles[name])
    added = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH, builtin=not name.startswith("Table "))
    style = cast("ParagraphStyle", added)
    if name != NORMAL:
        style.base_style = document.styles.default(WD_STYLE_TYPE.PARAGRAPH)
    style.quick_style = True
    if name.startswith("List "):
        list_numbering(document, style.element, is_numbered="Number" in name, level=int(name.endswith("2")))
    return style


def _apply(style: ParagraphStyle, look: _Look) -> None:
    font, space = style.font, style.paragraph_format
    look_of_word = style.element.get_or_add_rPr()
    for name in ("w:rFonts", "w:spacing", "w:kern"):  # a font of the theme would go before the one that is named
        for found in look_of_word.findall(qn(name)):
            look_of_word.remove(found)
    font.name, font.size, font.bold, font.italic = "Arial", Pt(look.size), look.bold, False
    font.color.rgb = RGBColor.from_string(look.colour)
    space.space_before, space.space_after = Pt(look.before), Pt(look.after)
    space.keep_with_next = look.keeps
    if look.level:
        put(style.element.get_or_add_pPr(), "w:outlineLvl", val=str(look.level - 1))
    if borders := style.element.findall(f"{qn('w:pPr')}/{qn('w:pBdr')}"):
        borders[0].getparent().remove(borders[0])  # the line below the title in the styles of Word


def table_style(document: Document) -> _TableStyle:
    """Return the style of tables: lines between the rows, a shaded head."""
    if TABLE not in _names(document):
        document.styles.element.append(
            parse_xml(
                f'<w:style {nsdecls("w")} w:type="table" w:customStyle="1" w:styleId="AwardTable">'
                f'<w:name w:val="{TABLE}"/><w:uiPriority w:val="59"/><w:qFormat/>'
                '<w:tblPr><w:tblBorders><w:top w:val="single" w:sz="8" w:color="0B0C0C"/>'
                '<w:bottom w:val="single" w:sz="8" w:color="0B0C0C"/>'
                '<w:insideH w:val="single" w:sz="4" w:color="B1B4B6"/></w:tblBorders>'
                '<w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
                '<w:tblStylePr w:type="firstRow"><w:tcPr><w:shd w:val="clear" w:fill="DBE7F1"/></w:tcPr></w:tblStylePr>'
                "</w:style>"
            )
        )
    return cast("_TableStyle", document.styles[TABLE])


def _drop_thumbnail(document: Document) -> None:
    """Remove the little picture of another document that the empty one of python-docx comes with."""
    relations = document.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]
