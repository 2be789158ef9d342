"""Texts → names that are safe in a file, an address or an identifier."""

import hashlib
import re
import unicodedata


def slug(text: str) -> str:
    """Lower-case letters and digits of the Latin alphabet, joined by hyphens."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii").casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-") or "unnamed"


LONGEST = 80
"""Of what a file is called after: no system takes a name of any length, and other parts are put around this one."""


def file_part(text: str) -> str:
    """The slug of a text as a part of a file's name, at most `LONGEST` characters.

    A text that loses letters or digits by that gets a mark of its own, so that no two of them have one file.
    """
    whole = slug(text)
    is_lost = any(c.isalnum() and not c.isascii() for c in unicodedata.normalize("NFKD", text))
    if text.strip() and not is_lost and whole != "unnamed" and len(whole) <= LONGEST:
        return whole
    mark = hashlib.sha256(text.encode()).hexdigest()[:8]
    return f"{whole[: LONGEST - len(mark) - 1].strip('-')}-{mark}"


def page_id(kind: str, text: str) -> str:
    """An identifier for the table or chart of this caption, whatever characters the caption holds."""
    return f"{kind}-{hashlib.sha256(text.encode()).hexdigest()[:10]}"
