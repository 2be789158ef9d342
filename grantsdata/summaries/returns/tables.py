"""Tables of returns for publication: what came back, against profile, by half-year, and beside money."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pandas as pd

from grantsdata.model.documents.document import is_made_by
from grantsdata.model.schema import (
    HALVES,
    HIGHER,
    LATE,
    LOWER,
    NEAR_PROFILE,
    NEAR_PROFILE_SHARE,
    NOT_AVAILABLE,
    NOT_YET,
    OFF_PROFILE,
    ON_PROFILE,
    ON_TIME,
    OUTSTANDING,
    PEOPLE_HELPED,
    SHARE,
    UNDATED,
    is_implied,
)
from grantsdata.summaries.returns.lines import narrative_shown
from grantsdata.summaries.returns.published import BY_PERIOD, YEAR, Measured, Published, number_text

_AWARD = ["stream", "service", "provider"]


def returns_by_award(returns: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """What became of each award's return: a row per award, in the awards' order.

    Columns: stream, service, provider, in_first_half, in_second_half ("on time", "late", "returned, no due date",
    "missing", "not yet awarded"; blank for a half-year without any line in the table), award_id. Awards of the same
    service and provider have one return.
    """
    columns = dict(list(BY_PERIOD.items())[:2])
    each = awards.drop_duplicates(["stream", "service", "provider"]).astype({"stream": "str"})
    for half, name in columns.items():
        of_half = returns[returns["period"] == half]
        states = {award_id: _state(of_award) for award_id, of_award in of_half.groupby("award_id")}
        for award in each.to_dict("records") if len(of_half) else ():
            states.setdefault(award["award_id"], OUTSTANDING if is_made_by(award, half) else NOT_YET)
        each[name] = pd.array([states.get(award_id, "") for award_id in each["award_id"]], dtype="str")
    return each[[*_AWARD, *columns.values(), "award_id"]].reset_index(drop=True)


def _state(lines: pd.DataFrame) -> str:
    came = lines[lines["returned_on"] != ""]
    if came.empty:
        return OUTSTANDING
    dated = came[came["due"] != ""]
    if dated.empty:
        return UNDATED
    return LATE if (dated["returned_on"] > dated["due"]).any() else ON_TIME


def performance(returns: pd.DataFrame) -> pd.DataFrame:
    """Each figure that came back, against its profile: a row per award, measure and half-year.

    Columns: stream, service, provider, measure, period, profile (the target, as a text), reported (the figure, as a
    text), against_profile (`schema.ON_PROFILE` and so on; "" without a profile, or if the figure is withheld),
    direction (of the second half beside the first; "" if either is withheld), data_quality, narrative, award_id.
    """
    rows, decided = [], Published(returns)
    by_line: dict[Any, dict[Any, Any]] = {(line["award_id"], line["measure"], line["kind"], line["period"]): line
               for line in returns.to_dict("records")}  # fmt: skip
    for one in decided.measures:
        for half in HALVES:
            line = by_line.get((one.award_id, one.line["measure"], one.line["kind"], half))
            if line is None or not line["returned_on"]:
                continue
            may_show = half in one.figures and decided.may_show(one, half)
            rows.append(
                {
                    "stream": line["stream"],
                    "service": line["service"],
                    "provider": line["provider"],
                    "measure": _named(line),
                    "period": half,
                    "profile": "" if pd.isna(line["target"]) else _profile(line),
                    "reported": decided.text(one, half) or NOT_AVAILABLE,
                    "against_profile": _against(line, one.figures[half]) if may_show else "",
                    "direction": _direction(decided, one) if half == HALVES[1] else "",
                    "data_quality": line["data_quality"],
                    "narrative": narrative_shown(line["narrative"]),
                    "award_id": one.award_id,
                }
            )
    names = ("stream", "service", "provider", "measure", "period", "profile", "reported", "against_profile",
             "direction", "data_quality", "narrative", "award_id")  # fmt: skip
    return pd.DataFrame(rows, columns=list(names), dtype="str")


def _named(line: Mapping[str, Any]) -> str:
    unit = line["unit"]
    return f"{line['measure']} ({unit})" if unit and unit not in ("%", "per cent") else str(line["measure"])


def _profile(line: Mapping[str, Any]) -> str:
    return number_text(Fraction(str(line["target"]))) + ("%" if line["kind"] == SHARE else "")


def _value(figures: tuple[Fraction, ...]) -> Fraction:
    """One number to compare: a share in per cent. A share of 0 people is withheld, and never compared."""
    return figures[0] if len(figures) == 1 else 100 * figures[0] / figures[1]


def _against(line: Mapping[str, Any], figures: tuple[Fraction, ...]) -> str:
    if pd.isna(line["target"]):
        return ""
    value = _value(figures)
    target = Fraction(str(line["target"]))
    missed_by = target - value if line["better"] == HIGHER else value - target
    if missed_by <= 0:
        return ON_PROFILE
    return NEAR_PROFILE if missed_by <= Fraction(str(NEAR_PROFILE_SHARE)) * abs(target) else OFF_PROFILE


def _direction(decided: Published, one: Measured) -> str:
    """Whether the second half is higher or lower than the first, and whether that is better."""
    if not all(half in one.figures and decided.may_show(one, half) for half in HALVES):
        return ""
    before, now = (_value(one.figures[half]) for half in HALVES)
    if before == now:
        return "= the same"
    went = HIGHER if now > before else LOWER
    verdict = {"": "", went: ": better"}.get(one.line["better"], ": worse")
    return f"{'▲' if went == HIGHER else '▼'} {went}{verdict}"


def by_half_year(returns: pd.DataFrame) -> pd.DataFrame:
    """The account by half-year: a row per award and measure of people, counts and shares, and a sum for each stream.

    Columns: service (or the name of the sum), provider, measure, in_first_half, in_second_half, in_year (texts; blank
    if there is no figure), stream. People helped by all awards of a stream are the last row of the stream.
    """
    decided, rows = Published(returns), []
    for stream in dict.fromkeys(returns["stream"]):
        of_stream = [one for one in decided.measures if one.line["stream"] == stream and one.figures]
        for one in of_stream:
            figures = {name: decided.text(one, period) for period, name in BY_PERIOD.items()}
            named = {name: one.line[name] for name in ("service", "provider", "stream")}
            rows.append({**named, "measure": _named(one.line), **figures})
        sums = {name: decided.total(stream, period) for period, name in BY_PERIOD.items()}
        if len({one.award_id for one in of_stream if one.line["kind"] == PEOPLE_HELPED}) > 1:
            rows.append(
                {
                    "service": "All of these awards",
                    "provider": "all",
                    "measure": "People helped",
                    **sums,
                    "stream": stream,
                }
            )
    names = ["service", "provider", "measure", *BY_PERIOD.values(), "stream"]
    return pd.DataFrame(rows, columns=names, dtype="str")


def cost_beside_people(returns: pd.DataFrame, awards: pd.DataFrame) -> pd.DataFrame:
    """Awards beside the people helped with them in the same year: a row per award and measure of people helped.

    Only measures with figures for both halves, since an award is for the year. Columns: service, provider, measure,
    in_year (people, as a text), award_gbp (pounds), implied_gbp (the implied part), stream, award_id. An amount is not
    divided by a number of people, since a service may help in other ways as well.
    """
    decided = Published(returns)
    pence = awards.assign(implied=awards["award_pence"].where(is_implied(awards), 0)).astype({"stream": "str"})
    pence = pence.groupby([*_AWARD], dropna=False, sort=False).agg(
        award=("award_pence", lambda one: one.sum(min_count=1)),
        implied=("implied", "sum"),
        award_id=("award_id", "first"),
    )
    amounts = pence.reset_index().set_index("award_id")
    rows = []
    for one in decided.measures:
        if one.line["kind"] == PEOPLE_HELPED and not one.line["part_of"] and YEAR in one.figures:
            of_award = amounts.loc[one.award_id]
            rows.append(
                {
                    "service": one.line["service"],
                    "provider": one.line["provider"],
                    "measure": _named(one.line),
                    "in_year": decided.text(one, YEAR),
                    "award_gbp": of_award["award"],
                    "implied_gbp": of_award["implied"],
                    "stream": one.line["stream"],
                    "award_id": one.award_id,
                }
            )
    names = ["service", "provider", "measure", "in_year", "award_gbp", "implied_gbp", "stream", "award_id"]
    table = pd.DataFrame(rows, columns=names).astype({"award_gbp": "Float64", "implied_gbp": "Float64"})
    return table.assign(award_gbp=table["award_gbp"] / 100, implied_gbp=table["implied_gbp"] / 100)
