"""Check what stands beside a part of the page: how to cite it, its source, the heading above it, where a name leads."""

import re
from functools import lru_cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from grantsdata.model.dictionary.headings import EMPTY, HEADINGS
from grantsdata.model.schema import IMPLIED, NOT_NAMED, NOT_STATED
from grantsdata.runs.figures.check import TRACED, notebook_of
from grantsdata.runs.qa.expected import PageData
from grantsdata.runs.qa.page import Page, html_of, shown_by, spaced
from grantsdata.runs.qa.saved_table import tables_of

_MEANS = {
    "implied": (IMPLIED, r"worked out from a printed total"),
    "none": (NOT_STATED, r"\bno amount\b"),
    "judged": ("judged", r"\bjudgement\b"),
}
"""The class of a mark → its word, and words that its meaning holds."""

EXPLAINS = ("annual-report", "board-paper", "disclosure", "outcomes", "reconciliation", "stream-report")
"""The notebooks whose pages say what the marks in their tables mean."""

_HIDES = re.compile(r"display: ?none|visibility: ?hidden|font-size: ?0(?![.\d])|opacity: ?0(?![.\d])")
_MAY_HIDE = re.compile(
    r"\.(?:to-foot|to-contents|back|reports|sums|no-award|bars|bars-narrow|bars-wide|skip|nav|download|of-page|of-group|implied"
    r"|narrow|cite)\b|td:empty|#list-[\w-]+|\bnav\b"
)
"""What a style may hide somewhere: a second copy of something, what does nothing on paper, rows not chosen."""


def citations_name_what_is_above(page: Page) -> list[str]:
    """How to cite a figure or table: its own number, and a link to its own caption."""
    faults = []
    for cite in page.classed("cite"):
        caption = cite.find_previous(["caption", "figcaption"])
        if not isinstance(caption, Tag):
            continue
        number = re.match(r"(Figure|Table) [0-9]+", spaced(caption))
        said = {spaced(one).lower() for one in cite.find_all(class_="number")}
        links = [str(link.get("href", "")) for link in cite.find_all("a")]
        if number is None or said != {number[0].lower()}:
            faults.append(f"“{spaced(caption)[:60]}” is cited as {', '.join(sorted(said)) or 'nothing'}")
        if links != [f"#{caption.get('id')}"]:
            faults.append(f"the citation of “{spaced(caption)[:60]}” leads to {', '.join(links) or 'nothing'}")
    return faults


def marks_mean_what_they_say(page: Page) -> list[str]:
    """The list of marks gives each its own meaning."""
    faults = []
    for item in [item for part in page.classed("legend") for item in part.find_all("li")]:
        mark = item.find("span")
        word, means = _MEANS.get(str((mark.get("class") or [""])[0]) if isinstance(mark, Tag) else "", ("", ""))
        text = spaced(item)
        if word and not (text.startswith(word) and re.search(means, text)):
            faults.append(f"the mark “{word}” is explained as “{text}”")
    told = " ".join(spaced(tag) for tag in page.named("li", "p"))
    for kind, (word, means) in _MEANS.items() if notebook_of(page) in EXPLAINS else ():
        if page.soup.select(f"table .{kind}") and not re.search(means, told) and kind != "none":
            faults.append(f"the page does not say what the mark “{word}” means")
    return faults


def judgements_are_marked(page: Page) -> list[str]:
    """Each provider type that is our judgement is marked so, with our confidence, where the saved table says so."""
    faults = []
    for table in tables_of(page):
        for row in table.rows:
            is_ours = row.saved.get("provider_basis") == "judgement" and "provider_basis" not in table.columns
            expected = f"judged, confidence {row.saved.get('provider_confidence')}" if is_ours else ""
            found = row.others.get("provider_type", expected)
            if found != expected and "provider_basis" in row.saved:
                faults.append(
                    f"table “{table.caption}”, row “{row.head[:60]}”: marked “{found}”; expected “{expected}”"
                )
    return faults


def blanks_say_why(page: Page) -> list[str]:
    """A cell without a value says what that means, where the data dictionary has words for it."""
    return [
        f"table “{table.caption}”, row “{row.head[:60]}”: nothing stands for {HEADINGS.get(name, name)}"
        for table in tables_of(page)
        for row in table.rows
        if not row.is_total
        for name, text in row.texts.items()
        if not text and EMPTY.get(name) and row.others[name] != EMPTY[name]
    ]


