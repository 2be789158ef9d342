"""Bring names into a form in which they can be compared, and list the places and short forms that names contain."""

import re
import unicodedata

_APOSTROPHES = "'’‘ʼ`´′"
_BETWEEN_LETTERS = re.compile(r"(?<=\b\w)\.(?=\w\b|\s|$)")  # C.I.C., St. but not the end of a sentence within a name
_DIVIDING = re.compile(r"[/;+|]")


def plain(name: str) -> str:
    """Return a name in lower case with single spaces, without accents, apostrophes and brackets, "&" as "and".

    Each comma becomes a separate word, each slash, semicolon, plus or bar the word `/`, and each dash or colon between
    words the word `-`.
    """
    text = unicodedata.normalize("NFKD", name).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    text = text.translate(dict.fromkeys(map(ord, _APOSTROPHES))).replace("&", " and ")
    text = _DIVIDING.sub(" / ", _BETWEEN_LETTERS.sub("", text)).replace(",", " , ")
    text = re.sub(r"(?:^|(?<=\s))[-‐‑‒–—]+(?=\s|$)|[–—:]", " \0 ", text)
    text = re.sub(r"[^\w\s/,\0£$€%]|_", " ", text).replace("\0", "-")
    return " ".join(text.split())


PLACES = tuple(
    """
    barking and dagenham, barnet, barnsley, bath and north east somerset, bedford, bedfordshire, berkshire, bexley,
    birmingham, blackburn with darwen, blackpool, bolton, bournemouth, bracknell forest, bradford, brent, brighton,
    brighton and hove, bristol, bromley, buckinghamshire, bury, calderdale, cambridge, cambridgeshire, camden, cardiff,
    carmarthenshire, central bedfordshire, ceredigion, cheshire, cheshire east, cheshire west and chester, chester,
    city of york, cleveland, cornwall, coventry, croydon, cumberland, cumbria, darlington, derby, derbyshire, devon,
    doncaster, dorset, dudley, durham, ealing, east cambridgeshire, east riding, enfield, essex, fenland, flintshire,
    gateshead, gloucester, gloucestershire, greenwich, gwent, gwynedd, hackney, halton, hammersmith and fulham,
    hampshire, haringey, harrow, hartlepool, havering, hereford, herefordshire, hertfordshire, hillingdon, hounslow,
    hull, humberside, huntingdon, huntingdonshire, islington, kent, kirklees, knowsley, lambeth, lancashire, leeds,
    leicester, leicestershire, lewisham, lincoln, lincolnshire, liverpool, london, luton, manchester, medway, mercia,
    merseyside, merton, middlesbrough, milton keynes, monmouthshire, newcastle, newham, newport, norfolk,
    north east lincolnshire, north lincolnshire, north northamptonshire, north somerset, north tyneside,
    north yorkshire, northampton, northamptonshire, northumberland, norwich, nottingham, nottinghamshire, oldham,
    oxford, oxfordshire, pembrokeshire, peterborough, plymouth, poole, portsmouth, powys, reading, redbridge, redcar,
    richmond, rochdale, rotherham, rutland, salford, salisbury, sandwell, sefton, sheffield, shropshire, slough,
    solihull, somerset, south cambridgeshire, south tyneside, southampton, southend, southwark, st helens, stafford,
    staffordshire, stockport, stockton, stoke, suffolk, sunderland, surrey, sussex, sutton, swansea, swindon, tameside,
    telford and wrekin, thurrock, torbay, torfaen, tower hamlets, trafford, tyne and wear, wakefield, walsall,
    waltham forest, wandsworth, warrington, warwick, warwickshire, west berkshire, west northamptonshire, westminster,
    westmorland and furness, wigan, wiltshire, winchester, windsor and maidenhead, wirral, wokingham, wolverhampton,
    worcester, worcestershire, wrexham, york, yorkshire
    """.replace("\n", " ").split(",")
)
"""Counties, cities, boroughs and unitary areas that councils are named after, and a few more."""
PLACES = tuple(" ".join(place.split()) for place in PLACES)

SHORT_FORMS = {
    "assn": "association",
    "assoc": "association",
    "beds": "bedfordshire",
    "berks": "berkshire",
    "bucks": "buckinghamshire",
    "cambs": "cambridgeshire",
    "ccg": "clinical commissioning group",
    "co op": "cooperative",
    "csp": "community safety partnership",
    "cttee": "committee",
    "cvs": "council voluntary service",
    "dept": "department",
    "derbys": "derbyshire",
    "ft": "foundation trust",
    "glos": "gloucestershire",
    "govt": "government",
    "hants": "hampshire",
    "herts": "hertfordshire",
    "hunts": "huntingdonshire",
    "icb": "integrated care board",
    "lancs": "lancashire",
    "leics": "leicestershire",
    "lincs": "lincolnshire",
    "mbc": "metropolitan borough council",
    "natl": "national",
    "norf": "norfolk",
    "northants": "northamptonshire",
    "notts": "nottinghamshire",
    "oxon": "oxfordshire",
    "pboro": "peterborough",
    "peterboro": "peterborough",
    "saint": "st",
    "shrops": "shropshire",
    "soc": "society",
    "staffs": "staffordshire",
    "svc": "service",
    "svcs": "services",
    "univ": "university",
    "warks": "warwickshire",
    "wilts": "wiltshire",
    "worcs": "worcestershire",
    "yorks": "yorkshire",
    "yos": "youth offending service",
    "yot": "youth offending team",
}
"""Abbreviations that papers print, with their meaning."""

AMBIGUOUS_FORMS = {
    "cc": ("county council", "city council"),
    "bc": ("borough council",),
    "dc": ("district council",),
}
"""Abbreviations with several meanings."""
