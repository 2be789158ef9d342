"""Write sentences on what the law requires to be published: what of it is on record, and what is missing."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed
from grantsdata.model.schema import (
    CONTRACT_DUTY,
    CONTRACT_OVER_GBP,
    GRANT_DUTY,
    ITEM_DUTY,
    ITEM_OVER_GBP,
    MISSING,
    PRESENT,
    THEME_AIM,
    implied_gbp,
    is_implied,
)


def about_disclosure(paper: Paper) -> str:
    """What the page is about, in a sentence."""
    return (
        f"What the law asks {paper.the_body} to publish about each award, what of it stands in the paper, and "
        f"what is missing."
    )


def disclosure_headline(items: pd.DataFrame, awards: pd.DataFrame, paper: Paper) -> str:
    """How many details are required, on record and missing."""
    about = f"about the {counted(len(awards), 'award')} of {paper.financial_year}"
    if items.empty:
        return f"The law asks for none of the details that this page looks for {about}."
    present, missing = int((items["state"] == PRESENT).sum()), int((items["state"] == MISSING).sum())
    opening = f"The law asks for {counted(len(items), 'detail')} {about}."
    if not missing or not present:
        every = "It is" if len(items) == 1 else "All of them are"
        none = "It is missing" if len(items) == 1 else "None of them is on record"
        return f"{opening} {none}." if missing else f"{opening} {every} on record in the paper."
    return f"{opening} {_are(present, 'of them')} on record in the paper; {_are(missing)} missing."


def disclosure_verdict(items: pd.DataFrame) -> str:
    """Two reservations about the counts: reasons taken from a theme's aim, and conditions that may not exist."""
    aims = int((items["taken_from"] == THEME_AIM).sum())
    conditions = int(((items["requirement"] == "conditions") & (items["state"] == MISSING)).sum())
    parts = []
    if aims:
        reasons = "a reason" if aims == 1 else "reasons"
        parts.append(
            f"{_are(aims, 'of those on record')} {reasons} taken from the printed aim of a theme, which stands for the "
            f"whole theme and is not the award's own."
        )
    if conditions:
        parts.append(
            f"{_are(conditions, 'of those missing')} the conditions of a grant, which are asked for only where it has "
            f"any."
        )
    return " ".join(parts) or (
        "There is nothing to look for." if items.empty else "Each was looked for in the award's own row."
    )


def disclosure_caveat() -> str:
    """The limits of the page."""
    return (
        "This is our reading of what the law asks, set against the tables of one paper. It is not legal advice, and "
        "what is missing here may be published elsewhere."
    )


def disclosure_law() -> str:
    """The law whose duties follow."""
    return (
        "The Elected Local Policing Bodies (Specified Information) Order 2011 (SI 2011/3050, as amended) lists in its "
        "Schedule what a police and crime commissioner has to publish. Three of its duties bear on awards:"
    )


def disclosure_duties() -> list[str]:
    """The three duties, in our words."""
    return [
        "For each crime and disorder reduction grant, however small (paragraph 3(f)): who receives it, what it is for, "
        "its conditions, if it has any, and why it is believed to help to reduce crime and disorder.",
        f"For each other item of expenditure over {gbp(ITEM_OVER_GBP)} (paragraph 3(g)): who receives it, what it is "
        f"for, and why good value for money is expected.",
        f"For each contract worth more than {gbp(CONTRACT_OVER_GBP)} (paragraph 4): a copy of it. An invitation to "
        f"tender is to be published too; this page does not look for it.",
    ]


def grants_disclosed(items: pd.DataFrame) -> str:
    """What is on record about the crime and disorder reduction grants, and what their table does not show."""
    grants = items[items["duty"] == GRANT_DUTY]
    if grants.empty:
        return "None of these awards is from a fund of crime and disorder reduction grants."
    number, own = grants["award_id"].nunique(), grants[grants["taken_from"] != THEME_AIM]
    conditions = _present(grants, "conditions")
    has_aims = len(own) < len(grants)
    no_recipient = grants.loc[(grants["requirement"] == "recipient") & (grants["state"] == MISSING), "service"].tolist()
    reasons = int(((own["requirement"] == "reasons") & (own["state"] == PRESENT)).sum())
    parts = [
        f"{counted(number, 'award')} from {listed([str(stream) for stream in grants['stream'].unique()])}.",
        f"No recipient is named for {listed(no_recipient)}." if no_recipient else "",
        f"A reason of its own is on record for {_out_of(reasons, number)}.",
        "Where the aim of the theme is shown instead, it stands for the whole theme." if has_aims else "",
        f"Conditions are on record for {_out_of(conditions, number)}; where none are, a grant without "
        f"conditions cannot be told from one whose conditions are not published.",
    ]
    return " ".join(part for part in parts if part)


