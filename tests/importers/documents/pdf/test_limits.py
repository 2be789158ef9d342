"""What a PDF unpacks to is counted, part by part and all together, before anything grows."""

import zlib
from pathlib import Path

import pytest
from pdfminer import pdftypes
from support.papers import drawn_pdf, write_at

from grantsdata.errors import SourceError
from grantsdata.importers.documents.pdf import limits
from grantsdata.importers.documents.pdf.limits import check_streams, pdfminer_limits
from grantsdata.importers.documents.reading import read_document


def test_what_is_packed_twice_is_counted_twice() -> None:
    once = zlib.compress(b"Hub" * 1000)
    packed = once
    for _ in range(5):
        packed = zlib.compress(packed)
    check_streams(b"stream\n" + packed + b"endstream stream\nabc")
    bomb = zlib.compress(zlib.compress(bytes(101_000_000)))
    with pytest.raises(SourceError, match="unpacks to more than"):
        check_streams(b"stream\n" + bomb + b"\nendstream")


def test_every_stream_of_a_pdf_counts_and_all_of_them_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_OF_ONE", 1_000)
    monkeypatch.setattr(limits, "MOST_OF_ALL", 2_500)

    def streams(*sizes: int) -> bytes:
        return b"".join(b"stream\n" + zlib.compress(bytes(size)) + b"\nendstream\n" for size in sizes)

    check_streams(streams(1_000, 1_000, 500))
    for sizes in ((1, 1, 1_001), (1_000, 1_000, 501)):
        with pytest.raises(SourceError, match="unpacks to more than"):
            check_streams(streams(*sizes))


def test_what_only_the_reader_of_a_pdf_finds_counts_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_OF_ALL", 2_500)
    with pdfminer_limits():
        for _ in range(2):
            pdftypes.zlib.decompress(zlib.compress(bytes(1_000)))
        with pytest.raises(SourceError, match="all of it to more than 2,500"):
            pdftypes.zlib.decompress(zlib.compress(bytes(501)))


def test_a_part_that_breaks_off_is_an_error_as_it_is_for_zlib() -> None:
    """The reader then takes what there is, byte by byte."""
    packed = zlib.compress(bytes(range(256)) * 10)
    with pdfminer_limits():
        assert pdftypes.zlib.decompress(packed) == bytes(range(256)) * 10
        with pytest.raises(zlib.error, match="incomplete"):
            pdftypes.zlib.decompress(packed[:-6])


def test_shapes_are_counted_over_all_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "MOST_PATHS", 6)
    boxes = ["10 10 5 5 re f"] * 3
    read_document(drawn_pdf([[write_at(60, 100, "Hub"), *boxes], boxes], tmp_path / "few.pdf"))
    with pytest.raises(SourceError, match="paint more than 6 lines, boxes and shapes"):
        read_document(drawn_pdf([[write_at(60, 100, "Hub"), *boxes], [*boxes, "0 0 m 9 9 l S"]], tmp_path / "many.pdf"))
