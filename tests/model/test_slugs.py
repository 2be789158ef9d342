"""Texts that become a part of a file's name or an identifier: safe everywhere, and no two of them the same."""

import pytest

from grantsdata.model.slugs import file_part, page_id, slug


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Family Action", "family-action"),
        ("Victims' services", "victims-services"),
        ("  Café & Bar  ", "cafe-bar"),
        ("../../etc/passwd", "etc-passwd"),
        ("VS", "vs"),
    ],
)
def test_a_text_becomes_letters_digits_and_hyphens(text: str, name: str) -> None:
    assert slug(text) == file_part(text) == name


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("Łódź Trust", "odz-trust-"),
        ("日本", "unnamed-"),
        ("", "unnamed-"),
        ("&", "unnamed-"),
        ("a" * 81, "a" * 71 + "-"),
    ],
)
def test_a_text_that_loses_something_gets_a_mark_of_its_own(text: str, begins: str) -> None:
    part = file_part(text)
    assert part.startswith(begins) and len(part) == len(begins) + 8 <= 80
    assert part != file_part(f"{text} ")


def test_the_identifier_of_a_caption_is_the_same_each_time_and_another_for_another() -> None:
    # echo -n "Table 1" | sha256sum
    assert page_id("table", "Awards by stream: 2017-18") == "table-awards-by-stream-2017-18"
    assert page_id("chart", "Table 1") == "chart-table-1"
    assert page_id("table", "Table 2") != page_id("table", "Table 1")
