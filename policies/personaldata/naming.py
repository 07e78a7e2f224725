# ruff: noqa: E501 # tables and regular expressions read better whole
"""What the author calls a number: the nearest word in either language that says what it is."""

import re
from bisect import bisect_left, bisect_right
from typing import Final

from policies.latepattern import late
from policies.personaldata.pages import Name, Page

_BEFORE: Final = 60  # characters in which a word can name the number that follows
_AFTER: Final = 32

# Words are matched on the page: no accents. Order matters: the first that fits at a place wins.
_WORDS: Final = {
    "neq": r"neq|numero d'entreprise du quebec|quebec enterprise number",
    "health": r"(?:carte d'|numero d'|no d')?assurance[ -]maladie|carte (?:de )?(?:sante|soleil)|numero (?:personnel )?de (?:la )?(?:carte (?:de )?)?sante|numero d'identification (?:personnel de sante|medicale)|(?:ramq|nam)(?: (?:card|number|no)\b){0,2}"
    r"|(?:(?:provincial|ontario|alberta|manitoba|bc|yukon|nunavut) )?(?:personal )?health(?:[ -]?care)?(?: (?:identification|insurance|services?|registration|plan))? ?(?:card|number|no|id)\b(?: number)?|health insurance|personal health|(?:manitoba|mb) health(?: registration(?: number)?)?"
    r"|(?:ohip|phn|phin|msp|mcp|hcn|hsn|ahcip|medicare)(?: (?:card|number|no)\b){0,2}|care ?card|(?:carte d'|numero d'|no d')?inscription medicale",
    "sin": r"s[. ]?i[. ]?n\b\.?|social[ -]insurance(?: number| no\b)?|social security(?: number)?|ssn|n[. ]?a[. ]?s\b\.?|(?:numero d'|no d')?assurance[ -]sociale|securite sociale",
    "bn": r"business (?:number|no\b)|bn\b|b\.n\.|(?:gst|hst|qst|tps|tvh|tvq)(?:/[a-z]{3})?|payroll (?:account|number)|numero d'entreprise|(?:ne|n\.e\.)(?!\w)|corporation number",
    "passport": r"passports?|passeports?",
    "licence": r"(?:driver'?s?|driving) ?licen[cs]e|permis de conduire|dl\b|driver'?s? lic\b",
    "uci": r"uci\b|iuc\b|unique client id\w*|identificateur unique(?: de (?:la )?client\w*)?|identifiant unique(?: de client\w*)?|client id(?:entifier|entification)?\b|(?:ircc|immigration) client|numero (?:de )?client (?:d'ircc|ircc)",
    "resident": r"pr card|permanent resident card|(?:carte de )?residente? permanente?",
    "bank": r"(?:bank|chequing|checking|savings?|deposit) (?:account|acct)|compte (?:bancaire|en banque|de banque|d'epargne|cheques?|d'operations)|direct deposit|depot direct|void cheque|specimen de cheque|transit|succursale|institution|iban",
    "card": r"(?:credit|debit|visa|master ?card|amex|payment|gift|bank)[ -]?cards?|cartes? (?:de credit|de debit|bancaires?|visa|mastercard|prepayees?|cadeaux?)|visa|master ?card|amex|american express|cards?|cartes?|cc\b|charged?(?: (?:it|this))?\b|debite\w*|refund\w*|rembours\w*",
    "file": r"(?:files?|case|reference|ref|ticket|dossiers?|invoice|facture|order|commande|confirmation|tracking|suivi|claim|reclamation|transaction|receipt|recu|isbn(?:-1[03])?|issn|doi|upc|sku|imei|serial|serie|build|model|modele|bill|contract|contrat|purchase|batch|lot|posting|affichage|incident|complaint|plainte|parcel|colis|student|etudiante?|matricule|employee|employee?|member|membre|loan|pret|account|acct|compte|certificate|certificat|application|demande|request|requete|statement|releve|form|formulaire|code|id|identifiant|total|budget|permit|permis|project|projet|grant|subvention|bn)\b",
    "phone": r"(?:tele)?phones?\b|cell(?:ulaire|phone|ular)?s?\b|mobile|portable|fax|telec(?:opieur|opie)?\b|tel\b|whats ?app|wa\.me|signal|sms|telephon\w*"
    r"|(?:my|his|her|their) (?:work |home |personal |new )?number|(?:mon|son|leur) (?:nouveau )?num(?:ero)?\b(?! (?:de?\b|d'|du\b|personnel|unique|client))|(?:this|that) number|ce numero|landline|voicemail|boite vocale|desk|office|bureau|home|work|maison|domicile|travail",
    "call": r"text(?:o|e|ez|er|ing|ed)?\b(?:[ -](?:me|us|moi|nous))?|call(?:s|ed|ing)?\b(?:[ -]me| us)?|dial|ring(?: me)?\b|reach(?: (?:me|us|him|her|them))?\b|contact(?:ez|er)?(?:[ -](?:me|moi|us|nous))?"
    r"|r?appel(?:s|er|ez|le|lez|ons)?\b(?:[ -](?:moi|nous))?|(?:re)?joi(?:ndre|gne[zr]?|gnez-moi)\b|composez|hotline|answering|repond\w*",
}  # fmt: skip
_NAMES: Final = late(
    r"(?<![\w\[])(?=[a-z])(?:"
    + "|".join(f"(?P<{name}>{words})" for name, words in _WORDS.items())
    + ")"
)
_LABEL: Final = late(r"\[[^\[\]]{3,40}\]")
_CAPITALS: Final = frozenset({"ne", "n.e.", "dl"})  # words of another meaning where they are small
_PLACES: Final = (
    r"ontario|quebec|alberta|saskatchewan|manitoba|yukon|nunavut|british columbia|colombie-britannique|nova scotia|nouvelle-ecosse|new brunswick"
    r"|nouveau-brunswick|newfoundland|labrador|terre-neuve(?:-et-labrador)?|prince edward island|ile-du-prince-edouard|(?:northwest )?territories"
    r"|territoires(?: du nord-ouest)?|[a-z]\.?-?[a-z]\.?(?:-?[a-z]\.){0,2}|pei|nwt|canad\w{1,6}"
)
# what may stand between a word and the number that it names
_LINK: Final = late(
    r"(?:[\W_]{0,4}(?:is|are|was|it's|its|number|numbers|nos?|num|numero|est|le|la|les|l|the|a|of|de|du|des|d|my|mon|ma|me|moi|us|nous|him|her"
    r"|id|at|au|aux|on|sur|card|carte|this|c|ce|c'est|voici|here|here's|as|follows|to|for|pour|please|svp|new|now|nouveau|suivant|identification|account|sous|with|under|par|by|anytime|direct|back|porte|reads|says|shows|was|has|in|from|dans|provincial|old|ancien"
    "|" + _PLACES + r")(?!\w)){0,6}[\W_]{0,6}",
    re.IGNORECASE,
)
_LINK_AFTER: Final = late(
    r"[\W_]{0,4}(?:(?:is|est|c'est|as|comme|was|my|mon|ma|his|her|son|sa|our|your|their|notre|votre|leur|really|bien|the|le|la|a|for|pour|this|that's|it's)[\W_]{1,2}){0,4}",
    re.IGNORECASE,
)
_CURRENCY: Final = late(
    r"\s?(?:[$€£%]|cad\b|usd\b|dollars?\b|euros?\b|cents?\b|million|milli|people\b|persons\b|personnes\b|canad|habitant|fois\b|times\b|votes?\b"
    r"|users?\b|utilisat|vues\b|views\b|km|m2\b|kg\b|tonnes?\b|barrels?\b|barils?\b|bytes\b|octets\b|students?\b|etudiant|families\b|familles\b"
    r"|borrowers?\b|emprunteu|voters\b|electeurs\b|residents?\b|workers\b|travailleu|jobs\b|emplois\b|litres?\b|citizens\b|citoyens?\b)",
    re.IGNORECASE,
)


