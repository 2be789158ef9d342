"""Collect the tables and paragraphs of a text document in their order, with what is to be said of them."""

from collections import Counter
from collections.abc import Iterable, Sequence

from grantsdata.importers.documents.found import Document, FoundTable, check_tables, one_line
from grantsdata.importers.documents.tabs import Lines, tables_of_lines


class Story:
    """What has been read of a document so far."""

    def __init__(self) -> None:
        self.tables: list[FoundTable] = []
        self.paragraphs: list[str] = []
        self._heading = self._line = ""
        self._is_heading = self._is_title = False
        self._lines: Lines = []
        self._told: Counter[str] = Counter()

    @property
    def heading(self) -> str:
        """The nearest heading, or else the paragraph, before this.

        The document's title gives way to a line right above the table, such as the name of a fund, but to no sentence.
        """
        is_named = self._is_title and self._line and not self._line.endswith((".", ":", ";"))
        return self._line if is_named else self._heading

    def place(self, where: str = "") -> str:
        """The name of the next table; `where` says where it is, if not in the body."""
        return f"table {len(self.tables) + 1}" + f", {where}" * bool(where)

    def add_tables(self, tables: Sequence[FoundTable]) -> None:
        """Add a table and the tables within it, before which the lines must have ended; SourceError for too many."""
        self.tables += tables
        check_tables(self.tables)
        self._heading = self._line = ""
        self._is_heading = self._is_title = False

    def add_paragraph(
        self, text: str, *, is_heading: bool = False, is_title: bool = False, is_content: bool = False
    ) -> None:
        """Add the text of a paragraph with its tabs and line ends; `is_content` for an entry of a table of contents.

        `is_title` for a heading that is the title of the document.
        """
        if not one_line(text):
            return
        self._lines.append((text, is_content))
        self._line = "" if is_heading else one_line(text)
        if is_heading or not self._is_heading:
            self._heading, self._is_heading, self._is_title = one_line(text), is_heading, is_title

    def end_lines(self) -> None:
        """Make paragraphs of the lines read since the last table, and tables of those whose columns tabs divide."""
        lines, self._lines = self._lines, []
        tables, paragraphs, notes = tables_of_lines(lines, len(self.tables))
        self.tables += tables
        check_tables(self.tables)
        self.paragraphs += paragraphs
        self._told.update(notes)

    def note(self, notes: Iterable[str]) -> None:
        """Add notes on the document; one that is repeated is counted."""
        self._told.update(notes)

    def document(self) -> Document:
        """All that has been read."""
        notes = [note if times == 1 else f"{note} ({times} times)" for note, times in self._told.items()]
        return Document(tuple(self.tables), tuple(self.paragraphs), tuple(notes))
