"""Unknown names → lines for the register of providers, some only to be confirmed and others to be completed by hand.

Nothing but `add_lines` writes the register, and only when a command says so. The bytes that stand there stay.
"""

from pathlib import Path

import pandas as pd

from grantsdata.errors import GrantsDataError
from grantsdata.model.schema import SUGGESTED
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import check_no_links, project_folder
from grantsdata.sources.files.write import Line, appended, replaced
from grantsdata.sources.register import COLUMNS, Register, read_register

_REGISTER = Kind("a CSV file", GrantsDataError, "Put it back.", "")


def lines_to_confirm(unknown: pd.DataFrame) -> list[Line]:
    """A line for each name with a suggestion that is like none on file, as `unknown_providers` gives them.

    The reason begins with the mark of a suggestion; basis and confidence are what they are until somebody confirms it.
    """
    sure = unknown[(unknown["provider_type"] != "") & ~unknown["likely_same"].map(bool)]
    return [
        _line(
            one["provider_printed"],
            one["provider_printed"],
            provider_type=one["provider_type"],
            basis="judgement",
            confidence="low",
            reason=f"{SUGGESTED}{one['rule']} Once confirmed: basis {one['basis']}, confidence {one['confidence']}.",
        )
        for one in sure.to_dict("records")
    ]


def lines_by_hand(unknown: pd.DataFrame, register: Register) -> list[Line]:
    """A line for each other name: basis, confidence and reason are left empty, so that the register is refused until
    somebody fills them in.

    The body is the likeliest of those that the name may be another spelling of, if there are any, with the type and the
    identifier that the register has for it; of another name the type is left empty too.
    """
    others = unknown[(unknown["provider_type"] == "") | unknown["likely_same"].map(bool)]
    on_file = {entry.provider: entry for entry in register.entries().values()}
    lines = []
    for name, same in zip(others["provider_printed"], others["likely_same"], strict=True):
        body = same[0].provider if same else name
        known = on_file.get(body)
        lines.append(
            _line(name, body, provider_type=known.provider_type, identifier=known.identifier)
            if known
            else _line(name, body)
        )
    return lines


def _line(printed: str, provider: str, **cells: str) -> Line:
    return {**dict.fromkeys(COLUMNS, ""), "provider_printed": printed, "provider": provider, **cells}


def add_lines(unknown: pd.DataFrame, *, project: str | Path | None = None) -> list[Line]:
    """Write `lines_to_confirm` into the register, whole or not at all; returns the lines that were added.

    A name that has come into the register meanwhile is passed over. RegisterError or SourceError for a register that
    is at fault, BusyError if another command is writing it, LinkError if it is a link, OutputError if it cannot be
    written.
    """
    root = project_folder(project)
    place = root / "data" / "raw" / "providers.csv"
    check_no_links(place.parent, [place])
    with held(root / "outputs", "providers"):
        register = read_register(root)
        lines = [line for line in lines_to_confirm(unknown) if line["provider_printed"] not in register]
        if lines:
            replaced({place: appended(raw_bytes(place, root, _REGISTER), lines, COLUMNS)})
    return lines
