"""The kind of a body, as its name states it."""

import pytest

from grantsdata.model.law.bodies import KINDS, kind_of


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Police and Crime Commissioner for Cambridgeshire", "policing"),
        ("Police, Fire and Crime Commissioner for Fairshire", "policing"),
        ("Office of the Police & Crime Commissioner for Fairshire", "policing"),
        ("Mayor's Office for Policing And Crime", "policing"),
        ("Fairshire Borough Council", "council"),
        ("Fairshire Community Foundation", "foundation"),
        ("Commissioner for Testshire", "other"),
        ("Councillors' Fund", "other"),
        ("", "other"),
    ],
)
def test_a_name_states_the_kind_of_body(name: str, kind: str) -> None:
    assert kind_of(name) == kind
    assert kind in KINDS
