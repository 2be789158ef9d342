"""Who waits for a page hears of what concerns it, and of nothing else."""

import threading

from grantsdata.model.years import FinancialYear
from grantsdata.runs.preview.site import Site


def site() -> Site:
    return Site(FinancialYear.parse("2018-19"))


def test_a_file_has_another_version_once_it_is_put_again() -> None:
    one = site()
    one.put("a.html", b"1")
    one.put("b.html", b"1")
    a, b, every = one.version("a.html"), one.version("b.html"), one.version("")
    one.put("a.html", b"2")
    assert one.file("a.html") == b"2"
    assert one.version("a.html") != a
    assert one.version("b.html") == b
    assert one.version("") != every


def test_faults_concern_every_page_and_the_same_faults_again_none() -> None:
    one = site()
    before = one.version("a.html")
    one.show_faults(["x"])
    with_fault = one.version("a.html")
    one.show_faults(["x"])
    assert before != with_fault == one.version("a.html")
    one.show_faults([])
    assert one.faults == () and one.version("a.html") not in (before, with_fault)


def test_a_page_that_is_no_longer_declared_goes_and_data_stays() -> None:
    one = site()
    for name in ("a.html", "b.html", "data/awards.csv"):
        one.put(name, b"")
    before = one.version("a.html")
    one.keep(["b.html"])
    assert (one.pages(), one.file("a.html"), one.file("data/awards.csv")) == (["b.html"], None, b"")
    assert one.version("a.html") != before


def test_waiting_ends_with_a_change_or_with_the_preview_or_after_a_while() -> None:
    one = site()
    version = one.version("a.html")
    assert not one.wait("a.html", version, 0.01)
    for change in (lambda: one.put("a.html", b""), one.close):
        timer = threading.Timer(0.05, change)
        timer.start()
        assert one.wait("a.html", one.version("a.html"), 60)
        timer.join()
