"""A name that is not in the register → the provider type that its words suggest, with the rule; or why there is none.

A suggestion is for a person to confirm. Where two rules disagree, or none speaks, nothing is suggested.
"""

import re
from dataclasses import dataclass

from grantsdata.model.schema import CONFIDENCES
from grantsdata.sources.names.rules import Rule, name_rules
from grantsdata.sources.names.words import plain

_VOLUNTARY = "voluntary and community"

LONGEST_NAME = 300
"""Characters; a longer text is a remark."""


@dataclass(frozen=True)
class Suggestion:
    """A provider type with the rule that gave it, in a sentence; or no type (""), and the reason.

    `basis` is `paper` where the name itself says what kind of body it is, `register` where its number does, else
    `judgement`; with `confidence` as in the register of providers. Both are empty without a type.
    """

    provider_type: str
    rule: str
    basis: str = ""
    confidence: str = ""


def suggested_type(name: str, *, table_of: str = "", identifier: str = "") -> Suggestion:
    """What the words of a name and its org-id code suggest.

    `table_of` is the body whose table has the name: PCC means one thing in a parish's and another in a commissioner's.
    """
    if not name.isprintable():
        return Suggestion("", "The name holds characters that cannot be seen.")
    if name.startswith(("=", "+", "-", "@")):
        return Suggestion("", "The name begins as a formula of a spreadsheet does.")
    if len(name) > LONGEST_NAME:
        return Suggestion("", "Too long for a name: a remark.")
    words = plain(name)
    if not any(c.isalpha() for c in words):
        return Suggestion("", "No letters: this names no body.")
    if re.fullmatch(name_rules().no_body, words):
        return Suggestion("", "A remark or an amount: this names no body.")
    if re.search(name_rules().two_parties, words):
        return Suggestion("", "The name tells of two parties: say who delivers and who is paid.")
    body = plain(table_of)
    if _is_joint(words, body):
        return Suggestion("", "The name is of two bodies: a line of the register is of one.")
    return _decided(_told_by(words, body), name_rules().numbers.get("-".join(identifier.split("-")[:2])))


def _told_by(words: str, body: str) -> list[Rule]:
    """The rules that speak of these words, each of words that none above it has taken."""
    told = []
    for rule in name_rules().rules:
        left = re.sub(rule.words, " # ", words) if rule.holds_for(words, body) else words
        if left != words:
            told.append(rule)
            words = " ".join(left.split())
    return told


def _is_joint(words: str, body: str) -> bool:
    """Whether the parts on either side of a dividing word are bodies: each told by a rule; at a slash, one of them."""
    kept = re.sub(name_rules().one_body, lambda found: found[0].replace(" and ", " & "), words)
    for divides in re.finditer(r" (and|with|/|,|-) ", kept):
        sides = (side.replace(" & ", " and ") for side in (kept[: divides.start()], kept[divides.end() :]))
        are_told = [bool(_told_by(side, body)) for side in sides if re.search(r"[^\W\d]", side)]
        if len(are_told) == 2 and (all(are_told) or (divides[1] == "/" and any(are_told))):
            return True
    return False


def _decided(told: list[Rule], number: Rule | None) -> Suggestion:
    if number is not None and number.kind:
        # A charity may be a limited company as well; a health service's or a council's number does not say so.
        told = [rule for rule in told if not rule.is_open or (rule.kind and number.kind != _VOLUNTARY)]
    speaking = [*told, number] if number is not None and not (told and number.is_open) else told
    if not speaking:
        return Suggestion("", "No word of the name says what kind of body it is.")
    if undecided := next((rule for rule in speaking if not rule.kind), None):
        return Suggestion("", undecided.reason)
    if len({rule.kind for rule in speaking}) > 1:
        reasons = "; ".join(dict.fromkeys(f"{rule.kind} ({rule.reason.rstrip('.')})" for rule in speaking))
        return Suggestion("", f"Two rules disagree: {reasons}.")
    surest = min(speaking, key=lambda rule: CONFIDENCES.index(rule.confidence))
    return Suggestion(surest.kind, surest.reason, surest.basis, surest.confidence)
