"""Why a match has its stance, in words, in both languages."""

from datetime import date

import pytest

from responders.facts import SHIPPED_FACTS, load_facts
from responders.matching import Matcher
from responders.reasons import gate_reasons
from responders.values import Match, Stance

DAY = date(2026, 1, 14)
MATCHER = Matcher(load_facts(SHIPPED_FACTS))


def test_a_correction_says_why() -> None:
    """The known claim is named, and what was compared is told in both languages."""
    match = MATCHER.match("They charge interest on student loans", lang="en", day=DAY).matches[0]
    assert gate_reasons(match, "en") == [
        "The message is near to a known wrong claim: charges-interest.",
        "Both affirm, or both deny.",
    ]
    assert gate_reasons(match, "fr") == [
        "Le message ressemble à une affirmation inexacte connue\u00a0: charges-interest.",
        "Les deux affirment, ou les deux nient.",
    ]


def test_a_claim_is_named_as_the_reader_knows_it() -> None:
    """Whoever shows the reasons puts the ids of claims into words."""
    match = MATCHER.match("They charge interest on student loans", lang="en", day=DAY).matches[0]
    said = gate_reasons(match, "en", name=lambda claim: f"<{claim}>")
    assert said[0] == "The message is near to a known wrong claim: <charges-interest>."


@pytest.mark.parametrize(
    ("gate", "value", "expected"),
    [
        ("voice", "question", "The author asks and claims nothing."),
        ("voice", "sarcasm", "It may be meant as irony."),
        ("numbers", "mixed", "Some numbers or dates are the same and some are not."),
        ("validity", "not yet valid", "The fact is not valid yet."),
        ("open", "denied beside", "Something else in the message denies, mocks or reports."),
        (
            "open",
            "circumstance",
            "A word narrows it, such as a day or a condition, that the text does not have.",
        ),
        ("open", "figure of another fact", "The figure is that of another fact."),
        (
            "open",
            "other subject",
            "It names somebody or something that the fact is not about.",
        ),
    ],
)
def test_each_gate_has_its_sentence(gate: str, value: str, expected: str) -> None:
    """What a gate found has words in both languages."""
    match = Match(fact="x", score=0.5, gates={gate: value}, stance=Stance.UNSURE)
    assert gate_reasons(match, "en") == [expected]
    assert len(gate_reasons(match, "fr")) == 1


def test_a_voice_is_told_once() -> None:
    """What stays open because of the voice is not said twice."""
    gates = {"voice": "past", "open": "past"}
    match = Match(fact="x", score=0.5, gates=gates, stance=Stance.UNSURE)
    assert gate_reasons(match, "en") == ["It is about how things were."]
