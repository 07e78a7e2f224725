"""Which facts a message is about, and what it says of them.

The index finds the facts that are near, in either language (responders.retrieval); what is near is
compared in full; gates decide the stance and leave their reasons in the match (responders.gates).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

from responders.cues import Cue, read_cues
from responders.doubts import doubt
from responders.facts import FactBank
from responders.gates import STRONG, settle, weigh
from responders.listening import Said, is_refuting
from responders.probes import LISTED, Near, ProbeIndex
from responders.quantities import Agreement, read_quantities
from responders.search import Asked, Looked, Search, Seen
from responders.subjects import common_concepts
from responders.values import Fact, Match, MatchResult, Stance
from responders.words import Lexicon, fold, shipped_lexicon, split_words
from translations.encoding import Encoder, RememberingEncoder

_LEAD: Final = 0.88  # share of the best fact's nearness that another fact of the sentence needs
_REACH: Final = 0.5  # and that it needs for its figures to count
_MIN_SHARED: Final = 2  # concepts that a sentence and a probe share at least
_FAR: Final = 0.02  # chance below which a fact is not even named as far
_NO_MATCH: Final = MatchResult(matches=(), stance=Stance.NONE)
_OPENING: Final = 6  # words in which praise that is meant comes
_ORDER: Final = {Stance.CONTRADICTS: 0, Stance.UNSURE: 1, Stance.AGREES: 2, Stance.NONE: 3}
_NOT_LEADING: Final = "another fact is nearer"
_TOPIC: Final = 100  # facts of a topic that are read to know what is common in it
_REMEMBERED: Final = 2_000  # texts whose vectors are kept

__all__ = ["LISTED", "STRONG", "Matcher"]


class Matcher:
    """Matches messages to the facts of one bank."""

    __slots__ = ("_bank", "_figures", "_index", "_ready", "_search", "_topics")

    def __init__(
        self,
        bank: FactBank,
        lexicon: Lexicon | None = None,
        *,
        encoder: Encoder | None = None,
        folder: Path | None = None,
    ) -> None:
        """Build the index, or bring the one in a folder up to date.

        Args:
            bank: the facts.
            lexicon: what words mean; the shipped one where absent.
            encoder: finds what is said in other words and across languages; none does without.
            folder: where the index is kept; in memory only where absent.
        """
        self._bank = bank
        lexicon = lexicon or shipped_lexicon()
        if encoder is not None and not isinstance(encoder, RememberingEncoder):
            encoder = RememberingEncoder(encoder, _REMEMBERED)
        self._figures = [read_quantities(fold(fact.statement.en)) for fact in bank.facts]
        self._index = ProbeIndex(bank.facts, lexicon, encoder, folder)
        self._topics: dict[str, frozenset[str]] = {}
        self._search = Search(self._index, lexicon, encoder, self._figures)
        self._ready: dict[tuple[str, str | None, bool], Looked] = {}

    def match(
        self,
        text: str,
        *,
        lang: str,  # noqa: ARG002 # both languages are compared: people mix them
        day: date,
        top: int = 3,
        quoted: str | None = None,
        far: bool = False,
    ) -> MatchResult:
        """Return the facts that the message is about, best first.

        Args:
            text: the message; any string.
            lang: its language as detected; messages of any language are compared.
            day: facts that are not valid that day are named, but never give a stance.
            top: how many facts at most.
            quoted: text of others inside the message, which is never held against the author.
            far: name the nearest facts even where they are too far to say anything of: with `none`.
        """
        if not len(self._index):
            return _NO_MATCH
        looked = self._ready.get((text, quoted, far))
        if looked is None:
            looked = self._search.look([(text, quoted)], far=far)[0]
        said, seen = looked.said, looked.seen
        matches: dict[str, Match] = {}
        for number in range(len(said)):
            for match in self._judge_sentence(said, number, seen, day):
                before = matches.get(match.fact)
                matches[match.fact] = match if before is None else _join(before, match)
        if len(said) > 1 and any(is_refuting(one) for one in said):
            matches = {name: _doubted(match) for name, match in matches.items()}
        if far:
            for one in seen:
                fact = self._bank.facts[one.fact]
                if fact.id not in matches and one.chance >= _FAR:
                    matches[fact.id] = _far(fact, one.chance, day)
        ranked = sorted(
            matches.values(),
            key=lambda m: (m.stance is not Stance.CONTRADICTS, -m.score, m.fact),
        )
        leading = [m.stance for m in ranked if m.gates.get("open") != _NOT_LEADING]
        stance = min(leading, key=_ORDER.__getitem__, default=Stance.NONE)
        question = stance is not Stance.CONTRADICTS and any(s.reading.question for s in said)
        praise = stance in {Stance.NONE, Stance.AGREES} and not question and _praises(said)
        return MatchResult(
            matches=tuple(ranked[:top]), stance=stance, question=question, praise=praise
        )

    def match_batch(
        self,
        items: Iterable[tuple[str, str, str | None]],
        *,
        day: date,
        top: int = 3,
        far: bool = False,
    ) -> list[MatchResult]:
        """Match (text, lang, quoted) triples, in order; what is encoded is encoded at once."""
        batch = list(items)
        self.prepare([(text, quoted) for text, _, quoted in batch], far=far)
        return [
            self.match(text, lang=lang, day=day, top=top, quoted=quoted, far=far)
            for text, lang, quoted in batch
        ]

    def prepare(self, messages: Iterable[Asked], *, far: bool = False) -> None:
        """Look at (text, quoted) pairs at once, so that matching each finds all of it ready.

        Args:
            messages: those that are matched next; what an earlier batch left is forgotten.
            far: as each of them is matched.
        """
        if not len(self._index):
            return
        asked = list(dict.fromkeys(messages))
        looked = self._search.look(asked, far=far)
        self._ready = {
            (text, quoted, far): one for (text, quoted), one in zip(asked, looked, strict=True)
        }

    def _common(self, topic: str) -> frozenset[str]:
        """Return what is named in many facts of a topic."""
        if topic not in self._topics:
            numbers = [n for n, fact in enumerate(self._bank.facts) if fact.topic == topic]
            facts = [
                [one.concepts for one in self._index.readings_of(number)]
                for number in numbers[:_TOPIC]
            ]
            self._topics[topic] = common_concepts(facts)
        return self._topics[topic]

    def _judge_sentence(
        self, said: Sequence[Said], number: int, seen: Sequence[Seen], day: date
    ) -> list[Match]:
        """Return what one sentence says of each fact that it is near to."""
        alone = len(said) == 1
        by_fact = []
        for one in seen:
            near = [n for n in one.near[number] if _counts(n, alone=alone)]
            if near:
                by_fact.append((one, near))
        if not by_fact:
            return []
        lead = _LEAD * max(n.score for _, near in by_fact for n in near)
        rivals = {one.fact: max(n.score for n in near) for one, near in by_fact}
        return [self._judge(one, said[number], near, day, lead, rivals) for one, near in by_fact]

    def _judge(
        self,
        seen: Seen,
        said: Said,
        near: list[Near],
        day: date,
        lead: float,
        rivals: Mapping[int, float],
    ) -> Match:
        """Return what one sentence says of one fact."""
        fact, figures = self._bank.facts[seen.fact], self._figures[seen.fact]
        best = max(near, key=lambda found: found.score)
        verdicts = weigh(near, figures)
        verdict = max(verdicts, key=lambda v: v.near.score, default=None)
        stance, open_because = settle(said, verdict, verdicts)
        if stance is Stance.CONTRADICTS and verdict is not None:
            open_because = doubt(
                said.reading,
                verdict,
                self._index.readings_of(seen.fact),
                self._common(fact.topic),
                [
                    self._figures[rival]
                    for rival, score in rivals.items()
                    if rival != seen.fact and score >= _REACH * verdict.near.score
                ],
                day,
            )
            stance = Stance.UNSURE if open_because else stance
        if best.score < lead:
            stance, open_because = Stance.UNSURE, _NOT_LEADING
        validity = _validity(fact, day)
        if validity != "valid":
            stance = Stance.UNSURE
        shown = verdict.near if verdict and stance is not Stance.UNSURE else best
        gates = {
            "near": f"{shown.probe.name} {shown.score:.2f}",
            "polarity": verdict.polarity if verdict else "none",
            "numbers": verdict.numbers.value if verdict else Agreement.NONE.value,
            "voice": said.voice,
            "validity": validity,
        }
        if open_because:
            gates["open"] = open_because
        return Match(fact=fact.id, score=round(seen.chance, 4), gates=gates, stance=stance)


def _counts(near: Near, *, alone: bool) -> bool:
    """Whether a text is near enough to say anything: enough is shared, or all words are."""
    return len(near.shared) >= _MIN_SHARED or (
        alone and not near.reading.part and near.reading.concepts == near.probe.reading.concepts
    )


def _doubted(match: Match) -> Match:
    """Leave a correction open, since something else in the message may turn it round."""
    if match.stance is not Stance.CONTRADICTS:
        return match
    return replace(match, gates={**match.gates, "open": "denied beside"}, stance=Stance.UNSURE)


def _far(fact: Fact, chance: float, day: date) -> Match:
    gates = {"near": "none", "validity": _validity(fact, day), "open": "not near"}
    return Match(fact=fact.id, score=round(chance, 4), gates=gates, stance=Stance.NONE)


def _validity(fact: Fact, day: date) -> str:
    if fact.valid_on(day):
        return "valid"
    return "not yet valid" if day < fact.valid_from else "expired"


def _join(before: Match, match: Match) -> Match:
    """Join what two sentences say of one fact: agreeing here and contradicting there is unsure."""
    stances = {before.stance, match.stance}
    best = before if before.score >= match.score else match
    if stances == {Stance.AGREES, Stance.CONTRADICTS}:
        gates = {**best.gates, "open": "says both"}
        return Match(fact=best.fact, score=best.score, gates=gates, stance=Stance.UNSURE)
    if Stance.UNSURE in stances and len(stances) == 2:
        return before if match.stance is Stance.UNSURE else match
    return best


def _praises(said: Sequence[Said]) -> bool:
    cues = frozenset[Cue]().union(*(s.reading.cues for s in said if s.voice != "quoted"))
    if Cue.PRAISE not in cues or not cues.isdisjoint({Cue.COMPLAINS, Cue.SARCASM}):
        return False
    # « …, merci » at the end of a request is courtesy: praise comes first
    words = [word for s in said for word in split_words(s.reading.folded)]
    if Cue.PRAISE not in read_cues(words[:_OPENING]).found:
        return False
    return not any(
        clause.negative
        for s in said
        if Cue.PRAISE in s.reading.cues
        for clause in s.reading.clauses
    )
