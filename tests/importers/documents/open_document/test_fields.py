"""What the fields of a text of LibreOffice show, and fields whose text the file does not hold."""

import pytest
from support.open_document import element, parts_of

from grantsdata.importers.documents.open_document.fields import fields_of, marked_value, unshown

FIELD = 'xmlns:field="urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0"'


def marked(kind: str, **values: str) -> str:
    """A field of a form that comes from Word; its list has two entries."""
    entries = "".join(f'<field:param field:name="Dropdown_ListEntry" field:value="{text}"/>' for text in ("£4", "£5"))
    said = "".join(f'<field:param field:name="{name}" field:value="{value}"/>' for name, value in values.items())
    return (
        f'<field:fieldmark {FIELD} field:type="vnd.oasis.opendocument.field.{kind}">{entries}{said}</field:fieldmark>'
    )


@pytest.mark.parametrize(
    ("field", "value"),
    [
        (marked("FORMDROPDOWN", Dropdown_Selected="1"), "£5"),
        (marked("FORMDROPDOWN"), "£4"),
        (marked("FORMDROPDOWN", Dropdown_Selected="2"), ""),
        (marked("FORMCHECKBOX", Checkbox_Checked="true"), "☒"),
        (marked("FORMCHECKBOX"), "☐"),
        (marked("FORMTEXT"), ""),
    ],
)
def test_the_value_of_a_field_that_comes_from_word(field: str, value: str) -> None:
    assert marked_value(element(field)) == value


HOW = "and the file does not say how it is shown; update it (F9) and save"


@pytest.mark.parametrize(
    ("field", "note"),
    [
        ('<text:expression office:value="5000"/>', f"a field holds “5000”, {HOW}"),
        ('<text:expression office:value="5000">£5,000</text:expression>', ""),
        ('<text:conditional-text text:string-value-if-true="£5" text:string-value-if-false="£6"/>',
         f"a field holds “£5” or “£6”, {HOW}"),
        ('<text:drop-down><text:label text:value="£4"/><text:label text:value="£5" text:current-selected="true"/>'
         "</text:drop-down>", f"a field holds “£5”, {HOW}"),
        ("<text:expression/>", ""),
        ('<text:span office:value="5000"/>', ""),
    ],
)  # fmt: skip
def test_a_value_without_a_text_is_told(field: str, note: str) -> None:
    assert list(unshown(element(field))) == [note] * bool(note)


def test_a_form_field_shows_its_value_or_what_is_chosen() -> None:
    fields = (
        '<form:text form:id="a" form:value="£5"/><form:text form:id="b" form:value="£5" form:current-value=" £6 "/>'
        '<form:listbox form:id="c"><form:option form:label="x"/>'
        '<form:option form:label="y" form:current-selected="true"/></form:listbox>'
        '<form:hidden form:id="d" form:value="z"/>'
    )
    content = parts_of(f"<office:forms>{fields}</office:forms>").content
    assert fields_of(content) == {"a": "£5", "b": "£6", "c": "y"}
