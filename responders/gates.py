"""What one sentence says of one fact: gates over polarity, numbers, subject and voice.

Likeness alone cannot tell: "does not charge interest" is nearer to "charges interest" than a true
paraphrase is. A correction needs evidence: the same subject and predicate, and the opposite sense,
another number, or the same sense as a known wrong claim. Whatever stays open is `unsure`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from responders.listening import VOICES, Said
from responders.probes import Kind, Near
from responders.quantities import Agreement, Quantity, compare
from responders.reading import Clause, Reading
from responders.values import Stance

STRONG: Final = 0.55  # nearness from which a stance is taken
_SAME_FIGURE: Final = 0.56  # likewise for a correction: a known claim with its figure
_SAME_CLAIM: Final = 0.62  # a known claim
_OTHER_FIGURE: Final = 0.60  # the fact with another figure
_OPPOSITE: Final = 0.66  # the fact denied
_EXACT: Final = 0.90  # nearness at which rival readings no longer matter
_RIVAL: Final = 0.05  # two readings of a fact this near to each other leave it open
_UNSAID: Final = 0.5  # share of a text that a sentence may leave out, unless it has its figure
_OTHER_WORDS: Final = 0.3  # what may differ on both sides for an agreement without a figure
_MIN_WORDS: Final = 4  # a heading or a keyword says nothing of a fact


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one sentence says of one fact, by one kind of probe."""

    stance: Stance
    near: Near
    polarity: str
    numbers: Agreement
    of_fact: Agreement  # how the numbers compare with those of the fact itself


def best_by_kind(near: Iterable[Near]) -> list[Near]:
    """Return, for the sentence and each clause, the nearest statement and wrong claim."""
    best: dict[tuple[int, Kind], Near] = {}
    for found in near:
        key = (id(found.reading), found.probe.kind)
        if found.probe.kind is not Kind.QUESTION and (
            key not in best or found.score > best[key].score
        ):
            best[key] = found
    return list(best.values())


def weigh(near: Iterable[Near], figures: Sequence[Quantity]) -> list[Verdict]:
    """Compare a sentence with the nearest texts of each kind.

    Args:
        near: texts of one fact.
        figures: the quantities of the fact's statement.
    """
    return _telling([_compare(found, figures) for found in best_by_kind(near)])


def _compare(found: Near, figures: Sequence[Quantity]) -> Verdict:
    """Compare a sentence with one probe: polarity, restriction, numbers."""
    reading, probe = found.reading, found.probe.reading
    said, known = reading.about(found.shared), probe.about(found.shared)
    numbers = compare(reading.quantities, probe.quantities)
    besides = () if found.score >= _EXACT else reading.clauses
    (negative, mixed), (known_negative, known_mixed) = _sense(said, besides), _sense(known)
    same = negative == known_negative
    narrowed = _is_narrowed(said) != _is_narrowed(known) and bool(reading.quantities)
    if mixed != known_mixed or narrowed or any(c.unclear for c in (*said, *known)):
        polarity = "unclear"
    elif any(c.restricted for c in said) != any(c.restricted for c in known):
        polarity = "restricted"
    else:
        polarity = "same" if same else "opposite"
    of_fact = compare(reading.quantities, figures)
    if found.probe.kind is Kind.STATEMENT:
        stance = _by_statement(polarity, same, numbers, reading, probe)
    else:
        stance = _by_claim(polarity, same, numbers, of_fact)
        if of_fact is Agreement.OTHER and numbers is Agreement.NONE and negative:
            stance = Stance.UNSURE  # "those who earn $40,000 don't get it"
    if stance is Stance.AGREES and _is_faint(found, said, numbers):
        stance = Stance.UNSURE
    if numbers is not Agreement.SAME and found.missing > _UNSAID:
        stance = Stance.UNSURE  # "it's cancelled for good": whatever "it" is
    needed = _needed(stance, found.probe.kind, polarity, numbers)
    needed += 2 * _RIVAL if reading.part else 0.0
    turned = polarity == "opposite" and min(reading.negations, probe.negations) and _twice(said)
    if (
        stance is Stance.CONTRADICTS
        and found.score < _EXACT
        and (turned or reading.negations > max(1, probe.negations))
    ):
        polarity, stance = "unclear", Stance.UNSURE
    if found.score < needed or reading.folded.count(" ") < _MIN_WORDS - 1:
        stance = Stance.UNSURE
    return Verdict(stance, found, polarity, numbers, of_fact)


