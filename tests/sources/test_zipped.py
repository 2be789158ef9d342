"""A zipped file with the same bytes for the same content."""

import io
import zipfile

from grantsdata.sources.zipped import same_each_time, zip_of


def zipped(date: tuple[int, int, int, int, int, int]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr(zipfile.ZipInfo("b.xml", date), "second")
        archive.writestr(zipfile.ZipInfo("a.xml", date), "first")
    return made.getvalue()


def test_the_time_at_which_it_was_made_leaves_no_trace() -> None:
    one, other = zipped((2017, 5, 11, 9, 30, 0)), zipped((2026, 1, 2, 3, 4, 6))
    assert one != other
    assert same_each_time(one) == same_each_time(other)


def test_the_parts_stay_and_keep_their_order() -> None:
    with zipfile.ZipFile(io.BytesIO(same_each_time(zipped((2017, 5, 11, 9, 30, 0))))) as fixed:
        assert fixed.namelist() == ["b.xml", "a.xml"]
        assert [fixed.read(name) for name in fixed.namelist()] == [b"second", b"first"]
        assert {part.date_time for part in fixed.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_parts_can_be_stored_as_they_are() -> None:
    with zipfile.ZipFile(
        io.BytesIO(zip_of({"mimetype": b"text/plain", "a.xml": b"first"}, stored=("mimetype",)))
    ) as made:
        assert [part.compress_type for part in made.infolist()] == [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED]
        assert [made.read(name) for name in made.namelist()] == [b"text/plain", b"first"]
