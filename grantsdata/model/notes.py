"""Notes on a year: short Markdown text whose figures all come from the table of measures and from `paper.toml`.

A note names a measure in braces: `{Referrals received}` is replaced by the measure's hedge, figure and unit, and
`{Referrals received: period}` by its period. A name of `figures_in_text` in `paper.toml` is replaced by what is
printed, such as a year. A digit anywhere else is a fault, since its source cannot be checked.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from grantsdata.errors import Fault, NotesError

OF_PAPER = ("Purpose", "Recommendation", "Strategy", "Other money")
OF_STREAM = ("Background", "Highlights", "Single tenders", "Next steps")
"""The names that a section may have. A stream's section ends in the stream's code, as in `Highlights: VS`."""

_UNTITLED = "Background"
"""This section opens its stream's part of the page, so it needs no heading there."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SECTION = re.compile(r" {0,3}##?(?: +(?P<title>.*?))? *")


class Piece(NamedTuple):
    """A printed text, and the expression for where it is printed."""

    text: str
    expression: str


@dataclass(frozen=True)
class Note:
    """A piece of Markdown, its heading if it needs one, and the text that replaces each of its placeholders.

    `pieces` holds the printed texts that a value consists of, with spaces between them, where they are known.
    """

    markdown: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    heading: str = ""
    pieces: Mapping[str, Sequence[Piece]] = field(default_factory=dict)


@dataclass(frozen=True)
class Notes:
    """The notes on a year: those on the paper as such, and those on its streams by the stream's name."""

    purpose: Note = field(default_factory=Note)
    recommendation: Note = field(default_factory=Note)
    strategy: Note = field(default_factory=Note)
    other_money: Note = field(default_factory=Note)
    background: Mapping[str, Note] = field(default_factory=dict)
    highlights: Mapping[str, Note] = field(default_factory=dict)
    single_tenders: Mapping[str, Note] = field(default_factory=dict)
    next_steps: Mapping[str, Note] = field(default_factory=dict)


