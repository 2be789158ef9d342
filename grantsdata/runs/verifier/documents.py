"""The documents of a year, their dates and their names in words, from paper.toml alone."""

from datetime import date
from typing import Any

PAPER = "paper"
RECORDS = ("agreements", "conditions", "payments", "variations", "tenders", "returns")
MONTHS = ("", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December")  # fmt: skip


class Documents:
    """The paper and the documents that it lists: `dates` and `names` by identifier; `is_one` if it lists none."""

    def __init__(self, paper: dict[str, Any]) -> None:
        listed = [{"id": PAPER, "kind": PAPER, "date": paper["paper"]["date"]}, *paper.get("documents", [])]
        alike = [(one["kind"], one["date"]) for one in listed]
        self.is_one = len(listed) == 1
        self.dates: dict[str, date] = {one["id"]: one["date"] for one in listed}
        self.names: dict[str, str] = {}
        for one in listed:
            day, is_alone = one["date"], alike.count((one["kind"], one["date"])) == 1
            name = f"{one['kind']} of {day.day} {MONTHS[day.month]} {day.year}"
            self.names[one["id"]] = name if is_alone else f"{name}, {one.get('reference') or one['id']}"

    def columns(self, table: dict[str, Any], text: str, place: str) -> dict[str, str]:
        """What an award of a table says of its document; `text` is its cell in a column of documents."""
        if self.is_one:
            return {}
        name = table["documents"][text] if table.get("documents") else table.get("document", PAPER)
        day = self.dates[name].isoformat()
        return {"document": name, "document_date": day, "stated_in": self.names[name], "amount_source": place}

    def day(self, award: dict[str, Any]) -> str:
        """The day of an award: the date of its document."""
        return self.dates[award.get("document", PAPER)].isoformat()

    def is_made_by(self, award: dict[str, Any], half: str) -> bool:
        """Whether an award was made by the end of a half-year; those of the paper are for the whole year."""
        begins = int(award["financial_year"][:4])
        end = f"{begins}-09-30" if half == "first half" else f"{begins + 1}-03-31"
        return award.get("document", PAPER) == PAPER or self.day(award) <= end

    def holds(self, award: dict[str, Any], as_at: str, only: str) -> bool:
        """Whether an award is in the documents of a day, or in the only one."""
        return self.day(award) <= (as_at or "9") and only in ("", award.get("document", PAPER))

    def paper_in_state(self, paper: dict[str, Any], as_at: str, only: str) -> dict[str, Any]:
        """The entries of paper.toml without the tables and totals of other documents; of one, without any records."""
        if not (as_at or only):
            return paper
        known = {name for name in self.dates if self.holds({"document": name}, as_at, only)}
        of = {one["file"]: {*one.get("documents", {}).values()} or {one.get("document", PAPER)}
              for one in paper["award_tables"]}  # fmt: skip
        published = paper.get("publishing", {})
        if as_at and published.get("details_published", date.min).isoformat() > as_at:
            published = {key: entry for key, entry in published.items() if key != "details_published"}
        return {key: entry for key, entry in paper.items() if not only or key not in RECORDS} | {
            "publishing": published,
            "documents": [one for one in paper.get("documents", ()) if one["id"] in known],
            "award_tables": [one for one in paper["award_tables"] if of[one["file"]] & known],
            "printed_totals": [one for one in paper.get("printed_totals", ()) if of[one["file"]] <= known],
        }

    def counts_from(self, line: dict[str, str]) -> str:
        """The day from which a variation counts: its own, but not before that of its document."""
        return max(line["date"], self.dates[line["document"]].isoformat())
