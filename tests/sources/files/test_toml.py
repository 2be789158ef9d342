"""TOML files: read into a model, with every fault named by its key and its place."""

from pathlib import Path

import pytest
from pydantic import BaseModel, ConfigDict

from grantsdata.errors import PaperError
from grantsdata.sources.files.toml import parsed_toml, read_declaration


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    rows: list[int] = []


class Declared(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    parts: list[Part]
    checked: bool = False


def read(folder: Path, text: str | bytes) -> Declared:
    (folder / "a.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return read_declaration(folder / "a.toml", folder, Declared, PaperError, "docs/a.md", "Add it.")


def faults(folder: Path, text: str | bytes) -> list[str]:
    with pytest.raises(PaperError) as refused:
        read(folder, text)
    return [str(fault) for fault in refused.value.faults]


def test_a_file_becomes_its_model_whatever_its_line_ends(tmp_path: Path) -> None:
    found = read(tmp_path, '\ufeff[[parts]]\r\nname = "£"\r\nrows = [2]\r\n')
    assert found == Declared(parts=[Part(name="£", rows=[2])])


def test_all_faults_come_together_each_by_its_key(tmp_path: Path) -> None:
    found = faults(tmp_path, 'checked = "yes"\n[[parts]]\nrow = 1\n[[parts]]\nname = "a"\nrows = ["2"]\n')
    assert len(found) == 4
    for begins in (
        "a.toml: parts[1].name is missing; expected a value for this key.",
        "a.toml: parts[1].row is not a known key; expected only keys that docs/a.md lists.",
        'a.toml: parts[2].rows[1] is "2"; expected a whole number.',
        'a.toml: checked is "yes"; expected true or false.',
    ):
        assert any(one.startswith(begins) for one in found), (begins, found)


def test_what_is_no_toml_is_refused_with_its_row(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path, "checked = true\nparts = [\n= 1\n")
    assert fault.startswith("a.toml row 3: not readable as TOML")
    assert fault.endswith("expected TOML in UTF-8. Correct it; docs/a.md shows each key.")
    (fault,) = faults(tmp_path, "a = " + "[" * 100_000)
    assert "a.toml: brackets are nested too deeply" in fault


def test_a_control_character_is_refused_in_a_text_and_in_a_key(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text('"k\\u0007" = 1\n[[parts]]\nname = "a\\u001b"\nlong = "a\\nb"\n', encoding="utf-8")
    with pytest.raises(PaperError) as refused:
        parsed_toml(tmp_path / "a.toml", tmp_path, PaperError, "docs/a.md", "Add it.")
    assert [fault.problem.replace("\x07", "?") for fault in refused.value.faults] == [
        "k? holds a control character:",
        "parts[1].name holds a control character:",
    ]


def test_a_missing_file_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PaperError, match=r"a\.toml: the file is not there; expected a TOML file\. Add it\."):
        parsed_toml(tmp_path / "a.toml", tmp_path, PaperError, "docs/a.md", "Add it.")
