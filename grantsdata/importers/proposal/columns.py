"""Guess what each column of a printed table means from its header, with the reason for each guess."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grantsdata.errors import visible
from grantsdata.importers.proposal.evidence import (
    adds_up,
    are_plain_pounds,
    counts_rows,
    filled,
    holds_amounts,
    holds_no_names,
    looks_like_money,
)
from grantsdata.importers.proposal.header_words import (
    AWARDED,
    NAMES,
    NO_AWARD,
    NO_SERVICE,
    NOT_THE_AWARD,
    WORDS,
    first_meaning,
    means,
)
from grantsdata.importers.proposal.raw_table import ABOVE, HIDDEN, PrintedRows
from grantsdata.model.amounts.parse import is_amount
from grantsdata.model.wording.headers import (
    Scale,
    caption_scale,
    counts_pence,
    is_currency,
    is_pence,
    named_scale,
    other_currency,
)
from grantsdata.model.wording.rows import are_outcomes, is_total
from grantsdata.model.years import MONTHS, FinancialYear, counts_years, named_years, names_another_year

_AMONG_WORDS = re.compile(r"[a-z].*£ ?[0-9]|£ ?[0-9].*[a-z]{2}", re.IGNORECASE)
_FIGURE = re.compile(r"[^\w]{0,3}[0-9][0-9,.]*[^0-9]{0,4}")
_MOST_WORDS = 8  # of a title


@dataclass(frozen=True)
class Columns:
    """`meanings`: meaning → name of the column; `why`: name → the reason, for a person; `amounts`: the names of the
    columns that hold amounts, of this year or another; `scale` is that of the awards by the words of their header, or 1
    if their forms say that they are in pounds."""

    meanings: dict[str, str]
    why: dict[str, str]
    amounts: list[str] = field(default_factory=list)
    scale: Scale | None = None


def guess_columns(
    printed: PrintedRows, year: FinancialYear, known: Mapping[str, str], above: Sequence[str] = (), said: Scale = 1
) -> Columns:
    """Guess what each column means; `known` maps meanings to column names of an earlier paper's table, `above` are the
    text above the table and its place in the file, which has the name of its sheet, and `said` is the scale of all
    figures by the paper's text: that of columns without a £ sign.

    A column keeps its earlier meaning, with "" as the reason. Otherwise the words of its header decide, and for amounts
    its cells. Of several columns of amounts the award is the one whose header names the year. A column that names
    another year is never the award, even if it was in the earlier paper.
    """
    names = printed.names
    texts = {name: [row[place] for _, row in printed.body] for place, name in enumerate(names)}
    by_titles: Scale = max(map(caption_scale, above), default=1)
    named: dict[str, Scale] = {
        name: max(
            named_scale(f"{name} {printed.title}"),
            by_titles,
            *printed.scales_in(place),
            said if not any("£" in text for text in texts[name]) else 1,
        )
        for place, name in enumerate(names)
    }
    scales: dict[str, Scale | None] = {
        name: scale if scale > 1 else 1 if are_plain_pounds(texts[name]) else None for name, scale in named.items()
    }
    amounts = [name for name in names if holds_amounts(texts[name], scales[name])]
    if _is_on_its_side(printed, amounts):
        return Columns({}, {})
    amounts = [
        name
        for name in amounts
        if not other_currency(name) and not (counts_pence(name) and not is_pence(name))
        if not NO_AWARD.search(name) or looks_like_money(texts[name])
    ]
    numbers = [name for name in names if counts_rows(texts[name])]
    amounts = (
        [name for name in amounts if name not in numbers]
        or [name for name in names if name not in numbers and _may_be_awards(name, texts[name])]
        or [name for name in amounts if means(name, "award")]
    )
    if len(amounts) > 1:
        sums = {name: adds_up([row for _, row in printed.body], names.index(name)) for name in amounts}
        seen = {name: HIDDEN.isdisjoint(printed.cells[-1][names.index(name)].notes) for name in amounts}
        amounts = sorted(amounts, key=lambda name: (not seen[name], *_doubt(name, texts[name], sums[name])))
    earlier = {column: meaning for meaning, column in known.items()}
    meanings: dict[str, str] = {}
    why: dict[str, str] = {}

    def settle(meaning: str, name: str, reason: str) -> None:
        meanings[meaning] = name
        why[name] = reason

    for name in names:
        meaning = earlier.get(name)
        if meaning and meaning != "award":
            settle(meaning, name, "")
    titles = (printed.title, *above)
    if award := _award(amounts, year, known.get("award"), titles):
        settle("award", *award)
        after = names.index(award[0]) + 1
        if after < len(names) and is_pence(names[after]):
            settle("pence", names[after], "stands beside the amounts, and its header says pence")
            amounts = [name for name in amounts if name != names[after]]
    for meaning in WORDS:
        if meaning in meanings or meaning == "award":
            continue
        free = [name for name in names if name not in why and name not in amounts and means(name, meaning)]
        free = [name for name in free if not are_outcomes(filled(texts[name]))]
        if meaning in ("service", "provider"):
            free = [name for name in free if not holds_no_names(texts[name])]
            free = [name for name in free if len(set(texts[name])) > 1 or len(texts[name]) == 1]
        if meaning == "service":
            free = [name for name in free if not NO_SERVICE.search(name)]
        if free:
            settle(meaning, free[0], "the words of its header")
    divided = [name for name in names if name not in why and name not in amounts and _is_totalled(printed, name)]
    if divided and "theme" not in meanings:
        settle("theme", divided[0], "totals are named after its texts")
    currencies = [name for name in names if name not in why and all(map(is_currency, filled(texts[name]) or [""]))]
    if currencies and "currency" not in meanings:
        settle("currency", currencies[0], "its cells are currencies")
    if "provider" not in meanings and meanings.get("service", "").casefold() in NAMES and "service" not in known:
        meanings["provider"] = meanings.pop("service")
    if "service" not in meanings and "purpose" in meanings and "purpose" not in known:
        settle("service", meanings.pop("purpose"), "no other column says what the award is for")
    free = [name for name in names if name not in why and name not in amounts and not holds_no_names(texts[name])]
    for meaning in ("service", "provider") if len(free) > 1 else ("provider", "service"):
        if meaning == "service":
            free = [name for name in free if not NO_SERVICE.search(name) and not NO_AWARD.search(name)]
        begun = [name for name in free if first_meaning(name) == meaning]
        if meaning not in meanings and begun:
            free.remove(begun[0])
            settle(meaning, begun[0], "its header begins with a word for it")
        elif meaning not in meanings and free:
            widest = max(free, key=lambda name: len(set(texts[name])))
            free.remove(widest)
            settle(meaning, widest, "no header says it; this column has the most different texts of those left")
    return Columns(meanings, why, amounts, scales.get(meanings.get("award", "")))


def _is_totalled(printed: PrintedRows, name: str) -> bool:
    """Whether each text of a column names a total, as the subtotals of a spreadsheet do: `North Total`."""
    place = printed.names.index(name)
    totals = {text.casefold() for _, row in printed.body for text in row if is_total(text)}
    texts = {row[place].casefold() for _, row in printed.body if not any(map(is_total, row))} - {ABOVE}
    return bool(texts) and all(totals & {f"{text} total", f"total {text}", f"total for {text}"} for text in texts)


def why_no_award(printed: PrintedRows, year: FinancialYear, above: Sequence[str] = ()) -> str:
    """Why no column is taken as this year's awards, although amounts are there or a header names them; else ""."""
    found = guess_columns(printed, year, {}, above)
    amounts = found.amounts
    if not amounts and _is_on_its_side(printed, printed.names[1:]):
        step = "turn it in the file, so that each award is a row (in Excel: Paste Special, Transpose)"
        return f"its headers stand in its first column: {step}"
    if not amounts:
        return _unreadable(printed)
    if _award(amounts, year, None, (printed.title, *above)):
        step = "give the header of that column a word such as Recipient in the file"
        return f"nothing says which column has the recipients: {step}" * ("provider" not in found.meanings)
    if _award(amounts, year, None):
        title = next(text for text in (printed.title, *above) if _is_of_another_year(text, year))
        step = "import it with that year, or mend the title in the file"
        return f"by its title or its sheet, “{title}”, it is of another year than {year}: {step}"
    listed = ", ".join(f'"{name}"' for name in amounts)
    return f"nothing says which column of amounts is of {year}: {listed}"


