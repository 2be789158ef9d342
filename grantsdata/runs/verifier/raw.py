"""Read a year's awards a second time, from data/raw, with Python's csv and tomllib and nothing else."""

import posixpath
import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from grantsdata.runs.verifier import law, on_file, variations
from grantsdata.runs.verifier.documents import PAPER, Documents
from grantsdata.runs.verifier.printed import amount, slug, spaced
from grantsdata.runs.verifier.rows import LAYOUT, Cells, rows_of

Award = dict[str, Any]

REGISTER = "data/raw/providers.csv"
ROLES = ("pools", "matches", "holds the main contract", "contributes to a larger sum")
TEXTS = ("purpose", "conditions", "reasons", "tender_circumstance", "contract_published")
NO_PROVIDER_YET = (
    r"|tb[acd]|unallocated|not (?:yet )?allocated"
    r"|to be (?:agreed|allocated|announced|appointed|confirmed|decided|determined)"
)
"""What stands in a cell that names no provider."""

OF_PROVIDER = {"provider": "provider", "provider_type": "provider_type", "identifier": "provider_identifier",
               "basis": "provider_basis", "confidence": "provider_confidence"}  # fmt: skip


class Raw:
    """What is on file for a year: `paper` is paper.toml, `awards` has a dict for each award.

    An award has the columns of the awards table, and those that the page checks add. `every` are the awards of all
    documents as these print them; `awards` are those of the day `as_at` (in its ISO form) or of the document `only`,
    with the amounts of then.
    """

    def __init__(
        self,
        root: Path,
        year: str,
        include_implied: bool = True,
        period: str = "year",
        *,
        as_at: str = "",
        only: str = "",
    ) -> None:
        self.root, self.year, self.include_implied, self.as_at, self.only = root, year, include_implied, as_at, only
        self.folder = root / "data" / "raw" / year
        self.paper: dict[str, Any] = tomllib.loads((self.folder / "paper.toml").read_text(encoding="utf-8"))
        self.streams: dict[str, Any] = {one["code"]: one for one in self.paper["streams"]}
        self.register = {spaced(one["provider_printed"]): one for one in rows_of(root / REGISTER).values()}
        self.documents = Documents(self.paper)
        self.every = [award for table in self.paper["award_tables"] for award in self._awards(table)]
        self._name()
        if include_implied:
            self._imply()
        self.variations = variations.lines_of(self)
        self.printed = [one for one in self.every if self.documents.holds(one, as_at, only)]
        self.awards = self.printed if only else variations.varied(self)
        self.paper = self.documents.paper_in_state(self.paper, as_at, only)
        self._derive(period)

    def at(self, day: str) -> "Raw":
        """The same year as at a day, in its ISO form."""
        return Raw(self.root, self.year, self.include_implied, as_at=day)

    def path(self, file: str) -> Path:
        """The path of a file that paper.toml names, or that an award names as its source."""
        return self.root / (file if file.startswith("data/raw/") else self.source(file))

    def source(self, file: str) -> str:
        """A file as the awards name it."""
        return posixpath.normpath(f"data/raw/{self.year}/{file}")

    def listed(self, name: str) -> list[Cells]:
        """The rows of a table beside the awards, such as `measures`, by meaning; none if the paper has none."""
        return [cells for _, cells in self.numbered(name)]

    def other_funds(self) -> list[Cells]:
        """The funds that the paper names outside its tables, without those that a later document has as awards."""
        later = {(one["code"], one["service"]) for one in self.awards if one.get("document", PAPER) != PAPER}
        return [one for one in self.listed("separate_funds") if (one["stream"], one["fund"]) not in later]

    def numbered(self, name: str) -> list[tuple[int, Cells]]:
        """The same, each with its row in the file."""
        return [*on_file.rows_by(self, name, self.by_meaning(name)).items()]

    def by_meaning(self, name: str) -> dict[int, Cells]:
        """All rows of such a table, whatever the day."""
        table = self.paper.get(name) or {}
        rows = rows_of(self.path(table["file"])) if table else {}
        named = table.get("columns")
        return {row: {one: cells[of] for one, of in named.items()} if named else cells for row, cells in rows.items()}

    def _awards(self, table: dict[str, Any]) -> Iterator[Award]:
        columns = {meaning: name for meaning, name in table["columns"].items() if name}
        for row, cells, sections in self._award_rows(table, columns):
            text = {meaning: cells[name] for meaning, name in columns.items()} | sections
            if text["award"] not in table.get("no_award", ()):
                pence, _, words = amount(text["award"], table)
                code = table.get("stream") or table["streams"][text["stream"]]
                named = table.get("arrangements", {}).get(text.get("arrangement"))
                award = {name: text.get(name, "") for name in TEXTS} | {
                    "financial_year": self.year, "code": code, "stream": self.streams[code]["name"],
                    "arrangement": table.get("arrangement") or named, "theme": text.get("theme") or None,
                    "service": table.get("service") or text["service"],
                    "award_printed": text["award"], "award_pence": pence, "remark": words,
                    "award_status": "not stated" if pence is None else "printed",
                    "source_file": self.source(table["file"]), "source_row": row,
                }  # fmt: skip
                award |= self.documents.columns(table, text.get("document", ""), f"{award['source_file']} row {row}")
                yield award | self._provider(spaced(text["provider"])) | self._others(award, spaced(text["provider"]))

    def _award_rows(self, table: dict[str, Any], columns: Cells) -> Iterator[tuple[int, Cells, Cells]]:
        ditto, left, _ = (table.get(name, default) for name, default in LAYOUT)
        no_awards = [one.get("row") for one in self.paper.get("printed_totals", ()) if one["file"] == table["file"]]
        left_out = [one["row"] for one in table.get("left_out", ())]
        kinds = table.get("section_rows", [])
        sections, last = dict.fromkeys(kinds, ""), dict[str, str]()
        for row, cells in rows_of(self.path(table["file"]), table).items():
            cells |= {one["column"]: one["read_as"] for one in table.get("corrections", ()) if one["row"] == row}
            if "pence" in columns:
                pence = cells[columns["pence"]].lower().removesuffix("p")
                cells[columns["award"]] += f".{pence}" if pence.isdigit() else ""
                cells[columns["pence"]] = ""
            words = [text for text in cells.values() if text not in ("", ditto, left)]
            kind = next((kind for kind in kinds if words and words[0] in table[f"{kind}s"]), None)
            if kind and len(words) <= 2 and row not in left_out:
                sections |= {kind: words[0]} | dict.fromkeys(kinds[kinds.index(kind) + 1 :], "")
            elif row not in no_awards + left_out:
                before = ""
                for name, text in cells.items():
                    before = cells[name] = before if text == left else last.get(name, "") if text == ditto else text
                last = cells
                yield row, cells, dict(sections)

    def _provider(self, printed: str) -> Award:
        unknown = {"provider": printed, "provider_type": "not in the register"}
        line = {"provider_type": "not yet allocated"} if re.fullmatch(NO_PROVIDER_YET, printed.lower()) else unknown
        line = self.register.get(printed, line)
        payee = line.get("payee") or line.get("provider")
        known = {name: line.get(column) or None for column, name in OF_PROVIDER.items()}
        return known | {"provider_printed": printed, "payee": None if payee == "(not named)" else payee}

    def _others(self, award: Award, printed: str) -> Award:
        lines = [one for one in self.listed("contributions") if spaced(one["provider"]) in ("", printed)]
        lines = [one for one in lines if (one["stream"], one["service"]) == (award["code"], award["service"])]
        who, roles = dict.fromkeys(one["contributor"] for one in lines), {one["role"] for one in lines}
        how = [role for role in ROLES if role in roles]
        return {"other_contributors": "; ".join(who) or None, "contribution": "; ".join(how) or None}

    def _name(self) -> None:
        """Give identifiers, document by document: an award of a later one changes none of an earlier one."""
        taken: Counter[str] = Counter()
        named = [(award, f"{self.year}-{award['code']}-{slug(award['service'])}") for award in self.every]
        for award, key in sorted(named, key=lambda one: self.documents.day(one[0])):
            day = self.documents.day(award)
            others = [one for one, other in named if other == key and self.documents.day(one) <= day]
            name = f"{key}-{slug(award['provider_printed'])}" if len(others) > 1 else key
            taken[name] += 1
            award["award_id"] = name if taken[name] == 1 else f"{name}-{taken[name]}"

    def under(self, printed: dict[str, Any]) -> list[Award]:
        """The awards that a printed total adds up."""
        of = {"code": printed.get("stream"), "theme": printed.get("theme"), "arrangement": printed.get("arrangement")}
        of["source_file"] = self.source(printed["file"])
        return [one for one in self.every if all(value is None or one[name] == value for name, value in of.items())]

    def _imply(self) -> None:
        found: dict[int, set[int]] = {}
        for one in self.paper.get("printed_totals", ()):
            under, (whole, unit, _) = self.under(one), amount(one["printed"], one)
            missing = [award for award in under if award["award_pence"] is None]
            rest = (whole or 0) - sum(award["award_pence"] or 0 for award in under)
            if len(missing) == 1 and unit <= 100 and rest > 0:
                found.setdefault(self.every.index(missing[0]), set()).add(rest)
        for place, rests in found.items():
            if len(rests) == 1:
                self.every[place] |= {"award_pence": rests.pop(), "award_status": "implied"}

    def _derive(self, period: str) -> None:
        linked = [one for one in self.listed("measures") if one["awarded_service"]]
        parts = {(one["stream"], one["awarded_service"], self.part(one["period"])) for one in linked}
        themed = {award["stream"] for award in self.awards if award["theme"]}
        for award in self.awards:
            stream, key, kind = self.streams[award["code"]], (award["code"], award["service"]), award["provider_type"]
            has_return = on_file.returned(self, award)
            is_now = (*key, period) in parts or on_file.returned(self, award, period)
            has_measure = has_return or key in {part[:2] for part in parts}
            measured = "a measure for this period" if is_now else "measures for other periods only"
            is_grant = stream.get("crime_and_disorder_reduction_grants", False)
            award |= {
                "in_overall_budget": stream["in_overall_budget"], "stream_has_themes": award["stream"] in themed,
                "group": award["arrangement"] or award["theme"] or "no arrangement or theme",
                "has_measure": has_measure, "has_return": has_return,
                "measured": measured if has_measure else "no measure",
                "is_unallocated": kind == "not yet allocated",
                "in_register": kind not in ("not yet allocated", "not in the register"),
            }  # fmt: skip
            award |= law.duties_on(award, self, is_grant)

    def part(self, period: str) -> str:
        """Which part of the awards' year a printed period is."""
        first, last = int(self.year[:4]), int(self.year[:4]) + 1
        text = spaced(re.sub("[/–]", "-", period.lower())).removeprefix("the ")
        text = re.sub(rf"(financial )?(year )?{first}-({last}|{last % 100:02})", "year", text)
        text = re.sub(r"\b(1|30|31) (?=april|september|october|march)", "", text)
        parts = {"year": ("year", f"april {first} to march {last}"),
                 "first half": ("first half of year", f"april to september {first}"),
                 "second half": ("second half of year", f"october {first} to march {last}")}  # fmt: skip
        return next((part for part, forms in parts.items() if text in forms), "another period")

    def texts(self) -> set[str]:
        """Every text of the year's files: the cells of its tables, and the entries of paper.toml."""
        return {*texts_in([self.paper, *(rows_of(path) for path in sorted(self.folder.glob("*.csv")))])}


def texts_in(part: Any) -> Iterator[str]:
    """Every text within lists and dicts."""
    for one in part.values() if isinstance(part, dict) else part if isinstance(part, list) else ():
        yield from [one] if isinstance(one, str) else texts_in(one)
