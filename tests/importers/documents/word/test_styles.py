"""How a run is printed: as it says, or else its style, the styles below that, its paragraph, and the document."""

import pytest
from support.word import element, paragraph, run

from grantsdata.importers.documents.word.styles import Print, Styles, W, is_on, shading

STYLES = Styles(
    element(
        """<w:styles><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault></w:docDefaults>
        <w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:rPr><w:color w:val="111111"/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Heading 2"/><w:rPr><w:strike/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Mark"><w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Small">
            <w:basedOn w:val="Mark"/><w:rPr><w:sz w:val="12"/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="A"><w:basedOn w:val="B"/></w:style>
        <w:style w:type="character" w:styleId="B"><w:basedOn w:val="A"/></w:style>
        <w:style w:type="table" w:styleId="Grid"><w:tblPr/></w:style>
        <w:style w:type="table" w:styleId="Dark"><w:tcPr><w:shd w:val="clear" w:fill="003366"/></w:tcPr></w:style>
        <w:style w:type="table" w:styleId="Darker"><w:basedOn w:val="Dark"/></w:style></w:styles>"""
    )
)
PLAIN = Print(size=22.0, colour="111111")


def printed(properties: str, of_paragraph: str = "") -> Print:
    whole = element(paragraph(run("a", properties), properties=of_paragraph))
    found = whole.find(W + "r")
    assert found is not None
    return STYLES.print_of(found, whole)


@pytest.mark.parametrize(
    ("properties", "how"),
    [
        ("", PLAIN),
        ("<w:vertAlign w:val='superscript'/>", PLAIN._replace(is_raised=True)),
        ("<w:vertAlign w:val='subscript'/>", PLAIN._replace(is_lowered=True)),
        ("<w:position w:val='6'/>", PLAIN._replace(is_raised=True)),
        ("<w:position w:val='-6'/>", PLAIN._replace(is_lowered=True)),
        ("<w:vanish/>", PLAIN._replace(is_hidden=True)),
        ("<w:vanish w:val='0'/>", PLAIN),
        ("<w:dstrike/>", PLAIN._replace(is_struck=True)),
        ("<w:sz w:val='large'/>", PLAIN._replace(size=None)),
        ("<w:rStyle w:val='Small'/>", PLAIN._replace(is_raised=True, size=12.0)),
        ("<w:rStyle w:val='Small'/><w:vertAlign w:val='baseline'/>", PLAIN._replace(size=12.0)),
        ("<w:rStyle w:val='A'/>", PLAIN),
        ("<w:rStyle w:val='Gone'/>", PLAIN),
        ("<w:highlight w:val='white'/>", PLAIN._replace(background="ffffff")),
        ("<w:highlight w:val='black'/>", PLAIN._replace(background="000000")),
        ("<w:shd w:val='clear' w:fill='003366'/>", PLAIN._replace(background="003366")),
    ],
)
def test_the_nearest_that_says_how_a_run_is_printed_decides(properties: str, how: Print) -> None:
    assert printed(properties) == how


def test_the_style_and_the_shading_of_a_paragraph_hold_for_its_runs() -> None:
    assert printed("", "<w:pStyle w:val='H2'/>") == Print(is_struck=True, size=22.0)
    assert printed("<w:strike w:val='false'/>", "<w:pStyle w:val='H2'/>") == Print(size=22.0)
    assert printed("", "<w:shd w:val='clear' w:fill='003366'/>").background == "003366"


def test_a_document_without_styles_says_nothing() -> None:
    assert Styles().print_of(element(run("a")), None) == Print()


def test_the_name_of_a_style_is_the_one_that_word_shows() -> None:
    names = [STYLES.name(element(paragraph(properties=f"<w:pStyle w:val='{style}'/>"))) for style in ("H2", "Own")]
    assert [*names, STYLES.name(element("<w:p/>"))] == ["heading 2", "own", ""]


def test_a_style_of_tables_is_shaded_if_one_below_it_is() -> None:
    names = ("Grid", "Dark", "Darker", "Gone", "A")
    assert [name for name in names if STYLES.has_shading(name)] == ["Dark", "Darker"]


@pytest.mark.parametrize(
    ("xml", "colour"),
    [
        ("<w:shd w:val='clear' w:fill='003366'/>", "003366"),
        ("<w:shd w:val='clear' w:fill='auto'/>", None),
        ("<w:shd/>", None),
        ("<w:shd w:val='pct20' w:fill='auto'/>", ""),
        ("<w:shd w:val='pct20' w:fill='003366'/>", ""),
    ],
)
def test_a_shading_is_a_colour_or_a_pattern_or_none(xml: str, colour: str | None) -> None:
    assert shading(element(xml)) == colour
    assert shading(None) is None


@pytest.mark.parametrize(("value", "on"), [("", True), ("1", True), ("0", False), ("false", False), ("off", False)])
def test_a_switch_is_on_unless_it_is_turned_off(value: str, on: bool) -> None:
    assert is_on(element(f"<w:vanish w:val='{value}'/>")) is on
    assert (is_on(element("<w:vanish/>")), is_on(None)) == (True, False)


def test_what_is_unseen_and_what_is_smaller() -> None:
    white = Print(colour="FFFFFF")
    assert (white.is_unseen("ffffff"), white.is_unseen("003366"), white.is_unseen("")) == (True, False, False)
    assert not white._replace(background="003366").is_unseen("ffffff")
    assert (Print(is_hidden=True).is_unseen(None), Print(size=4.0).is_unseen(None)) == (True, True)
    assert not Print(size=5.0).is_unseen(None)
    assert Print(size=15.0).is_smaller_than(Print(size=20.0))
    assert not Print(size=16.0).is_smaller_than(Print(size=20.0))
    assert not Print(size=15.0).is_smaller_than(Print())