def placeholder_texts(measures: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """Map each placeholder's name to the texts that can replace it: several if measures share a name.

    Each measure has the keys measure, hedge, figure, unit and period, as in `load_measures`.
    """
    texts: dict[str, list[str]] = {}
    for measure in measures:
        figure = " ".join(part for part in (measure["hedge"], measure["figure"], measure["unit"]) if part)
        texts.setdefault(measure["measure"], []).append(figure if measure["figure"] else "")
        texts.setdefault(f"{measure['measure']}: period", []).append(measure["period"])
    return texts


def parse_notes(
    text: str,
    file: str,
    streams: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
    pieces: Mapping[str, Sequence[Piece]] | None = None,
) -> Notes:
    """Read the notes in a text; `file` names it in messages.

    `streams` maps each stream's code to its name; `texts` maps each placeholder to the texts that can replace it, as
    `placeholder_texts` does for measures, and `pieces` to the printed texts that it consists of. Raises NotesError with
    all faults of the text.
    """
    found: dict[tuple[str, str], list[str]] = {}
    lines: list[str] = []
    faults: list[Fault] = []
    for row, line in enumerate(text.split("\n"), start=1):
        title = _SECTION.fullmatch(line)
        if title is None:
            if not found and line.strip() and not "".join(lines).strip():
                step = "Put it under a heading such as ## Strategy."
                faults.append(Fault(file, "text before the first section:", "a heading first", step, row, text=line))
            faults += _line_faults(line, row, file, texts)
            lines.append(line)
            continue
        name, _, code = (part.strip() for part in (title["title"] or "").partition(":"))
        faults += _section_faults(title["title"] or "", name, code, row, file, streams)
        if (name, code) in found:
            step = "Put both texts under one heading."
            faults.append(Fault(file, "the section appears twice:", "each once", step, row, text=title["title"]))
        lines = found.setdefault((name, code), [])
    if faults:
        raise NotesError(faults)
    return _notes(found, streams, texts, pieces or {})


def _notes(
    found: Mapping[tuple[str, str], list[str]],
    streams: Mapping[str, str],
    texts: Mapping[str, Sequence[str]],
    pieces: Mapping[str, Sequence[Piece]],
) -> Notes:
    notes = {place: _note(lines, place, texts, pieces) for place, lines in found.items() if "".join(lines).strip()}
    of_paper = {_attribute(name): notes[name, ""] for name in OF_PAPER if (name, "") in notes}
    of_streams = {
        _attribute(name): {streams[code]: notes[name, code] for code in streams if (name, code) in notes}
        for name in OF_STREAM
    }
    return Notes(**of_paper, **of_streams)  # type: ignore[arg-type]


def _note(
    lines: list[str],
    place: tuple[str, str],
    texts: Mapping[str, Sequence[str]],
    pieces: Mapping[str, Sequence[Piece]],
) -> Note:
    markdown = "\n".join(lines).strip("\n")
    name, code = place
    values = {one.strip(): texts[one.strip()][0] for one in PLACEHOLDER.findall(markdown)}
    heading = name if code and name != _UNTITLED else ""
    return Note(markdown, values, heading, {one: pieces[one] for one in values if one in pieces})


def _attribute(name: str) -> str:
    return name.lower().replace(" ", "_")


def _section_faults(
    title: str, name: str, code: str, row: int, file: str, streams: Mapping[str, str]
) -> Iterator[Fault]:
    """Yield a fault for an unknown section name, or for a stream's code that is missing, unknown or out of place."""
    example = f"{OF_STREAM[1]}: {next(iter(streams), 'CODE')}"
    if name in OF_STREAM and code not in streams:
        problem = "a section of a stream that the paper does not have:" if code else "a section of no stream:"
        expected = f"a colon and one of {', '.join(streams)} after its name"
        yield Fault(file, problem, expected, f"Write a heading such as ## {example}.", row, text=title)
    elif name not in OF_STREAM and (name not in OF_PAPER or code or ":" in title):
        expected = f'{", ".join(OF_PAPER)}, or a stream\'s {", ".join(OF_STREAM)}, such as "{example}"'
        step = "Correct the heading; headings within a section begin with ###."
        yield Fault(file, "unknown section", expected, step, row, text=title)


def _line_faults(line: str, row: int, file: str, texts: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for name in PLACEHOLDER.findall(line):
        yield from _placeholder_faults(name.strip(), row, file, texts)
    rest = PLACEHOLDER.sub(" ", line)
    if "{" in rest or "}" in rest:
        step = "Close the placeholder on the line on which it begins, or remove the brace."
        yield Fault(file, "an unmatched brace in", "both braces of a placeholder", step, row, text=line)
    if any(unicodedata.category(sign).startswith("C") for sign in line.replace("\t", "")):
        step = "Type the line again."
        yield Fault(file, "a character that cannot be seen, in", "only characters that can", step, row, text=line)
    for word in rest.split():
        if any(sign.isnumeric() for sign in word):
            expected = "no digit outside a placeholder, such as {Referrals received}"
            step = "Add the figure to the table of measures, or to figures_in_text in paper.toml, and name it here."
            yield Fault(file, "a figure without a source:", expected, step, row, text=word)


def _placeholder_faults(name: str, row: int, file: str, texts: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    replacements = texts.get(name, ())
    step = "Copy the cell of the column Measure; for the measure's period add a colon and the word period."
    if not replacements:
        near = difflib.get_close_matches(name, texts, n=1)
        expected = "the name of a measure or of a figure in paper.toml"
        expected += f', perhaps "{near[0]}"' if near else ""
        yield Fault(file, "unknown placeholder", expected, step, row, text=name)
    elif len(replacements) > 1:
        step = "Give the measures different names in their table."
        yield Fault(file, f"{len(replacements)} measures have the name", "one measure", step, row, text=name)
    elif not replacements[0]:
        step = "Complete the measure in its table, or take the placeholder out."
        yield Fault(file, "a placeholder whose measure has no such text:", "a text to put in", step, row, text=name)
