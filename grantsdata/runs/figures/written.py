"""Say whether a figure is written as its expression comes out, and write what comes out."""

import re
from fractions import Fraction

from grantsdata.runs.verifier.evaluate import Value
from grantsdata.runs.verifier.printed import NUMBER, SCALES, spaced

UNITS = {"pounds": Fraction(100), "share": Fraction(1, 100), "number": Fraction(1)}
"""What a written 1 stands for: an amount is in pence, a share is a part of 1 and written in per cent."""

_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OTHERS = {"none": Fraction(0), "any": Fraction(0), "a": Fraction(1)}
"""`any` stands where a sentence denies something: the paper does not say it of any of them."""
WORDS: dict[str, dict[str, Fraction]] = {
    "number": {word: Fraction(place) for place, word in enumerate(_COUNTS)} | _OTHERS,
    "share": {"all": Fraction(1), "half": Fraction(1, 2), "a third": Fraction(1, 3), "a quarter": Fraction(1, 4)},
    "pounds": {},
}

SHOWN_AS = {
    "local government": "councils",
    "statutory partnership board": "partnership boards",
    "voluntary and community": "charities and community groups",
    "private company": "companies",
    "individual": "individuals",
}
"""How readers of pages know the types of provider. It is not taken from `model/schema`, which it is to check."""


def forms_of(label: str) -> set[str]:
    """Return the forms in which a sentence may name a label: also with another first letter."""
    forms = {label, SHOWN_AS.get(label, label)}
    return forms | {form[:1].upper() + form[1:] for form in forms} | {form[:1].lower() + form[1:] for form in forms}


def as_text(value: Value) -> str:
    """Return a value as a page would write it: `£587,195`, `25.7%`, `35`, a name."""
    if value.unit == "text":
        return " or ".join(value.texts)
    sign, number = "−" if value.amount < 0 else "", abs(value.amount) / UNITS[value.unit]
    if value.unit == "share":
        return f"{sign}{float(number):.1f}%"
    plain = f"{int(number):,}" if number == int(number) else f"{float(number):,.2f}"
    return f"{sign}£{plain}" if value.unit == "pounds" else f"{sign}{plain}"


def is_written(value: Value, text: str) -> bool:
    """Return whether a text says this value: a name as it is, a number rounded as far as it is written.

    A count may stand with its noun, as in `35 awards`, and both counts and shares may be words, as in `five` or `half`.
    """
    text = spaced(text).strip("“”")
    is_text = any(text in forms_of(one) for one in value.texts)
    if value.unit == "text" or is_text:
        return is_text
    for word in (text.lower(), text.lower().split(" ")[0]):
        if word in WORDS[value.unit]:
            return WORDS[value.unit][word] == value.amount
    found = NUMBER.fullmatch(text)
    if found is None or ("£" in found["sign"]) != (value.unit == "pounds") or "(" in found["sign"]:
        return False
    rest, part = found["rest"].strip(), found["part"] or ""
    if (rest in ("%", "per cent")) != (value.unit == "share") or re.search(r"[0-9£]|.%", rest):
        return False
    step = UNITS[value.unit] * 10 ** SCALES[(found["scale"] or "").lower()] / 10 ** len(part)
    read = int(found["whole"].replace(",", "") + part) * step * (-1 if found["sign"].strip(" £") else 1)
    return bool(abs(value.amount - read) <= step / 2)
