# ruff: noqa: E501 # word lists read better whole
"""What the classifier looks at beside the sentence vector: features of the rules, and word shapes.

Word shapes are runs of one to three words in which what the lexicons found is replaced by its kind:
"people who say that GROUP are HOSTILE" has one shape, whichever group is meant. They are hashed:
the model holds no words.
"""

import math
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from policies.featurelist import FEATURES
from policies.features import Features
from policies.latepattern import late
from policies.views import Span, fold

BUCKETS: Final = 16_384  # that word shapes are hashed into
HEAD_CHARACTERS: Final = 1_500  # of a long text, its beginning and its end are read
TAIL_CHARACTERS: Final = 500
FEW_CAPITALS_PCT: Final = 30

# circumstances, personal data, other rules' business: none of it says what a message means
_LEFT_OUT: Final = frozenset(
    "phones emails sins business_numbers cards health_cards passports driver_licences"
    " immigration_numbers bank_accounts birth_dates postal_codes addresses ip_addresses"
    " letters length repeats_by_author authors_with_same_text joined_minutes first_message"
    " joins_lately official_language automatic staff_named minor_signs passed_on_links"
    " passed_on_terms repeated own_account imposter imposter_mentions generated_name"
    " official_claims off_topic government_links agency_lookalikes".split()
)
# kind of word -> what stands for it; of two kinds in one place the first counts
_MARKS: Final[Mapping[str, str]] = {
    "quoted_terms": "<quoted>",
    "negated_terms": "<negated>",
    "reported_terms": "<reported>",
    "slurs": "<slur>",
    "insults": "<insult>",
    "belittling": "<insult>",
    "abuse": "<abuse>",
    "hostility": "<hostile>",
    "aversion": "<aversion>",
    "misogyny": "<hostile>",
    "homophobia": "<hostile>",
    "threats": "<threat>",
    "intimidation": "<threat>",
    "violence": "<threat>",
    "identity": "<group>",
    "profanity": "<swear>",
    "sexual": "<sexual>",
    "scam": "<scam>",
    "advertising": "<scam>",
    "links": "<link>",
    "emails": "<link>",
    "phones": "<phone>",
}
_TOKEN: Final = late(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+|[?!@$%€#«»\"“”:]")
_ARTICLE: Final = late(r"(?:les|des|the|all)\s+", re.IGNORECASE)
_SETS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "reader": "you u ur your yours you're youre yourself yourselves y'all tu toi te t ta ton tes"
        " vous votre vos t'es t'as",
        "self": "i i'm im me my mine myself we our us je j j'ai moi mon ma mes me nous notre nos on",
        "others": "he she they them him her his their those these il elle ils elles eux lui leur leurs"
        " ces ceux celles",
        "negation": "not no never isn't aren't don't doesn't didn't won't can't nobody none without"
        " pas jamais aucun aucune rien personne sans ni n'est n'ont n'a",
        "saying": "say says said saying call called calling tell told claim write wrote word comment"
        " dire dit disent dites ecrit ecrire appele traite traiter mot commentaire pretendre",
        "must": "should must ought need deserve deserves devrait devraient doit doivent faut faudrait"
        " merite meritent meritez merites",
        "all": "all every each tous toutes chaque",
        "institution": "government department ministry minister agency program office gouvernement"
        " ministere ministre agence programme bureau",
    }.items()
}
_COUNTED: Final = ("?", "!", "@", "$", '"', "«", "“")
OWN: Final = (*_SETS, *_COUNTED, "tokens", "english", "french")


# one of these, or words to or about somebody: else there is nothing that a model could suspect
_TELLING: Final = frozenset(
    "identity insults belittling abuse profanity slurs hostility aversion violence intimidation"
    " sexual misogyny homophobia threats self_harm lures contact_calls phishing scam advertising"
    " links chat_links accusation illegal exclusion_statements threats_unclear self_harm_unclear"
    " negated_terms quoted_terms reported_terms".split()
)
_ADDRESSED: Final = late(
    r"\b(?:you|u|ur|your|yourself|tu|toi|t|te|ton|tes|ta|vous|votre|vos|should|must|ought"
    r"|deserves?|devrait|devraient|doit|doivent|faut|faudrait|meritent?|they|them|ils|elles|eux|leur"
    r"|someone|somebody|quelqu)\b"
)


