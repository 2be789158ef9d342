"""Write JSON text with exact amounts in pounds."""

import json
import re
from collections.abc import Mapping
from typing import Any


def json_text(content: Mapping[str, Any], *amounts: str) -> str:
    """The content as JSON text, with the whole pence of each of the keys `amounts` written as pounds.

    They look like 1322248 or 0.10, and are written from their digits: a binary fraction cannot hold every penny.
    """
    # The pattern matches only keys, since line ends and quotation marks within texts are escaped.
    text = json.dumps(content, ensure_ascii=False, indent=1)
    key = rf'^( *"(?:{"|".join(amounts)})": )(-?\d+)'
    return re.sub(key, lambda found: found[1] + _pounds(int(found[2])), text, flags=re.M) + "\n"


def _pounds(pence: int) -> str:
    pounds, rest = divmod(abs(pence), 100)
    return f"{'-' if pence < 0 else ''}{pounds}" + (f".{rest:02d}" if rest else "")
