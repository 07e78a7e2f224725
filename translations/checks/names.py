"""Names of people and initials: who is named in one text is named in the other.

Names of bodies and places are translated, so only three things are asked: a person with a title is
named with that name, a name of two words that is half there is there as a whole, and initials that
differ by language (SIN, NAS) are those of the language.
"""

import re
from collections.abc import Iterator
from typing import Final

from translations.checks.findings import Finding, between, wording
from translations.checks.text import Pair, Side, Span

_TITLED: Final = re.compile(
    r"\b(?:Mr|Mrs|Ms|Mx|Mme|Mlle|MM|M|Dr|Dre|Prof|Me)\b\.?[ \u00a0]"
    r"(?:[A-ZÀ-Ý][\w’'.-]*[ \u00a0]){0,2}([A-ZÀ-Ý][a-zà-ÿ][\w’-]+)"
)
_PERSON: Final = re.compile(
    r"(?<![\w-])([A-ZÀ-Ý][a-zà-ÿ]{2,})[ \u00a0]([A-ZÀ-Ý][a-zà-ÿ]{2,})(?![\w-])"
)
_INITIALS: Final = re.compile(r"(?<![\w-])[A-Z]{2,7}(?![\w-])")
# initials of Canadian federal institutions and programs: English, French
_PAIRS: Final = (
    "SIN NAS,CRA ARC,EI AE,OAS SV,CPP RPC,QPP RRQ,GIS SRG,TFSA CELI,RRSP REER,RESP REEE,RDSP REEI,"
    "CCB ACE,GST TPS,HST TVH,QST TVQ,PST TVP,ESDC EDSC,IRCC IRCC,CBSA ASFC,RCMP GRC,CSIS SCRS,"
    "PHAC ASPC,CFIA ACIA,PSPC SPAC,TBS SCT,PCO BCP,DFO MPO,ECCC ECCC,NRCan RNCan,VAC ACC,"
    "ISC SAC,CMHC SCHL,CBC CBC,CRTC CRTC,NRC CNRC,NSERC CRSNG,SSHRC CRSH,CIHR IRSC,OSFI BSIF,"
    "FCAC ACFC,BDC BDC,EDC EDC,CDIC SADC,PBO DPB,OCOL CLO,GDP PIB,UN ONU,EU UE,NATO OTAN,WHO OMS,"
    "IMF FMI,OECD OCDE,WTO OMC,AIDS SIDA,NGO ONG,SME PME,ATIP AIPRP,FAQ FAQ,CPI IPC,PRB CRP,"
    "CERB PCU,CRB PCRE,CEWS SSUC,GC GC,HR RH,IT TI,PIN NIP,LMIA EIMT,RAP PAR,CSLP PCPE,CSG BCE"
)
ENGLISH_TO_FRENCH: Final = {
    english: french for english, _, french in (one.partition(" ") for one in _PAIRS.split(","))
}
_FRENCH_TO_ENGLISH: Final = {french: english for english, french in ENGLISH_TO_FRENCH.items()}
_WORDS: Final = frozenset(
    {
        "IT",
        "PIN",
        "WHO",
        "UN",
        "EU",
        "PAR",
        "ACE",
        "ARC",
        "AE",
        "SAC",
        "ACC",
        "SV",
        "UE",
        "TI",
        "ISC",
    }
)


def check_names(pair: Pair) -> Iterator[Finding]:
    """Find people who are named otherwise, and initials of the other language."""
    lost, added = _only(pair.source, pair.target), _only(pair.target, pair.source)
    if lost or added:
        yield between("names", pair, lost=lost, added=added)
    if pair.official:
        yield from _initials(pair)


def _only(here: Side, there: Side) -> list[Span]:
    """Return the people whom one text names and the other does not."""
    if here.text.isascii() and here.text.islower():
        return []
    found: list[Span] = []
    for match in _TITLED.finditer(here.text):
        name = here.folded[match.start(1) : match.end(1)]
        if len(name) > 2 and name.rstrip(".") not in there.folded:
            found.append(match.span(1))
    for match in _PERSON.finditer(here.text):
        first, last = (here.folded[match.start(n) : match.end(n)] for n in (1, 2))
        if len(first) < 4 or len(last) < 5 or first not in there.folded or last in there.folded:
            continue
        near = re.search(rf"\b{re.escape(first)}[ \u00a0]([a-z]{{3,}})", there.folded)
        if near and there.text[near.start(1)].isupper() and _alike(last, near[1]):
            found.append(match.span())
    return found


def _alike(one: str, other: str) -> bool:
    """Whether a name was misspelt rather than translated: as long, most letters the same."""
    if one[0] != other[0] or abs(len(one) - len(other)) > 1 or one == other:
        return False
    same = sum(a == b for a, b in zip(one, other, strict=False))
    back = sum(a == b for a, b in zip(reversed(one), reversed(other), strict=False))
    return same + back >= len(one) - 1


def _initials(pair: Pair) -> Iterator[Finding]:
    table = ENGLISH_TO_FRENCH if pair.target.lang == "fr" else _FRENCH_TO_ENGLISH
    there = set(_INITIALS.findall(pair.target.text))
    for match in _INITIALS.finditer(pair.source.text):
        name = match[0]
        better = table.get(name, name)
        if better == name or name in _WORDS or better in there or pair.source.text.isupper():
            continue
        if name in there:
            start = re.search(rf"\b{name}\b", pair.target.text)
            if start:
                yield wording("names", pair, start.span(), better)
                return
