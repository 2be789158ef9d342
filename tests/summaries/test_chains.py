"""Awards followed over three years made up for it, to the cell.

Hub £100, £100, £100 of the Council; Bus £30, £35, not stated; Zoo £20 in the first year; Choir from the second on, by
another body in the third; Park in the third only; Playgroups and Playgroup, which are for a person to decide.
"""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from support.reporting import add_year

from grantsdata import load_awards, summaries
from grantsdata.awards.decisions import load_all_decisions

YEARS = ("2019-20", "2020-21", "2021-22")
AWARDS = {
    YEARS[0]: [("Hub", "Council", "£100"), ("Bus", "Council", "£30"), ("Zoo", "Trust", "£20"),
               ("Playgroups", "Trust", "£10")],
    YEARS[1]: [("Choir", "Council", "£5"), ("Hub", "Council", "£100"), ("Bus", "Council", "£35"),
               ("Playgroup", "Trust", "£10")],
    YEARS[2]: [("Park", "Trust", "£7"), ("Hub", "Council", "£100"), ("Bus", "Council", ""), ("Choir", "Trust", "£5")],
}  # fmt: skip


@pytest.fixture
def three(tmp_path: Path) -> Path:
    """A project with the three years."""
    project = tmp_path / "project"
    (project / "data" / "raw").mkdir(parents=True)
    header = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason\n"
    lines = "".join(f"{name},{name},voluntary and community,,paper,high,,Its name.\n" for name in ("Council", "Trust"))
    (project / "data" / "raw" / "providers.csv").write_text(header + lines, encoding="utf-8")
    for year, awards in AWARDS.items():
        add_year(project, [("GR", *award) for award in awards], year=year)
    return project


def awards_of(project: Path) -> pd.DataFrame:
    return load_awards(YEARS, project=project)


def say(project: Path, year: str, *lines: str) -> None:
    text = "\n".join(["former_id,award_id,same,reason", *lines]) + "\n"
    (project / "data" / "raw" / year / "matches.csv").write_text(text, encoding="utf-8")


def cells(table: pd.DataFrame) -> list[list[Any]]:
    return [[None if pd.isna(cell) else cell for cell in row] for row in table.astype("object").to_numpy()]


def test_each_award_is_in_one_line_with_its_amount_in_each_year(three: Path) -> None:
    table = summaries.award_chains(awards_of(three))
    assert list(table) == ["stream", "service", "provider", "movement", "award_id", "years", "not_stated", *YEARS]
    name, g = "General grants", "2021-22-GR-"
    assert cells(table) == [
        [name, "Park", "Trust", "new", f"{g}park", 1, 0, None, None, 7],
        [name, "Hub", "Council", "continued", f"{g}hub", 3, 0, 100, 100, 100],
        [name, "Bus", "Council", "changed", f"{g}bus", 3, 1, 30, 35, None],
        [name, "Choir", "Trust", "changed", f"{g}choir", 2, 0, None, 5, 5],
        [name, "Playgroup", "Trust", "doubtful", "2020-21-GR-playgroup", 1, 0, None, 10, None],
        [name, "Zoo", "Trust", "ended", "2019-20-GR-zoo", 1, 0, 20, None, None],
        [name, "Playgroups", "Trust", "doubtful", "2019-20-GR-playgroups", 1, 0, 10, None, None],
    ]
    # 100 + 30 + 20 + 10; 5 + 100 + 35 + 10; 7 + 100 + 5.
    assert [table[year].sum() for year in YEARS] == [160, 150, 112]


def test_the_doubtful_pairs_stand_apart(three: Path) -> None:
    assert cells(summaries.doubtful_links(awards_of(three))) == [
        ["2019-20-GR-playgroups", "2020-21-GR-playgroup", "Playgroups", "Playgroup", round(18 / 19, 4)]
    ]


def test_what_is_said_joins_and_parts_also_over_a_gap(three: Path) -> None:
    say(three, YEARS[1], "2019-20-GR-playgroups,2020-21-GR-playgroup,yes,", "2019-20-GR-bus,2020-21-GR-bus,no,")
    say(three, YEARS[2], "2019-20-GR-zoo,2021-22-GR-park,yes,It is one", "2019-20-GR-hub,2021-22-GR-hub,yes,")
    decisions = load_all_decisions(reversed(YEARS), project=three)
    assert decisions["same"].tolist() == ["yes", "no", "yes", "yes"]
    table = summaries.award_chains(awards_of(three), decisions).set_index("award_id")
    assert summaries.doubtful_links(awards_of(three), decisions).empty
    rows = {str(name): row for name, row in zip(table.index, cells(table[["movement", "years", *YEARS]]), strict=True)}
    assert rows == {
        "2021-22-GR-park": ["changed", 2, 20, None, 7],
        "2021-22-GR-hub": ["continued", 3, 100, 100, 100],
        "2021-22-GR-bus": ["changed", 2, None, 35, None],
        "2021-22-GR-choir": ["changed", 2, None, 5, 5],
        "2020-21-GR-playgroup": ["ended", 2, 10, 10, None],
        "2019-20-GR-bus": ["ended", 1, 30, None, None],
    }


def test_a_pair_that_is_joined_otherwise_is_not_doubtful(three: Path) -> None:
    say(three, YEARS[2], "2019-20-GR-playgroups,2021-22-GR-park,yes,")
    decisions = load_all_decisions(YEARS, project=three)
    assert summaries.doubtful_links(awards_of(three), decisions).empty
    table = summaries.award_chains(awards_of(three), decisions).set_index("award_id")
    assert table.loc["2020-21-GR-playgroup", "movement"] == "ended"


def test_of_one_year_alone_nothing_can_be_told(three: Path) -> None:
    table = summaries.award_chains(load_awards(YEARS[0], project=three))
    assert table.empty and list(table)[-1] == YEARS[0]
    assert load_all_decisions([YEARS[0]], project=three).empty
    assert summaries.award_chains(awards_of(three).iloc[:0]).empty
