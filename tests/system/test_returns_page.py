"""The page on the results of an invented year: made, checked and published, with no small count in any file."""

from pathlib import Path

import pytest
from support.reading import soup_of, spaced, table_called
from support.reporting import called, copied_project
from support.returns import YEAR, office


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = copied_project(tmp_path_factory.mktemp("office"))
    office(folder)
    run = called(folder, "report", YEAR, "--notebook", "returns")
    assert run.returncode == 0, run.stderr
    return folder


def test_it_says_what_came_back_and_sets_figures_against_profile(project: Path) -> None:
    soup = soup_of(project / "outputs" / YEAR / "returns.html")
    assert spaced(soup.find("p", class_="headline")) == (
        "2 of 3 awards have a return for the first half of 2018-19. "
        "2 of 3 awards have a return for the second half of 2018-19."
    )
    rows = table_called(soup, "Each figure against its profile")
    assert ["Riders (people)", "second half", "1,300", "1,190", "▲ near profile", "▼ lower: worse"] in rows
    assert ["Women helped (women)", "first half", "10", "[c]", "", ""] in rows
    account = table_called(soup, "Figures by half-year, by the fund that pays")
    assert ["All of these awards", "People helped", "[c]", "[c]", "2,409"] in account
    assert table_called(soup, "Awards beside the people helped in the same year") == [
        ["Night bus", "Riders (people)", "2,394", "£4,000"],
        ["Refuge", "Women helped (women)", "15", "£3,000"],
    ]
    assert "[c]: not shown. Either the count is under 5" in spaced(soup.find("main"))


def test_no_file_that_is_published_has_what_is_withheld(project: Path) -> None:
    """Nor the remark with a number, nor the sums from which a count would follow."""
    published = [*(project / "outputs").rglob("*"), *(project / "data" / "processed").rglob("*")]
    texts = [path.read_bytes() for path in published if path.is_file()]
    assert len(texts) > 20
    for secret in (b"three women", b"1,207", b"1,202", b"36 of 40", b"30 of 40"):
        assert not any(secret in text for text in texts), secret
