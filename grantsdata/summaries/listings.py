"""List awards one by one, with key figures and the reasons for provider types."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from grantsdata.model.schema import (
    HOLDS_MAIN_CONTRACT,
    LARGER_SUM,
    MATCHES,
    NOT_NAMED,
    POOLS,
    SINGLE_TENDER,
    is_implied,
)
from grantsdata.model.slugs import slug
from grantsdata.summaries.breakdowns import Anchors, breakdown, ranked


def key_figures(awards: pd.DataFrame, own_force: str, all_awards: pd.DataFrame | None = None) -> pd.DataFrame:
    """The figures that a reader looks for first, a row each: figure, awards, award_gbp, implied_gbp, share.

    `own_force` is the police force that the body oversees, "" if it oversees none. If `awards` are only a part of the
    year's, `all_awards` are all of them, and the shares are of their sum. A figure without any award has no row.
    """
    return figures_of(
        {
            "All awards" if all_awards is None else "All awards here": awards,
            f"To {own_force}": awards[awards["provider"] == own_force],
            "By single tender": awards[awards["arrangement"] == SINGLE_TENDER],
            "With other contributors": awards[awards["contribution"].notna()],
            "Provider type judged by us": awards[awards["provider_basis"] == "judgement"],
            "Amount implied, not printed": awards[is_implied(awards)],
        },
        awards if all_awards is None else all_awards,
    )


def figures_of(parts: Mapping[str, pd.DataFrame], all_awards: pd.DataFrame) -> pd.DataFrame:
    """A row per named part of `all_awards`: figure, awards, award_gbp, implied_gbp (pounds), share (of all, 0 to 1).

    A part without any award has no row, unless it is `all_awards` itself; one without any stated amount has NaN.
    """
    total = int(all_awards["award_pence"].sum())
    rows = []
    for name, part in parts.items():
        if len(part) or part is all_awards:
            pence = part["award_pence"].astype("float64").sum(min_count=min(1, len(part)))
            implied = part.loc[is_implied(part), "award_pence"].sum() / 100
            rows.append((name, len(part), pence / 100, implied, pence / total if total else pence * 0))
    return pd.DataFrame(rows, columns=["figure", "awards", "award_gbp", "implied_gbp", "share"])


def grouping_of(awards: pd.DataFrame) -> str:
    """The column by which the paper groups these awards: arrangement, else theme, else stream."""
    return next((column for column in ("arrangement", "theme") if awards[column].notna().any()), "stream")


def award_sizes(awards: pd.DataFrame) -> pd.DataFrame:
    """The smallest, median and largest award: size, award_gbp, service.

    The median of an even number is the mean of the middle two and has no service; amounts that are not stated
    do not count. No rows if no amount is stated.
    """
    stated = awards.dropna(subset="award_pence").sort_values(["award_pence", "award_id"])
    if stated.empty:
        return pd.DataFrame(columns=["size", "award_gbp", "service"])
    middle = stated.iloc[(len(stated) - 1) // 2 : len(stated) // 2 + 1]
    median_service = middle["service"].iloc[0] if len(middle) == 1 else None
    rows = [
        ("smallest", stated["award_pence"].iloc[0], stated["service"].iloc[0]),
        ("median", middle["award_pence"].mean(), median_service),
        ("largest", stated["award_pence"].iloc[-1], stated["service"].iloc[-1]),
    ]
    return pd.DataFrame(
        [(size, pence / 100, service) for size, pence, service in rows],
        columns=["size", "award_gbp", "service"],
    )


def contributed_awards(awards: pd.DataFrame, contributions: pd.DataFrame) -> pd.DataFrame:
    """The awards to which others contribute, in the paper's order: a row per award.

    Columns: service, stream, provider, payee, award_gbp, award_status, other_contributors, contribution (their role),
    words (the paper's words on it), paragraph. `contributions` is the table of `load_contributions`. If an award has
    several contributors, each different text appears once, joined with "; ".

    >>> import grantsdata as gd
    >>> shared = gd.summaries.contributed_awards(gd.load_awards("2017-18"), gd.load_contributions("2017-18"))
    >>> len(shared), shared["award_gbp"].sum().item()
    (12, 1057791.0)
    """
    stated = {
        name: contributions.groupby("award_id")[name].agg(lambda texts: "; ".join(dict.fromkeys(texts)))
        for name in ("words", "paragraph")
    }
    shared = awards[awards["contribution"].notna()]
    columns = ["service", "stream", "provider", "payee", "award_gbp", "award_status"]
    columns += ["other_contributors", "contribution"]
    texts = {name: shared["award_id"].map(texts).astype("str") for name, texts in stated.items()}
    return shared[columns].assign(**texts).reset_index(drop=True)


def listing(awards: pd.DataFrame, by: str) -> pd.DataFrame:
    """Every award as a page lists it, in the paper's order, with its arrangement or theme (`by`) as first column.

    `paid_to` names the payee if it is not the provider. The columns `paid_to`, `remark` and `purpose` are left out if
    no award has one. `stated_in` is there if the year has several documents.
    `attrs["rows_of"]` has the addresses of the rows on a page.
    """
    elsewhere = awards["provider"].notna() & (awards["payee"].isna() | (awards["payee"] != awards["provider"]))
    listed = awards.assign(paid_to=awards["payee"].fillna("not named").where(elsewhere, ""))
    columns = ["service", "award_gbp", "award_status", "provider", "paid_to"]
    columns += [*_documents(awards), "provider_type", "provider_basis", "provider_confidence", "remark", "purpose"]
    listed = listed[[by, *columns]].reset_index(drop=True)
    listed = listed.drop(columns=[name for name in ("paid_to", "remark", "purpose") if (listed[name] == "").all()])
    listed.attrs["rows_of"] = anchors(awards)
    return listed


def judgements(awards: pd.DataFrame, providers: pd.DataFrame) -> pd.DataFrame:
    """Why each provider of these awards has its type: a row per printed name in the register, the most money first.

    Columns: provider, provider_type, basis, confidence, award_gbp, implied_gbp, reason. `providers` is the table of
    `load_providers`.
    """
    by_name = breakdown(awards[awards["provider"].notna()], "provider_printed")
    reasons = providers[["provider_printed", "provider", "provider_type", "basis", "confidence", "reason"]]
    table = by_name.join(reasons.set_index("provider_printed"), on="provider_printed", how="inner")
    columns = ["provider", "provider_type", "basis", "confidence", "award_gbp", "implied_gbp", "reason"]
    return ranked(table)[columns]


def award_list(awards: pd.DataFrame, aims: Mapping[str, str] | None = None) -> pd.DataFrame:
    """Every award once, in the paper's order.

    Columns: under (stream, with arrangement or theme; in order), stream, arrangement, theme, service, award_gbp,
    award_status, provider, provider_type, notes (who is paid if not the provider, and who else pays), payee,
    other_contributors, contribution; stated_in if the year has several documents.
    `aims` maps a theme to its aim, which stands beside it in `under`. On a page the
    awards lead to their rows on the pages of their streams, by `attrs["leads_to"]`.
    """
    labels = [_under(award, aims or {}) for award in awards.to_dict("records")]
    order = awards.assign(under=labels).sort_values(["stream", "arrangement", "theme"], kind="stable")["under"]
    columns = ["under", "stream", "arrangement", "theme", "service", "award_gbp", "award_status", "provider"]
    columns += [*_documents(awards), "provider_type", "notes", "payee", "other_contributors", "contribution"]
    listed = awards.assign(
        under=pd.Categorical(labels, list(dict.fromkeys(order)), ordered=True),
        notes=pd.Series([_note(award) for award in awards.to_dict("records")], awards.index, dtype="str"),
    )
    listed = listed.sort_values("under", kind="stable")[columns].reset_index(drop=True)
    listed.attrs["leads_to"] = anchors(awards)
    return listed


def _documents(awards: pd.DataFrame) -> list[str]:
    """The column on the document that states the amount, if the year has several documents."""
    return [name for name in ("stated_in",) if name in awards]


def anchors(awards: pd.DataFrame) -> Anchors:
    """Service and provider of an award → its stream, and the address of its row on the stream's page.

    A pages' table finds its awards by these two, so several awards that have both in common are left out.
    """
    rows = awards[["service", "provider", "stream", "award_id", "financial_year"]].astype("object").fillna("")
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for service, provider, stream, award_id, year in rows.itertuples(index=False):
        anchor = f"award-{slug(str(award_id).removeprefix(f'{year}-'))}"
        found.setdefault((str(service), str(provider)), []).append((str(stream), anchor))
    return Anchors({key: places[0] for key, places in found.items() if len(places) == 1})


def _under(award: Mapping[Any, Any], aims: Mapping[str, str]) -> str:
    """The stream of an award, with its arrangement or theme, and the theme's aim."""
    stream, arrangement, theme = (award[name] for name in ("stream", "arrangement", "theme"))
    if pd.notna(arrangement):
        return f"{stream}, {str(arrangement).lower()}"
    if pd.isna(theme):
        return str(stream)
    aim = aims.get(theme, "")
    return f"{stream}, {theme} ({aim})" if aim else f"{stream}, {theme}"


def _note(award: Mapping[Any, Any]) -> str:
    """Who is paid if it is not the provider, and who else pays; "" if neither is on record."""
    provider, payee, role = award["provider"], award["payee"], award["contribution"]
    others = "" if pd.isna(award["other_contributors"]) else str(award["other_contributors"])
    is_elsewhere = pd.notna(provider) and (pd.isna(payee) or payee != provider)
    to = "a body that is not named" if pd.isna(payee) else str(payee)
    who = "others" if others in ("", NOT_NAMED) else others.replace("; ", " and ")
    if role == POOLS and is_elsewhere:
        return f"Paid into a pooled budget{'' if pd.isna(payee) else f' with {to}'}"
    if role == HOLDS_MAIN_CONTRACT and is_elsewhere and to == others:
        return f"Paid to {to}, which holds the main contract"
    also = {
        POOLS: "Paid into its own pooled budget" if others == provider else f"Pooled with {who}",
        MATCHES: f"Matched by {who}",
        HOLDS_MAIN_CONTRACT: f"Main contract held by {who}",
        LARGER_SUM: "Part of a larger sum" if who == "others" else f"Part of a larger sum, with {who}",
    }.get(role, f"Others pay too: {who}" if others else "")
    return "; ".join(part for part in (f"Paid to {to}" if is_elsewhere else "", also) if part)
