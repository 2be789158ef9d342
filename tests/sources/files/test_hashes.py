"""The sha256 of a file, and one for a set of files whatever their order."""

from pathlib import Path

import pytest

from grantsdata.errors import InputError
from grantsdata.sources.files.hashes import file_sha256, fingerprint, sha256_of

ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"  # FIPS 180-2, appendix B.1
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


def test_a_file_has_the_hash_of_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"abc")
    assert (sha256_of(path), file_sha256(path)) == (ABC, ABC)
    path.write_bytes(b"")
    assert sha256_of(path) == EMPTY


def test_a_set_has_one_hash_in_any_order_that_changes_with_each_name_and_file() -> None:
    assert fingerprint({}) == EMPTY
    assert fingerprint({"a": ABC, "b": EMPTY}) == fingerprint({"b": EMPTY, "a": ABC})
    assert len({fingerprint(one) for one in ({"a": ABC}, {"b": ABC}, {"a": EMPTY}, {"a": ABC, "b": ABC})}) == 4


def test_a_file_that_is_not_there_is_told_in_our_words_or_the_system_s(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"cannot read .*gone"):
        sha256_of(tmp_path / "gone")
    with pytest.raises(FileNotFoundError):
        file_sha256(tmp_path / "gone")
