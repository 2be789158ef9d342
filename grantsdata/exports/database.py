"""Write a year's tables as one SQLite database, with keys, views of the breakdowns, and the data's origin.

Source of the file format: https://www.sqlite.org/fileformat2.html.
"""

import errno
import sqlite3
from collections.abc import Iterable, Mapping, Sequence, Set
from contextlib import closing
from pathlib import Path
from typing import Any, NamedTuple

import pandas as pd

from grantsdata.exports.files import DATABASE
from grantsdata.exports.origin import Origin
from grantsdata.model.schema import DOCUMENT_COLUMNS, NOT_IN_REGISTER, NOT_YET_ALLOCATED

_TABLES = Path(__file__).with_name("grants.sql")

_NO_PROVIDER, _NO_PAYEE = "Not yet allocated", "Not named in the paper"

VIEWS = {
    "by_stream": {"stream": "stream"},
    "by_provider_type": {"provider_type": "provider_type"},
    "by_stream_and_provider_type": {"stream": "stream", "provider_type": "provider_type"},
    "by_provider": {"provider": f"coalesce(provider, '{_NO_PROVIDER}')", "provider_type": "provider_type"},
    "by_payee": {
        "payee": f"CASE provider_type WHEN '{NOT_YET_ALLOCATED}' THEN '{_NO_PROVIDER}' "
        f"ELSE coalesce(payee, '{_NO_PAYEE}') END",
    },
    "by_arrangement": {"arrangement": "arrangement"},
    "by_theme": {"theme": "theme"},
}  # fmt: skip
"""View → the columns that identify its rows, each with its SQL expression."""

_SUMS = """\
    count(*) AS awards,
    coalesce(sum(award_pence), 0) AS award_pence,
    coalesce(sum(award_pence), 0) / 100.0 AS award_pounds,
    sum(CASE award_status WHEN 'implied' THEN award_pence ELSE 0 END) AS implied_pence"""

_PAGE = 4096

_VERSION_AT = 96
"""The offset in the file's header of the SQLite version that wrote it; no reader needs it (file format, 1.3.18)."""

_TREE_PAGES = {2: 12, 5: 12, 10: 8, 13: 8}
"""First byte of a page of a table or an index → the length of the page's header (file format, 1.6)."""


class Content(NamedTuple):
    """The tables of the database, as the loaders of `awards` and `reconcile` return them; `providers` is the register
    of providers, and `records` are the tables of `tables.year_records`."""

    awards: pd.DataFrame
    streams: pd.DataFrame
    budgets: pd.DataFrame
    findings: pd.DataFrame
    printed_totals: pd.DataFrame
    contributions: pd.DataFrame
    separate_funds: pd.DataFrame
    measures: pd.DataFrame
    providers: pd.DataFrame
    records: Mapping[str, pd.DataFrame]


def write_database(content: Content, origin: Origin, folder: Path) -> list[Path]:
    """Write `grants.sqlite` into a folder and return the file. Amounts are whole pence, in the views also pounds.

    The same content gives the same bytes, whichever version of SQLite writes it. Raises OSError if SQLite cannot write.
    """
    path = folder / DATABASE
    path.unlink(missing_ok=True)
    try:
        # One transaction, since the header counts transactions. Nothing reads the file before it is complete.
        with closing(sqlite3.connect(path, isolation_level=None)) as database:
            database.execute("PRAGMA foreign_keys = ON")
            database.execute(f"PRAGMA page_size = {_PAGE}")
            database.execute("PRAGMA secure_delete = ON")  # moved content leaves no bytes at its old place
            database.execute("PRAGMA synchronous = OFF")
            database.execute("PRAGMA journal_mode = MEMORY")
            awards = set(content.awards["award_id"])
            made = "\n".join(_made(name, table, awards) for name, table in content.records.items())
            database.executescript(f"BEGIN;\n{_TABLES.read_text(encoding='utf-8')}\n{made}\n{_views()}")
            for column in (one.name for one in DOCUMENT_COLUMNS if one.name in content.awards):
                database.execute(f"ALTER TABLE awards ADD COLUMN {column} TEXT")
            for name, table in _tables(content, origin).items():
                _insert(database, name, table)
            database.execute("COMMIT")
    except sqlite3.OperationalError as error:
        full = errno.ENOSPC if "full" in str(error) else errno.EIO
        raise OSError(full, str(error), str(path)) from error
    path.write_bytes(_without_leftovers(path.read_bytes()))
    return [path]


def _without_leftovers(content: bytes) -> bytes:
    """The same database with 0 in two places that no reader uses: the version of SQLite, and the bytes between a page's
    list of cells and its cells, which only some versions set to 0."""
    clean = bytearray(content)
    clean[_VERSION_AT : _VERSION_AT + 4] = bytes(4)
    for page in range(0, len(clean), _PAGE):
        header = page or 100  # the first page begins with the file's own header
        if clean[header] in _TREE_PAGES:
            cells, first = (int.from_bytes(clean[header + at : header + at + 2]) for at in (3, 5))
            unused = header + _TREE_PAGES[clean[header]] + 2 * cells
            clean[unused : page + first] = bytes(page + first - unused)
    return bytes(clean)