def notes_say_who_else_pays(page: Page) -> list[str]:
    """The note beside an award names who is paid, if not the provider, and who else pays; no note is for nothing."""
    faults = []
    for table in tables_of(page):
        for row in table.rows if "notes" in table.columns else ():
            if not {"payee", "other_contributors", "contribution"} <= {*row.saved}:
                continue
            said = row.printed
            provider, note = said["provider"], said["notes"]
            named = [*said["other_contributors"].split("; "), said["payee"]]
            named = [name for name in named if name not in ("", NOT_NAMED, provider)]
            is_named = not named or any(name in note for name in named) or note.startswith("Paid into a pooled budget")
            is_for_nothing = note and not said["contribution"] and said["payee"] == provider
            if not is_named or is_for_nothing:
                faults.append(f"table “{table.caption}”, row “{row.head[:60]}”: its note is “{note}”")
    return faults


def headings_are_over_their_own(page: Page) -> list[str]:
    """What is shown under the name of a stream, or of another group of awards, is about that one."""
    faults, heading = [], ""
    for cell in page.cells:
        heading = "" if cell.get("cell_type") == "markdown" else heading
        for output in shown_by(cell):
            found = re.search(r"<h3[^>]*>(.*?)</h3>", html_of(output))
            heading = BeautifulSoup(found[1], "html.parser").get_text() if found else heading
            of = output.get("metadata", {}).get("grantsdata", {}).get("of", {})
            labels = [value for value in (of.get("stream"), of.get("theme"), of.get("arrangement")) if value]
            if found is None and heading and labels and heading not in labels and "stream" in of:
                faults.append(f"what is about {labels[0]} stands under the heading “{heading}”")
    return list(dict.fromkeys(faults))


def names_lead_to_their_pages(page: Page) -> list[str]:
    """The page that the name of a stream or provider leads to has that name in its title.

    A link to a place on a page is looked at when the set is complete, by `links.links_between_pages`.
    """
    faults = []
    for link in page.named("a"):
        address = str(link.get("href", ""))
        if not link.has_attr("data-to") or not address or "#" in address:
            continue
        target = page.path.parent / address
        if target.is_file():
            name, title = spaced(link), _title(target, target.stat().st_mtime_ns)
            if " ".join(name.split()).casefold() not in title.casefold():
                faults.append(f"“{name}” leads to the page “{title}”")
    return list(dict.fromkeys(faults))


@lru_cache(maxsize=64)
def _title(path: Path, _: int) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", path.read_text(encoding="utf-8"), re.DOTALL)
    return " ".join(BeautifulSoup(found[1] if found else "", "html.parser").get_text().split())


def styles_hide_no_words(page: Page) -> list[str]:
    """The style sheet hides only copies, controls and rows that were not chosen; texts have the page's own colours."""
    style = re.sub(r"/\*.*?\*/", "", "\n".join(tag.get_text() for tag in page.named("style")), flags=re.DOTALL)
    faults = []
    for selectors, rules in re.findall(r"([^{}]+)\{([^{}]*)\}", style):
        hides = _HIDES.search(rules)
        if hides and not all(_MAY_HIDE.search(one) for one in re.split(r",(?![^()]*\))", selectors)):
            faults.append(f"the style sheet hides {selectors.strip()[:80]} ({hides[0]})")
        colour = re.search(r"(?<![\w-])(?:color|fill): ?(#[0-9a-fA-F]+)", rules)
        if colour and re.search(r"\.bars? text", selectors):
            faults.append(f"the style sheet gives {selectors.strip()[:80]} the colour {colour[1]}, not the page's own")
    return faults


def source_documents_are_complete(page: Page, data: PageData) -> list[str]:
    """Where a page lists a source of the paper, it has its reference, its date as printed, and all its addresses."""
    faults = []
    for document in data.raw.paper.get("source_documents", ()):
        listed = [item for item in page.named("li") if spaced(item).startswith(f"“{document['title']}”")]
        parts = [str(document.get(name, "")) for name in ("reference", "date_printed")]
        for item in listed:
            links = [str(link["href"]) for link in item.find_all("a")]
            missed = [part for part in parts if part not in spaced(item)]
            missed += [one for one in document.get("addresses", ()) if one.startswith("http") and one not in links]
            faults += [f"the source “{document['title']}” lacks {part}" for part in missed]
    return faults


