"""What a printed period is of a financial year: the year itself, one of its halves, or another period."""

from grantsdata.errors import ParameterError
from grantsdata.vocabulary import OTHER_PERIOD, PERIODS
from grantsdata.years import FinancialYear


def part_of_year(printed: str, year: FinancialYear) -> str:
    """Which part of `year` a printed period is: one of `vocabulary.PERIODS`, or "another period".

    Only the forms that data/raw/README.md lists count, in any capitals. A period that only may be meant, such as
    "the year" or "a nine-month period", is another one.
    """
    told = " ".join(printed.casefold().replace("/", "-").replace("–", "-").split()).removeprefix("the ")
    return next((part for part, forms in _forms(year).items() if told in forms), OTHER_PERIOD)


def check_period(period: str) -> None:
    """ParameterError unless `period` is one of `vocabulary.PERIODS`."""
    if period not in PERIODS:
        listed = ", ".join(f'"{one}"' for one in PERIODS)
        raise ParameterError(f'The period is "{period}"; expected one of {listed}.')


def _forms(year: FinancialYear) -> dict[str, set[str]]:
    first, last = year.start.year, year.end.year
    names = {str(year), f"{first}-{last}"}
    return {
        "year": {
            *names,
            *(f"year {name}" for name in names),
            *(f"financial year {name}" for name in names),
            f"april {first} to march {last}",
            f"1 april {first} to 31 march {last}",
        },
        "first half": {
            *(f"first half of {name}" for name in names),
            f"april to september {first}",
            f"1 april to 30 september {first}",
        },
        "second half": {
            *(f"second half of {name}" for name in names),
            f"october {first} to march {last}",
            f"1 october {first} to 31 march {last}",
        },
    }
