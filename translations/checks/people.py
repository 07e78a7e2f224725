"""How a French text speaks to people and of them: « vous », and words for everyone."""

import re
from collections.abc import Iterator
from typing import Final

from translations.checks.findings import Finding, wording
from translations.checks.text import Pair, Side

_TU: Final = frozenset({"tu", "toi", "tes", "te", "t'"})
_MAYBE_TU: Final = frozenset({"ton", "ta"})
_BEFORE_TON: Final = frozenset({"le", "un", "de", "du", "ce", "au", "son", "meme", "leur", "bon"})
_BEFORE_TU: Final = frozenset({"s'est", "est", "s'", "ete", "a", "suis", "sont"})  # se taire
_VOUS: Final = frozenset({"vous", "votre", "vos"})
_ORDERS: Final = (
    "écris|appelle|envoie|clique|remplis|vérifie|consulte|communique|visite|lis|regarde|demande"
    "|présente|fais|prends|attends|note|dis|donne|choisis|va|viens|réponds|inscris|assure|adresse"
    "|rends|soumets|télécharge|paie|paye|signe|garde|évite|oublie|cherche|trouve|utilise|contacte"
)
_ORDER: Final = re.compile(
    rf"\b(?:{_ORDERS})-(?:nous|moi|le|la|les|lui|leur|y|en|toi)\b"
    rf"|(?:^|[.!?:]\s+|\bveuille )(?:{_ORDERS})s? (?:le|la|les|ton|ta|tes|un|une|des|ce|cette|ici"
    r"|sur|avec|au|à la|aux|nous)\b",
    re.IGNORECASE,
)
_ORDER_WORDS: Final = frozenset(Side(_ORDERS.replace("|", " "), "en").bag)
_QUOTED: Final = re.compile(r"«[^«»]{0,400}»|“[^“”]{0,400}”|\"[^\"\n]{0,400}\"")
_PLEASE: Final = re.compile(r"\bs'il te pla[iî]t\b", re.IGNORECASE)

_ENDINGS: Final = (
    "e|s|es|ne|nes|le|les|te|tes|trice|trices|rice|rices|ère|ères|ière|ières|euse|euses|ve|ves|se"
    "|ses|fe"
)
_INCLUSIVE: Final = re.compile(
    rf"\b[A-Za-zÀ-ÿ]{{2,}}(?:[·•‧⋅](?:{_ENDINGS})(?:[·•‧⋅]s)?"  # étudiant·e·s
    r"|\.(?:e|ne|trice|ère|euse)\.s|-(?:e|ne|trice|ère|euse)-s"  # étudiant.e.s, étudiant-e-s
    r"|-e(?=[\s.,;:)]|$)(?<![tmsl]-e)"
    rf"|\((?:{_ENDINGS})\)s?|/(?:e|ne|trice|ère|euse)(?:/?s)?"  # étudiant(e)s, étudiant/e/s
    r"|(?<=[a-zà-ÿ])E(?:S|s)?)(?![\w’'])"  # étudiantEs
    r"|\b(?:iel|iels|celleux|toustes|ceulles)\b"
)
_PLAIN: Final = re.compile(r"([A-Za-zÀ-ÿ]+?)[·•‧⋅.(/-]e[·•‧⋅.)/-]*(s?)$")


def check_politeness(pair: Pair) -> Iterator[Finding]:
    """Find « tu », and « tu » and « vous » in one text; what is quoted does not count."""
    target = pair.target
    if target.lang != "fr":
        return
    words = target.bag
    if words.isdisjoint(_TU) and words.isdisjoint(_MAYBE_TU) and words.isdisjoint(_ORDER_WORDS):
        return
    quoted = [match.span() for match in _QUOTED.finditer(target.text)]
    found = [span for span in _familiar(pair) if not any(a <= span[0] < b for a, b in quoted)]
    if found:
        kind = "mixed" if not words.isdisjoint(_VOUS) else "found"
        yield wording("politeness", pair, found[0], kind=kind)


def _familiar(pair: Pair) -> Iterator[tuple[int, int]]:
    words = pair.target.words
    for n, word in enumerate(words):
        before = words[n - 1].text if n else ""
        after = pair.target.folded[word.end : word.end + 1]
        if word.text == "t'" and pair.target.folded[word.start - 1 : word.start] == "-":
            continue  # « a-t'on »
        you = word.text in _TU and not (word.text == "tu" and before in _BEFORE_TU)
        yours = word.text in _MAYBE_TU and before not in _BEFORE_TON and after == " "
        if you or yours:
            yield word.start, word.end
    for match in _ORDER.finditer(pair.target.text):
        yield match.span()


def check_inclusive(pair: Pair) -> Iterator[Finding]:
    """Find shortened double forms in running text; both words, or one for the group, go instead."""
    if pair.target.lang != "fr":
        return
    for match in _INCLUSIVE.finditer(pair.target.text):
        plain = _PLAIN.fullmatch(match[0])
        better = f"{plain[1]}e{plain[2]} et {plain[1]}{plain[2]}" if plain and plain[2] else ""
        yield wording("inclusive", pair, match.span(), better)
        return
