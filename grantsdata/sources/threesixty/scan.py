"""Grants of a file of millions of rows, counted and added up in one pass by Polars, a block of rows at a time.

Here only what is plain beyond doubt is read: amounts such as `£12,345.00`, days such as `2016-04-01`. Every other text
is handed on as it stands, once with the number of its rows, for `grant_cells` to read or to refuse.
"""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from grantsdata.errors import ExtraError, SourceError
from grantsdata.sources.threesixty.tallies import Tally

# Polars reads blocks ahead; smaller ones than it takes by itself halve its memory and cost no time.
os.environ.setdefault("POLARS_CSV_CHUNK_SIZE", "4000000")

try:
    import polars as pl
except ImportError:
    raise ExtraError.of("Tables of national size", "Polars", "national") from None

PLAIN_AMOUNT = r"^£?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}|[1-9][0-9]{0,11})(?:\.[0-9]{2})?$"
"""Amounts that `money` reads as they stand, in pounds, with pence or without; at most twelve digits before them."""

PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

_POUNDS = pl.Decimal(18, 2)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099

LABELS = ("stream", "provider_type", "provider_printed", "financial_year", "currency")
"""Columns that are kept as texts: few of them differ, so that reading them later is as quick."""


def scanned(path: Path, columns: Mapping[str, str]) -> pl.LazyFrame:
    """A CSV file as typed columns; nothing is read yet. The texts of `LABELS` that it has; `pounds`, exact where the
    amount is plain, and `award_printed` where it is not; `year`, in which the financial year of a plain day begins, and
    `award_date` where it is not plain.

    `columns`: meaning → title in the file, as `columns_of` gives them.
    """
    return typed(texts_of(path), columns)


def texts_of(path: Path) -> pl.LazyFrame:
    """All columns of a CSV file as texts, an empty cell the empty text; that it is a table is shown elsewhere."""
    return pl.scan_csv(path, infer_schema=False, empty_string_is_null=False, glob=False)


def typed(texts: pl.LazyFrame, columns: Mapping[str, str]) -> pl.LazyFrame:
    """The same for texts that are read already."""
    amount = pl.col(columns["award_printed"])
    is_plain = amount.str.contains(PLAIN_AMOUNT)
    pounds = amount.str.replace_all(",", "", literal=True).str.strip_prefix("£").cast(_POUNDS, strict=False)
    made = [pl.col(columns[meaning]).alias(meaning) for meaning in LABELS if meaning in columns]
    made += [_left(amount, is_plain, "award_printed"), pl.when(is_plain).then(pounds).alias("pounds")]
    if "award_date" in columns:
        text = pl.col(columns["award_date"])
        day = pl.when(text.str.contains(PLAIN_DAY)).then(text.str.to_date("%Y-%m-%d", strict=False))
        year = day.dt.offset_by("-3mo").dt.year()
        is_known = year.is_between(_FIRST_YEAR, _LAST_YEAR).fill_null(False)
        made += [_left(text, is_known, "award_date"), pl.when(is_known).then(year).alias("year")]
    return texts.select(made)


def _left(text: pl.Expr, is_read: pl.Expr, meaning: str) -> pl.Expr:
    return pl.when(~is_read).then(text).alias(meaning)


def tallies(frame: pl.LazyFrame, meanings: Sequence[str]) -> list[Tally]:
    """The rows of a typed frame by what these meanings hold, in no order; SourceError if Polars cannot go on."""
    keyed = asked(frame, meanings)
    with _located():
        keys = [name for name in keyed.collect_schema().names() if name != "pounds"]
        counted = keyed.group_by(keys).agg(pl.len().alias("rows"), pl.col("pounds").sum())
        found = counted.collect(engine="streaming")
    return [_tally(row) for row in found.iter_rows(named=True)]


def asked(frame: pl.LazyFrame, meanings: Sequence[str]) -> pl.LazyFrame:
    """Of a typed frame `pounds` and the columns of these meanings; with `award_date` its year too."""
    return frame.select(*meanings, *(["year"] if "award_date" in meanings else []), "pounds")


def _tally(row: dict[str, object]) -> Tally:
    rows, pounds, year = row.pop("rows"), row.pop("pounds"), row.pop("year", None)
    texts = {meaning: text for meaning, text in row.items() if isinstance(text, str)}
    assert isinstance(rows, int)
    return Tally(
        texts,
        rows,
        year if isinstance(year, int) else None,
        pounds if isinstance(pounds, Decimal) and "award_printed" not in texts else None,
    )


def rows_with(
    frame: pl.LazyFrame, meanings: Sequence[str], refused: Mapping[str, Iterable[str]], most: int
) -> Iterator[tuple[int, dict[str, str | None]]]:
    """The first rows of a typed frame that hold one of the refused texts: the file's row, and its texts by meaning."""
    hits = [pl.col(meaning).is_in(list(texts)).fill_null(False) for meaning, texts in refused.items()]
    keyed = (
        asked(frame, meanings)
        .select(meaning for meaning in meanings if meaning in refused)
        .with_row_index("row", offset=2)
    )
    with _located():
        found = keyed.filter(pl.any_horizontal(hits)).head(most).collect(engine="streaming").sort("row")
    for row in found.iter_rows(named=True):
        yield int(row.pop("row")), row


def write_typed(frame: pl.LazyFrame, path: Path) -> None:
    """A typed frame as a Parquet file, its rows in their order; the same frame gives the same bytes."""
    with _located():
        frame.sink_parquet(path, compression="zstd", row_group_size=_ROWS_TOGETHER, statistics=False)


_ROWS_TOGETHER = 1 << 18


def read_typed(path: Path) -> pl.LazyFrame:
    """A typed frame that `write_typed` has written."""
    return pl.scan_parquet(path, glob=False)


@contextmanager
def _located() -> Iterator[None]:
    try:
        yield
    except pl.exceptions.PolarsError as error:
        said = str(error).partition("\n")[0]
        raise SourceError(f"The file cannot be read as CSV in UTF-8: {said}.") from None
