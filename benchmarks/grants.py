"""A made-up register of grants, of any size: `python benchmarks/grants.py ROWS FILE`.

The columns have the titles of the 360Giving standard, the amounts the forms that people print. All names are put
together from a few invented ones. The same number of rows and the same seed give the same bytes.
"""

import random
import sys
from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "Identifier,Title,Currency,Amount Awarded,Award Date,Recipient Org:Identifier,Recipient Org:Name,"
    "Grant Programme:Title,Provider type,Financial year"
)

STREAMS = tuple(
    f"{place} {what} fund"
    for place in ("Northmoor", "Eastlow", "Southwick Vale", "Westerhope")
    for what in ("victims’ services", "crime reduction", "youth", "road safety", "courts")
)
TYPES = (
    "police",
    "local government",
    "health",
    "probation and central government",
    "statutory partnership board",
    "voluntary and community",
    "private company",
)
YEARS = tuple(range(2010, 2020))

_FIRST = ("Amberley", "Brackenfield", "Corvale", "Dunmere", "Elstow Green", "Farrowby", "Glenhurst", "Harrowdene")
_SECOND = ("Trust", "Council", "Partnership", "Centre", "Society, limited", "Foundation")
_WORK = ("advice", "outreach", "counselling", "safe housing", "mentoring", "mediation", "training", "patrols")
_FOR = ("families", "young people", "witnesses", "older residents", "drivers", "tenants", "schools", "volunteers")

ODD = ("TBC", "£1.3m", "£67k", "£20,000 (match funded)", "£ 500", "-£250", "(1,250)", "£213,000 from partners")
"""Readable too, but by nobody who only takes out signs and commas."""

ODD_EVERY = 1_000
"""One row in so many has an odd form."""

BLOCK = 10_000


def lines(rows: int, seed: int = 1) -> Iterator[str]:
    """The file in blocks of whole rows, the header first."""
    yield HEADER + "\n"
    chance = random.Random(seed)
    bodies = [f'"{first} {second}"' if "," in second else f"{first} {second}" for first in _FIRST for second in _SECOND]
    works = [
        f"{work.capitalize()} for {whom} at {number} places"
        for work in _WORK
        for whom in _FOR
        for number in ("two", "seven", "eleven")
    ]
    funds = [f"{stream},{kind}" for stream in STREAMS for kind in TYPES]
    days = [
        f"{year + (month < 4)}-{month:02d}-{day:02d}" for year in YEARS for month in range(1, 13) for day in (1, 15)
    ]
    year_of = {day: _financial_year(day) for day in days}
    for start in range(0, rows, BLOCK):
        count = min(BLOCK, rows - start)
        block = []
        for number, pounds, work, day, body, fund in zip(
            range(start + 1, start + count + 1),
            [int(300_000 ** chance.random()) for _ in range(count)],
            chance.choices(works, k=count),
            chance.choices(days, k=count),
            chance.choices(range(len(bodies)), k=count),
            chance.choices(funds, k=count),
            strict=True,
        ):
            amount = _printed(number, pounds)
            block.append(
                f"360G-made-up-{number:08d},{work},GBP,{amount},{day},GB-CHC-{9_000_000 + body},{bodies[body]},"
                f"{fund},{year_of[day]}\n"
            )
        yield "".join(block)


def write(rows: int, path: Path, seed: int = 1) -> None:
    """Write a file of `rows` grants, in little memory."""
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines(rows, seed))


def _printed(number: int, pounds: int) -> str:
    """Most amounts with pence, some without, some without commas, and the odd ones."""
    if number % ODD_EVERY == 0:
        odd = ODD[number // ODD_EVERY % len(ODD)]
        return f'"{odd}"' if "," in odd else odd
    kind = number % 8
    if kind == 0:
        return str(pounds)
    pence = "" if kind == 1 else f".{number * 37 % 100:02d}"
    return f'"£{pounds:,}{pence}"' if pounds >= 1_000 else f"£{pounds}{pence}"


def _financial_year(day: str) -> str:
    begins = int(day[:4]) - (day[5:7] < "04")
    return f"{begins}-{(begins + 1) % 100:02d}"


if __name__ == "__main__":
    write(int(sys.argv[1]), Path(sys.argv[2]))
