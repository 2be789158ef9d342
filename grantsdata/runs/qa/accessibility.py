"""Tables: a caption, headers that say what they head, rows, and the same numbers in a CSV file of their own.

Charts: a text for those who do not see them, whose figures are the page's; and as many as the notebook made.
"""

import re

from bs4 import Tag

from grantsdata.runs.qa.page import Page, spaced
from grantsdata.runs.qa.saved_table import called, link_of, tables_of


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


FILLER = re.compile(
    r"no description has been provided|placeholder|alt(ernative)? text"
    r"|^(an? )?(image|chart|graph|figure|plot|picture|diagram|bar chart|line chart)( \d+)?\.?$"
    r"|^\S+\.(png|svg|jpe?g|gif)$|^untitled",
    re.IGNORECASE,
)
SHORTEST = 40
"""Characters; a sentence that names one thing and its figure is longer."""


def picture_name(image: Tag) -> str:
    """What to call a chart in a fault."""
    figure = image.find_parent("figure")
    title = spaced(figure.figcaption) if figure and figure.figcaption else ""
    return f"chart “{title[:60]}”" if title else "a chart without a title"


def its_charts_are_described(page: Page) -> list[str]:
    """Each by a text of its own that is more than its title; and each stands in a figure with that title."""
    images = page.named("img")
    texts = [str(image.get("alt", "")).strip() for image in images]
    faults = []
    for image, text in zip(images, texts, strict=True):
        figure = image.find_parent("figure")
        title = spaced(figure.figcaption) if figure and figure.figcaption else ""
        wrong = [] if title else ["no title"]
        wrong += [f"filler: “{text}”"] if FILLER.search(text) else []
        wrong += [f"too short: “{text}”"] if len(text) < SHORTEST else []
        wrong += ["the text repeats the title"] if text and text in title else []
        wrong += ["another chart's text"] if texts.count(text) > 1 else []
        faults += [f"{picture_name(image)}: {fault}" for fault in wrong]
    return faults


def amounts_in(text: str) -> set[str]:
    """The amounts of a text, as they are written."""
    return set(re.findall(r"£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:m|k)?\b", text))


def its_descriptions_tell_figures_of_its_tables(page: Page) -> list[str]:
    """Who does not see a chart can look up each amount that its text tells."""
    in_tables = amounts_in(" ".join(spaced(table) for table in page.tables))
    faults = []
    for image in page.named("img"):
        missing = sorted(amounts_in(str(image.get("alt", ""))) - in_tables)
        faults += [f"{picture_name(image)}: {', '.join(missing)} in no table"] if missing else []
    return faults


def it_shows_all_that_its_notebook_made(page: Page) -> list[str]:
    """As many tables and charts, and each chart with its text."""
    if page.of_notebook is None:
        return []
    made = "\n".join(page.of_notebook)
    faults = []
    for tag in ("table", "figure", "img"):
        ours, its = len(page.named(tag)), len(re.findall(rf"<{tag}[ >]", made))
        faults += [] if ours == its else [f"{ours} <{tag}>, but the notebook made {its}"]
    return faults
