"""Checks of tables: a caption, headers that say what they head, rows, and the same numbers in a CSV file.

Every table and chart that the notebook made must be on the page.
"""

import re

from bs4 import Tag

from grantsdata.model.phrases import single_spaced
from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import caption_of, link_of, rows_in, table_name, tables_of


def tables_are_marked_up(page: Page) -> list[str]:
    """Each table has its own caption, header cells with a scope for columns, rows and groups, and rows of one width."""
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
        faults += [f"{table_name(table)}: {fault}" for fault in wrong]
    return faults


def _faults_of(row: Tag, width: int) -> list[str]:
    first, *others = row.find_all(["th", "td"])
    faults = [] if first.name == "th" and spaced(first) else [f"the row “{spaced(row)[:40]}” has no head"]
    scope = "rowgroup" if not others else "row"
    faults += [] if first.get("scope") == scope else [f"“{spaced(first)[:40]}” lacks the scope {scope}"]
    faults += [f"“{spaced(cell)[:40]}” is a head amid a row" for cell in others if cell.name != "td"]
    columns = sum(int(str(cell.get("colspan", "1"))) for cell in (first, *others))
    return faults + ([] if columns == width else [f"the row “{spaced(row)[:40]}” is {columns} wide, not {width}"])


def cells_name_their_columns(page: Page) -> list[str]:
    """Each cell of a row that may be shown as a card names its column by the words of its head."""
    faults = []
    for table in page.tables:
        heads = (
            [spaced(cell) for cell in table.select("thead > tr > *")] if len(table.select("thead > tr")) == 1 else []
        )
        for row in table.select("tbody > tr") if heads else ():
            for head, cell in zip(heads, row.find_all(["th", "td"]), strict=False):
                if single_spaced(str(cell.get("data-label", head))) != head:
                    faults.append(f"{table_name(table)}: a cell under “{head}” is called “{cell['data-label']}”")
    return list(dict.fromkeys(faults))


_NARROWEST, _CHARACTER, _SPACE = 20.0, 0.5, 0.8
"""The width of the narrowest window, of a letter and of the space between two columns, in rem."""


def wide_tables_become_cards(page: Page) -> list[str]:
    """A table that cannot fit the narrowest window shows each row as a card there, so that no column is hidden."""
    style = "\n".join(tag.get_text() for tag in page.named("style"))
    faults = []
    for table in page.tables:
        columns: dict[int, int] = {}
        for row in table.select("tbody > tr"):
            for place, cell in enumerate(row.find_all(["th", "td"])):
                longest = max(map(len, re.split(r"[\s-]", spaced(cell))), default=0)
                columns[place] = max(columns.get(place, 0), min(longest, _LONGEST_WORD))
        needed = sum(letters * _CHARACTER + _SPACE for letters in columns.values())
        kind = next((name for name in table.get("class") or [] if name.startswith("cards-")), "")
        if needed > _NARROWEST and (not kind or f".{kind} td::before" not in style):
            faults.append(f"{table_name(table)} needs {needed:.0f} rem, and its rows do not become cards")
    return faults


_LONGEST_WORD = 12
"""Letters after which a word may be broken."""


def tables_have_rows(page: Page) -> list[str]:
    """No table is empty: the page says in a sentence that there is nothing to show."""
    return [f"{table_name(table)} has no rows" for table in page.tables if not rows_in(table)]


def tables_can_be_saved(page: Page) -> list[str]:
    """After each table comes a link that saves it: the same rows, no others, and each cell as it is shown."""
    links = page.soup.select('a[download][href^="data:"]')
    names = [str(link["download"]) for link in links]
    faults = [f"two files are called {name}" for name in sorted(set(names)) if name and names.count(name) > 1]
    plain = re.compile(r"[a-z0-9][a-z0-9-]{2,}\.csv")
    faults += [f"a table is saved as “{name}”" for name in names if not plain.fullmatch(name)]
    faults += [f"{table_name(table)} has no link that saves it" for table in page.tables if not link_of(table)]
    for table in page.tables:
        link = link_of(table)
        said = str(link.get("aria-label", "")) if link else ""
        if link and said != f"{spaced(link)}: {caption_of(table)}":
            faults.append(f"the link that saves {table_name(table)} is called “{said}”")
    return faults + [f"table “{table.caption[:60]}”: {fault}" for table in tables_of(page) for fault in table.faults]


def everything_made_is_shown(page: Page) -> list[str]:
    """The page has as many tables, figures and images as the notebook made."""
    if page.of_notebook is None:
        return []
    made = "\n".join(page.of_notebook)
    faults = []
    for tag in ("table", "figure", "img", "svg"):
        shown, in_notebook = len(page.named(tag)), len(re.findall(rf"<{tag}[ >]", made))
        faults += [] if shown == in_notebook else [f"{shown} <{tag}>, but the notebook made {in_notebook}"]
    return faults
