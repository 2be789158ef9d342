"""The register of providers: names to the letter, who is paid, and every line that contradicts another."""

from pathlib import Path

import pytest

from grantsdata.errors import RegisterError, SourceError
from grantsdata.sources.names.suggestions import Suggestion
from grantsdata.sources.register import Provider, Register, known_register, read_register, suggest

HEADER = "provider_printed,provider,provider_type,identifier,basis,confidence,payee,reason"
TRUST = "Trust,The Trust,health,GB-NHS-RT1,register,high,,On the list of trusts."
COUNCIL = "Council,The Council,local government,,judgement,low,,We take it for a council."
LINES = (HEADER, TRUST, COUNCIL)
FILE = "data/raw/providers.csv"


def register_of(project: Path, *lines: str) -> Register:
    (project / "data" / "raw").mkdir(parents=True, exist_ok=True)
    (project / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_register(project)


def faults_of(project: Path, *lines: str) -> list[str]:
    with pytest.raises(RegisterError) as refusal:
        register_of(project, *lines)
    return str(refusal.value).splitlines()


# ---- Names -----------------------------------------------------------------------------------------


def test_a_name_in_the_register_is_understood(tmp_path: Path) -> None:
    found = register_of(tmp_path, *LINES).lookup("Trust")
    assert found == Provider(
        "The Trust", "health", "GB-NHS-RT1", "register", "high", payee="The Trust", reason="On the list of trusts."
    )


@pytest.mark.parametrize("printed", ["trust", "TRUST", "Trusts", "The Trust", "Trust.", "Trus", "Trust Council"])
def test_a_name_that_differs_by_a_letter_is_not_in_the_register(tmp_path: Path, printed: str) -> None:
    register = register_of(tmp_path, *LINES)
    assert printed not in register
    assert register.lookup(printed) == Provider(printed, "not in the register", payee=printed)


@pytest.mark.parametrize("printed", ["Big Trust", "Big  Trust", " Big Trust ", "Big\nTrust"])
def test_white_space_does_not_tell_names_apart(tmp_path: Path, printed: str) -> None:
    register = register_of(tmp_path, HEADER, TRUST.replace("Trust,The", "Big   Trust,The"))
    assert printed in register
    assert register.lookup(printed).provider == "The Trust"


@pytest.mark.parametrize("printed", ["", " ", "\n", "TBC", "to be confirmed", "To be  Decided", "Not yet allocated"])
def test_a_cell_that_names_nobody_is_an_award_not_yet_allocated(tmp_path: Path, printed: str) -> None:
    register = register_of(tmp_path, *LINES)
    assert register.lookup(printed) == Provider("", "not yet allocated")
    assert printed not in register


def test_a_body_is_known_by_the_register_whatever_it_is_called(tmp_path: Path) -> None:
    register = register_of(
        tmp_path, *LINES, "TBC,Talking Books Charity,voluntary and community,,judgement,low,,Its name."
    )
    assert register.lookup("TBC").provider == "Talking Books Charity"
    assert register.lookup("NA").provider == "NA"


def test_a_provider_called_none_is_a_name(tmp_path: Path) -> None:
    register = register_of(tmp_path, *LINES, "NA,None,health,,judgement,low,,A body of that name.")
    assert register.lookup("NA").provider == "None"


def test_the_register_keeps_its_order(tmp_path: Path) -> None:
    assert list(register_of(tmp_path, *LINES).entries()) == ["Trust", "Council"]


# ---- Suggestions -----------------------------------------------------------------------------------


def test_a_line_with_the_mark_is_known_as_a_suggestion(tmp_path: Path) -> None:
    lines = ("A,A,health,,judgement,low,,suggested: a board.", "B,B,health,,judgement,low,,It was suggested: a board.")
    register = register_of(tmp_path, *LINES, *lines)
    assert register.suggested() == {"A"}
    assert register.lookup("A").is_suggested
    assert not register.lookup("B").is_suggested
    assert not register.lookup("Nobody").is_suggested


def test_each_name_on_file_is_a_spelling_of_its_body(tmp_path: Path) -> None:
    assert register_of(tmp_path, *LINES).spellings() == [
        ("Trust", "The Trust"), ("The Trust", "The Trust"), ("Council", "The Council"), ("The Council", "The Council"),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["Trust", " Trust\n", "The Trust", "The  Trust"])
def test_what_the_register_says_of_a_name_goes_before_any_rule(tmp_path: Path, name: str) -> None:
    register = register_of(tmp_path, *LINES)
    said = suggest(name, register=register)
    assert said == Suggestion("health", "The register has it: On the list of trusts.", "register", "high")
    assert suggest("Kent Police", register=register) == suggest("Kent Police")
    assert suggest("Trust").provider_type == ""


# ---- Who is paid -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("payee", "paid"), [("", "The Trust"), ("(not named)", ""), ("The Council", "The Council")])
def test_the_provider_is_paid_unless_the_line_says_otherwise(tmp_path: Path, payee: str, paid: str) -> None:
    register = register_of(tmp_path, HEADER, TRUST.replace("high,,", f"high,{payee},"), COUNCIL)
    assert (register.lookup("Trust").provider, register.lookup("Trust").payee) == ("The Trust", paid)


@pytest.mark.parametrize(
    ("printed", "provider", "payee"),
    [
        ("Cambridgeshire Constabulary", "Cambridgeshire Constabulary", "Cambridgeshire Constabulary"),
        ("Contribution to pooled budget with Clinical Commissioning Group who commission Cambs & P'boro Foundation "
         "Trust", "Cambridgeshire and Peterborough NHS Foundation Trust", "Clinical Commissioning Group"),
        ("Innovation fund sitting on top of main contract held by Peterborough City Council with Aspire", "Aspire",
         "Peterborough City Council"),
        ("Contribution to pooled budget to wider contract with Shropshire Healthcare Trust",
         "Shropshire Healthcare Trust", ""),
        ("Contribution to Cambridgeshire County Council's pooled budget to commission this service",
         "Cambridgeshire County Council", "Cambridgeshire County Council"),
    ],
)  # fmt: skip
def test_the_paper_s_words_say_who_is_paid(project: Path, printed: str, provider: str, payee: str) -> None:
    found = read_register(project).lookup(printed)
    assert (found.provider, found.payee) == (provider, payee)


def test_public_identifiers_are_those_that_are_known(project: Path) -> None:
    identifiers = {one.provider: one.identifier for one in read_register(project).entries().values() if one.identifier}
    assert identifiers == {
        "Cambridgeshire and Peterborough NHS Foundation Trust": "GB-NHS-RT1",
        "Crimestoppers": "GB-CHC-1108687",
        "Shrievalty Trust": "GB-CHC-1074992",
        "Cambridgeshire County Council": "GB-LAE-CAM",
        "Peterborough City Council": "GB-LAE-PTE",
        "Cambridge City Council": "GB-LAE-CAB",
        "East Cambridgeshire District Council": "GB-LAE-ECA",
        "Fenland District Council": "GB-LAE-FEN",
        "Huntingdonshire District Council": "GB-LAE-HUN",
        "South Cambridgeshire District Council": "GB-LAE-SCA",
    }


# ---- Faults ----------------------------------------------------------------------------------------

FAULTS = {
    "no printed name": (",The Board,health,,register,high,,x", "column provider_printed: an empty cell", "a text"),
    "no provider": ("Board,,health,,register,high,,x", "column provider: an empty cell", "a text"),
    "no reason": ("Board,The Board,health,,register,high,,", "column reason: an empty cell", "a text"),
    "unknown type": ("Board,The Board,charity,,register,high,,x", 'column provider_type: unknown label "charity"',
                     "one of police, local government, health,"),
    "no type": ("Board,The Board,,,register,high,,x", 'column provider_type: unknown label ""', "one of police,"),
    "a type that only a blank has": ("Board,The Board,not yet allocated,,register,high,,x",
                                     'column provider_type: unknown label "not yet allocated"', "one of police,"),
    "a type that only a stranger has": ("Board,The Board,not in the register,,register,high,,x",
                                        'column provider_type: unknown label "not in the register"',
                                        "one of police,"),
    "unknown basis": ("Board,The Board,health,,rumour,high,,x", 'column basis: unknown label "rumour"',
                      "one of paper, register, judgement"),
    "unknown confidence": ("Board,The Board,health,,paper,some,,x", 'column confidence: unknown label "some"',
                           "one of high, medium, low"),
    "a name twice": ("Trust,The Trust,health,GB-NHS-RT1,register,high,,x",
                     'column provider_printed: the name appears twice: "Trust"', "each name once"),
    "a name twice but for a space": ("Trust ,The Trust,health,GB-NHS-RT1,register,high,,x",
                                     'column provider_printed: the name appears twice: "Trust"', "each name once"),
    "two types of one body": ("T,The Trust,police,GB-NHS-RT1,register,high,,x",
                              'column provider_type: contradicts an earlier line: "police"', '"health"'),
    "two identifiers of one body": ("T,The Trust,health,GB-NHS-RT2,register,high,,x",
                                    'column identifier: contradicts an earlier line: "GB-NHS-RT2"', '"GB-NHS-RT1"'),
    "an identifier and none": ("T,The Trust,health,,register,high,,x",
                               'column identifier: contradicts an earlier line: ""', '"GB-NHS-RT1"'),
    "one body in two spellings": ("T,the trust,health,GB-NHS-RT1,register,high,,x",
                                  'column provider: spelt differently in an earlier line: "the trust"', '"The Trust"'),
    "an identifier of another form": ("Board,The Board,health,1108687,register,high,,x",
                                      'column identifier: not an identifier "1108687"',
                                      "an org-id code such as GB-CHC-1108687, or nothing. Look it up in its register"),
    "a suggestion with another basis": ("B,The Board,health,,paper,low,,suggested: a board.",
                                        'column basis: the label of an unconfirmed suggestion is "paper"',
                                        '"judgement". Once you have confirmed it, remove "suggested:" from the reason'),
    "a suggestion in capitals, with confidence": ("B,The Board,health,,judgement,high,,Suggested:a board.",
                                                  "column confidence: the label of an unconfirmed suggestion is "
                                                  '"high"', '"low". Once you have confirmed it'),
    "unknown payee": ("Board,The Board,health,,register,high,The Bank,x",
                      'column payee: unknown payee "The Bank"', 'a provider of this file, or "(not named)"'),
}  # fmt: skip


@pytest.mark.parametrize("name", FAULTS)
def test_a_faulty_line_is_told_by_row_and_column(tmp_path: Path, name: str) -> None:
    line, problem, expected = FAULTS[name]
    (fault,) = faults_of(tmp_path, *LINES, line)
    assert fault.startswith(f"{FILE} row 4, {problem}; expected {expected}")


def test_all_faults_come_together_in_the_order_of_their_rows(tmp_path: Path) -> None:
    lines = (
        HEADER,
        "A,,health,,paper,high,The Bank,x",
        "B,The Board,charity,,rumour,high,,",
        "A,The Board,charity,,paper,high,,x",
    )
    places = [fault.partition(":")[0].removeprefix(FILE).strip() for fault in faults_of(tmp_path, *lines)]
    assert sorted(places) == [
        "row 2, column payee",
        "row 2, column provider",
        "row 3, column basis",
        "row 3, column provider_type",
        "row 3, column reason",
        "row 4, column provider_printed",
        "row 4, column provider_type",
    ]
    assert [place[:5] for place in places] == sorted(place[:5] for place in places)


def test_a_register_without_its_columns_is_no_table(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=f"^{FILE} row 1, column reason: the column is missing"):
        register_of(tmp_path, *(line.rpartition(",")[0] for line in LINES))


def test_a_register_at_fault_is_told_also_where_none_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    register_of(tmp_path, *LINES)
    (tmp_path / FILE).write_text(f"{HEADER}\nTrust,The Trust,health,,rumour,high,,x\n", encoding="utf-8")
    monkeypatch.setenv("GRANTSDATA_PROJECT", str(tmp_path))
    with pytest.raises(RegisterError, match="unknown label"):
        known_register()


def test_a_register_that_is_missing_is_told(tmp_path: Path) -> None:
    (tmp_path / "data" / "raw").mkdir(parents=True)
    with pytest.raises(SourceError, match=f"^{FILE}: the file is not there"):
        read_register(tmp_path)
