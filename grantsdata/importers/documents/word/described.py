"""The descriptions that this package gives the tables of its own Word documents, and finds there again.

Word shows a description as the alternative text of the table and keeps it when the table is edited.
"""

from xml.etree.ElementTree import Element

from grantsdata.importers.documents.word.styles import W

EACH_ROW = "Each row below the head is an award, or a heading or total of awards."
NO_ROW = "No row of this table is an award."


def says_no_awards(table: Element) -> bool:
    """Return whether the description of a table in Word says that it lists no awards."""
    found = table.find(f"{W}tblPr/{W}tblDescription")
    return found is not None and found.get(W + "val") == NO_ROW