def may_matter(text: str, features: Features) -> bool:
    """Whether a message shows anything that makes asking the model worth its time.

    Three in ten ordinary comments do. The others are never suspected, which spares as many false
    flags as it loses true ones.
    """
    if not _TELLING.isdisjoint(features.values):
        return True
    return _ADDRESSED.search(fold(text[:HEAD_CHARACTERS])) is not None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the classifier sees of one message."""

    numbers: Mapping[str, float]  # by name; those that are absent are 0
    shapes: Sequence[int]  # buckets, each once


def number_names() -> tuple[str, ...]:
    """Return the names of all numbers that a model trained now would look at."""
    taken = [
        name
        for name, spec in FEATURES.items()
        if spec.kind != "string" and name not in _LEFT_OUT and not name.startswith("model_")
    ]
    return (*taken, *OWN)


def read_inputs(text: str, features: Features) -> Inputs:
    """Return what the classifier sees of a message; pure."""
    numbers: dict[str, float] = {}
    for name, value in features.values.items():
        if name == "capitals_pct":  # a name or two says nothing
            numbers[name] = max(0, int(value) - FEW_CAPITALS_PCT) / 100
        elif not isinstance(value, str):
            numbers[name] = math.log1p(max(0, value))
    tokens = _tokens(text, features)
    for name, words in _SETS.items():
        count = sum(token in words for token in tokens)
        if count:
            numbers[name] = math.log1p(count)
    for sign in _COUNTED:
        count = tokens.count(sign)
        if count:
            numbers[sign] = math.log1p(count)
    numbers["tokens"] = math.log1p(len(tokens)) / 4
    lang = features.values.get("lang")
    if lang == "en":
        numbers["english"] = 1.0
    elif lang == "fr":
        numbers["french"] = 1.0
    return Inputs(numbers, _shapes(tokens))


def _tokens(text: str, features: Features) -> list[str]:
    """Return words and signs in lower case, marked words as their kind."""
    marked = _marked(features)
    found: list[str] = []
    last = None
    for start, end in _parts(text):
        part = fold(text[start:end])
        shift = start if len(part) == end - start else None
        for match in _TOKEN.finditer(part):
            at = shift + match.start() if shift is not None else -1
            mark = marked.get(at)
            if mark is None:
                word = match.group()
                found.append("<number>" if word.isdigit() else word)
            elif mark is not last:
                found.append(mark[1])
            last = mark
    return found


def _parts(text: str) -> list[Span]:
    if len(text) <= HEAD_CHARACTERS + TAIL_CHARACTERS:
        return [(0, len(text))]
    return [(0, HEAD_CHARACTERS), (len(text) - TAIL_CHARACTERS, len(text))]


def _marked(features: Features) -> dict[int, tuple[Span, str]]:
    """Return the mark of every character that lies in a marked span."""
    marked: dict[int, tuple[Span, str]] = {}
    spans = features.spans
    for name, mark in _MARKS.items():
        for span in spans.get(name, ()):
            entry = (span, mark)
            for place in range(span[0], min(span[1], span[0] + 80)):
                marked.setdefault(place, entry)
    return marked


def _shapes(tokens: Sequence[str]) -> list[int]:
    """Return the buckets of runs of one and two words, and of three where one is marked."""
    found: set[str] = set(tokens)
    before, earlier = "<", ""
    for token in (*tokens, ">"):
        found.add(f"{before} {token}")
        if earlier and "<" in earlier + before + token:
            found.add(f"{earlier} {before} {token}")
        before, earlier = token, before
    hashed = {zlib.crc32(shape.encode("utf-8", "replace")) % BUCKETS for shape in found}
    return sorted(hashed)


def without_groups(text: str, features: Features) -> str:
    """Return the text with each group of people written as "people": no score goes by which one."""
    spans = features.spans.get("identity")
    if not spans:
        return text
    people = "gens" if features.values.get("lang") == "fr" else "people"
    pieces: list[str] = []
    at = 0
    for start, end in sorted(spans):
        if start >= at:
            article = _ARTICLE.match(text, start, end)
            pieces += (text[at : article.end() if article else start], people)
            at = end
    return "".join((*pieces, text[at:]))