NAMELESS: Final = Name("", direct=False, before=False)


def name_of(page: Page, start: int, end: int) -> Name:
    """Return what the author calls the number at [start, end) of a page."""
    known = page.called.get((start, end))
    if known is None:
        known = page.called[start, end] = _name_of(page, start, end)
    return known


def _name_of(page: Page, start: int, end: int) -> Name:
    words = page.words
    if words is None:
        words = page.words = _find_words(page)
    at = bisect_right(words, (start, start, "")) - 1  # the last word that begins before the number
    before = NAMELESS
    if at >= 0 and words[at][1] <= start and words[at][1] > start - _BEFORE:
        _, word_end, what = words[at]
        direct = _LINK.fullmatch(page.low, word_end, start) is not None
        before = Name(what, direct=direct, before=True)
        if direct:
            return before
    at = bisect_left(words, (end, 0, ""))
    if at < len(words) and words[at][0] <= end + _AFTER:
        word_start, word_end, what = words[at]
        if _names_next(page.low, word_end):
            return before
        direct = _LINK_AFTER.fullmatch(page.low, end, word_start) is not None
        if direct or not before.what:
            return Name(what, direct=direct, before=False)
    return before


def is_near(page: Page, what: str, start: int, end: int) -> bool:
    """Return whether a word of one sort stands near a number, whatever stands nearer."""
    name_of(page, start, end)
    words = page.words or []
    first = bisect_left(words, (max(0, start - _BEFORE), 0, ""))
    last = bisect_left(words, (end + _BEFORE, 0, ""))
    return any(word == what for _, _, word in words[first:last])


def _names_next(low: str, end: int) -> bool:
    """Return whether a word that ends here names a number that follows it."""
    link = _LINK.match(low, end, min(len(low), end + _AFTER))
    if link is None or not low[link.end() : link.end() + 1].isdigit():
        return False
    return not any(sign in link.group() for sign in ",;\n")


def _find_words(page: Page) -> list[tuple[int, int, str]]:
    low = page.low
    if "[" in low:  # what masking put there names nothing
        low = _LABEL.sub(lambda match: "_" * len(match.group()), low)
    return [
        (*match.span(), match.lastgroup or "")
        for match in _NAMES.finditer(low)
        if match.group() not in _CAPITALS or page.text[match.start() : match.end()].isupper()
    ]


def counts_something(text: str, start: int, end: int) -> bool:
    """Return whether a number is an amount: a currency or a thing counted stands beside it."""
    if _CURRENCY.match(text, end):
        return True
    head = text[max(0, start - 4) : start].rstrip()
    return head.endswith(("$", "€", "£", "CAD", "USD"))
