"""The judge of mutants lets none pass that lives without a reason, and no reason that holds no longer."""

import ast
import json
import tomllib
from pathlib import Path

import pytest
from support.judge_mutants import change, main

PROJECT = Path(__file__).parents[2]
ORIGINAL = "def x_total__mutmut_orig(a, b):\n    return a + b\n"
MUTANTS = {"x_total__mutmut_1": "def x_total__mutmut_1(a, b):\n    return a - b\n"}
NAME = "money.total: + → -"


def judged(folder: Path, code: int | None, explained: str = "") -> int:
    """The verdict on one mutant that came to this code."""
    made = folder / "mutants" / "grantsdata"
    made.mkdir(parents=True)
    (made / "money.py").write_text(ORIGINAL + MUTANTS["x_total__mutmut_1"], encoding="utf-8")
    spans = {"x_total__mutmut_orig": [1, 2], "x_total__mutmut_1": [3, 4]}
    (made / "money.py.spans").write_text(json.dumps({"version": 1, "spans": spans}), encoding="utf-8")
    codes = {"grantsdata.model.money.x_total__mutmut_1": code}
    (made / "money.py.meta").write_text(json.dumps({"exit_code_by_key": codes}), encoding="utf-8")
    (folder / "tests").mkdir()
    text = f'[[equivalent]]\nreason = "It is so."\nmutants = ["{explained}"]\n' if explained else ""
    (folder / "tests" / "mutants.toml").write_text(text, encoding="utf-8")
    return main()


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("code", "explained", "verdict", "told"),
    [
        (1, "", 0, "1 mutants: 1 killed (0 of them because they never ended), 0 explained, 0 neither."),
        (-24, "", 0, "1 mutants: 1 killed (1 of them because they never ended), 0 explained, 0 neither."),
        (0, "", 1, f"no test notices {NAME}\n1 mutants: 0 killed (0 of them"),
        (0, NAME, 0, "0 killed (0 of them because they never ended), 1 explained, 0 neither."),
        (33, "", 1, f"no test notices {NAME}"),
        (None, "", 1, f"no test notices {NAME}"),
        (1, NAME, 1, f"explained in tests/mutants.toml, but a test notices {NAME}"),
        (1, "money.gone: + → -", 1, "explained in tests/mutants.toml, but there is no money.gone: + → -"),
    ],
)
def test_a_mutant_is_killed_or_explained_and_no_explanation_outlives_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], code: int | None, explained: str, verdict: int, told: str
) -> None:
    assert judged(tmp_path, code, explained) == verdict
    assert told in capsys.readouterr().out


def test_without_a_run_there_is_no_verdict_to_be_glad_of(tmp_path: Path) -> None:
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "mutants.toml").write_text("", encoding="utf-8")
    assert main() == 1


def test_a_change_is_named_with_whole_words() -> None:
    assert change("if (len(a) == 1):", "if (len(a) != 1):") == "== → !="
    assert change("f(a, strict=True)", "f(a, strict=None)") == "strict=True) → strict=None)"
    assert change("f(a, b)", "f(a, )") == "b) → )"


def function(place: str) -> str:
    """The source of a function such as `reconcile.findings.rows_of`, with single spaces; "" if there is none."""
    module, _, name = place.rpartition(".")
    path = PROJECT / "grantsdata" / f"{module.replace('.', '/')}.py"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    found = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef) and node.name == name]
    return " ".join((ast.get_source_segment(text, found[0]) or "").split()) if found else ""


def test_each_explanation_is_of_a_line_that_is_still_there() -> None:
    groups = tomllib.loads((PROJECT / "tests" / "mutants.toml").read_text(encoding="utf-8"))["equivalent"]
    assert all(group["reason"].endswith(".") and group["mutants"] for group in groups)
    explained = [name for group in groups for name in group["mutants"]]
    assert len(explained) == len(set(explained)) >= 20
    stale = []
    for name in explained:
        place, _, changed = name.partition(": ")
        if changed.partition(" → ")[0] not in function(place):
            stale.append(name)
    assert stale == []


def test_the_code_that_is_changed_and_the_tests_that_try_it_are_there() -> None:
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mutmut"]
    assert [pattern for pattern in settings["only_mutate"] if not list(PROJECT.glob(pattern))] == []
    assert [name for name in settings["pytest_add_cli_args_test_selection"] if not (PROJECT / name).exists()] == []
    assert [name for name in settings["also_copy"] if not (PROJECT / name).exists()] == []
