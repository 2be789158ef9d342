"""`grantsdata providers`: the names that the register lacks, as lines for people or as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from grantsdata.cli.output import print_line, project_read, project_written
from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted
from grantsdata.model.schema import SUGGESTED
from grantsdata.model.years import FinancialYear
from grantsdata.reconcile.unknown_providers import add_lines, lines_by_hand, lines_to_confirm, unknown_providers
from grantsdata.sources.files.write import Line, csv_lines
from grantsdata.sources.register import COLUMNS, register_so_far

FORMAT = 1
FILE = "data/raw/providers.csv"


def run_providers(asked: str | None, *, project: str | Path | None, write: bool, as_json: bool) -> int:
    """Print the unknown names of one year, or of all years if `asked` is None, with the lines to add; return 0.

    With `write`, the suggested lines are added to the register. Raises the errors of `unknown_providers` and
    `add_lines`.
    """
    root = project_written(project, quiet=as_json) if write else project_read(project)
    year = None if asked is None else FinancialYear.parse(asked)
    unknown = unknown_providers(year, project=root)
    register = register_so_far(root)
    by_hand, waiting = lines_by_hand(unknown, register), len(register.suggested())
    added = add_lines(unknown, project=root) if write else None
    if as_json:
        print_line(json_text(unknown, by_hand, added, waiting))
        return 0
    print_line("\n".join(listed(unknown, by_hand, added, waiting)))
    return 0


def listed(unknown: pd.DataFrame, by_hand: Sequence[Line], added: Sequence[Line] | None, waiting: int) -> list[str]:
    """Return the lines to print: the names with their awards and suggestions, then the lines for the register.

    `added` are the lines that were written, or None without `--write`. `waiting` is how many suggestions the register
    held before.
    """
    lines = [_headline(unknown)]
    for one in unknown.to_dict("records"):
        lines += ["", *_entry(one)]
    lines += _block(f"Lines for {FILE}, to be confirmed; grantsdata providers --write adds them:",
                    lines_to_confirm(unknown) if added is None else [])  # fmt: skip
    lines += _block("Lines to complete by hand, with type, basis, confidence and reason:", by_hand)
    if added is not None:
        lines += ["", f"{counted(len(added), 'line')} added to {FILE}."]
    if all_waiting := waiting + len(added or ()):
        mark = SUGGESTED.strip()
        lines += [
            "",
            f"{counted(all_waiting, 'line')} of {FILE} to be confirmed: see that the type is right, enter basis and "
            f'confidence, and take "{mark}" away from the reason.',
        ]
    return lines


def _headline(unknown: pd.DataFrame) -> str:
    if unknown.empty:
        return "Every printed name is in the register of providers."
    names, awards = counted(len(unknown), "name"), counted(int(unknown["awards"].sum()), "award")
    money = format_gbp(int(unknown["award_pence"].sum()))
    return f"Not in the register of providers: {names}, {awards}, {money}"


def _entry(one: dict[Any, Any]) -> list[str]:
    notes = [f"{format_gbp(one['award_pence'])}"]
    if one["implied_gbp"]:
        notes.append(f"{format_gbp(round(one['implied_gbp'] * 100))} of it implied")
    if one["not_stated"]:
        notes.append(f"{counted(one['not_stated'], 'amount')} not stated")
    lines = [
        one["provider_printed"],
        f"  {counted(one['awards'], 'award')}, {', '.join(notes)}, {one['years']}: {one['rows']}",
        f"  suggested: {one['provider_type']} (basis {one['basis']}, confidence {one['confidence']}). {one['rule']}"
        if one["provider_type"]
        else f"  nothing suggested. {one['rule']}",
    ]
    for same in one["likely_same"]:
        spelt = "" if same.spelling == same.provider else f', as "{same.spelling}"'
        lines.append(f"  likely the same body: {same.provider}{spelt} ({_percent(same.similarity)} alike)")
    return lines


def _block(title: str, lines: Sequence[Line]) -> list[str]:
    return ["", title, *csv_lines(lines, COLUMNS)] if lines else []


def _percent(share: float) -> str:
    return f"{share:.0%}"


def json_text(unknown: pd.DataFrame, by_hand: Sequence[Line], added: Sequence[Line] | None, waiting: int) -> str:
    """Return one JSON object in ASCII.

    Its keys: format, unknown (the columns of `unknown_providers`), to_confirm and by_hand (lines of the register, by
    column), added (the lines that were written, or null without `--write`), waiting (a count, as in `listed`).
    """
    names = [
        {**one, "likely_same": [same.__dict__ for same in one["likely_same"]]} for one in unknown.to_dict("records")
    ]
    return json.dumps(
        {
            "format": FORMAT,
            "unknown": names,
            "to_confirm": lines_to_confirm(unknown),
            "by_hand": by_hand,
            "added": added,
            "waiting": waiting,
        },
        indent=1,
    )