def _is_narrowed(clauses: Sequence[Clause]) -> bool:
    """Whether a clause denies and restricts: "not with only 200 hours" leaves more hours open."""
    return any(clause.restricted and clause.negative for clause in clauses)


def _is_faint(found: Near, said: Sequence[Clause], numbers: Agreement) -> bool:
    """Whether agreement rests on a shared subject only: no figure, no denial, other words."""
    if numbers is not Agreement.NONE or any(clause.negative for clause in said):
        return False
    return found.score < _EXACT and found.missing + found.besides > _OTHER_WORDS


def _needed(stance: Stance, kind: Kind, polarity: str, numbers: Agreement) -> float:
    """Return the nearness that a stance needs: a correction needs more the less else backs it."""
    if stance is not Stance.CONTRADICTS:
        return STRONG + (_RIVAL if numbers is Agreement.OTHER else 0.0)
    if kind is Kind.CLAIM:
        return _SAME_FIGURE if numbers is Agreement.SAME else _SAME_CLAIM
    return _OPPOSITE if polarity == "opposite" else _OTHER_FIGURE


def _twice(clauses: Sequence[Clause]) -> bool:
    return sum(clause.negations for clause in clauses) > 1


def _telling(verdicts: list[Verdict]) -> list[Verdict]:
    """Leave out a claim that the sentence turns round while giving another figure.

    "The grant is $1,000" is no agreement because it is the opposite of "there is no grant".
    """
    statements = [v for v in verdicts if v.near.probe.kind is Kind.STATEMENT]
    if statements and any(
        v.polarity == "opposite" and v.of_fact is Agreement.OTHER
        for v in verdicts
        if v.near.probe.kind is Kind.CLAIM
    ):
        return statements
    return verdicts


def _sense(clauses: Sequence[Clause], besides: Sequence[Clause] = ()) -> tuple[bool, bool]:
    """Return whether the clauses deny, and whether they differ among themselves.

    "No loan without a guarantor" denies twice; "no loans, no grants" denies the same thing twice.
    """
    clauses = [clause for clause in clauses if not clause.aside] or clauses
    plain = [clause for clause in clauses if not clause.condition] or list(clauses)
    odd = sum(clause.negative for clause in clauses if clause.condition) % 2 == 1
    first = plain[0].negative if plain else False
    others = (c for c in (*plain, *besides) if c.concepts and not (c.condition or c.aside))
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
    if numbers is Agreement.MIXED:
        return Stance.UNSURE
    if polarity == "same":
        return Stance.AGREES
    return Stance.CONTRADICTS if polarity == "opposite" else Stance.UNSURE


def _by_claim(polarity: str, same: bool, numbers: Agreement, of_fact: Agreement) -> Stance:
    if Agreement.MIXED in {numbers, of_fact}:
        return Stance.UNSURE
    if of_fact is Agreement.SAME and numbers is not Agreement.SAME:
        return Stance.AGREES if same and polarity != "unclear" else Stance.UNSURE
    if polarity == "same" or (polarity == "restricted" and numbers is Agreement.SAME):
        return Stance.CONTRADICTS
    if polarity == "opposite" and numbers is Agreement.NONE:
        return Stance.UNSURE if of_fact is Agreement.OTHER else Stance.AGREES
    if polarity == "restricted" and of_fact is Agreement.OTHER:
        return Stance.CONTRADICTS
    return Stance.UNSURE


def settle(said: Said, verdict: Verdict | None, verdicts: Sequence[Verdict]) -> tuple[Stance, str]:
    """Return the stance, and why it is open where it is."""
    if verdict is None or said.voice == "question":
        return Stance.UNSURE, "asks" if said.voice == "question" else "near a question only"
    if said.voice != "claim":
        known = any(
            cue in verdict.near.probe.reading.cues for cue, voice in VOICES if voice == said.voice
        )
        sure = (said.voice == "experience" or known) and verdict.near.score >= _EXACT
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
