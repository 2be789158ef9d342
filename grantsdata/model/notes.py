"""Notes on a year: short Markdown for what tables cannot tell, whose figures all come from the measures.

A note names a measure in braces, `{Referrals received}`, and gets its hedge, figure and unit; `{Referrals received:
period}` gets its period. A digit anywhere else is a fault: nobody could trace it.
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.errors import Fault, NotesError

OF_PAPER = ("Purpose", "Recommendation", "Strategy", "Other money")
OF_STREAM = ("Background", "Highlights", "Single tenders", "Next steps")
"""The names that a section may have; one of a stream ends in its code, as in `Highlights: VS`."""

_UNTITLED = "Background"
"""It opens its stream's part of the page, so that it needs no heading of its own there."""

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")
_SECTION = re.compile(r" {0,3}##?(?: +(?P<title>.*?))? *")


@dataclass(frozen=True)
class Note:
    """A piece of Markdown, its heading if it needs one, and the text that each of its placeholders stands for."""

    markdown: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    heading: str = ""


@dataclass(frozen=True)
class Notes:
    """The notes on a year: those of the whole paper, and those of its streams by the stream's name."""

    purpose: Note = field(default_factory=Note)
    recommendation: Note = field(default_factory=Note)
    strategy: Note = field(default_factory=Note)
    other_money: Note = field(default_factory=Note)
    background: Mapping[str, Note] = field(default_factory=dict)
    highlights: Mapping[str, Note] = field(default_factory=dict)
    single_tenders: Mapping[str, Note] = field(default_factory=dict)
    next_steps: Mapping[str, Note] = field(default_factory=dict)


def placeholder_texts(measures: Iterable[Mapping[str, str]]) -> dict[str, list[str]]:
    """What each placeholder stands for, by its name; several texts where measures share a name.

    A measure has the keys measure, hedge, figure, unit, period, as `load_measures` names them.
    """
    texts: dict[str, list[str]] = {}
    for of_it in measures:
        told = " ".join(part for part in (of_it["hedge"], of_it["figure"], of_it["unit"]) if part)
        texts.setdefault(of_it["measure"], []).append(told if of_it["figure"] else "")
        texts.setdefault(f"{of_it['measure']}: period", []).append(of_it["period"])
    return texts


def parse_notes(text: str, file: str, streams: Mapping[str, str], texts: Mapping[str, Sequence[str]]) -> Notes:
    """The notes in a text; NotesError with all that is wrong in it.

    `streams` gives each stream's code its name, `texts` are as `placeholder_texts` gives them.
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
            faults.append(Fault(file, "a section that stands twice:", "each once", step, row, text=title["title"]))
        lines = found.setdefault((name, code), [])
    if faults:
        raise NotesError(faults)
    return _notes(found, streams, texts)


def _notes(
    found: Mapping[tuple[str, str], list[str]], streams: Mapping[str, str], texts: Mapping[str, Sequence[str]]
) -> Notes:
    notes = {place: _note(lines, place, texts) for place, lines in found.items() if "".join(lines).strip()}
    whole = {_attribute(name): notes[name, ""] for name in OF_PAPER if (name, "") in notes}
    parts = {
        _attribute(name): {streams[code]: notes[name, code] for code in streams if (name, code) in notes}
        for name in OF_STREAM
    }
    return Notes(**whole, **parts)  # type: ignore[arg-type]


def _note(lines: list[str], place: tuple[str, str], texts: Mapping[str, Sequence[str]]) -> Note:
    markdown = "\n".join(lines).strip("\n")
    name, code = place
    values = {one.strip(): texts[one.strip()][0] for one in PLACEHOLDER.findall(markdown)}
    return Note(markdown, values, name if code and name != _UNTITLED else "")


def _attribute(name: str) -> str:
    return name.lower().replace(" ", "_")


def _section_faults(
    title: str, name: str, code: str, row: int, file: str, streams: Mapping[str, str]
) -> Iterator[Fault]:
    """A section must have one of the names, and the code of a stream just where it is a stream's."""
    an_example = f"{OF_STREAM[1]}: {next(iter(streams), 'CODE')}"
    if name in OF_STREAM and code not in streams:
        problem = "a section of a stream that the paper does not have:" if code else "a section of no stream:"
        expected = f"a colon and one of {', '.join(streams)} after its name"
        yield Fault(file, problem, expected, f"Write a heading such as ## {an_example}.", row, text=title)
    elif name not in OF_STREAM and (name not in OF_PAPER or code or ":" in title):
        expected = f'{", ".join(OF_PAPER)}, or a stream\'s {", ".join(OF_STREAM)}, such as "{an_example}"'
        step = "Correct the heading; headings within a section begin with ###."
        yield Fault(file, "unknown section", expected, step, row, text=title)


def _line_faults(line: str, row: int, file: str, texts: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    for name in PLACEHOLDER.findall(line):
        yield from _placeholder_faults(name.strip(), row, file, texts)
    rest = PLACEHOLDER.sub(" ", line)
    if "{" in rest or "}" in rest:
        step = "Close it on the line on which it begins, or take the brace out."
        yield Fault(file, "a brace without its partner in", "both braces of a placeholder", step, row, text=line)
    if any(unicodedata.category(sign).startswith("C") for sign in line.replace("\t", "")):
        step = "Type the line again."
        yield Fault(file, "a character that cannot be seen, in", "only characters that can", step, row, text=line)
    for word in rest.split():
        if any(sign.isnumeric() for sign in word):
            expected = "no digit outside a placeholder, such as {Referrals received}"
            step = "Add the figure to the table of measures and name it here, or say it without a figure."
            yield Fault(file, "a figure that nobody can trace:", expected, step, row, text=word)


def _placeholder_faults(name: str, row: int, file: str, texts: Mapping[str, Sequence[str]]) -> Iterator[Fault]:
    told = texts.get(name, ())
    step = "Copy the cell of the column Measure; for the measure's period add a colon and the word period."
    if not told:
        near = difflib.get_close_matches(name, texts, n=1)
        expected = f'the name of a measure, perhaps "{near[0]}"' if near else "the name of a measure"
        yield Fault(file, "unknown placeholder", expected, step, row, text=name)
    elif len(told) > 1:
        step = "Give the measures different names in their table."
        yield Fault(file, f"{len(told)} measures have the name", "one measure", step, row, text=name)
    elif not told[0]:
        step = "Complete the measure in its table, or take the placeholder out."
        yield Fault(file, "a placeholder whose measure has no such text:", "a text to put in", step, row, text=name)