def sources_are_the_papers(page: Page, data: PageData) -> list[str]:
    """The source under a chart, and the licence and contact in the foot, are those that `paper.toml` names."""
    about = data.raw.paper["paper"]
    faults = []
    for line in page.classed("source"):
        text = spaced(line)
        if line.find_parent("figure") and notebook_of(page) in TRACED and str(about["source"]) not in text:
            faults.append(f"“{text[:80]}” is not the source of the paper")
    for line in [line for foot in page.classed("foot") for line in foot.find_all("p")]:
        for words, key in ((r"\bare used under\b", "licence"), (r"^Questions about", "contact")):
            figures = [str(figure["value"]) for figure in line.find_all("data")]
            if re.search(words, spaced(line)) and f"paper('paper.{key}')" not in figures:
                faults.append(f"“{spaced(line)[:80]}” does not name the {key} of the paper")
    for line in page.soup.select(".details div"):
        key = DETAILS.get(spaced(line.dt) if line.dt else "", "")
        if key and line.dd and not line.select(f"data[value=\"paper('paper.{key}')\"]") and about.get(key):
            faults.append(f"“{spaced(line)[:80]}” does not name what paper.toml says")
    title = spaced(page.named("h1")[0]) if page.named("h1") else ""
    own = next((facts["of"].get("stream") for facts in page.facts_of_kind("head") if facts.get("of")), None)
    others = [one["name"] for one in data.raw.paper["streams"] if one["name"] != own] if own else []
    faults += [f"the title names {name}; the page is about {own}" for name in others if name in title]
    for cite in page.soup.select(".cite p"):
        if not spaced(cite).replace(" ,", ",").startswith(f"{about['body']}, {title}, "):
            faults.append(f"“{spaced(cite)[:120]}” does not cite “{title}” of the {about['body']}")
    return faults


DETAILS = {"To": "presented_to", "From": "presented_by", "Date": "date", "Contact": "contact", "Body": "body"}
"""The names in a list of details → what `paper.toml` calls them."""


def groups_say_what_they_are_for(page: Page, data: PageData) -> list[str]:
    """The heading of a theme's awards has the theme's aim beside it, and that of a stream no other funder than its own.

    So has the row of a theme, if its table has a column for the aim.
    """
    raw, faults = data.raw, []
    aims = {theme: aim for table in raw.paper["award_tables"] for theme, aim in table.get("themes", {}).items() if aim}
    funded = [f"{stream['name']} (funder: {stream.get('funder', '')})" for stream in raw.paper["streams"]]
    for table in tables_of(page):
        for heading in {group.heading for group in table.groups}:
            label = re.split(r" ?: £| \(", heading)[0]
            theme = next((theme for theme in aims if label == theme or label.endswith(f", {theme}")), None)
            if theme and aims[theme] not in heading:
                faults.append(f"table “{table.caption}”: “{heading[:80]}” lacks the aim of {theme}, “{aims[theme]}”")
            if " (funder: " in heading and not any(heading.startswith(own) for own in funded):
                faults.append(f"table “{table.caption}”: “{heading[:80]}” is not the funder of that stream")
        for row in table.rows:
            theme = row.saved.get("theme", "")
            if theme in aims and row.saved.get("aim", aims[theme]) != aims[theme]:
                faults.append(f"table “{table.caption}”: the aim of {theme} is “{aims[theme]}”")
    return faults


def groups_hold_their_own(page: Page, data: PageData) -> list[str]:
    """Under the name of a stream are its awards, and under the name of a service its measures."""
    raw, streams = data.raw, dict[str, set[str]]()
    for award in [*raw.every, *data.former]:
        streams.setdefault(str(award["service"]), set()).add(str(award["stream"]))
    names = {one["code"]: str(one["name"]) for one in raw.paper["streams"]}
    longest_first = sorted({*names.values()}, key=len, reverse=True)
    above: dict[str, set[str]] = {}
    for line in raw.listed("measures"):
        of, awarded = ": ".join(filter(None, (names.get(line["stream"]), line["service"]))), line["awarded_service"]
        tied = f", awarded as “{awarded}”" if awarded else ", not tied to one award"
        above.setdefault(line["measure"], set()).add(of + (tied if awarded != line["service"] else ""))
    faults = []
    for table in tables_of(page) if notebook_of(page) != "award-history" else ():  # of all years: `chains_agree`
        for group, row in ((one, row) for one in table.groups if one.heading for row in one.rows):
            over = next((name for name in longest_first if group.heading.startswith(name)), "")
            own = streams.get(row.saved.get("service", ""), {over})
            is_ours = group.heading in above.get(row.saved.get("measure", ""), {group.heading})
            if (over and over not in own) or ("figure" in row.saved and not is_ours):
                faults.append(f"table “{table.caption}”, row “{row.head[:60]}”: stands under “{group.heading[:80]}”")
    return faults


_BY = re.compile(
    r"\bby (stream|provider type|theme|arrangement|provider)(?:(?:,| and) (stream|provider type|theme))?\b", re.I
)


def captions_name_columns(page: Page, data: PageData) -> list[str]:
    """What a caption says that awards are listed by is a column of its table."""
    streams = {stream["name"] for stream in data.raw.paper["streams"]}
    faults = []
    for table in tables_of(page):
        found = _BY.search(table.caption)
        names = {*table.columns, *(table.rows[0].saved if table.rows else ())}
        for word in found.groups() if found else ():
            column = (word or "").lower().replace(" ", "_")
            if word and column not in names and not (column == "stream" and streams & names):
                faults.append(f"table “{table.caption}” has no column {word}")
    return faults
