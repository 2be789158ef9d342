"""Read a year's awards a second time, from data/raw, with Python's csv and tomllib and nothing else."""

import csv
import posixpath
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from grantsdata.runs.verifier import law
from grantsdata.runs.verifier.documents import PAPER, Documents

Award = dict[str, Any]
Cells = dict[str, str]

SCALES = {"": 0, "k": 3, "thousand": 3, "m": 6, "million": 6, "bn": 9, "billion": 9}
NUMBER = re.compile(
    r"(?P<sign>[-−(£ ]*)(?P<whole>[0-9][0-9,]*)(?:\.(?P<part>[0-9]+))?"
    r"(?: ?(?P<scale>k|thousand|m|million|bn|billion)\b)?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
SPACES = re.compile("(?<=[0-9])(?: ?,[ \u00a0\u2009\u202f]| ,|[ \u00a0\u2009\u202f])(?=[0-9]{3}(?![0-9]))")
REGISTER = "data/raw/providers.csv"
ROLES = ("pools", "matches", "holds the main contract", "contributes to a larger sum")
TEXTS = ("purpose", "conditions", "reasons", "tender_circumstance", "contract_published")
OF_PROVIDER = {"provider": "provider", "provider_type": "provider_type", "identifier": "provider_identifier",
               "basis": "provider_basis", "confidence": "provider_confidence"}  # fmt: skip


def amount(text: str, of: dict[str, Any]) -> tuple[int | None, int, str]:
    """The pence of a printed amount (None if it is not stated), its precision in pence, and the words beside it.

    `of` is the table or total of paper.toml, which may declare spaces between digits, and a scale.
    """
    if "£" not in text:
        text = text.replace("GBP", "£" if text.lstrip("-−(").startswith("GBP") else "", 1)
    if re.fullmatch(r"£ ?[-–]|(£ ?)?nil", text, re.IGNORECASE):
        return 0, 100, ""
    found = NUMBER.match(SPACES.sub(",", text) if of.get("spaced_amounts") else text)
    if found is None:
        return None, 1, ""
    factor = 10 ** SCALES[found["scale"].lower()] if found["scale"] else of.get("scale", 1)
    part, words = found["part"] or "", found["rest"].strip()
    pence = round(Decimal(f"{found['whole'].replace(',', '')}.{part or 0}") * factor * 100)
    is_negative = any(sign in found["sign"] for sign in "-−(") or words in ("-", "−")
    unit = max(1, factor * 100 // 10 ** len(part))
    return -pence if is_negative else pence, unit, words.removeprefix("(").removesuffix(")").strip("-−")


def total_of(text: str) -> int | None:
    """The pence of a budget, which may be printed as a sum; None if it is not one."""
    parts = [amount(part, {}) for part in re.split(r" (?:\+|and|plus) ", text)]
    is_stated = all(pence is not None and not re.search("[0-9]", words) for pence, _, words in parts)
    return sum(pence or 0 for pence, _, _ in parts) if is_stated else None


def spaced(text: str) -> str:
    """The text with single spaces."""
    return " ".join(text.split())


def slug(text: str) -> str:
    """The text as letters and digits with hyphens, as in identifiers."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower().replace("'", "")
    return re.sub("[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def rows_of(path: Path, of: dict[str, Any] | None = None) -> dict[int, Cells]:
    """The rows of a file below its header, by their number: the cells by printed column."""
    ditto, left, heads = _layout(of or {})
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = [[cell.strip() for cell in line] for line in csv.reader(file)]
    names: list[list[str]] = [[] for _ in lines[0]]
    for line in lines[:heads]:
        for place, cell in enumerate(line):
            text = names[place - 1][-1] if place and cell == left else "" if cell == ditto else cell
            names[place].append(cell if heads == 1 else text)
    columns = [" ".join(filter(None, name)) or f"column {place}" for place, name in enumerate(names, start=1)]
    numbered = enumerate(lines[heads:], start=heads + 1)
    return {row: dict(zip(columns, line, strict=True)) for row, line in numbered if any(line)}


def _layout(of: dict[str, Any]) -> tuple[str, str, int]:
    return of.get("ditto", "〃"), of.get("merged_left", "←"), of.get("header_rows", 1)


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
        self.variations: list[Cells] = []
        self.printed = [one for one in self.every if self.documents.holds(one, as_at, only)]
        self.awards = self.printed if only else self._varied()
        self.paper = self.documents.paper_in_state(self.paper, as_at, only)
        self._derive(period)

    def at(self, day: str) -> "Raw":
        """The same year as at a day, in its ISO form."""
        return Raw(self.root, self.year, self.include_implied, as_at=day)

    def stated_by(self, award: Award, day: str) -> str:
        """The document that last set the amount of an award by a day."""
        lines = [line for line in self.variations if self.is_about(line, award) and line["counts"] <= day]
        return lines[-1]["document"] if lines else award.get("document", PAPER)

    def path(self, file: str) -> Path:
        """The path of a file that paper.toml names, or that an award names as its source."""
        return self.root / (file if file.startswith("data/raw/") else self.source(file))

    def source(self, file: str) -> str:
        """A file as the awards name it."""
        return posixpath.normpath(f"data/raw/{self.year}/{file}")

    def listed(self, name: str) -> list[Cells]:
        """The rows of a table beside the awards, such as `measures`, by meaning; none if the paper has none."""
        table = self.paper.get(name) or {}
        rows = rows_of(self.path(table["file"])).values() if table else ()
        named = table.get("columns")
        return [{meaning: cells[name] for meaning, name in named.items()} if named else cells for cells in rows]

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
        ditto, left, _ = _layout(table)
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
        line = self.register.get(printed, unknown) if printed else {"provider_type": "not yet allocated"}
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

    def _varied(self) -> list[Award]:
        """The awards with the amounts that variations had given them by the day; one that was varied to £0 is out."""
        lines = [] if self.documents.is_one else self.listed("variations")
        rows = rows_of(self.path(self.paper["variations"]["file"])) if lines else {}
        numbered = [
            (row, line | {"counts": self.documents.counts_from(line)}) for row, line in zip(rows, lines, strict=True)
        ]
        numbered.sort(key=lambda one: one[1]["counts"])
        self.variations = [line for _, line in numbered if amount(line["amount_after"], {})[0] is not None]
        awards = {award["award_id"]: dict(award) for award in self.printed}
        for row, line in numbered:
            pence, _, words = amount(line["amount_after"], {})
            if pence is not None and line["counts"] <= (self.as_at or "9"):
                amounts = {"award_printed": line["amount_after"], "award_pence": pence, "award_status": "printed",
                           "remark": words, "stated_in": self.documents.names[line["document"]], "is_varied": True,
                           "amount_source": f"{self.source(self.paper['variations']['file'])} row {row}"}  # fmt: skip
                of = [one["award_id"] for one in self.printed if self.is_about(line, one)]
                awards |= {name: awards[name] | amounts for name in of}
        return [one for one in awards.values() if one["award_pence"] != 0 or "is_varied" not in one]

    @staticmethod
    def is_about(line: Cells, award: Award) -> bool:
        """Whether a line of a table beside the awards names this award."""
        is_it = (award["code"], award["service"]) == (line["stream"], line["service"])
        return is_it and spaced(line["provider"]) in ("", award["provider_printed"])

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
        parts = {(one["stream"], one["awarded_service"], self._part(one["period"])) for one in linked}
        themed = {award["stream"] for award in self.awards if award["theme"]}
        for award in self.awards:
            stream, key, kind = self.streams[award["code"]], (award["code"], award["service"]), award["provider_type"]
            is_now, has_measure = (*key, period) in parts, key in {part[:2] for part in parts}
            measured = "a measure for this period" if is_now else "measures for other periods only"
            is_grant = stream.get("crime_and_disorder_reduction_grants", False)
            award |= {
                "in_overall_budget": stream["in_overall_budget"], "stream_has_themes": award["stream"] in themed,
                "group": award["arrangement"] or award["theme"] or "no arrangement or theme",
                "has_measure": has_measure, "measured": measured if has_measure else "no measure yet",
                "is_unallocated": kind == "not yet allocated",
                "in_register": kind not in ("not yet allocated", "not in the register"),
            }  # fmt: skip
            award |= law.duties_on(award, self, is_grant)

    def _part(self, period: str) -> str:
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
