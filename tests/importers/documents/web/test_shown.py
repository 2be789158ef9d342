"""The witness of a page: its texts from block to block, also hidden ones within tables."""

from bs4 import BeautifulSoup

from grantsdata.importers.documents.web.shown import shown
from grantsdata.importers.documents.web.tables import BLOCKS, NOT_SHOWN
from grantsdata.importers.documents.witness import Shown


def texts(page: str) -> list[str]:
    return [one.text for one in shown(BeautifulSoup(page, "html.parser"), NOT_SHOWN, BLOCKS)]


def test_a_text_goes_from_one_block_to_the_next_and_has_its_number() -> None:
    page = BeautifulSoup("<p>The <b>Board</b></p> \n<div>met.</div>", "html.parser")
    assert shown(page, NOT_SHOWN, BLOCKS) == [Shown("The Board", "text 1"), Shown("met.", "text 2")]


def test_marks_and_links_are_words_of_their_own() -> None:
    assert texts("£500<sup>1</sup>") == ["£500 1 "]
    assert texts("Hub<br>Van<a href=b>2</a>") == ["Hub  Van 2 "]


def test_hidden_texts_are_listed_within_tables_only() -> None:
    assert texts("<p>a</p><p hidden>b</p><table><tr><td>c<span hidden>d</span></td></tr></table>") == ["a", "c d "]
    assert texts("<table hidden><tr><td>e</td></tr></table>") == ["e"]


def test_what_a_page_does_not_show_is_not_listed() -> None:
    assert texts("<title>a</title><script>b</script><style>c</style><!-- d --><p>e</p>") == ["e"]
    assert texts("") == []
