"""What is served is for this machine only, and for no page of another host."""

import http.client
import socket
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from grantsdata.errors import OutputError, ParameterError
from grantsdata.model.years import FinancialYear
from grantsdata.runs.preview.serve import served
from grantsdata.runs.preview.site import Site

PAGE = b"<html><head></head><body><p>a page</p></body></html>"


@pytest.fixture
def site() -> Site:
    one = Site(FinancialYear.parse("2018-19"))
    one.put("first.html", PAGE)
    one.put("data/awards.csv", b"a,b\n")
    return one


@pytest.fixture
def address(site: Site) -> Iterator[str]:
    with served(site) as one:
        yield one


def asked(address: str, path: str, method: str = "GET", **headers: str) -> tuple[int, str, dict[str, str]]:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=10)
    connection.request(method, path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.read().decode(), dict(answer.getheaders())
    connection.close()
    return found


def test_pages_and_files_are_served_and_not_stored(site: Site, address: str) -> None:
    status, text, headers = asked(address, "/2018-19/first.html")
    assert status == 200 and "<p>a page</p><script>" in text
    assert headers["Cache-Control"] == "no-store" and headers["Content-Type"] == "text/html; charset=utf-8"
    assert site.looked_at == "first.html"
    status, text, headers = asked(address, "/2018-19/data/awards.csv")
    assert (status, text, headers["Content-Type"]) == (200, "a,b\n", "text/csv; charset=utf-8")
    for path in ("/", "/index.html"):
        assert '<a href="/2018-19/first.html">' in asked(address, path)[1]


@pytest.mark.parametrize("path", ["/2018-19/data/x.csv", "/../etc/passwd", "/2018-19/../../etc/passwd", "/2018-19/"])
def test_nothing_else_is_served(address: str, path: str) -> None:
    assert asked(address, path)[0] == 404


def test_a_page_that_is_not_made_yet_says_so(address: str) -> None:
    status, text, _ = asked(address, "/2018-19/other.html")
    assert status == 404 and "not made yet" in text and "EventSource" in text


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1.evil.example", ""])
def test_a_request_that_names_another_host_is_refused(address: str, host: str) -> None:
    status, text, _ = asked(address, "/2018-19/first.html", Host=host)
    assert status == 403 and "a page" not in text


def test_localhost_is_this_machine(address: str) -> None:
    port = urlsplit(address).port
    assert asked(address, "/", Host=f"localhost:{port}")[0] == 200


def test_nothing_can_be_sent(address: str) -> None:
    assert asked(address, "/", method="POST")[0] == 501


def test_it_listens_on_the_loopback_interface_only(address: str) -> None:
    port = urlsplit(address).port
    assert urlsplit(address).hostname == "127.0.0.1"
    with socket.socket() as other:  # the port is free on every other address of this machine
        other.bind(("127.0.0.2", port or 0))


def test_who_waits_hears_of_the_change(site: Site, address: str) -> None:
    timer = threading.Timer(0.1, site.put, ["first.html", b""])
    timer.start()
    status, text, _ = asked(address, f"/-/changes?page=first.html&version={site.version('first.html')}")
    timer.join()
    assert (status, text) == (200, "data: changed\n\n")


def test_its_end_ends_those_who_wait(site: Site) -> None:
    answers = []
    with served(site) as address:
        path = f"/-/changes?page=first.html&version={site.version('first.html')}"
        waiting = threading.Thread(target=lambda: answers.append(asked(address, path)[0]))
        waiting.start()
        while threading.active_count() < 4 and not answers:  # this, the server, the request, its answer
            pass
    waiting.join(10)
    assert answers == [200]


def test_a_port_that_is_not_there_or_in_use_is_one_plain_message(site: Site, address: str) -> None:
    with pytest.raises(ParameterError, match="--port is 70000; expected a number from 1 to 65535"), served(site, 70000):
        pass
    port = urlsplit(address).port or 0
    with pytest.raises(OutputError, match=f"cannot listen on port {port}: .* Name another"), served(site, port):
        pass
