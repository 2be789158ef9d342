"""The descriptions that this package gives the tables of its own Word documents, and finds there again.

Word shows a description as the alternative text of the table and keeps it when the table is edited.
"""

from xml.etree.ElementTree import Element

from grantsdata.importers.documents.word.styles import W

EACH_ROW = "Each row below the head is an award, or a heading or total of awards."
NO_ROW = "No row of this table is an award."


def lists_awards(table: Element) -> bool | None:
    """Return whether a table in Word lists awards, as its description says; None if it says nothing about it."""
    found = table.find(f"{W}tblPr/{W}tblDescription")
    description = None if found is None else found.get(W + "val")
    return {EACH_ROW: True, NO_ROW: False}.get(description or "")
