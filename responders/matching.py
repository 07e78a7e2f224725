"""Which facts a message is about, and what it says of them.

Likeness alone cannot tell: "does not charge interest" is nearer to "charges interest" than a true
paraphrase is. So gates decide the stance (who speaks, question, polarity, numbers, dates), each
leaves its reason in the match, and whatever stays open is `unsure`: a person looks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from responders.cues import Cue, asks_to_verify, part_quotes, read_cues
from responders.facts import FactBank
from responders.probes import Kind, Near, ProbeIndex
from responders.quantities import Agreement, Quantity, compare, read_quantities
from responders.reading import Clause, Reading, part_clauses, read_sentence, split_sentences
from responders.values import Fact, Match, MatchResult, Stance
from responders.words import Lexicon, fold, shipped_lexicon, split_words

LISTED: Final = 0.42  # likeness from which a fact is named at all
STRONG: Final = 0.55  # likeness from which a stance is taken
_EXACT: Final = 0.90  # likeness at which rival readings no longer matter
_RIVAL: Final = 0.05  # two readings of a fact this near to each other leave it open
_LEAD: Final = 0.88  # share of the best fact's likeness that another fact of the sentence needs
_MIN_SHARED: Final = 2  # concepts that a sentence and a probe share at least

_NOT_LEADING: Final = "another fact is nearer"
_MIN_WORDS: Final = 4  # a heading or a keyword says nothing of a fact

_NO_MATCH: Final = MatchResult(matches=(), stance=Stance.NONE)
_OPENING: Final = 6  # words in which praise that is meant comes
_ORDER: Final = {Stance.CONTRADICTS: 0, Stance.UNSURE: 1, Stance.AGREES: 2, Stance.NONE: 3}
_VOICES: Final = (
    (Cue.SARCASM, "sarcasm"),
    (Cue.WISHES, "wish"),
    (Cue.PAST, "past"),
    (Cue.UNSURE, "hedged"),
    (Cue.DENIES, "denial"),
)


@dataclass(frozen=True, slots=True)
class _Said:
    """One sentence of a message and in what voice it stands."""

    reading: Reading
    voice: str  # "claim", "question", "quoted", or why it is no plain claim


@dataclass(frozen=True, slots=True)
class _Verdict:
    """What one sentence says of one fact, by one kind of probe."""

    stance: Stance
    near: Near
    polarity: str
    numbers: Agreement
    of_fact: Agreement  # how the numbers compare with those of the fact itself


class Matcher:
    """Matches messages to the facts of one bank; building it reads every fact once."""

    __slots__ = ("_bank", "_figures", "_index", "_lexicon")

    def __init__(self, bank: FactBank, lexicon: Lexicon | None = None) -> None:
        self._bank = bank
        self._lexicon = lexicon or shipped_lexicon()
        self._index = ProbeIndex(bank.facts, self._lexicon)
        self._figures = [read_quantities(fold(fact.statement.en)) for fact in bank.facts]

    def match(
        self,
        text: str,
        *,
        lang: str,  # noqa: ARG002 # both languages are compared: people mix them
        day: date,
        top: int = 3,
        quoted: str | None = None,
    ) -> MatchResult:
        """Return the facts that the message is about, best first.

        Args:
            text: the message; any string.
            lang: its language as detected; messages of any language are compared.
            day: facts that are not valid that day are named, but never give a stance.
            top: how many facts at most.
            quoted: text of others inside the message, which is never held against the author.
        """
        said = self._listen(text, quoted)
        if not said:
            return _NO_MATCH
        matches: dict[str, Match] = {}
        for sentence in said:
            for match in self._match_sentence(sentence, day, alone=len(said) == 1):
                before = matches.get(match.fact)
                matches[match.fact] = match if before is None else _join(before, match)
        ranked = sorted(matches.values(), key=lambda m: (_ORDER[m.stance] > 0, -m.score, m.fact))
        leading = [m.stance for m in ranked if m.gates.get("open") != _NOT_LEADING]
        stance = min(leading, key=_ORDER.__getitem__, default=Stance.NONE)
        question = stance is not Stance.CONTRADICTS and any(s.reading.question for s in said)
        praise = stance in {Stance.NONE, Stance.AGREES} and not question and _praises(said)
        return MatchResult(
            matches=tuple(ranked[:top]), stance=stance, question=question, praise=praise
        )

    def match_batch(
        self, items: Iterable[tuple[str, str, str | None]], *, day: date, top: int = 3
    ) -> list[MatchResult]:
        """Match (text, lang, quoted) triples, in order."""
        return [
            self.match(text, lang=lang, day=day, top=top, quoted=quoted)
            for text, lang, quoted in items
        ]

    def _listen(self, text: str, quoted: str | None) -> list[_Said]:
        own, passages = part_quotes(text, quoted)
        readings = [self._read(raw) for raw in split_sentences(own)]
        said = [_Said(r, _voice(readings, i)) for i, r in enumerate(readings)]
        for passage in passages:
            said += [_Said(self._read(raw), "quoted") for raw in split_sentences(passage)]
        return said

    def _read(self, raw: str) -> Reading:
        return read_sentence(raw, self._lexicon)

    def _match_sentence(self, said: _Said, day: date, *, alone: bool) -> list[Match]:
        near = [
            found
            for reading in _units(said.reading)
            for found in self._index.near(self._corrected(reading), LISTED)
            if len(found.shared) >= _MIN_SHARED
            or (alone and not reading.part and reading.concepts == found.probe.reading.concepts)
        ]
        if not near:
            return []
        by_fact: dict[int, list[Near]] = {}
        for found in near:
            by_fact.setdefault(found.probe.fact, []).append(found)
        lead = _LEAD * max(found.score for found in near)
        return [self._judge(said, number, found, day, lead) for number, found in by_fact.items()]

    def _corrected(self, reading: Reading) -> Reading:
        concepts = self._index.correct(reading.concepts)
        if concepts == reading.concepts:
            return reading
        clauses = tuple(
            replace(clause, concepts=self._index.correct(clause.concepts))
            for clause in reading.clauses
        )
        return replace(reading, concepts=concepts, clauses=clauses)

    def _judge(self, said: _Said, number: int, near: list[Near], day: date, lead: float) -> Match:
        """Return what one sentence says of one fact."""
        fact, figures = self._bank.facts[number], self._figures[number]
        best = max(near, key=lambda found: found.score)
        verdicts = _telling([_compare(found, figures) for found in _best_by_kind(near)])
        verdict = max(verdicts, key=lambda v: v.near.score, default=None)
        stance, open_because = _settle(said, verdict, verdicts)
        if best.score < lead:
            stance, open_because = Stance.UNSURE, _NOT_LEADING
        validity = _validity(fact, day)
        if validity != "valid":
            stance = Stance.UNSURE
        gates = {
            "near": f"{best.probe.name} {best.score:.2f}",
            "polarity": verdict.polarity if verdict else "none",
            "numbers": verdict.numbers.value if verdict else Agreement.NONE.value,
            "voice": said.voice,
            "validity": validity,
        }
        if open_because:
            gates["open"] = open_because
        return Match(fact=fact.id, score=round(best.score, 4), gates=gates, stance=stance)


def _units(reading: Reading) -> tuple[Reading, ...]:
    """Return the sentence and its clauses; "no loan without a guarantor" stays whole."""
    if any(clause.condition for clause in reading.clauses):
        return (reading,)
    return (reading, *part_clauses(reading))


def _voice(readings: Sequence[Reading], index: int) -> str:
    reading = readings[index]
    if reading.question:
        return "question"
    for cue, name in _VOICES:
        if cue in reading.cues:
            return name
    around = (*readings[max(0, index - 1) : index], *readings[index + 1 : index + 2])
    for other in around:
        if Cue.DENIES in other.cues and len(other.concepts) <= _MIN_SHARED:
            return "denial"
        if Cue.SARCASM in other.cues:
            return "sarcasm"
    after = readings[index + 1] if index + 1 < len(readings) else None
    if after and after.question and len(after.concepts) <= 3 and asks_to_verify(after.folded):
        return "question"
    return "experience" if Cue.EXPERIENCE in reading.cues else "claim"


def _best_by_kind(near: Iterable[Near]) -> list[Near]:
    """Return, for the sentence and each clause, the nearest statement and misconception."""
    best: dict[tuple[int, Kind], Near] = {}
    for found in near:
        key = (id(found.reading), found.probe.kind)
        if found.probe.kind is not Kind.QUESTION and (
            key not in best or found.score > best[key].score
        ):
            best[key] = found
    return list(best.values())


def _compare(found: Near, figures: Sequence[Quantity]) -> _Verdict:
    """Compare a sentence with one probe: polarity, restriction, numbers."""
    reading, probe = found.reading, found.probe.reading
    said, known = reading.about(found.shared), probe.about(found.shared)
    numbers = compare(reading.quantities, probe.quantities)
    besides = () if found.score >= _EXACT else reading.clauses
    (negative, mixed), (known_negative, known_mixed) = _sense(said, besides), _sense(known)
    same = negative == known_negative
    if mixed != known_mixed or any(clause.unclear for clause in (*said, *known)):
        polarity = "unclear"
    elif any(c.restricted for c in said) != any(c.restricted for c in known):
        polarity = "restricted"
    else:
        polarity = "same" if same else "opposite"
    of_fact = compare(reading.quantities, figures)
    if found.probe.kind is Kind.STATEMENT:
        stance = _by_statement(polarity, same, numbers, reading, probe)
    else:
        stance = _by_misconception(polarity, same, numbers, of_fact)
    needed = STRONG + (_RIVAL if numbers is Agreement.OTHER else 0.0)
    needed += 2 * _RIVAL if reading.part else 0.0
    if found.score < needed or reading.folded.count(" ") < _MIN_WORDS - 1:
        stance = Stance.UNSURE
    return _Verdict(stance, found, polarity, numbers, of_fact)


def _telling(verdicts: list[_Verdict]) -> list[_Verdict]:
    """Leave out a misconception that the sentence turns round while giving another figure.

    "The grant is $1,000" is no agreement because it is the opposite of "there is no grant".
    """
    statements = [v for v in verdicts if v.near.probe.kind is Kind.STATEMENT]
    if statements and any(
        v.polarity == "opposite" and v.of_fact is Agreement.OTHER
        for v in verdicts
        if v.near.probe.kind is Kind.MISCONCEPTION
    ):
        return statements
    return verdicts


def _sense(clauses: Sequence[Clause], besides: Sequence[Clause] = ()) -> tuple[bool, bool]:
    """Return whether the clauses deny, and whether they differ among themselves.

    "No loan without a guarantor" denies twice; "no loans, no grants" denies the same thing twice.
    """
    plain = [clause for clause in clauses if not clause.condition] or list(clauses)
    odd = sum(clause.negative for clause in clauses if clause.condition) % 2 == 1
    first = plain[0].negative if plain else False
    others = (c for c in (*plain, *besides) if c.concepts and not c.condition)
    mixed = any(clause.negative != first for clause in others)
    return first ^ (odd and len(plain) < len(clauses)), mixed


def _by_statement(
    polarity: str, same: bool, numbers: Agreement, reading: Reading, probe: Reading
) -> Stance:
    if numbers is Agreement.OTHER:
        loose = any(q.bounded for q in probe.quantities) and not (
            polarity == "restricted" or any(q.bounded for q in reading.quantities)
        )
        return Stance.UNSURE if loose or not same else Stance.CONTRADICTS
    if polarity == "same":
        return Stance.AGREES
    return Stance.CONTRADICTS if polarity == "opposite" else Stance.UNSURE


def _by_misconception(polarity: str, same: bool, numbers: Agreement, of_fact: Agreement) -> Stance:
    if of_fact is Agreement.SAME and numbers is not Agreement.SAME:
        return Stance.AGREES if same and polarity != "unclear" else Stance.UNSURE
    if polarity == "same":
        return Stance.CONTRADICTS
    if polarity == "opposite" and numbers is Agreement.NONE:
        return Stance.UNSURE if of_fact is Agreement.OTHER else Stance.AGREES
    if polarity == "restricted" and of_fact is Agreement.OTHER:
        return Stance.CONTRADICTS
    return Stance.UNSURE


def _settle(
    said: _Said, verdict: _Verdict | None, verdicts: Sequence[_Verdict]
) -> tuple[Stance, str]:
    """Return the stance, and why it is open where it is."""
    if verdict is None or said.voice == "question":
        return Stance.UNSURE, "asks" if said.voice == "question" else "near a question only"
    if said.voice != "claim":
        sure = said.voice == "experience" and verdict.near.score >= _EXACT
        return (verdict.stance, "") if sure else (Stance.UNSURE, said.voice)
    if verdict.stance is Stance.UNSURE:
        return Stance.UNSURE, "polarity or numbers" if verdict.near.score >= STRONG else "not near"
    rivals = [
        other
        for other in verdicts
        if other.stance not in {verdict.stance, Stance.UNSURE}
        and (
            other.near.reading is not verdict.near.reading
            or other.near.score >= verdict.near.score - _RIVAL
        )
    ]
    if rivals and verdict.near.score < _EXACT:
        return Stance.UNSURE, "can be read both ways"
    return verdict.stance, ""


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


def _praises(said: Sequence[_Said]) -> bool:
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
