"""A financial year of a project, of which what is read is read once; also as at a day, or with the paper alone."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from grantsdata.awards.agreements.records import records_of_awards
from grantsdata.awards.contributions import contributions_of
from grantsdata.awards.documents.printed import printed_awards, with_dtypes
from grantsdata.awards.documents.states import known_awards
from grantsdata.awards.documents.states import varied as with_variations
from grantsdata.errors import ParameterError
from grantsdata.model.documents.document import THE_PAPER
from grantsdata.model.paper import Paper
from grantsdata.model.years import FinancialYear, parse_day
from grantsdata.sources.files.plain_file import are_as_seen, watched
from grantsdata.sources.paper import read_paper
from grantsdata.sources.register import Register, read_register

R = TypeVar("R")


class Year:
    """A financial year of a project. What is read or derived of it is read or derived once.

    Pass the object on to whatever works on the same state of the files; `open_year` finds the state of now. A faulty
    file raises its error at each access, and is read again at each. `paper` and `register` replace what is on file,
    for a search for further faults when these are faulty themselves.

    A year as at a day has only what documents had stated by then, and `laid_before_the_board` only what the paper
    states; `whole` is the year as it is on file.
    """

    def __init__(
        self,
        year: FinancialYear,
        root: Path,
        *,
        paper: Paper | None = None,
        register: Register | None = None,
        whole: "Year | None" = None,
        only: str = "",
    ) -> None:
        self.year, self.root, self.only = year.plain, root, only
        self.as_at = parse_day(year.as_at)
        self.whole = self if self.as_at is None and not only else whole or Year(year.plain, root, register=register)
        self._paper, self._register = paper, register
        self._made: dict[object, Any] = {}
        self._read: set[tuple[str, str]] = set() if self.whole is self else self.whole._read

    def once(self, make: Callable[..., R], *arguments: object) -> R:
        """Return `make(self, *arguments)`, which is run once for the same arguments; no caller may change the result.

        So a function of a package that comes after this one, such as `findings_of`, keeps its result with the year too.
        """
        key = make, *arguments
        if key not in self._made:
            with watched() as read:
                self._made[key] = make(self, *arguments)
            self._read |= read
        return self._made[key]  # type: ignore[no-any-return]

    def is_current(self) -> bool:
        """Whether every file that was read for this object still has the same content."""
        return are_as_seen(self._read, self.root)

    @property
    def paper(self) -> Paper:
        """What `paper.toml` declares. Raises YearError if there is none, and PaperError if it is faulty."""
        return self._paper or self.once(_paper)

    @property
    def register(self) -> Register:
        """The register of providers. Raises RegisterError if it is faulty."""
        return self._register or self.whole.once(_register)

    def awards(self, include_implied: bool = True, varied: bool = True) -> pd.DataFrame:
        """Return the awards of `load_awards`, as a copy that the caller may change. Raises the same errors."""
        check_include_implied(include_implied)
        return self.once(_awards if varied else _printed_awards, include_implied).copy()

    def withdrawn(self, include_implied: bool = True) -> pd.DataFrame:
        """Return the awards that documents have withdrawn, with the columns of `load_awards`; no caller may change it.

        Their amount is £0. Raises the errors of `load_awards`.
        """
        return self.once(_state, include_implied)[1]

    def every_award(self, include_implied: bool = True) -> pd.DataFrame:
        """Return all awards of all documents of the year as these print them, whether or not they still stand.

        Tables beside the awards are tied to these. No caller may change it. Raises the errors of `load_awards`.
        """
        return self.whole.once(_every_award, include_implied)

    def at(self, day: date) -> "Year":
        """Return the year as at a day."""
        return self.whole.once(_at, day)

    def laid_before_the_board(self) -> "Year":
        """Return the year with what the paper itself states, and nothing of other documents."""
        return self.whole.once(_laid_before_the_board)

    def contributions(self) -> pd.DataFrame:
        """Return the contributions of `load_contributions`, as a copy. Raises the same errors."""
        return self.once(_contributions).copy()


def check_include_implied(include_implied: object) -> None:
    """Raise ParameterError unless the value is True or False."""
    if not isinstance(include_implied, bool):
        raise ParameterError(f"include_implied is {include_implied!r}; expected True or False.")


def _paper(year: Year) -> Paper:
    if year.whole is year:
        return read_paper(year.year, year.root)
    return year.whole.paper.in_state(year.as_at, year.only)


def _at(year: Year, day: date) -> Year:
    return Year(replace(year.year, as_at=day.isoformat()), year.root, whole=year)


def _laid_before_the_board(year: Year) -> Year:
    return Year(year.year, year.root, whole=year, only=THE_PAPER)


def _register(year: Year) -> Register:
    return read_register(year.root)


def _awards(year: Year, include_implied: bool) -> pd.DataFrame:
    return year.once(_state, include_implied)[0]


def _printed_awards(year: Year, include_implied: bool) -> pd.DataFrame:
    known = known_awards(year.every_award(include_implied), year.whole.paper, year.as_at, year.only)
    return known.reset_index(drop=True)


def _state(year: Year, include_implied: bool) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The awards that stand, and those that were withdrawn."""
    paper, printed = year.whole.paper, year.once(_printed_awards, include_implied)
    if not paper.documents or year.only:
        return printed, printed.iloc[:0]
    variations = year.whole.once(_variations)
    awards, withdrawn = with_variations(printed, variations, paper, year.as_at)
    return with_dtypes(awards, [paper]), with_dtypes(withdrawn, [paper])


def _variations(year: Year) -> pd.DataFrame:
    return records_of_awards(year.paper, "variations", year.root, year.every_award())


def _contributions(year: Year) -> pd.DataFrame:
    every = contributions_of(year.whole.paper, year.every_award(), year.root)
    if not year.whole.paper.documents:
        return every
    return every[every["award_id"].isin(year.awards()["award_id"])].reset_index(drop=True)


def _every_award(year: Year, include_implied: bool) -> pd.DataFrame:
    return printed_awards(year.paper, year.root, year.register, include_implied)
