"""What is found in a file of a paper: its tables as printed, cell by cell, and the text outside them."""

from dataclasses import dataclass
from typing import Literal

from grantsdata.errors import Fault


@dataclass(frozen=True)
class Cell:
    """One cell. `text` is as printed, on one line, and "" where it is blank or covered by a merged cell.

    `at` is its place in the file, for a person: "B7", "row 3, cell 2". `merged` says on which side the text of the
    merged cell stands that this one belongs to: in the rows below the first of a merged cell always "above".
    `notes` tell what cannot be seen in the text: a formula, a hidden row, a guess.
    """

    text: str
    at: str = ""
    merged: Literal["", "above", "left"] = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class FoundTable:
    """One table. `rows` are all of one length, titles and headers among them; nothing is interpreted.

    `place` is "table 2" or the like; `heading` the nearest heading or caption before it, or else the paragraph just
    before it, "" if there is none; `notes` are what a person must know before trusting it. `faults` say where its cells
    cannot be trusted, because the file breaks off or an amount fell apart: such a table is shown and never written.
    """

    place: str
    heading: str
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Document:
    """All tables and all paragraphs outside tables, each in their order; `notes` are about the file as a whole."""

    tables: tuple[FoundTable, ...]
    paragraphs: tuple[str, ...]
    notes: tuple[str, ...] = ()


_NEVER_SEEN = dict.fromkeys(map(ord, "\xad\u200b\u2060\ufeff"))
"""Soft hyphens and marks without width: they say where a line may end, and are not on paper."""


def one_line(text: str) -> str:
    """A text as it is read off paper: each run of white space is one space, none at the ends."""
    return " ".join(text.translate(_NEVER_SEEN).split())