def _is_on_its_side(printed: PrintedRows, amounts: Sequence[str]) -> bool:
    """Whether the headers of a table stand in its first column, as in a form that describes one award."""
    if any((means(name, "award") and not is_total(name)) or named_years(name) for name in printed.names[1:]):
        return False
    places = [printed.names.index(name) for name in amounts]
    labels = [row[0] for _, row in printed.body if any(is_amount(row[place]) for place in places)]
    others = [printed.names[0], *(row[0] for _, row in printed.body if row[0] not in labels)]
    are_of_amounts = bool(labels) and all(means(text, "award") or NOT_THE_AWARD.search(text) for text in labels)
    return are_of_amounts and any(means(text, "provider") or means(text, "purpose") for text in others)


def _unreadable(printed: PrintedRows) -> str:
    """A column that its header names as the awards, and its first text that is no amount; "" if there is none."""
    for place, name in enumerate(printed.names):
        rows = [(row, cells[place]) for row, cells in printed.body if filled([cells[place]])]
        texts = [text for _, text in rows]
        if not texts or not means(name, "award") or NO_AWARD.search(name):
            continue
        if counts_pence(name):
            return f'the amounts of "{name}" are in pence: write them in pounds in the file'
        if currency := other_currency(name):
            return f'the amounts of "{name}" are in “{currency}”, and only amounts in pounds are awards'
        if first := next(((row, text) for row, text in rows if not is_amount(text, spaced=True)), None):
            found = (
                f'most cells of "{name}" cannot be read as amounts, the first “{visible(first[1])}” in row {first[0]}'
            )
            return f'{found}: write them in the file in a form like "£446,000" or "£446,000.50"'
    for row, cells in printed.body:
        if among := next(filter(_AMONG_WORDS.search, cells), ""):
            found = f"amounts stand among words, the first “{visible(among)}” in row {row}"
            return f"{found}: give them a column of their own in the file"
    return ""


