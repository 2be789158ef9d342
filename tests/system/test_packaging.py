"""The lists of packages agree with each other, and what is installed agrees with the source."""

import ast
import json
import re
import shutil
import subprocess
import sys
import tomllib
import zipfile
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from grantsdata.runs.doctor_checks import NEWEST, OLDEST

PROJECT = Path(__file__).parents[2]
PYPROJECT: dict[str, Any] = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT: dict[str, Any] = yaml.safe_load((PROJECT / "environment.yml").read_text(encoding="utf-8"))
EXTRAS: dict[str, list[str]] = PYPROJECT["project"]["optional-dependencies"]
LISTED: list[str] = sum(EXTRAS.values(), start=list(PYPROJECT["project"]["dependencies"]))
DIRECT: list[str] = [line for line in LISTED if not line.startswith("grantsdata[")]
OF_TOOLS = {"test", "dev", "docs"}
"""Extras for those who work on the package; `all` is for those who use it."""


def constraint_lines() -> list[str]:
    lines = (PROJECT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.strip() and not line.lstrip().startswith("#")]


def pinned(name: str) -> list[Version]:
    """The versions that constraints.txt gives a package; more than one where Pythons or systems differ."""
    lock = map(Requirement, constraint_lines())
    ours = [one for one in lock if canonicalize_name(one.name) == canonicalize_name(name)]
    return [Version(pin.version) for one in ours for pin in one.specifier]


def conda_lists() -> tuple[list[str], list[str]]:
    """What environment.yml asks of conda, and what it asks of pip."""
    dependencies: list[Any] = ENVIRONMENT["dependencies"]
    of_conda = [item for item in dependencies if isinstance(item, str)]
    of_pip = [line for item in dependencies if isinstance(item, dict) for line in item["pip"]]
    return of_conda, of_pip


def test_both_lists_ask_for_the_same_python() -> None:
    of_conda, _ = conda_lists()
    assert of_conda == ["python" + PYPROJECT["project"]["requires-python"], "pip"]


def test_conda_installs_the_checkout_by_the_same_lock() -> None:
    _, of_pip = conda_lists()
    options = [line for line in of_pip if line.startswith("-")]
    assert options == ["--constraint constraints.txt", "--editable ."]
    assert (ENVIRONMENT["name"], ENVIRONMENT["channels"]) == (PYPROJECT["project"]["name"], ["conda-forge"])


def test_both_lists_hold_every_requirement_once() -> None:
    _, of_pip = conda_lists()
    asked = set(DIRECT)  # two extras may ask for the same package, with the same lowest version
    assert Counter(line for line in of_pip if not line.startswith("-")) == Counter(asked)
    names = Counter(canonicalize_name(Requirement(line).name) for line in asked)
    assert names == dict.fromkeys(names, 1)


def installed_by(target: str) -> list[str]:
    """What a target of the Makefile installs where nothing is set up yet, in order."""
    if not shutil.which("make"):
        pytest.skip("there is no make; install it (on Debian: apt-get install make)")
    command = ["make", "--always-make", "--dry-run", target]
    made = subprocess.run(command, cwd=PROJECT, capture_output=True, encoding="utf-8", check=True)
    return re.findall(r"--constraint constraints\.txt --editable '?([^'\s]+)", made.stdout)


TOOLS = ".[national,pdf,cluster,import,jupyter,completion,test,dev]"
OF_EVERYTHING = ("setup", "test", "proof", "check", "coverage", "mutants", "bench")


@pytest.mark.parametrize(
    ("target", "installed"),
    [
        ("report", [".[report]"]),
        *(
            (target, [".[report]", TOOLS])
            for target in ("setup", "test", "proof", "check", "coverage", "mutants", "bench")
        ),
        ("notebook", [".[report]", ".[jupyter]"]),
        ("docs", [".[report]", ".[docs]"]),
    ],
)
def test_each_target_installs_no_more_than_it_needs(target: str, installed: list[str]) -> None:
    assert installed_by(target) == installed


def with_all_inside(extras: set[str]) -> set[str]:
    """The extras, and those that they bring."""
    inside = {name for extra in extras for line in EXTRAS[extra] for name in of_ours(line)}
    return extras if inside <= extras else with_all_inside(extras | inside)


