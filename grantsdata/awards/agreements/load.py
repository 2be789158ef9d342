"""Load what is on file about what becomes of the awards: agreements, payments, returns and so on, a row per line.

Of a year as at a day, each function gives what was on file on that day, as `on_file` says.
"""

from pathlib import Path

import pandas as pd

from grantsdata.awards.agreements.figures import parse_number
from grantsdata.awards.agreements.on_file import on_file_by
from grantsdata.awards.agreements.records import records_of_awards
from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.declared.other_tables import AGREEMENT_TABLES
from grantsdata.model.schema import FIGURES_OF_RETURNS


def load_agreements(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the agreements that the year's awards are made under: a row per agreement.

    Columns: financial_year (of the table), award_id, stream, service, provider (of the award; empty if it has none),
    reference, signed, start, end (ISO dates), term (how long, as printed), amount_printed, amount_pence, amount_gbp
    (the whole amount), by_year (the amounts of its years, as printed), break_clause, said_in, source_file, source_row.
    Texts that are not on file are "", amounts are empty. No rows if the year has no such table.

    Raises SourceError with all faults of the table, and errors like `load_awards` if the awards are faulty.

    >>> import grantsdata as gd
    >>> gd.load_agreements("2017-18")[["service", "term", "said_in"]]
                                      service      term        said_in
    0  Counselling for young victims of crime  two-year  paragraph 4.2
    """
    return _records(year, "agreements", project)


def load_conditions(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the conditions that awards are made under: a row per award and condition; awards of the same service and
    provider share them.

    Columns: financial_year, award_id, stream, service, provider, condition, due, met_on (ISO dates, "" if not on
    file), evidence, said_in, source_file, source_row. Raises errors like `load_agreements`.

    >>> import grantsdata as gd
    >>> conditions = gd.load_conditions("2017-18")
    >>> len(conditions), conditions["met_on"].unique().tolist()
    (6, [''])
    """
    return _records(year, "conditions", project)


def load_payments(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the money that was paid, held back or returned: a row per payment.

    Columns: financial_year, award_id, stream, service, provider, date (ISO; "" where held back without one), kind (one
    of `schema.PAYMENT_KINDS`), amount_printed, amount_pence, amount_gbp (above 0 for each kind: never add up kinds),
    instalment, held_back_because, said_in, source_file, source_row. Raises errors like `load_agreements`.

    >>> import grantsdata as gd
    >>> len(gd.load_payments("2017-18"))  # the paper states none
    0
    """
    return _records(year, "payments", project)


def load_variations(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the changes of awards after the paper: a row per variation.

    Columns: financial_year, award_id, stream, service, provider, date (ISO), what_changed, amount_before_printed,
    amount_before_pence, amount_before_gbp, the same of amount_after (empty if the amount stays), said_in, source_file,
    source_row; where `paper.toml` lists documents also document (the one that says so, by its id), stated_in (the same
    in words) and counts_from (the day from which it counts: not before the date of that document). Raises errors like
    `load_agreements`.

    >>> import grantsdata as gd
    >>> len(gd.load_variations("2017-18"))  # the paper states none
    0
    """
    return _records(year, "variations", project)


def load_single_tenders(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load the register of single tenders: a row per award.

    Columns: financial_year, award_id, stream, service, provider, circumstance (one of `schema.TENDER_CIRCUMSTANCES`,
    or "" if not on file), evidence, approved_by, expiry (ISO date), said_in, source_file, source_row. Raises errors
    like `load_agreements`.

    >>> import grantsdata as gd
    >>> len(gd.load_single_tenders("2017-18"))
    3
    """
    return _records(year, "tenders", project)


def load_returns(year: YearLike, *, project: str | Path | None = None) -> pd.DataFrame:
    """Load what is due and what came back for each half-year: a row per award, half-year and measure.

    Columns: financial_year, award_id, stream, service, provider, period (first half, second half), measure, kind (one
    of `schema.MEASURE_KINDS`), unit, better (higher, lower), part_of (the measure whose part it is), target, numerator,
    denominator, actual (numbers; a share is numerator of denominator and has no actual), data_quality (one of
    `schema.DATA_QUALITY`), narrative, due, returned_on (ISO dates; "" if not on file, or not returned), said_in,
    source_file, source_row. Awards of the same service and provider have one return, with the identifier of the first.
    Figures are as returned, small ones too: `summaries.performance` and the
    like show what may be published. Raises errors like `load_agreements`.

    >>> import grantsdata as gd
    >>> len(gd.load_returns("2017-18"))  # the paper states none
    0
    """
    lines = _records(year, "returns", project).drop_duplicates("source_row", ignore_index=True)
    for name in ("target", *FIGURES_OF_RETURNS):
        lines[name] = pd.Series([parse_number(text) for text in lines[name]], lines.index).astype("Float64")
    return lines


def _records(year: YearLike, key: str, project: str | Path | None) -> pd.DataFrame:
    return open_year(year, project).once(_checked, key).copy()


def undated_records(year: YearLike, *, project: str | Path | None = None) -> dict[str, int]:
    """Return for a year as at a day how many lines of each table are left out since they have no date.

    The keys are those of `AGREEMENT_TABLES`; tables with no such line are not among them, nor is any table of a
    year as it is on file. Raises errors like `load_agreements`.
    """
    opened = open_year(year, project)
    if opened.as_at is None or opened.only:
        return {}
    counts = {key: opened.once(_on_file, key)[1] for key in opened.paper.other_tables if key in AGREEMENT_TABLES}
    return {key: count for key, count in counts.items() if count}


def _checked(year: Year, key: str) -> pd.DataFrame:
    if year.as_at is None or year.only:
        return records_of_awards(year.paper, key, year.root, year.every_award())
    return year.once(_on_file, key)[0]


def _on_file(year: Year, key: str) -> tuple[pd.DataFrame, int]:
    assert year.as_at is not None
    known = {*year.awards()["award_id"], *year.withdrawn()["award_id"]}
    return on_file_by(year.whole.once(_checked, key), key, year.as_at, year.whole.paper, known)
