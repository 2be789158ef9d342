"""A style says what differs from the one that it builds on, and a text has the rest from the element around it."""

import pytest
from support.open_document import element, parts_of, styles_part

from grantsdata.importers.documents.open_document.styles import NO_LOOK, Look, Styles


def style(name: str, properties: str = "", family: str = "text", parent: str = "", more: str = "") -> str:
    above = f'style:parent-style-name="{parent}"' * bool(parent)
    said = f"<style:text-properties {properties}/>" * bool(properties)
    return f'<style:style style:name="{name}" style:family="{family}" {above}>{said}{more}</style:style>'


@pytest.mark.parametrize(
    ("properties", "look"),
    [
        ('style:text-position="super 58%"', Look(raised=True, lowered=False)),
        ('style:text-position="33% 58%"', Look(raised=True, lowered=False)),
        ('style:text-position="0% 100%"', Look(raised=False, lowered=False)),
        ('style:text-position="sub 58%"', Look(raised=False, lowered=True)),
        ('text:display="none"', Look(hidden=True)),
        ('style:text-line-through-style="solid"', Look(struck=True)),
        ('style:text-line-through-style="none"', Look(struck=False)),
        ('fo:font-size="7.5pt"', Look(size=7.5)),
        ('fo:font-size="58%"', Look(size=-0.58)),
        ('fo:font-size="large"', NO_LOOK),
        ('fo:color="#ff0000" fo:background-color="#00ff00"', Look(colour="ff0000", background="00ff00")),
        ('fo:color="#ff0000" style:use-window-font-color="true"', Look(colour="")),
        ('fo:background-color="transparent"', Look(background="transparent")),
    ],
)
def test_what_a_style_says(properties: str, look: Look) -> None:
    assert Styles(parts_of("", style("A", properties))).look("text", "A") == look


def test_a_style_has_what_the_styles_say_that_it_builds_on() -> None:
    below, above = style("A", 'fo:color="#111111"'), style("B", 'fo:font-size="10pt"', parent="A")
    general = styles_part(below, above)
    styles = Styles(parts_of("", style("C", 'fo:font-size="50%"', parent="B"), styles__xml=general))
    assert styles.look("text", "C") == Look(size=5.0, colour="111111")
    assert styles.name("text", "C") == "c b a"
    assert (styles.look("paragraph", "C"), styles.name("text", "D")) == (NO_LOOK, "")


def test_styles_that_build_on_one_another_in_a_circle_come_to_an_end() -> None:
    styles = Styles(parts_of("", style("A", 'fo:color="#111111"', parent="B") + style("B", parent="A")))
    assert styles.look("text", "B").colour == "111111"


def test_a_style_that_depends_on_the_value_has_no_known_colours() -> None:
    styles = Styles(parts_of("", style("A", 'fo:color="#ffffff"', family="table-cell", more="<style:map/>")))
    assert styles.look("table-cell", "A") == Look(colour="", background="")


def test_an_element_has_the_style_of_its_kind() -> None:
    families = {"text": "111111", "paragraph": "222222", "table": "333333"}
    named = [style("A", f'fo:color="#{colour}"', family) for family, colour in families.items()]
    styles = Styles(parts_of("", "".join(named)))
    tags = ("<text:span text:style-name='A'/>", "<text:p text:style-name='A'/>", "<table:table table:style-name='A'/>")
    assert [styles.of(element(tag)).colour for tag in tags] == ["111111", "222222", "333333"]
    assert styles.of(element("<text:p/>")) == NO_LOOK


def test_a_table_is_shown_unless_its_style_or_one_below_it_hides_it() -> None:
    gone = style("Gone", family="table", more='<style:table-properties table:display="false"/>')
    styles = Styles(parts_of("", gone + style("On", family="table", parent="Gone")))
    tables = [element(f'<table:table table:style-name="{name}"/>') for name in ("Gone", "On", "Other")]
    assert [styles.is_shown(table) for table in tables] == [False, False, True]


def test_a_default_is_that_of_its_family() -> None:
    said = '<style:text-properties fo:font-size="10pt"/>'
    default = f'<style:default-style style:family="table-cell">{said}</style:default-style>'
    styles = Styles(parts_of("", styles__xml=styles_part(default)))
    assert (styles.default("table-cell"), styles.default("text")) == (Look(size=10.0), NO_LOOK)


def test_a_text_has_the_rest_from_the_element_around_it() -> None:
    outer = Look(struck=True, size=12.0, colour="111111")
    assert Look(size=-0.5, colour="222222").within(outer) == Look(struck=True, size=6.0, colour="222222")
    assert Look(struck=False).within(outer) == Look(struck=False, size=12.0, colour="111111")
    assert Look(size=-0.5).within(NO_LOOK) == Look(size=-0.5)


def test_which_texts_are_unseen_and_which_are_smaller() -> None:
    assert Look(colour="ffffff").is_unseen
    assert not Look(colour="ffffff", background="003366").is_unseen
    assert not Look(colour="ffffff", background="").is_unseen
    assert (Look(hidden=True).is_unseen, Look(size=1.0).is_unseen, NO_LOOK.is_unseen) == (True, True, False)
    assert Look(size=9.0).is_smaller_than(Look(size=12.0))
    assert not Look(size=9.5).is_smaller_than(Look(size=12.0))
    assert not Look(size=9.0).is_smaller_than(NO_LOOK)


def test_a_share_of_a_size_that_no_style_says_is_kept() -> None:
    styles = Styles(parts_of("", style("Note") + style("Mark", 'fo:font-size="50%"', parent="Note")))
    mark = styles.look("text", "Mark")
    assert mark.size == -0.5
    assert mark.within(NO_LOOK).is_smaller_than(NO_LOOK)
    assert not mark.within(NO_LOOK).is_smaller_than(mark)
    assert not mark.within(NO_LOOK).is_unseen
    assert mark.within(Look(size=10.0)).size == 5.0
    assert not Look(size=-0.9).is_smaller_than(NO_LOOK)
    assert Look(size=-0.5).within(Look(size=-0.5)).is_smaller_than(Look(size=-0.5))
