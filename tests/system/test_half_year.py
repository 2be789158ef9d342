"""The worked half-year, step by step as its README has it, from an agreement to the next paper."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
from support.council import next_paper
from support.forms import filled_workbook
from support.reading import soup_of, spaced, table_called
from support.reporting import REPOSITORY, called

import grantsdata as gd
from grantsdata.importers.documents.reading import read_document

FOLDER = REPOSITORY / "docs" / "example" / "half-year"
README = (FOLDER / "README.md").read_text(encoding="utf-8")
STEPS = [line for block in re.findall(r"```sh\n(.*?)```", README, re.DOTALL) for line in block.splitlines()]
DUE, OUTCOME = re.findall(r"```text\n(.*?)\n```", README, re.DOTALL)
(LISTED,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
ANSWERS = dict(re.findall(r"(?m)^\| `(\w+)` \| (.*) \|$", README))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder after every step but the last, and what each step printed."""
    folder = tmp_path_factory.mktemp("office")
    shutil.copytree(FOLDER, folder, dirs_exist_ok=True)
    shutil.copyfile(FOLDER.parent / "fairshire-2024-25.docx", folder / "fairshire-2024-25.docx")
    printed: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for step in STEPS[:-1]:
            if "variations.csv" in step:
                toml = folder / "data" / "raw" / "2024-25" / "paper.toml"
                toml.write_text(f"{toml.read_text(encoding='utf-8')}\n{LISTED}", encoding="utf-8")
            if step.endswith("--read forms"):
                form = folder / "forms" / "2024-25-CF-advice-on-debt-and-housing-half-2.xlsx"
                assert form.name in README
                form.write_bytes(filled_workbook(form.read_bytes(), **ANSWERS))
            name, *words = shlex.split(step)
            assert name == "grantsdata"
            done = called(folder, *words)
            assert done.returncode == 0, f"{step}\n{done.stderr}"
            printed[step] = done.stdout
    promises = folder / "data" / "raw" / "2025-26" / "promises.csv"
    text = promises.read_text(encoding="utf-8")
    assert text.endswith(",,,,\n")
    promises.write_text(f"{text[:-5]},{OUTCOME}\n", encoding="utf-8")
    return folder, printed


@pytest.mark.proof
def test_each_step_does_what_the_readme_says(office: tuple[Path, dict[str, str]]) -> None:
    folder, printed = office
    added = [line for text in printed.values() for line in text.splitlines() if line.endswith(" added.")]
    assert added == [f"{table}: {number} added." for table, number in (
        ("promises", 1), ("agreements", 1), ("conditions", 1), ("variations", 1), ("payments", 6),
    )]  # fmt: skip
    check = printed["grantsdata check 2024-25 --as-at 2025-02-15"]
    assert DUE in check
    assert "no faults; findings: 0 errors" in check
    states = [
        gd.load_awards("2024-25", as_at=day, project=folder) for day in ("2024-08-31", "2024-09-30", "2025-01-31")
    ]
    assert [(len(one), int(one["award_pence"].sum())) for one in states] == [
        (6, 13_000_000), (7, 13_150_000), (7, 12_900_000),
    ]  # fmt: skip
    awards, agreements = gd.load_awards("2024-25", project=folder), gd.load_agreements("2024-25", project=folder)
    payments, variations = gd.load_payments("2024-25", project=folder), gd.load_variations("2024-25", project=folder)
    money = gd.summaries.money_side_by_side(awards, agreements, payments, variations).set_index("service")
    assert money["paid_out_gbp"].sum() == 30_000 + 8_250 + 12_000 + 12_900
    assert money["underspend_gbp"].to_dict() == {
        "Advice on debt and housing": 30_000, "Lunch club": 750, "Repairs to the village hall": 0, "Summer of music": 0,
    }  # fmt: skip
    assert "1 new line, 0 changed, 0 as before; 0 forms late, 6 missing." in printed[STEPS[-5]]
    assert gd.load_returns("2024-25", project=folder)[["service", "actual"]].to_numpy().tolist() == [
        ["Advice on debt and housing", 412]
    ]
    assert gd.load_promises("2025-26", project=folder)["state"].tolist() == ["kept"]


@pytest.mark.proof
def test_the_pages_show_it(office: tuple[Path, dict[str, str]]) -> None:
    folder, _ = office
    done = called(folder, *shlex.split(STEPS[-1])[1:])
    assert done.returncode == 0, done.stderr
    agreements = spaced(soup_of(folder / "outputs" / "2024-25" / "agreements.html").find("main"))
    assert "£63,150 was paid for 4 awards of £93,150 in all. £30,000 was held back. £750 was returned." in agreements
    assert "Committed for later years: £55,000 in 2025-26." in agreements
    returned = spaced(soup_of(folder / "outputs" / "2024-25" / "returns.html").find("main"))
    assert "People advised" in returned and "412" in returned
    board = soup_of(folder / "outputs" / "2025-26" / "board-paper.html")
    (row,) = table_called(board, "Promises of earlier papers")
    assert row[:6] == [
        "A report on the warm rooms", "by the end of March 2025", "31 March 2025", "kept", "28 March 2025",
        "The report counts 1140 visits in five rooms.",
    ]  # fmt: skip
    compared = spaced(soup_of(folder / "outputs" / "2025-26" / "year-on-year.html").find(class_="verdict"))
    assert compared == "2 awards continue unchanged, 3 changed, 1 is new and 2 ended."


def test_the_next_paper_is_the_one_that_the_tests_make(tmp_path: Path) -> None:
    kept, made = read_document(FOLDER / "fairshire-2025-26.docx"), read_document(next_paper(tmp_path / "made.docx"))
    assert (kept.paragraphs, kept.tables) == (made.paragraphs, made.tables)
