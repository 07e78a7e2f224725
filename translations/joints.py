"""Put an amount into a sentence: the small words before and after it have to agree with it."""

import re
from typing import Final

from translations.amounts.values import Amount, Clock, Code, Day, Number, Ordinal

# After « 3,5 millions », these are no nouns: no « de » is missing.
_NO_NOUN: Final = re.compile(
    r"\s+(?:(?:d['’])|(?:de|des|du|et|ou|à|au|aux|en|dans|par|sur|pour|avec|contre|que|qui|est|sont"
    r"|était|étaient|a|ont|sera|seront|plus|moins|d|y|ne|se|ce|cette|chaque|depuis|pendant|environ"
    r"|l['’]\w*|le|la|les)\b)",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(r"\s+(?=[^\W\d_])(?!X\d)")
_VOWEL: Final = re.compile(r"\s+[aeiouyâàéèêëîïôûœh]", re.IGNORECASE)
_FEMININE: Final = re.compile(
    r"\s+(?:fois|ann[ée]e|page|partie|demande|semaine|version|étape|moitié|phase|place|ligne|loi|heure"
    r"|période|personne|\w+(?:[ts]ion|ance|ence|[eé]té|ité|ette|ure|ière|ille|aine))\b",
    re.IGNORECASE,
)
_RUNS_ON: Final = re.compile(r"\d\s+\Z")
_THREE: Final = re.compile(r"\d{3}(?!\d)")
_ENDS: Final = re.compile(r"(?:^|(?<=[\s(«“\"'’\u00a0]))([^\s(«“\"'’\u00a0]+['’]?)\s+\Z")


def joined(before: str, written: str, after: str, amount: Amount | None, lang: str) -> str:
    """Return what stands before an amount together with the amount, put right for each other.

    Args:
        before: the sentence so far.
        written: the amount as the language writes it.
        after: the rest of the sentence, with marks.
        amount: what it is; None for what is copied.
        lang: the language of the sentence.
    """
    if amount is None or isinstance(amount, Code):
        return before + written
    if lang == "fr":
        before, written = _french(before, written, after, amount)
    elif lang == "en":
        before, written = _english(before, written, after, amount)
    if written.startswith("-") and before[-1:] and before[-1] not in " (\u00a0«“":
        before += " "  # the sign is no hyphen
    if _RUNS_ON.search(before) and _THREE.match(written):
        before = f"{before.rstrip()}, "  # « 6 h 33 497 $ » would be another amount
    if not before.strip(' («“"\u00a0'):
        written = written[:1].upper() + written[1:]
    return before + written


def _french(before: str, written: str, after: str, amount: Amount) -> tuple[str, str]:
    match amount:
        case Day():
            before, written = _with_article(before, written)
        case Number(scale=scale, counts=True) if scale:
            if _NOUN.match(after) and not _NO_NOUN.match(after):
                written += " d'" if _VOWEL.match(after) else " de"
        case Ordinal(number=1) if _FEMININE.match(after):
            written = "1re"
        case _:
            pass
    return before, written


_ARTICLES: Final = {
    "le": {"à": "au", "de": "du", "jusqu'à": "jusqu'au"},
    "les": {"à": "aux", "de": "des", "jusqu'à": "jusqu'aux"},
    "du": dict[str, str](),
}


def _with_article(before: str, written: str) -> tuple[str, str]:
    """Let « à le 23 » be « au 23 », and let no article come twice."""
    ends = _ENDS.search(before)
    word = ends[1].lower() if ends else ""
    article, _, rest = written.partition(" ")
    if ends is None or article not in _ARTICLES:
        return before, written
    if word in ("le", "ce", "un", "les", "du", "au", "des", "aux", "la", "cette"):
        return before, rest
    if article == "du":
        return (before[: ends.start(1)], written) if word in ("de", "à") else (before, written)
    if word in ("en", "sur", "dans"):
        return before[: ends.start(1)], written
    short = _ARTICLES[article].get(word.replace("’", "'"))
    if short is None:
        return before, written
    short = short.capitalize() if ends[1][0].isupper() else short
    return f"{before[: ends.start(1)]}{short} ", rest


_EN_LEADS: Final = frozenset(
    "on by before until till since after from of to for through between the next last this as and"
    " or starting beginning ending dated".split()
)


def _english(before: str, written: str, after: str, amount: Amount) -> tuple[str, str]:
    if isinstance(amount, Clock) and written.endswith(".") and after[:1] == ".":
        return before, written.removesuffix(".")
    if not isinstance(amount, Day):
        return before, written
    ends = _ENDS.search(before)
    word = ends[1].lower() if ends else ""
    lead, _, rest = written.partition(" ")
    if ends is None or lead not in ("on", "from"):
        return before, written
    if lead == word or (lead == "on" and word in _EN_LEADS):
        return before, rest
    if word in ("in", "at") or (lead == "from" and word == "on"):
        return before[: ends.start(1)], written
    return before, written
