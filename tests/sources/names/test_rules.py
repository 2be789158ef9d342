"""Each rule of the table has a reason, known labels, and a name that needs it."""

import re
import tomllib
from typing import Any

import pytest
from support.provider_names import HELD_OUT, TUNED_ON

from grantsdata.model.schema import BASES, CONFIDENCES, PROVIDER_TYPES
from grantsdata.sources.names.rules import TABLE, name_rules
from grantsdata.sources.names.suggestions import suggested_type

COMMISSIONER, PARISH = "Police and Crime Commissioner for Kent", "Great Marling Parish Council"
COMPANY = "private company"
NUMBER = "GB-COH-01234567"


WRITTEN = tomllib.loads(TABLE.read_text(encoding="utf-8"))
KEYS = {"words", "unless", "only_with", "table_of", "type", "basis", "confidence", "open", "reason"}


@pytest.mark.parametrize("line", [*WRITTEN["rule"], *WRITTEN["numbers"].values()], ids=lambda line: line["reason"][:40])
def test_each_rule_has_a_reason_and_known_labels(line: dict[str, Any]) -> None:
    assert set(line) <= KEYS
    assert re.fullmatch(r"[A-Z].*\.", line["reason"])
    if "type" in line:
        assert line["type"] in PROVIDER_TYPES[:-2]
        assert line["basis"] in BASES
        assert line["confidence"] in CONFIDENCES
    else:
        assert not {"basis", "confidence"} & set(line)


def test_each_rule_speaks_of_some_name_on_the_lists() -> None:
    """A rule that no example needs is one that nobody has tried."""
    told = {suggested_type(name).rule for name, _ in [*TUNED_ON, *HELD_OUT]}
    told |= {suggested_type(name, identifier=NUMBER).rule for name, kind in [*TUNED_ON, *HELD_OUT] if kind == COMPANY}
    told |= {suggested_type("PCC", table_of=body).rule for body in (COMMISSIONER, PARISH)}
    told |= {suggested_type("Fenby CSP", table_of=COMMISSIONER).rule}
    assert [rule.reason for rule in name_rules().rules if rule.reason not in told] == []
