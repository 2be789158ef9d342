"""What the description of a table says of its rows."""

import pytest
from support.word import element

from grantsdata.importers.documents.word.described import EACH_ROW, NO_ROW, lists_awards


def table(properties: str) -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr></w:tbl>"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (f'<w:tblDescription w:val="{NO_ROW}"/>', False),
        (f'<w:tblDescription w:val="{EACH_ROW}"/>', True),
        ('<w:tblDescription w:val="Our funds"/>', None),
        ("", None),
    ],
)
def test_only_our_own_descriptions_say_it(properties: str, expected: bool | None) -> None:
    assert lists_awards(element(table(properties))) is expected
