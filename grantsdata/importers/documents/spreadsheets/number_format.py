"""Write a number or a day as a spreadsheet shows it with its number format.

ECMA-376 part 1, section 18.8.31, defines the formats. A note names a format that is not understood; it is not guessed.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from itertools import pairwise
from operator import eq, ge, gt, le, lt, ne

from grantsdata.importers.documents.unseen import unseen_note
from grantsdata.model.wording.headers import SCALES

Token = tuple[str, str]  # what it is, and its text

_COLOURS = {
    **{"black": "000000", "blue": "0000ff", "cyan": "00ffff", "green": "00ff00"},
    **{"magenta": "ff00ff", "red": "ff0000", "white": "ffffff", "yellow": "ffff00"},
}
_COLOUR = rf"\[(?:(?P<colour>{'|'.join(_COLOURS)})|Color ?\d+)\]"
_CONDITION = r"\[(?P<sign><=|>=|<>|<|>|=)(?P<than>-?[0-9]+(?:\.[0-9]+)?)\]"
_IS = {"<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "<>": ne}

_NUMBER_TOKENS = (
    ("general", r"General"),
    ("literal", r'"([^"]*)"|\\(.)|\[\$([^\]\-]*)(?:-[0-9A-Fa-f]*)?\]|([-+()£$€ :!&\'~{}<>=^])'),
    ("nothing", rf"_.|\*.|{_COLOUR}|{_CONDITION}"),
    ("digits", r"[#0?,.]+"),
    ("percent", r"%"),
)
_DAY_TOKENS = (
    ("literal", r'"([^"]*)"|\\(.)|([-/., :])'),
    ("nothing", r"_.|\*.|\[\$-[0-9A-Ea-e][0-9A-Fa-f]*\]"),
    ("part", r"y{1,4}|m{1,4}|d{1,4}|h{1,2}|s{1,2}|AM/PM|am/pm"),
)
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

LOCALE_FORMATS = ("mm-dd-yy", "m/d/yy h:mm", "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy")
"""Formats of days that depend on the settings of each computer."""


_CURRENCY = re.compile(r"[£€$¥₹]|\b(?:GBP|EUR|USD|CHF|AUD|CAD|NZD|JPY|INR|ZAR|SEK|NOK|DKK|PLN)\b")
_SIGN = re.compile(r"^\W*[-−–(]|[-−–)]\W*$")


def shown_number(number: Decimal, form: str) -> tuple[str, tuple[str, ...]]:
    """The number as shown in the format `form`, and notes: the value in the file if the text has fewer digits, or that
    the format is not understood; then the text is the number in full with its currency. A sign that the format does
    not show is added (`with_sign`)."""
    if form in ("General", "@", ""):
        return plain(number), ()
    found = _by_section(number, form)
    if found is None:
        currency = _CURRENCY.search(form)
        full = f"{currency[0]} {plain(number)}" if currency else plain(number)
        return full, (f"its number format is not understood: {form}",)
    shown, is_exact = found
    notes = () if is_exact else (f"the file holds {plain(number)}",)
    text, sign_notes = with_sign(shown, number)
    return text, (*notes, *sign_notes)


def with_sign(shown: str, number: Decimal) -> tuple[str, tuple[str, ...]]:
    """The text of a number with the sign that it has, and a note if the text shows another.

    A negative number may be shown in red without a minus sign, and 0 as a dash beside a currency: both are numbers in
    the file, and no text on paper that could mean something else.
    """
    has_digits = any(character.isdecimal() for character in shown)
    if number == 0 and shown and not has_digits and not any(character.isalpha() for character in shown):
        currency = _CURRENCY.search(shown)
        return f"{currency[0] if currency else ''}0", (f"0, shown as “{shown}”",)
    if number < 0 and has_digits and not _SIGN.search(shown):
        return f"-{shown}", (f"a negative number, shown without its sign as “{shown}”",)
    if not shown:
        return "", (unseen_note(plain(number), None) if number else "0, shown as a blank",)
    return shown, ()


def shown_scale(text: str, number: Decimal) -> int:
    """How many times the number in the file is the one that the text shows: 1,000 or more if a number format divides by
    it, else 1."""
    try:
        shown = Decimal(re.sub(r"[^0-9.]", "", text).strip("."))
    except InvalidOperation:
        return 1
    unit = Decimal(1).scaleb(shown.as_tuple().exponent)  # type: ignore[arg-type]
    divided = {scale: (abs(number) / scale).quantize(unit, ROUND_HALF_UP) for scale in SCALES}
    return next((scale for scale, found in divided.items() if shown and found == shown), 1)


def plain(number: Decimal) -> str:
    """A number in full, without an exponent."""
    return f"{number:f}" if number == number.to_integral_value() and number.as_tuple().exponent == 0 else _short(number)


def _short(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _by_section(number: Decimal, form: str) -> tuple[str, bool] | None:
    """The text and whether it has all digits; None if the format is not understood."""
    if (chosen := _section(number, form)) is None:
        return None
    section, sign = chosen
    tokens = _tokens(section, _NUMBER_TOKENS)
    if tokens is None or sum(kind in ("digits", "general") for kind, _ in tokens) > 1:
        return None
    number = abs(number) * 100 ** [kind for kind, _ in tokens].count("percent")
    is_exact, text = True, ""
    for kind, part in tokens:
        if kind == "digits":
            digits = _digits(number, part)
            if digits is None:
                return None
            part, is_exact = digits
        text += plain(number) if kind == "general" else part
    if all(kind not in ("digits", "general") for kind, _ in tokens):
        is_exact = number == 0
    elif any(kind == "literal" and re.search(r"[0-9]|[km]\b", part, re.IGNORECASE) for kind, part in tokens):
        is_exact = False  # the format adds digits or a scale of its own
    return sign + " ".join(text.split()), is_exact


def _section(number: Decimal, form: str) -> tuple[str, str] | None:
    """The section of a format that a number is shown with, and the sign before it; None if it is not understood.

    A format has up to four sections: for positive numbers, negative numbers, 0, and texts. If any has a condition, such
    as `[<1000]`, the first whose condition is met counts; the last may have none. A section for negative numbers only
    has its own sign.
    """
    sections = list(_sections(form))
    conditions = [re.search(_CONDITION, section) for section in sections]
    if any(conditions):
        for place, (section, condition) in enumerate(zip(sections, conditions, strict=True)):
            if condition is None and place < len(sections) - 1:
                return None
            if condition is None or _IS[condition["sign"]](number, Decimal(condition["than"])):
                is_of_negatives = condition is not None and condition["sign"] == "<" and Decimal(condition["than"]) <= 0
                return section, "-" if number < 0 and not is_of_negatives else ""
        return None
    if len(sections) > 1 and number < 0:
        return sections[1], ""
    return sections[2 if len(sections) > 2 and number == 0 else 0], "-" if number < 0 else ""


def named_colour(number: Decimal, form: str) -> str | None:
    """The colour that a format says for a number, as six hexadecimal digits; None if it names none."""
    chosen = _section(number, form)
    found = re.search(_COLOUR, chosen[0], re.IGNORECASE) if chosen else None
    return _COLOURS.get((found["colour"] or "").casefold()) if found else None


def _sections(form: str) -> Iterator[str]:
    for found in re.finditer(r'(?:^|;)((?:"[^"]*"|\\.|\[[^\]]*\]|[^;"\\])*)', form):
        yield found[1]


def _tokens(section: str, kinds: tuple[tuple[str, str], ...]) -> list[Token] | None:
    """The tokens of a section of a format; None if a part of it is not understood."""
    tokens, place = [], 0
    while place < len(section):
        for kind, pattern in kinds:
            if found := re.compile(pattern, re.IGNORECASE).match(section, place):
                texts = [text for text in found.groups() if text is not None]
                text = " " if kind == "nothing" else texts[0] if texts else found[0]
                tokens.append((kind, text))
                place = found.end()
                break
        else:
            return None
    return tokens


def _digits(number: Decimal, pattern: str) -> tuple[str, bool] | None:
    """The digits as a pattern such as `#,##0.00` shows them, and whether they are exact; None if the pattern is not
    understood."""
    scaled = number.scaleb(-3 * (len(pattern) - len(pattern.rstrip(","))))  # each comma at the end divides by 1,000
    integer, _, decimals = pattern.rstrip(",").partition(".")
    if "." in decimals or "," in decimals or not integer + decimals:
        return None
    rounded = scaled.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    before, _, after = f"{rounded:f}".partition(".")
    least = len(decimals.rstrip("#?"))
    after = after[:least] + after[least:].rstrip("0")
    before = before.lstrip("0").rjust(integer.count("0"), "0")
    if "," in integer:
        before = f"{int(before):,}" if before and integer.count("0") < 2 else before
    return before + ("." + after if after or (decimals and least) else ""), rounded == number


def shown_day(day: datetime | date | time, form: str) -> tuple[str, tuple[str, ...]]:
    """The day as shown in the format `form`; if that is not known, the day in ISO 8601, and a note."""
    section = next(_sections(form))
    tokens = None if form in LOCALE_FORMATS else _tokens(section, _DAY_TOKENS)
    if tokens is None or (isinstance(day, time) and any(kind == "part" and text[0] in "yd" for kind, text in tokens)):
        what = "each computer shows it in its own form" if form in LOCALE_FORMATS else f"its format: {form}"
        is_midnight = isinstance(day, datetime) and day.time() == time()
        return (day.date() if isinstance(day, datetime) and is_midnight else day).isoformat(), (f"a day; {what}",)
    # "m" is a minute after an hour or before a second, and a month everywhere else.
    parts = [text.casefold() for kind, text in tokens if kind == "part"]
    minutes = {n + 1 for n, (a, b) in enumerate(pairwise(parts)) if a[0] == "h" and b[0] == "m"}
    minutes |= {n for n, (a, b) in enumerate(pairwise(parts)) if a[0] == "m" and b[0] == "s"}
    text, number = "", 0
    for kind, part in tokens:
        if kind == "part":
            text += _part(day, part.casefold(), number in minutes, "am/pm" in parts)
            number += 1
        else:
            text += part
    return " ".join(text.split()), ()


def _part(day: datetime | date | time, part: str, is_minute: bool, is_twelve: bool) -> str:
    hour = getattr(day, "hour", 0)
    if part == "am/pm":
        return "AM" if hour < 12 else "PM"
    if part[0] == "h":
        return str((hour - 1) % 12 + 1 if is_twelve else hour).rjust(len(part), "0")
    if part[0] == "s" or is_minute:
        return str(getattr(day, "second" if part[0] == "s" else "minute", 0)).rjust(len(part), "0")
    assert not isinstance(day, time)
    if part[0] == "y":
        return f"{day.year:04}" if len(part) > 2 else f"{day.year % 100:02}"
    number, names = (day.month, _MONTHS) if part[0] == "m" else (day.day, _DAYS)
    name = names[day.month - 1 if part[0] == "m" else day.weekday()]
    return (str(number).rjust(len(part), "0"), name[:3], name)[max(0, len(part) - 2)]
