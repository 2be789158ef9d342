"""Compare what pages are made from with the second reading of the raw files: the awards, and the paper's other tables.

The checks of tables compare a page with the awards of the first reading. Since both readings are shown to agree here, a
mistake of the first reading cannot hide in them.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from grantsdata.model.dictionary.headings import HEADINGS
from grantsdata.model.years import in_words
from grantsdata.runs.figures.check import TRACED, notebook_of
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page
from grantsdata.runs.qa.saved_table import Row, tables_of
from grantsdata.runs.verifier.promises import promises_of
from grantsdata.runs.verifier.raw import Award
from grantsdata.runs.verifier.rows import rows_of
from grantsdata.sources.files.environment import installed

_NOT_COMPARED = ("award_gbp",)
"""The same as `award_pence`, as a decimal number for drawing."""

_KNOWN_BY = {
    "separate_funds": {"fund", "purpose"},
    "measures": {"measure", "figure"},
    "contributions": {"contributor", "role"},
    "promises": {"promise"},
    "streams": {"stream", "origin"},
    "register": {"provider", "basis", "confidence", "reason"},
}
"""Tables of the paper beside its awards: the columns by which a table on a page is known to show one of them."""


def readings_that_differ(data: PageData) -> list[str]:
    """Return what the two readings of the raw files have different: an award, or one of its columns."""
    first, second = list(data.awards), data.raw.awards
    if len(first) != len(second):
        return [f"two readings of the raw files: one has {len(first)} awards, the other {len(second)}"]
    return [
        f"{again['source_file']} row {again['source_row']}, {HEADINGS.get(name, name)}: two readings of the raw files "
        f"have “{award[name]}” and “{again.get(name)}”"
        for award, again in zip(first, second, strict=True)
        for name in award
        if name not in _NOT_COMPARED and _plain(award[name]) != _plain(again.get(name))
    ]


def _plain(value: Any) -> Any:
    return None if value in ("", None) else value


_WHOLE = {
    "annual-report": ("separate_funds", "measures"),
    "board-paper": ("promises", "separate_funds"),
    "outcomes": ("measures",),
}
"""The notebooks whose pages show every line of these tables."""


def printed_rows_agree(page: Page, data: PageData) -> list[str]:
    """Each row that shows a stream, a fund, measure, promise and so on is as in the raw files, and none is left out."""
    faults, tables = [], tables_of(page)
    for name, columns in _KNOWN_BY.items():
        shown = [(table, row) for table in tables for row in table.rows if columns <= {*row.saved} and not row.is_total]
        must = name in _WHOLE.get(notebook_of(page), ())
        known = [_forms(line, name) for line in _lines(name, data)] if shown or must else []
        found = [[_is_line(row, line) for line in known] for _, row in shown]
        faults += [
            f"table “{table.caption}”, row “{row.head[:80]}”: not as a row of {name} in the raw files"
            for (table, row), lines in zip(shown, found, strict=True)
            if not any(lines)
        ]
        left_out = [line for place, line in enumerate(known) if must and not any(lines[place] for lines in found)]
        faults += [f"no table shows the line of {name} with “{_first_text(line)}”" for line in left_out]
    return faults


def details_agree(page: Page, data: PageData) -> list[str]:
    """What a table says of an award beside its amount (recipient, purpose, conditions, reasons) is that award's."""
    aims = {theme: aim for table in data.raw.paper["award_tables"] for theme, aim in table.get("themes", {}).items()}
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            stated = {name: row.printed[name] for name in _DETAILS if name in row.saved}
            of_name = [award for award in data.raw.awards if award["service"] == row.printed.get("service")]
            of_name = [award for award in of_name if _pounds(award) == _plain(row.saved.get("award_gbp"))]
            if stated and of_name and not any(_is_of(award, stated, aims) for award in of_name):
                faults.append(
                    f"table “{table.caption}”, row “{row.head[:80]}”: not what the raw files say of this award"
                )
    return faults


