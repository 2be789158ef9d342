"""What the fields of an OpenDocument file show: fields of forms, and fields whose text the file does not hold."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from grantsdata.importers.documents.found import one_line
from grantsdata.importers.documents.open_document.parts import FORM, OFFICE, TEXT

_MARK = "{urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0}"
RUBY = TEXT + "ruby-text"
"""A reading aid, printed small above a text."""

MARKED = (_MARK + "fieldmark",)
"""Fields of forms that come from a Word document."""

ON_CONDITION = "a section is shown on a condition only; compare with the document as it is shown"

_NO_VALUE = tuple(FORM + name for name in ("hidden", "password", "checkbox", "radio"))
_COMPUTED = tuple(
    TEXT + name
    for name in ("expression", "variable-get", "variable-set", "user-field-get", "conditional-text", "drop-down")
)
_HELD = tuple(OFFICE + name for name in ("value", "string-value", "date-value", "time-value", "boolean-value")) + tuple(
    TEXT + name for name in ("string-value-if-true", "string-value-if-false")
)


def marked_value(field: Element) -> str:
    """The chosen entry of a drop-down list, or its first; a ticked or an empty box; "" for any other field."""
    said = [(one.get(_MARK + "name", ""), one.get(_MARK + "value", "")) for one in field.findall(_MARK + "param")]
    kind = field.get(_MARK + "type", "").upper()
    if kind.endswith("FORMDROPDOWN"):
        entries = [value for name, value in said if name == "Dropdown_ListEntry"]
        chosen = dict(said).get("Dropdown_Selected", "0")
        return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
    if kind.endswith("FORMCHECKBOX"):
        return "☒" if dict(said).get("Checkbox_Checked") == "true" else "☐"
    return ""


def unshown(field: Element) -> Iterator[str]:
    """A note on a field without a text in the file, although it holds a value, or on a text shown on a condition."""
    if field.get(TEXT + "display") == "condition" and field.get(TEXT + "is-hidden") != "true":
        yield ON_CONDITION
    if field.tag not in _COMPUTED or one_line("".join(field.itertext())):
        return
    held = [field.get(name, "") for name in _HELD]
    held += [one.get(TEXT + "value", "") for one in field if one.get(TEXT + "current-selected") == "true"]
    if any(held):
        listed = " or ".join(f"“{text}”" for text in held if text)
        yield f"a field holds {listed}, and the file does not say how it is shown; update it (F9) and save"


def fields_of(content: Element) -> dict[str, str]:
    """The identifier of each form field, and the text that it shows."""
    found: dict[str, str] = {}
    for field in (one for forms in content.iter(OFFICE + "forms") for one in forms.iter()):
        chosen = [one.get(FORM + "label", "") for one in field if one.get(FORM + "current-selected") == "true"]
        value = field.get(FORM + "current-value") or field.get(FORM + "value") or " ".join(chosen)
        if field.tag not in _NO_VALUE:
            names = (field.get("{http://www.w3.org/XML/1998/namespace}id"), field.get(FORM + "id"))
            found |= {name: one_line(value) for name in names if name}
    return found