def of_ours(line: str) -> set[str]:
    return Requirement(line).extras if line.startswith("grantsdata[") else set()


def test_each_extra_is_installed_by_a_target() -> None:
    targets = ("setup", "notebook", "docs")
    named = re.findall(r"\[(.*?)\]", " ".join(line for target in targets for line in installed_by(target)))
    assert with_all_inside(set(",".join(named).split(","))) == set(EXTRAS) - {"all"}


def test_all_is_every_extra_for_those_who_use_the_package() -> None:
    assert with_all_inside({"all"}) == set(EXTRAS) - OF_TOOLS


def test_the_core_is_lean() -> None:
    """Anything more belongs into an extra: whoever loads tables does not need what draws them."""
    names = [Requirement(line).name for line in PYPROJECT["project"]["dependencies"]]
    assert names == ["pandas", "pydantic", "tomlkit", "rapidfuzz", "filelock"]


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_what_a_part_asks_for_when_it_is_missing_is_an_extra_that_brings_it(extra: str) -> None:
    """Each call of `check_installed` in the package names modules that its extra does install."""
    asked = {module for name, modules in checks() if name == extra for module in modules}
    brought = {Requirement(line).name for one in with_all_inside({extra}) for line in EXTRAS[one]}
    assert {PACKAGES.get(module, module.lower().replace("_", "-")) for module in asked} <= brought


PACKAGES = {"bs4": "beautifulsoup4", "docx": "python-docx"}


