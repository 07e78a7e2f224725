"""Curated word lists in both languages, found in every view of a text, whole words only.

The files stand in `data/lexicons`. A form may hold groups: `idiot(e)(s)` is four forms,
`conna(rd|sse)` two. A term is looked for in every language (people mix them) unless it is
`strict`: then only in texts of its own languages (« retard », con, sale).
"""

import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal

import ahocorasick_rs
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from policies.errors import DocumentError
from policies.faults import FieldError, FileFault, said
from policies.mending import Mender
from policies.views import Span, View, fold, plain_view
from policies.vocabulary import GLUE
from policies.yamlfile import YamlFile, load_yaml, parse_model

SHIPPED: Final = Path(__file__).parent / "data" / "lexicons"
STATEMENTS: Final = Path(__file__).parent / "data" / "statements"  # of `policies.statements`
MAX_FORMS: Final = 2_000  # of one term

_GROUP: Final = re.compile(r"\(([^()]*)\)")
_FORM: Final = re.compile(r"[^()|]*(?:\([^()]*\)[^()|]*)*")


def _form(text: str) -> str:
    if len(text) < 2 or not _FORM.fullmatch(text):
        raise FieldError(
            said("policies.lexicon.form.problem", form=text), said("policies.lexicon.form.remedy")
        )
    return text


