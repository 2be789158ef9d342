"""`grantsdata providers`: the names that the register lacks, as lines for people or as JSON."""

import argparse
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from grantsdata import commands
from grantsdata.cli.command import Command
from grantsdata.cli.options import add_json, add_year_or_all
from grantsdata.cli.output import print_json, print_line, project_read, project_written
from grantsdata.model.money import format_gbp
from grantsdata.model.phrases import counted
from grantsdata.model.schema import SUGGESTED
from grantsdata.model.years import FinancialYear
from grantsdata.sources.files.write import Line, csv_lines

if TYPE_CHECKING:
    import pandas as pd

FILE = "data/raw/providers.csv"


def _add_options(parser: argparse.ArgumentParser) -> None:
    add_year_or_all(parser)
    parser.add_argument("--write", action="store_true", help="add the suggested lines to the register")
    add_json(parser)


def _run(options: argparse.Namespace) -> int:
    from grantsdata.reconcile.unknown_providers import add_lines, lines_by_hand, lines_to_confirm
    from grantsdata.sources.register import register_so_far

    root = project_written(options.project, quiet=options.json) if options.write else project_read(options.project)
    year = None if options.year is None else FinancialYear.parse(options.year)
    unknown = commands.providers(year, project=root)
    register = register_so_far(root)
    by_hand, waiting = lines_by_hand(unknown, register), len(register.suggested())
    to_confirm = lines_to_confirm(unknown)
    added = add_lines(unknown, project=root) if options.write else None
    if options.json:
        print_json(json_keys(unknown, to_confirm, by_hand, added, waiting))
    else:
        print_line("\n".join(listed(unknown, to_confirm, by_hand, added, waiting)))
    return 0


def listed(
    unknown: "pd.DataFrame",
    to_confirm: Sequence[Line],
    by_hand: Sequence[Line],
    added: Sequence[Line] | None,
    waiting: int,
) -> list[str]:
    """Return the lines to print: the names with their awards and suggestions, then the lines for the register.

    `added` are the lines that were written, or None without `--write`. `waiting` is how many suggestions the register
    held before.
    """
    lines = [_headline(unknown)]
    for one in unknown.to_dict("records"):
        lines += ["", *_entry(one)]
    lines += _block(f"Lines for {FILE}, to be confirmed; grantsdata providers --write adds them:",
                    to_confirm if added is None else [])  # fmt: skip
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


def _headline(unknown: "pd.DataFrame") -> str:
    if unknown.empty:
        return "Every printed name is in the register of providers."
    names, awards = counted(len(unknown), "name"), counted(int(unknown["awards"].sum()), "award")
    money = format_gbp(int(unknown["award_pence"].sum()))
    return f"Not in the register of providers: {names}, {awards}, {money}"


def _entry(one: dict[Any, Any]) -> list[str]:
    notes = [f"{format_gbp(one['award_pence'])}"]
    if one["implied_gbp"]:
        notes.append(f"including {format_gbp(round(one['implied_gbp'] * 100))} implied")
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
    from grantsdata.sources.register import COLUMNS

    return ["", title, *csv_lines(lines, COLUMNS)] if lines else []


def _percent(share: float) -> str:
    return f"{share:.0%}"


def json_keys(
    unknown: "pd.DataFrame",
    to_confirm: Sequence[Line],
    by_hand: Sequence[Line],
    added: Sequence[Line] | None,
    waiting: int,
) -> dict[str, Any]:
    """Return what --json prints, amounts in whole pence.

    Its keys: unknown (the columns of `unknown_providers`, without pounds), to_confirm and by_hand (lines of the
    register, by column), added (the lines that were written, or null without `--write`), waiting (a count, as in
    `listed`).
    """
    names = [
        {**one, "likely_same": [same.__dict__ for same in one["likely_same"]]} for one in unknown.to_dict("records")
    ]
    for one in names:
        del one["award_gbp"]
        one["implied_pence"] = round(one.pop("implied_gbp") * 100)
    return {"unknown": names, "to_confirm": to_confirm, "by_hand": by_hand, "added": added, "waiting": waiting}


COMMAND = Command(
    name="providers",
    summary="list names that the register lacks, with lines to add to it",
    description="""List the printed names that the register, data/raw/providers.csv, does not have: with their awards,
        a suggested type and its reason where their words suggest one, and bodies that they may be another spelling of.
        With --write the suggested lines are added to the register, marked as suggested: see that each is right, and
        take the mark away. The lines that are there already stay as they are.""",
    examples=("providers", "providers 2018-19 --write"),
    exit_codes={0: "the names are listed, even if there are some", 2: "the raw data is at fault"},
    add_options=_add_options,
    run=_run,
)