def _award(
    amounts: Sequence[str], year: FinancialYear, known: str | None, titles: Sequence[str] = ()
) -> tuple[str, str] | None:
    """This year's column of amounts, and the reason; None if all name another year, or if several are possible.

    A table that a title says is of another year has none, unless a header names this year.

    First choice is a header that names only this year, then the one that may mean it (`2020` is 2019-20 or 2020-21),
    then headers that name no year. `Year 1` and `Year 2` do not say which of them is this year, and `Total` beside
    columns of several years adds these up.
    """
    possible = [name for name in amounts if not names_another_year(name, year)]
    only = [name for name in possible if (named := named_years(name)) and all(years == {year} for years in named)]
    maybe = [name for name in possible if name not in only and named_years(name)]
    unnamed = [name for name in possible if not named_years(name)]
    numbered = [name for name in unnamed if counts_years(name)]
    if not only and not maybe and any(_is_of_another_year(title, year) for title in titles):
        return None
    if known in possible and known not in numbered and (known in only or not only):
        return known, ""
    if only:
        worded = [name for name in only if means(name, "award")]
        reason = "holds amounts, and its header names the year"
        return (worded or only)[0], reason if len(only) == 1 else f"{reason}, as others do"
    if len(maybe) == 1:
        return maybe[0], "holds amounts, and its header may mean the year"
    adds_years = sum(bool(named_years(name)) for name in amounts) > 1
    plain = [name for name in unnamed if name not in numbered and not (adds_years and is_total(name))]
    if plain:
        return plain[0], "holds amounts" if len(amounts) == 1 else "holds amounts, as others do"
    if len(numbered) == 1 and len(amounts) == 1:
        return numbered[0], "holds amounts; its header counts the years and names none"
    return None


def _is_of_another_year(title: str, year: FinancialYear) -> bool:
    """Whether a title names other years only. A long text and one with a day or a month say when awards were agreed."""
    is_title = len(title.split()) <= _MOST_WORDS and not re.search(rf"\b({'|'.join(MONTHS)})\b|[.]$", title)
    is_year = bool(named_years(title)) and re.search("[0-9]{4}", title) is not None  # 17/18 may be a minute
    return is_title and is_year and names_another_year(title, year)


def _may_be_awards(name: str, texts: Sequence[str]) -> bool:
    """Whether a header says that a column has the awards, and its cells are figures of which some are amounts: each of
    the others is then refused by its place."""
    cells = filled(texts)
    is_named = means(name, "award") and not NO_AWARD.search(name) and not other_currency(name)
    return is_named and not counts_pence(name) and all(map(_FIGURE.fullmatch, cells)) and any(map(is_amount, cells))


def _doubt(name: str, texts: Sequence[str], is_sum: bool) -> tuple[bool, bool, bool, bool, bool]:
    """The reasons against a column of amounts as the awards, the gravest first."""
    is_named = means(name, "award") or bool(named_years(name))
    is_other = bool(NOT_THE_AWARD.search(name) or NO_AWARD.search(name) or any(map(other_currency, texts)))
    is_likely = is_named or looks_like_money(texts)
    return is_other, not is_likely, not is_sum, not AWARDED.search(name), not means(name, "award")
