"""The register of providers: a printed name → who delivers, what kind of body it is, and who is paid.

The paper prints no provider types: each is a judgement that carries its reason and its confidence. A line whose reason
begins with the mark `suggested: ` was proposed by `grantsdata providers`, and nobody has confirmed it yet.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import Fault, GrantsDataError, RegisterError
from grantsdata.model.schema import (
    BASES,
    CONFIDENCES,
    NOT_IN_REGISTER,
    NOT_NAMED,
    NOT_YET_ALLOCATED,
    PROVIDER_TYPES,
    SUGGESTED,
)
from grantsdata.model.slugs import file_part
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import label, project_folder
from grantsdata.sources.names.suggestions import Suggestion, suggested_type

COLUMNS = (
    "provider_printed", "provider", "provider_type", "identifier", "basis", "confidence", "payee", "reason",
)  # fmt: skip

_ORG_ID = re.compile(r"[A-Z]{2}-[A-Z]+-[0-9A-Z]+")

_KINDS = tuple(kind for kind in PROVIDER_TYPES if kind not in (NOT_YET_ALLOCATED, NOT_IN_REGISTER))


@dataclass(frozen=True)
class Provider:
    """How one printed name is understood. `payee` is empty where the paper names nobody who is paid."""

    provider: str
    provider_type: str
    identifier: str = ""
    basis: str = ""
    confidence: str = ""
    payee: str = ""
    reason: str = ""

    @property
    def is_suggested(self) -> bool:
        """Whether nobody has confirmed it yet."""
        return self.reason.casefold().startswith(SUGGESTED.strip())


class Register:
    """Printed names and what they stand for. Names must match to the letter: none is merged in silence."""

    def __init__(self, entries: dict[str, Provider]) -> None:
        self._entries = entries

    def __contains__(self, printed: str) -> bool:
        return _spaced(printed) in self._entries

    def lookup(self, printed: str) -> Provider:
        """The provider behind a printed name.

        A blank is an award that is not yet allocated. A name that is not in the register stands for itself,
        with the type `not in the register`, so that its money still counts.
        """
        name = _spaced(printed)
        if not name:
            return Provider("", NOT_YET_ALLOCATED)
        return self._entries.get(name) or Provider(name, NOT_IN_REGISTER, payee=name)

    def entries(self) -> dict[str, Provider]:
        """Every printed name with its provider, in the register's order."""
        return dict(self._entries)

    def spellings(self) -> list[tuple[str, str]]:
        """Every name that is on file, printed or canonical, with the body that it stands for."""
        pairs = [pair for printed, one in self._entries.items() for pair in ((printed, one), (one.provider, one))]
        return [(name, one.provider) for name, one in pairs]

    def suggested(self) -> frozenset[str]:
        """The printed names whose lines nobody has confirmed yet."""
        return frozenset(printed for printed, one in self._entries.items() if one.is_suggested)


def suggest(name: str, *, table_of: str = "", identifier: str = "", register: Register | None = None) -> Suggestion:
    """The provider type that a name suggests, with the rule that gave it; or "" and the reason why none is suggested.

    What a `register` says of the name, printed or canonical, goes before any rule. `table_of` is the body whose table
    has the name: PCC is a church council in a parish's. `identifier` is the body's org-id code, if it is known.
    """
    entries = register.entries().values() if register is not None else ()
    known = next((one for one in entries if one.provider == _spaced(name)), None)
    if register is not None and name in register:
        known = register.lookup(name)
    if known is not None:
        rule = f"The register has it: {known.reason}"
        return Suggestion(known.provider_type, rule, known.basis, known.confidence)
    return suggested_type(_spaced(name), table_of=table_of, identifier=identifier)


