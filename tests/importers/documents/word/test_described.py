"""A table whose description says that it lists no awards."""

import pytest
from support.word import element

from grantsdata.importers.documents.word.described import EACH_ROW, NO_ROW, says_no_awards


def table(properties: str) -> str:
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr></w:tbl>"


@pytest.mark.parametrize(
    ("properties", "expected"),
    [
        (f'<w:tblDescription w:val="{NO_ROW}"/>', True),
        (f'<w:tblDescription w:val="{EACH_ROW}"/>', False),
        ('<w:tblDescription w:val="Our funds"/>', False),
        ("", False),
    ],
)
def test_only_our_own_description_says_it(properties: str, expected: bool) -> None:
    assert says_no_awards(element(table(properties))) is expected
