"""What the words of a column's header say that its cells mean."""

import re
from collections.abc import Sequence

WORDS = {
    "award": r"award(ed)?|funding|amount|grant( (amount|award|awarded|value|total))?|allocation|value|cost|£|sum|total"
    r"|payments?|paid|swm|cyfanswm|dyfarniad|grantiau|cyllid|d?dyraniad|taliad(au)?|gwerth|arian|gwariant",
    "provider": r"providers?|organi[sz]ations?|recipients?|suppliers?|delivered by|run by|grantees?|awarded to|agency"
    r"|delivery (partner|agent|body)|applicants?|payee|beneficiary|charity|charities|group|club|contractors?|vendors?"
    r"|council|paid to|company|partners?|sefydliad(au)?|darparwr|derbynnydd|ymgeisydd|gr[wŵ]p|clwb|elusen(nau)?|corff"
    r"|mudiad(au)?|cwmni|cyngor|buddiolwr",
    "service": r"services?|projects?|schemes?|initiatives?|activity|title|programme|workstream|service provision|name"
    r"|type of (support|service|work|project)"
    r"|prosiect(au)?|gwasanaeth(au)?|cynllun|gweithgaredd(au)?|menter|rhaglen|teitl",
    "purpose": r"purpose|description|details?|what (it is )?for|aims?|summary|outline|diben|pwrpas|disgrifiad|manylion",
    "conditions": r"conditions?|terms",
    "arrangement": r"arrangements?|mechanism|procurement( route)?|agreement"
    r"|type( of (award|funding|agreement|contract|grant))?",
    "theme": r"themes?|priority|priorities|objectives?|outcomes?|pillar|areas?|category",
    "stream": r"funds?|streams?|budget|funding (stream|source)|pot|source of funding",
    "financial_year": r"(financial )?year|blwyddyn",
    "currency": r"currency|currencies|arian cyfred",
}
"""Meaning → complete words of a header that has it. If two meanings fit, the first wins; columns of amounts are chosen
by `columns`."""

NO_AWARD = re.compile(
    r"\b(ref(erence)?s?|id|identifiers?|no|number|count|code|lot|rank|score|age|people|participants|beneficiaries"
    r"|quantity|qty|sessions|places|hours|fte|percent(age)?|dates?|postcode|phone|telephone|charity number)\b|%|#",
    re.IGNORECASE,
)
"""Words of a header whose numbers are no amounts."""

NAMES = ("name", "names", "enw", "enwau")
"""Headers that say whose name it is only by the columns beside them."""

NO_SERVICE = re.compile(
    r"\b(decision|status|outcome|result|stage|term|duration|period|length|years?|ward|district|funders?|dates?|comments?"
    r"|notes?|contact|email|lead officer|councillors?|members?|body|address(es)?|locations?|web ?site|url)\b",
    re.IGNORECASE,
)
"""Words of a header whose texts do not say what an award is for."""

NOT_THE_AWARD = re.compile(
    r"\b(requested|asked|sought|applied|bid|(total|full|project|overall) (project )?costs?|match"
    r"|previous|difference|variance|change|budget"
    r"|per (head|capita|person|hour|session|place|day|week)|hourly|rate|unit"
    r"|daily|weekly|monthly|quarterly|instal?lments?|cumulative|running|to date|in[- ]kind"
    r"|(other|own|partner|third[- ]party) (funds?|funding|sources|contributions?|income)"
    r"|unspent|underspend|vat|remaining|balance|gofynnwyd|ceisiwyd|cyfatebol|cyfanswm y gost)\b",
    re.IGNORECASE,
)
"""Words of a header whose amounts are not what was awarded."""

AWARDED = re.compile(
    r"\baward(s|ed)?\b|\bgranted\b|\bapproved\b|\bagreed\b|\bdecision\b|\bd?dyfarn\w+|\bd?dyrannwyd\b|\br(h)?oddwyd\b",
    re.IGNORECASE,
)

_OF = re.compile(r"^((name|title|description|details)( of( the)?)|enw['’]?r?) ")

_ARRANGEMENTS = {
    r"single tender": "Single tender",
    r"contract|commission": "Commissioned contract",
    r"grant|agreement": "Grant agreement",
}


def arrangements_of(headings: Sequence[str]) -> dict[str, str]:
    """Heading → the arrangement that its words name; headings that name no arrangement are left out."""
    found = {
        text: [name for word, name in _ARRANGEMENTS.items() if re.search(word, text.casefold())] for text in headings
    }
    return {text: names[0] for text, names in found.items() if names}


def is_not_awarded(header: str) -> bool:
    """Whether a header says that its amounts were requested, matched or the like, and not that they were awarded."""
    return bool(NOT_THE_AWARD.search(header)) and not AWARDED.search(header)


def first_meaning(name: str) -> str:
    """Whether the first telling word of a long header is one for a provider or for a service: a provider in "Name of
    organisation applying for the grant". "" if no word tells."""
    plain = _OF.sub("", " ".join(name.casefold().split()))
    kinds = {"provider": WORDS["provider"], "service": f"{WORDS['service']}|{WORDS['purpose']}"}
    found = {kind: re.search(rf"\b({words})\b", plain) for kind, words in kinds.items()}
    places = {kind: match.start() for kind, match in found.items() if match}
    return min(places, key=lambda kind: places[kind]) if places else ""


def means(name: str, meaning: str) -> bool:
    """Whether the header consists of words for the meaning, apart from a year, brackets and the pound sign."""
    if meaning in ("service", "provider") and NO_AWARD.search(name):
        return False
    plain = re.sub(r"\(.*?\)|[0-9]{4}([-/–][0-9]{2,4})?|[£*:]", " ", name.casefold())
    words = _OF.sub("", " ".join(plain.split()))
    if meaning == "award" and "£" in name:
        return True
    return re.fullmatch(rf"(the )?(\w+ )?({WORDS[meaning]})( /? ?\w+){{0,3}}", words) is not None