def spending_disclosed(items: pd.DataFrame) -> str:
    """What is on record about the other items of expenditure."""
    spending = items[items["duty"] == ITEM_DUTY]
    if spending.empty:
        return f"No other award is over {gbp(ITEM_OVER_GBP)}."
    number = spending["award_id"].nunique()
    streams = listed([str(stream) for stream in spending["stream"].unique()])
    return (
        f"{counted(number, 'award')} from {streams}. What the money "
        f"is for is on record for {_out_of(_present(spending, 'purpose'), number)}, and why good value is expected for "
        f"{_out_of(_present(spending, 'value for money'), number)}."
    )


def contracts_disclosed(items: pd.DataFrame) -> str:
    """For how many contracts it is on record where they can be read."""
    contracts = items[items["duty"] == CONTRACT_DUTY]
    if contracts.empty:
        return f"No award by contract is over {gbp(CONTRACT_OVER_GBP)}."
    number = len(contracts)
    are = "is a contract" if number == 1 else "are contracts"
    return (
        f"{counted(number, 'award')} {are} over {gbp(CONTRACT_OVER_GBP)}. Where the contract can be read is on record "
        f"for {_out_of(_present(contracts, 'contract'), number)}."
    )


def tenders_disclosed(tenders: pd.DataFrame) -> str:
    """What permits a single tender, and for how many it is on record; `tenders` from `summaries.single_tenders`."""
    if tenders.empty:
        return "None of these awards is by single tender."
    number, on_record = len(tenders), int(tenders["tender_circumstance"].notna().sum())
    implied = implied_gbp(tenders)
    total = f", {gbp(tenders['award_gbp'].sum())}{implied_note(implied)} in all,"
    amount = total if tenders["award_gbp"].notna().all() else ""
    are = "is a contract" if number == 1 else "are contracts"
    return (
        f"{counted(number, 'award')}{amount} {are} given by single tender, without competition. Two circumstances "
        f"that permit that are looked for: for technical reasons only one supplier can do it, or a supplier that is "
        f"there already is kept for continuity. Which of the two it was is on record for {_out_of(on_record, number)}."
    )


def disclosure_reading() -> list[str]:
    """How the page decides what is due and what is on record."""
    return [
        "A detail is on record if there is a text for it. This page does not judge whether the text is good enough.",
        "The name of a service does not count as its purpose.",
        "A recipient is on record if the body that delivers is named. Where another body is paid, or the paper does "
        "not say who is, the table says so.",
        f"An amount that is not printed cannot be shown to be low, and so the detail is taken to be due. An amount of "
        f"just {gbp(ITEM_OVER_GBP)} or {gbp(CONTRACT_OVER_GBP)} is not over it.",
        "A contract comes under two duties: its own, and that for grants or for items of expenditure.",
        "Only the awards in the paper's tables are looked at, not what else the commissioner or the force spends.",
    ]


def implied_meaning(awards: pd.DataFrame) -> str:
    """A note below a table, if one of its amounts is implied."""
    implied = is_implied(awards).any()
    return "Implied: worked out from a printed total; the paper does not print it." if implied else ""


def _present(items: pd.DataFrame, requirement: str) -> int:
    return int(((items["requirement"] == requirement) & (items["state"] == PRESENT)).sum())


def _are(number: int, of: str = "") -> str:
    return f"{number}{f' {of}' if of else ''} {'is' if number == 1 else 'are'}"


def _out_of(number: int, total: int) -> str:
    """`none of them`, `6 of them` or `all of them`; if the total is 1, `it` or `none`."""
    if total == 1:
        return "it" if number else "none"
    return "all of them" if number == total else f"{number or 'none'} of them"