@cache
def checks() -> list[tuple[str, list[str]]]:
    """The extra and the modules of every call of `check_installed` in the package."""
    found = []
    for path in sorted((PROJECT / "grantsdata").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "check_installed":
                _, extra, *modules = [one.value for one in node.args if isinstance(one, ast.Constant)]
                found.append((str(extra), [str(module) for module in modules]))
    assert {extra for extra, _ in found} == set(EXTRAS) - OF_TOOLS - {"all", "jupyter", "completion"}
    return found


PYTHONS = [f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]


def test_the_same_pythons_are_named_everywhere() -> None:
    prefix = "Programming Language :: Python :: 3."
    classifiers = [line for line in PYPROJECT["project"]["classifiers"] if line.startswith(prefix)]
    assert classifiers == [f"Programming Language :: Python :: {version}" for version in PYTHONS]
    assert PYTHONS == ["3.11", "3.12", "3.13", "3.14"]
    assert PYPROJECT["project"]["requires-python"] == f">={PYTHONS[0]}"
    places = (PROJECT / "docs" / "reference" / "places.md").read_text(encoding="utf-8")
    assert f"every package in one version, for Python {PYTHONS[0]} to {PYTHONS[-1]}" in places
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert f"You need Python {PYTHONS[0]} or later" in readme


@pytest.mark.proof
@pytest.mark.parametrize("python", PYTHONS)
def test_no_package_of_the_lock_needs_a_compiler(python: str) -> None:
    """Asked of the package index, for Linux with the C library of Debian 12. The lock has every package of every
    target in one version, so that what holds for all of it holds for what each target installs."""
    environment = {
        "python_version": python, "python_full_version": f"{python}.0", "sys_platform": "linux", "os_name": "posix",
        "platform_system": "Linux", "platform_machine": "x86_64", "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }  # fmt: skip
    wanted = [
        f"{one.name}{one.specifier}"
        for one in map(Requirement, constraint_lines())
        if one.marker is None or one.marker.evaluate(environment)
    ]
    platforms = [f"manylinux_2_{glibc}_x86_64" for glibc in range(5, 37)] + ["manylinux2014_x86_64"]
    done = subprocess.run(
        [sys.executable, "-m", "pip", "install", "--dry-run", "--quiet", "--no-deps", "--ignore-installed",
         "--ignore-requires-python",  # pip would hold the Python that runs it against what a package requires
         "--only-binary", ":all:", "--python-version", python, "--target", "never-made",
         *(word for platform in platforms for word in ("--platform", platform)), *wanted],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr


def test_every_line_of_the_lock_is_one_exact_pin() -> None:
    """No extras, addresses or index options: pip refuses extras in a constraint and obeys the others."""
    for line in constraint_lines():
        requirement = Requirement(line)
        assert (requirement.extras, requirement.url) == (set(), None), line
        assert [(one.operator, "*" in one.version) for one in requirement.specifier] == [("==", False)], line


def test_pip_and_uv_install_the_same_versions() -> None:
    """constraints.txt is made from uv.lock; `uv sync` takes the one, pip the other."""
    lock = tomllib.loads((PROJECT / "uv.lock").read_text(encoding="utf-8"))
    locked = {(one["name"], one["version"]) for one in lock["package"] if "registry" in one["source"]}
    pins = {(canonicalize_name(one.name), pin.version) for one in map(Requirement, constraint_lines())
            for pin in one.specifier}  # fmt: skip
    assert pins == locked
    assert {one["source"]["registry"] for one in lock["package"] if "registry" in one["source"]} == {
        "https://pypi.org/simple"
    }


def test_the_lock_of_uv_is_that_of_the_present_lists() -> None:
    """As `uv lock --check` sees it: a list that has changed since would be resolved anew on the next `uv sync`."""
    lock = tomllib.loads((PROJECT / "uv.lock").read_text(encoding="utf-8"))
    (ours,) = [one for one in lock["package"] if one["name"] == "grantsdata"]
    asked = {
        (canonicalize_name(Requirement(line).name), str(Requirement(line).specifier))
        for line in DIRECT
    }  # fmt: skip
    listed = {(one["name"], one.get("specifier", "")) for one in ours["metadata"]["requires-dist"]}
    assert listed - {("grantsdata", "")} == asked


@pytest.mark.parametrize("line", DIRECT)
def test_the_lock_pins_what_the_bound_allows(line: str) -> None:
    requirement = Requirement(line)
    versions = pinned(requirement.name)
    assert versions, f"{requirement.name} is not in constraints.txt"
    for version in versions:
        assert version in requirement.specifier, f"{requirement.name} is pinned at {version}, outside {line}"


MENDED_IN = {
    "nbconvert": "7.17.1",  # files outside the notebook's folder
    "aiohttp": "3.13.3",  # CVE-2025-69223 and those told with it
    "bleach": "3.3.0",  # CVE-2021-23980
    "certifi": "2024.7.4",  # CVE-2024-39689
    "filelock": "3.20.1",  # CVE-2025-68146
    "fonttools": "4.60.2",  # CVE-2025-66034
    "h11": "0.16.0",  # CVE-2025-43859
    "idna": "3.7",  # CVE-2024-3651
    "ipython": "8.10.0",  # CVE-2023-24816
    "jinja2": "3.1.6",  # CVE-2025-27516
    "jupyter-core": "5.8.1",  # CVE-2025-30167
    "jupyter-server": "2.14.1",  # CVE-2024-35178
    "jupyterlab": "4.4.8",  # CVE-2025-59842
    "mistune": "2.0.3",  # CVE-2022-34749
    "pillow": "11.3.0",  # CVE-2025-48379
    "pyarrow": "14.0.1",  # CVE-2023-47248
    "pygments": "2.15.0",  # CVE-2022-40896
    "pypdf": "6.4.0",  # CVE-2025-66019
    "requests": "2.32.4",  # CVE-2024-47081
    "tornado": "6.5",  # CVE-2025-47287
    "urllib3": "2.6.3",  # CVE-2026-21441
    "virtualenv": "20.26.6",  # CVE-2024-53899
}
"""The first release without each hole that is known in what this project stands on."""


@pytest.mark.parametrize(("name", "release"), MENDED_IN.items())
def test_the_lock_has_no_release_that_is_known_to_be_vulnerable(name: str, release: str) -> None:
    assert pinned(name), f"{name} is not in constraints.txt any more: take it out of this list"
    assert all(version >= Version(release) for version in pinned(name))


def test_the_build_backend_is_pinned() -> None:
    backends = [Requirement(line) for line in PYPROJECT["build-system"]["requires"]]
    assert [one.name for one in backends] == ["hatchling"]
    assert [one.operator for one in backends[0].specifier] == ["=="]


def test_the_package_says_that_it_has_types() -> None:
    assert "Typing :: Typed" in PYPROJECT["project"]["classifiers"]
    assert (PROJECT / "grantsdata" / "py.typed").read_bytes() == b""


@pytest.mark.proof
def test_the_wheel_holds_all_of_the_package(tmp_path: Path) -> None:
    """Its types, data files and the template that nbconvert looks up, besides the modules."""
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path), str(PROJECT)]
    subprocess.run(build, check=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "grantsdata"],
        cwd=PROJECT, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert "grantsdata/py.typed" in names
    assert set(listed.stdout.split()) <= names
    assert any(name.endswith("share/jupyter/nbconvert/templates/grantsdata/conf.json") for name in names)


def test_this_python_is_one_the_package_allows() -> None:
    version = ".".join(map(str, sys.version_info[:3]))
    assert version in SpecifierSet(PYPROJECT["project"]["requires-python"])


def test_the_installed_template_is_the_source_s() -> None:
    source = PROJECT / "grantsdata" / "templates" / "grantsdata"
    installed = Path(sys.prefix) / "share" / "jupyter" / "nbconvert" / "templates" / "grantsdata"

    def contents(folder: Path) -> dict[str, bytes]:
        files = (path for path in folder.rglob("*") if path.is_file())
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}

    assert contents(source), "the package holds no nbconvert template"
    assert contents(installed) == contents(source), "the installed template is stale: run make setup"