def awards_are_as_read(page: Page, data: PageData) -> list[str]:
    """A row about an award has only what one award of these years has: its provider, who is paid, its stream and so on.

    On the pages of this package's notebooks, whose columns have these meanings; `chains_agree` looks at all years.
    """
    if notebook_of(page) not in {*TRACED} - {"award-history"}:
        return []
    awards = [*data.raw.every, *data.raw.awards, *data.former]
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            said = {name: row.printed[name] for name in _OF_AWARD if name in row.saved}
            is_award = len(said) > 1 and said.get("service") and not row.is_total
            if is_award and not any(_has(award, said) for award in awards):
                about = ", ".join(f"{HEADINGS[name]} “{text}”" for name, text in said.items() if name != "service")
                faults.append(f"table “{table.caption}”, row “{row.head[:80]}”: no such award has {about}")
    return faults


_OF_AWARD = ("service", "provider", "payee", "paid_to", "stream", "theme", "arrangement", "measured")


def _has(award: Mapping[str, Any], said: dict[str, str]) -> bool:
    payee = award.get("payee")
    is_elsewhere = award.get("provider") and payee != award["provider"]
    texts = {**award, "paid_to": (payee or "not named") if is_elsewhere else ""}
    return all(text == " ".join(str(texts.get(name) or "").split()) for name, text in said.items())


_DETAILS = {"recipient": "provider", "purpose": "purpose", "conditions": "conditions", "reasons": "reasons"}
"""A column of a table → what it shows of an award."""


def _pounds(award: Award) -> str | None:
    pence = award["award_pence"]
    return None if pence is None else f"{pence / 100:.2f}"


def _is_of(award: Award, stated: dict[str, str], aims: dict[str, str]) -> bool:
    for name, text in stated.items():
        own = award[_DETAILS[name]] or ""
        aim = aims.get(award["theme"], "") if name == "reasons" else ""
        if (own or aim) not in text or (
            not own and not aim and text and "not in this paper" not in text and text != _NONE
        ):
            return False
    return True


_NONE = "none in this paper"


def repairs_agree(page: Page, data: PageData) -> list[str]:
    """A repair shows the printed cell, and the amount that it is read as, and each is listed as often as it is counted.

    A file has the hash that stands beside it, and a package the version.
    """
    faults, counted, listed = [], Counter[str](), Counter[str]()
    for table in tables_of(page):
        for row in table.rows:
            saved, columns = row.saved, {*row.saved}
            if {"kind", "place", "column", "printed", "read_as"} <= columns:
                faults += [f"table “{table.caption}”: {fault}" for fault in _repair_faults(saved, data)]
                first, last = (
                    int(number) for number in (re.findall(r"[0-9]+", saved["place"].rpartition(" row")[2]) * 2)[:2]
                )
                listed[saved["kind"]] += last - first + 1
            if {"kind", "cells", "meaning"} == columns:
                counted[saved["kind"]] += int(saved["cells"])
                if _REPAIRED.get(saved["kind"], "") not in saved["meaning"]:
                    faults.append(f"table “{table.caption}”: “{saved['kind']}” is explained as “{saved['meaning']}”")
            path = data.raw.root / saved["file"] if {"file", "sha256"} == columns else None
            if path and path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() != saved["sha256"]:
                faults.append(f"table “{table.caption}”: {saved['file']} has another sha256")
            if {"name", "version"} == columns and installed().get(saved["name"], saved["version"]) != saved["version"]:
                faults.append(f"table “{table.caption}”: {saved['name']} has another version")
    return faults + [f"repairs are listed as {dict(listed)}, and counted as {dict(counted)}"] * (listed != counted)


_REPAIRED = {
    "declared correction": "for a reason on file", "implied amount": "from a printed total",
    "separate remark": "beside an amount", "standard provider name": "one name throughout",
    "merged cell": "over several rows",
}  # fmt: skip
"""A kind of repair → words that its meaning holds."""


