"""Mistakes made in the program itself; then a page is made and checked, as every page is before it is published.

A page is made in a process that is forked for it, so that a mistake stays there. Several mistakes may be made on one
page at once: each has words of its own by which it is told.
"""

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

from grantsdata.awards.load import open_year
from grantsdata.model.report import Limits, ReportPlan
from grantsdata.model.years import FinancialYear
from grantsdata.runs.notebooks.execute import compile_template, execute_report
from grantsdata.runs.qa.checks import ALWAYS_THERE, faults_of_readings, look_at

YEAR = FinancialYear.parse("2017-18")

Change = Callable[[Callable[..., Any]], Callable[..., Any]]
"""From a function of the program to the function that takes its place."""


class Seed(NamedTuple):
    """A mistake: the function that makes it, as module and name; what takes its place; what the checks must say."""

    target: str
    change: Change
    says: str


def result(change: Callable[[Any], Any]) -> Change:
    """What the function returns is changed."""
    return lambda original: lambda *args, **named: change(original(*args, **named))


def given(change: Callable[[Any], Any], place: int = 0) -> Change:
    """What the function is given at this place is changed."""

    def other(original: Callable[..., Any]) -> Callable[..., Any]:
        def function(*args: Any, **named: Any) -> Any:
            return original(*args[:place], change(args[place]), *args[place + 1 :], **named)

        return function

    return other


def faults_with(
    seeds: Iterable[Seed], report: ReportPlan, root: Path, folder: Path, of: FinancialYear = YEAR
) -> list[str]:
    """The faults of the page of a report that is made while the program has these mistakes."""
    compile_template()
    folder.mkdir(parents=True)
    told = folder / "faults.json"
    child = os.fork()
    if child == 0:
        try:
            _in_child(list(seeds), report, root, folder, told, of)
        except BaseException:
            told.write_text(json.dumps([traceback.format_exc()]), encoding="utf-8")
        finally:
            sys.stdout.flush()
            os._exit(0)
    os.waitpid(child, 0)
    return list(json.loads(told.read_text(encoding="utf-8")))


def _in_child(seeds: list[Seed], report: ReportPlan, root: Path, folder: Path, told: Path, of: FinancialYear) -> None:
    for seed in seeds:
        name, _, function = seed.target.rpartition(".")
        module = importlib.import_module(f"grantsdata.{name}".rstrip("."))
        setattr(module, function, seed.change(getattr(module, function)))
    pages = folder / str(of)
    pages.mkdir()
    execute_report(report, of, root, pages, limits=Limits(), in_process=True)
    year = open_year(of, root)
    looked = look_at(pages, year, report.name, promised=ALWAYS_THERE)
    faults = [*faults_of_readings(year), *looked.faults, *looked.unread]
    told.write_text(json.dumps([one.text for one in faults]), encoding="utf-8")
