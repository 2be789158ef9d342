"""Count and add up the grants of a file of millions of rows with Polars, in one pass and in blocks of rows.

Only amounts such as `£12,345.00` and days such as `2016-04-01`, which are clear, are read here. Every other text is
returned once, with the number of its rows, for `cells` to read or to refuse.
"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from grantsdata.errors import SourceError
from grantsdata.model.schema import INDIVIDUAL
from grantsdata.sources.threesixty.csv_layout import Layout
from grantsdata.sources.threesixty.readings import BEYOND
from grantsdata.sources.threesixty.tallies import Tally

# Polars reads blocks ahead; blocks smaller than its default halve its memory and cost no time.
os.environ.setdefault("POLARS_CSV_CHUNK_SIZE", "4000000")

import polars as pl

PLAIN_AMOUNT = r"^£?(?:0|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,3}|[1-9][0-9]{0,11})(?:\.[0-9]{2})?$"
"""Clear amounts in pounds, with or without pence, with at most twelve digits for the pounds."""

PLAIN_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"

_POUNDS = pl.Decimal(18, 2)
_FIRST_YEAR, _LAST_YEAR = 1900, 2099

LABELS = ("stream", "provider_type", "provider_printed", "financial_year", "currency")
"""Columns that stay texts: they have few different values, so reading these values later costs little time."""

_CLEAR_NAME = r"^[ -~]*[!-~][ -~]*$"
_VISIBLE = r"[^\s\x00-\x20]"


def scanned(path: Path, layout: Layout, columns: Mapping[str, str], rows: int | None = None) -> pl.LazyFrame:
    """Return a CSV file as typed columns, without reading it yet, except for its identifiers.

    `columns` maps meanings to titles, as in `columns_of`. The result has the columns of `LABELS` that the file has;
    `pounds` (exact) for a clear amount and `award_printed` for any other; `year`, in which the financial year begins,
    for a clear day and `award_date` for any other; `award_id` and `service` for those that cannot be read.
    """
    texts = texts_of(path, layout, rows)
    places = {meaning: _column(layout.titles.index(title)) for meaning, title in columns.items()}
    beyond = [_column(place) for place in range(layout.header_cells, len(layout.titles))]
    return typed(texts, places, _repeated(texts, places["award_id"]) if "award_id" in places else (), beyond)


def texts_of(path: Path, layout: Layout, rows: int | None = None) -> pl.LazyFrame:
    """Return the rows of a CSV file as texts, an empty cell as ""; `csv_shape` checks that the file is a table."""
    schema = {_column(place): pl.String for place in range(len(layout.titles))}
    return pl.scan_csv(
        path, has_header=False, skip_lines=layout.header_lines, schema=schema, n_rows=rows, empty_string_is_null=False,
        glob=False,
    )  # fmt: skip


def _column(place: int) -> str:
    return f"column {place}"


def _repeated(texts: pl.LazyFrame, column: str) -> list[str]:
    """Return the identifiers that occur twice. Hashes are compared first, since millions of texts take much memory."""
    name = pl.col(column).str.strip_chars()
    with _polars_errors():
        hashes = texts.select(name.hash()).collect(engine="streaming").to_series().sort()
        twice = hashes.filter(hashes == hashes.shift()).unique()
        if twice.is_empty():
            return []
        alike = texts.select(name.alias("name")).filter(pl.col("name").hash().is_in(twice.implode()))
        counted = alike.group_by("name").len().filter((pl.col("len") > 1) & (pl.col("name") != ""))
        return counted.collect(engine="streaming")["name"].sort().to_list()


def typed(
    texts: pl.LazyFrame, columns: Mapping[str, str], repeated: Sequence[str] = (), beyond: Sequence[str] = ()
) -> pl.LazyFrame:
    """Return columns of texts as typed columns, like `scanned`; `columns` maps meanings to columns of the frame."""
    amount = pl.col(columns["award_printed"])
    is_plain = amount.str.contains(PLAIN_AMOUNT)
    pounds = amount.str.replace_all(",", "", literal=True).str.strip_prefix("£").cast(_POUNDS, strict=False)
    labels = {meaning: pl.col(columns[meaning]) for meaning in LABELS if meaning in columns}
    if "person" in columns:
        labels |= _of_people(pl.col(columns["person"]), labels)
    typed_columns = [text.alias(meaning) for meaning, text in labels.items()]
    typed_columns += [_unread(amount, is_plain, "award_printed"), pl.when(is_plain).then(pounds).alias("pounds")]
    if "award_date" in columns:
        text = pl.col(columns["award_date"])
        day = pl.when(text.str.contains(PLAIN_DAY)).then(text.str.to_date("%Y-%m-%d", strict=False))
        year = day.dt.offset_by("-3mo").dt.year()
        is_known = year.is_between(_FIRST_YEAR, _LAST_YEAR).fill_null(False)
        typed_columns += [_unread(text, is_known, "award_date"), pl.when(is_known).then(year).alias("year")]
    for meaning in {"award_id", "service"} & columns.keys():
        text = pl.col(columns[meaning])
        is_read = text.str.contains(_VISIBLE)
        if meaning == "award_id" and repeated:
            is_read &= ~text.str.strip_chars().is_in(repeated)
        typed_columns.append(_unread(text, is_read, meaning))
    if beyond:
        text = pl.concat_str([pl.col(column).str.strip_chars() for column in beyond])
        typed_columns.append(_unread(text, text == "", BEYOND))
    return texts.select(typed_columns)


def _of_people(person: pl.Expr, labels: Mapping[str, pl.Expr]) -> dict[str, pl.Expr]:
    """Return the labels of a file with grants to people, like `rows.read_grants`."""
    body, kind = labels.get("provider_printed", pl.lit("")), labels.get("provider_type", pl.lit(None, pl.String))
    is_person, has_body = person.str.contains(_VISIBLE), body.str.contains(_VISIBLE)
    unknown = kind.is_null() | (kind == "")
    return {
        "provider_printed": pl.when(is_person & ~has_body).then(person).otherwise(body),
        "provider_type": pl.when(is_person & ~has_body & unknown).then(pl.lit(INDIVIDUAL)).otherwise(kind),
        "person": pl.when(is_person & has_body).then(person),
    }


def _unread(text: pl.Expr, is_read: pl.Expr, meaning: str) -> pl.Expr:
    return pl.when(~is_read).then(text).alias(meaning)


def tallies(frame: pl.LazyFrame, labels: Collection[str]) -> list[Tally]:
    """Group the rows of a typed frame by `labels` and by the texts that are still to be read, in no order.

    A row whose cells are clear has no other texts. Raises SourceError if Polars fails.
    """
    keyed = _keyed(frame, labels)
    with _polars_errors():
        keys = [name for name in keyed.collect_schema().names() if name != "pounds"]
        counted = keyed.group_by(keys).agg(pl.len().alias("rows"), pl.col("pounds").sum())
        found = counted.collect(engine="streaming")
    return [_tally(row) for row in found.iter_rows(named=True)]


def _keyed(frame: pl.LazyFrame, labels: Collection[str]) -> pl.LazyFrame:
    """Drop clear names that are no labels, and the year if it is none, since each value would make a group."""
    with _polars_errors():
        names = frame.collect_schema().names()
    kept = [name for name in names if name != "year" or "financial_year" in labels]
    clear = {"provider_printed": _CLEAR_NAME, "stream": _CLEAR_NAME}
    return frame.select(
        _unread(pl.col(name), pl.col(name).str.contains(clear[name]), name)
        if name in clear and name not in labels
        else name
        for name in kept
    )


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
    frame: pl.LazyFrame, refused: Mapping[str, Iterable[str]], most: int
) -> Iterator[tuple[int, dict[str, str], int | None]]:
    """Yield the first `most` rows with a refused text, in order: the row in the file, its texts, its clear pence."""
    hits = [pl.col(meaning).is_in(list(texts)).fill_null(False) for meaning, texts in refused.items()]
    with _polars_errors():
        hit = frame.with_row_index("row", offset=2).filter(pl.any_horizontal(hits))
        found = hit.head(most).collect(engine="streaming").sort("row")
    for row in found.iter_rows(named=True):
        pounds = row["pounds"]
        texts = {name: text for name, text in row.items() if isinstance(text, str)}
        yield int(row["row"]), texts, None if pounds is None else int(pounds * 100)


def write_typed(frame: pl.LazyFrame, path: Path) -> None:
    """Write a typed frame to a Parquet file with its rows in order; the same frame gives the same bytes."""
    with _polars_errors():
        frame.sink_parquet(path, compression="zstd", row_group_size=_ROW_GROUP, statistics=False)


_ROW_GROUP = 1 << 18


def read_typed(path: Path) -> pl.LazyFrame:
    """Read a typed frame that `write_typed` has written."""
    return pl.scan_parquet(path, glob=False)


@contextmanager
def _polars_errors() -> Iterator[None]:
    """Raise SourceError in place of an error of Polars."""
    try:
        yield
    except pl.exceptions.PolarsError as error:
        message = str(error).partition("\n")[0]
        raise SourceError(f"The file cannot be read as CSV in UTF-8: {message}.") from None
