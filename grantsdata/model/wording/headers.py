"""What a header says about the amounts below it: that they are in hundreds or more, or in another currency."""

import re
from typing import Literal, get_args

Scale = Literal[1, 100, 1000, 10_000, 1_000_000, 1_000_000_000]
"""How many pounds a printed 1 stands for."""

SCALES: tuple[Scale, ...] = get_args(Scale)

_SCALES: dict[Scale, re.Pattern[str]] = {
    1_000_000_000: re.compile(
        r"(?:£|\bGBP) ?bn\b|\bbn£|\(bn\)|(?<![0-9,.])['’‘]?000([,'’ ]000){2}|\bbillions?\b|\bbiliynau\b|\bbiliwn\b",
        re.IGNORECASE,
    ),
    1_000_000: re.compile(
        r"(?:£|\bGBP) ?['’‘]?m(?:n|m|io|ln|ills?)?\b|\bm£|\(mn?\)|(?<![0-9,.])['’‘]?000[,'’ ]000|\bmillions?\b"
        r"|\bmiliynau\b|\bmiliwn\b",
        re.IGNORECASE,
    ),
    10_000: re.compile(
        r"(?:£|\bGBP) ?['’‘]?0,?000['’]?s?\b|£ ?10,?000['’]?s\b|\btens of (?:£ ?)?thousands\b"
        r"|\bunits of £ ?10,?000(?![\d,])",
        re.IGNORECASE,
    ),
    1000: re.compile(
        r"(?:£|\bGBP) ?ks?\b|£ ?,000(?!\d)|£ ?1,?000['’]?s\b|\bk£|\(k\)"
        r"|(?<![0-9,.])['’‘]?000(?![0-9,.])['’]?s?\b|[x×] ?1,?000\b"
        r"|\bthousands?\b|\bthous?\b|\bthsd\b|\bmiloedd\b|\bmil\b|\bunits of £ ?1,?000(?![\d,])",
        re.IGNORECASE,
    ),
    100: re.compile(
        r"(?:£|\bGBP) ?[,'’‘]?00(?![0-9,.])|\(['’‘]?00['’]?s?\)|£ ?100['’]?s\b|\b100s of (?:£|pounds)|[x×] ?100\b"
        r"|(?:£|\bpounds|\bin|\(|,)[ ,(]*hundreds?\b|\bhundreds of (?:£|pounds)|\bcannoedd\b"
        r"|\bunits of £ ?100(?![\d,])",
        re.IGNORECASE,
    ),
}

_CURRENCY = re.compile(
    r"€|(?:\b(?:US|AU|NZ|CA|A|C))?\$|¥|\beuros?\b|\b(?:US )?dollars?\b|\b(?:EUR|USD|AUD|CAD|NZD|JPY|CHF|SEK|NOK|DKK)\b",
    re.IGNORECASE,
)

_POUNDS = frozenset(
    {"gbp", "£", "pound", "pounds", "pound sterling", "pounds sterling", "sterling", "uk pounds", "£ gbp"}
)


def named_scale(header: str) -> Scale:
    """Return how many pounds a printed 1 stands for by the words of a header, 1 if they say nothing.

    `£000s`, `£k`, `£'000`, `(£ thousand)` and `mewn miloedd` are thousands; `£m`, `£ millions` and `£000,000` millions;
    `£bn` billions; `£'00` and `(£ hundreds)` hundreds; `£0,000` tens of thousands.
    """
    return next((scale for scale, words in _SCALES.items() if words.search(header)), 1)


_PERHAPS_A_SCALE = re.compile(
    r"(?:£|\bGBP)(?: ?['’‘]?0+(?![\w.])|(?!(?:pa|pm|pw|inc|exc?|net)\b)[a-z]{1,4}\b)", re.IGNORECASE
)


def unknown_scale(header: str) -> str:
    """Return what may be a scale in a header, but none that `named_scale` knows: “£00000”, “£tsd”; "" if nothing is."""
    found = _PERHAPS_A_SCALE.search(header)
    return found[0] if found and named_scale(header) == 1 else ""


_NOUGHTS = "['’‘]?(?:00|0,?000|000(?:,000)?)['’]?s?"
_COUNTS = "(?:in )?(?:hundreds|(?:tens of )?thousands|[mb]illions)"

_CAPTION = re.compile(
    r"\((?P<bracketed>[^()1-9]*(?:£|pounds|hundred|thousand|[mb]illion)[^()1-9]*)\)"
    rf"|\b(?:in|figures|amounts) (?P<worded>£ ?['’]?\w[^.,;]*|{_COUNTS}(?: of pounds)?)\b"
    rf"|(?P<sign>£ ?(?:{_NOUGHTS}|k|mn?|bn|hundreds?|thousands?|[mb]illions?))(?!\w|[,.]\w)"
    rf"|(?:^|[,:;–—-]) ?(?P<alone>{_COUNTS}(?: of pounds)?)$",
    re.IGNORECASE,
)


def caption_scale(text: str) -> Scale:
    """Return how many pounds a printed 1 stands for by the text above a table, 1 if it says nothing.

    Only what is about all figures counts: `Awards (£000)`, `in thousands of pounds`, `Awards, £ thousands`; not
    `Awards from £1.2m` or `How millions of pounds are shared out`.
    """
    found = [one for match in _CAPTION.finditer(text) for one in match.groups() if one]
    return max(map(named_scale, found), default=1)


_IN_POUNDS = rf"(?:in )?(?:£ ?(?:{_NOUGHTS}|k|mn?|bn|hundreds?|thousands?|[mb]illions?)|{_COUNTS} of pounds)"
_OF_ALL_FIGURES = re.compile(
    r"[\s(*]*(?:(?:note:? |please note that )*(?:all |the )*(?:figures|amounts|values|sums|numbers|awards|grants)\b"
    rf".{{0,40}}\b(?:in|to)\b.{{1,30}}|{_IN_POUNDS})[\s).*]*",
    re.IGNORECASE,
)


def stated_scale(text: str) -> Scale:
    """Return how many pounds a printed 1 stands for by a line of a paper that is about all its figures, else 1.

    `All figures are in £ thousands`, `£000` in a line by itself; not a sentence that happens to name thousands.
    """
    return named_scale(text) if _OF_ALL_FIGURES.fullmatch(text.strip()) and not re.search("[1-9]", text) else 1


_PENCE = re.compile(r"\(?(?:p|pence)\)?", re.IGNORECASE)


def is_pence(header: str) -> bool:
    """Whether a header says that a column holds the pence of the pounds beside it."""
    return _PENCE.fullmatch(header.strip()) is not None


def counts_pence(header: str) -> bool:
    """Whether a header says that the amounts below it are in pence."""
    return re.search(r"\bpence\b|\(p\)", header, re.IGNORECASE) is not None


def is_currency(cell: str) -> bool:
    """Whether a cell holds the name or the code of a currency and nothing else."""
    return is_pounds(cell) or _CURRENCY.fullmatch(cell.strip()) is not None


def other_currency(text: str) -> str:
    """Return the words or the sign of the first currency other than the pound in a text, "" if there is none."""
    found = _CURRENCY.search(text)
    return found[0] if found else ""


def is_pounds(cell: str) -> bool:
    """Whether a cell of a column of currencies says that the amount is in pounds."""
    return " ".join(cell.casefold().split()) in _POUNDS
