"""How a text is set: spaces, quotation marks, hours, signs, accents on capitals, ligatures."""

import re
from collections.abc import Iterator
from typing import Final

from translations.checks.findings import Finding, wording
from translations.checks.text import Pair
from translations.typography import TypographyFault, faults

_AROUND: Final = 10  # characters that a person is shown before and after a fault
# hours and dates as English writes them
_ENGLISH_WAY: Final = re.compile(
    r"\b\d{1,2}(?::\d\d)?[ \u00a0]?[ap]\.?m\b\.?|(?<![\d/])\d{1,2}/(?:1[3-9]|2\d|3[01])/\d{4}\b"
)
_ACCENTS: Final = frozenset({"accent", "ligature"})
# told by other checks, or no fault of a translation
_ELSEWHERE: Final = frozenset({"median-dot", "word", "apostrophe"}) | _ACCENTS
_EVERYWHERE: Final = frozenset({"hidden"})
_NOTABLE: Final = re.compile(
    '[;!?:«»"$%]|\\dh|\\d[ \u00a0\u202f]h|\\d[ \u202f\u2009]\\d{3}|1(?:ère|ere|è|ière|ier)'
    "|\\d ?[ap]\\.?m|/\\d\\d/"
    "|[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f]"
)
_ENGLISH: Final = re.compile(
    r"[«»]|(?<=\w)[ \u00a0\u202f]+[;!?:](?=\s|$)|(?<=\d)[ \u00a0]%|(?<=\d)[ \u00a0]?\$(?!\w)"
    r"|\b\d{1,2}[ \u00a0]?h[ \u00a0]?\d\d\b|(?<![\d,])\d+,\d{1,2}(?![\d,])(?=[ \u00a0]?[%$])"
)
_BARE_CAPITAL: Final = re.compile(
    r"(?<![\w-])(?:Etats?(?:-Unis)?|Ecoles?|Editions?|Education|Egalit[ée]|Egalement|Elections?"
    r"|Electricit[ée]|El[eè]ves?|Emissions?|Energie|Enonc[ée]s?|Equipes?|Equipements?|Etapes?"
    r"|Etablissements?|Et[ée](?= \d|s? )|Etrang[eè]re?s?|Etudes?|Etudiante?s?|Etudier|Evaluations?"
    r"|Ev[ée]nements?|Eviter|Evitez|Evidemment|Iles?|Etes|Ecrivez|Ecrire|Eligible|Emettre"
    r"|Equitable|Economie|Economique|Ecart|Echanges?|Ech[ée]ance|Etant|Etre"
    r"|Ca(?= (?:va|ne|n'|se|peut|suffit)))(?!\w)"
    r"|\b(?:Montreal|Quebec|Trois-Rivieres|Levis|Gaspesie)\b"
)
_CAPITALS: Final = frozenset(
    "etat etats ecole ecoles edition editions education egalite egalement election elections"
    " electricite eleve eleves emission emissions energie enonce enonces equipe equipes equipement"
    " equipements etape etapes etablissement etablissements ete etranger etrangere etrangers"
    " etrangeres etude etudes etudiant etudiante etudiants etudiantes etudier evaluation"
    " evaluations evenement evenements eviter evitez evidemment ile iles etes ecrivez ecrire"
    " eligible emettre equitable economie economique ecart echange echanges echeance etant etre ca"
    " montreal quebec trois levis gaspesie".split()
)
_ACCENTED: Final = {"Montreal": "Montréal", "Quebec": "Québec", "Trois-Rivieres": "Trois-Rivières",
                    "Levis": "Lévis", "Gaspesie": "Gaspésie"}  # fmt: skip
_BARE_A: Final = re.compile(
    r"(?:^|(?<=[.!?:»]\s)|(?<=[-–•*]\s)|(?<=\n))A (?=(?:noter|venir|partir|compter|propos|titre"
    r"|quel|quelle|qui|cet|cette|ce|ces|ses|votre|vos|notre|nos|l[ae'’]|défaut|moins|chaque|court"
    r"|long|moyen|cause|Ottawa|Montréal|Québec|Toronto|suivre|faire|lire|voir|remplir|savoir|jour"
    r"|temps)\b)"
)
_LOOSE: Final = re.compile(r"oeu|\boei|\b[cC]oe[lf]|\bOe[un]|aequo|vitae")


def check_typography(pair: Pair) -> Iterator[Finding]:
    """Find what breaks the rules of the target's typography; the source may keep its own."""
    target = pair.target
    if target.lang == "fr":
        if _NOTABLE.search(target.text):
            yield from _french(pair)
    elif target.lang == "en":
        for match in _ENGLISH.finditer(target.text):
            if match[0] not in "«»" or match[0] not in pair.source.text or pair.official:
                yield wording("typography", pair, match.span(), kind="english")
                break
    if target.lang != "fr":
        for fault in faults(target.text, target.lang):
            yield wording("typography", pair, (fault.start, fault.end), kind="hidden")
            return


def _french(pair: Pair) -> Iterator[Finding]:
    for fault in faults(pair.target.text, "fr", pair.region):
        if fault.rule in _ELSEWHERE:
            continue
        span = fault.start, fault.end
        if fault.rule in _EVERYWHERE:
            yield wording("typography", pair, span, kind="hidden")
        else:
            yield _better(pair.target.text, fault)
        return
    foreign = _ENGLISH_WAY.search(pair.target.text)
    if foreign:
        yield wording("typography", pair, foreign.span(), kind="french")


def _better(text: str, fault: TypographyFault) -> Finding:
    """Return a fault with what stands around it, so that a person finds the place."""
    before, after = text[max(0, fault.start - _AROUND) : fault.start], text[fault.end :][:_AROUND]
    return Finding(
        check="typography",
        kind="better",
        values={
            "found": shown(f"{before}{fault.found}{after}"),
            "better": shown(f"{before}{fault.better}{after}"),
        },
        target_spans=((fault.start, fault.end),),
    )


def shown(text: str) -> str:
    """Return a text with its no-break spaces made visible."""
    return " ".join(text.translate({0xA0: "␣", 0x202F: "␣", 0x2009: "␣"}).split()) or "␣"


def check_accents(pair: Pair) -> Iterator[Finding]:
    """Find capitals without their accents, and oe for œ."""
    target = pair.target
    if target.lang != "fr":
        return
    maybe = not _CAPITALS.isdisjoint(target.bag)
    match = _BARE_CAPITAL.search(target.text) if maybe else None
    if match:
        yield wording("accents", pair, match.span(), _accented(match[0]))
        return
    bare = _BARE_A.search(target.text) if "a" in target.bag else None
    if bare:
        yield wording("accents", pair, (bare.start(), bare.start() + 1), "À")
        return
    if "oe" in target.folded and _LOOSE.search(target.text):
        for fault in faults(target.text, "fr"):
            if fault.rule in _ACCENTS:
                yield wording("accents", pair, (fault.start, fault.end), fault.better)
                return


def _accented(word: str) -> str:
    if word in _ACCENTED:
        return _ACCENTED[word]
    first = {"C": "Ç", "I": "Î"}.get(word[0], "Ê" if word in {"Etes", "Etre"} else "É")
    return first + word[1:]
