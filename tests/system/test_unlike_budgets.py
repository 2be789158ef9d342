"""A paper whose figures do not match in one way or another is published, and its pages say so."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from support.cases import first
from support.reading import soup_of, spaced
from support.reporting import copied_project, grantsdata

OVERALL, VICTIMS, CRIME = 'printed = "£2.3m"', 'budget_printed = "£1m"', 'budget_printed = "£1.3m"'
TOTAL = 'printed = "£1,322,248"'
PLAN = 'planned_over_allocation = { reason = "Some awards are never taken up", status = "agreed by the board" }'
KNOWN = 'misprint = { difference = "-£1", reason = "Parts were rounded", status = "told to the office" }'

CASES = {
    "exceeded": (
        [(VICTIMS, 'budget_printed = "£0.9m"')],
        "The figures do not add up: 1 difference is without an explanation. £10,000 of the money is implied,",
    ),
    "planned": (
        [(VICTIMS, f'budget_printed = "£0.9m"\n{PLAN}')],
        "More is awarded than a budget holds, as the paper plans. £10,000 of the money is implied, not printed.",
    ),
    "partly": ([(OVERALL, 'printed = "£2.9m"')], "The awards use only part of a budget if the one unprinted amount"),
    "differing": ([(OVERALL, 'printed = "£2.5m"'), (CRIME, 'budget_printed = "£1.5m"')], "The awards use only part"),
    "exact": (
        [
            (OVERALL, 'printed = "£2,283,508"'),
            (VICTIMS, 'budget_printed = "£961,260"'),
            (CRIME, 'budget_printed = "£1,322,248"'),
        ],
        "The figures add up if the one unprinted amount is the £10,000",
    ),
    "without budgets": (
        [(old, f'{old.partition(" =")[0]} = ""') for old in (OVERALL, VICTIMS, CRIME)],
        "The figures add up if the one unprinted amount is the £10,000",
    ),
    "misprinted": ([(TOTAL, f'printed = "£1,312,249"\n{KNOWN}')], "The figures add up if the one unprinted amount is"),
    "a total that differs": ([(TOTAL, 'printed = "£1,302,248"')], "The figures do not add up: 1 difference is without"),
}  # fmt: skip


def says(name: str, folder: Path, *options: str) -> None:
    """The report of this case is published, and its annual report says what it has to."""
    edits: Sequence[tuple[str, str]]
    edits, sentence = CASES[name]
    project = copied_project(folder / "project")
    paper = project / "data" / "raw" / "2017-18" / "paper.toml"
    text = paper.read_text(encoding="utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new, 1)
    paper.write_text(text, encoding="utf-8")
    done = grantsdata(project, "report", "2017-18", *options)
    assert done.returncode == 0, done.stderr
    assert sentence in spaced(soup_of(project / "outputs" / "2017-18" / "annual-report.html"))


@pytest.mark.parametrize("name", first(CASES, 1))
def test_the_annual_report_of_a_paper_that_does_not_match_says_so(name: str, tmp_path: Path) -> None:
    says(name, tmp_path, "--notebook", "annual-report")


@pytest.mark.proof
@pytest.mark.parametrize("name", CASES)
def test_all_pages_of_a_paper_that_does_not_match_are_published(name: str, tmp_path: Path) -> None:
    says(name, tmp_path)
