"""The register of providers: for each printed name, who delivers, what type of body it is, and who is paid.

Papers print no provider types, so each is a judgement with a reason and a confidence. `grantsdata providers` proposes
lines whose reason begins with `suggested: `; a person confirms a line by removing these words.
"""

import os
import re
from codecs import BOM_UTF8
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from grantsdata.errors import Fault, GrantsDataError, RegisterError, SourceError
from grantsdata.model.phrases import single_spaced
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
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.printed_table import read_printed_table
from grantsdata.sources.files.project import label, project_folder
from grantsdata.sources.files.text import raw_text
from grantsdata.sources.names.suggestions import Suggestion, suggested_type

NO_PROVIDER_YET = frozenset(
    {"tba", "tbc", "tbd", "unallocated", "not allocated", "not yet allocated"}
    | {
        f"to be {word}"
        for word in ("agreed", "allocated", "announced", "appointed", "confirmed", "decided", "determined")
    }
)
"""What a paper prints where it names no provider, in small letters."""

COLUMNS = (
    "provider_printed", "provider", "provider_type", "identifier", "basis", "confidence", "payee", "reason",
)  # fmt: skip

_ORG_ID = re.compile(r"[A-Z]{2}-[A-Z]+-[0-9A-Z]+")

_KINDS = tuple(kind for kind in PROVIDER_TYPES if kind not in (NOT_YET_ALLOCATED, NOT_IN_REGISTER))


@dataclass(frozen=True)
class Provider:
    """The provider behind one printed name. `payee` is empty if the paper does not name who is paid."""

    provider: str
    provider_type: str
    identifier: str = ""
    basis: str = ""
    confidence: str = ""
    payee: str = ""
    reason: str = ""

    @property
    def is_suggested(self) -> bool:
        """Whether the line is still a suggestion that no one has confirmed."""
        return self.reason.casefold().startswith(SUGGESTED.strip())


class Register:
    """Printed names and their providers. Names must match exactly; similar names are never merged."""

    def __init__(self, entries: dict[str, Provider]) -> None:
        self._entries = entries

    def __contains__(self, printed: str) -> bool:
        return single_spaced(printed) in self._entries

    def lookup(self, printed: str) -> Provider:
        """Return the provider behind a printed name.

        A blank name, or one of `NO_PROVIDER_YET` such as "TBC", means that the award is not yet allocated. Any other
        name that is not in the register is its own provider, of the type `not in the register`: its money counts.
        """
        name = single_spaced(printed)
        if name in self._entries:
            return self._entries[name]
        if not name or name.casefold() in NO_PROVIDER_YET:
            return Provider("", NOT_YET_ALLOCATED)
        return Provider(name, NOT_IN_REGISTER, payee=name)

    def entries(self) -> dict[str, Provider]:
        """Map every printed name to its provider, in the register's order."""
        return dict(self._entries)

    def spellings(self) -> list[tuple[str, str]]:
        """Return every name in the register, printed or canonical, paired with the canonical name of its body."""
        pairs = [pair for printed, one in self._entries.items() for pair in ((printed, one), (one.provider, one))]
        return [(name, one.provider) for name, one in pairs]

    def suggested(self) -> frozenset[str]:
        """Return the printed names whose lines no one has confirmed yet."""
        return frozenset(printed for printed, one in self._entries.items() if one.is_suggested)


def suggest(name: str, *, table_of: str = "", identifier: str = "", register: Register | None = None) -> Suggestion:
    """Suggest a provider type for a name, with the rule behind it; or "" with the reason why there is no suggestion.

    An entry of the `register` for the name, printed or canonical, takes precedence over the rules. `table_of` is the
    body whose table contains the name: in a parish's table, PCC is a church council. `identifier` is the provider's
    org-id code, if known.
    """
    entries = register.entries().values() if register is not None else ()
    known = next((one for one in entries if one.provider == single_spaced(name)), None)
    if register is not None and name in register:
        known = register.lookup(name)
    if known is not None:
        rule = f"The register has it: {known.reason}"
        return Suggestion(known.provider_type, rule, known.basis, known.confidence)
    return suggested_type(single_spaced(name), table_of=table_of, identifier=identifier)


