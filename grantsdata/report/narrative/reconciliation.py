"""Write the sentences of the report on findings and repairs."""

import pandas as pd

from grantsdata.model.money import format_pounds as gbp
from grantsdata.model.paper import Paper
from grantsdata.model.phrases import counted, implied_note, listed


def about_reconciliation(paper: Paper) -> str:
    """What the page is, in a sentence."""
    return (
        f"Each total and budget that the paper prints for {paper.financial_year} beside what its own rows come to; "
        f"each repair that was made to the printed tables; and how much money rests on a judgement of ours."
    )


def reconciliation_headline(printed: pd.DataFrame) -> str:
    """How many printed figures agree; `printed` is the table of `summaries.printed_figures`."""
    if printed.empty:
        return "The paper prints neither a total nor a budget that the awards could be set beside."
    number, precision, penny = (
        len(printed),
        int(printed["at_printed_precision"].sum()),
        int(printed["to_the_penny"].sum()),
    )
    if number == 1:
        ours = (
            "agrees with ours to the penny" if penny else "agrees with ours to the printed precision, not to the penny"
        )
        return f"The paper prints 1 figure to check against: it {ours if precision else 'does not agree with ours'}."
    agree = "agree" if precision > 1 else "agrees"
    return (
        f"The paper prints {number} figures to check against: {precision or 'none'} of them {agree} with ours to the "
        f"printed precision, and {penny or 'none'} to the penny."
    )


def printed_differences(printed: pd.DataFrame) -> list[str]:
    """A sentence for each printed figure that differs from ours by more than its rounding, or one if none does."""
    wrong = printed[~printed["at_printed_precision"]]
    if printed.empty:
        return []
    if wrong.empty:
        return ["No difference is larger than the rounding of the printed figure."]
    return [
        f"{row['scope']}: {row['compared']} come to {gbp(row['ours_gbp'])}{implied_note(row['implied_gbp'])}, "
        f"{gbp(abs(row['difference_gbp']))} {'more' if row['difference_gbp'] > 0 else 'less'} than the printed "
        f"{gbp(row['printed_gbp'])}."
        for _, row in wrong.iterrows()
    ]


def findings_with_rows(findings: pd.DataFrame) -> str:
    """How many findings are about particular rows."""
    number = int((findings["rows"] != "").sum())
    if not number:
        return "No finding is about a particular row."
    are = "is about particular rows" if number == 1 else "are about particular rows"
    return f"{number} of {counted(len(findings), 'finding')} {are} of the tables; these stand below with their amounts."


def repairs_made(by_kind: pd.DataFrame) -> str:
    """In how many places the awards differ from the printed cells; `by_kind` is from `summaries.repairs_by_kind`."""
    number = int(by_kind["cells"].sum())
    if not number:
        return "Every cell of the printed tables is read as it stands."
    kinds = listed([counted(row["cells"], str(row["kind"])) for _, row in by_kind.iterrows()])
    return f"The awards differ from the printed tables in {counted(number, 'place')}: {kinds}."