def findings_are_listed(page: Page, data: PageData) -> list[str]:
    """A table of all findings has as many of each severity as there are, and a finding to the penny in none; as many
    printed figures are said to agree as there are findings that say so."""
    expected = Counter(severity for code, _, severity in data.findings if code != "budget-to-the-penny")
    agreeing = Counter(of for code, of, state in data.findings if state == "agrees" and code in _OF_PRINTED)
    faults = []
    for table in tables_of(page):
        shown = Counter(row.saved["severity"] for row in table.rows if {"severity", "sentence"} <= {*row.saved})
        if shown and shown != expected and table.caption.startswith("All findings"):
            faults.append(f"table “{table.caption}” has {dict(shown)}; the findings are {dict(expected)}")
        if not {"scope", "compared", "at_printed_precision"} <= {*table.columns}:
            continue
        said = Counter(row.saved["scope"] for row in table.rows if row.texts["at_printed_precision"] == "yes")
        if said != agreeing:
            faults.append(f"table “{table.caption}” says that {dict(said)} agree; by the findings {dict(agreeing)}")
    return faults


_OF_PRINTED = ("total-agrees", "budget-agrees", "budgets-add-up")
"""The codes of findings that a printed figure agrees with ours."""


def _repair_faults(saved: dict[str, str], data: PageData) -> Iterator[str]:
    file, _, place = saved["place"].rpartition(" row")
    number, source = int(re.findall(r"[0-9]+", place)[0]), data.raw.source(file)
    for of in data.raw.paper["award_tables"]:
        if data.raw.source(of["file"]) != source or saved["kind"] == "merged cell":
            continue
        printed = rows_of(data.raw.path(source), of).get(number, {}).get(saved["column"])
        corrected = [one["read_as"] for one in of.get("corrections", ()) if one["column"] == saved["column"]]
        forms = [" ".join(one.split()) for one in (printed or "", *corrected)]
        if printed is not None and saved["printed"] not in forms:
            yield f"{saved['place']} prints “{forms[0]}”, not “{saved['printed']}”"
    read = re.match(r"£([0-9,]+(?:\.[0-9]+)?)", saved["read_as"])
    award = next((one for one in data.raw.awards if (one["source_file"], one["source_row"]) == (source, number)), None)
    if read and award and Decimal(read[1].replace(",", "")) * 100 != award["award_pence"]:
        yield f"{saved['place']} is read as {award['award_pence'] / 100:,.2f} pounds, not {read[0]}"


def _lines(name: str, data: PageData) -> list[dict[str, str]]:
    if name == "promises":
        return promises_of(data.raw)
    if name == "separate_funds":
        return data.raw.other_funds()
    if name == "register":
        return list(data.raw.register.values())
    if name != "streams":
        return data.raw.listed(name)
    return [{**one, "stream": one["name"]} for one in data.raw.paper["streams"]]


def _forms(line: dict[str, str], name: str) -> dict[str, set[str]]:
    """The texts that a row may show in each column; a figure may have its hedge and unit beside it."""
    forms = {column: {str(text)} for column, text in line.items()}
    if name != "streams":
        forms.pop("stream", None)  # a code, which pages do not show
    if name == "promises":
        for day in ("due", "outcome_date"):
            forms[day] = {in_words(line[day]) if line[day] else ""}
    if name == "separate_funds":
        forms["amount_printed"] = forms["amount"]
    if name == "measures":
        forms["figure"].add(" ".join(filter(None, (line["hedge"], line["figure"], line["unit"]))))
    return forms


def _first_text(line: dict[str, set[str]]) -> str:
    return next((text for texts in line.values() for text in sorted(texts) if text), "")


def _is_line(row: Row, line: dict[str, set[str]]) -> bool:
    return all(text in line[column] for column, text in row.printed.items() if column in line)
