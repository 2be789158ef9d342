"""The witness of an OpenDocument file: its texts from paragraph to paragraph, as often as they are shown."""

import pytest
from support.open_document import chosen_in_word, parts_of, styles_part

from grantsdata.importers.documents.open_document.parts import Parts
from grantsdata.importers.documents.open_document.shown import has_currency, shown
from grantsdata.importers.documents.open_document.styles import Styles
from grantsdata.importers.documents.witness import Shown

HIGH = '<style:style style:name="high" style:family="text"><style:text-properties style:text-position="super 58%"/>'


def texts(parts: Parts) -> list[str]:
    return [one.text.strip() for one in shown(parts, Styles(parts))]


def test_each_paragraph_is_a_text_with_its_number() -> None:
    parts = parts_of("<text:h>Awards</text:h><text:p>of\n May</text:p><text:p/>")
    assert shown(parts, Styles(parts)) == [Shown("Awards", "text 1"), Shown("of May", "text 2")]


def test_a_raised_mark_and_what_a_tab_divides_are_words_of_their_own() -> None:
    body = '<text:p>£500<text:span text:style-name="high">1</text:span></text:p><text:p>a<text:tab/>b</text:p>'
    assert texts(parts_of(body, f"{HIGH}</style:style>")) == ["£500 1", "a  b"]


def test_deleted_texts_are_listed_and_who_changed_them_is_not() -> None:
    info = "<office:change-info><dc:creator xmlns:dc='http://purl.org/dc/elements/1.1/'>A</dc:creator></office:change-info>"
    body = f"<text:tracked-changes>{info}<text:p>£5</text:p></text:tracked-changes><text:p>£6</text:p>"
    assert texts(parts_of(body)) == ["£5", "£6"]


def test_a_cell_that_is_written_once_is_listed_as_often_as_it_is_shown() -> None:
    cell = '<table:table-cell table:number-columns-repeated="3"><text:p>Hub</text:p></table:table-cell>'
    row = f'<table:table-row table:number-rows-repeated="2">{cell}</table:table-row>'
    assert texts(parts_of(f"<table:table>{row}</table:table>", kind="spreadsheet")) == ["Hub"] * 6


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ('office:value="5"><text:p>five</text:p>', ["5", "five"]),
        ('office:value="5"><text:p>£5</text:p>', ["£5"]),
        ('office:value="5" office:currency="EUR"><text:p>5.00</text:p>', ["EUR", "5.00"]),
        ('office:value="5" office:currency="EUR"><text:p>€5.00</text:p>', ["€5.00"]),
    ],
)
def test_the_value_and_the_currency_that_a_cell_does_not_show_are_listed(value: str, said: list[str]) -> None:
    cell = f"<table:table-cell {value}</table:table-cell>"
    table = f"<table:table><table:table-row>{cell}</table:table-row></table:table>"
    assert texts(parts_of(table, kind="spreadsheet")) == said


def test_headers_are_listed_after_the_body_without_page_numbers() -> None:
    header = "<text:p>Police 7</text:p><text:p>Page <text:page-number>1</text:page-number></text:p>"
    page = f'<style:master-page style:name="Standard"><style:header>{header}</style:header></style:master-page>'
    parts = parts_of("<text:p>Hub</text:p>", styles__xml=styles_part(masters=page))
    assert texts(parts) == ["Hub", "Police 7"]


def test_a_header_that_repeats_is_listed_once() -> None:
    header = "<text:p>Police 7</text:p>"
    both = f"<style:header>{header}</style:header><style:header-left>{header}</style:header-left>"
    parts = parts_of("<text:p>Hub</text:p>", styles__xml=styles_part(
        masters=f'<style:master-page style:name="Standard">{both}</style:master-page>'
    ))  # fmt: skip
    assert texts(parts) == ["Hub", "Police 7"]


@pytest.mark.parametrize(("text", "has"), [("€5", True), ("5 USD", True), ("£5", False), ("5.00", False)])
def test_a_currency_other_than_pounds_is_found(text: str, has: bool) -> None:
    assert has_currency(text) is has


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("<text:hidden-text text:is-hidden='true' text:string-value='9'/>", "Award:  9"),
        ("<text:hidden-text text:is-hidden='false' text:string-value='9'/>", "Award:"),
        (chosen_in_word("£4", "£5"), "Award: £4"),
        ("<draw:control draw:control='f'/>", "Award:  £7"),
    ],
)
def test_what_a_field_holds_is_listed(field: str, text: str) -> None:
    forms = '<office:forms><form:form><form:text form:id="f" form:current-value="£7"/></form:form></office:forms>'
    assert texts(parts_of(f"{forms}<text:p>Award: {field}</text:p>")) == [text]
