"""A message or a fact, read: sentences, clauses, and what each clause says.

Facts and messages are read by the same code, so that their numbers and negations compare.
"""

import re
from dataclasses import dataclass
from typing import Final

from responders.circumstances import tells_on, tells_own
from responders.cues import Cue, is_over, is_question, mocks, mocks_first, read_cues
from responders.polarity import read_polarity
from responders.quantities import Quantity, read_quantities
from responders.words import Lexicon, fold, split_words

MAX_SENTENCES: Final = 40  # of one message: the rest is not read
MAX_CLAUSES: Final = 12  # of one sentence
_MAX_SENTENCE: Final = 1_000  # characters

_SENTENCES: Final = re.compile(r"(?<=[.!?…])[\"»”)]*\s+|\n+")
_ABBREVIATIONS: Final = re.compile(
    r"(?:\b(?:a\.m|p\.m|mr|mrs|ms|dr|st|no|e\.g|i\.e|m|mme))\.$", re.IGNORECASE
)
# what begins a clause that says when or on which condition
_SUBORDINATE: Final = (
    r"after|before|until|till|when|whenever|if|unless|as soon as|as long as|apres|avant|quand"
    r"|lorsqu|des qu|tant qu|pendant qu|s'ils?\b"
    r"|si (?:on|je|tu|il|ils|elle|elles|vous|nous|le|la|les|ton|ta|votre|ma|mon|son|sa|t'|l')"
)
_ASIDE: Final = re.compile(rf"\s*(?:{_SUBORDINATE})")
_CLAUSES: Final = re.compile(
    r"[;:()\[\]—–]|,(?!\d)|\.{2,}|[.!?]+(?=\s|$)"
    r"|\b(?:but|because|although|though|however|while they|mais|parce que|car|pourtant|cependant)\b"
    rf"|\b(?=without\b|sans\b|(?:{_SUBORDINATE})\b)"
)
_CONDITIONS: Final = frozenset({"without", "sans", "unless"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause: what it is about, whether it denies, whether it restricts."""

    concepts: frozenset[str]
    negative: bool
    restricted: bool
    unclear: bool
    condition: bool = False  # "without …": turns round the clause that it stands beside
    negations: int = 0  # how many words turn it round
    aside: bool = False  # "after you stop working": says when, and denies nothing of the rest


@dataclass(frozen=True, slots=True)
class Reading:
    """One sentence, read."""

    concepts: frozenset[str]
    clauses: tuple[Clause, ...]
    quantities: tuple[Quantity, ...]
    cues: frozenset[Cue]
    question: bool
    folded: str
    part: bool = False  # one clause of a sentence of several
    others: frozenset[str] = frozenset()  # whom or what else it names

    @property
    def negations(self) -> int:
        """Return how many words of the sentence turn something round."""
        return sum(clause.negations for clause in self.clauses)

    def about(self, shared: frozenset[str]) -> tuple[Clause, ...]:
        """Return the fewest clauses that hold the shared concepts, the fullest first."""
        chosen: list[Clause] = []
        open_concepts = shared
        for clause in sorted(self.clauses, key=lambda c: -len(c.concepts & shared)):
            if not open_concepts.isdisjoint(clause.concepts):
                chosen.append(clause)
                open_concepts -= clause.concepts
        return tuple(chosen)


def split_sentences(text: str) -> list[str]:
    """Return the sentences of a message, at most MAX_SENTENCES."""
    sentences: list[str] = []
    for piece in _SENTENCES.split(text):
        if not piece or piece.isspace():
            continue
        if sentences and _ABBREVIATIONS.search(sentences[-1]):
            sentences[-1] += " " + piece
        else:
            sentences.append(piece)
        if len(sentences) > MAX_SENTENCES:
            return sentences[:MAX_SENTENCES]
    return sentences


def read_sentence(raw: str, lexicon: Lexicon) -> Reading:
    """Read one sentence."""
    raw = raw[:_MAX_SENTENCE]
    folded = fold(raw)
    clauses: list[Clause] = []
    cues: set[Cue] = set()
    others: set[str] = set()
    first_words: list[str] = []
    for piece in _CLAUSES.split(folded)[:MAX_CLAUSES]:
        words = split_words(piece) if piece else []
        if not words:
            continue
        if not first_words:
            first_words = words
        clause_cues = read_cues(words)
        cues |= clause_cues.found
        others |= clause_cues.others
        polarity = read_polarity(clause_cues.words)
        concepts = lexicon.concepts(clause_cues.content)
        negative = polarity.negative ^ concepts.reversed ^ (clause_cues.denials % 2 == 1)
        clauses.append(
            Clause(
                concepts.names,
                negative,
                polarity.restricted,
                polarity.unclear,
                condition=words[0] in _CONDITIONS,
                aside=bool(clauses) and _ASIDE.match(piece) is not None,
                negations=polarity.negations + concepts.reversed + clause_cues.denials,
            )
        )
    if mocks(raw) or mocks_first(folded):
        cues.add(Cue.SARCASM)
    if is_over(folded):
        cues.add(Cue.PAST)
    if tells_on(folded):
        cues.add(Cue.REPORTS)
    if tells_own(folded):
        cues.add(Cue.EXPERIENCE)
    quantities = read_quantities(folded)
    amounts = frozenset(f"#{quantity.unit}" for quantity in quantities)
    return Reading(
        concepts=amounts.union(*(clause.concepts for clause in clauses)),
        clauses=tuple(clauses),
        quantities=quantities,
        cues=frozenset(cues),
        question=is_question(raw, folded, first_words) or Cue.ASKS in cues,
        folded=folded,
        others=frozenset(others),
    )


def part_clauses(reading: Reading) -> tuple[Reading, ...]:
    """Return each clause of a sentence of several as a reading of its own."""
    if len(reading.clauses) < 2:
        return ()
    return tuple(
        Reading(
            concepts=clause.concepts,
            clauses=(clause,),
            quantities=reading.quantities,
            cues=reading.cues,
            question=reading.question,
            folded=reading.folded,
            part=True,
            others=reading.others,
        )
        for clause in reading.clauses
        if not clause.aside
    )
