"""List repairs: each place where the awards table differs from its printed cell, and why.

The list is derived from the cells before and after each step, from the awards, and from the findings about them.
"""

from collections.abc import Hashable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from grantsdata.awards.cells import AwardCells, award_cells, read_award_table, why_left_out
from grantsdata.awards.load import YearLike, open_year
from grantsdata.model.declared_table import AwardTable
from grantsdata.model.money import format_gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import explained
from grantsdata.model.schema import REPAIRS, is_implied
from grantsdata.reconcile.findings import Finding, rows_of
from grantsdata.reconcile.load import findings_of
from grantsdata.sources.files.printed_table import PrintedTable
from grantsdata.sources.paper import table_path
from grantsdata.sources.register import Register

_CORRECTION, _AMOUNT, _REMARK, _PROVIDER, _MERGED, _LEFT_OUT = REPAIRS


class _Repair(NamedTuple):
    kind: str
    file: str
    row: Hashable
    column: str
    printed: str
    read_as: str
    why: str


def load_repairs(year: YearLike, *, include_implied: bool = True, project: str | Path | None = None) -> pd.DataFrame:
    """Load every repair to one year's printed awards: a row each, by kind, then in the order of the tables and rows.

    Columns: kind (one of `schema.REPAIRS`, ordered), file, row (the header is row 1), column (as printed), printed (the
    cell before the repair, which an earlier correction may have changed), read_as, why. The list agrees with
    `load_awards` for the same `include_implied`, and raises the same errors.

    >>> import grantsdata as gd
    >>> repairs = gd.load_repairs("2017-18")
    >>> repairs.loc[repairs["kind"] == "implied amount", "read_as"].tolist()
    ['£10,000']
    """
    opened = open_year(year, project)
    paper, root, awards = opened.paper, opened.root, opened.awards(include_implied, varied=False)
    findings = opened.once(findings_of, include_implied)
    repairs: list[_Repair] = []
    for table in paper.award_tables:
        path = table_path(paper.financial_year, table.file, root)
        printed = read_award_table(path, root, table)
        table_awards = awards[awards["source_file"] == printed.file].set_index("source_row", drop=False)
        repairs += [
            *_corrections(printed, table),
            *_amounts(table_awards, table, findings),
            *_remarks(table_awards, table),
            *_providers(table_awards, table, opened.register),
            *_merged(award_cells(printed, table, paper), table, printed.file, table_awards.index),
            *_left_out(printed, table, paper, table_awards.index),
        ]
    ledger = pd.DataFrame(repairs, columns=_Repair._fields).astype({"row": "int64"})
    ledger["kind"] = pd.Categorical(ledger["kind"], list(REPAIRS), ordered=True)
    texts = dict.fromkeys(("file", "column", "printed", "read_as", "why"), "str")
    return ledger.astype(texts).sort_values("kind", kind="stable", ignore_index=True)


def _corrections(printed: PrintedTable, table: AwardTable) -> Iterator[_Repair]:
    """List every declared correction: if one did not fit, the awards would not load."""
    for one in table.corrections:
        why = explained(one.reason, one.status)
        yield _Repair(_CORRECTION, printed.file, one.row, one.column, one.printed, one.read_as, why)


def _amounts(awards: pd.DataFrame, table: AwardTable, findings: Sequence[Finding]) -> Iterator[_Repair]:
    """List the implied amounts with the totals, from the findings, that imply them."""
    differ = [one for one in findings if one.code == "total-differs"]
    for row, award in awards[is_implied(awards)].iterrows():
        place, pence = rows_of(award.to_frame().T), int(award["award_pence"])
        whys = [
            f"{total.scope}: {format_gbp(total.printed)} less {format_gbp(total.ours)} that can be read is "
            f"{format_gbp(pence)}."
            for total in differ
            if total.rows == place and total.printed is not None and total.ours is not None
            if total.printed - total.ours == pence
        ]
        cell = award["award_printed"]
        yield _Repair(_AMOUNT, award["source_file"], row, table.columns.award, cell, format_gbp(pence), " ".join(whys))


def _remarks(awards: pd.DataFrame, table: AwardTable) -> Iterator[_Repair]:
    for row, award in awards[awards["remark"] != ""].iterrows():
        cell = award["award_printed"]
        read_as = f"{format_gbp(int(award['award_pence']))}, with the remark “{award['remark']}”"
        why = "The cell holds words beside the amount; both are kept, each in a column of its own."
        yield _Repair(_REMARK, award["source_file"], row, table.columns.award, cell, read_as, why)


def _providers(awards: pd.DataFrame, table: AwardTable, register: Register) -> Iterator[_Repair]:
    renamed = awards["provider"].notna() & (awards["provider"] != awards["provider_printed"])
    for row, award in awards[renamed].iterrows():
        cell = award["provider_printed"]
        why = register.lookup(cell).reason
        yield _Repair(_PROVIDER, award["source_file"], row, table.columns.provider, cell, award["provider"], why)


def _merged(cells: AwardCells, table: AwardTable, file: str, award_rows: pd.Index) -> Iterator[_Repair]:
    """List the filled merged cells, in columns with a meaning and in rows that are awards."""
    before, after = cells.before, cells.filled
    columns = list(before.columns)
    for column in table.columns.by_meaning().values():
        written = before.index.to_series().where(before[column] != table.ditto).ffill()
        filled = before.index[(before[column] != after[column]) & before.index.isin(award_rows)]
        for row in filled:
            sign, text = str(before.at[row, column]), str(after.at[row, column])
            place = f"row {int(written[row])}"
            if sign == table.merged_left:
                place = f"column {columns[columns.index(column) - 1]}"
            why = f"The sign stands for a merged cell; its text is printed in {place}."
            yield _Repair(_MERGED, file, row, column, sign, text, why)


def _left_out(printed: PrintedTable, table: AwardTable, paper: Paper, award_rows: pd.Index) -> Iterator[_Repair]:
    """List the rows that count nowhere. Headings and totals are not among them, since they are read as such."""
    declared = {one.row for one in table.left_out}
    candidates = award_cells(printed, table, paper).before.index
    for row in printed.cells.index.difference(award_rows):
        if row in declared or row in candidates:
            cell = str(printed.cells.at[row, table.columns.award])
            yield _Repair(_LEFT_OUT, printed.file, row, table.columns.award, cell, "no award", why_left_out(table, row))
