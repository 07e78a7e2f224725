# ruff: noqa: E501 # tables and regular expressions read better whole
"""Where people are: street addresses and boxes, postal codes, IP addresses."""

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from typing import Final

from policies.latepattern import late
from policies.personaldata.findings import Finding
from policies.personaldata.pages import Page
from policies.views import Span

# begins with the first digit, because few characters of a text are digits; the letter before it belongs to the code
_POSTAL: Final = late(
    r"[0-9](?<=[ABCEGHJ-NPRSTVXYabceghj-nprstvxy][0-9])(?<![\w-][A-Za-z][0-9])[ABCEGHJ-NPRSTV-Zabceghj-nprstv-z][ \-_]{0,2}[0-9O]"
    r"[ABCEGHJ-NPRSTV-Zabceghj-nprstv-z][0-9](?!\w)"
)
_IP4: Final = late(r"(?<![\w.])[0-9]{1,3}(?:(?:\.|\[\.\])[0-9]{1,3}){3}(?!\w|\.[0-9])")
_IP6: Final = late(r"(?<![\w:.])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE)
_VERSION: Final = late(
    r"(?:\b(?:version|ver|v|release|build|update|mise a jour|section|art(?:icle)?|par(?:agraph|agraphe)?|chap(?:ter|itre)?|clause|rule|regle|firmware|driver|pilote"
    r"|python|java|windows|ios|android|chrome|firefox|app|appli|annexe|appendix|table(?:au)?|figure|step|etape|norme|standard|exigence|requirement|oid|wcag|logiciel|micrologiciel|software)[ .:]{0,2}(?:is |est |no |number |numero )?)$"
)
_NETWORK: Final = late(
    r"\bips?\b|address|adresse|serv(?:er|eur)|host|reseau|network|proxy|vpn|log|connex|connect|block|bloqu|ban|from|depuis"
)
_UNIT: Final = r"(?:,?\s?(?:\(?(?i:apt|apartment|app|appt|appartement|unit|unite|suite|ste|bureau|bur|local|ph|floor|etage|porte|room|rm)\b\.?|#)\s?#?\s?(?:[0-9]{1,5}[A-Z]?|[A-Z][0-9]{0,4})\b)?"
_SIDE: Final = (
    r"(?:,?\s(?:N|S|E|W|NE|NW|SE|SW|O|NO|SO|North|South|East|West|Nord|Sud|Est|Ouest)\b\.?)?"
)
_VAGUE: Final = r"Close|Way|Place|Line|Gate|Row|Hill|Loop|Park|Bay|Cove|Ridge|Mews|Common|Green|Manor|Point|Path|View|Walk|Road|Drive|Alley|Branch|Bridge|Brook|Burg|Bypass|Camp|Canyon|Causeway|Center|Centre|Club|Corner|Corners|Course|Creek|Crest|Crossing|Dale|Dam|Divide|Estate|Estates|Expressway|Extension|Falls|Ferry|Field|Fields|Flat|Flats|Ford|Forest|Forge|Fork|Forks|Fort|Freeway|Garden|Gardens|Gateway|Glen|Glens|Greens|Groves|Harbor|Harbour|Haven|Hills|Hollow|Inlet|Island|Islands|Isle|Junction|Key|Knoll|Knolls|Lake|Lakes|Land|Light|Loaf|Lock|Lodge|Mall|Meadow|Meadows|Mill|Mills|Mission|Motorway|Mount|Mountain|Neck|Orchard|Oval|Overpass|Parks|Pass|Passage|Pike|Pine|Pines|Plain|Plains|Plaza|Points|Port|Prairie|Radial|Ramp|Ranch|Rapid|Rapids|Rest|Ridges|River|Roads|Rue|Run|Shoal|Shoals|Shore|Shores|Skyway|Spring|Springs|Spur|Squares|Station|Stravenue|Stream|Summit|Throughway|Trace|Track|Trafficway|Tunnel|Turnpike|Underpass|Union|Valley|Viaduct|Village|Ville|Vista|Wall|Well|Wells"
_LONG: Final = (
    r"Street|Avenue|Crescent|Boulevard|Lane|Court|Terrace|Circle|Parkway|Highway|Square|Trail|Grove|Heights|Landing|Sideroad|Concession|"
    + _VAGUE
)
_SHORT: Final = r"St|Ave|Av|Rd|Dr|Cres|Cr|Crt|Ct|Ln|Blvd|Boul|Terr|Cir|Pkwy|Hwy|Sq|Trl|Pl|Gdns|Hts"
_NUMBER: Final = (
    r"[0-9](?<!\w[0-9])(?<![.,][0-9])[0-9]{0,4}[A-Ha-h]?(?:\s?-\s?[0-9]{1,5})?(?:\s?1/2)?"
)
_ENGLISH: Final = late(
    _NUMBER + r",?\s(?:(?:N|S|E|W|North|South|East|West|NE|NW|SE|SW)\.?\s)?"
    r"(?:(?:[A-Z][\w'.-]{0,24}|[0-9]{1,3}(?:st|nd|rd|th))\s){1,4}?"
    r"(?:(?:" + _LONG + r")s?\b(?!\s(?:Street|Avenue|Road|Drive|Crescent|Lane|Boulevard|Court|Way|Place|St|Ave|Rd|Dr|Blvd)\b)|(?:" + _SHORT + r")\b\.?(?!\s[A-Z][a-z]+\s(?:Street|Avenue|Road)))" + _SIDE + _UNIT
)  # fmt: skip
_LOWER: Final = late(
    _NUMBER + r",?\s((?:[a-z][\w'.-]{1,24}|[0-9]{1,3}(?:st|nd|rd|th))(?:\s[a-z][\w'.-]{1,24}){0,2})\s"
    r"(?:(?:street|avenue|crescent|boulevard|road|lane|terrace|parkway|ave|rd|blvd|cres)\b|(?:st|dr|drive|court|crt|way|place|trail|circle|square)\b(?=\.?\s?(?:[,;!?()\n]|$|\.\s|apt|unit|app|suite|#)))"
    + _SIDE.replace("North", "north|North").replace("West", "west|West").replace("East", "east|East").replace("South", "south|South")
    + _UNIT
)  # fmt: skip
_ENDS_VAGUE: Final = late(rf"\b(?:{_VAGUE})s?$")
_INTRODUCED: Final = late(
    r"(?:\b(?:at|to|address|is|near|in|from|on|of|home|house|residence|moved|vers|au)[: ]{1,2}|[\n:,;(]\s?)$",
    re.IGNORECASE,
)
_ENDED: Final = late(r"\s?(?:[,.;!?()\n]|$|and\b|in\b|with\b|until\b|since\b|last\b|this\b)")
_COURT: Final = late(
    r"\b(?:Supreme|Federal|Tax|Superior|Provincial|High|Appeals?|District|Criminal|Small Claims|Youth|Family) Court$|^[0-9]+ (?:[A-Z]\w+ )?(?:Days?|Years?|Hours?|Weeks?|Months?|Minutes?|People) "
)
_NOT_NAMES: Final = frozenset(
    "the a an of on in at to for this that these those my our your his her their its and or with from by down up off per each every more other new same next last"
    " hours hour days day weeks week months month years year minutes minute people cars km kilometres meters metres blocks block homes houses times percent lane lanes"
    " dollars million billion second seconds is are was were be no not way different major main-road side open bus bike closed long short big small whole dead-end"
    " h am pm min mins st nd rd th x vs via across along near off-road".split()
)
_FRENCH_TYPES: Final = r"rue|avenue|av\.|boulevard|boul\.|boul|blvd|bd|chemin|ch\.|montee|croissant|impasse|allee?|ruelle|promenade|prom\."
_FRENCH_VAGUE: Final = r"place|rang|route|rte|cote|terrasse|quai|square|carre|cercle|voie|passage|cours|autoroute|sentier|domaine|av|ch"
_PARTICLE: Final = r"(?:(?:de la|de l'|des|du|de|d'|la|le|les|l')\s?)?"
_NO_UNIT: Final = r"(?!(?i:apt|app|appt|appartement|unit|unite|suite|bureau|bur|local|porte|n\.?o|nord|sud|est|ouest)\b)"
_FRENCH_NAME: Final = (
    r"(?:[A-Z0-9][\w'.-]{0,30}(?:\s(?:(?:de|des|du|de la|la|le|les|et)\s)?"
    + _NO_UNIT
    + r"[A-Z][\w'.-]{0,30}){0,3}|[a-z][\w'.-]{2,30})"
)
_FRENCH: Final = late(
    r"[0-9](?<!\w[0-9])(?<![.,][0-9])[0-9]{0,4}(?:[\s-]?[A-Ha-h]\b)?(?:\s?-\s?[0-9]{1,5})?(?P<comma>,)?\s"
    r"(?:[0-9]{1,3}(?:re|er|e|eme|ieme)\s(?:rue|avenue|rang|boulevard|Rue|Avenue|Rang)\b"
    r"|(?P<type>(?i:" + _FRENCH_TYPES + r"))\s" + _PARTICLE + _FRENCH_NAME
    + r"|(?P<vague>(?i:" + _FRENCH_VAGUE + r"))\.?\s" + _PARTICLE + r"[A-Z0-9][\w'.-]{0,30}(?:\s(?:(?:de|des|du|de la)\s)?"
    + _NO_UNIT + r"[A-Z][\w'.-]{0,30}){0,3})" + _SIDE + r"(?i:" + _UNIT + r")"
)  # fmt: skip
_BOX: Final = late(
    r"(?<!\w)(?:p\.?\s?o\.?\s?box|post office box|case postale|c\.\s?p\.|boite postale|(?-i:CP|BP)(?=[ .]))\s?(?:no\.?|#|:)?\s?[0-9]{1,6}\b",
    re.IGNORECASE,
)
_RURAL: Final = late(
    r"(?<!\w)(?:(?-i:R\.?\s?R\.?)\s?(?:no\.?|#)?\s?[0-9]{1,2}|(?:rural route|route rurale)\s?(?:no\.?|#)?\s?[0-9]{1,2})\b",
    re.IGNORECASE,
)


def find_places(page: Page) -> Iterator[Finding]:
    """Yield street addresses and boxes, postal codes and IP addresses.

    Postal codes: letter digit letter, digit letter digit; never D, F, I, O, Q or U, and no W or Z at the beginning (Canada
    Post addressing guidelines, which also give the forms of civic addresses, boxes and rural routes).
    """
    if page.digits >= 2:
        for match in _POSTAL.finditer(page.text):
            yield Finding("postal_code", page.span(match.start() - 1, match.end()))
    for start, end in _internet(page):
        yield Finding("ip", page.span(start, end))
    for start, end in (*_streets(page), *_boxes(page)):
        yield Finding("address", page.span(start, end))


def _internet(page: Page) -> Iterator[Span]:
    if page.digits >= 4 and page.text.count(".") >= 3:
        yield from (one.span() for one in _IP4.finditer(page.text) if _is_ip4(page, one))
    if page.low.count(":") >= 2:
        yield from (one.span() for one in _IP6.finditer(page.text) if _is_ip6(one.group()))


def _streets(page: Page) -> Iterator[Span]:
    text = page.text
    for match in _ENGLISH.finditer(text):
        vague = _ENDS_VAGUE.search(match.group()) is not None
        if not _COURT.search(match.group()) and (not vague or _stands_alone(text, match)):
            yield match.span()
    for match in _LOWER.finditer(text):
        if _NOT_NAMES.isdisjoint(match[1].lower().split()) and _stands_alone(text, match):
            yield match.span()
    for match in _FRENCH.finditer(text):
        if not _is_plain_french(text, match):
            yield match.span()


def _boxes(page: Page) -> Iterator[Span]:
    if any(sign in page.low for sign in ("box", "postal", "p.", "cp", "bp")):
        yield from (match.span() for match in _BOX.finditer(page.text))
    if any(sign in page.text for sign in ("RR", "R.", "R ")) or "rural" in page.low:
        yield from (match.span() for match in _RURAL.finditer(page.text))


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """Return whether what precedes or follows shows that these words are a whole address."""
    start, end = match.span()
    return (
        start == 0
        or _INTRODUCED.search(text, max(0, start - 12), start) is not None
        or _ENDED.match(text, end) is not None
    )


def _is_plain_french(text: str, match: re.Match[str]) -> bool:
    """Return whether a number and a kind of street are only that: « 1 rue », « le 25 rue barrée »."""
    if match["comma"]:
        return False
    number = match.group().split(maxsplit=1)
    if number[0] == "1":
        return True
    day = number[0].isdigit() and int(number[0]) <= 31
    return (
        day
        and text[max(0, match.start() - 3) : match.start()].lower() == "le "
        and number[1].islower()
    )


def _is_ip4(page: Page, match: re.Match[str]) -> bool:
    if _VERSION.search(page.low[max(0, match.start() - 30) : match.start()]):
        return False
    try:
        address = IPv4Address(match.group().replace("[.]", "."))
    except AddressValueError:
        return False
    around = page.low[max(0, match.start() - 40) : match.end() + 20]
    if all(int(part) < 32 for part in str(address).split(".")) and not _NETWORK.search(around):
        return False  # more likely a version or a section
    return not (
        address.is_unspecified
        or address.is_loopback
        or address.is_multicast
        or match.group().startswith(("0.", "255."))
    )


def _is_ip6(raw: str) -> bool:
    if sum(1 for group in raw.split(":") if group) < 3 or not any(char.isdigit() for char in raw):
        return False
    try:
        IPv6Address(raw)
    except AddressValueError:
        return False
    return True