class TermPart(BaseModel):
    """One term of a file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9._-]*$")
    lang: Literal["en", "fr", "both"]
    forms: tuple[Annotated[str, AfterValidator(_form)], ...] = Field(min_length=1)
    register_: Literal["mild", "coarse", "strong"] | None = Field(default=None, alias="register")
    strict: bool = False
    sense: str = ""  # a note for whoever reads the list


class LexiconPart(BaseModel):
    """One file: the terms of one lexicon."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    lexicon: str = Field(pattern=r"^[a-z][a-z_]*$")
    about: str
    terms: tuple[TermPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One term with all its forms."""

    id: str
    lexicon: str
    langs: frozenset[str]
    forms: tuple[str, ...]
    register: str  # mild, coarse, strong, or empty
    strict: bool

    @property
    def folded(self) -> list[str]:
        """The forms as the plain view would show them, in order."""
        return fold("\0".join(self.forms)).split("\0")


@dataclass(frozen=True, slots=True)
class Hit:
    """One term found in one place."""

    term: Term
    span: Span  # of the original text
    start: int  # in the view that was searched
    end: int
    disguised: bool  # somebody took care to write it so that it is not found


# what these name is charged: a slip or a disguise is undone where it gives one of their words
CHARGED: Final = frozenset(
    (
        "identity", "slurs", "insults", "belittling", "abuse", "profanity", "hostility", "aversion",
        "misogyny", "homophobia", "sexual", "threats", "violence", "intimidation", "self_harm",
        "harm", "failings",
    )
)  # fmt: skip
_WORD: Final = re.compile(r"[^\W\d_]+")
_STRONG: Final = frozenset(("coarse", "strong"))


class Lexicons:
    """Every term of a set of files, ready to be looked for.

    Args:
        terms: what is looked for.
        beside: terms that others look for in the view: their words are mended as well.
    """

    def __init__(self, terms: Iterable[Term], beside: Iterable[Term] = ()) -> None:
        self.terms = tuple(terms)
        self._beside = tuple(beside)

    @cached_property
    def _index(self) -> tuple[ahocorasick_rs.AhoCorasick, list[Term]]:
        patterns: list[str] = []
        terms: list[Term] = []
        for term in self.terms:
            patterns += term.folded
            terms += [term] * len(term.forms)
        automaton = ahocorasick_rs.AhoCorasick(
            patterns,
            matchkind=ahocorasick_rs.MatchKind.Standard,
            implementation=ahocorasick_rs.Implementation.ContiguousNFA,  # small, and fast enough
        )
        return automaton, terms

    @cached_property
    def _mender(self) -> Mender:
        words: dict[str, set[str]] = {}
        charged: set[str] = set()
        strong: set[str] = set()
        groups: set[str] = set()
        for term in (*self.terms, *self._beside):
            found = set(_WORD.findall(" ".join(term.folded)))
            for word in found:
                words.setdefault(word, set()).update(term.langs)
            if term.lexicon in CHARGED:
                charged.update(word for word in found if len(word) > 3)
                if term.register in _STRONG:
                    strong.update(form for form in term.folded if form.isalpha())
                if term.lexicon == "identity":
                    groups.update(form for form in term.folded if form.isalpha())
        return Mender(
            {word: frozenset(langs) for word, langs in words.items()},
            charged - GLUE,
            strong,
            groups,
            GLUE,
        )

    def read(self, text: str, lang: str) -> tuple[View, list[Hit]]:
        """Return the text as it was meant, and every term in it, in order.

        Longer terms hide those inside them. Spans lead to the original; `start` and `end` of a hit
        are offsets of the view that is returned.
        """
        view = self._mender.mend(plain_view(text), text, lang)
        hits = self._search(view, lang)
        if len(hits) > 1:
            hits.sort(key=lambda hit: (hit.span[0], -hit.span[1], hit.start, -hit.end))
            hits = _outermost(hits)
        return view, hits

    def _search(self, view: View, lang: str) -> list[Hit]:
        automaton, terms = self._index
        text, changed = view.text, view.changed
        length = len(text)
        hits: list[Hit] = []
        for number, start, end in automaton.find_matches_as_indexes(
            _encodable(text), overlapping=True
        ):
            if start and text[start - 1].isalnum() and text[start].isalnum():
                continue
            if end < length and text[end].isalnum() and text[end - 1].isalnum():
                continue
            term = terms[number]
            if term.strict and lang not in term.langs:
                continue
            disguised = bool(changed) and not changed.isdisjoint(range(start, end))
            hits.append(Hit(term, view.span(start, end), start, end, disguised))
        return hits


def _encodable(text: str) -> str:
    """Replace lone surrogates, which the automaton refuses, by a character that is in no word."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _outermost(hits: list[Hit]) -> list[Hit]:
    """Drop a hit that lies inside a longer one of the same lexicon."""
    kept: list[Hit] = []
    reach: dict[str, int] = {}
    for hit in hits:
        lexicon = hit.term.lexicon
        if hit.span[1] <= reach.get(lexicon, -1):
            continue
        reach[lexicon] = hit.span[1]
        kept.append(hit)
    return kept


def expand(form: str) -> list[str]:
    """Return the forms that a form with groups stands for: `idiot(e)(s)` gives four."""
    pieces: list[list[str]] = []
    at = 0
    for match in _GROUP.finditer(form):
        pieces.append([form[at : match.start()]])
        choices = match.group(1).split("|")
        pieces.append(choices if len(choices) > 1 else ["", choices[0]])
        at = match.end()
    pieces.append([form[at:]])
    return list(dict.fromkeys(" ".join("".join(p).split()) for p in itertools.product(*pieces)))


def load_lexicons(directory: Path = SHIPPED, files: str = "*.yaml") -> Lexicons:
    """Read every lexicon of a directory.

    Raises:
        DocumentError: with every fault of every file.
    """
    faults: list[FileFault] = []
    terms: list[Term] = []
    seen: dict[str, str] = {}
    for path in sorted(directory.glob(files)):
        try:
            file = load_yaml(path)
            part = parse_model(file, LexiconPart)
        except DocumentError as error:
            faults.extend(error.faults)
            continue
        for index, entry in enumerate(part.terms):
            where = f"{part.lexicon}.{entry.id}"
            if where in seen:
                faults.append(_fault(file, index, "twice", id=entry.id, first=seen[where]))
            seen.setdefault(where, path.name)
            forms = [form for written in entry.forms for form in expand(written)]
            if len(forms) > MAX_FORMS:
                faults.append(_fault(file, index, "forms", limit=MAX_FORMS, count=len(forms)))
                continue
            terms.append(_term(part.lexicon, entry, forms))
    if faults:
        raise DocumentError(faults)
    return Lexicons(terms)


@lru_cache(maxsize=1)
def shipped_lexicons() -> Lexicons:
    """Return the lexicons that come with the program, read on the first call only."""
    # of the words that statements are read from only those that are charged by themselves
    return Lexicons(load_lexicons().terms, load_lexicons(STATEMENTS, "failings*.yaml").terms)


@lru_cache(maxsize=1)
def statement_terms() -> tuple[Term, ...]:
    """Return the words that statements are read from, read on the first call only."""
    return load_lexicons(STATEMENTS).terms


def _term(lexicon: str, entry: TermPart, forms: list[str]) -> Term:
    return Term(
        id=entry.id,
        lexicon=lexicon,
        langs=frozenset(("en", "fr") if entry.lang == "both" else (entry.lang,)),
        forms=tuple(forms),
        register=entry.register_ or "",
        strict=entry.strict,
    )


def _fault(file: YamlFile, index: int, key: str, **values: object) -> FileFault:
    line, column = file.position(("terms", index))
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=f"terms[{index}]",
        problem=said(f"policies.lexicon.{key}.problem", **values),
        remedy=said(f"policies.lexicon.{key}.remedy", **values),
    )
