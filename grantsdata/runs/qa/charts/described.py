"""Each chart has a title and a short text for people who cannot see it, and the table has what is in that text."""

import re

from bs4 import Tag

from grantsdata.runs.qa.page import Page, spaced

FILLER = re.compile(
    r"no description has been provided|placeholder|alt(ernative)? text"
    r"|^(an? )?(image|chart|graph|figure|plot|picture|diagram|bar chart|line chart)( \d+)?\.?$"
    r"|^\S+\.(png|svg|jpe?g|gif)$|^untitled",
    re.IGNORECASE,
)
SHORTEST, LONGEST = 40, 250
"""Characters: a sentence that names one thing with its figure is longer than the first, and a screen reader reads the
second in one go."""


def pictures_of(page: Page) -> list[Tag]:
    """The charts of a page, each once: a chart that is drawn twice, wide and narrow, has one text."""
    return [tag for tag in page.named("img", "svg") if "bars-narrow" not in (tag.get("class") or [])]


def text_of(picture: Tag) -> str:
    """The text for people who cannot see a chart."""
    return str(picture.get("alt" if picture.name == "img" else "aria-label", "")).strip()


def picture_name(picture: Tag) -> str:
    """What to call a chart in a fault."""
    title = title_of(picture)
    return f"chart “{title[:60]}”" if title else "a chart without a title"


def title_of(picture: Tag) -> str:
    """The title above a chart."""
    figure = picture.find_parent("figure")
    return spaced(figure.figcaption) if figure and figure.figcaption else ""


def charts_are_described(page: Page) -> list[str]:
    """Each chart has a title and a text of its own, which is short and says more than the title."""
    pictures = pictures_of(page)
    texts = [text_of(picture) for picture in pictures]
    faults = []
    for picture, text in zip(pictures, texts, strict=True):
        title = title_of(picture)
        wrong = [] if title else ["no title"]
        wrong += [f"filler: “{text}”"] if FILLER.search(text) else []
        wrong += [f"too short: “{text}”"] if len(text) < SHORTEST else []
        wrong += [f"{len(text)} characters of text; expected at most {LONGEST}"] if len(text) > LONGEST else []
        wrong += ["the text repeats the title"] if text and text in title else []
        wrong += ["another chart's text"] if texts.count(text) > 1 else []
        wrong += (
            ["it is no image for a screen reader"] if picture.name == "svg" and picture.get("role") != "img" else []
        )
        wrong += [
            "its drawing for narrow windows has another text"
            for other in picture.find_next_siblings("svg")
            if (text_of(other), other.get("role")) != (text, picture.get("role"))
        ]
        faults += [f"{picture_name(picture)}: {fault}" for fault in wrong]
    return faults


def amounts_in(text: str) -> set[str]:
    """Return the amounts in a text, as they are written."""
    return set(re.findall(r"£[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?(?:m|k)?\b", text))


def chart_amounts_are_in_tables(page: Page) -> list[str]:
    """Each amount in the text of a chart is in a table, so that people who cannot see the chart can look it up."""
    in_tables = amounts_in(" ".join(spaced(table) for table in page.tables))
    faults = []
    for picture in pictures_of(page):
        missing = sorted(amounts_in(text_of(picture)) - in_tables)
        faults += [f"{picture_name(picture)}: {', '.join(missing)} in no table"] if missing else []
    return faults
