"""Suggest a provider type for a name that is not in the register, with the rule behind it or the reason for none.

A person must confirm each suggestion. Nothing is suggested if rules disagree or if no rule applies.
"""

import re
from dataclasses import dataclass

from grantsdata.model.schema import CONFIDENCES, INDIVIDUAL
from grantsdata.sources.names.rules import NUMBER, Rule, name_rules
from grantsdata.sources.names.words import plain

_VOLUNTARY, _COMPANY = "voluntary and community", "private company"
_COMPANIES_HOUSE = "GB-COH"

LONGEST_NAME = 300
"""Characters; a longer text is a remark, not a name."""


@dataclass(frozen=True)
class Suggestion:
    """A provider type with the rule behind it, as a sentence; or no type ("") with the reason.

    `basis` is `paper` if the name itself states the type of body, `register` if its number does, else `judgement`.
    `confidence` is as in the register of providers. Both are empty without a type.
    """

    provider_type: str
    rule: str
    basis: str = ""
    confidence: str = ""


def suggested_type(name: str, *, table_of: str = "", identifier: str = "") -> Suggestion:
    """Return what the words of a name and its org-id code suggest.

    `table_of` is the body whose table contains the name: PCC means one thing in a parish's table and another in a
    commissioner's.
    """
    if not name.isprintable():
        return Suggestion("", "The name holds characters that cannot be seen.")
    if name.startswith(("=", "+", "-", "@")):
        return Suggestion("", "The name begins like a spreadsheet formula.")
    if len(name) > LONGEST_NAME:
        return Suggestion("", "Too long for a name: a remark.")
    words = plain(name)
    if not any(c.isalpha() for c in words):
        return Suggestion("", "No letters: this names no body.")
    if re.fullmatch(name_rules().no_body, words):
        return Suggestion("", "A remark or an amount: this names no body.")
    if re.search(name_rules().two_parties, words):
        return Suggestion("", "The name mentions two parties: say who delivers and who is paid.")
    body = plain(table_of)
    if _is_joint(words, body):
        return Suggestion("", "The name covers two bodies, but a line of the register is for one.")
    register = "-".join(identifier.split("-")[:2])
    found = _suggestion(_matching_rules(words, body), name_rules().numbers.get(register))
    if found.provider_type == _COMPANY and register != _COMPANIES_HOUSE:
        return Suggestion("", "A company by its name; without a company number it may still be a charity or a club.")
    return found


def is_any_person(name: str) -> bool:
    """Whether a name, such as `Individual`, stands for a person without saying which."""
    return suggested_type(name).provider_type == INDIVIDUAL and not re.search(f"{NUMBER}$", plain(name))


def _matching_rules(words: str, body: str) -> list[Rule]:
    """Return the rules that match words of a name; each rule removes its words before the next one is tried."""
    matching = []
    for rule in name_rules().rules:
        left = re.sub(rule.words, " # ", words) if rule.holds_for(words, body) else words
        if left != words:
            matching.append(rule)
            words = " ".join(left.split())
    return matching


def _is_joint(words: str, body: str) -> bool:
    """Whether the parts on both sides of a dividing word match a rule each; for a slash, one part is enough."""
    protected = re.sub(name_rules().one_body, lambda found: found[0].replace(" and ", " & "), words)
    for divides in re.finditer(r" (and|with|/|,|-) ", protected):
        sides = (side.replace(" & ", " and ") for side in (protected[: divides.start()], protected[divides.end() :]))
        are_bodies = [bool(_matching_rules(side, body)) for side in sides if re.search(r"[^\W\d]", side)]
        if len(are_bodies) == 2 and (all(are_bodies) or (divides[1] == "/" and any(are_bodies))):
            return True
    return False


def _suggestion(matching: list[Rule], number: Rule | None) -> Suggestion:
    if number is not None and number.kind:
        # A charity may be a limited company too, so its number overrules such words; other numbers do not.
        matching = [rule for rule in matching if not rule.is_open or (rule.kind and number.kind != _VOLUNTARY)]
    if any(rule.kind and rule.confidence == "high" and rule.basis == "paper" for rule in matching):
        matching = [rule for rule in matching if not rule.is_open]  # a charity may be a trust or a limited company too
    applicable = [*matching, number] if number is not None and not (matching and number.is_open) else matching
    if not applicable:
        return Suggestion("", "No word of the name says what kind of body it is.")
    if undecided := next((rule for rule in applicable if not rule.kind), None):
        return Suggestion("", undecided.reason)
    if len({rule.kind for rule in applicable}) > 1:
        reasons = "; ".join(dict.fromkeys(f"{rule.kind} ({rule.reason.rstrip('.')})" for rule in applicable))
        return Suggestion("", f"Two rules disagree: {reasons}.")
    surest = min(applicable, key=lambda rule: CONFIDENCES.index(rule.confidence))
    return Suggestion(surest.kind, surest.reason, surest.basis, surest.confidence)