def read_register(project: str | Path | None = None) -> Register:
    """`data/raw/providers.csv`; RegisterError with every line that contradicts the lists or another line."""
    root = project_folder(project)
    path = root / "data" / "raw" / "providers.csv"
    table = read_printed_table(path, root, COLUMNS)
    file = label(path, root)
    entries: dict[str, Provider] = {}
    spelt: dict[str, str] = {}
    faults: list[Fault] = []
    known = {"", NOT_NAMED, *table.cells["provider"]}
    for row, cells in zip(table.cells.index, table.cells.to_dict("records"), strict=True):
        faults += _label_faults(file, row, cells)
        faults += _payee_faults(file, row, cells["payee"], known)
        printed = _spaced(cells["provider_printed"])
        if printed in entries:
            step = "Keep one of the two lines."
            faults.append(Fault(file, "the name stands twice:", "each name once", step, row, COLUMNS[0], printed))
        faults += _spelling_faults(file, row, cells["provider"], spelt)
        entries[printed] = Provider(
            provider=cells["provider"],
            provider_type=cells["provider_type"],
            identifier=cells["identifier"],
            basis=cells["basis"],
            confidence=cells["confidence"],
            payee={"": cells["provider"], NOT_NAMED: ""}.get(cells["payee"], cells["payee"]),
            reason=cells["reason"],
        )
        faults += _agreement_faults(file, row, entries, printed)
        faults += _suggestion_faults(file, row, entries[printed])
    if faults:
        raise RegisterError(faults)
    return Register(entries)


def known_register(project: str | Path | None = None) -> Register:
    """The register of the project; an empty one where none is named and none is found, since a file of grants needs
    no project. RegisterError as `read_register`."""
    try:
        return read_register(project_folder(project))
    except RegisterError:
        raise
    except GrantsDataError:
        if project is not None:
            raise
        return Register({})


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _label_faults(file: str, row: int, cells: Mapping[Any, str]) -> list[Fault]:
    faults = []
    for column in ("provider_printed", "provider", "reason"):
        if not cells[column]:
            faults.append(Fault(file, "an empty cell", "a text", "Fill it in.", row, column))
    for column, labels in (("provider_type", _KINDS), ("basis", BASES), ("confidence", CONFIDENCES)):
        if cells[column] not in labels:
            expected = f"one of {', '.join(labels)}"
            faults.append(Fault(file, "unknown label", expected, "Correct it.", row, column, cells[column]))
    if cells["identifier"] and not _ORG_ID.fullmatch(cells["identifier"]):
        expected = "an org-id code such as GB-CHC-1108687, or nothing"
        step = "Look it up in its register, or leave the cell empty."
        faults.append(Fault(file, "not an identifier", expected, step, row, "identifier", cells["identifier"]))
    return faults


def _suggestion_faults(file: str, row: int, entry: Provider) -> list[Fault]:
    """What nobody has confirmed is our judgement with low confidence, so that every page and sum says so."""
    wanted = {"basis": "judgement", "confidence": "low"} if entry.is_suggested else {}
    step = f'Once you are sure, take "{SUGGESTED.strip()}" away from the reason; until then, let the label stand.'
    return [
        Fault(file, "a suggestion is not confirmed by its label:", f'"{label}"', step, row, column, found)
        for column, label in wanted.items()
        if (found := getattr(entry, column)) != label
    ]


def _agreement_faults(file: str, row: int, entries: dict[str, Provider], printed: str) -> list[Fault]:
    """One body has one type and one identifier, under whatever names it is printed."""
    entry = entries[printed]
    same = [other for other in entries.values() if other.provider == entry.provider]
    faults = []
    for column in ("provider_type", "identifier"):
        value = getattr(entry, column)
        others = {getattr(other, column) for other in same} - {value}
        for other in sorted(others):
            step = "Make the lines agree."
            expected = f'"{other}", as in another line for {entry.provider}'
            faults.append(Fault(file, "contradicts an earlier line:", expected, step, row, column, value))
    return faults


def _spelling_faults(file: str, row: int, provider: str, spelt: dict[str, str]) -> list[Fault]:
    """Two spellings of one body would be two bodies in every sum, and have one page between them."""
    earlier = spelt.setdefault(file_part(provider), provider)
    if earlier == provider:
        return []
    step = "Make the lines agree, or tell the two bodies apart by more than signs and capitals."
    return [Fault(file, "spelt otherwise in an earlier line:", f'"{earlier}"', step, row, "provider", provider)]


def _payee_faults(file: str, row: int, payee: str, known: set[str]) -> list[Fault]:
    if payee in known:
        return []
    expected = f'a provider of this file, or "{NOT_NAMED}"'
    return [Fault(file, "unknown payee", expected, "Add a line for it.", row, "payee", payee)]
