"""docs/architecture.md names every folder and module of the library, and no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")

LINE = re.compile(r"(?P<indent> *)(?P<name>[\w-]+(?:/|\.py))  +(?P<meaning>\S.*)")


def tree() -> dict[str, str]:
    """Path below the project → what the page says that it is for, in the page's order."""
    block = re.search(r"^```\n(grantsdata/.*?)^```", TEXT, re.MULTILINE | re.DOTALL)
    assert block is not None
    found: dict[str, str] = {}
    folders: list[str] = []
    for line in block[1].splitlines():
        entry = LINE.fullmatch(line)
        assert entry is not None, f"no folder or module with its purpose: {line!r}"
        depth, name = len(entry["indent"]) // 2, entry["name"]
        folders = [*folders[:depth], name] if name.endswith("/") else folders
        path = "".join(folders[:depth]) + name
        assert path not in found, path
        found[path] = entry["meaning"]
    return found


def test_every_folder_and_module_stands_in_the_tree() -> None:
    library = ROOT / "grantsdata"
    modules = {path.relative_to(ROOT).as_posix() for path in library.rglob("*.py") if path.name != "__init__.py"}
    folders = {f"{path.parent.relative_to(ROOT).as_posix()}/" for path in library.rglob("*.py")}
    documented = {path for path in tree() if path != "grantsdata/templates/"}
    assert sorted(modules | folders) == sorted(documented)


NOT_YET_MIRRORED = (
    "runs/jobs",
    "runs/notebooks",
    "runs/preload",
    "runs/publish",
    "runs/workers",
)
"""Folders of which some modules are still tested only from afar."""


def mirrored(module: Path) -> Path:
    """The test module of a module, in the mirror folder: grantsdata/a/b.py → tests/a/test_b.py."""
    return ROOT / "tests" / module.relative_to(ROOT / "grantsdata").with_name(f"test_{module.name}")


def test_each_module_has_its_test_module_in_the_mirror_folder() -> None:
    modules = [path for path in (ROOT / "grantsdata").rglob("*.py") if path.name not in ("__init__.py", "commands.py")]
    missing = sorted(str(one.relative_to(ROOT / "grantsdata")) for one in modules if not mirrored(one).exists())
    assert [name for name in missing if not name.startswith(NOT_YET_MIRRORED)] == []


def test_the_packages_stand_in_the_order_in_which_data_flows() -> None:
    from test_layers import ORDER

    packages = [path.split("/")[1] for path in tree() if path.count("/") == 2 and path.endswith("/")]
    assert [name for name in packages if name != "templates"] == [name for name in ORDER if name != "commands"]
