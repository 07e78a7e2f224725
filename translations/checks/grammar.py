"""Small grammar that engines get wrong: elision, du and des, plurals, capitals."""

import re
from collections.abc import Iterator
from typing import Final

from translations.checks.findings import Finding, wording
from translations.checks.text import Pair

_VOWEL: Final = "aeiouyàâäéèêëîïôöûüœæAEIOUÀÂÉÈÊËÎÔÛŒ"
# vowels that don't elide
_NO_ELISION: Final = (
    r"(?:onz|oui\b|un\b(?= (?:à|pour))|ouistiti|ouate|ululer|uhlan|iota|yéti|y[aeou]|ui)"
)
_ELISION: Final = re.compile(
    r"(?<![\w'’-])(?P<word>[Dd]e|[Qq]ue|[Jj]e|[Nn]e|[Ll]e|[Ll]a|[Ss]i(?= ils?\b)"
    rf"|[Jj]usque|[Ll]orsque|[Pp]uisque) (?!{_NO_ELISION})"
    rf"(?P<next>[{_VOWEL}][a-zà-ÿœ]{{2,}}|est\b|il\b|ils\b|elle\b|on\b|en\b|ai\b|a\b|au\b)"
)
# words before which le, la do not elide because they are pronouns, numbers, letters
_LE_BUT: Final = re.compile(r"(?:un|une|et|ou|à|au|en|est|a|on|il|elle|ai|y)\b")
_CONTRACTED: Final = re.compile(
    r"(?<![\w'’-])(?P<word>[Dd]e les|[Dd]e le|[ÀàA] les|[Àà] le) (?P<next>[a-zà-ÿœ'’]+)(?![\w'’-])"
)
_SHORT: Final = {"de les": "des", "de le": "du", "à les": "aux", "à le": "au", "a les": "aux"}
# before these, le and les are pronouns: « de le faire », « de les en aviser »
_INFINITIVE: Final = re.compile(
    r"(?:\w+(?:er|ir|oir|dre|tre|ire|vre)|\w*'.*|y|en|lui|leur|plus|moins|mieux|tout|ai|a|ont|est)$"
)

_COUNTED: Final = (
    "messages|jours|heures|minutes|secondes|semaines|années|ans|dollars|cents|millions|milliards"
    "|points|demandes|résultats|personnes|réponses|kilomètres|mètres|pages|erreurs|fichiers|étapes"
    "|documents|commentaires|paiements|versements|enfants|dossiers|appels|employés|étudiants"
    "|articles|questions|programmes|bureaux|abonnés|utilisateurs|photos|lignes|mots"
    "|caractères|degrés|litres|kilogrammes|tonnes|hectares|ménages|logements|bourses|prêts"
)
_SINGULAR: Final = re.compile(
    rf"(?<![\d.,/-])(?P<number>[01](?:,\d{{1,2}})?)[ \u00a0](?P<word>{_COUNTED})\b"
)
_COUNTED_EN: Final = (
    "messages|days|hours|minutes|seconds|weeks|years|months|dollars|people|points|requests|results"
    "|replies|kilometres|metres|pages|errors|files|steps|documents|comments|payments|children"
)
_ONE_EN: Final = (
    "message|day|hour|minute|week|year|month|dollar|point|request|result|error|file|page|comment"
    "|payment"
)
_PLURAL_EN: Final = re.compile(
    rf"(?<![\d.,/-])(?:1[ \u00a0](?:{_COUNTED_EN})|0[ \u00a0](?:{_ONE_EN}))\b"
)
_MONTH: Final = (
    "(?:Janvier|Février|Mars|Avril|Mai|Juin|Juillet|Août|Septembre|Octobre|Novembre|Décembre)"
)
_DAY: Final = "(?:Lundi|Mardi|Mercredi|Jeudi|Vendredi|Samedi|Dimanche)"
_TITLE: Final = (
    "(?:Ministre|Président|Présidente|Directeur|Directrice|Député|Députée|Premier [mM]inistre"
    "|Première [mM]inistre|Sous-ministre|Commissaire)"
)
_THE: Final = r"(?<=\b(?:le|la|un|du|au|ce) )"
_CAPITALS_FR: Final = re.compile(
    rf"(?<=\d[ \u00a0]){_MONTH}\b|(?<=\der[ \u00a0]){_MONTH}\b"
    rf"|\b(?:en|de|d['’]|depuis|jusqu['’]en) {_MONTH}\b(?= \d)"
    rf"|{_DAY},? (?:le )?{_MONTH}\b"
    rf"|(?<=[a-zà-ÿ,] ){_DAY}\b(?= \d|[ ,]|$)(?! (?:saint|noir|des))"
    rf"|{_THE}(?:Ministère|Gouvernement)\b(?= (?:de|du|des)\b| d['’])"
    rf"|{_THE}{_TITLE}\b|(?<=\bl['’])Honorable\b|(?<=\ben )(?:Français|Anglais)\b"
    r"|\b(?:Loi|Règlement) sur (?:les?|la|l['’]) ?[A-ZÀ-Ý][a-zà-ÿ]+s? "
    r"[A-ZÀ-Ý][a-zà-ÿ]+(?:iel|iels|ielle|ielles|al|aux|ale|ales|ique|iques)\b"
)
_MINISTRY: Final = re.compile(
    r"\bministère (?:des|de la|du|de l['’]) ?(?P<name>finances|justice|santé|revenu|travail"
    r"|transports|défense|emploi|environnement|logement|immigration)\b"
)
_SMALL_EN: Final = re.compile(
    r"\b(?:january|february|april|june|july|august|september|october|november|december"
    r"|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|\b(?:march|may) \d"
    r"|\b(?:canadian|french|english|quebec|ontario|canada|ottawa)\b"
)
_ADDRESS: Final = re.compile(r"\S*[@#/.\w]\.\w{2,}\S*|[@#]\w+")
_CAPITALIZED: Final = {
    "fr": frozenset(
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre lundi"
        " mardi mercredi jeudi vendredi samedi dimanche ministere ministre gouvernement president"
        " presidente directeur directrice depute deputee premier premiere sous commissaire"
        " honorable loi reglement francais anglais".split()
    ),
    "en": frozenset(
        "january february march april may june july august september october november december"
        " monday tuesday wednesday thursday friday saturday sunday canadian french english quebec"
        " ontario canada ottawa".split()
    ),
}


