"""What the documents of a year added, varied and withdrew: sentences, and the tables as a page shows them."""

import pandas as pd

from grantsdata.model.money import format_pounds
from grantsdata.model.paper import Paper
from grantsdata.model.schema import ADDED, CHANGES, IMPLIED, VARIED, WITHDRAWN
from grantsdata.model.years import in_words
from grantsdata.report.narrative.figures import amount, year_of
from grantsdata.report.traced import Sentence, expression, figure, joined, listed, write

HISTORY = "Each change, by date"
HISTORY_NOTE = (
    "An award can have several changes, so amounts before and after are never added up. A varied award with nothing "
    "under “Before” had no stated amount."
)
DOCUMENTS = "The documents of the year, and the awards after each"
FILES = (
    "The files changes.csv and changes.atom, in the folder data beside this page, hold the same for spreadsheets and "
    "feed readers."
)


def about_the_changes(paper: Paper) -> Sentence:
    """What the page is."""
    return write("What each document added to the awards of {year}, changed or withdrew.", year=year_of(paper))


def changes_headline(documents: pd.DataFrame, history: pd.DataFrame, awards: pd.DataFrame) -> Sentence:
    """How many awards were added, varied and withdrawn since the first document; what the awards came to then and
    now."""
    first = documents.iloc[0]
    parts = []
    for change in CHANGES:
        count = int((history["change"] == change).sum())
        if count:
            text = _DONE[change] if count == 1 else f"{_DONE[change]}s"
            parts.append(write(text, count=figure(str(count), "listed", HISTORY, change=change)))
    done = write("later documents {parts}", parts=listed(parts)) if parts else "no amount has changed"
    opening = write(
        "Since the {first}, {done}.", first=figure(first["stated_in"], "document", first["document"]), done=done
    )
    was = _at(first["award_gbp"], first["document_date"])
    if first["implied_gbp"]:
        implied = _at(first["implied_gbp"], first["document_date"], award_status=IMPLIED)
        was = write(f"{{was}} (including {{implied}} {IMPLIED})", was=was, implied=implied)
    return joined([opening, write("The awards came to {was} then and come to {now} now.", was=was, now=amount(awards))])


def _at(pounds: float, day: str, **where: str) -> Sentence:
    """The sum of the awards of a day."""
    return Sentence([figure(format_pounds(pounds), "at", day, expression("sum", **where))])


_DONE = {ADDED: "made {count} new award", VARIED: "changed {count} amount", WITHDRAWN: "withdrew {count} award"}


def changes_verdict(documents: pd.DataFrame, history: pd.DataFrame, awards: pd.DataFrame) -> Sentence:
    """What all changes come to, which is the difference between the sum of the first document and that of now."""
    first = documents.iloc[0]
    more = round(history["changed_gbp"].sum() * 100)
    if round((awards["award_gbp"].sum() - first["award_gbp"]) * 100) != more:
        return Sentence(["The changes do not add up to the difference."])
    if not more:
        return Sentence(["The changes leave the sum of the awards as it was."])
    ends = [expression("sum"), expression("at", first["document_date"], expression("sum"))]
    difference = figure(format_pounds(abs(more) / 100), "minus", *(ends if more > 0 else ends[::-1]))
    way = "more" if more > 0 else "less"
    return write("The changes add up to this difference: {difference} {way}.", difference=difference, way=way)


def documents_listed(documents: pd.DataFrame) -> pd.DataFrame:
    """The documents of `load_documents`, without columns that are all blank."""
    columns = ["stated_in", "reference", "title", "source", "awards", "award_gbp", "implied_gbp"]
    shown = documents[columns].rename(columns={"awards": "standing_awards", "award_gbp": "standing_gbp"})
    return shown.drop(columns=[name for name in ("reference", "source") if (shown[name] == "").all()])


def history_listed(history: pd.DataFrame) -> pd.DataFrame:
    """The changes of `load_history`, with dates in words."""
    columns = ["service", "change", "before_gbp", "after_gbp", "changed_gbp", "provider", "change_date", "stated_in"]
    days = pd.array([in_words(day) for day in history["change_date"]], dtype="str")
    implied = {
        f"{end}_implied_gbp": history[f"{end}_gbp"].where(history[f"{end}_status"] == IMPLIED, 0.0)
        for end in ("before", "after")
    }
    return history[columns].assign(change_date=days, **implied)
