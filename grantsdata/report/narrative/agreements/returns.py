"""Write sentences on returns, and choose what their tables list."""

import pandas as pd

from grantsdata.model.paper import Paper
from grantsdata.model.schema import (
    HALVES,
    LATE,
    NEAR_PROFILE,
    OFF_PROFILE,
    ON_PROFILE,
    ON_TIME,
    OUTSTANDING,
    SMALL,
    UNDATED,
    WITHHELD,
)
from grantsdata.report.narrative.agreements.listed import filled
from grantsdata.report.narrative.agreements.sentences import none_on_file
from grantsdata.report.narrative.figures import counted, year_of
from grantsdata.report.traced import Sentence, figure, joined, listed, write

STATES, PERFORMANCE = "What came back from each award", "Each figure against its profile"
"""The captions of tables whose rows sentences count."""
REMARKS = "How far each figure can be relied on, and what the provider says"
ACCOUNT, BESIDE = "Figures by half-year, by the fund that pays", "Awards beside the people helped in the same year"

_HALVES = {"in_first_half": HALVES[0], "in_second_half": HALVES[1]}


def about_returns(paper: Paper) -> Sentence:
    """What the page is, in a sentence."""
    return write("What providers reported for the awards of {year}, beside what was expected.", year=year_of(paper))


def returns_headline(states: pd.DataFrame, paper: Paper) -> Sentence:
    """How many awards have a return for each half-year; `states` is from `summaries.returns_by_award`."""
    sentences = []
    for column, half in _HALVES.items():
        came = states[states[column].isin([ON_TIME, LATE, UNDATED])]
        if (states[column] == "").all():
            continue
        verb = "has" if 1 in (len(came), len(states)) else "have"
        sentences.append(
            write(
                f"{{came}} of {{all}} {verb} a return for the {half} of {{year}}.",
                came=figure(str(len(came)), "listed", STATES, **{column: [ON_TIME, LATE, UNDATED]}),
                all=counted(figure(str(len(states)), "listed", STATES), "award"),
                year=year_of(paper),
            )
        )
    return joined(sentences) if sentences else none_on_file("return", paper, " for {year}")


def returns_verdict(shown: pd.DataFrame) -> Sentence:
    """How many figures are on profile, near it and off it; `shown` is from `summaries.performance`."""
    sides = [(ON_PROFILE, "on profile or better"), (NEAR_PROFILE, "near profile"), (OFF_PROFILE, "off profile")]
    parts: list[Sentence] = []
    for side, words in sides:
        if number := int((shown["against_profile"] == side).sum()):
            verb = "" if parts else "is " if number == 1 else "are "
            count = figure(str(number), "listed", PERFORMANCE, against_profile=side)
            parts.append(write(f"{{count}} {verb}{words}", count=count))
    if not parts:
        return Sentence(["No figure that is shown has a profile beside it."])
    return write("Of the figures that are shown beside a profile, {parts}.", parts=listed(parts))


def returns_late(states: pd.DataFrame) -> Sentence:
    """How many returns came late and how many are missing, for each half-year."""
    sentences = []
    verbs = {LATE: ("is late", "are late"), OUTSTANDING: ("is missing", "are missing")}
    for column, half in _HALVES.items():
        numbers = {state: int((states[column] == state).sum()) for state in (LATE, OUTSTANDING)}
        if (states[column] == "").all():
            continue
        counts = [
            write(
                f"{{count}} {verbs[state][number != 1]}",
                count=counted(figure(str(number), "listed", STATES, **{column: state}), "return"),
            )
            for state, number in numbers.items()
            if number
        ]
        text = f"For the {half}, {{counts}}."
        sentences.append(
            write(text, counts=listed(counts)) if counts else f"For the {half}, no return is late or missing."
        )
    return joined(sentences or [Sentence(["Returns are listed by award once one is on file."])])


def withheld_note(table: pd.DataFrame) -> Sentence:
    """What the mark for a figure that is not shown means; "" if the table has none."""
    if not table.astype("object").map(lambda cell: WITHHELD in str(cell)).any(axis=None):
        return Sentence([])
    return write(
        f"{WITHHELD}: not shown. Either the count is under {{small}}, so that it could identify somebody, or such a "
        f"count could be worked out from it.",
        small=figure(str(SMALL), "constant", "SMALL"),
    )


def profile_note() -> Sentence:
    """What the words on performance mean."""
    return write(
        "A profile is what was expected for the half-year. Near profile: short of it by at most {near} of the profile.",
        near=figure("10%", "constant", "NEAR_PROFILE_SHARE"),
    )


def remarks_note() -> Sentence:
    """Which remarks are not shown."""
    return Sentence(["Remarks with numbers in them are not shown, since they could give a count away."])


def account_note() -> Sentence:
    """How the figures of the two half-years make one of the year."""
    text = (
        "Year: both half-years together, where both are on file. A person is counted once in the year by each service, "
        "so that somebody who gets help from several counts for each."
    )
    return Sentence([text])


def same_period() -> Sentence:
    """Why some measures have no award beside them."""
    text = (
        "An award is for the whole year, so only people helped in both half-years stand beside it. The amount is not "
        "divided by their number, since a service may help in other ways too."
    )
    return Sentence([text])


def states_listed(states: pd.DataFrame) -> pd.DataFrame:
    """The table of `summaries.returns_by_award`, with providers only where two awards are for the same service.

    No rows if no return is on file or due.
    """
    if (states[list(_HALVES)] == "").all(axis=None):
        return states.iloc[:0]
    return filled(states, *_names(states), *_HALVES)


def performance_listed(shown: pd.DataFrame) -> pd.DataFrame:
    """The table of `summaries.performance`, without columns that are blank in every row."""
    columns = ("period", "profile", "reported", "against_profile", "direction")
    return filled(shown, "measure", *_names(shown)[1:], *columns).assign(service=shown["service"])


def remarks_listed(shown: pd.DataFrame) -> pd.DataFrame:
    """How far the figures can be relied on, and what providers say; from the same table."""
    columns = ("period", "data_quality", "narrative")
    return filled(shown, "measure", *_names(shown)[1:], *columns).assign(service=shown["service"])


def account_listed(account: pd.DataFrame, paper: Paper) -> pd.DataFrame:
    """The table of `summaries.by_half_year`, under each stream with who pays for it."""
    funders = {stream.name: stream.funder for stream in paper.streams}
    under = [f"{stream} (paid from: {funders[stream]})" for stream in account["stream"]]
    return filled(account, *_names(account), "measure", *_HALVES, "in_year").assign(under=under)


def beside_listed(beside: pd.DataFrame) -> pd.DataFrame:
    """The table of `summaries.cost_beside_people`."""
    return filled(beside, *_names(beside), "measure", "in_year", "award_gbp", "implied_gbp")


def _names(table: pd.DataFrame) -> list[str]:
    pairs = table[["service", "provider"]].drop_duplicates()
    return ["service", "provider"] if pairs["service"].duplicated().any() else ["service"]
