"""What publishers must state: forms of prefixes, identifiers and addresses."""

from typing import Any

import pytest
from pydantic import ValidationError

from grantsdata.model.declared.publishing import Publishing

SOUND = {
    "prefix": "360G-exampleshire",
    "identifier": "GB-LAE-CAM",
    "ocid_prefix": "ocds-a1b2c3",
    "contracts_address": "https://www.example.org/contracts.json",
    "recipients": {"Lens Ltd": "360G-exampleshire-17"},
}


def test_nothing_need_be_stated_and_what_is_sound_is_taken() -> None:
    assert Publishing().model_dump(exclude_defaults=True) == {}
    assert Publishing.model_validate(SOUND).model_dump(exclude_defaults=True) == SOUND


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("prefix", "exampleshire", "a prefix that 360Giving has registered"),
        ("identifier", "no spaces", "an identifier without spaces"),
        ("ocid_prefix", "a1b2c3", "Open Contracting Partnership"),
        ("contracts_address", "www.example.org", "a web address"),
        ("recipients", {"Lens Ltd": "17"}, "an identifier without spaces"),
    ],
)
def test_another_form_is_refused_with_what_is_expected(key: str, value: Any, says: str) -> None:
    with pytest.raises(ValidationError, match=says):
        Publishing.model_validate({key: value})
