"""Counts that judge matching: found facts, stances, and how sure a share is."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

from responders.facts import FactBank
from responders.values import MatchResult, Stance
from tests.claims.sets import CROSS_LINGUAL, Labelled, Right, load_bank, only_in

Answer: TypeAlias = Callable[[str, str], MatchResult]  # (text, language) -> what was matched
Opener: TypeAlias = Callable[[FactBank], Answer]

TOP: Final = 3
_Z: Final = 1.96  # 95 % of a normal distribution, both sides
_TAIL: Final = 0.025
_STEPS: Final = 60
_OTHER: Final = {"en": "fr", "fr": "en"}


@dataclass(frozen=True, slots=True)
class Judged:
    """One message and what the matcher made of it."""

    message: Labelled
    ranked: tuple[str, ...]
    stance: Stance
    corrected: str | None  # the fact that a correction would rest on

    @property
    def first(self) -> bool:
        """Whether a right fact comes first."""
        return self.ranked[:1] != () and self.ranked[0] in self.message.facts

    @property
    def among(self) -> bool:
        """Whether every right fact is among those named."""
        return set(self.message.facts) <= set(self.ranked[:TOP])


@dataclass(frozen=True, slots=True)
class Rate:
    """So many of so many."""

    hits: int
    total: int

    @property
    def share(self) -> float:
        """Return hits by total; 0 of nothing."""
        return self.hits / self.total if self.total else 0.0

    def wilson(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval."""
        n = self.total
        if n == 0:
            return 0.0, 1.0
        p, square = self.share, _Z * _Z
        middle = (p + square / (2 * n)) / (1 + square / n)
        half = _Z / (1 + square / n) * math.sqrt(p * (1 - p) / n + square / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def upper(self) -> float:
        """Return the upper end of the exact (Clopper and Pearson) 95 % interval."""
        if self.hits >= self.total:
            return 1.0
        low, high = self.share, 1.0
        for _ in range(_STEPS):
            middle = (low + high) / 2
            if _at_most(self.hits, self.total, middle) > _TAIL:
                low = middle
            else:
                high = middle
        return high


def judge(
    messages: Sequence[Labelled],
    opener: Opener,
    *,
    crossed: bool = False,
    bank: FactBank | None = None,
) -> list[Judged]:
    """Match messages, each against the bank that its kind asks for.

    Args:
        messages: of the main set.
        opener: makes a matcher of a bank.
        crossed: every message meets a bank in the other language only, not just that kind.
        bank: facts that the messages are about; those of the main set where absent.
    """
    bank = bank or load_bank()
    answers: dict[str, Answer] = {}
    judged = []
    for message in messages:
        cross = crossed or message.kind == CROSS_LINGUAL
        key = _OTHER[message.lang] if cross else ""
        if key not in answers:
            answers[key] = opener(only_in(bank, key) if key else bank)
        judged.append(_judged(message, answers[key](message.text, message.lang)))
    return judged


def recall(judged: Sequence[Judged]) -> tuple[Rate, Rate]:
    """Return how often a right fact comes first, and how often all are named."""
    told = [one for one in judged if one.message.facts]
    return (
        Rate(sum(one.first for one in told), len(told)),
        Rate(sum(one.among for one in told), len(told)),
    )


def precision(judged: Sequence[Judged], stance: Stance) -> Rate:
    """Return how many of the messages that were given a stance have it."""
    given = [one for one in judged if one.stance is stance]
    return Rate(sum(one.message.stance is stance for one in given), len(given))


def precision_of_corrections(judged: Sequence[Judged]) -> Rate:
    """Return how many corrections meet a wrong message, and with a right fact."""
    given = [one for one in judged if one.stance is Stance.CONTRADICTS]
    good = [
        one
        for one in given
        if one.message.stance is Stance.CONTRADICTS and one.corrected in one.message.facts
    ]
    return Rate(len(good), len(given))


def stance_recall(judged: Sequence[Judged], stance: Stance) -> Rate:
    """Return how many of the messages that have a stance were given it, or one just as good."""
    asked = [one for one in judged if one.message.stance is stance]
    return Rate(sum(one.message.accepts(one.stance) for one in asked), len(asked))


def wrongful(messages: Sequence[Right], answer: Answer) -> Rate:
    """Return how many people who are right would be corrected."""
    stances = [answer(message.text, message.lang).stance for message in messages]
    return Rate(sum(stance is Stance.CONTRADICTS for stance in stances), len(stances))


def _judged(message: Labelled, result: MatchResult) -> Judged:
    corrected = [m.fact for m in result.matches if m.stance is Stance.CONTRADICTS]
    return Judged(
        message,
        tuple(match.fact for match in result.matches),
        result.stance,
        corrected[0] if corrected else None,
    )


def _at_most(hits: int, total: int, chance: float) -> float:
    """Return how likely so many hits or fewer are."""
    if chance <= 0.0:
        return 1.0
    logs = [
        math.lgamma(total + 1) - math.lgamma(k + 1) - math.lgamma(total - k + 1)
        + k * math.log(chance) + (total - k) * math.log1p(-chance)
        for k in range(hits + 1)
    ]  # fmt: skip
    return math.fsum(math.exp(one) for one in logs)
