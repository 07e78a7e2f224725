"""Forms of terms: plurals, feminines, and the article that a French name is used with. Pure."""

import re
from dataclasses import dataclass
from itertools import product
from typing import Final, Literal

Article = Literal["", "le", "la", "l'", "les"]
ARTICLES: Final[tuple[Article, ...]] = ("", "le", "la", "l'", "les")

_MOST_OPTIONAL: Final = 4  # brackets in one form
_FRENCH_STOPS: Final = frozenset(
    ("de", "du", "des", "d'", "à", "au", "aux", "en", "pour", "sur", "par", "sans", "avec", "et")
)
_OWN_ARTICLE: Final = re.compile(r"(le|la|les) |(l)'")
_VOWEL: Final = frozenset("aeiouhàâéèêëîïôùûœæ")

# what can stand before a name -> (preposition, whether there is an article), the longest first
_LEADS: Final[tuple[tuple[str, str, bool], ...]] = (
    ("de la ", "de", True), ("de les ", "de", True), ("de le ", "de", True), ("de l'", "de", True),
    ("à la ", "à", True), ("à les ", "à", True), ("à le ", "à", True), ("à l'", "à", True),
    ("des ", "de", True), ("du ", "de", True), ("de ", "de", False), ("d'", "de", False),
    ("aux ", "à", True), ("au ", "à", True), ("à ", "à", False),
    ("les ", "", True), ("le ", "", True), ("la ", "", True), ("l'", "", True),
)  # fmt: skip
_RIGHT: Final[dict[tuple[str, Article], str]] = {
    ("", "le"): "le ", ("", "la"): "la ", ("", "l'"): "l'", ("", "les"): "les ", ("", ""): "",
    ("de", "le"): "du ", ("de", "la"): "de la ", ("de", "l'"): "de l'", ("de", "les"): "des ",
    ("à", "le"): "au ", ("à", "la"): "à la ", ("à", "l'"): "à l'", ("à", "les"): "aux ",
    ("à", ""): "à ",
}  # fmt: skip
# determiners by gender, for a word that takes another's place
_MASCULINE: Final = ("le", "un", "du", "au", "ce", "cet", "mon", "ton", "son", "aucun", "quel")
_FEMININE: Final = ("la", "une", "de la", "à la", "cette", "cette", "ma", "ta", "sa", "aucune",
                    "quelle")  # fmt: skip


def expanded(form: str) -> list[str]:
    """Return the forms that brackets stand for: "agent(e)(s)" is agent, agente, agents, agentes."""
    parts = re.split(r"\(([^()\s]{1,12})\)", form)
    fixed, optional = parts[::2], parts[1::2]
    if not optional or len(optional) > _MOST_OPTIONAL or not fixed[0]:
        return [form]
    found = [
        "".join(piece for pair in zip(fixed, (*taken, ""), strict=True) for piece in pair)
        for taken in product(*(("", one) for one in optional))
    ]
    return list(dict.fromkeys(found))


def plural(form: str, lang: str) -> str:
    """Return the regular plural of a term; irregular ones are listed with the term."""
    words = form.split(" ")
    if lang != "fr":
        return " ".join([*words[:-1], _english_plural(words[-1])])
    out: list[str] = []
    for place, word in enumerate(words):
        if word.lower() in _FRENCH_STOPS or word.lower().startswith("d'"):
            return " ".join([*out, *words[place:]])  # what follows a preposition stays
        out.append(_french_plural(word))
    return " ".join(out)


def _english_plural(word: str) -> str:
    if re.search(r"(?:s|x|z|ch|sh)$", word):
        return f"{word}es"
    if re.search(r"[^aeiou]y$", word):
        return f"{word[:-1]}ies"
    return f"{word}s"


def _french_plural(word: str) -> str:
    if word.endswith(("s", "x", "z")):
        return word
    if word.endswith(("au", "eu")):
        return f"{word}x"
    if word.endswith("al"):
        return f"{word[:-2]}aux"
    return f"{word}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One way in which a term is written, and the article with which French uses it."""

    text: str
    article: Article = ""
    plural: bool = False


def form_of(written: str, article: Article = "", *, plural: bool = False) -> Form:
    """Return a form as a file writes it: "l'ARC" is ARC, used with l'."""
    own = _OWN_ARTICLE.match(written)
    if own is None:
        return Form(text=written, article=article, plural=plural)
    found: Article = "l'" if own[2] else _as_article(own[1])
    return Form(text=written[own.end() :], article=found, plural=plural)


def _as_article(text: str) -> Article:
    return next(one for one in ARTICLES if one == text)


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """What stands before a name: a preposition, an article, both or neither."""

    start: int  # where it begins
    preposition: str  # "", "de", "à"
    article: bool
    text: str


def lead_before(text: str, at: int) -> Lead:
    """Return the preposition and article that stand before a place of a French text."""
    low = text[max(0, at - 8) : at].lower().replace("’", "'").replace("\u00a0", " ")
    for lead, preposition, article in _LEADS:
        start = at - len(lead)
        if low.endswith(lead) and (start == 0 or not _joins(text[start - 1])):
            return Lead(start=start, preposition=preposition, article=article, text=text[start:at])
    return Lead(start=at, preposition="", article=False, text="")


def right_lead(preposition: str, form: Form) -> str:
    """Return what stands before a name after a preposition: du, de la, de l', des, de or d'."""
    if preposition == "de" and not form.article:
        return "d'" if elides(form.text) else "de "
    return _RIGHT[preposition, form.article]


def elides(text: str) -> bool:
    """Whether de and le lose their vowel before a word."""
    return text[:1].lower() in _VOWEL


def as_before(lead: str, was: str) -> str:
    """Return a lead with the capital of the one whose place it takes."""
    return lead[:1].upper() + lead[1:] if was[:1].isupper() else lead


def determiner(word: str, article: Article) -> str:
    """Return a determiner in the gender of an article: le -> la, un -> une; else as it is."""
    low = word.lower().replace("’", "'")
    if article == "la" and low in _MASCULINE:
        return as_before(_FEMININE[_MASCULINE.index(low)], word)
    if article == "le" and low in _FEMININE:
        return as_before(_MASCULINE[_FEMININE.index(low)], word)
    return word


def _joins(char: str) -> bool:
    return char.isalnum() or char in "-_'’"
