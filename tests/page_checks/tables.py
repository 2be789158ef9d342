"""Tables: a caption, headers that say what they head, rows, and the same numbers in a CSV file of their own."""

import csv
import io
import re
from decimal import Decimal

from bs4 import Tag

from page_checks.subject import Page, held, spaced


def called(table: Tag) -> str:
    """What to call a table in a fault."""
    return f"table “{spaced(table.caption)[:60]}”" if table.caption else "a table without a caption"


def rows_of(table: Tag) -> list[Tag]:
    """The rows of its bodies, without those that head a group."""
    rows = table.select("tbody > tr")
    return [row for row in rows if not row.find("th", scope="rowgroup")]


def its_tables_are_marked_up(page: Page) -> list[str]:
    """A caption of its own, `th` with a scope at the top, at the side and over each group, as wide in every row."""
    faults = []
    captions = [spaced(table.caption) if table.caption else "" for table in page.soup.find_all("table")]
    for table in page.soup.find_all("table"):
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
    mine = sum(int(str(cell.get("colspan", 1))) for cell in (first, *others))
    return faults + ([] if mine == width else [f"the row “{spaced(row)[:40]}” is {mine} wide, not {width}"])


def its_tables_have_rows(page: Page) -> list[str]:
    """An empty table tells nothing; prose does."""
    return [f"{called(table)} has no rows" for table in page.soup.find_all("table") if not rows_of(table)]


def its_tables_can_be_saved(page: Page) -> list[str]:
    """Next after each table stands a link that saves its rows, as many and with the same amounts."""
    faults = []
    links = [link for link in page.soup.find_all("a", download=True) if str(link.get("href")).startswith("data:")]
    names = [str(link["download"]) for link in links]
    faults += [f"two files are called {name}" for name in sorted(set(names)) if names.count(name) > 1]
    for table in page.soup.find_all("table"):
        following = table.find_next(["table", "a"])
        if following not in links:
            faults.append(f"{called(table)} has no link that saves it")
        else:
            faults += [f"{called(table)}: {fault}" for fault in _differences(table, following)]
    return faults


def _differences(table: Tag, link: Tag) -> list[str]:
    name, address = str(link["download"]), str(link["href"])
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]{2,}\.csv", name) or not address.startswith("data:text/csv"):
        return [f"saved as {name}, {address[:20]}"]
    _, *saved = csv.reader(io.StringIO(held(address)))
    rows = rows_of(table)
    faults = [] if len(saved) == len(rows) else [f"{len(rows)} rows, but {len(saved)} in {name}"]
    for row in rows:
        head, amounts = _head(row), _shown(row)
        of_it = next((one for one in saved if _holds(one, head, amounts)), None)
        if of_it is None:
            faults.append(f"the row “{head[:60]}” with {', '.join(map(str, amounts))} is not in {name}")
        else:
            saved.remove(of_it)
    return faults


def _head(row: Tag) -> str:
    """What heads a row; "" where that is only our word for an empty cell."""
    return _unmarked(row.th) if row.th else ""


def _shown(row: Tag) -> list[Decimal]:
    """The exact amounts of a row; one as printed, such as £67k, is a text."""
    found = [re.fullmatch(r"([−-]?)£([0-9][0-9,]*(?:\.[0-9]{2})?)", _unmarked(cell)) for cell in row.find_all("td")]
    return [Decimal(one[2].replace(",", "")) * (-1 if one[1] else 1) for one in found if one]


def _unmarked(cell: Tag) -> str:
    """The text of a cell without the marks beside it, which stand in columns of their own when saved."""
    marks = cell.find_all("span", class_=["implied", "judged", "none"])
    texts = [text for text in cell.find_all(string=True) if not any(mark in text.parents for mark in marks)]
    return " ".join(" ".join(texts).split())


def _holds(saved: list[str], head: str, amounts: list[Decimal]) -> bool:
    """Whether a saved row has this head and each of these amounts."""
    numbers = [Decimal(cell.replace("£", "").replace(",", "")) for cell in saved if _is_number(cell)]
    for amount in amounts:
        if amount not in numbers:
            return False
        numbers.remove(amount)
    texts = [" ".join(cell.removeprefix("'").split()) for cell in saved]
    return not head or head in texts


def _is_number(cell: str) -> bool:
    return re.fullmatch(r"-?£?[0-9][0-9,]*(\.[0-9]+)?", cell) is not None