@pytest.mark.parametrize("pattern", PYPROJECT["tool"]["coverage"]["run"]["include"])
def test_each_module_whose_branches_are_asked_for_is_there(pattern: str) -> None:
    """coverage says nothing of one that was renamed, and asks nothing of it any more."""
    assert list(PROJECT.glob(pattern.removeprefix("*/")))


# ---- Files for those who find the repository ---------------------------------------------------------------


def test_the_citation_names_the_version_and_licence_of_the_package() -> None:
    citation = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    project = PYPROJECT["project"]
    assert (citation["cff-version"], citation["type"]) == ("1.2.0", "software")
    assert [citation[key] for key in ("title", "version", "license", "abstract")] == [
        project[key] for key in ("name", "version", "license", "description")
    ]
    assert citation["authors"] == project["authors"]


def test_code_and_data_have_their_licences_apart() -> None:
    code, data = ((PROJECT / name).read_text(encoding="utf-8") for name in ("LICENCE", "LICENCE-DATA"))
    assert PYPROJECT["project"]["license-files"] == ["LICENCE", "LICENCE-DATA"]
    assert code.startswith("MIT License") and "Open Government Licence" not in code
    assert "data/raw" in data and "Open Government Licence v3.0" in data


def test_each_entry_of_the_changelog_has_its_version_and_date() -> None:
    headings = re.findall(r"^## (.*)$", (PROJECT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert headings[0] == "Unreleased"
    assert [one for one in headings[1:] if not re.fullmatch(r"\d+\.\d+\.\d+ – 20\d\d-\d\d-\d\d", one)] == []


@pytest.mark.parametrize("path", sorted((PROJECT / ".github" / "workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_a_workflow_may_only_read_and_runs_pinned_actions(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all("permissions" not in job and job["timeout-minutes"] <= 90 for job in workflow["jobs"].values())
    actions = [step["uses"] for step in steps if "uses" in step]
    assert [one for one in actions if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)] == []
    assert [step["run"] for step in steps if "run" in step] == [".ci/run"]


def test_the_image_installs_by_the_lock_what_the_build_needs() -> None:
    lines = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
    copied = {name for line in re.findall(r"^COPY (.*) \S+$", lines, re.MULTILINE) for name in line.split()}
    let_in = set(re.findall(r"^!(.*)$", (PROJECT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE))
    assert copied == let_in
    assert {"pyproject.toml", PYPROJECT["project"]["readme"], *PYPROJECT["project"]["license-files"]} <= copied
    assert "--constraint constraints.txt" in lines and "USER grants" in lines
    extras = re.search(r"\.\[(.*?)\]", lines)
    assert extras is not None and set(extras[1].split(",")) <= set(EXTRAS)


def test_the_container_for_developers_sets_up_as_everybody_does() -> None:
    container = json.loads((PROJECT / ".devcontainer" / "devcontainer.json").read_text(encoding="utf-8"))
    assert container["postCreateCommand"] == "make setup"
    assert container["customizations"]["vscode"]["settings"]["python.defaultInterpreterPath"].endswith(
        ".venv/bin/python"
    )
