"""Tables: a caption, headers that say what they head, rows, and the same numbers in a CSV file of their own."""

import re

from bs4 import Tag

from grantsdata.proofs.page import Page, spaced
from grantsdata.proofs.shown import called, link_of, tables_of


def rows_of(table: Tag) -> list[Tag]:
    """The rows of its bodies, without those that head a group."""
    rows = table.select("tbody > tr")
    return [row for row in rows if not row.find("th", scope="rowgroup")]


def its_tables_are_marked_up(page: Page) -> list[str]:
    """A caption of its own, `th` with a scope at the top, at the side and over each group, as wide in every row."""
    faults = []
    captions = [spaced(table.caption) if table.caption else "" for table in page.tables]
    for table in page.tables:
        caption = spaced(table.caption) if table.caption else ""
        wrong = [] if caption else ["no caption"]
        wrong += ["a caption that another table has"] if captions.count(caption) > 1 else []
        heads = table.select("thead > tr > *")
        wrong += [] if heads else ["no head"]
        wrong += [
            f"“{spaced(cell)}” does not head its column"
            for cell in heads
            if cell.name != "th" or cell.get("scope") != "col" or not spaced(cell)
        ]
        for row in table.select("tbody > tr"):
            wrong += _faults_of(row, len(heads))
        faults += [f"{called(table)}: {fault}" for fault in wrong]
    return faults


def _faults_of(row: Tag, width: int) -> list[str]:
    first, *others = row.find_all(["th", "td"])
    faults = [] if first.name == "th" and spaced(first) else [f"the row “{spaced(row)[:40]}” has no head"]
    scope = "rowgroup" if not others else "row"
    faults += [] if first.get("scope") == scope else [f"“{spaced(first)[:40]}” has not the scope {scope}"]
    faults += [f"“{spaced(cell)[:40]}” is a head amid a row" for cell in others if cell.name != "td"]
    mine = sum(int(str(cell.get("colspan", "1"))) for cell in (first, *others))
    return faults + ([] if mine == width else [f"the row “{spaced(row)[:40]}” is {mine} wide, not {width}"])


def its_tables_have_rows(page: Page) -> list[str]:
    """An empty table tells nothing; prose does."""
    return [f"{called(table)} has no rows" for table in page.tables if not rows_of(table)]


def its_tables_can_be_saved(page: Page) -> list[str]:
    """Next after each table stands a link that saves it: its rows, no others, and each cell as it is shown."""
    links = page.soup.select('a[download][href^="data:"]')
    names = [str(link["download"]) for link in links]
    faults = [f"two files are called {name}" for name in sorted(set(names)) if name and names.count(name) > 1]
    plain = re.compile(r"[a-z0-9][a-z0-9-]{2,}\.csv")
    faults += [f"a table is saved as “{name}”" for name in names if not plain.fullmatch(name)]
    faults += [f"{called(table)} has no link that saves it" for table in page.tables if not link_of(table)]
    return faults + [f"table “{table.caption[:60]}”: {fault}" for table in tables_of(page) for fault in table.faults]