def check_elision(pair: Pair) -> Iterator[Finding]:
    """Find « de Emploi », « le agence », « de le bureau », « si il »."""
    target = pair.target
    if target.lang != "fr":
        return
    for match in _ELISION.finditer(target.text):
        word, following = match["word"], match["next"]
        if word.lower() in {"le", "la"} and _LE_BUT.match(following):
            continue
        if following.isupper() and len(following) > 1:
            continue  # initials are spelt or read
        yield wording("elision", pair, match.span(), f"{word[:-1]}'{following}")
        return
    for match in _CONTRACTED.finditer(target.text):
        if _INFINITIVE.match(match["next"]):
            continue
        better = _SHORT[match["word"].lower()]
        if match["word"][0].isupper():
            better = better.capitalize()
        yield wording("elision", pair, match.span(), f"{better} {match['next']}")
        return


def check_plurals(pair: Pair) -> Iterator[Finding]:
    """Find « 0 messages », « 1,5 millions »; "1 days", "0 message"."""
    text = pair.target.text
    if pair.target.lang == "fr":
        match = _SINGULAR.search(text)
        if match:
            word = match["word"]
            singular = {"bureaux": "bureau"}.get(word, word.removesuffix("s"))
            yield wording("plurals", pair, match.span(), f"{match['number']} {singular}")
    elif pair.target.lang == "en":
        match = _PLURAL_EN.search(text)
        if match:
            yield wording("plurals", pair, match.span())


def check_capitals(pair: Pair) -> Iterator[Finding]:
    """Find capitals of the other language: « le 5 Novembre », « le Ministère »; "monday"."""
    target = pair.target
    if _CAPITALIZED.get(target.lang, target.bag).isdisjoint(target.bag) or target.text.isupper():
        return
    if target.lang == "fr":
        for match in _CAPITALS_FR.finditer(target.text):
            yield wording("capitals", pair, match.span())
            return
        small = _MINISTRY.search(target.text)
        if small:
            better = small[0][: small.start("name") - small.start()] + small["name"].capitalize()
            yield wording("capitals", pair, small.span(), better)
    elif target.lang == "en" and not target.text.islower():
        bare = _ADDRESS.sub(lambda match: " " * len(match[0]), target.text)
        for match in _SMALL_EN.finditer(bare):
            word = match[0]
            yield wording("capitals", pair, match.span(), word[0].upper() + word[1:])
            return
