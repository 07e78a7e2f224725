"""The bank and the message sets that matching is measured on, written apart from the matcher.

`facts` of a message are those that it is about, best known to the writer of the set; none where it
is about something else. `stance` is what it says of them as a whole; where a person may be asked
just as well (irony, a single case), `or_unsure` says so. A third of the main set, by hash, is held
back, and so are the people who are right in `right-…`: nothing is tuned on those, though their
count was looked at while gates were added. What a correction needs was learnt from `right-tuned-…`.
`elsewhere` is another field, with few known claims: it was matched once before it was tuned on.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from responders.facts import FactBank, load_facts
from responders.values import Fact, Stance
from translations.values import Bilingual

BANK: Final = Path(__file__).parent / "bank"
DAY: Final = date(2026, 11, 16)  # on which all messages are written
LANGS: Final = ("en", "fr")
TUNED: Final = "dev"  # the part that the matcher may be tuned on
PARTS: Final = (TUNED, "held")
CROSS_LINGUAL: Final = "cross-lingual"  # matched against a bank that has the other language only
KINDS: Final = (
    "paraphrase", CROSS_LINGUAL, "negated", "number", "date", "other-subject", "question",
    "opinion", "sarcasm", "code-mixed", "typos", "dictated", "no-accents", "long", "two-claims",
    "quoted",
)  # fmt: skip
RIGHT_KINDS: Final = (
    "negated", "hedged", "near-miss", "correction", "counter-question", "experience",
    "double-negation", "restriction", "refuted-quote", "sarcasm-at-myth", "old-rule", "plain",
    "long",
)  # fmt: skip
ELSEWHERE: Final = Path(__file__).parent / "elsewhere"
_MESSAGES: Final = Path(__file__).parent / "messages"


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One message, and what a careful person finds in it."""

    id: str
    lang: str
    kind: str
    facts: tuple[str, ...]
    stance: Stance
    or_unsure: bool  # `unsure` is as good
    text: str

    def accepts(self, stance: Stance) -> bool:
        """Whether a stance is right."""
        return stance is self.stance or (self.or_unsure and stance is Stance.UNSURE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Right:
    """One message of somebody who is right about a fact: never to be corrected."""

    id: str
    lang: str
    kind: str
    fact: str
    text: str


def is_held(text: str) -> bool:
    """Whether a message of the main set is held back: a third, for good."""
    return hashlib.sha256(text.encode()).digest()[0] % 3 == 0


@cache
def load_main(part: str) -> tuple[Labelled, ...]:
    """Return the main set's messages, `dev` or `held`."""
    return _labelled(_MESSAGES / f"main-{part}.yaml")


@cache
def load_elsewhere() -> tuple[Labelled, ...]:
    """Return the messages on another field."""
    return _labelled(ELSEWHERE / "messages.yaml")


@cache
def load_right(lang: str, *, tuned: bool = False) -> tuple[Right, ...]:
    """Return the messages of people who are right, in one language.

    Args:
        lang: "en" or "fr".
        tuned: those that the matcher was tuned on.
    """
    return tuple(
        Right(
            id=row["id"],
            lang=lang,
            kind=row["kind"],
            fact=row["facts"][0],
            text=row["text"],
        )
        for row in _rows(_MESSAGES / f"right-{'tuned-' if tuned else ''}{lang}.yaml")
    )


@cache
def load_elsewhere_bank() -> FactBank:
    """Return the facts of another field."""
    return load_facts(ELSEWHERE / "bank")


@cache
def load_bank() -> FactBank:
    """Return the facts that the messages are about."""
    return load_facts(BANK)


def only_in(bank: FactBank, lang: str) -> FactBank:
    """Return the bank as if it had been written in one language: each text stands in for both."""
    return FactBank(tuple(_only_in(fact, lang) for fact in bank.facts))


def texts_of(facts: Iterable[Fact]) -> Iterator[tuple[str, str]]:
    """Yield (fact id, text) of every statement, question and variant in both languages, once."""
    for fact in facts:
        texts = [fact.statement.en, fact.statement.fr]
        texts += [text for asked in fact.questions.values() for text in asked]
        for wrong in fact.misconceptions:
            texts += [text for variants in wrong.variants.values() for text in variants]
        for text in dict.fromkeys(texts):
            yield fact.id, text


def _only_in(fact: Fact, lang: str) -> Fact:
    text = fact.statement.en if lang == "en" else fact.statement.fr
    return replace(
        fact,
        statement=Bilingual(en=text, fr=text),
        questions=dict.fromkeys(LANGS, fact.questions.get(lang, ())),
        claims=tuple(
            replace(wrong, variants=dict.fromkeys(LANGS, wrong.variants[lang]))
            for wrong in fact.misconceptions
        ),
    )


def _labelled(path: Path) -> tuple[Labelled, ...]:
    return tuple(
        Labelled(
            id=row["id"],
            lang=row["lang"],
            kind=row["kind"],
            facts=tuple(row["facts"]),
            stance=Stance(row["stance"]),
            or_unsure=row.get("or_unsure", False),
            text=row["text"],
        )
        for row in _rows(path)
    )


def _rows(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader)
    return rows