_FILE = Kind("a CSV file", SourceError, "Make it: grantsdata providers --write.", "Save it again as CSV UTF-8.")


def register_path(root: Path) -> Path:
    """Return the path of a project's register."""
    return root / "data" / "raw" / "providers.csv"


def is_begun(root: Path) -> bool:
    """Whether a project has a register that holds anything, if only its header. Raises SourceError as `read_register`.

    False means that no name has been entered yet, so that there is nothing to lose.
    """
    path = register_path(root)
    return os.path.lexists(path) and bool(raw_bytes(path, root, _FILE).removeprefix(BOM_UTF8).strip())


def register_so_far(root: Path) -> Register:
    """Read the register like `read_register`; one that is not begun has no names."""
    return read_register(root) if is_begun(root) else Register({})


def _is_header_alone(text: str) -> bool:
    return sorted(name.strip(' "') for name in text.strip().split(",")) == sorted(COLUMNS)


def read_register(root: Path) -> Register:
    """Read `data/raw/providers.csv`.

    Raises RegisterError with every line that contradicts the closed lists or another line, and SourceError if the file
    is not there or is no such table.
    """
    path = register_path(root)
    if _is_header_alone(raw_text(path, root, _FILE)):
        return Register({})
    table = read_printed_table(path, root, COLUMNS, _FILE)
    file = label(path, root)
    entries: dict[str, Provider] = {}
    spelt: dict[str, str] = {}
    faults: list[Fault] = []
    known = {"", NOT_NAMED, *table.cells["provider"]}
    for row, cells in zip(table.cells.index, table.cells.to_dict("records"), strict=True):
        faults += _label_faults(file, row, cells)
        faults += _payee_faults(file, row, cells["payee"], known)
        printed = single_spaced(cells["provider_printed"])
        if printed in entries:
            step = "Keep one of the two lines."
            faults.append(Fault(file, "the name appears twice:", "each name once", step, row, COLUMNS[0], printed))
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
    """Read the register of the project; without `project`, return an empty register if no project is found.

    A file of grants can be read without a project. Raises RegisterError like `read_register`.
    """
    try:
        return read_register(project_folder(project))
    except RegisterError:
        raise
    except GrantsDataError:
        if project is not None:
            raise
        return Register({})


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
    """Return a fault for each label of a suggestion other than "judgement" and "low".

    Until a person confirms the line, every page and sum must show that its provider type is uncertain.
    """
    required = {"basis": "judgement", "confidence": "low"} if entry.is_suggested else {}
    step = f'Once you have confirmed it, remove "{SUGGESTED.strip()}" from the reason; until then, keep that label.'
    return [
        Fault(file, "the label of an unconfirmed suggestion is", f'"{label}"', step, row, column, found)
        for column, label in required.items()
        if (found := getattr(entry, column)) != label
    ]


def _agreement_faults(file: str, row: int, entries: dict[str, Provider], printed: str) -> list[Fault]:
    """Return a fault if the same body has another type or identifier in an earlier line."""
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
    """Return a fault for a second spelling of a body, which would be two bodies in every sum with one page name."""
    earlier = spelt.setdefault(file_part(provider), provider)
    if earlier == provider:
        return []
    step = "Make the lines agree, or give two bodies names that differ by more than punctuation and capitals."
    return [Fault(file, "spelt differently in an earlier line:", f'"{earlier}"', step, row, "provider", provider)]


def _payee_faults(file: str, row: int, payee: str, known: set[str]) -> list[Fault]:
    if payee in known:
        return []
    expected = f'a provider of this file, or "{NOT_NAMED}"'
    return [Fault(file, "unknown payee", expected, "Add a line for it.", row, "payee", payee)]
