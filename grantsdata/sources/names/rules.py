"""Read the rules of `name-rules.toml`, which derive a type of body from the words of a name or from its org-id code."""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from grantsdata.sources.names.words import PLACES

TABLE = Path(__file__).with_name("name-rules.toml")

_NO_ROAD = r"(?! (?:street|road|lane|hill|close|avenue|green|farm|gate|end)\b)"
NUMBER = r"(?: (?:no |number )?(?:[0-9]+[a-z]?|[a-z]))"
"""The number or letter that tells apart people without names."""

_PLACE = f"(?:{'|'.join(sorted(PLACES, key=len, reverse=True))})"


@dataclass(frozen=True)
class Rule:
    """The provider type that some words indicate, or "" if they leave it open. `name-rules.toml` explains the keys."""

    kind: str
    basis: str
    confidence: str
    reason: str
    is_open: bool = False
    words: str = ""
    unless: str = ""
    only_with: str = ""
    table_of: str = ""

    def holds_for(self, words: str, body: str) -> bool:
        """Whether the rule applies to this name in this body's table; both are in the form of `words.plain`."""
        return (
            not (self.unless and re.search(self.unless, words))
            and re.search(self.only_with, words) is not None
            and re.search(self.table_of, body) is not None
        )


@dataclass(frozen=True)
class Rules:
    """All rules. The first three are regular expressions; `numbers` maps beginnings of org-id codes to rules."""

    no_body: str
    two_parties: str
    one_body: str
    rules: tuple[Rule, ...]
    numbers: dict[str, Rule]


@cache
def name_rules() -> Rules:
    """Read the rules; the result is cached."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return Rules(
        no_body="|".join(f"(?:{one})" for one in table["no_body"]),
        two_parties=_any_of(table["two_parties"]),
        one_body=_any_of(table["one_body"]),
        rules=tuple(_rule(one, "judgement") for one in table["rule"]),
        numbers={begin: _rule(one, "register") for begin, one in table["numbers"].items()},
    )


def _rule(line: dict[str, Any], basis: str) -> Rule:
    kind = line.get("type", "")
    return Rule(
        kind=kind,
        basis=line.get("basis", basis) if kind else "",
        confidence=line.get("confidence", ""),
        reason=line["reason"],
        is_open=line.get("open", False),
        words=_any_of(line.get("words", ())),
        unless=_any_of(line.get("unless", ())),
        only_with=_any_of(line.get("only_with", ())),
        table_of=line.get("table_of", ""),
    )


def _any_of(words: Iterable[str]) -> str:
    """Join expressions into one. Each must match complete words, unless it has its own anchors at the ends."""
    return "|".join(
        ("" if one.startswith("^") else r"\b")
        + f"(?:{one.replace('{place}', _PLACE).replace('{no road}', _NO_ROAD).replace('{number}', f'{NUMBER}?')})"
        + ("" if one.endswith(("$", "$)", "*", "{no road}")) else r"\b")
        for one in words
    )
