"""Read printed texts a second time: amounts with their precision, names as in identifiers."""

import re
import unicodedata
from decimal import Decimal
from typing import Any

SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
NUMBER = re.compile(
    r"(?P<sign>[-−(£ ]*)(?P<whole>[0-9][0-9,]*)(?:\.(?P<part>[0-9]+))?"
    r"(?: ?(?P<scale>k|thousand|m|million|bn|billion|e\+0?[1-9])\b)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
SPACES = re.compile("(?<=[0-9])(?: ?,[ \u00a0\u2009\u202f]| ,|[ \u00a0\u2009\u202f])(?=[0-9]{3}(?![0-9]))")


def amount(text: str, of: dict[str, Any]) -> tuple[int | None, int, str]:
    """The pence of a printed amount (None if it is not stated), its precision in pence, and the words beside it.

    `of` is the table or total of paper.toml, which may declare spaces between digits, and a scale.
    """
    if "£" not in text:
        text = text.replace("GBP", "£" if text.lstrip("-−(").startswith("GBP") else "", 1)
    if re.fullmatch(r"£ ?[-–]|(£ ?)?nil", text, re.IGNORECASE):
        return 0, 100, ""
    found = NUMBER.match(SPACES.sub(",", text) if of.get("spaced_amounts") else text)
    if found is None:
        return None, 1, ""
    scale = (found["scale"] or "").lower()
    power = int(scale[2:]) if scale.startswith("e+") else SCALES[scale]
    factor = 10**power if scale else of.get("scale", 1)
    part, words = found["part"] or "", found["rest"].strip()
    pence = round(Decimal(f"{found['whole'].replace(',', '')}.{part or 0}") * factor * 100)
    is_negative = any(sign in found["sign"] for sign in "-−(") or words in ("-", "−")
    unit = max(1, factor * 100 // 10 ** len(part))
    return -pence if is_negative else pence, unit, words.removeprefix("(").removesuffix(")").strip("-−")


def total_of(text: str) -> int | None:
    """The pence of a budget, which may be printed as a sum; None if it is not one."""
    parts = [amount(part, {}) for part in re.split(r" (?:\+|and|plus) ", text)]
    is_stated = all(pence is not None and not re.search("[0-9]", words) for pence, _, words in parts)
    return sum(pence or 0 for pence, _, _ in parts) if is_stated else None


def spaced(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def slug(text: str) -> str:
    """The text as letters and digits with hyphens, as in identifiers."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "unnamed"
