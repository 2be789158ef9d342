"""Find printed names that the register does not have, and make lines for the register from them.

A person confirms some of the lines and completes the others by hand. Only `add_lines` writes to the register, and only
when a command requests it; the existing bytes of the file stay.
"""

from pathlib import Path

import pandas as pd

from grantsdata.awards.documents.year import Year
from grantsdata.awards.load import YearLike, open_year
from grantsdata.errors import GrantsDataError
from grantsdata.model.schema import NOT_IN_REGISTER, SUGGESTED, is_implied
from grantsdata.reconcile.findings import rows_of, sum_of
from grantsdata.sources.files.lock import held
from grantsdata.sources.files.plain_file import Kind, raw_bytes
from grantsdata.sources.files.project import check_no_links, project_folder, project_to_write, years_on_file
from grantsdata.sources.files.write import Line, with_lines, write_files
from grantsdata.sources.names.spellings import Likeness, likely_same
from grantsdata.sources.names.suggestions import Suggestion
from grantsdata.sources.register import COLUMNS, Register, is_begun, register_path, register_so_far, suggest

TABLE_COLUMNS = {
    "provider_printed": "str", "awards": "Int64", "award_pence": "Int64", "award_gbp": "Float64",
    "implied_gbp": "Float64", "not_stated": "Int64", "years": "str", "rows": "str", "provider_type": "str",
    "basis": "str", "confidence": "str", "rule": "str", "likely_same": "object",
}  # fmt: skip


def unknown_providers(year: YearLike | None = None, *, project: str | Path | None = None) -> pd.DataFrame:
    """List printed names that the register does not have, of one year or of all years on file: a row per name.

    The rows are in the order of first year, file and row. Columns: provider_printed; awards (number), award_pence
    (exact), award_gbp, implied_gbp (the implied part; both in pounds), not_stated (awards without an amount), years,
    rows (file and row of each, separated by "; "); provider_type, basis, confidence and rule as in `Suggestion` (the
    type is "" if there is no suggestion); likely_same: a tuple of `Likeness` with the bodies that the name may be
    another spelling of, from the register and from the rows above. Raises errors like `load_awards` and
    `register_so_far`.
    """
    root = project_folder(project)
    begun, register = is_begun(root), register_so_far(root)
    years = [open_year(one, root) for one in (years_on_file(root) if year is None else [year])]
    years = years if begun else [Year(one.year, root, register=register) for one in years]
    listed = [one.awards() for one in years]
    bodies = {str(one.year): one.paper.paper.body for one in years}
    parts = [awards[awards["provider_type"] == NOT_IN_REGISTER] for awards in listed]
    rows: list[dict[str, object]] = []
    spellings = register.spellings()
    unknown = pd.concat([part.astype({"financial_year": "str"}) for part in parts]) if parts else pd.DataFrame()
    for name, group in unknown.groupby("provider_printed", sort=False) if len(unknown) else ():
        tables = dict.fromkeys(bodies[one] for one in group["financial_year"])
        suggestions = dict.fromkeys(suggest(str(name), table_of=body, register=register) for body in tables)
        rows.append(_row(str(name), group, tuple(suggestions), likely_same(str(name), spellings)))
        spellings.append((str(name), str(name)))
    return pd.DataFrame(rows, columns=list(TABLE_COLUMNS)).astype(TABLE_COLUMNS)


def _row(
    name: str, group: pd.DataFrame, suggestions: tuple[Suggestion, ...], same: tuple[Likeness, ...]
) -> dict[str, object]:
    suggestion = suggestions[0]
    if len(suggestions) > 1:
        suggestion = Suggestion("", "The name means different things in different bodies' tables.")
    return {
        "provider_printed": name,
        "awards": len(group),
        "award_pence": sum_of(group),
        "award_gbp": sum_of(group) / 100,
        "implied_gbp": sum_of(group[is_implied(group)]) / 100,
        "not_stated": int(group["award_pence"].isna().sum()),
        "years": "; ".join(dict.fromkeys(group["financial_year"])),
        "rows": "; ".join(f"{place.file} row {place.row}" for place in rows_of(group)),
        "provider_type": suggestion.provider_type,
        "basis": suggestion.basis,
        "confidence": suggestion.confidence,
        "rule": suggestion.rule,
        "likely_same": same,
    }


_REGISTER = Kind("a CSV file", GrantsDataError, "Run again.", "")


def lines_to_confirm(unknown: pd.DataFrame) -> list[Line]:
    """Return a line for each name of `unknown_providers` that has a suggestion and resembles no name on file.

    The reason begins with `suggested: `; basis and confidence are "judgement" and "low" until a person confirms it.
    """
    suggested = unknown[(unknown["provider_type"] != "") & ~unknown["likely_same"].map(bool)]
    return [
        _line(
            one["provider_printed"],
            one["provider_printed"],
            provider_type=one["provider_type"],
            basis="judgement",
            confidence="low",
            reason=f"{SUGGESTED}{one['rule']} Once confirmed: basis {one['basis']}, confidence {one['confidence']}.",
        )
        for one in suggested.to_dict("records")
    ]


def lines_by_hand(unknown: pd.DataFrame, register: Register) -> list[Line]:
    """Return a line for each other name, to be completed by hand.

    Basis, confidence and reason are empty, so that the register is refused until a person fills them in. If the name
    resembles names on file, the line has the most similar body with its type and identifier from the register;
    otherwise the type is empty too.
    """
    others = unknown[(unknown["provider_type"] == "") | unknown["likely_same"].map(bool)]
    on_file = {entry.provider: entry for entry in register.entries().values()}
    lines = []
    for name, same in zip(others["provider_printed"], others["likely_same"], strict=True):
        body = same[0].provider if same else name
        known = on_file.get(body)
        lines.append(
            _line(name, body, provider_type=known.provider_type, identifier=known.identifier)
            if known
            else _line(name, body)
        )
    return lines


def _line(printed: str, provider: str, **cells: str) -> Line:
    return {**dict.fromkeys(COLUMNS, ""), "provider_printed": printed, "provider": provider, **cells}


def add_lines(unknown: pd.DataFrame, *, project: str | Path | None = None) -> list[Line]:
    """Add the `lines_to_confirm` to the register in one step, and return the added lines.

    A register that is not begun gets its header. Names that have been added in the meantime are skipped. Raises
    RegisterError or SourceError if the register is faulty, BusyError if another command is writing to it, LinkError if
    it is a link, and OutputError if it cannot be written.
    """
    root = project_to_write(project)
    place = register_path(root)
    check_no_links(place.parent, [place])
    with held(root / "outputs", "providers"):
        begun, register = is_begun(root), register_so_far(root)
        lines = [line for line in lines_to_confirm(unknown) if line["provider_printed"] not in register]
        if lines or not begun:
            write_files({place: with_lines(raw_bytes(place, root, _REGISTER) if begun else b"", lines, COLUMNS)})
    return lines