def _views() -> str:
    views = []
    for name, labels in VIEWS.items():
        columns = ",\n".join(f"    {expression} AS {label}" for label, expression in labels.items())
        places = ", ".join(str(at + 1) for at in range(len(labels)))
        views.append(
            f"CREATE VIEW {name} AS SELECT\n{columns},\n{_SUMS}\n"
            f"FROM awards GROUP BY {places} ORDER BY award_pence DESC, {places};"
        )
    return "\n".join(views)


def _tables(content: Content, origin: Origin) -> dict[str, pd.DataFrame]:
    """The content of each table in `grants.sql`, with the tables first to which others refer."""
    streams, totals = content.streams, content.printed_totals
    # No measure names a service that several awards share, so each matches one award at most.
    measures = content.measures.merge(
        content.awards[["stream", "service", "award_id"]].astype({"stream": "str"}),
        how="left", left_on=["stream", "awarded_service"], right_on=["stream", "service"], suffixes=("", "_of_award"),
    )  # fmt: skip
    stream_names = content.budgets["name"].where(content.budgets["level"] == "stream")
    return {
        "about": pd.DataFrame(list(origin.facts()), columns=["fact", "text"]),
        "inputs": pd.DataFrame(list(origin.inputs), columns=["file", "sha256"]),
        "streams": streams.assign(place=range(1, len(streams) + 1)),
        "budgets": content.budgets.assign(stream=stream_names),
        "providers": _providers(content),
        "awards": content.awards.assign(place=range(1, len(content.awards) + 1)),
        "findings": content.findings,
        "printed_totals": totals.assign(stream=totals["only_stream"]),
        "contributions": content.contributions,
        "separate_funds": content.separate_funds,
        "measures": measures,
        **content.records,
    }


def _made(name: str, table: pd.DataFrame, awards: Set[str]) -> str:
    """The statements that make the table of some records: their columns, but for amounts in pounds.

    It refers to the awards unless it has an award that a document has withdrawn.
    """
    refers = {"stream": " REFERENCES streams (stream)"}
    if "award_id" in table and set(table["award_id"]) <= awards:
        refers["award_id"] = " NOT NULL REFERENCES awards (award_id)"
    columns = [
        f"{column} {_type(table[column])}{refers.get(str(column), '')}" for column in table if not _is_gbp(column)
    ]
    index = f"CREATE INDEX {name}_award ON {name} (award_id);" if "award_id" in table else ""
    return f"CREATE TABLE {name} (line INTEGER PRIMARY KEY, {', '.join(columns)});\n{index}"


def _type(cells: pd.Series) -> str:
    if pd.api.types.is_float_dtype(cells):
        return "NUMERIC"  # a whole number is kept as one
    return "INTEGER" if pd.api.types.is_integer_dtype(cells) else "TEXT"


def _providers(content: Content) -> pd.DataFrame:
    """The providers and payees of these awards, with their type and identifier from the register."""
    names = pd.concat([content.awards["provider"], content.awards["payee"]]).dropna().drop_duplicates()
    known = content.providers.drop_duplicates("provider").set_index("provider")
    registered = known.reindex(names)
    return pd.DataFrame(
        {
            "provider": names.to_numpy(),
            "provider_type": registered["provider_type"].fillna(NOT_IN_REGISTER).to_numpy(),
            "identifier": registered["identifier"].to_numpy(),
        }
    )


def _insert(database: sqlite3.Connection, name: str, table: pd.DataFrame) -> None:
    """Fill a table of the database with its columns of `table`, converting pounds to pence."""
    existing = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
    pence = {f"{str(column).removesuffix('_gbp')}_pence": _pence(table[column]) for column in table if _is_gbp(column)}
    filled = table.assign(**{column: cells for column, cells in pence.items() if column not in table})
    columns = [column for column in existing if column in filled]
    placeholders = ", ".join("?" * len(columns))
    rows = ([_plain(cell) for cell in row] for row in _rows(filled[columns]))
    database.executemany(f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({placeholders})", rows)


def _is_gbp(column: object) -> bool:
    return str(column).endswith("_gbp")


def _pence(pounds: pd.Series) -> pd.Series:
    return (pounds * 100).round().astype("Int64")


def _rows(table: pd.DataFrame) -> Iterable[Sequence[Any]]:
    cells = table.astype("object")
    return cells.where(cells.notna(), None).itertuples(index=False, name=None)


def _plain(cell: Any) -> Any:
    """The cell as a type that SQLite knows; an empty text becomes NULL."""
    if isinstance(cell, str):
        return cell or None
    if isinstance(cell, pd.Timestamp):
        return cell.date().isoformat()
    return cell.item() if hasattr(cell, "item") else cell
