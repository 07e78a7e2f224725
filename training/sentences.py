"""Sentences written for training, made from patterns: the structure that decides what words mean.

The files stand in `sentences/`. In a pattern, [a|b] is a choice, {groups} a word of the list of
that name, {slurs:en} a form of a lexicon of the program, {hate:} a whole sentence of a family.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import yaml

from policies.shippedwords import shipped_lexicons
from tests.functional.suite import cases
from training.examples import LABELS, Example, Part, part_of

FOLDER: Final = Path(__file__).parent / "sentences"
LANGS: Final = ("en", "fr")
SUITE_LABELS: Final[Mapping[str, str]] = {
    "hate": "hate",
    "insult": "abuse",
    "threat": "threat",
    "scam": "spam",
    "advertising": "spam",
}
SEED: Final = 20_260_115
PER_PATTERN: Final = 44
_CHOICE: Final = re.compile(r"\[([^\[\]]*)\]")
_SLOT: Final = re.compile(r"\{(\w+)(:(\w*))?\}")
_TYPO_SHARE: Final = 0.12
_PLAIN: Final = str.maketrans("éèêëàâîïôûùç", "eeeeaaiiouuc")


@dataclass(frozen=True, slots=True)
class Grammar:
    """What one file says."""

    lang: str
    words: Mapping[str, Sequence[str]]
    families: Mapping[str, Mapping[str, Any]]


def read_sentences(seed: int) -> Iterator[Example]:
    """Yield the sentences of both languages; a pattern belongs to one part with all it makes."""
    for lang in LANGS:
        grammar = load_grammar(lang)
        for family, entry in grammar.families.items():
            for pattern in entry["patterns"]:
                yield from _examples(grammar, family, pattern, entry["labels"], seed)


def read_suite(part: str) -> Iterator[Example]:
    """Yield the functional suite of the tests: "dev" to learn from, "held" to be judged by."""
    for lang in LANGS:
        for case in cases(lang, part):
            truth = dict.fromkeys(LABELS, 0)
            if case.caught:
                label = SUITE_LABELS.get(case.family)
                if label is None:
                    continue
                truth = {label: 1}
                if case.functionality.startswith("threat"):
                    truth["threat"] = 1
            yield Example(
                text=case.text,
                lang=lang,
                source=f"suite:{case.functionality}",
                truth=truth,
                part=Part.TRAIN if part == "dev" else Part.TEST,
            )


@cache
def load_grammar(lang: str) -> Grammar:
    """Read the patterns of one language."""
    data = yaml.safe_load((FOLDER / f"{lang}.yaml").read_text("utf-8"))
    return Grammar(lang, data["words"], data["families"])


def _examples(
    grammar: Grammar, family: str, pattern: str, labels: Mapping[str, int], seed: int
) -> Iterator[Example]:
    chance = random.Random(f"{seed}:{grammar.lang}:{family}:{pattern}")  # noqa: S311 # no secret
    part = part_of(f"{grammar.lang}:{family}:{pattern}")
    made: dict[str, None] = {}
    for _ in range(PER_PATTERN):
        text = expand(grammar, pattern, chance)
        made.setdefault(text if part is Part.TEST else _roughened(text, grammar.lang, chance))
    for text in made:
        yield Example(
            text=text, lang=grammar.lang, source=f"written:{family}", truth=labels, part=part
        )


def expand(grammar: Grammar, pattern: str, chance: random.Random) -> str:
    """Return one sentence that a pattern stands for."""
    text = pattern
    while (choice := _CHOICE.search(text)) is not None:
        chosen = chance.choice(choice[1].split("|"))
        text = text[: choice.start()] + chosen + text[choice.end() :]
    text = _SLOT.sub(lambda slot: _filling(grammar, slot, chance), text)
    text = re.sub(r"\s+([.,!?])", r"\1", " ".join(text.split()))
    return text[:1].upper() + text[1:]


def _filling(grammar: Grammar, slot: re.Match[str], chance: random.Random) -> str:
    name = slot[1]
    if name == "slurs":
        return chance.choice(_slurs(slot[3]))
    if slot[2] is None:
        return str(chance.choice(grammar.words[name]))
    inner = expand(grammar, chance.choice(grammar.families[name]["patterns"]), chance)
    return inner.rstrip(".!")


@cache
def _slurs(lang: str) -> tuple[str, ...]:
    terms = shipped_lexicons().terms
    forms = [
        form
        for term in terms
        if term.lexicon == "slurs" and lang in term.langs
        for form in term.forms
        if " " not in form
    ]
    return tuple(sorted(set(forms)))


def _roughened(text: str, lang: str, chance: random.Random) -> str:
    """Return the text as people type: some without capitals, accents or a full stop."""
    if chance.random() < 0.4:
        text = text[:1].lower() + text[1:]
    if chance.random() < 0.25:
        text = text.lower()
    if chance.random() < 0.3:
        text = text.rstrip(".!")
    if lang == "fr" and chance.random() < 0.25:
        text = text.translate(_PLAIN)
    if chance.random() < 0.05:
        text = text.upper()
    if chance.random() < _TYPO_SHARE and len(text) > 8:
        at = chance.randrange(3, len(text) - 2)
        text = text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    return text
